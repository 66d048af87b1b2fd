"""Text inside text: where a piece of the unescaped value stands in the escaped one, and back."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from translator.document import Document, Segment
from translator.formats import html, rendering


class Found(NamedTuple):
    """A segment, and where it begins and ends."""

    start: int
    end: int
    segment: Segment


@dataclass(slots=True)
class Unescaped:
    """A value without its escapes, built from left to right.

    Attributes:
        text: The value, once it is complete.
    """

    text: str = ""
    _parts: list[str] = field(default_factory=list)
    _begins: list[int] = field(default_factory=list)
    _chunks: list[tuple[int, int]] = field(default_factory=list)
    _length: int = 0

    def add(self, text: str, start: int, end: int) -> None:
        """Add what stands from `start` to `end` in the source: plain text, or one escape."""
        if text:
            self._parts.append(text)
            self._begins.append(self._length)
            self._chunks.append((start, end))
            self._length += len(text)

    def done(self) -> Unescaped:
        """The value is complete."""
        self.text = "".join(self._parts)
        return self

    def start(self, position: int) -> int:
        """Where in the source the character at a position of the value begins."""
        place = bisect_right(self._begins, position) - 1
        start, end = self._chunks[place]
        offset = position - self._begins[place]
        return start + offset if end - start == len(self._parts[place]) else start

    def span(self, start: int, end: int, first: int) -> tuple[int, int]:
        """Where in the source a span of the value stands that belongs to a text from `first` on.

        An empty span stands at an end of one of that text's characters.
        """
        if start < end:
            return self.start(start), self.end(end)
        place = self.end(start) if start > first else self.start(start)
        return place, place

    def end(self, position: int) -> int:
        """Where in the source the character before a position of the value ends."""
        place = bisect_right(self._begins, position - 1) - 1
        start, end = self._chunks[place]
        offset = position - self._begins[place]
        return start + offset if end - start == len(self._parts[place]) else end


class Markup(NamedTuple):
    """HTML or Markdown in a file: all of it, or what a string or an element holds.

    Attributes:
        kind: What it is, as `formats.FORMATS` names it.
        value: It, without the escapes of the file.
        escape: Writes a text for a span of the file; None where that can't be done.
    """

    kind: Literal["html", "markdown"]
    value: Unescaped
    escape: Callable[[str, int, int], str | None]


def whole(kind: Literal["html", "markdown"], text: str) -> Markup:
    """A file that is markup itself."""
    value = Unescaped()
    value.add(text, 0, len(text))
    return Markup(kind, value.done(), lambda new, *_: new)


def unescape(
    source: str, start: int, end: int, escapes: re.Pattern[str], decode: Callable[[str], str]
) -> Unescaped:
    """Decode a part of the source.

    Args:
        source: The whole source.
        start: Where the part begins.
        end: Where it ends.
        escapes: Matches one escape, or a part whose group `literal` stands for itself.
        decode: What an escape stands for.
    """
    has_literals = "literal" in escapes.groupindex
    value = Unescaped()
    position = start
    for match in escapes.finditer(source, start, end):
        if match.start() > position:
            value.add(source[position : match.start()], position, match.start())
        if has_literals and match["literal"] is not None:
            value.add(match["literal"], *match.span("literal"))
        else:
            value.add(decode(match[0]), match.start(), match.end())
        position = match.end()
    if position < end:
        value.add(source[position:end], position, end)
    return value.done()


def spans(document: Document) -> list[Found]:
    """Where the segments of a document stand in its text."""
    found: list[Found] = []
    position = 0
    for before, segment in zip(document.skeleton, document.segments, strict=False):
        start = position + len(before)
        position = start + len(segment.source)
        found.append(Found(start, position, segment))
    return found


def located(value: Unescaped, found: Sequence[Found]) -> list[Found]:
    """Where in the source the segments of a value stand.

    A segment inside the markup of the one before it has no place of its own and is put after it.
    """
    places: list[Found] = []
    end = 0
    for start, stop, segment in found:
        begin = value.start(start) if start < stop else end
        end = value.end(stop) if start < stop else end
        places.append(Found(begin, end, segment))
    return places


def replacements(
    document: Document, first: int, inner: Document | None, translations: Sequence[str | None]
) -> list[str | None]:
    """What replaces the segments of one value, not yet escaped again.

    Args:
        document: The document around it.
        first: Which of its segments is the value's first.
        inner: The HTML that the value is; None for plain text.
        translations: One a segment of the value.

    Raises:
        TranslatorError: A translation does not fit the markup of its segment.
    """
    if not isinstance(inner, html.HtmlDocument):
        segments = document.segments[first : first + len(translations)]
        return [
            None if text is None else rendering.plain(document, first + number, text)
            for number, text in enumerate(rendering.changed(segments, translations))
        ]
    with rendering.inside(document, first):
        return html.replacements(inner, translations)
