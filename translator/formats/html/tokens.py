"""HTML as a stream of tokens with exact offsets, following the HTML standard's tokeniser.

Only what matters to a splitter is told apart: text, start tags, end tags, and the rest (comments,
doctypes, scripts, …), which nobody looks into. Every character belongs to at most one token; what
no token covers is skeleton. The time is linear in the length of the text, whatever stands in it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from enum import IntEnum
from functools import cache
from typing import NamedTuple

from translator.formats.html.elements import RAW_TEXT


class Kind(IntEnum):
    """What a token is."""

    TEXT = 0
    OPEN = 1
    CLOSE = 2
    OTHER = 3
    BROKEN = 4
    """A tag or comment that never ends: nothing after it can be located."""


Token = tuple[Kind, int, int, str]
"""Kind, start, end, and the name of the element in lower case for tags."""

# Quotes mean something only after an equals sign. No quantifier here gives anything back, so a tag
# either matches in one pass or does not; `broken` stops the search after the first that does not.
_ATTRIBUTES = r"""[^>=]*+ (?: = \s*+ (?: "[^"]*+" | '[^']*+' | (?!["']) ) [^>=]*+ )*+"""
_TOKEN = re.compile(
    rf"""< (?: (?P<open>[A-Za-z][^\s/>]*+) {_ATTRIBUTES} >
         | / (?P<close>[A-Za-z][^\s/>]*+) {_ATTRIBUTES} >
         | (?P<comment>!--)
         | (?P<cdata>!\[CDATA\[)
         | (?P<bogus>[!?][^>]*+>) | (?P<empty>/(?![A-Za-z])[^>]*+>)
         | (?P<broken>[A-Za-z/!?])
         )""",
    re.VERBOSE,
)
_COMMENT_END = re.compile(r"--!?>")
_ATTRIBUTE = re.compile(
    r"""[\s/]*+ (?P<name>[^\s/>][^\s/>=]*+)
        (?: \s*+ = \s*+ (?: "(?P<double>[^"]*+)" | '(?P<single>[^']*+)'
            | (?P<bare>[^\s>]*+) ) )?+""",
    re.VERBOSE,
)
_BARE_SLASH = re.compile(r"""=[^\s"'=>]+/>\Z""")
_REFERENCE = re.compile(
    r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[A-Za-z][A-Za-z0-9]*(?:;|(?![=A-Za-z0-9;])))"
)


class Attribute(NamedTuple):
    """One attribute of a start tag; the offsets are the value's, from the beginning of the tag."""

    value: str
    start: int
    end: int
    quote: str


def tokens(text: str, *, xml: bool = False) -> Iterator[Token]:
    """Cut a text into tokens.

    Args:
        text: A page or a fragment.
        xml: Whether self-closing tags close their element, as they do in XHTML.
    """
    search = _TOKEN.search
    kind_open, kind_close, kind_text, kind_other = Kind.OPEN, Kind.CLOSE, Kind.TEXT, Kind.OTHER
    done = position = 0
    while match := search(text, position):
        start, end = match.span()
        what = match.lastgroup
        if start > done:
            yield kind_text, done, start, ""
        if what == "open":
            name = match["open"].lower()
            yield kind_open, start, end, name
            if name in RAW_TEXT and not (xml and text[end - 2] == "/"):
                inner, end = end, _raw_end(text, name, end)
                if end > inner:
                    yield kind_text if name == "title" else kind_other, inner, end, name
        elif what == "close":
            yield kind_close, start, end, match["close"].lower()
        elif what == "comment":
            over = _COMMENT_END.search(text, start + 2)
            if over is None:
                yield Kind.BROKEN, start, len(text), "comment"
                return
            end = over.end()
            yield kind_other, start, end, "comment"
        elif what == "broken":
            yield Kind.BROKEN, start, len(text), "tag"
            return
        else:
            if what == "cdata":
                over_at = text.find("]]>", end)
                end = len(text) if over_at < 0 else over_at + 3
            yield kind_other, start, end, ""
        done = position = end
    if done < len(text):
        yield kind_text, done, len(text), ""


def attributes(tag: str) -> dict[str, Attribute]:
    """The attributes of a start tag, as it stands in the source; the first of a name counts."""
    found: dict[str, Attribute] = {}
    after_name = re.match(r"<[^\s/>]+", tag)
    position = after_name.end() if after_name else 1
    while match := _ATTRIBUTE.match(tag, position, len(tag) - 1):
        position = match.end()
        group = match.lastgroup or "name"
        if group == "name":
            attribute = Attribute("", match.end(), match.end(), "")
        else:
            value = match[group]
            quote = {"double": '"', "single": "'"}.get(group, "")
            start = match.start(group)
            attribute = Attribute(unescape_value(value), start, start + len(value), quote)
        found.setdefault(match["name"].lower(), attribute)
    return found


def closes_itself(tag: str) -> bool:
    """Whether a start tag ends in a slash of its own: `<a href=x/>` does not."""
    return tag.endswith("/>") and _BARE_SLASH.search(tag) is None


def unescape_value(value: str) -> str:
    """An attribute's value with its references decoded: `?a=1&copy=2` has none."""
    if "&" not in value:
        return value
    return _REFERENCE.sub(lambda match: html.unescape(match[0]), value)


def _raw_end(text: str, name: str, position: int) -> int:
    """Where the content of an element ends in which there are no tags."""
    if name == "plaintext":
        return len(text)
    match = _end_tag(name).search(text, position)
    if match:
        return match.start()
    return position if text[position - 2] == "/" else len(text)


@cache
def _end_tag(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
