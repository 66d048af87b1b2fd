"""TOML from people and from elsewhere, read without harm."""

from __future__ import annotations

import re
import tomllib
from typing import Any

_MOST_DOTS = 200
"""In one line; a key of many parts takes the square of their number to read."""
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


class TomlError(Exception):
    """Why a text is no TOML, and in which line, counted from 1, where that is known."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


def loads(text: str) -> dict[str, Any]:
    """The tables of a TOML text.

    Raises:
        TomlError: It is no TOML, or nested without end.
    """
    for number, line in enumerate(text.splitlines(), 1):
        if line.count(".") > _MOST_DOTS:
            raise TomlError(f"more than {_MOST_DOTS} dots in a line", number)
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise TomlError("nested too deeply") from None
    except ValueError as error:  # TOMLDecodeError is one; so is what a number of 5,000 digits gives
        place = _PLACE.search(str(error))
        at = int(place[1]) if place and place[1] else None
        raise TomlError(_PLACE.sub("", str(error)), at) from None
