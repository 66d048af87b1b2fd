"""Plain text: each non-blank line is a segment, and so is each paragraph of hard-wrapped lines.

Indentation, bullets, list numbers, spaces at the edges (non-breaking ones too), blank lines and
line ends belong to the skeleton. Lines end where `str.splitlines` ends them, so no segment ever
holds a character that some other program takes for a line end (U+2028, U+0085, form feed …).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from translator.document import Document, Segment
from translator.formats import rendering
from translator.formats.encoding import decode
from translator.formats.taking import Taking
from translator.formats.wrapping import Line, Wrap, paragraphs

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


@dataclass(frozen=True, slots=True)
class TextDocument(Document):
    """A plain text taken apart.

    Attributes:
        wraps: How the lines of each segment are wrapped; None for a segment of one line.
    """

    wraps: tuple[Wrap | None, ...] = ()


def parse(data: bytes) -> TextDocument:
    """Take a plain text apart.

    Raises:
        TranslatorError: It is not UTF-8 and has no byte-order mark, or it holds a NUL character.
    """
    text, encoding = decode(data)
    taking = Taking(text)
    wraps: list[Wrap | None] = []
    for paragraph in paragraphs(_blocks(text)):
        first, last = paragraph[0], paragraph[-1]
        content = " ".join([line.text for line in paragraph])
        role = _role(content, first.marked, first=not wraps)
        wrapped = len(paragraph) > 1
        raw = text[first.start : last.end] if wrapped else None
        taking.take(first.start, last.end, Segment(content, role, raw))
        wraps.append(Wrap.of(paragraph) if wrapped else None)
    return TextDocument(taking.skeleton(), tuple(taking.segments), encoding, wraps=tuple(wraps))


def render(document: Document, translations: Sequence[str | None]) -> bytes:
    """Put a plain text together again.

    A line end inside a translation would make two segments of one: it becomes a space. Paragraphs
    that were wrapped are wrapped again as wide as they were; a text left as it is stays as it was.

    Raises:
        TranslatorError: A translation is empty.
    """
    whole, texts = rendering.checked(document, TextDocument, translations, _one_line)
    folded = [
        text if text is None or wrap is None else wrap.fold(text, _is_entry)
        for wrap, text in zip(whole.wraps, rendering.changed(whole.segments, texts), strict=True)
    ]
    return whole.splice(folded).encode(whole.encoding)


def _one_line(translation: str) -> str:
    return " ".join(translation.splitlines())


def _blocks(text: str) -> Iterator[list[Line]]:
    """The lines with text that stand below each other."""
    block: list[Line] = []
    position = 0
    for whole in text.splitlines(keepends=True):
        match = None if whole.isspace() else _LINE.fullmatch(whole)
        if match and match["text"]:
            start = position + match.start("text")
            marked = match["mark"] is not None
            block.append(Line(match["before"], match["text"], match["after"], marked, start))
        elif block:
            yield block
            block = []
        position += len(whole)
    if block:
        yield block


def _is_entry(line: str) -> bool:
    match = _LINE.match(line)
    return match is not None and match["mark"] is not None


def _role(text: str, marked: bool, *, first: bool) -> str:
    if marked:
        return "list entry"
    if first and len(text) <= _TITLE_WIDTH and not text.endswith((".", "!", "?", "…", ";", ",")):
        return "title"
    return "paragraph"
