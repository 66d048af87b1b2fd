"""Pairing of brackets and quotation marks, for translations and for sources."""

from __future__ import annotations

import re

_PAIRS = {")": "(", "]": "[", "}": "{"}
_BRACKET = re.compile(r"[()\[\]{}]")
# «1)» and «а)» number a list at its start and after a mark, «:)» is a face.
_LIST_MARK = re.compile(r"(?:^|[;:,.]\s+)(?:[0-9]{1,2}|[^\W\d_])\)|[:;]-?[)(]")
QUOTES = re.compile('[«»„“”"‹›]')
_INCHES = re.compile('(?<=[0-9])["”″](?!\\s*[,.]?$)')


def unbalanced_bracket(text: str) -> int | None:
    """Where the first bracket without a partner stands; None where all pair.

    Brackets of different kinds are paired independently, as mathematics writes [0, 1).
    """
    opened: dict[str, list[int]] = {"(": [], "[": [], "{": []}
    stray: list[int] = []
    marks: set[int] | None = None
    for match in _BRACKET.finditer(text):
        bracket = match[0]
        if bracket in opened:
            opened[bracket].append(match.start())
        elif opened[_PAIRS[bracket]]:
            opened[_PAIRS[bracket]].pop()
        else:
            if marks is None:
                marks = {mark.end() - 1 for mark in _LIST_MARK.finditer(text)}
            if match.start() not in marks:
                stray.append(match.start())
    stray += [position for positions in opened.values() for position in positions]
    return min(stray, default=None)


def unbalanced_quotes(text: str) -> str:
    """The kinds of quotation marks of which one has no partner; empty where all pair.

    “ closes in Georgian and opens in English, so curly and low marks are counted together; a mark
    after a number may mean inches.
    """
    if text.count("«") != text.count("»"):
        return "« »"
    if text.count("‹") != text.count("›"):
        return "‹ ›"
    low = text.count("„")
    curly = low + text.count("“") + text.count("”")
    straight = text.count('"')
    if curly % 2 == 0 and straight % 2 == 0 and low <= curly - low:
        return ""
    if _INCHES.search(text):
        return ""
    return '“ ” "' if curly % 2 and straight % 2 else '"' if straight % 2 else "„ “ ”"
