"""The pieces of a run of inline markup and text: where it is cut, and which tags are pairs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import pairwise


class Part(IntEnum):
    """What a piece of a run is."""

    TEXT = 0
    OPEN = 1
    CLOSE = 2
    VOID = 3
    """Something without text: an image, a line break, a comment."""
    VISIBLE = 4
    """Something that is read but not translated: code, a `translate="no"` name."""


Piece = tuple[Part, int, int, str]
"""What it is, start, end, element name."""


MOST_PIECES = 600
"""With more than that no translator, human or machine, can make anything of a segment."""


def paragraphs(source: str, pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Split a run where two or more `<br>` in a row make a paragraph break.

    A run with more markup than anybody could handle in one segment is split at each `<br>`, and
    what is still too long wherever there is room.
    """
    endless = len(pieces) > MOST_PIECES
    breaks = [place for place, piece in enumerate(pieces) if piece[3] == "br"]
    begin = 0
    for first, second in pairwise(breaks):
        between = (
            pieces[first + 1 : second] if second - first < MOST_PIECES else [(Part.VOID, 0, 0, "")]
        )
        if endless or all(part == Part.TEXT and source[s:e].isspace() for part, s, e, _ in between):
            yield from _chunks(pieces[begin:first])
            begin = first
    yield from _chunks(pieces[begin:])


def _chunks(pieces: list[Piece]) -> Iterator[list[Piece]]:
    for begin in range(0, len(pieces), MOST_PIECES):
        yield pieces[begin : begin + MOST_PIECES]


def pair(pieces: Sequence[Piece]) -> list[int]:
    """For each tag the place of its other half in the run; -1 for none.

    Pairs never overlap: of `<b><i></b></i>` only the first is one.
    """
    partner = [-1] * len(pieces)
    stack: list[int] = []
    open_names: dict[str, int] = {}
    for place, (part, _, _, name) in enumerate(pieces):
        if part == Part.OPEN:
            stack.append(place)
            open_names[name] = open_names.get(name, 0) + 1
        elif part == Part.CLOSE and open_names.get(name):
            while True:
                other = stack.pop()
                open_names[pieces[other][3]] -= 1
                if pieces[other][3] == name:
                    break
            partner[place], partner[other] = other, place
    return partner
