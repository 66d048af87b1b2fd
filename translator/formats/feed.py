"""RSS and Atom feeds: one file is one item, its entries are sections.

    parse(data) -> FeedDocument
    render(document, translations, language=None, address=None) -> bytes

Titles, summaries and content are text; dates, ids and links stay. HTML inside a feed, escaped, in
CDATA or as XHTML, is split like a page, and escaped again on the way out as it was on the way in.
"""

from __future__ import annotations

import functools
import html as references
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from translator.document import Document, Segment
from translator.formats import embedded, feed_reader, html, rendering, xml
from translator.formats import feed_writing as writing
from translator.formats.embedded import Found
from translator.formats.feed_writing import Writing
from translator.formats.inline import clean
from translator.formats.taking import Taking

_ESCAPE = re.compile(r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[(?P<literal>.*?)\]\]>|&[^;\s]+;", re.DOTALL)
_NO_TEXT = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>", re.DOTALL)
_WORD = re.compile(r"\w")
_TITLES = frozenset({"title", "media:title", "itunes:title", "dc:title", "atom:title"})


class Mark(NamedTuple):
    """Where the feed's language or its own address stands: a span in a piece of the skeleton."""

    what: Literal["language", "address"]
    piece: int
    start: int
    end: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Value:
    """The text of one element.

    Attributes:
        first: Its first segment …
        last: … and the one after its last.
        inner: The HTML in it; None for plain text.
        writing: How each of its segments is written in the feed.
    """

    first: int
    last: int
    inner: html.HtmlDocument | None
    writing: tuple[Writing, ...]


@dataclass(frozen=True, slots=True)
class FeedDocument(Document):
    """A feed taken apart.

    Attributes:
        values: The elements that have text.
        marks: The places for the feed's language and address, in order.
    """

    values: tuple[Value, ...] = ()
    marks: tuple[Mark, ...] = ()


def parse(data: bytes) -> FeedDocument:
    """Take a feed apart.

    Raises:
        TranslatorError: It is not well-formed, not in the charset it declares, not a feed, or it
            declares entities.
    """
    text, codec = xml.decode(data)
    feed = feed_reader.read(text)
    builder = _Builder(text)
    for place in feed.places:
        builder.add(place, feed.links.get(place.entry))
    return builder.document(codec, feed.marks)


def render(
    document: Document,
    translations: Sequence[str | None],
    language: str | None = None,
    address: str | None = None,
) -> bytes:
    """Put a feed together again.

    Args:
        document: What `parse` returned.
        translations: One a segment; None leaves the source.
        language: What the feed is to declare as its language; as it is where not given.
        address: What its link to itself is to be; as it is where not given.

    Raises:
        TranslatorError: A translation does not fit the markup of its segment.
    """
    whole, cleaned = rendering.checked(document, FeedDocument, translations)
    texts: list[str | None] = []
    for value in whole.values:
        texts += _render_value(whole, value, cleaned[value.first : value.last])
    marked = _with_marks(whole, {"language": language, "address": address})
    return marked.splice(texts).encode(whole.encoding, "xmlcharrefreplace")


def markup(text: str) -> Iterator[embedded.Markup]:
    """The elements of a feed that hold HTML, however it is written."""
    for place in feed_reader.read(text).places:
        if place.kind == "plain":
            continue
        source = text[place.start : place.end]
        sections = [] if place.kind == "xhtml" else _sections(text, place)
        escape = functools.partial(_escape, source, sections)
        yield embedded.Markup("html", _unescaped(text, place), escape)


def _escape(
    source: str, sections: Sequence[tuple[int, int]], text: str, start: int, end: int
) -> str | None:
    begins, ends = (any(a <= at <= b for a, b in sections) for at in (start, end))
    if begins != ends:
        return None
    return writing.cdata(text) if begins else writing.escaped(text, source)


def _unescaped(text: str, place: feed_reader.Place) -> embedded.Unescaped:
    if place.kind != "xhtml":
        return embedded.unescape(text, place.start, place.end, _ESCAPE, _decode)
    value = embedded.Unescaped()
    value.add(text[place.start : place.end], place.start, place.end)
    return value.done()


def _sections(text: str, place: feed_reader.Place) -> list[tuple[int, int]]:
    """Where the CDATA sections of an element stand, without their marks."""
    return [
        match.span("literal")
        for match in _ESCAPE.finditer(text, place.start, place.end)
        if match["literal"] is not None
    ]


def _render_value(
    document: FeedDocument, value: Value, translations: Sequence[str | None]
) -> list[str | None]:
    plain = value.inner is None
    found = embedded.replacements(document, value.first, value.inner, translations)
    texts: list[str | None] = []
    segments = document.segments[value.first : value.last]
    for text, way, segment in zip(found, value.writing, segments, strict=True):
        if text is None or way == "markup":
            texts.append(text)
        elif way == "cdata":
            texts.append(writing.cdata(text, document.encoding if plain else None))
        else:
            texts.append(writing.escaped(text, segment.source))
    return texts


def _with_marks(document: FeedDocument, values: dict[str, str | None]) -> FeedDocument:
    skeleton = list(document.skeleton)
    for mark in reversed(document.marks):
        if value := values[mark.what]:
            piece = skeleton[mark.piece]
            new = f"{mark.before}{references.escape(value)}{mark.after}"
            skeleton[mark.piece] = piece[: mark.start] + new + piece[mark.end :]
    return replace(document, skeleton=tuple(skeleton))


class _Builder:
    """Collects the segments of a feed's elements."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.taking = Taking(text)
        self.values: list[Value] = []
        self.notes: list[str] = []

    def add(self, place: feed_reader.Place, link: str | None) -> None:
        """Add the text of one element."""
        raw = self.text[place.start : place.end]
        if place.kind != "xhtml" and xml.has_unknown_entity(_NO_TEXT.sub("", raw)):
            self._note(place, "an entity of a DTD that is not read")
            return
        value = _unescaped(self.text, place)
        inner: html.HtmlDocument | None = None
        if place.kind == "plain":
            found = _whole(value.text)
        else:
            inner = html.parse_text(value.text, xml=place.kind == "xhtml")
            self.notes += [f"in <{place.name}>: {note}" for note in inner.notes]
            found = embedded.spans(inner)
        if not found:
            return
        sections = _sections(self.text, place)
        places = embedded.located(value, found)
        writings: list[Writing] = []
        for begin, end, _ in places:
            if begin == end:
                way: Writing | None = writings[-1]
            else:
                way = "markup" if place.kind == "xhtml" else writing.of(begin, end, sections)
            if way is None:
                self._note(place, "a text that is half in a CDATA section")
                return
            writings.append(way)
        first = len(self.taking.segments)
        for begin, end, segment in places:
            self._add(place, link, segment, begin, end)
        last = len(self.taking.segments)
        self.values.append(Value(first, last, inner, tuple(writings)))

    def _add(
        self, place: feed_reader.Place, link: str | None, segment: Segment, begin: int, end: int
    ) -> None:
        where = (f"element {place.name}",) if link is None else (f"element {place.name} of {link}",)
        self.taking.take(
            begin,
            end,
            replace(
                segment,
                role=_role(segment.role, place),
                raw=self.text[begin:end],
                comments=(*where, *segment.comments),
                language=segment.language or place.language,
            ),
        )

    def _note(self, place: feed_reader.Place, what: str) -> None:
        line = self.taking.line(place.start)
        self.notes.append(f"line {line}: <{place.name}> has {what}; it stays as it is")

    def document(self, codec: str, marks: list[feed_reader.Mark]) -> FeedDocument:
        """The feed with all that has been added."""
        placed: list[Mark] = []
        for mark in marks:
            piece, start = self.taking.place(mark.start)
            end = start + mark.end - mark.start
            placed.append(Mark(mark.what, piece, start, end, mark.before, mark.after))
        return FeedDocument(
            self.taking.skeleton(),
            tuple(self.taking.segments),
            codec,
            tuple(self.notes),
            tuple(self.values),
            tuple(placed),
        )


def _decode(escape: str) -> str:
    return references.unescape(escape) if escape.startswith("&") else ""


def _whole(text: str) -> list[Found]:
    """A plain text as one segment."""
    if not _WORD.search(text):
        return []
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    return [Found(start, end, Segment(clean(text[start:end])))]


def _role(role: str, place: feed_reader.Place) -> str:
    if place.name in _TITLES and role == "paragraph":
        return "title" if place.entry < 0 else "heading"
    if role == "title":
        return "heading"
    if role == "paragraph" and "content" not in place.name:
        return "summary"
    return role
