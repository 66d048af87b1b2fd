"""What several rules need to know of a text, worked out once and only if one of them asks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from translator import numerals, placeables
from translator.numerals import Number
from translator.placeables import Placeable
from translator.rules.model import Pair

WORD = re.compile(r"[^\W\d_]+(?:[-'’ʼ‑][^\W\d_]+)*")
_LATIN = re.compile("[A-Za-z]")
_DIGIT = re.compile("[0-9]")


class Text:
    """One text and what can be said of it.

    Attributes:
        text: Itself.
        language: Its language, or the one it ought to be in.
    """

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.language = language

    @cached_property
    def chars(self) -> frozenset[str]:
        """The characters that occur; slow to make, so for a second look only."""
        return frozenset(self.text)

    @cached_property
    def has_latin(self) -> bool:
        """Whether an unaccented Latin letter occurs."""
        return _LATIN.search(self.text) is not None

    @cached_property
    def has_digits(self) -> bool:
        """Whether a digit occurs."""
        return _DIGIT.search(self.text) is not None

    @cached_property
    def placeables(self) -> list[Placeable]:
        """Markup, addresses, codes."""
        return placeables.find(self.text)

    @cached_property
    def plain(self) -> str:
        """The text with its placeables blanked out; positions stay what they are."""
        return placeables.mask(self.text, self.placeables) if self.placeables else self.text

    @cached_property
    def lower(self) -> str:
        """The plain text in lower case."""
        return self.plain.lower()

    @cached_property
    def tokens(self) -> list[str]:
        """The words in order, in lower case, without the punctuation at their edges."""
        return [token.strip(_EDGES) for token in self.lower.split()]

    @cached_property
    def words(self) -> frozenset[str]:
        """The words that occur, as in `tokens`."""
        return frozenset(self.tokens)

    @cached_property
    def repeated_pairs(self) -> bool:
        """Whether two words follow each other twice; without that nothing is said in a loop."""
        pairs = list(zip(self.tokens, self.tokens[1:], strict=False))
        return len(set(pairs)) < len(pairs)

    @cached_property
    def numbers(self) -> list[Number]:
        """Numbers in digits."""
        return numerals.find(self.plain, self.language) if self.has_digits else []


_EDGES = ".,;:!?…()[]{}«»„“”\"'‘’–—-/*"


class Analysis:
    """A pair taken apart.

    Attributes:
        pair: The pair itself.
        source: Its source text.
        target: Its translation.
        options: The thresholds the project sets for the rule that is asking.
    """

    def __init__(self, pair: Pair) -> None:
        self.pair = pair
        self.source = Text(pair.source, pair.source_language)
        self.target = Text(pair.target, pair.language)
        self.options: Mapping[str, float] = {}


class SourceText(Text):
    """A source text among the other texts of its item."""

    def __init__(self, text: str, language: str, item: tuple[str, ...] = ()) -> None:
        super().__init__(text, language)
        self.item = item
