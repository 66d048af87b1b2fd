"""Comments, history and assignments follow entries whose source is edited and items that move."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from translator import review
from translator.catalogue import Catalogue
from translator.errors import TranslatorError, reason
from translator.extract import Extraction
from translator.matching import Placed, edits
from translator.message import phrase
from translator.moves import SAME
from translator.project import Project
from webui.index import Index
from webui.people import database, following

NAME = Path(".translator", "people.db")


def follow_extraction(project: Project, done: Extraction) -> None:
    """Bring what people said along, after `extract` changed catalogues.

    Raises:
        TranslatorError: The people database can't be written.
    """
    path = project.root / NAME
    if not path.exists() or not (done.changed or done.moved):
        return
    try:
        with database.opened(path) as db:
            with database.transaction(db):  # one for all: there may be very many
                for moved in done.moved:
                    following.rename(db, moved.old, moved.new)
            follow_edits(db, project, map(project.place_of, done.changed))
    except sqlite3.Error as error:
        raise TranslatorError(
            phrase("can't be written: {reason}", reason=reason(error)), path=path
        ) from None


def follow_edits(
    db: sqlite3.Connection, project: Project, places: Iterable[tuple[str, str]]
) -> None:
    """Find the entries that what is on record is about, where their keys are no longer there.

    Args:
        db: The people database.
        project: The project.
        places: Catalogues to look at: language and item.
    """
    for lang, item in places:
        known = following.talked_of(db, lang, item)
        if not known:
            continue
        try:
            catalogue = Catalogue.load(project.catalogue_path(lang, item))
        except TranslatorError:
            continue
        for old, new in _successors(db, lang, item, known, catalogue):
            following.note_successor(db, lang, item, old, new)


def catch_up(people: Path, project: Project, index: Index) -> None:
    """Follow what happened while nobody served: a `git pull` tells nobody.

    Args:
        people: The people database.
        project: The project.
        index: Its index; brought up to date where that is needed.
    """
    with database.opened(people) as db:
        if any(_vanished(project, item) for item in following.items(db)):
            index.wait()
            with index.reading() as entries:
                follow_moves(db, project, entries)
        follow_edits(db, project, following.with_open_comments(db))


def follow_moves(db: sqlite3.Connection, project: Project, index: sqlite3.Connection) -> None:
    """Find items that were renamed elsewhere, with git: most of what is known is in another one.

    Args:
        db: The people database.
        project: The project.
        index: The project's index, up to date.
    """
    for item in following.items(db):
        if _vanished(project, item) and (new := _found_again(db, project, index, item)):
            following.rename(db, item, new)


def _vanished(project: Project, item: str) -> bool:
    return not any(project.catalogue_path(lang, item).exists() for lang in project.languages)


def _successors(
    db: sqlite3.Connection, lang: str, item: str, known: dict[str, str], catalogue: Catalogue
) -> list[tuple[str, str]]:
    """Old and new key of entries that were edited."""
    entries = catalogue.by_key()
    lost = {
        key: source
        for key, source in known.items()
        if following.current_key(db, lang, item, key) not in entries
    }
    if not lost:
        return []
    found = []
    for key, entry in entries.items():
        if (previous := review.previous_key(entry)) in lost:
            found.append((previous, key))
            del lost[previous]
    taken = {new for _, new in found} | known.keys()
    # Neighbours are not on record: only what the texts have in common counts.
    old = [(key, Placed(source, "\0", "\0")) for key, source in lost.items() if source]
    new = [
        (key, Placed(entry.source, "", "")) for key, entry in entries.items() if key not in taken
    ]
    pairs = edits([text for _, text in old], [text for _, text in new])
    return [*found, *((old[i][0], new[j][0]) for i, j in pairs)]


def _found_again(
    db: sqlite3.Connection, project: Project, index: sqlite3.Connection, item: str
) -> str | None:
    """The one item that has most of an item's entries today."""
    for lang in project.languages:
        keys = list(following.talked_of(db, lang, item))[:500]
        marks = ",".join("?" * len(keys))
        rows = index.execute(
            f"SELECT item, count(*) FROM entries WHERE lang = ? AND key IN ({marks}) "  # noqa: S608
            "GROUP BY item ORDER BY 2 DESC LIMIT 2",
            (lang, *keys),
        ).fetchall()
        alone = len(rows) == 1 or (len(rows) == 2 and rows[0][1] > rows[1][1])
        if alone and rows[0][1] >= SAME * len(keys):
            return str(rows[0][0])
    return None
