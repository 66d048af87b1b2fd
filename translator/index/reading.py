"""Reading items and catalogues for the index: pure work, which other processes may do."""

from __future__ import annotations

import json
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from translator import review
from translator.catalogue import Catalogue
from translator.entry import Entry
from translator.errors import TranslatorError
from translator.extract import Template, follows, template_of, update
from translator.index import facts
from translator.index.facts import Problem
from translator.index.jobs import Job
from translator.item import Item
from translator.message import Message, packed
from translator.project import Project
from translator.quality import findings_on, set_aside
from translator.quality import questions_on as ask
from translator.rules import Diagnostic
from translator.state import State

UNSURE = 2.0
"""The confidence of what has none: it comes last."""


class EntryRow(NamedTuple):
    """An entry, as `schema.ENTRY` names it."""

    key: str
    position: int
    line: int
    source: str
    target: str
    state: str
    role: str
    source_language: str
    origin: str
    todo: int
    confidence: float
    match: int | None
    revision: str
    rules: str
    aside: str
    errors: int
    source_hash: int
    target_hash: int


@dataclass(slots=True)
class ReadCatalogue:
    """What reading a catalogue gives.

    Attributes:
        lang: The language.
        stamp: What the file had when it was looked at.
        wanted: Whether the item is owed to the language; nothing is known of it otherwise.
        problem: Why it can't be read.
        stale: Whether `extract` would change it.
        sums: What its entries add up to, by the names of `schema.SUMS`.
        spoken: Entries whose source is not in the project's language, by its language.
        entries: The entries.
        findings: Key, rule, severity, message (in JSON, see `message.packed`) and fix of each.
        past: Source language, source and target of accepted entries that are obsolete.
    """

    lang: str
    stamp: bytes
    wanted: bool = True
    problem: bytes | None = None
    stale: bool = False
    sums: Counter[str] = field(default_factory=Counter)
    spoken: Counter[str] = field(default_factory=Counter)
    entries: list[EntryRow] = field(default_factory=list)
    findings: list[tuple[str, str, str, str, str | None]] = field(default_factory=list)
    past: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(slots=True)
class ReadItem:
    """What reading an item gives.

    Attributes:
        stamp: What the file had when it was looked at.
        title: Its title.
        date: Its date in ISO 8601.
        languages: How many target languages it is owed to.
        units: How many entries each of their catalogues is to have.
        problem: Why it can't be read.
        template: The entries it asks for.
        questions: What to ask its editor; None where there is nothing.
        notes: What of it could not be located exactly; None where all could.
    """

    stamp: bytes
    title: str = ""
    date: str = ""
    languages: int = 0
    units: int = 0
    problem: bytes | None = None
    template: bytes | None = None
    questions: bytes | None = None
    notes: bytes | None = None


@dataclass(slots=True)
class Reading:
    """What a job gave.

    Attributes:
        began: When the reading began, in nanoseconds since 1970.
        item: The item.
        read: What is new of the item itself.
        catalogues: What is new of its catalogues.
    """

    began: int
    item: Item
    read: ReadItem | None
    catalogues: list[ReadCatalogue]


def read(project: Project, job: Job) -> Reading:
    """Read and judge; what is wrong with a file is part of the answer."""
    began = time.time_ns()
    template: Template | None = None
    item = None
    if job.stamp is not None:
        item, template = _read_item(project, job.item, job.stamp)
    elif job.template is not None:
        template = facts.template(job.template)
    catalogues = [
        _read_catalogue(project, job.item, lang, stamp, template) for lang, stamp in job.catalogues
    ]
    return Reading(began, job.item, item, catalogues)


def _read_item(project: Project, item: Item, stamp: bytes) -> tuple[ReadItem, Template | None]:
    try:
        document = item.read()
        template = template_of(item, document, project)
        places = {segment.text: index for index, segment in enumerate(document.segments)}
        questions = [
            replace(question, line=document.line_of(places[question.source]))
            for question in ask(
                [(unit.source, unit.language) for unit in template.units], project, item.id
            )
            if question.source in places  # the title of a file beside the item is not
        ]
    except TranslatorError as error:
        return ReadItem(stamp, problem=facts.encode(Problem.of(error))), None
    return ReadItem(
        stamp,
        template.title,
        template.date,
        len(template.languages),
        len(template.units),
        template=facts.encode(template),
        questions=facts.encode(questions) if questions else None,
        notes=facts.encode(document.notes) if document.notes else None,
    ), template


def _read_catalogue(
    project: Project, item: Item, lang: str, stamp: bytes, template: Template | None
) -> ReadCatalogue:
    if template and lang not in template.languages:
        return ReadCatalogue(lang, stamp, wanted=False)
    try:
        path = project.catalogue_path(lang, item.id)
        catalogue = Catalogue.load(path)
    except TranslatorError as error:
        return ReadCatalogue(lang, stamp, problem=facts.encode(Problem.of(error)))
    result = ReadCatalogue(lang, stamp, sums=Counter(items=1))
    found = findings_on(catalogue.entries, lang, project, item.id)
    for position, (entry, diagnostics) in enumerate(zip(catalogue.entries, found, strict=True), 1):
        row = _row(project, position, entry, diagnostics)
        result.entries.append(row)
        if row.source_language != project.source_language:
            result.spoken[row.source_language] += 1
        _add(result.sums, row, diagnostics, finally_done=entry.finished(State.APPROVED))
        result.findings += [
            (row.key, d.rule, d.severity, _packed(d.message), d.fix) for d in diagnostics
        ]
    result.past = [
        (entry.source_language or project.source_language, entry.source, entry.target)
        for entry in catalogue.obsolete
        if entry.state.accepted
    ]
    if template and not follows(catalogue, template, lang):
        result.stale = _would_change(path, template, lang)
    return result


def _packed(message: Message) -> str:
    return json.dumps(packed(message), ensure_ascii=False, separators=(",", ":"))


def _would_change(path: Path, template: Template, lang: str) -> bool:
    try:
        catalogue = Catalogue.load(path)
    except TranslatorError:  # it was written meanwhile, and will be read again
        return True
    update(catalogue, template, lang)
    return catalogue.changed


def _add(
    sums: Counter[str], row: EntryRow, diagnostics: list[Diagnostic], *, finally_done: bool
) -> None:
    words = len(row.source.split())
    sums["segments"] += 1
    sums["words"] += words
    sums[row.state.replace("-", "_")] += 1
    if not row.todo:
        sums["finished_translated"] += 1
        sums["words_translated"] += words
        for diagnostic in diagnostics:
            if diagnostic.severity != "style":
                sums[f"{diagnostic.severity}s"] += 1
    if finally_done:
        sums["finished_approved"] += 1
        sums["words_approved"] += words
    sums["flawed"] += row.errors > 0
    sums["found"] += len(diagnostics)


def _row(project: Project, position: int, entry: Entry, diagnostics: list[Diagnostic]) -> EntryRow:
    state = entry.state
    origin = entry.provenance if state is not State.UNTRANSLATED else None
    confidence = UNSURE
    if origin and origin.score is not None:
        confidence = origin.score
    elif origin and origin.match is not None:
        confidence = origin.match / 100
    source_language = entry.source_language or project.source_language
    role = entry.role
    return EntryRow(
        entry.key,
        position,
        entry.line,
        entry.source,
        entry.target,
        state.value,
        role,
        source_language,
        origin.origin if origin else "",
        not state.accepted,
        confidence,
        origin.match if origin else None,
        review.revision(entry),
        " ".join(sorted({one.rule for one in diagnostics})),
        " ".join(sorted({one.rule for one in set_aside(entry)})),
        sum(one.severity == "error" for one in diagnostics),
        text_hash(entry.source, source_language),
        text_hash(entry.target),
    )


def text_hash(text: str, language: str = "") -> int:
    """64 bits, signed, to find equal texts (of equal languages) by."""
    whole = f"{language}\0{text}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(whole, digest_size=8).digest(), "big", signed=True)
