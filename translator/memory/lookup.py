"""Look-ups in the memory: exact, but for numbers, alike, by sentences, and words in context."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from translator.memory import postings
from translator.memory.numbers import pattern, with_numbers
from translator.memory.sentences import split, together
from translator.memory.store import pair_of, pattern_number
from translator.memory.units import BELOW, EXACT, NUMBERS, Match, Standing
from translator.memory.words import words

_SHORTEST_ALIKE = 12
"""Characters below which texts are never merely alike: "Georgia", "George" share three fifths."""
_COMPARED = 200
"""Candidates whose texts are compared."""
_RESCORED = 8
"""Candidates a wanted match, of which the likeness but for numbers is found out."""
_NUMBERS_HIDE = 15
"""Percent that other numbers may take from the likeness."""
_READ = 25_000
"""Unit numbers read to find candidates, rarest words first."""
_FOUND = 2000
"""Units of which those that hold all words of a search are looked at."""
_SPELLINGS = 50
"""Words that a search goes through for each beginning of one."""

_Row = tuple[str, str, int, str]
"""Source, target, standing and the origin's name."""
_SELECT = (
    "SELECT source, target, standing, name FROM units JOIN origins ON origins.id = origin WHERE "
)


class Memory:
    """Translations that people stand behind; one connection, usable by several threads."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._lock = threading.Lock()
        self._seen: tuple[int, int] | None = None
        self._lengths = np.zeros(0, np.uint16)
        self._weights = np.zeros(0, np.float32)
        self._tail: dict[int, tuple[list[int], list[str]]] = {}

    def close(self) -> None:
        """Close the database."""
        self._db.close()

    def change_to(self, db: sqlite3.Connection) -> None:
        """Use another connection; the caller has it `locked`."""
        self._db.close()
        self._db, self._seen = db, None

    def look_up(self, spoken: str, language: str, source: str) -> Match | None:
        """The best match that is exact, or exact but for whole numbers.

        Args:
            spoken: The language of the source.
            language: The language it is to be translated into.
            source: The text.
        """
        with self._lock:
            pair = pair_of(self._db, spoken, language)
            return next(iter(self._same(pair, source)), None) if pair else None

    def same(self, spoken: str, language: str, source: str) -> list[Match]:
        """All matches that are exact or exact but for whole numbers, each text once, best first."""
        with self._lock:
            pair = pair_of(self._db, spoken, language)
            return self._same(pair, source) if pair else []

    @contextlib.contextmanager
    def locked(self) -> Iterator[sqlite3.Connection]:
        """The connection, for one thread alone."""
        with self._lock:
            yield self._db

    def alike(
        self, spoken: str, language: str, source: str, threshold: int, limit: int = 1
    ) -> list[Match]:
        """Matches that are not those of `same`, the best first.

        Args:
            spoken: The language of the source.
            language: The language it is to be translated into.
            source: The text to find something like.
            threshold: The least percentage, of characters in common (normalised Indel similarity).
            limit: How many to give at most.

        Returns:
            Each text once. Numbers are put in where that is sure; elsewhere they are the match's.
        """
        from rapidfuzz import fuzz, process

        plain = pattern(source)
        with self._lock:
            pair = pair_of(self._db, spoken, language)
            if not pair or len(source) < _SHORTEST_ALIKE:
                return []
            units = self._candidates(pair, plain)
            found = process.extract(
                source,
                [known for _, known, _ in units],
                scorer=fuzz.ratio,
                score_cutoff=threshold - _NUMBERS_HIDE,
                limit=_RESCORED * limit,
            )
            scored = sorted(
                (-score, units[place][2], place)
                for known, _, place in found
                if known != source and (score := fuzz.ratio(plain, pattern(known))) >= threshold
            )
            best = [units[place][0] for _, _, place in scored[: _RESCORED * limit]]
            rows = dict(zip(best, self._rows(best), strict=True))
        matches: dict[str, Match] = {}
        for score, _, place in scored:
            known, target, standing, origin = rows[units[place][0]]
            text = with_numbers(known, target, source)
            if text is not None and pattern(known) == plain:
                continue
            match = Match(
                text or target, min(BELOW, int(-score)), origin, known, Standing(standing)
            )
            matches.setdefault(match.text, match)
            if len(matches) == limit:
                break
        return list(matches.values())

    def matches(
        self, spoken: str, language: str, source: str, threshold: int, limit: int
    ) -> list[Match]:
        """All kinds of matches for a whole text, the best first, each text once."""
        found = [self.look_up(spoken, language, source), self.assembled(spoken, language, source)]
        known = [match for match in found if match]
        known += self.alike(spoken, language, source, threshold, limit)
        once: dict[str, Match] = {}
        for match in sorted(known, key=lambda match: -match.percent):
            once.setdefault(match.text, match)
        return list(once.values())[:limit]

    def by_sentences(
        self, spoken: str, language: str, source: str
    ) -> list[tuple[str, Match | None]]:
        """A paragraph's sentences, each with the white space after it, and what is known of them.

        Returns:
            Nothing where the source is one sentence.
        """
        parts = split(source, spoken)
        if len(parts) < 2:
            return []
        with self._lock:
            pair = pair_of(self._db, spoken, language)
            return [
                (part, next(iter(self._same(pair, part.strip())), None) if pair else None)
                for part in parts
            ]

    def assembled(self, spoken: str, language: str, source: str) -> Match | None:
        """A paragraph put together of its sentences, where all of them are known."""
        return together(self.by_sentences(spoken, language, source))

    def concordance(self, text: str, language: str, limit: int = 20) -> list[Match]:
        """Units into a language that hold all words of a text, in the source or in the target.

        Words are found by their beginnings. Units that hold the text as it is come first, then the
        better standing; a match's percentage says how much of it the text is.
        """
        wanted = list(dict.fromkeys(words(text)))
        if not wanted:
            return []
        with self._lock:
            self._refresh()
            pairs = self._db.execute("SELECT id FROM pairs WHERE language = ?", (language,))
            rows: list[_Row] = []
            for (pair,) in pairs.fetchall():
                numbers: set[int] = set(self._waiting(pair, wanted))
                for side in (False, True):
                    numbers.update(self._holding(postings.space(pair, target=side), wanted))
                rows += self._rows(sorted(numbers, reverse=True)[:_FOUND])
        needle = text.casefold()
        matches: dict[tuple[str, str], tuple[Any, Match]] = {}
        for source, target, standing, origin in rows:
            literal = needle in source.casefold() or needle in target.casefold()
            percent = min(EXACT, round(100 * len(text) / max(1, len(source))))
            match = Match(target, percent, origin, source, Standing(standing))
            rank = (not literal, standing, -percent)
            if (source, target) not in matches or rank < matches[source, target][0]:
                matches[source, target] = (rank, match)
        best = sorted(matches.values(), key=lambda both: both[0])
        return [match for _, match in best[:limit]]

    def _same(self, pair: int, source: str) -> list[Match]:
        rows: list[_Row] = self._db.execute(
            _SELECT
            + "pair = ? AND pattern = ? ORDER BY standing, sentence, units.id DESC LIMIT 50",
            (pair, pattern_number(pair, source)),
        ).fetchall()
        found: dict[str, Match] = {}
        for known, target, standing, origin in rows:
            if known == source:
                found.setdefault(target, Match(target, EXACT, origin, known, Standing(standing)))
        for known, target, standing, origin in rows:
            if known != source and (text := with_numbers(known, target, source)) is not None:
                found.setdefault(text, Match(text, NUMBERS, origin, known, Standing(standing)))
        return list(found.values())

    def _candidates(self, pair: int, plain: str) -> list[tuple[int, str, int]]:
        """The units whose sources share most with a text: by its words, the rarest first.

        Returns:
            Their numbers, sources and standings.
        """
        self._refresh()
        where = postings.space(pair)
        weights, lengths, seen = self._weights, self._lengths, self._seen
        several = []
        self._seen = None  # should it end in between, the weights are not clean
        for length, parts in postings.rarest(self._db, where, words(plain), _READ):
            for part in parts:
                numbers = part.astype(np.intp)
                before = weights.take(numbers)
                several.append(numbers[before == 0])
                weights[numbers] = before + np.float32(length + 1)
        best: Sequence[int] = []
        if several:
            found = np.concatenate(several)
            # What the shared words alone make of the similarity of the two texts.
            shared = weights[found] / (lengths[found] + np.float32(len(plain)))
            weights[found] = 0
            if len(found) > _COMPARED:
                good = np.flatnonzero(shared >= shared.max() / 2)
                if len(good) > _COMPARED:  # sorting few is quicker
                    found, shared = found[good], shared[good]
                found = found[np.argpartition(shared, -_COMPARED)[-_COMPARED:]]
            best = found.tolist()
        self._seen = seen
        chosen = [*best, *self._tail.get(pair, ([], []))[0]]
        return self._db.execute(
            f"SELECT id, source, standing FROM units WHERE id IN ({_marks(chosen)})",  # noqa: S608
            chosen,
        ).fetchall()

    def _rows(self, numbers: Sequence[int]) -> list[_Row]:
        """Units by their numbers, in that order."""
        found: dict[int, _Row] = {}
        for start in range(0, len(numbers), 500):
            part = numbers[start : start + 500]
            query = _SELECT.replace("SELECT", "SELECT units.id,", 1)
            rows = self._db.execute(query + f"units.id IN ({_marks(part)})", part)
            found |= {number: tuple(row) for number, *row in rows}
        return [found[number] for number in numbers if number in found]

    def _holding(self, where: int, wanted: Iterable[str]) -> list[int]:
        """The units that hold words with all of the beginnings."""
        common: Any = None
        for prefix in wanted:
            spellings = postings.beginning(self._db, where, prefix, _SPELLINGS)
            parts = list(postings.units(self._db, where, spellings))
            if not parts:
                return []
            found = np.unique(np.concatenate(parts))
            common = found if common is None else np.intersect1d(common, found, assume_unique=True)
        return [] if common is None else common[-_FOUND:].tolist()

    def _waiting(self, pair: int, wanted: Iterable[str]) -> list[int]:
        """The same among the units that are in no segment yet."""
        numbers, texts = self._tail.get(pair, ([], []))
        return [
            number
            for number, text in zip(numbers, texts, strict=True)
            if all(f" {prefix}" in text for prefix in wanted)
        ]

    def _refresh(self) -> None:
        """Take notice of what was written since the last look-up."""
        now = (self._db.execute("PRAGMA data_version").fetchone()[0], self._db.total_changes)
        if now == self._seen:
            return
        self._lengths = postings.lengths(self._db)
        self._weights = np.zeros(len(self._lengths), np.float32)
        self._tail = {}
        rows = self._db.execute(
            "SELECT pair, id, source, target FROM units WHERE id > ?", (postings.indexed(self._db),)
        )
        for pair, number, source, target in rows:
            numbers, texts = self._tail.setdefault(pair, ([], []))
            numbers.append(number)
            texts.append(f" {' '.join(words(source))} {' '.join(words(target))}")
        self._seen = now


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))
