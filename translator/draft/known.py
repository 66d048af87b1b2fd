"""Suggestions that need no engine: glossary, memory, CLDR, and what is no language at all."""

from __future__ import annotations

from translator import cldr, figures, guards, markup
from translator.glossary import Glossary
from translator.memory import EXACT, Match, Memory
from translator.provenance import Provenance

Suggestion = tuple[str, Provenance]
_ALIKE_SHOWN = 3


class Known:
    """What is known for one target language.

    Attributes:
        memory: Accepted translations.
        glossary: The termbase.
    """

    def __init__(self, language: str, memory: Memory, glossary: Glossary, threshold: int) -> None:
        self.memory = memory
        self.glossary = glossary
        self._language = language
        self._threshold = threshold

    def best(self, spoken: str, source: str) -> Suggestion | None:
        """The one suggestion to draft with; None leaves the source to an engine."""
        found = self.memory.look_up(spoken, self._language, source)
        if found and found.percent == EXACT:
            return _remembered(found)
        return (
            self._term(source)
            or (_remembered(found) if found else None)
            or self._written(spoken, source)
            or self._assembled(spoken, source)
            or next(iter(self._alike(spoken, source, 1)), None)
        )

    def all(self, spoken: str, source: str) -> list[Suggestion]:
        """Every suggestion, the best first, each text once."""
        found = self.memory.look_up(spoken, self._language, source)
        several = [
            _remembered(found) if found else None,
            self._term(source),
            self._written(spoken, source),
            self._assembled(spoken, source),
            *self._alike(spoken, source, _ALIKE_SHOWN),
        ]
        by_text: dict[str, Suggestion] = {}
        for suggestion in several:
            if suggestion:
                by_text.setdefault(suggestion[0], suggestion)
        return list(by_text.values())

    def _term(self, source: str) -> Suggestion | None:
        target = self.glossary.look_up(source)
        return (target, Provenance("glossary")) if target else None

    def _written(self, spoken: str, source: str) -> Suggestion | None:
        """Dates, numbers and amounts by CLDR; what has no letters but placeables as it is."""
        if spoken == "en" and (written := cldr.translate(source, self._language)) is not None:
            return written, Provenance("cldr")
        found = markup.find(source, self.glossary.kept(source))
        plain = markup.masked(source, found)
        if any(map(str.isalpha, plain)):
            return None
        parts: list[str] = []
        position = 0
        for p in found:
            parts += (self._numbers(source[position : p.start], spoken), p.text)
            position = p.end
        text = "".join([*parts, self._numbers(source[position:], spoken)])
        if guards.damage(source, text, self._language, spoken=spoken, kept=self.glossary.kept):
            return None
        return text, Provenance("source" if text == source else "cldr")

    def _numbers(self, text: str, spoken: str) -> str:
        return figures.localised(text, text, spoken, self._language)

    def _assembled(self, spoken: str, source: str) -> Suggestion | None:
        """A paragraph put together of sentences that are all known."""
        match = self.memory.assembled(spoken, self._language, source)
        return _remembered(match) if match and self._sound(spoken, source, match) else None

    def _alike(self, spoken: str, source: str, limit: int) -> list[Suggestion]:
        """Similar texts; never one with another number or placeable than the source."""
        matches = self.memory.alike(spoken, self._language, source, self._threshold, limit)
        return [_remembered(match) for match in matches if self._sound(spoken, source, match)]

    def _sound(self, spoken: str, source: str, match: Match) -> bool:
        return not guards.damage(
            source, match.text, self._language, spoken=spoken, kept=self.glossary.kept
        )


def _remembered(match: Match) -> Suggestion:
    return match.text, Provenance("memory", (match.origin,), match=match.percent)
