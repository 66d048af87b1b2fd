"""Which runs of `*`, `_` and `~~` are emphasis: CommonMark's stack, in linear time."""

from __future__ import annotations

import unicodedata

_NO_SPACE = frozenset("\x1c\x1d\x1e\x1f\x85\u2028\u2029")
"""White space to Python, but not to CommonMark."""

Pair = tuple[str, int, int, int, int]
"""Kind, where the opening part begins and ends, where the closing part begins and ends."""


class Delimiter:
    """A run of delimiters, of which some may be used up."""

    __slots__ = ("character", "closes", "count", "opens", "original", "position")

    def __init__(self, character: str, position: int, count: int, sides: tuple[bool, bool]) -> None:
        self.character = character
        self.position = position
        self.count = self.original = count
        self.opens, self.closes = sides


def paired(delimiters: list[Delimiter]) -> list[Pair]:
    """Pair the delimiters of one text."""
    pairs: list[Pair] = []
    bottoms: dict[tuple[str, bool, int], int] = {}
    stack: list[int] = []
    for index, closer in enumerate(delimiters):
        while closer.closes and closer.count:
            key = (closer.character, closer.opens, closer.original % 3)
            place = _opener(delimiters, stack, closer, bottoms.get(key, -1))
            if place is None:
                bottoms[key] = index - 1
                break
            opener = delimiters[stack[place]]
            del stack[place + 1 :]
            pairs.append(_pair(opener, closer))
            if not opener.count:
                stack.pop()
        if closer.opens and closer.count:
            stack.append(index)
    return pairs


def _opener(
    delimiters: list[Delimiter], stack: list[int], closer: Delimiter, bottom: int
) -> int | None:
    for place in range(len(stack) - 1, -1, -1):
        if stack[place] <= bottom:
            return None
        opener = delimiters[stack[place]]
        if opener.character != closer.character:
            continue
        odd = (
            (opener.closes or closer.opens)
            and closer.original % 3
            and not (opener.original + closer.original) % 3
        )
        if not odd or opener.character == "~":
            return place
    return None


def _pair(opener: Delimiter, closer: Delimiter) -> Pair:
    use = 2 if opener.count >= 2 and closer.count >= 2 else 1
    inner = opener.position + opener.count
    kind = "~~" if opener.character == "~" else "*" * use
    start = closer.position
    opener.count -= use
    closer.count -= use
    closer.position += use
    return kind, inner - use, inner, start, start + use


def flanks(before: str, after: str, character: str) -> tuple[bool, bool]:
    """Whether a run of delimiters between two characters can open, and can close, emphasis."""
    space_before, space_after = _space(before), _space(after)
    mark_before, mark_after = _punctuation(before), _punctuation(after)
    left = not space_after and (not mark_after or space_before or mark_before)
    right = not space_before and (not mark_before or space_after or mark_after)
    if character != "_":
        return left, right
    return left and (not right or mark_before), right and (not left or mark_after)


def _space(character: str) -> bool:
    return character.isspace() and character not in _NO_SPACE


def _punctuation(character: str) -> bool:
    if character.isalnum() or character.isspace():
        return False
    return unicodedata.category(character)[0] in "PS"
