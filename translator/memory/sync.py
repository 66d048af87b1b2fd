"""Keeping the memory as the project is: its catalogues, and the files in its memory folder."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from translator.catalogue import Catalogue
from translator.connections import transaction
from translator.errors import TranslatorError, reason
from translator.memory.files import KINDS, read
from translator.memory.files.scope import Scope, code_of
from translator.memory.store import Origin, Writer, origins, writing
from translator.memory.units import Standing, Unit
from translator.message import phrase
from translator.project import Project
from translator.stamps import is_settled, stamp_of
from translator.state import State

_TOGETHER = 200
"""Catalogues taken in as one step; other writers of the index wait meanwhile."""
_QUICK_BYTES = 2_000_000
"""Of a file in the memory folder that is read while somebody waits for a page."""
_ENTRIES = """
SELECT source_language, source, target, state FROM entries
JOIN catalogues ON catalogues.id = catalogue
WHERE catalogues.lang = ? AND catalogues.item = ? AND todo = 0
UNION ALL
SELECT source_language, source, target, 'past' FROM past
JOIN catalogues ON catalogues.id = catalogue
WHERE catalogues.lang = ? AND catalogues.item = ?
"""
_STANDINGS = {State.APPROVED.value: Standing.APPROVED, State.TRANSLATED.value: Standing.TRANSLATED}


@contextlib.contextmanager
def alone(project: Project, seconds: float = 0) -> Iterator[bool]:
    """Be the only process that writes the memory.

    Args:
        project: The project.
        seconds: How long to wait for another.

    Returns:
        Whether one is.

    Raises:
        TranslatorError: The folder can't be written.
    """
    try:
        project.locks.mkdir(parents=True, exist_ok=True)
        lock = FileLock(project.locks / "memory.lock", timeout=seconds)
        lock.acquire()
    except Timeout:
        yield False
        return
    except OSError as error:
        raise TranslatorError(
            phrase("can't be written: {reason}", reason=reason(error)), path=project.locks
        ) from None
    try:
        yield True
    finally:
        lock.release()


def take_in(
    db: sqlite3.Connection,
    index: sqlite3.Connection,
    project: Project,
    languages: Iterable[str],
    at_most: int | None = None,
) -> bool:
    """Make the memory hold what files and catalogues hold.

    Args:
        db: The memory; the caller is `alone`.
        index: The index, brought up to date.
        project: The project.
        languages: The target languages.
        at_most: How many catalogues of each language to look at; big files wait, too.

    Returns:
        Whether all catalogues are taken in.
    """
    take_in_files(db, project, None if at_most is None else _QUICK_BYTES)
    done = take_in_catalogues(db, index, project, languages, at_most)
    take_in_orphans(db, index, project)
    return done


def take_in_catalogues(
    db: sqlite3.Connection,
    index: sqlite3.Connection,
    project: Project,
    languages: Iterable[str],
    at_most: int | None = None,
) -> bool:
    """Make the memory hold what the catalogues hold, by the index.

    Args:
        db: The memory; the caller is `alone`.
        index: The index, brought up to date.
        project: The project.
        languages: The target languages.
        at_most: How many catalogues to look at.

    Returns:
        Whether all are taken in.
    """
    writer = Writer(db)
    done = True
    for language in languages:
        changed = _changed(db, index, project, writer, language)
        if at_most is not None:
            done = done and len(changed) <= at_most
            changed = changed[:at_most]
        for start in range(0, len(changed), _TOGETHER):
            part = changed[start : start + _TOGETHER]
            with transaction(index):
                with writing(db):
                    for item in part:
                        _take_in(writer, index, project, language, item)
                index.executemany(
                    "DELETE FROM unremembered WHERE lang = ? AND item = ?",
                    [(language, item) for item in part],
                )
    return done


def _changed(
    db: sqlite3.Connection,
    index: sqlite3.Connection,
    project: Project,
    writer: Writer,
    language: str,
) -> list[str]:
    """The items whose catalogue may hold something else than the memory does."""
    query = "SELECT item FROM unremembered WHERE lang = ? ORDER BY item"
    changed = [item for (item,) in index.execute(query, (language,))]
    counted = f"catalogues {language}"
    known = db.execute("SELECT value FROM counters WHERE name = ?", (counted,)).fetchone()
    (number,) = index.execute(
        "SELECT count(*) FROM catalogues WHERE lang = ?", (language,)
    ).fetchone()
    if known and len(changed) < max(number, 1):
        return changed
    # One of the two databases is new: what it does not say itself has to be found out.
    items = [
        item for (item,) in index.execute("SELECT item FROM catalogues WHERE lang = ?", (language,))
    ]
    paths = {project.catalogue_name(language, item) for item in items}
    prefix = project.catalogue_name(language, "").removesuffix(".po")
    with writing(db):
        for origin in origins(db, "project"):
            if origin.path.startswith(prefix) and origin.path not in paths:
                writer.remove(origin.path)
        db.execute("INSERT OR REPLACE INTO counters VALUES (?, 1)", (counted,))
    return sorted({*items, *changed})


def _take_in(
    writer: Writer, index: sqlite3.Connection, project: Project, language: str, item: str
) -> None:
    path = project.catalogue_name(language, item)
    rows = index.execute(_ENTRIES, (language, item, language, item)).fetchall()
    units = [
        Unit(spoken, language, source, target, _STANDINGS.get(state, Standing.FORMER))
        for spoken, source, target, state in rows
        if spoken != language
    ]
    if units:
        writer.change(Origin("project", path, item, b""), units)
    else:
        writer.remove(path)


def take_in_orphans(db: sqlite3.Connection, index: sqlite3.Connection, project: Project) -> None:
    """Take in the catalogues whose item is gone: what was translated there stays known."""
    known = {origin.path: origin for origin in origins(db, "orphan")}
    writer = Writer(db)
    for (path,) in index.execute("SELECT path FROM orphans").fetchall():
        stamp = stamp_of(project.root / path) or b""
        before = known.pop(path, None)
        if before and before.stamp == stamp:
            continue
        language = Path(path).relative_to(project.relative(project.locales)).parts[0]
        origin = Origin("orphan", path, Path(path).stem, stamp if is_settled(stamp) else b"")
        with writing(db):
            writer.change(origin, _accepted(project, project.root / path, language))
    for path in known:
        with writing(db):
            writer.remove(path)


def _accepted(project: Project, path: Path, language: str) -> list[Unit]:
    try:
        catalogue = Catalogue.load(path)
    except TranslatorError:
        return []
    return [
        Unit(
            entry.source_language or project.source_language,
            language,
            entry.source,
            entry.target,
            Standing.FORMER,
        )
        for entry in (*catalogue.entries, *catalogue.obsolete)
        if entry.state.accepted and entry.source_language != language
    ]


def take_in_files(db: sqlite3.Connection, project: Project, largest: int | None = None) -> None:
    """Make the memory hold what the files in the project's memory folder hold.

    Of a file that can't be read nothing is taken in; its origin says why.

    Args:
        db: The memory; the caller is `alone`.
        project: The project.
        largest: The size in bytes of a file that is read now; a bigger one waits for another call.
    """
    for copy in project.memory.rglob(".*.new.*"):  # of an import that was killed
        copy.unlink(missing_ok=True)
    known = {origin.path: origin for origin in origins(db, "file")}
    writer = Writer(db)
    for path in files_of(project):
        name = project.relative(path)
        stamp = stamp_of(path) or b""
        before = known.pop(name, None)
        if before and before.stamp == stamp:
            continue
        if largest is not None and path.stat().st_size > largest:
            continue
        try:
            take_in_file(db, project, path, path)
        except TranslatorError as error:
            with writing(db):
                writer.replace(Origin("file", name, name, stamp, error.message), ())
    for name in known:
        with writing(db):
            writer.remove(name)


def take_in_file(
    db: sqlite3.Connection,
    project: Project,
    source: Path,
    place: Path,
    *,
    language: str | None = None,
    settle: Callable[[], None] = lambda: None,
    progress: Callable[[int], None] = lambda _: None,
) -> Scope:
    """Take in one file, wholly or not at all.

    Args:
        db: The memory; the caller is `alone`.
        project: The project.
        source: The file to be read.
        place: Its place in the memory folder.
        language: The language of a PO or MO file, where it is known.
        settle: Called when all is read and before it counts, to put the file in its place.
        progress: Called with the bytes read.

    Returns:
        What was taken in and left out.

    Raises:
        TranslatorError: It can't be read; the memory is as it was.
    """
    name = project.relative(place)
    scope = Scope(project.source_language, tuple(project.languages))
    folder = place.parent.name
    if language is None and place.parent != project.memory and code_of(folder):
        language = code_of(folder)
    label = place.relative_to(project.memory).as_posix()
    with writing(db):
        units = read(source, scope, language, progress)
        scope.taken = Writer(db).replace(Origin("file", name, label, b""), units)
        settle()
        stamp = stamp_of(place) or b""
        db.execute("UPDATE origins SET stamp = ? WHERE path = ?", (stamp, name))
    return scope


def files_of(project: Project) -> list[Path]:
    """The files in the project's memory folder that the memory can read."""
    if not project.memory.is_dir():
        return []
    return [
        path
        for path in sorted(project.memory.rglob("*"))
        if path.suffix.lower() in KINDS and not path.name.startswith(".") and path.is_file()
    ]
