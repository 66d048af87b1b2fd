"""Entries gathered for a file that somebody works on elsewhere."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from translator.catalogue import Catalogue
from translator.entry import Entry
from translator.errors import TranslatorError
from translator.exchange import files
from translator.exchange.units import Bundle, Ref, Unit, comparable
from translator.project import Project
from translator.provenance import Provenance, parse_line
from translator.state import State
from translator.storage import write_atomically

TODO = frozenset({State.UNTRANSLATED, State.DRAFT, State.NEEDS_WORK})
"""What waits for a translator."""


def gather(
    project: Project,
    language: str,
    patterns: tuple[str, ...] = (),
    states: Collection[State] = frozenset(State),
) -> Bundle:
    """The entries of a language that go out.

    Args:
        project: The project.
        language: The target language.
        patterns: Items by id or glob; all where there is none.
        states: The states wanted.

    Raises:
        TranslatorError: A pattern matches no item, or a catalogue can't be read.
    """
    titles: dict[str, str] = {}
    units: list[Unit] = []
    for item in project.select_items(patterns):
        path = project.catalogue_path(language, item.id)
        if not path.is_file():
            continue
        catalogue = Catalogue.load(path)
        found = [
            unit_of(entry, item.id, project.source_language)
            for entry in catalogue.entries
            if entry.state in states and not entry.po.msgid_plural
        ]
        if found:
            titles[item.id] = catalogue.header("X-Title") or item.id
            units += found
    config = project.config.project
    return Bundle(config.name, project.source_language, language, titles, units)


def export(bundle: Bundle, path: Path, kind: str, *, overwrite: bool = False) -> None:
    """Write a bundle to a file.

    A file that is there already is replaced only where nobody has worked in it.

    Args:
        bundle: What goes out.
        path: The file.
        kind: One of `files.FORMATS`.
        overwrite: Replace the file whatever is in it.

    Raises:
        TranslatorError: The file holds somebody's work or something else, or it can't be written.
    """
    if not overwrite and path.exists() and not _untouched(path, bundle):
        raise TranslatorError(
            "is there already, and somebody may have worked in it",
            path=path,
            remedy="Take it in with `translator import`, then give --overwrite; "
            "or choose another name.",
        )
    write_atomically(path, files.write(bundle, kind))


def unit_of(entry: Entry, item: str, source_language: str) -> Unit:
    """An entry as it goes out."""
    provenance = entry.provenance if entry.target.strip() else None
    return Unit(
        item,
        Ref.of(entry),
        entry.source,
        entry.target,
        entry.state,
        entry.role,
        entry.source_language or source_language,
        entry.context,
        notes_of(entry),
        str(provenance) if provenance else "",
        _score(provenance) if provenance and entry.state is State.DRAFT else "",
        entry.previous_source,
    )


def notes_of(entry: Entry) -> tuple[str, ...]:
    """The remarks of the item's format and people's own comment lines."""
    extracted = (entry.po.comment or "").split("\n")[1:]
    theirs = (entry.po.tcomment or "").split("\n")
    own = [line for line in theirs if not parse_line(line)]
    format_ = [line for line in extracted if not line.startswith("language: ")]
    return tuple(filter(None, map(str.strip, (*format_, *own))))


def _score(provenance: Provenance) -> str:
    if provenance.origin == "memory":
        return "exact" if (provenance.match or 0) >= 100 else "fuzzy"
    return "mt" if provenance.score is not None or provenance.origin == "argos" else ""


def _untouched(path: Path, bundle: Bundle) -> bool:
    """Whether a file is an export in which every segment still is as it went out."""
    try:
        answer = files.read(path)
    except TranslatorError:
        return False
    known = {comparable(note) for unit in bundle.units for note in unit.notes}
    return bool(answer.replies) and not any(
        reply.touched
        or reply.done is not None
        or any(comparable(note) not in known for note in reply.notes if note)
        for reply in answer.replies
    )
