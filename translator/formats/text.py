"""Plain text: each non-blank line is a segment, and so is each paragraph of hard-wrapped lines.

Indentation, bullets, list numbers, spaces at the edges (non-breaking ones too), blank lines and
line ends belong to the skeleton. Lines end where `str.splitlines` ends them, so no segment ever
holds a character that some other program takes for a line end (U+2028, U+0085, form feed …).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from translator.document import Document, Segment
from translator.formats import rendering
from translator.formats.encoding import decode
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
    lines = [_line(line) for line in text.splitlines(keepends=True)]
    skeleton = [""]
    segments: list[Segment] = []
    wraps: list[Wrap | None] = []
    for paragraph in paragraphs(lines):
        first, last = paragraph[0], paragraph[-1]
        skeleton[-1] += first.before
        if not first.text:
            skeleton[-1] += first.after
            continue
        content = " ".join([line.text for line in paragraph])
        role = _role(content, first.marked, first=not segments)
        if len(paragraph) > 1:
            raw = "".join([line.whole for line in paragraph])
            raw = raw[len(first.before) : len(raw) - len(last.after)]
            segments.append(Segment(content, role, raw))
            wraps.append(Wrap.of(paragraph))
        else:
            segments.append(Segment(content, role))
            wraps.append(None)
        skeleton.append(last.after)
    return TextDocument(tuple(skeleton), tuple(segments), encoding, wraps=tuple(wraps))


def render(document: Document, translations: Sequence[str | None]) -> bytes:
    """Put a plain text together again.

    A line end inside a translation would make two segments of one: it becomes a space. Paragraphs
    that were wrapped are wrapped again as wide as they were; a text left as it is stays as it was.

    Raises:
        TranslatorError: A translation is empty.
    """
    whole, texts = rendering.checked(document, TextDocument, translations, _one_line)
    for index, (segment, wrap, text) in enumerate(
        zip(whole.segments, whole.wraps, texts, strict=True)
    ):
        if text is not None and wrap is not None:
            same = text == segment.text
            texts[index] = None if same else wrap.fold(text, lambda line: _line(line).marked)
    return whole.splice(texts).encode(whole.encoding)


def _one_line(translation: str) -> str:
    return " ".join(translation.splitlines())


def _line(line: str) -> Line:
    match = _LINE.fullmatch(line)
    if match is None:
        return Line("", "", line)
    return Line(match["before"], match["text"], match["after"], marked=bool(match["mark"]))


def _role(text: str, marked: bool, *, first: bool) -> str:
    if marked:
        return "list entry"
    if first and len(text) <= _TITLE_WIDTH and not text.endswith((".", "!", "?", "…", ";", ",")):
        return "title"
    return "paragraph"
