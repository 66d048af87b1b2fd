"""Tables in plain characters: for thousands of lines, and for 80 columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click


def grid(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A table, line by line, names to the left and numbers to the right.

    Args:
        heads: A heading for each column; a line end in it breaks it, for narrow columns.
        rows: As many cells each. They may be coloured.
    """
    high = max(head.count("\n") for head in heads)
    broken = [("\n" * (high - head.count("\n")) + head).split("\n") for head in heads]
    table = [*zip(*broken, strict=True), *rows]
    widths = [max(map(_width, column)) for column in zip(*table, strict=True)]
    for number, (name, *cells) in enumerate(table):
        if number == high + 1:
            yield f" {'─' * (sum(widths) + 2 * len(widths))}"
        line = f"  {name}{' ' * (widths[0] - _width(name))}"
        for cell, width in zip(cells, widths[1:], strict=True):
            line += f"  {' ' * (width - _width(cell))}{cell}"
        yield line.rstrip()


def _width(cell: str) -> int:
    return len(click.unstyle(cell))
