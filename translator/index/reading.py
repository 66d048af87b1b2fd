"""Reading items and catalogues for the index, on all cores where there are many."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from translator.catalogue import Catalogue, State
from translator.errors import TranslatorError
from translator.extract import Template, template_of, update
from translator.index.facts import Accepted, CatalogueFacts, ItemDetail, ItemFacts, Problem
from translator.project import Item, Project
from translator.quality import Fault, faults_of, questions_on

_FINISHED = (State.TRANSLATED.value, State.APPROVED.value)
_POOL_FROM = 400
"""Files to be read from which a pool of processes costs less than it saves."""


@dataclass(frozen=True, slots=True)
class Job:
    """One file to be read."""

    language: str  # empty for an item itself
    item: Item
    path: Path
    template: Template | None = None


@dataclass(frozen=True, slots=True)
class ReadCatalogue:
    """What reading a catalogue gives: facts, findings, and the entries people stand behind."""

    facts: CatalogueFacts
    detail: list[Fault]
    accepted: list[Accepted]


@dataclass(frozen=True, slots=True)
class ReadItem:
    """What reading an item gives."""

    facts: ItemFacts
    detail: ItemDetail


def read_item(project: Project, job: Job) -> ReadItem:
    """Read an item; what is wrong with it is among the facts."""
    try:
        document = job.item.read()
        template = template_of(job.item, document, project)
        segments = [(unit.source, unit.language) for unit in template.units]
        places = {segment.text: index for index, segment in enumerate(document.segments)}
        questions = [
            replace(question, line=document.line_of(places[question.source]))
            for question in questions_on(segments, project, job.item.id)
            if question.source in places  # the title of a file beside the item is not
        ]
        facts = ItemFacts(questions=len(questions))
        return ReadItem(facts, ItemDetail(template, questions))
    except TranslatorError as error:
        return ReadItem(ItemFacts(Problem.of(error)), ItemDetail())


def read_catalogue(project: Project, job: Job) -> ReadCatalogue:
    """Read a catalogue and judge it; what is wrong with the file is among the facts."""
    try:
        catalogue = Catalogue.load(job.path)
    except TranslatorError as error:
        return ReadCatalogue(CatalogueFacts(problem=Problem.of(error)), [], [])
    states: Counter[str] = Counter()
    finished: Counter[str] = Counter()
    spoken: Counter[str] = Counter()
    words = 0
    accepted = []
    for entry in catalogue.entries:
        words += len(entry.source.split())
        states[entry.state] += 1
        finished.update(required for required in _FINISHED if entry.finished(required))
        language = entry.source_language or project.source_language
        spoken[language] += 1
        if entry.state.accepted:
            accepted.append(Accepted(entry.key, entry.line, language, entry.source, entry.target))
    faults = faults_of(catalogue, job.language, project, job.item.id)
    if job.template:
        update(catalogue, job.template, job.language)
    severities = Counter(fault.severity for fault in faults if fault.accepted)
    facts = CatalogueFacts(
        words, states, finished, spoken, severities, len(faults), catalogue.changed
    )
    return ReadCatalogue(facts, faults, accepted)


_Read = TypeVar("_Read", ReadItem, ReadCatalogue)
_pool_project: list[Project] = []


def read_all(
    project: Project, jobs: list[Job], read: Callable[[Project, Job], _Read]
) -> Iterator[tuple[Job, _Read]]:
    """Read files, on all cores where there are many."""
    if len(jobs) < _POOL_FROM:
        yield from ((job, read(project, job)) for job in jobs)
        return
    # Spawned: a forked child of a process that has threads may hang.
    context = get_context("spawn")
    with ProcessPoolExecutor(
        os.cpu_count(), mp_context=context, initializer=_begin, initargs=(project,)
    ) as pool:
        yield from zip(jobs, pool.map(partial(_in_pool, read), jobs, chunksize=64), strict=True)


def _begin(project: Project) -> None:
    _pool_project.append(project)


def _in_pool(read: Callable[[Project, Job], _Read], job: Job) -> _Read:
    return read(_pool_project[0], job)
