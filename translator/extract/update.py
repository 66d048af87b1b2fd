"""A catalogue follows its item: what stayed, moved, was edited, came back or vanished."""

from __future__ import annotations

import polib

from translator.catalogue import Catalogue
from translator.entry import Entry
from translator.extract.template import Template, Unit
from translator.matching import edits, place
from translator.provenance import Provenance
from translator.state import State

SOURCE = Provenance("source")


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
        self._unasked: dict[str, Entry] = {}
        """Source -> the first translated entry of it that the template does not ask for."""
        for entry in (*self._active.values(), *(e for past in self._past.values() for e in past)):
            if entry.target and (entry.context, entry.source) not in self._wanted:
                self._unasked.setdefault(entry.source, entry)

    def take(self, context: str | None, source: str) -> Entry | None:
        """The entry of just this segment: the active one, else the latest obsolete one."""
        identity = (context, source)
        if identity in self._active:
            return self._active.pop(identity)
        past = self._past.get(identity)
        return past.pop() if past else None

    def namesake(self, source: str) -> Entry | None:
        """A translated entry of the same source whose own context is no longer asked for."""
        return self._unasked.get(source)

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
