"""The translation memory: what people stand behind, found again.

A match is exact, or exact but for whole numbers: after somebody translated "Displaying 1 - 10 of
443", "Displaying 1 - 10 of 538" is known too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from translator.catalogue import Catalogue, State
from translator.errors import TranslatorError
from translator.project import Project

EXACT = 100
NUMBERS = 95
"""Percent for a match whose numbers were put in: below exact, as endings may follow the number."""

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

    def add(self, language: str, source: str, target: str, item: str) -> None:
        """Remember a translation of `source`, which is in `language`; the first one wins."""
        self._exact.setdefault((language, source), Match(target, EXACT, item))
        if _NUMBER.search(source):
            self._patterns.setdefault((language, _pattern(source)), (source, target, item))

    def look_up(self, language: str, source: str) -> Match | None:
        """The best match for a source text that is in `language`."""
        if exact := self._exact.get((language, source)):
            return exact
        if known := self._patterns.get((language, _pattern(source))):
            known_source, target, item = known
            text = _with_numbers(known_source, target, source)
            return Match(text, NUMBERS, item) if text is not None else None
        return None


def memories(project: Project, languages: Iterable[str]) -> dict[str, Memory]:
    """The memory of each target language: every accepted entry of the project's catalogues.

    Catalogues that can't be read are passed over; the stage that needs them reports them.
    """
    result = {}
    for language in languages:
        memory = result[language] = Memory()
        for item in project.items:
            path = project.catalogue_path(language, item.id)
            try:
                catalogue = Catalogue.load(path) if path.exists() else None
            except TranslatorError:
                continue
            if catalogue is None:
                continue
            accepted = [entry for entry in catalogue.entries if entry.state.accepted]
            # What a reviewer signed goes before what is merely translated.
            for entry in sorted(accepted, key=lambda entry: entry.state is not State.APPROVED):
                spoken = entry.source_language or project.source_language
                memory.add(spoken, entry.source, entry.target, item.id)
    return result


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
