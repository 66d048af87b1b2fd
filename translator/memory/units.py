"""What the memory holds and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

EXACT = 100
NUMBERS = 95
"""Percent for a match whose numbers were put in: below exact, as endings may follow the number."""
BELOW = 94
"""The most that a match which is merely alike, or put together of sentences, may have."""


class Standing(IntEnum):
    """Who stands behind a unit; the lower, the better."""

    APPROVED = 0
    TRANSLATED = 1
    FORMER = 2
    """Accepted, but its segment is no longer in its item."""
    IMPORTED = 3

    @property
    def label(self) -> str:
        """What people call it."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Unit:
    """A text and its translation.

    Attributes:
        spoken: The language of the source.
        language: The language of the target.
        source: The text.
        target: Its translation.
        standing: Who stands behind it.
        author: Who made it, where the file says so.
        date: When, as `YYYY-MM-DD`, where the file says so.
        note: What the file says about it.
    """

    spoken: str
    language: str
    source: str
    target: str
    standing: Standing = Standing.IMPORTED
    author: str = ""
    date: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A unit that fits a source.

    Attributes:
        text: The translation, its numbers put in where that is sure.
        percent: How alike the sources are.
        origin: Where it is from: the item it was translated in, or the imported file.
        source: The unit's own source.
        standing: Who stands behind it.
    """

    text: str
    percent: int
    origin: str
    source: str
    standing: Standing
