"""The words by which units are found."""

from __future__ import annotations

import re

_WORD = re.compile(r"\w+")
_LONGEST = 40


def words(text: str) -> list[str]:
    """The words of a text, in order, in lower case; overlong ones cut."""
    return [word[:_LONGEST] for word in _WORD.findall(text.casefold())]
