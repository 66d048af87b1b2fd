"""Where every language and item stands."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from translator import engines
from translator.catalogue import State
from translator.errors import TranslatorError
from translator.extract import Template
from translator.index import ask
from translator.index.queries import stock
from translator.index.queries.stock import Sums
from translator.moves import Move, find_moves
from translator.project import Project


@dataclass(slots=True)
class Tally:
    """What one catalogue, or all of a language, add up to.

    Attributes:
        items: Items counted.
        segments: Entries, obsolete ones left out.
        words: Words of their sources.
        states: Entries by state.
        finished: Entries in the state that the gate asks for.
        required: The share of finished entries that the gate asks for, 0 to 1.
        errors: Findings of severity `error` in texts that a person stands behind.
        warnings: The same of severity `warning`.
    """

    required: float = 1.0
    items: int = 0
    segments: int = 0
    words: int = 0
    finished: int = 0
    errors: int = 0
    warnings: int = 0
    states: Counter[State] = field(default_factory=Counter)

    @property
    def complete(self) -> float:
        """The share of finished entries, 0 to 1; nothing to do is complete."""
        return self.finished / self.segments if self.segments else 1.0

    def passed(self, fail_on: str) -> bool:
        """Whether the gate lets it through."""
        findings = self.errors + (self.warnings if fail_on == "warning" else 0)
        return self.complete >= self.required and not findings

    def add(self, sums: Sums, finished_at: str) -> None:
        """Count an item's catalogue."""
        self.items += 1
        self.words += sums.words
        self.segments += sums.segments
        self.finished += sums.finished[finished_at == State.APPROVED]
        for state, count in zip(State, sums.states, strict=True):
            self.states[state] += count
        self.errors += sums.errors
        self.warnings += sums.warnings


@dataclass(slots=True)
class Status:
    """Where a project stands.

    Attributes:
        languages: The tally of each target language.
        items: The tally of each item in each language.
        sources: The source file of each item.
        stale: Sources whose catalogues `extract` would change.
        vanished: Catalogues whose item is gone.
        pairs: Entries to be translated, by source and target language.
        errors: Items, catalogues and termbases that can't be read.
    """

    languages: dict[str, Tally] = field(default_factory=dict)
    items: dict[str, dict[str, Tally]] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    stale: list[str] = field(default_factory=list)
    vanished: list[str] = field(default_factory=list)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    errors: list[TranslatorError] = field(default_factory=list)

    def as_json(self, fail_on: str) -> dict[str, Any]:
        """The JSON that `status` and `check` share."""
        return {
            "version": 1,
            "languages": {
                language: {
                    "items": tally.items,
                    "segments": tally.segments,
                    "words": tally.words,
                    "states": {state.value: tally.states[state] for state in State},
                    "complete": round(tally.complete, 3),
                    "required": tally.required,
                    "errors": tally.errors,
                    "warnings": tally.warnings,
                    "passed": tally.passed(fail_on),
                }
                for language, tally in self.languages.items()
            },
            "items": {
                item: {
                    "source": self.sources[item],
                    "languages": {
                        language: {
                            "states": {state.value: n for state, n in tally.states.items()},
                            "complete": round(tally.complete, 3),
                        }
                        for language, tally in tallies.items()
                    },
                }
                for item, tallies in self.items.items()
            },
            "stale": self.stale,
            "vanished": self.vanished,
            "pairs": {
                f"{source}-{target}": {
                    "engine": engines.available(source, target),
                    "segments": segments,
                }
                for (source, target), segments in self.pairs.items()
            },
        }


def status(
    project: Project, *, languages: tuple[str, ...] = (), patterns: tuple[str, ...] = ()
) -> Status:
    """Take stock of a project.

    An item or catalogue that can't be read is in `errors`; the others are counted.

    Raises:
        TranslatorError: The items can't be listed, or a language or pattern is wrong.
    """
    return ask(project, lambda db: take_stock(project, db, languages=languages, patterns=patterns))


def take_stock(
    project: Project,
    db: sqlite3.Connection,
    *,
    languages: tuple[str, ...] = (),
    patterns: tuple[str, ...] = (),
) -> Status:
    """Add up what the index knows; raises as `status` does."""
    gate = project.config.gate
    chosen = project.select_languages(languages)
    wanted = {item.id for item in project.select_items(patterns)} if patterns else None
    result = Status(languages={code: Tally(gate.required(code)) for code in chosen})
    for item, source, problem in stock.items(db):
        if wanted is None or item in wanted:
            result.sources[item] = source
            result.items[item] = {}
            if problem:
                result.errors.append(problem)
    for sums in stock.sums(db):
        tallies = result.items.get(sums.item)
        if tallies is None or sums.lang not in result.languages:
            continue
        tally = tallies[sums.lang] = Tally(gate.required(sums.lang))
        for each in (tally, result.languages[sums.lang]):
            each.add(sums, gate.finished_at(sums.lang))
    for item, lang, error in stock.unreadable(db):
        if item in result.items and lang in result.languages:
            result.errors.append(error)
    result.errors += [error for lang, error in stock.unreadable_termbases(db) if lang in chosen]
    stale = stock.stale(db)
    result.stale = [result.sources[item] for item in stale if item in result.sources]
    _count_pairs(project, db, result)
    if not patterns:
        orphans = stock.orphans(db)
        new = stock.new(db) if orphans else []
        going = {
            project.catalogue_name(code, moved.old)
            for moved in _moves(project, new)
            for code in project.languages
        }
        result.vanished = [path for path in orphans if path not in going]
    return result


def _count_pairs(project: Project, db: sqlite3.Connection, result: Status) -> None:
    """Count the entries to be translated by the languages they are translated from and into."""
    for code, tally in result.languages.items():
        if tally.segments and code != project.source_language:
            result.pairs[project.source_language, code] = tally.segments
    for item, code, spoken, segments in stock.spoken(db):
        if code in result.languages and item in result.items:
            result.pairs[project.source_language, code] -= segments
            if spoken != code:
                result.pairs[spoken, code] += segments
    result.pairs = +result.pairs


def _moves(project: Project, new: list[tuple[str, Template]]) -> list[Move]:
    """The items without catalogues that are old ones under another name."""
    return find_moves(
        project, {item: [unit.source for unit in template.units] for item, template in new}
    )
