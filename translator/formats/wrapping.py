"""Hard-wrapped text: which lines are one paragraph, and a translation in lines as wide.

Wrapped lines are told from short paragraphs by two signs. A line was full: the first word of the
next one had no room left in it, or little. And over the whole text, lines mostly go on with a small
letter: a list of headlines does not. In writing without capitals, lines must be full to the end and
the paragraph must end like a sentence instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

NARROWEST, WIDEST = 45, 100
"""Between these lies the longest line of text wrapped for mail or a terminal, in characters."""

_FULL = 0.8
_GOES_ON = 0.5
_MOST_LINES = 2_000
_CASELESS = re.compile("[\u10d0-\u10ff]")  # Georgian: its capitals are not used in sentences
_ENDS = (".", "!", "?", "…", ":", ";", "»", "”", "“", '"', ")")
_LETTER = re.compile(r"[^\W\d_]")


class Line(NamedTuple):
    """One line of a plain text.

    Attributes:
        before: Indentation and bullet.
        text: What is between.
        after: Spaces and the line end.
        marked: Whether it has a bullet or a list number.
        start: Where its text begins in the file.
    """

    before: str
    text: str
    after: str
    marked: bool
    start: int

    @property
    def end(self) -> int:
        """Where its text ends in the file."""
        return self.start + len(self.text)


class Wrap(NamedTuple):
    """How a paragraph is wrapped.

    Attributes:
        width: Of its longest line, in characters, without indentation.
        newline: What stands between two of its lines: line end and indentation.
    """

    width: int
    newline: str

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Wrap:
        """How these lines, two or more, are wrapped."""
        width = max(len(line.text) for line in lines)
        return cls(width, lines[0].after + lines[1].before)

    def fold(self, text: str, begins_entry: Callable[[str], bool]) -> str:
        """A text in lines of that width.

        Args:
            text: One line.
            begins_entry: Whether a line would be taken for a list entry; none is made.
        """
        lines: list[str] = []
        words = text.split(" ")
        line = words[0]
        for place, word in enumerate(words[1:], 1):
            following = " ".join(words[place : place + 2])
            if len(line) + 1 + len(word) > self.width and word and not begins_entry(following):
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}"
        return self.newline.join((*lines, line))


def paragraphs(blocks: Iterable[Sequence[Line]]) -> list[Sequence[Line]]:
    """The lines of a text in groups: those of a wrapped paragraph together, every other one alone.

    Args:
        blocks: Lines that stand below each other with no blank line between.
    """
    groups = [group for block in blocks for part in _alike(block) for group in _full(part)]
    wrapped = [group for group in groups if len(group) > 1]
    width = max((len(line.text) for group in wrapped for line in group), default=0)
    signs = [_goes_on(*pair, group[-1], width) for group in wrapped for pair in pairwise(group)]
    if sum(signs) >= _GOES_ON * len(signs):
        return groups
    return [[line] for group in groups for line in group]


def _alike(block: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """A block in parts that could be paragraphs: all lines but the first are indented alike."""
    begin = 0
    for place in range(1, len(block)):
        line, last = block[place], block[place - 1]
        same = place == begin + 1 or line.before == last.before
        if line.marked or not same or not _breaks_plainly(last) or place - begin == _MOST_LINES:
            yield block[begin:place]
            begin = place
    yield block[begin:]


def _full(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Lines in groups of which all but the last are full."""
    width = max(len(line.text) for line in lines)
    if not NARROWEST <= width <= WIDEST:
        yield from ([line] for line in lines)
        return
    begin = 0
    for place in range(1, len(lines)):
        if not _is_full(lines[place - 1], lines[place], _FULL * width):
            yield lines[begin:place]
            begin = place
    yield lines[begin:]


def _breaks_plainly(line: Line) -> bool:
    """Whether a line ends in an ordinary line end, so that another may follow it."""
    return line.after.lstrip(" \t") in ("\n", "\r\n", "\r")


def _is_full(line: Line, following: Line, width: float) -> bool:
    return len(line.text) + 1 + len(following.text.split(" ", 1)[0]) > width


def _goes_on(line: Line, following: Line, last: Line, width: int) -> bool:
    """Whether the sentence goes on in the following line, by it and the paragraph's last line."""
    letter = _LETTER.search(following.text)
    if letter is None or _CASELESS.match(letter[0]):
        return last.text.endswith(_ENDS) and _is_full(line, following, width)
    return letter[0].islower()
