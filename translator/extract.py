"""The first stage: items become catalogues, and catalogues follow their items."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import polib

from translator.catalogue import Catalogue
from translator.document import Document, Segment
from translator.entry import Entry
from translator.errors import TranslatorError
from translator.languages import Identification, identify
from translator.matching import edits, place
from translator.moves import Move, find_moves, move, orphans
from translator.project import Item, Project
from translator.provenance import Provenance
from translator.state import State
from translator.storage import locked, sweep

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
        date: The item's date in ISO 8601; empty where it has none.
        languages: The target languages that the item is owed to.
    """

    item: str
    source: str
    title: str
    language: str
    units: tuple[Unit, ...]
    date: str = ""
    languages: tuple[str, ...] = ()


@dataclass(slots=True)
class Extraction:
    """What `extract` did, or would do.

    Attributes:
        items: How many items were read.
        segments: Their entries, for one language.
        changed: Catalogues written (or out of date), relative to the project.
        moved: Items that were renamed; their catalogues went (or would go) along.
        vanished: Catalogues whose item is gone; they are left as they are.
        errors: Items and catalogues that could not be read; the others were done.
        notes: Item's file -> what of it could not be located exactly and stays as it is.
    """

    items: int = 0
    segments: int = 0
    changed: list[str] = field(default_factory=list)
    moved: list[Move] = field(default_factory=list)
    vanished: list[str] = field(default_factory=list)
    errors: list[TranslatorError] = field(default_factory=list)
    notes: dict[str, tuple[str, ...]] = field(default_factory=dict)


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
    templates = []
    for item in project.select_items(patterns):
        try:
            document = item.read()
            template = template_of(item, document, project)
        except TranslatorError as error:
            result.errors.append(error)
            continue
        if document.notes:
            result.notes[item.source] = document.notes
        templates.append(template)
        result.items += 1
        result.segments += len(template.units)
    result.moved = _moves(project, templates)
    former = {moved.new: moved.old for moved in result.moved}
    if not dry_run:
        sweep(project.locales, project.locks)
        for moved in result.moved:
            move(project, moved)
    for template in templates:
        for language in template.languages:
            path = project.catalogue_path(language, template.item)
            old = project.catalogue_path(language, former.get(template.item, template.item))
            source = old if dry_run else path
            try:
                if _bring_up_to_date(project, source, template, language, dry_run=dry_run):
                    result.changed.append(project.relative(path))
            except TranslatorError as error:
                result.errors.append(error)
    if not patterns:
        going = {moved.old for moved in result.moved}
        result.vanished = [
            project.relative(path) for _, item, path in orphans(project) if item not in going
        ]
    return result


def template_of(item: Item, document: Document, project: Project) -> Template:
    """The entries a document asks for."""
    found = identify(
        [segment.text for segment in document.segments],
        {project.source_language, *project.languages},
        project.source_language,
    )
    known = document.metadata
    units: dict[tuple[str | None, str], Unit] = {}
    if known.title:
        by = identify([known.title], {project.source_language}, project.source_language)[0]
        units[None, known.title] = Unit(known.title, None, "title", by.language, by.certain)
    for segment, context, guess in zip(document.segments, document.contexts, found, strict=True):
        by = _declared(segment, project) or guess
        units.setdefault(
            (context, segment.text),
            Unit(segment.text, context, segment.role, by.language, by.certain, segment.comments),
        )
    return Template(
        item.id,
        item.source,
        document.title,
        project.source_language,
        tuple(units.values()),
        known.date.isoformat() if known.date else "",
        tuple(language for language in project.languages if known.wants(language)),
    )


def _declared(segment: Segment, project: Project) -> Identification | None:
    """The language that the source itself declares for a segment, where it is one of ours."""
    code = (segment.language or "").replace("_", "-").partition("-")[0].lower()
    known = code in (project.source_language, *project.languages)
    return Identification(code, certain=True) if known else None


def update(catalogue: Catalogue, template: Template, language: str) -> None:
    """Make a catalogue's active entries those of the template, in its order.

    An unchanged segment keeps everything, wherever it moved; one that came back gets its obsolete
    entry back; an edited one keeps its translation as `needs-work`, with the previous source. What
    vanished becomes obsolete, unless there is nothing in it to keep. A segment that already is in
    the target language is filled with itself.
    """
    for name, value in _headers(template):
        catalogue.set_header(name, value)
    shelf = _Shelf(catalogue, template)
    edited = _edited(catalogue, template, language)
    entries = []
    for unit in template.units:
        entry = shelf.take(unit.context, unit.source)
        if entry is None:
            entry = Entry(polib.POEntry(msgid=unit.source, msgctxt=unit.context))
            if namesake := shelf.namesake(unit.source):
                entry.carry(namesake)
            elif former := edited.get((unit.context, unit.source)):
                entry.inherit(former)
        _describe(entry, unit, template)
        if unit.language == language and entry.state is State.UNTRANSLATED:
            fill = entry.settle if unit.certain else entry.suggest
            fill(unit.source, SOURCE)
        entries.append(entry)
    catalogue.entries = entries
    catalogue.obsolete = shelf.rest(entries)


def follows(catalogue: Catalogue, template: Template, language: str) -> bool:
    """Whether `update` would find nothing to do; where this says no, it still may.

    It is much quicker than doing it, and mostly true.
    """
    entries = catalogue.entries
    if catalogue.obsolete or len(entries) != len(template.units):
        return False
    for name, value in _headers(template):
        if (catalogue.header(name) or "") != value:
            return False
    for entry, unit in zip(entries, template.units, strict=True):
        if (entry.source, entry.context) != (unit.source, unit.context):
            return False
        if (entry.po.occurrences, entry.po.comment) != _description(unit, template):
            return False
        if unit.language == language and entry.state is State.UNTRANSLATED:
            return False
    return True


def _headers(template: Template) -> list[tuple[str, str]]:
    return [
        ("X-Source", template.source),
        ("X-Title", template.title),
        ("X-Date", template.date),
    ]


_Identity = tuple[str | None, str]


class _Shelf:
    """The entries a catalogue had, from which those of the template are taken."""

    def __init__(self, catalogue: Catalogue, template: Template) -> None:
        self._wanted = {(unit.context, unit.source) for unit in template.units}
        self._active = {(entry.context, entry.source): entry for entry in catalogue.entries}
        self._past: dict[_Identity, list[Entry]] = {}
        for entry in catalogue.obsolete:
            self._past.setdefault((entry.context, entry.source), []).append(entry)

    def take(self, context: str | None, source: str) -> Entry | None:
        """The entry of just this segment: the active one, else the latest obsolete one."""
        identity = (context, source)
        if identity in self._active:
            return self._active.pop(identity)
        past = self._past.get(identity)
        return past.pop() if past else None

    def namesake(self, source: str) -> Entry | None:
        """A translated entry of the same source whose own context is no longer asked for."""
        past = [entry for entries in self._past.values() for entry in entries]
        for entry in (*self._active.values(), *past):
            wanted = (entry.context, entry.source) in self._wanted
            if entry.source == source and entry.target and not wanted:
                return entry
        return None

    def rest(self, entries: list[Entry]) -> list[Entry]:
        """What was not taken and is worth keeping, now obsolete."""
        carried = {(entry.source, entry.target) for entry in entries}
        kept = [entry for past in self._past.values() for entry in past]
        for entry in self._active.values():
            # A draft can be made again, and a text that needs work only since its source was
            # edited there and back again stands in the entry that came back.
            unfinished = entry.state in (State.UNTRANSLATED, State.DRAFT)
            there_and_back = (entry.previous_source or "", entry.target) in carried
            needless = (unfinished and not entry.po.msgid_plural) or there_and_back
            if needless and not entry.remarks("conflict"):
                continue
            entry.obsolete = True
            kept.append(entry)
        return kept


def _edited(catalogue: Catalogue, template: Template, language: str) -> dict[_Identity, Entry]:
    """For each segment that is an edit of one that vanished: the entry that this one had."""
    old = [(entry.context, entry.source) for entry in catalogue.entries]
    new = [(unit.context, unit.source) for unit in template.units]
    kept = {source for _, source in old} & {source for _, source in new}
    own = {unit.source for unit in template.units if unit.language == language}
    by_source = {entry.source: entry for entry in catalogue.entries}
    vanished = [
        placed
        for placed in place([source for _, source in old], kept)
        if by_source[placed.text].state not in (State.UNTRANSLATED, State.DRAFT)
    ]
    appeared = [p for p in place([source for _, source in new], kept) if p.text not in own]
    context = {source: context for context, source in new}
    return {
        (context[appeared[j].text], appeared[j].text): by_source[vanished[i].text]
        for i, j in edits(vanished, appeared)
    }


def _moves(project: Project, templates: list[Template]) -> list[Move]:
    """The items that are old ones under another name."""
    new = {
        template.item: [unit.source for unit in template.units]
        for template in templates
        if not any(
            project.catalogue_path(language, template.item).exists()
            for language in project.languages
        )
    }
    return find_moves(project, new)


def _bring_up_to_date(
    project: Project, path: Path, template: Template, language: str, *, dry_run: bool
) -> bool:
    catalogue = Catalogue.load_or_new(path, language)
    update(catalogue, template, language)
    if dry_run or not catalogue.changed:
        return catalogue.changed
    with locked(path, project.locks):
        if not catalogue.is_on_disk():
            catalogue = Catalogue.load_or_new(path, language)
            update(catalogue, template, language)
        return catalogue.save()


def _describe(entry: Entry, unit: Unit, template: Template) -> None:
    """Say in the entry's extracted fields what and where its segment is."""
    entry.obsolete = False
    entry.po.occurrences, entry.po.comment = _description(unit, template)


def _description(unit: Unit, template: Template) -> tuple[list[tuple[str, str]], str]:
    """The occurrences and the extracted comment."""
    language = [] if unit.language == template.language else [f"language: {unit.language}"]
    # gettext ends a file name at a space.
    occurrences = [(template.source.replace(" ", "%20"), "")]
    return occurrences, "\n".join([unit.role, *language, *unit.comments])
