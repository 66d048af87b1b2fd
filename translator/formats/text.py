"""Plain text: each non-blank line is a segment.

Indentation, bullets, list numbers, spaces at the edges (non-breaking ones too), blank lines and
line ends belong to the skeleton. Lines end where `str.splitlines` ends them, so no segment ever
holds a character that some other program takes for a line end (U+2028, U+0085, form feed …).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from translator.document import Document, Segment
from translator.formats.encoding import decode

# A number is a list number only with something after it and at most three digits: "2019. It was …"
# at the beginning of a paragraph is a year.
_LINE = re.compile(
    r"""(?P<before>[\s\ufeff]*
          (?P<mark>(?:[•‣▪◦●○∙·*–—-]|\(?[0-9]{1,3}[.)])(?=[^\S\n]))?
          \s*)
        (?P<text>.*?)
        (?P<after>\s*)""",
    re.VERBOSE | re.DOTALL,
)
_TITLE_WIDTH = 120


def parse(data: bytes) -> Document:
    """Take a plain text apart.

    Raises:
        TranslatorError: It is not UTF-8 and has no byte-order mark, or it holds a NUL character.
    """
    text, encoding = decode(data)
    skeleton = [""]
    segments: list[Segment] = []
    for line in text.splitlines(keepends=True):
        match = _LINE.fullmatch(line)
        if match is None or not match["text"]:
            skeleton[-1] += line
            continue
        first = not segments
        segments.append(Segment(match["text"], _role(match["text"], bool(match["mark"]), first)))
        skeleton[-1] += match["before"]
        skeleton.append(match["after"])
    return Document(tuple(skeleton), tuple(segments), encoding)


def render(document: Document, translations: Sequence[str | None]) -> bytes:
    """Put a plain text together again.

    A line end inside a translation would make two segments of one: it becomes a space.
    """
    lines = [None if text is None else " ".join(text.splitlines()) for text in translations]
    return document.splice(lines).encode(document.encoding)


def _role(text: str, marked: bool, first: bool) -> str:
    if marked:
        return "list entry"
    if first and len(text) <= _TITLE_WIDTH and not text.endswith((".", "!", "?", "…", ";", ",")):
        return "title"
    return "paragraph"
