"""The strings of a JSON text with their paths and exact offsets.

The standard library's parser tells no offsets. This one is as strict, is not recursive, and looks
at each character once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, NoReturn

from translator.errors import TranslatorError
from translator.message import Message, phrase

_TOKEN = re.compile(
    r"""[ \t\n\r]*+ (?:
        "(?P<string>(?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+)"
      | (?P<mark>[{}\[\],:])
      | (?P<scalar>-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?+(?:[eE][+-]?[0-9]++)?+(?![\w.+-])
                 |(?:true|false|null)\b)
      )""",
    re.VERBOSE,
)
_SPACE = re.compile(r"[ \t\n\r]*")
_STEP = re.compile(
    r"""\[(?P<index>[0-9]+|\*)\] | \["(?P<quoted>[^"]*)"\] | \.?(?P<key>[^.\[\]"]+)""", re.VERBOSE
)
_KEY, _INDEX = "\0", "\1"
_PLACE = re.compile(_INDEX + "[0-9]+")
MOST_LEVELS = 10_000


class StringValue(NamedTuple):
    """One string that is a value.

    Attributes:
        path: Where it is, in the form that `pattern` matches.
        start: Where its characters begin, after the quote.
        end: Where they end, before the quote.
        key: The key it stands under, or that of the list it stands in.
        duplicate: Whether the same object has had that key before.
    """

    path: str
    start: int
    end: int
    key: str
    duplicate: bool


@dataclass(slots=True)
class _Level:
    """An object (with the keys it has had) or a list (with the place it is at) that is open."""

    keys: set[str] | None
    index: int = 0
    step: str = ""
    key: str = ""
    duplicate: bool = False


def strings(text: str) -> Iterator[StringValue]:
    """The strings that are values, in order.

    Raises:
        TranslatorError: The text is not JSON.
    """
    levels: list[_Level] = []
    position = 1 if text.startswith("\ufeff") else 0
    # What may come: a value, a key, a colon, a comma, or an end where a first value or key may be.
    expect = "value"
    while levels or expect == "value":
        match = _TOKEN.match(text, position)
        closing = "}" if levels and levels[-1].keys is not None else "]"
        if match is None:
            _refuse(text, position, f"comma or {closing}" if expect == "comma" else expect)
        position = match.end()
        mark = match["mark"] or ""
        if expect in ("key", "key or }"):
            if match["string"] is not None:
                _name(levels[-1], match["string"])
                expect = "colon"
                continue
            if mark != "}" or expect == "key":
                _refuse(text, match.start(), expect)
        elif expect == "colon":
            if mark != ":":
                _refuse(text, match.start(), expect)
            expect = "value"
            continue
        elif expect == "comma":
            if mark == ",":
                expect = "key" if levels[-1].keys is not None else "value"
                levels[-1].index += 1
                continue
            if mark != closing:
                _refuse(text, match.start(), f"comma or {closing}")
        elif mark in ("{", "["):
            if len(levels) == MOST_LEVELS:
                _refuse(
                    text,
                    match.start(),
                    phrase("at most {number} levels of nesting", number=MOST_LEVELS),
                )
            levels.append(_Level(set() if mark == "{" else None))
            if mark == "[" and len(levels) > 1:
                levels[-1].key = levels[-2].key
            expect = "key or }" if mark == "{" else "value or ]"
            continue
        elif mark:
            if mark != "]" or expect != "value or ]":
                _refuse(text, match.start(), expect)
        elif match["string"] is not None:
            start, end = match.span("string")
            level = levels[-1] if levels else _Level(None)
            yield StringValue(_path(levels), start, end, level.key, level.duplicate)
        if mark:
            levels.pop()
        expect = "comma"
    space = _SPACE.match(text, position)
    if space and space.end() < len(text):
        _refuse(text, position, "end of the file")


def pattern(path: str) -> re.Pattern[str]:
    """Compile a path such as `body.blocks[*].text`; it matches a `StringValue.path`.

    Raises:
        TranslatorError: It is not a path.
    """
    parts: list[str] = []
    position = 0
    while position < len(path):
        match = _STEP.match(path, position)
        if match is None or (position == 0 and path.startswith(".")):
            raise TranslatorError(
                f"{path!r} is not a path into a JSON file",
                remedy='Write it like title, body.blocks[*].text, **.caption or ["odd.key"].',
            )
        position = match.end()
        if match["index"]:
            parts.append(_INDEX + ("[0-9]+" if match["index"] == "*" else match["index"]))
        elif match["key"] == "**":
            parts.append(f"(?:[{_KEY}{_INDEX}][^{_KEY}{_INDEX}]*)*")
        elif match["key"] == "*":
            parts.append(f"{_KEY}[^{_KEY}{_INDEX}]*")
        else:
            parts.append(_KEY + re.escape(match["quoted"] or match["key"] or ""))
    return re.compile("".join(parts))


def _path(levels: list[_Level]) -> str:
    return "".join(
        f"{_INDEX}{level.index}" if level.keys is None else level.step for level in levels
    )


def without_places(path: str) -> str:
    """A path with every place in a list the same."""
    return _PLACE.sub(_INDEX + "0", path)


def _name(level: _Level, raw: str) -> None:
    key = str(json.loads(f'"{raw}"')) if "\\" in raw else raw
    level.key = key
    level.step = _KEY + key
    if level.keys is not None:
        level.duplicate = key in level.keys
        level.keys.add(key)


EXPECTED = (
    phrase("value"),
    phrase("key"),
    phrase("colon"),
    phrase("comma or }"),
    phrase("comma or ]"),
    phrase("key or }"),
    phrase("value or ]"),
    phrase("end of the file"),
)
"""What may have been expected, for the interface's catalogues."""


def _refuse(text: str, position: int, expected: str) -> NoReturn:
    space = _SPACE.match(text, position)
    position = space.end() if space else position
    line = text.count("\n", 0, position) + 1
    column = position - text.rfind("\n", 0, position)
    at_end = position >= len(text)
    found = phrase("the end of the file") if at_end else repr(text[position : position + 12])
    raise TranslatorError(
        phrase(
            "not JSON: {found} at column {column}, expected {expected}",
            found=found,
            column=column,
            expected=expected if isinstance(expected, Message) else Message(expected, {}),
        ),
        line=line,
        remedy=phrase("Correct the file, or write it anew from the program it comes from."),
    )
