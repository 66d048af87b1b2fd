"""Which of the texts that appeared is an edit of which text that vanished.

Only texts of one item are compared, so that a guess never reaches across items. A pair needs
words in common; fewer are enough where it stands between the same neighbours as before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# Percent of words (of short texts: characters) in common, as normalised Indel similarity. Of 30,000
# pairs of unrelated news sentences one in a thousand has 26 % of its words in common, and of short
# phrases 62 % of their characters; a sentence that another of its length is added to keeps 67 %.
_WORDS, _WORDS_IN_PLACE = 45.0, 30.0
_CHARACTERS, _CHARACTERS_IN_PLACE = 75.0, 55.0
_SHORT = 6
"""Words, below which characters are compared."""
_PLACE_BONUS = 15.0
_MOST_PAIRS = 300_000
"""Where more pairs than that could be looked at, those that are nearest by position are."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A text and the unchanged neighbours it stands between.

    Attributes:
        text: The text.
        before: The nearest unchanged text above; empty at the beginning.
        after: The nearest unchanged text below; empty at the end.
    """

    text: str
    before: str
    after: str


def place(texts: Sequence[str], kept: set[str]) -> list[Placed]:
    """The texts that are not in `kept`, each with its neighbours that are."""
    above, before = "", []
    for text in texts:
        before.append(above)
        above = text if text in kept else above
    below, after = "", []
    for text in reversed(texts):
        after.append(below)
        below = text if text in kept else below
    return [
        Placed(text, b, a)
        for text, b, a in zip(texts, before, reversed(after), strict=True)
        if text not in kept
    ]


def edits(vanished: Sequence[Placed], appeared: Sequence[Placed]) -> list[tuple[int, int]]:
    """Pair what vanished with what appeared, the surest pairs first, each text at most once.

    Returns:
        Pairs of indices, into `vanished` and into `appeared`.
    """
    if not vanished or not appeared:
        return []
    candidates = []
    words = [placed.text.split() for placed in appeared]
    for old_index, old in enumerate(vanished):
        old_words = old.text.split()
        for new_index in _near(old_index, len(vanished), len(appeared)):
            new = appeared[new_index]
            in_place = (old.before, old.after) == (new.before, new.after)
            similarity = _similarity(
                old.text, new.text, old_words, words[new_index], in_place=in_place
            )
            if similarity:
                weight = similarity + (_PLACE_BONUS if in_place else 0)
                distance = abs(old_index - new_index)
                candidates.append((-weight, distance, old_index, new_index))
    pairs, used_old, used_new = [], set(), set()
    for _, _, old_index, new_index in sorted(candidates):
        if old_index not in used_old and new_index not in used_new:
            used_old.add(old_index)
            used_new.add(new_index)
            pairs.append((old_index, new_index))
    return pairs


def _near(place: int, old: int, new: int) -> range:
    """Which of the texts that appeared are looked at for one that vanished: all, unless many."""
    if old * new <= _MOST_PAIRS:
        return range(new)
    middle, reach = place * new // old, max(1, _MOST_PAIRS // (2 * old))
    return range(max(0, middle - reach), min(new, middle + reach))


def _similarity(
    old: str, new: str, old_words: list[str], new_words: list[str], *, in_place: bool
) -> float:
    """How alike two texts are, in percent; 0 where it is too little to be an edit."""
    from rapidfuzz.distance import Indel

    fewest = min(len(old_words), len(new_words))
    if fewest < _SHORT:
        asked = _CHARACTERS_IN_PLACE if in_place else _CHARACTERS
        found = Indel.normalized_similarity(old, new)
    else:
        asked = _WORDS_IN_PLACE if in_place else _WORDS
        found = Indel.normalized_similarity(old_words, new_words)
    if in_place and fewest > 1 and (old in new or new in old):
        found = max(found, asked / 100)  # something was added, or taken away, at an end
    return 100 * found if 100 * found >= asked else 0.0
