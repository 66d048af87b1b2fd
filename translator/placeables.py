"""What must come through a translation unchanged: markup, addresses, codes, file names, variables.

Numbers, dates and amounts change their form with the language; `translator.numerals` compares them
by value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_DOMAINS = (
    "com|org|net|int|edu|gov|mil|info|biz|news|media|tv|io|eu|ge|tj|ru|su|kz|kg|uz|tm|am|az|by|ua|md|"
    "uk|us|de|fr|ch|at|be|nl|lu|it|es|pt|se|no|fi|dk|is|ie|pl|cz|sk|hu|ro|bg|gr|tr|ee|lv|lt|si|hr|rs"
)
_FILES = "pdf|docx?|xlsx?|pptx?|odt|ods|rtf|txt|csv|json|xml|zip|jpe?g|png|gif|svg|mp[34]|html?"

# Characters that may stand in a URL (RFC 3986, section 2), less the quote that ends an attribute.
# Letters of other alphabets end it: they are a case suffix, as in «https://example.org/ға».
_URL = r"[A-Za-z0-9\-._~:/?#\[\]@!$&()*+,;=%]"

_PLACEABLE = re.compile(
    rf"""
      (?P<tag></?[A-Za-z0-9][\w.:-]*(?:\s[^<>]*?)?/?>|<!--(?:(?!<!--).)*?-->)
    | (?P<entity>&(?:[A-Za-z][A-Za-z0-9]{{1,31}}|\#[0-9]{{1,7}}|\#[xX][0-9A-Fa-f]{{1,6}});)
    | (?P<variable>\{{\{{\s*[\w.]+\s*\}}\}}|\$?\{{[\w.!:]*\}}|%\(\w+\)[sdif]
        |(?<!\w)%[sdi](?!\w))
    | (?P<email>(?<![\w.%+-])[A-Za-z0-9][A-Za-z0-9._%+-]*@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{{2,}})
    | (?P<url>(?:(?:https?|ftp)://|mailto:|(?<![\w@.])www\.){_URL}+)
    | (?P<file>(?<![\w/])[A-Za-z0-9][\w\-]*\.(?:{_FILES})(?![A-Za-z0-9]))
    | (?P<domain>(?<![\w@.])(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+(?:{_DOMAINS})
        (?![A-Za-z0-9.-][A-Za-z0-9])(?:/{_URL}*)?)
    | (?P<code>(?<![\w/.-])[A-Za-z0-9][A-Za-z0-9.\-]*(?:/[A-Za-z0-9][A-Za-z0-9.\-]*){{2,}})
    """,
    re.VERBOSE | re.DOTALL,
)
# No placeable without one of these; looking for them first spares most texts the long pattern.
_MARKUP = re.compile(r"[<&@{%]")
_JOINED = re.compile(
    r"[./](?:(?<=[A-Za-z].)[A-Za-z0-9]|(?<=[0-9].)[A-Za-z]|(?<=:.)/)|:(?<=mailto:)"
)
_TRAILING = ".,;:!?*_~-"


@dataclass(frozen=True, slots=True)
class Placeable:
    """A piece of text that translation leaves alone.

    Attributes:
        kind: `tag`, `entity`, `variable`, `email`, `url`, `code` or `file`.
        start: Where it begins in the text, in characters.
        end: Where it ends.
        text: Itself.
    """

    kind: str
    start: int
    end: int
    text: str


def find(text: str) -> list[Placeable]:
    """Find the placeables of a text, in order and without overlaps."""
    if not _MARKUP.search(text) and not _JOINED.search(text):
        return []
    found = []
    for match in _PLACEABLE.finditer(text):
        kind, value = match.lastgroup or "", match[0]
        if kind in ("url", "domain", "code"):
            value = _without_punctuation(value)
        if kind == "domain":
            kind = "url"
        elif kind == "code" and not _is_code(value):
            continue
        found.append(Placeable(kind, match.start(), match.start() + len(value), value))
    return found


def mask(text: str, placeables: list[Placeable], filler: str = " ") -> str:
    """The text with every placeable blanked out, so that positions stay what they are.

    Args:
        text: The text they were found in.
        placeables: What `find` gave for it.
        filler: One character to stand for each of theirs.
    """
    pieces: list[str] = []
    position = 0
    for placeable in placeables:
        pieces += (text[position : placeable.start], filler * len(placeable.text))
        position = placeable.end
    pieces.append(text[position:])
    return "".join(pieces)


def _is_code(text: str) -> bool:
    """Whether a text with slashes is a reference (`EuropeAid/168640/DD/ACT/KG`), not a date."""
    return any(letter.isdigit() for letter in text) and any(letter.isalpha() for letter in text)


def _without_punctuation(text: str) -> str:
    """An address without the punctuation or the bracket of the sentence that it ends."""
    unopened = {")": text.count(")") - text.count("("), "]": text.count("]") - text.count("[")}
    end = len(text)
    while end:
        last = text[end - 1]
        if unopened.get(last, 0) > 0:
            unopened[last] -= 1
        elif last not in _TRAILING:
            break
        end -= 1
    return text[:end]
