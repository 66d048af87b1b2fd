"""What `status` and `check` ask: sums, findings, questions, what is stale or left over."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from translator.errors import TranslatorError
from translator.message import unpacked
from translator.state import State

if TYPE_CHECKING:
    from translator.extract import Template
    from translator.quality import Question

# `facts` knows the rules and is imported where there is something of the kind to decode.

_STATES = tuple(state.replace("-", "_") for state in State)
_SUMS = (
    "items",
    "segments",
    "words",
    "finished_translated",
    "finished_approved",
    "errors",
    "warnings",
    *_STATES,
)


class Sums(NamedTuple):
    """What some catalogues add up to.

    Attributes:
        items: How many catalogues.
        segments: Their entries.
        words: Words of the entries' sources.
        finished_translated: Entries good enough for a gate that asks for `translated`.
        finished_approved: Entries good enough for a gate that asks for `approved`.
        errors: Findings of severity `error` in texts that a person stands behind.
        warnings: The same of severity `warning`.
    """

    items: int
    segments: int
    words: int
    finished_translated: int
    finished_approved: int
    errors: int
    warnings: int
    untranslated: int
    draft: int
    needs_work: int
    translated: int
    approved: int

    def by_state(self) -> dict[str, int]:
        """Entries by state."""
        return dict(zip(_NAMES, self[-len(_NAMES) :], strict=True))

    def finished(self, required: str) -> int:
        """Entries good enough for a gate that asks for a state."""
        return self.finished_approved if required == "approved" else self.finished_translated

    def complete(self, required: str) -> float:
        """The share of those, 0 to 1; nothing to do is complete."""
        return self.finished(required) / self.segments if self.segments else 1.0


_NAMES = tuple(state.value for state in State)
NOTHING = Sums(*[0] * len(_SUMS))


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
        aside: The rules whose findings on it a person set aside.
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
    aside: str


def totals(db: sqlite3.Connection, items: Collection[str] | None = None) -> dict[str, Sums]:
    """What every language adds up to, over all items or some."""
    if items is None:
        values: tuple[str, ...] = ()
        query = f"SELECT lang, {', '.join(_SUMS)} FROM totals"  # noqa: S608
    else:
        query = (
            f"SELECT lang, {', '.join(f'sum({name})' for name in _SUMS)} FROM catalogues "  # noqa: S608
            "WHERE item IN (SELECT value FROM json_each(?)) GROUP BY lang"
        )
        values = (json.dumps(list(items)),)
    return {lang: Sums(*sums) for lang, *sums in db.execute(query, values)}


def items(
    db: sqlite3.Connection, languages: Sequence[str]
) -> Iterator[tuple[str, str, dict[str, Sums]]]:
    """Every item, ordered by id.

    Args:
        db: The index.
        languages: The target languages to look at.

    Yields:
        The item's id, its file, and what its catalogue in each language adds up to, in the order
        given; a catalogue that is missing or can't be read is left out.
    """
    sums = ", ".join(f"catalogues.{name}" for name in _SUMS)
    known: dict[str, Sums] = {}
    now, file = "", ""
    for item, source, lang, *row in db.execute(
        f"SELECT items.item, items.source, lang, {sums} FROM items "  # noqa: S608
        "LEFT JOIN catalogues ON catalogues.item = items.item AND catalogues.items "
        "ORDER BY items.item"
    ):
        if item != now:
            if now:
                yield now, file, {code: known[code] for code in languages if code in known}
            now, file, known = item, source, {}
        if lang:
            known[lang] = Sums(*row)
    if now:
        yield now, file, {code: known[code] for code in languages if code in known}


def items_in(db: sqlite3.Connection, lang: str) -> Iterator[str]:
    """The items that have a catalogue in a language that can be read, ordered by id."""
    query = "SELECT item FROM catalogues WHERE lang = ? AND items ORDER BY item"
    for (item,) in db.execute(query, (lang,)):
        yield item


def folders(
    db: sqlite3.Connection, languages: Sequence[str]
) -> Iterator[tuple[str, int, dict[str, Sums]]]:
    """Every folder with items, ordered by path: how many, and what their catalogues add up to.

    Args:
        db: The index.
        languages: The target languages to look at.
    """
    sums = ", ".join(f"sum({name})" for name in _SUMS)
    known: dict[str, dict[str, Sums]] = {}
    for folder, lang, *row in db.execute(
        f"SELECT folder, lang, {sums} FROM catalogues WHERE items GROUP BY folder, lang"  # noqa: S608
    ):
        known.setdefault(folder, {})[lang] = Sums(*row)
    for folder, number in db.execute(
        "SELECT folder, count(*) FROM items GROUP BY folder ORDER BY folder"
    ):
        found = known.get(folder, {})
        yield folder, number, {code: found[code] for code in languages if code in found}


def unreadable_items(db: sqlite3.Connection) -> Iterator[tuple[str, TranslatorError]]:
    """Items that can't be read, and why."""
    for item, source, problem in db.execute(
        "SELECT item, source, problem FROM items WHERE problem IS NOT NULL ORDER BY item"
    ):
        yield item, _error(problem, source)


def unreadable(db: sqlite3.Connection) -> Iterator[tuple[str, str, TranslatorError]]:
    """Catalogues that can't be read: item, language and why."""
    for item, lang, path, problem in db.execute(
        "SELECT item, lang, path, problem FROM catalogues WHERE problem IS NOT NULL ORDER BY path"
    ):
        yield item, lang, _error(problem, path)


def unreadable_termbases(db: sqlite3.Connection) -> Iterator[tuple[str, TranslatorError]]:
    """Termbases that can't be read: language and why."""
    for lang, path, problem in db.execute(
        "SELECT lang, path, problem FROM termbases WHERE problem IS NOT NULL ORDER BY path"
    ):
        yield lang, _error(problem, path)


def stale(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """Items whose catalogues `extract` would change, or that lack one, and their files."""
    return db.execute("SELECT item, source FROM items WHERE stale ORDER BY item").fetchall()


def unsettled(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """Items that are stale or can't be read, or a catalogue of which can't, and their files."""
    return db.execute(
        "SELECT item, source FROM items WHERE stale "
        "UNION SELECT item, source FROM items WHERE problem IS NOT NULL "
        "UNION SELECT item, source FROM items WHERE item IN "
        "(SELECT item FROM catalogues WHERE problem IS NOT NULL) ORDER BY item"
    ).fetchall()


def size(db: sqlite3.Connection, items: Collection[str] | None = None) -> tuple[int, int]:
    """How many items can be read, of all or of some, and the entries they ask for."""
    some = "" if items is None else " AND item IN (SELECT value FROM json_each(?))"
    found: tuple[int, int] = db.execute(
        f"SELECT count(*), coalesce(sum(units), 0) FROM items WHERE problem IS NULL{some}",  # noqa: S608
        () if items is None else (json.dumps(list(items)),),
    ).fetchone()
    return found


def places(db: sqlite3.Connection) -> dict[str, tuple[str, str]]:
    """Every item, by id: its file, and its date in ISO 8601, empty where it has none."""
    rows = db.execute("SELECT item, source, date FROM items ORDER BY item")
    return {item: (source, date) for item, source, date in rows}


def crowded(db: sqlite3.Connection, most: int) -> list[tuple[str, int]]:
    """Folders with more items in them than that, and how many; but for those of a month."""
    return db.execute(
        "SELECT folder, count(*) FROM items GROUP BY folder HAVING count(*) > ? "
        "AND '/' || folder NOT GLOB '*/[0-9][0-9][0-9][0-9]/[0-9][0-9]' ORDER BY folder",
        (most,),
    ).fetchall()


def notes(db: sqlite3.Connection) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """What of items could not be located exactly: item, its file, a remark each."""
    for item, source, found in db.execute(
        "SELECT item, source, notes FROM notes JOIN items USING (item) ORDER BY item"
    ):
        from translator.index import facts

        yield item, source, facts.notes(found)


def new(db: sqlite3.Connection) -> Iterator[tuple[str, Template]]:
    """Items that have no catalogue yet, and the entries they ask for."""
    from translator.index import facts

    for item, template in db.execute(
        "SELECT item, template FROM templates "
        "WHERE item NOT IN (SELECT item FROM catalogues) ORDER BY item"
    ):
        yield item, facts.template(template)


def orphans(db: sqlite3.Connection) -> Iterator[str]:
    """Catalogues whose item is gone, relative to the project."""
    for (path,) in db.execute("SELECT path FROM orphans ORDER BY path"):
        yield path


def spoken(db: sqlite3.Connection) -> Iterator[tuple[str, str, str, int]]:
    """Entries whose source is not in the project's language: item, target, source, how many."""
    yield from db.execute(
        "SELECT item, lang, language, spoken.segments FROM spoken JOIN catalogues ON id = catalogue"
    )


def questions(db: sqlite3.Connection) -> Iterator[tuple[str, str, Question]]:
    """What to ask the editors of items: item, its file, and the question."""
    from translator.index import facts

    for item, source, found in db.execute(
        "SELECT item, source, found FROM questions JOIN items USING (item) ORDER BY item"
    ):
        for question in facts.questions(found):
            yield item, source, question


def findings(db: sqlite3.Connection, languages: Sequence[str]) -> Iterator[FoundRow]:
    """What the rules found in these languages, by item, then in their order, then by entry."""
    for row in db.execute(
        "SELECT catalogues.item, catalogues.lang, catalogues.path, rule, severity, message, fix, "
        "entries.key, line, source, target, NOT todo FROM catalogues "
        "JOIN findings ON findings.catalogue = catalogues.id "
        "JOIN entries ON entries.catalogue = catalogues.id AND entries.key = findings.key "
        "WHERE catalogues.found > 0 AND instr(?1, catalogues.lang) "
        "ORDER BY catalogues.item, instr(?1, catalogues.lang), findings.id",
        (" ".join(languages),),
    ):
        found = FoundRow(*row)
        yield replace(found, message=unpacked(json.loads(found.message)))


def divided(db: sqlite3.Connection) -> Iterator[list[Rendering]]:
    """Sources that the project translates in several ways: all their renderings.

    Those of one source come together; languages, and languages of the source, are apart.
    """
    together: list[Rendering] = []
    for row in db.execute(
        "SELECT entries.item, entries.lang, path, key, line, role, source_language, source, "
        "target, aside FROM divided CROSS JOIN entries USING (lang, source_hash) "
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


def _error(problem: bytes, path: str) -> TranslatorError:
    from translator.index import facts

    return facts.problem(problem).error(path)


def _source(rendering: Rendering) -> tuple[str, str, str]:
    return rendering.lang, rendering.source_language, rendering.source
