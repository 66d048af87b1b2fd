"""The translation memory: what people stand behind, found again.

A match is exact, or exact but for whole numbers (after somebody translated "Displaying 1 - 10 of
443", "Displaying 1 - 10 of 538" is known too), or alike: its percentage is what the two sources
share, insertions and deletions counted, numbers left out where they could be put in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from translator.catalogue import Catalogue, State
from translator.errors import TranslatorError
from translator.project import Project

EXACT = 100
NUMBERS = 95
"""Percent for a match whose numbers were put in: below exact, as endings may follow the number."""
_BELOW = 94
"""The most that a match which is merely alike may have."""
_SHORTEST_ALIKE = 12
"""Characters below which texts are never merely alike: "Georgia", "George" share three fifths."""

# Digits with separators are left alone: whether "1,138" is a thousand or a decimal, and how the
# other language writes it, is not the memory's to guess.
_NUMBER = re.compile(r"(?<![\w.,/-])\d+(?![\w/]|[.,]\d|-\w)")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Match:
    """A text of the memory that fits a source.

    Attributes:
        text: The translation, its numbers put in.
        percent: How alike the sources are.
        item: Where it was translated.
    """

    text: str
    percent: int
    item: str


class Memory:
    """Accepted translations from one language into another."""

    def __init__(self) -> None:
        self._exact: dict[tuple[str, str], Match] = {}
        self._patterns: dict[tuple[str, str], tuple[str, str, str]] = {}
        self._alike: dict[str, dict[str, tuple[str, str, str]]] = {}

    def add(self, language: str, source: str, target: str, item: str) -> None:
        """Remember a translation of `source`, which is in `language`; the first one wins."""
        self._exact.setdefault((language, source), Match(target, EXACT, item))
        pattern = _pattern(source)
        if pattern != source:
            self._patterns.setdefault((language, pattern), (source, target, item))
        if len(source) >= _SHORTEST_ALIKE:
            self._alike.setdefault(language, {}).setdefault(pattern, (source, target, item))

    def look_up(self, language: str, source: str) -> Match | None:
        """The match for a source text that is in `language`, exact or but for its numbers."""
        if exact := self._exact.get((language, source)):
            return exact
        if known := self._patterns.get((language, _pattern(source))):
            known_source, target, item = known
            text = _with_numbers(known_source, target, source)
            return Match(text, NUMBERS, item) if text is not None else None
        return None

    def alike(self, language: str, source: str, threshold: int, limit: int = 1) -> list[Match]:
        """Matches that are neither exact nor differ in numbers alone, the best first.

        Args:
            language: The source's language.
            source: The text to find something like.
            threshold: The least percentage.
            limit: How many to give at most.

        Returns:
            Their numbers are put in where that is sure; elsewhere they are those of the match.
        """
        from rapidfuzz import fuzz, process

        known = self._alike.get(language)
        if not known or len(source) < _SHORTEST_ALIKE:
            return []
        pattern = _pattern(source)
        found = process.extract(
            pattern, known.keys(), scorer=fuzz.ratio, score_cutoff=threshold, limit=limit + 1
        )
        matches = []
        for other, score, _ in found:
            known_source, target, item = known[other]
            if known_source == source or other == pattern:
                continue
            text = target
            if len(_NUMBER.findall(known_source)) == len(_NUMBER.findall(source)):
                text = _with_numbers(known_source, target, source) or target
            matches.append(Match(text, min(_BELOW, int(score)), item))
        return matches[:limit]


def memories(project: Project, languages: Iterable[str]) -> dict[str, Memory]:
    """The memory of each target language: every accepted entry of the project's catalogues.

    Catalogues that can't be read are passed over; the stage that needs them reports them.
    """
    return {language: Shelf(project, language).memory() for language in languages}


_Row = tuple[str, str, str]
"""A source's language, the source and its translation."""


class Shelf:
    """The memory of one language, which reads again only catalogues that changed."""

    def __init__(self, project: Project, language: str) -> None:
        self.project = project
        self._language = language
        self._stamps: dict[str, object] = {}
        self._rows: dict[str, tuple[list[_Row], list[_Row]]] = {}
        self._memory = Memory()
        self._stands = False

    def memory(self) -> Memory:
        """The memory as the catalogues are now; what a reviewer signed goes first."""
        changed = not self._stands
        seen = set()
        for item in self.project.items:
            path = self.project.catalogue_path(self._language, item.id)
            try:
                state = path.stat()
            except OSError:
                continue
            seen.add(item.id)
            stamp = (state.st_mtime_ns, state.st_ctime_ns, state.st_size, state.st_ino)
            if self._stamps.get(item.id) != stamp:
                self._stamps[item.id] = stamp
                self._rows[item.id] = self._accepted(path)
                changed = True
        if gone := self._rows.keys() - seen:
            for name in gone:
                del self._rows[name], self._stamps[name]
            changed = True
        if changed:
            memory = Memory()
            for choice in (0, 1):
                for name, rows in sorted(self._rows.items()):
                    for spoken, source, target in rows[choice]:
                        memory.add(spoken, source, target, name)
            self._memory, self._stands = memory, True
        return self._memory

    def _accepted(self, path: Path) -> tuple[list[_Row], list[_Row]]:
        """The approved and the merely translated entries of a catalogue."""
        approved: list[_Row] = []
        translated: list[_Row] = []
        try:
            catalogue = Catalogue.load(path)
        except TranslatorError:
            return approved, translated
        for entry in catalogue.entries:
            if (state := entry.state).accepted:
                spoken = entry.source_language or self.project.source_language
                row = (spoken, entry.source, entry.target)
                (approved if state is State.APPROVED else translated).append(row)
        return approved, translated


def _pattern(source: str) -> str:
    return _NUMBER.sub("\0", source)


def _with_numbers(known: str, target: str, source: str) -> str | None:
    """The target with the numbers of `source` for those of `known`; None where that is unsure.

    It is sure where both hold the same numbers equally often, each old number has one new one, and
    the translation of other digits does not depend on them.
    """
    old, new = _NUMBER.findall(known), _NUMBER.findall(source)
    change = dict(zip(old, new, strict=True))
    if any(change[before] != after for before, after in zip(old, new, strict=True)):
        return None
    if sorted(_NUMBER.findall(target)) != sorted(old):
        return None
    if len(_DIGIT.findall(target)) - sum(map(len, old)) != len(_DIGIT.findall(known)) - sum(
        map(len, old)
    ):
        return None
    return _NUMBER.sub(lambda found: change[found[0]], target)
