"""JSON written piece by piece, so that a report is never in memory as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec


@dataclass(frozen=True, slots=True)
class Members:
    """An object of many members: each a name and its value."""

    each: Iterable[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class Elements:
    """An array of many elements."""

    each: Iterable[Any]


def chunks(members: Iterable[tuple[str, Any]]) -> Iterator[str]:
    """The JSON text of an object, in pieces that make it when joined.

    Args:
        members: Names and values; of a value that is `Members` or `Elements` one part at a time is
            made, on a line of its own.
    """
    encode = msgspec.json.encode
    start = "{\n"
    for name, value in members:
        head = f"{start} {encode(name).decode()}: "
        start = ",\n"
        if isinstance(value, Members):
            parts = (f"{encode(key).decode()}: {encode(one).decode()}" for key, one in value.each)
            yield from _many(head, "{}", parts)
        elif isinstance(value, Elements):
            yield from _many(head, "[]", (encode(one).decode() for one in value.each))
        else:
            yield head + msgspec.json.format(encode(value), indent=1).decode().replace("\n", "\n ")
    yield "\n}\n" if start != "{\n" else "{}\n"


def _many(head: str, brackets: str, parts: Iterator[str]) -> Iterator[str]:
    yield head + brackets[0]
    between = "\n  "
    for part in parts:
        yield between + part
        between = ",\n  "
    yield ("\n " if between != "\n  " else "") + brackets[1]
