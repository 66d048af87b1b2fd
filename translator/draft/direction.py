"""What drafting has to know of a pair of languages: how texts are cut, what drafts must not do."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from translator import guards, markup
from translator.draft.ways import Way, ways
from translator.engines import sentences
from translator.placeables import Placeable

Kept = Callable[[str], Iterable[tuple[int, int]]]
"""Finds the places of terms that must stay as they are."""
_FEW_WORDS = 3
"""Words below which a sentence beside others may be a name that stays as it is."""


@dataclass(frozen=True, slots=True)
class Direction:
    """From one language into another.

    Attributes:
        spoken: The texts' language.
        language: The target language.
        kept: Finds the places of terms that must stay as they are.
    """

    spoken: str
    language: str
    kept: Kept = lambda _: ()

    def sentences(self, text: str) -> list[str]:
        """A text cut into sentences, never inside a placeable; joined they give it back."""
        return sentences.split(text, self.spoken, [(p.start, p.end) for p in self._placed(text)])

    def ways(self, sentence: str) -> Iterator[Way]:
        """The ways to translate a sentence, the best first."""
        return ways(sentence, self._placed(sentence), self.spoken, self.language)

    def refusal(self, source: str, target: str) -> str | None:
        """Why a translation is refused: a key of `guards.REASONS`, or None where it is not."""
        judge = guards.refusal
        if not any(map(str.isalpha, markup.masked(source, self._placed(source)))):
            judge = guards.damage  # nothing in it is language: it stays as it is
        return judge(source, target, self.language, spoken=self.spoken, kept=self.kept)

    def part_refusal(self, source: str, target: str) -> str | None:
        """As `refusal`, for one sentence of several; the whole text is to be looked at again."""
        reason = self.refusal(source, target)
        few = len(source.split()) < _FEW_WORDS
        return None if few and reason in ("untranslated", "script", "language") else reason

    def _placed(self, text: str) -> list[Placeable]:
        return markup.find(text, self.kept(text))


def mean(scores: Sequence[tuple[float, int]]) -> float:
    """The mean of scores by weights, as that of token probabilities: exp of the mean logarithm.

    1 where there are none: nothing was left to chance.
    """
    if not scores:
        return 1.0
    total = sum(max(1, weight) for _, weight in scores)
    logs = sum(math.log(max(score, 1e-9)) * max(1, weight) for score, weight in scores)
    return math.exp(logs / total)
