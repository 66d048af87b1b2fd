"""What `status` and `check` ask: sums, findings, questions, what is stale or left over."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from translator.catalogue import State
from translator.errors import TranslatorError
from translator.extract import Template
from translator.index import facts
from translator.quality import Question

_STATES = ", ".join(f"catalogues.{state.replace('-', '_')}" for state in State)


@dataclass(slots=True)
class Sums:
    """What one catalogue adds up to.

    Attributes:
        item: The item's id.
        lang: The language.
        segments: Its entries.
        words: Words of their sources.
        finished: Entries good enough for a gate that asks for `translated`, and for `approved`.
        errors: Findings of severity `error` in texts that a person stands behind.
        warnings: The same of severity `warning`.
        states: Entries by state, in the order of `State`.
    """

    item: str
    lang: str
    segments: int
    words: int
    finished: tuple[int, int]
    errors: int
    warnings: int
    states: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One finding on one entry.

    Attributes:
        item: The item's id.
        lang: The target language.
        path: The catalogue, relative to the project.
        rule: The rule's name.
        severity: `error`, `warning` or `style`.
        message: What is wrong, in one line.
        fix: The whole translation as it might be right, where a rule offers that.
        key: The entry's key.
        line: Where it begins in the catalogue.
        source: Its source.
        target: Its translation.
        accepted: Whether a person stands behind the translation.
    """

    item: str
    lang: str
    path: str
    rule: str
    severity: str
    message: str
    fix: str | None
    key: str
    line: int
    source: str
    target: str
    accepted: bool


@dataclass(frozen=True, slots=True)
class Rendering:
    """One of several translations that the project has of one source.

    Attributes:
        item: The item's id.
        lang: The target language.
        path: The catalogue, relative to the project.
        key: The entry's key.
        line: Where it begins in the catalogue.
        role: What its segment is in the document.
        source_language: The language of the source.
        source: The source.
        target: The translation.
    """

    item: str
    lang: str
    path: str
    key: str
    line: int
    role: str
    source_language: str
    source: str
    target: str


def items(db: sqlite3.Connection) -> list[tuple[str, str, TranslatorError | None]]:
    """Every item, ordered by id: its id, its file, and why that can't be read."""
    return [
        (item, source, facts.problem(problem).error(source) if problem else None)
        for item, source, problem in db.execute(
            "SELECT item, source, problem FROM items ORDER BY item"
        )
    ]


def sums(db: sqlite3.Connection) -> Iterator[Sums]:
    """What every catalogue that can be read adds up to, ordered by item."""
    for row in db.execute(
        "SELECT item, lang, segments, words, finished_translated, finished_approved, "  # noqa: S608
        f"errors, warnings, {_STATES} FROM catalogues WHERE items ORDER BY item, lang"
    ):
        item, lang, segments, words, translated, approved, errors, warnings, *states = row
        finished = (translated, approved)
        yield Sums(item, lang, segments, words, finished, errors, warnings, tuple(states))


def unreadable(db: sqlite3.Connection) -> list[tuple[str, str, TranslatorError]]:
    """Catalogues that can't be read: item, language and why."""
    return [
        (item, lang, facts.problem(problem).error(path))
        for item, lang, path, problem in db.execute(
            "SELECT item, lang, path, problem FROM catalogues WHERE problem IS NOT NULL "
            "ORDER BY path"
        )
    ]


def unreadable_termbases(db: sqlite3.Connection) -> list[tuple[str, TranslatorError]]:
    """Termbases that can't be read: language and why."""
    return [
        (lang, facts.problem(problem).error(path))
        for lang, path, problem in db.execute(
            "SELECT lang, path, problem FROM termbases WHERE problem IS NOT NULL ORDER BY path"
        )
    ]


def stale(db: sqlite3.Connection) -> list[str]:
    """Items whose catalogues `extract` would change, or that lack one."""
    return [
        item
        for (item,) in db.execute(
            "SELECT items.item FROM items LEFT JOIN catalogues USING (item) "
            "WHERE items.problem IS NULL GROUP BY items.item "
            "HAVING total(catalogues.wanted) < languages OR max(catalogues.stale) "
            "ORDER BY items.item",
        )
    ]


def new(db: sqlite3.Connection) -> list[tuple[str, Template]]:
    """Items that have no catalogue yet, and the entries they ask for."""
    return [
        (item, facts.template(template))
        for item, template in db.execute(
            "SELECT item, template FROM items WHERE template IS NOT NULL "
            "AND item NOT IN (SELECT item FROM catalogues) ORDER BY item"
        )
    ]


def orphans(db: sqlite3.Connection) -> list[str]:
    """Catalogues whose item is gone, relative to the project."""
    return [path for (path,) in db.execute("SELECT path FROM orphans ORDER BY path")]


def spoken(db: sqlite3.Connection) -> Iterator[tuple[str, str, str, int]]:
    """Entries whose source is not in the project's language: item, target, source, how many."""
    yield from db.execute(
        "SELECT item, lang, language, spoken.segments FROM spoken JOIN catalogues ON id = catalogue"
    )


def questions(db: sqlite3.Connection) -> Iterator[tuple[str, str, Question]]:
    """What to ask the editors of items: item, its file, and the question."""
    for item, source, found in db.execute(
        "SELECT item, source, questions FROM items WHERE questions IS NOT NULL ORDER BY item"
    ):
        for question in facts.questions(found):
            yield item, source, question


def findings(db: sqlite3.Connection, languages: Sequence[str]) -> Iterator[FoundRow]:
    """What the rules found, by item, then by language in the order given, then by entry."""
    for row in db.execute(
        "SELECT catalogues.item, catalogues.lang, catalogues.path, rule, severity, message, fix, "
        "entries.key, line, source, target, NOT todo FROM catalogues "
        "JOIN findings ON findings.catalogue = catalogues.id "
        "JOIN entries ON entries.catalogue = catalogues.id AND entries.key = findings.key "
        "WHERE catalogues.found > 0 "
        "ORDER BY catalogues.item, instr(?, catalogues.lang), findings.id",
        (" ".join(languages),),
    ):
        yield FoundRow(*row)


def divided(db: sqlite3.Connection) -> Iterator[list[Rendering]]:
    """Sources that the project translates in several ways: all their renderings.

    Those of one source come together; languages, and languages of the source, are apart.
    """
    together: list[Rendering] = []
    for row in db.execute(
        "SELECT entries.item, entries.lang, path, key, line, role, source_language, source, target "
        "FROM divided CROSS JOIN entries USING (lang, source_hash) "
        "JOIN catalogues ON catalogues.id = entries.catalogue WHERE todo = 0 "
        "ORDER BY entries.lang, source_language, source, entries.item, line"
    ):
        each = Rendering(*row)
        if together and _source(each) != _source(together[0]):
            yield together
            together = []
        together.append(each)
    if together:
        yield together


def _source(rendering: Rendering) -> tuple[str, str, str]:
    return rendering.lang, rendering.source_language, rendering.source
