"""How text is written in a feed: escaped, in a CDATA section, or as markup of the feed itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

Writing = Literal["escaped", "cdata", "markup"]
_REFERENCES = {
    "&": ("&amp;", "&#38;", "&#x26;"),
    "<": ("&lt;", "&#60;", "&#x3C;", "&#x3c;"),
    ">": ("&gt;", "&#62;", "&#x3E;", "&#x3e;", ">"),
    '"': ('"', "&quot;", "&#34;", "&#x22;"),
    "'": ("'", "&apos;", "&#39;", "&#x27;"),
}
"""What a character may be written as; where the source has none of these, the first."""

_AFTER_BRACKETS = re.compile(r"(\]\]|\A\]?)>")
"""A `]]>`, which XML has no place for in text, also where it is the source that begins it."""


def escaped(text: str, source: str) -> str:
    """A text escaped, with the references that the source uses."""
    for character, ways in _REFERENCES.items():
        if character in text:
            way = next((way for way in ways if way in source), ways[0])
            text = text.replace(character, way)
    return _AFTER_BRACKETS.sub(r"\1&gt;", text)


def cdata(text: str, encoding: str | None = None) -> str:
    """A text inside a CDATA section, left for characters that the file's charset lacks."""
    text = text.replace("]]>", "]]]]><![CDATA[>")
    if encoding is None or text.encode(encoding, "replace").decode(encoding) == text:
        return text
    return "".join(
        character if character.encode(encoding, "ignore") else f"]]>&#{ord(character)};<![CDATA["
        for character in text
    )


def of(begin: int, end: int, sections: Sequence[tuple[int, int]]) -> Writing | None:
    """Whether a span begins and ends in CDATA sections or outside of any; None for half in one."""
    begins = any(start <= begin < stop for start, stop in sections)
    ends = any(start < end <= stop for start, stop in sections)
    if begins != ends:
        return None
    return "cdata" if begins else "escaped"
