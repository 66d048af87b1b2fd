"""Hard-wrapped text: which lines are one paragraph, and a translation in lines as wide.

Wrapped lines are told from short paragraphs by two signs. A line was full: the first word of the
next one had no room left in it, or little. And over the whole text, lines mostly go on with a small
letter: a list of headlines does not. In writing without capitals, lines must be full to the end and
the paragraph must end like a sentence instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
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
    """

    before: str
    text: str
    after: str
    marked: bool = False

    @property
    def whole(self) -> str:
        """The line as it stands in the file."""
        return self.before + self.text + self.after


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


def paragraphs(lines: Sequence[Line]) -> Iterable[Sequence[Line]]:
    """The lines in groups: the lines of a wrapped paragraph together, every other one alone."""
    groups = list(_full(lines))
    width = max((len(line.text) for group in groups for line in group if len(group) > 1), default=0)
    signs = [_goes_on(*pair, group[-1], width) for group in groups for pair in pairwise(group)]
    if sum(signs) >= _GOES_ON * len(signs):
        return groups
    return [[line] for line in lines]


def _full(lines: Sequence[Line]) -> Iterable[Sequence[Line]]:
    """Lines in groups of which all but the last are full."""
    place = 0
    while place < len(lines):
        end = _block_end(lines, place)
        width = max(len(line.text) for line in lines[place:end])
        if NARROWEST <= width <= WIDEST:
            begin = place
            for after in range(place + 1, end + 1):
                if after == end or not _is_full(lines[after - 1], lines[after], _FULL * width):
                    yield lines[begin:after]
                    begin = after
        else:
            yield from ([line] for line in lines[place:end])
        place = end


def _block_end(lines: Sequence[Line], place: int) -> int:
    """The end of a block: lines of text after each other, all but the first indented alike."""
    end = place + 1
    if not lines[place].text or not _breaks_plainly(lines[place]):
        return end
    while end < len(lines) and end - place < _MOST_LINES:
        line = lines[end]
        if (
            not line.text
            or line.marked
            or (end > place + 1 and line.before != lines[end - 1].before)
        ):
            break
        end += 1
        if not _breaks_plainly(line):
            break
    return end


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
