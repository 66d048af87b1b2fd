"""Inline markup as numbered placeables: `see <1>the treaty</1><2/>` instead of tags.

A translator sees short numbers; the verbatim markup behind them never leaves the source. What comes
back is checked: each number at most once, in its own form, balanced, and nothing that is not there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from translator.message import phrase

PLACEABLE = re.compile(r"<(/?)([1-9][0-9]{0,5})(/?)>")
SPACES = re.compile(r"[ \t-\r\x1c-\x1f\x85\u2028\u2029]{2,}|[\t-\r\x1c-\x1f\x85\u2028\u2029]")
"""Whitespace that is no text and not one space already; a no-break space is text."""

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_MARKUP = re.compile(r"<[A-Za-z/!?]")
_KIND = re.compile(r"</?[\w:-]+|[^\w\s]+")


class Placeable(NamedTuple):
    """The verbatim markup behind one number.

    Attributes:
        open: What `<1>` or `<1/>` stands for.
        close: What `</1>` stands for; None where there is only `<1/>`.
        parent: The number of the pair around it in the source, 0 for none.
        fixed: Whether it is half of a pair whose other half lies outside the segment: it must stay,
            inside the same pair and in order.
    """

    open: str
    close: str | None = None
    parent: int = 0
    fixed: bool = False


class Piece(NamedTuple):
    """A piece of a translation: text, or (`number` > 0) one part of a placeable."""

    text: str
    number: int = 0
    closing: bool = False


class InlineError(ValueError):
    """A translation whose placeables cannot be turned into markup again."""


def clean(text: str) -> str:
    """A translation as one line: whitespace collapsed, control characters dropped."""
    return _CONTROLS.sub("", SPACES.sub(" ", text)).strip(" ")


def brings_markup(source: str, translation: str) -> bool:
    """Whether a translation of plain text holds something like a tag that its source has not."""
    return len(_MARKUP.findall(translation)) > len(_MARKUP.findall(source))


def pieces(text: str, placeables: Sequence[Placeable]) -> list[Piece]:
    """Cut a translation at its numbers, and check them.

    Args:
        text: A translation with numbered placeables.
        placeables: The markup behind number 1, 2, ….

    Raises:
        InlineError: A number is unknown, repeated, unbalanced, in the wrong form or inside its own
            kind, or one that must stay where it is has gone or moved.
    """
    parts: list[Piece] = []
    stack: list[int] = []
    seen: set[int] = set()
    fixed: list[int] = []
    position = 0
    for match in PLACEABLE.finditer(text):
        if match.start() > position:
            parts.append(Piece(text[position : match.start()]))
        position = match.end()
        closing, digits, void = match.groups()
        number = int(digits)
        if number > len(placeables) or (closing and void):
            raise InlineError(phrase("{mark} is not in the source", mark=match[0]))
        placeable = placeables[number - 1]
        if closing:
            if not stack or stack[-1] != number:
                raise InlineError(
                    phrase("{mark} does not close the placeable that is open there", mark=match[0])
                )
            stack.pop()
            parts.append(Piece("", number, closing=True))
            continue
        if number in seen:
            raise InlineError(phrase("{mark} stands there twice", mark=match[0]))
        if bool(void) != (placeable.close is None):
            form = f"<{number}/>" if placeable.close is None else f"<{number}>…</{number}>"
            raise InlineError(phrase("{mark} must be written {form}", mark=match[0], form=form))
        seen.add(number)
        _check_place(number, placeables, stack)
        if placeable.fixed:
            fixed.append(number)
        if not void:
            stack.append(number)
        parts.append(Piece("", number))
    if stack:
        raise InlineError(phrase("{mark} is not closed", mark=f"<{stack[-1]}>"))
    wanted = [number for number, placeable in enumerate(placeables, 1) if placeable.fixed]
    if fixed != wanted:
        places = " ".join(f"<{number}/>" for number in wanted)
        raise InlineError(phrase("{marks} must stay, in this order", marks=places))
    if position < len(text):
        parts.append(Piece(text[position:]))
    return parts


def decode(text: str, placeables: Sequence[Placeable], escape: Callable[[str], str]) -> str:
    """Put the markup back in place of the numbers.

    Args:
        text: A translation with numbered placeables.
        placeables: The markup behind number 1, 2, ….
        escape: Turns the text between placeables into the format's notation.

    Raises:
        InlineError: The numbers are not as `pieces` wants them.
    """
    parts: list[str] = []
    for piece in pieces(text, placeables):
        if not piece.number:
            parts.append(escape(piece.text))
        else:
            placeable = placeables[piece.number - 1]
            parts.append((placeable.close or "") if piece.closing else placeable.open)
    return "".join(parts)


def problems(source: str, translation: str) -> list[str]:
    """What is wrong with a translation's placeables, from the two texts alone.

    Stricter than `decode`: here a placeable that has gone missing is a problem too.
    """
    wanted = _numbers(source)
    found: list[str] = []
    stack: list[str] = []
    count = dict.fromkeys(wanted, 0)
    for match in PLACEABLE.finditer(translation):
        closing, digits, void = match.groups()
        if match[0] not in wanted:
            found.append(phrase("{mark} is not in the source", mark=match[0]))
            continue
        count[match[0]] += 1
        if count[match[0]] > 1:
            found.append(phrase("{mark} stands there twice", mark=match[0]))
        elif closing:
            if digits not in stack:
                found.append(f"{match[0]} has no <{digits}> before it")
            else:
                found += [
                    f"<{open_}> is not closed before {match[0]}" for open_ in _above(stack, digits)
                ]
        elif not void:
            stack.append(digits)
    found += [f"{placeable} is missing" for placeable, times in count.items() if not times]
    return found


def _above(stack: list[str], digits: str) -> list[str]:
    """Take `digits` and all above it off the stack; the ones above."""
    place = stack.index(digits)
    above = stack[place + 1 :]
    del stack[place:]
    return above


def _numbers(text: str) -> list[str]:
    return list(dict.fromkeys(match[0] for match in PLACEABLE.finditer(text)))


def _check_place(number: int, placeables: Sequence[Placeable], stack: list[int]) -> None:
    placeable = placeables[number - 1]
    if placeable.fixed and placeable.parent != (stack[-1] if stack else 0):
        raise InlineError(
            phrase("{mark} has moved into or out of another placeable", mark=f"<{number}/>")
        )
    if placeable.close is None or not stack:
        return
    ancestors: set[int] = set()
    above = placeable.parent
    while above and above not in ancestors:
        ancestors.add(above)
        above = placeables[above - 1].parent
    kind = _kind(placeable.open)
    for other in stack:
        if other not in ancestors and _kind(placeables[other - 1].open) == kind:
            raise InlineError(
                phrase(
                    "{mark} may not stand inside {other}", mark=f"<{number}>", other=f"<{other}>"
                )
            )


def _kind(markup: str) -> str:
    match = _KIND.match(markup)
    return match[0].lower() if match else markup
