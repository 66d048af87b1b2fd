"""The first stage: items become catalogues, and catalogues follow their items."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib

from translator.catalogue import Catalogue, Entry, State
from translator.document import Document
from translator.errors import TranslatorError
from translator.languages import identify
from translator.project import NEWS, Item, Project
from translator.provenance import Provenance
from translator.storage import locked

SOURCE = Provenance("source")


@dataclass(frozen=True, slots=True)
class Unit:
    """What an entry of a catalogue is to be: a segment's text, once.

    Attributes:
        source: The text.
        context: The `msgctxt`.
        role: What it is in the document.
        language: The language it is written in.
        certain: Whether script or letters decided the language.
        comments: What a translator should know.
    """

    source: str
    context: str | None
    role: str
    language: str
    certain: bool
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """What an item's catalogues are to hold, in every language: a POT, not written to disk.

    Attributes:
        item: The item's id.
        source: The item's file, as reports name it.
        title: The item's title.
        language: The language the item is in.
        units: The entries, in document order, each once.
    """

    item: str
    source: str
    title: str
    language: str
    units: tuple[Unit, ...]


@dataclass(slots=True)
class Extraction:
    """What `extract` did, or would do.

    Attributes:
        items: How many items were read.
        segments: Their entries, for one language.
        changed: Catalogues written (or out of date), relative to the project.
        stale: Sources of the items that these belong to.
        vanished: Catalogues whose item is gone; they are left as they are.
        errors: Items and catalogues that could not be read; the others were done.
    """

    items: int = 0
    segments: int = 0
    changed: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    vanished: list[str] = field(default_factory=list)
    errors: list[TranslatorError] = field(default_factory=list)


def extract(
    project: Project, patterns: tuple[str, ...] = (), *, dry_run: bool = False
) -> Extraction:
    """Bring the catalogues of items up to date with their sources.

    An item or catalogue that can't be read is reported and left alone; the others are done.

    Args:
        project: The project.
        patterns: Which items (globs over ids, or paths); all where there is none.
        dry_run: Change nothing, only say what would change.

    Raises:
        TranslatorError: The items can't be listed, or a pattern matches none.
    """
    result = Extraction()
    for item in project.select_items(patterns):
        try:
            template = template_of(item, item.read(), project)
        except TranslatorError as error:
            result.errors.append(error)
            continue
        result.items += 1
        result.segments += len(template.units)
        changed = []
        for language in project.languages:
            path = project.catalogue_path(language, item.id)
            try:
                if _bring_up_to_date(project, path, template, language, dry_run=dry_run):
                    changed.append(project.relative(path))
            except TranslatorError as error:
                result.errors.append(error)
        if changed:
            result.changed += changed
            result.stale.append(item.source)
    if not patterns:
        result.vanished = [project.relative(path) for path in _orphans(project)]
    return result


def template_of(item: Item, document: Document, project: Project) -> Template:
    """The entries a document asks for."""
    found = identify(
        [segment.text for segment in document.segments],
        {project.source_language, *project.languages},
        project.source_language,
    )
    units: dict[tuple[str | None, str], Unit] = {}
    for segment, context, by in zip(document.segments, document.contexts, found, strict=True):
        units.setdefault(
            (context, segment.text),
            Unit(segment.text, context, segment.role, by.language, by.certain, segment.comments),
        )
    return Template(
        item.id, item.source, document.title, project.source_language, tuple(units.values())
    )


def update(catalogue: Catalogue, template: Template, language: str) -> None:
    """Make a catalogue's active entries those of the template, in its order.

    An unchanged segment keeps everything, wherever it moved; one that came back gets its obsolete
    entry back; one that vanished becomes obsolete, unless there is nothing in it to keep. A segment
    that already is in the target language is filled with itself.
    """
    catalogue.set_header("X-Source", template.source)
    catalogue.set_header("X-Title", template.title)
    active = {(entry.context, entry.source): entry for entry in catalogue.entries}
    past = {(entry.context, entry.source): entry for entry in catalogue.obsolete}
    wanted = {(unit.context, unit.source) for unit in template.units}
    entries = []
    for unit in template.units:
        identity = (unit.context, unit.source)
        entry = active.pop(identity, None) or past.pop(identity, None)
        if entry is None:
            entry = Entry(polib.POEntry(msgid=unit.source, msgctxt=unit.context))
            if namesake := _namesake(unit, active, wanted) or _namesake(unit, past, wanted):
                entry.carry(namesake)
        _describe(entry, unit, template)
        if unit.language == language and entry.state is State.UNTRANSLATED:
            fill = entry.settle if unit.certain else entry.suggest
            fill(unit.source, SOURCE)
        entries.append(entry)
    gone = [entry for entry in active.values() if entry.target or entry.po.msgid_plural]
    for entry in gone:
        entry.po.obsolete = True
    catalogue.entries = entries
    catalogue.obsolete = [*past.values(), *gone]


def _orphans(project: Project) -> Iterator[Path]:
    """Catalogues whose item is gone."""
    for language in project.languages:
        kept = {project.catalogue_path(language, item.id) for item in project.items}
        folder = project.locales / language / NEWS
        yield from (path for path in sorted(folder.rglob("*.po")) if path not in kept)


def _bring_up_to_date(
    project: Project, path: Path, template: Template, language: str, *, dry_run: bool
) -> bool:
    catalogue = Catalogue.load_or_new(path, language)
    update(catalogue, template, language)
    if dry_run or not catalogue.changed:
        return catalogue.changed
    with locked(path, project.locks):
        catalogue = Catalogue.load_or_new(path, language)
        update(catalogue, template, language)
        return catalogue.save()


def _namesake(
    unit: Unit,
    entries: dict[tuple[str | None, str], Entry],
    wanted: set[tuple[str | None, str]],
) -> Entry | None:
    """A translated entry of the same source whose own context is no longer asked for."""
    for (context, source), entry in entries.items():
        if source == unit.source and (context, source) not in wanted and entry.target:
            return entry
    return None


def _describe(entry: Entry, unit: Unit, template: Template) -> None:
    """Say in the entry's extracted fields what and where its segment is."""
    entry.po.obsolete = False
    # gettext ends a file name at a space.
    entry.po.occurrences = [(template.source.replace(" ", "%20"), "")]
    language = [] if unit.language == template.language else [f"language: {unit.language}"]
    entry.po.comment = "\n".join([unit.role, *language, *unit.comments])
