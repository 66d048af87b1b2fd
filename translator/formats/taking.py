"""Segments taken out of a text from left to right; what is left is the skeleton."""

from __future__ import annotations

from bisect import bisect_right

from translator.document import Segment


class Taking:
    """The skeleton and the segments of a text, while they grow.

    Attributes:
        text: The whole text.
        segments: What has been taken out.
        done: Where the last of it ended.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.segments: list[Segment] = []
        self.done = 0
        self._skeleton: list[str] = []
        self._starts = [0]
        self._counted = 0, 0
        """A position, and how many lines end before it."""

    def take(self, start: int, end: int, segment: Segment) -> None:
        """Take out a segment that stands from `start` to `end`, not before what was taken last."""
        self._skeleton.append(self.text[self.done : start])
        self._starts.append(end)
        self.segments.append(segment)
        self.done = end

    def skeleton(self) -> tuple[str, ...]:
        """What is left of the text."""
        return (*self._skeleton, self.text[self.done :])

    def place(self, position: int) -> tuple[int, int]:
        """The piece of the skeleton that a position of the text is in, and the offset in it."""
        piece = bisect_right(self._starts, position) - 1
        return piece, position - self._starts[piece]

    def line(self, position: int) -> int:
        """The line, counted from 1, of a position of the text."""
        before, lines = self._counted if self._counted[0] <= position else (0, 0)
        self._counted = position, lines + self.text.count("\n", before, position)
        return self._counted[1] + 1
