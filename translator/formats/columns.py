"""What a translator of a table's cell is told: the heading of its column."""

from __future__ import annotations

from translator.document import shorten
from translator.formats.inline import PLACEABLE, SPACES

MOST_COLUMNS = 64
_WIDTH = 60


class Table:
    """A table that is read row by row; cells that reach over columns and rows are reckoned with.

    Its head is its first row, or more rows where they are said to be; a row with a text outside a
    heading cell is none of the head.
    """

    def __init__(self) -> None:
        self._headings: dict[int, str] = {}
        self._row_headings: dict[int, str] = {}
        # Column -> the first row below a cell that reaches down into others.
        self._below: dict[int, int] = {}
        self._row = -1
        self._next = 0
        self._cell = range(0)
        self._is_heading = False
        self._in_head = True

    def row(self, *, head: bool = False) -> None:
        """A row begins.

        Args:
            head: Whether it is said to be one of the table's head; the first row needs not be.
        """
        for column, words in self._row_headings.items():
            above = self._headings.get(column)
            if above is None or len(above) < _WIDTH:
                self._headings[column] = f"{above} / {words}" if above else words
        self._row_headings = {}
        self._row += 1
        self._next = 0
        self._in_head = head or self._row == 0
        self.outside()

    def outside(self) -> None:
        """What follows is in no cell."""
        self._cell = range(0)
        self._is_heading = False

    def cell(self, *, heading: bool, across: int = 1, down: int = 1) -> None:
        """The row's next cell begins.

        Args:
            heading: Whether it is a heading cell.
            across: How many columns it has.
            down: How many rows it has.
        """
        at = self._next
        while self._below.get(at, -1) > self._row:  # the row is -1 where none began
            at += 1
        self._next = min(at + across, MOST_COLUMNS)
        self._cell = range(at, self._next)
        self._is_heading = heading
        if down > 1:
            self._below.update(dict.fromkeys(self._cell, self._row + down))

    def remarks(self, text: str) -> tuple[str, ...]:
        """What is to be said of a text in the cell; remembers it where it is a column's heading."""
        if not self._cell:
            return ()
        if not self._is_heading:
            self._in_head = False
            self._row_headings = {}
        elif self._in_head:
            words = SPACES.sub(" ", PLACEABLE.sub("", text)).strip()
            for column in self._cell:
                self._row_headings.setdefault(column, words)
            return ()
        found = self._headings.get(self._cell.start)
        return (f"column “{shorten(found, _WIDTH)}”",) if found else ()
