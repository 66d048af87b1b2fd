"""What several rules need to know of a text, worked out once and only if one of them asks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar, overload

from translator import numerals, placeables
from translator.numerals import Number
from translator.placeables import Placeable
from translator.rules.model import Pair

WORD = re.compile(r"[^\W\d_]+(?:[-'’ʼ‑][^\W\d_]+)*")
_LATIN = re.compile("[A-Za-z]")
_DIGIT = re.compile("[0-9]")


Value = TypeVar("Value")


class lazy(Generic[Value]):  # noqa: N801 - named like `property`
    """A property worked out once. `functools.cached_property` takes a lock until Python 3.12."""

    def __init__(self, function: Callable[[Any], Value]) -> None:
        self.function = function
        self.name = function.__name__
        self.__doc__ = function.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> lazy[Value]: ...
    @overload
    def __get__(self, instance: object, owner: type) -> Value: ...
    def __get__(self, instance: object | None, owner: type) -> lazy[Value] | Value:
        if instance is None:
            return self
        value = instance.__dict__[self.name] = self.function(instance)
        return value


class Text:
    """One text and what can be said of it.

    Attributes:
        text: Itself.
        language: Its language, or the one it ought to be in.
    """

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.language = language

    @lazy
    def has_latin(self) -> bool:
        """Whether an unaccented Latin letter occurs."""
        return _LATIN.search(self.text) is not None

    @lazy
    def has_digits(self) -> bool:
        """Whether a digit occurs."""
        return _DIGIT.search(self.text) is not None

    @lazy
    def placeables(self) -> list[Placeable]:
        """Markup, addresses, codes."""
        return placeables.find(self.text)

    @lazy
    def plain(self) -> str:
        """The text with its placeables blanked out; positions stay what they are."""
        return placeables.mask(self.text, self.placeables) if self.placeables else self.text

    @lazy
    def lower(self) -> str:
        """The plain text in lower case."""
        return self.plain.lower()

    @lazy
    def tokens(self) -> list[str]:
        """The words in order, in lower case, without the punctuation at their edges."""
        return [token.strip(_EDGES) for token in self.lower.split()]

    @lazy
    def words(self) -> frozenset[str]:
        """The words that occur, as in `tokens`."""
        return frozenset(self.tokens)

    @lazy
    def repeated_pairs(self) -> bool:
        """Whether two words follow each other twice; without that nothing is said in a loop."""
        pairs = list(zip(self.tokens, self.tokens[1:], strict=False))
        return len(set(pairs)) < len(pairs)

    @lazy
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
