"""Where every language and item stands."""

from __future__ import annotations

import math
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from translator.errors import TranslatorError
from translator.index import ask
from translator.index.queries import stock
from translator.index.queries.stock import Sums
from translator.json_stream import Members, chunks
from translator.project import Project

_Answer = TypeVar("_Answer")


@dataclass(slots=True)
class Tally:
    """What a language adds up to, and what the gate asks of it.

    Attributes:
        required: The share of finished entries that the gate asks for, 0 to 1.
        finished_at: The state in which it takes an entry for finished.
        sums: What its catalogues add up to.
        further: Findings that `check` alone looks for, by severity: those that compare items, and
            those in the interface.
    """

    required: float
    finished_at: str
    sums: Sums
    further: Counter[str] = field(default_factory=Counter)

    @property
    def segments(self) -> int:
        """Entries, obsolete ones left out."""
        return self.sums.segments

    @property
    def finished(self) -> int:
        """Entries in the state that the gate asks for."""
        return self.sums.finished(self.finished_at)

    @property
    def complete(self) -> float:
        """The share of finished entries, 0 to 1; nothing to do is complete."""
        return self.sums.complete(self.finished_at)

    def found(self, severity: str) -> int:
        """Findings of a severity, `error` or `warning`, in texts that a person stands behind."""
        sums = self.sums
        return self.further[severity] + (sums.errors if severity == "error" else sums.warnings)

    def passed(self, fail_on: str) -> bool:
        """Whether the gate lets it through."""
        found = self.found("error") + (self.found("warning") if fail_on == "warning" else 0)
        return self.complete >= self.required and not found

    @property
    def shown(self) -> str:
        """`complete` for a person."""
        return whole_percent(self.complete)

    def as_json(self, fail_on: str) -> dict[str, Any]:
        """What `status` and `check` say of a language."""
        return {
            "items": self.sums.items,
            "segments": self.segments,
            "words": self.sums.words,
            "states": self.sums.by_state(),
            "complete": round(self.complete, 3),
            "required": self.required,
            "errors": self.found("error"),
            "warnings": self.found("warning"),
            "passed": self.passed(fail_on),
        }


def whole_percent(share: float) -> str:
    """A share, rounded down: what is not whole is never 100%."""
    return f"{math.floor(100 * share + 1e-9)}%"


@dataclass(slots=True)
class Status:
    """Where a project stands.

    Attributes:
        languages: What each target language adds up to.
        stale: Sources whose catalogues `extract` would change.
        vanished: Catalogues whose item is gone.
        pairs: Entries to be translated, by source and target language.
        errors: Items, catalogues and termbases that can't be read.
        wanted: The items asked for; all where that is None.
    """

    db: sqlite3.Connection
    languages: dict[str, Tally]
    stale: list[str] = field(default_factory=list)
    vanished: list[str] = field(default_factory=list)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    errors: list[TranslatorError] = field(default_factory=list)
    wanted: frozenset[str] | None = None

    def covers(self, item: str, language: str | None = None) -> bool:
        """Whether an item (in a language) was asked for."""
        return (self.wanted is None or item in self.wanted) and (
            language is None or language in self.languages
        )

    def items(self) -> Iterator[tuple[str, str, dict[str, Sums]]]:
        """Every item: its id, its file, and what its catalogue in each language adds up to."""
        for item, source, catalogues in stock.items(self.db, list(self.languages)):
            if self.wanted is None or item in self.wanted:
                yield item, source, catalogues

    def items_in(self, language: str) -> Iterator[str]:
        """The items that have a catalogue in a language that can be read, by id."""
        for item in stock.items_in(self.db, language):
            if self.covers(item, language):
                yield item

    def folders(self) -> Iterator[tuple[str, int, dict[str, Sums]]]:
        """Folders of items, how many lie in each itself, and what each language of them adds up to.

        All items are in it, whichever were asked for.
        """
        yield from stock.folders(self.db, list(self.languages))

    def members(self, fail_on: str) -> Iterator[tuple[str, Any]]:
        """The JSON that `status` and `check` share, member by member."""
        yield "version", 1
        yield (
            "languages",
            {language: tally.as_json(fail_on) for language, tally in self.languages.items()},
        )
        yield "items", Members(self._items_as_json())
        yield "stale", self.stale
        yield "vanished", self.vanished
        yield "pairs", dict(self._pairs_as_json())

    def json(self, fail_on: str) -> Iterator[str]:
        """The JSON of `status`, in pieces."""
        return chunks(self.members(fail_on))

    def _items_as_json(self) -> Iterator[tuple[str, Any]]:
        asked = {language: tally.finished_at for language, tally in self.languages.items()}
        for item, source, catalogues in self.items():
            languages = {
                language: {
                    "states": sums.by_state(),
                    "complete": round(sums.complete(asked[language]), 3),
                }
                for language, sums in catalogues.items()
            }
            yield item, {"source": source, "languages": languages}

    def _pairs_as_json(self) -> Iterator[tuple[str, Any]]:
        from translator import engines

        for (source, target), segments in self.pairs.items():
            engine = engines.available(source, target)
            yield f"{source}-{target}", {"engine": engine, "segments": segments}


def status(
    project: Project,
    use: Callable[[Status], _Answer],
    *,
    languages: tuple[str, ...] = (),
    patterns: tuple[str, ...] = (),
) -> _Answer:
    """Take stock of a project, and use that.

    An item or catalogue that can't be read is in `errors`; the others are counted.

    Args:
        project: The project.
        use: What is done with it, while the index that it asks for each item is open.
        languages: Target languages; all where there is none.
        patterns: Items (globs over ids, or paths); all where there is none.

    Raises:
        TranslatorError: The items can't be listed, or a language or pattern is wrong.
    """
    return ask(
        project, lambda db: use(take_stock(project, db, languages=languages, patterns=patterns))
    )


def take_stock(
    project: Project,
    db: sqlite3.Connection,
    *,
    languages: tuple[str, ...] = (),
    patterns: tuple[str, ...] = (),
) -> Status:
    """Add up what the index knows; raises as `status` does."""
    gate = project.config.gate
    wanted = frozenset(item.id for item in project.select_items(patterns)) if patterns else None
    totals = stock.totals(db, wanted)
    result = Status(
        db,
        {
            code: Tally(
                gate.required(code), gate.finished_at(code), totals.get(code, stock.NOTHING)
            )
            for code in project.select_languages(languages)
        },
        wanted=wanted,
    )
    result.errors = [
        *(error for item, error in stock.unreadable_items(db) if result.covers(item)),
        *(e for item, lang, e in stock.unreadable(db) if result.covers(item, lang)),
        *(error for lang, error in stock.unreadable_termbases(db) if lang in result.languages),
    ]
    result.stale = [source for item, source in stock.stale(db) if result.covers(item)]
    _count_pairs(project, result)
    if not patterns:
        orphans = list(stock.orphans(db))
        going = _going(project, db) if orphans else set()
        result.vanished = [path for path in orphans if path not in going]
    return result


def _count_pairs(project: Project, result: Status) -> None:
    """Count the entries to be translated by the languages they are translated from and into."""
    own = project.source_language
    for code, tally in result.languages.items():
        if tally.segments:
            result.pairs[own, code] = tally.segments
    for item, code, spoken, segments in stock.spoken(result.db):
        if result.covers(item, code):
            result.pairs[own, code] -= segments
            if spoken != code:
                result.pairs[spoken, code] += segments
    result.pairs = +result.pairs


def _going(project: Project, db: sqlite3.Connection) -> set[str]:
    """The catalogues that go along with an item that has another name now."""
    from translator.moves import find_moves

    return {
        project.catalogue_name(code, moved.old)
        for moved in find_moves(project, db)
        for code in project.languages
    }
