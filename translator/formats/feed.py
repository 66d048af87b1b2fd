"""RSS and Atom feeds: one file is one item, its entries are sections.

    parse(data) -> FeedDocument
    render(document, translations, language=None, address=None) -> bytes

Titles, summaries and content are text; dates, ids and links stay. HTML inside a feed, escaped, in
CDATA or as XHTML, is split like a page, and escaped again on the way out as it was on the way in.
"""

from __future__ import annotations

import html as references
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from translator.document import Document, Segment
from translator.formats import embedded, feed_reader, html, rendering, xml
from translator.formats.embedded import Found
from translator.formats.inline import clean
from translator.formats.taking import Taking

_ESCAPE = re.compile(r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[(?P<literal>.*?)\]\]>|&[^;\s]+;", re.DOTALL)
_NO_TEXT = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>", re.DOTALL)
_WORD = re.compile(r"\w")
_TITLES = frozenset({"title", "media:title", "itunes:title", "dc:title", "atom:title"})

Writing = Literal["escaped", "cdata", "markup"]


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


def _render_value(
    document: FeedDocument, value: Value, translations: Sequence[str | None]
) -> list[str | None]:
    plain = value.inner is None
    found = embedded.replacements(document, value.first, value.inner, translations)
    texts: list[str | None] = []
    for text, writing in zip(found, value.writing, strict=True):
        if text is None or writing == "markup":
            texts.append(text)
        elif writing == "cdata":
            texts.append(_cdata(text, document.encoding if plain else None))
        else:
            escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            texts.append(escaped)
    return texts


def _cdata(text: str, encoding: str | None) -> str:
    """A text inside a CDATA section, left for characters that the file's charset lacks."""
    text = text.replace("]]>", "]]]]><![CDATA[>")
    if encoding is None or text.encode(encoding, "replace").decode(encoding) == text:
        return text
    return "".join(
        character if character.encode(encoding, "ignore") else f"]]>&#{ord(character)};<![CDATA["
        for character in text
    )


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
        if place.kind == "xhtml":
            value = embedded.Unescaped()
            value.add(raw, place.start, place.end)
            value.done()
        else:
            value = embedded.unescape(self.text, place.start, place.end, _ESCAPE, _decode)
        inner: html.HtmlDocument | None = None
        if place.kind == "plain":
            found = _whole(value.text)
        else:
            inner = html.parse_text(value.text, xml=place.kind == "xhtml")
            self.notes += [f"in <{place.name}>: {note}" for note in inner.notes]
            found = embedded.spans(inner)
        if not found:
            return
        sections = [
            match.span("literal")
            for match in _ESCAPE.finditer(self.text, place.start, place.end)
            if match["literal"] is not None
        ]
        places = embedded.located(value, found)
        writings: list[Writing] = []
        for begin, end, _ in places:
            if begin == end:
                writing: Writing | None = writings[-1]
            else:
                writing = "markup" if place.kind == "xhtml" else _writing(begin, end, sections)
            if writing is None:
                self._note(place, "a text that is half in a CDATA section")
                return
            writings.append(writing)
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


def _writing(begin: int, end: int, sections: list[tuple[int, int]]) -> Writing | None:
    """Whether a span begins and ends in CDATA sections or outside of any; None for half in one."""
    begins = any(start <= begin < stop for start, stop in sections)
    ends = any(start < end <= stop for start, stop in sections)
    if begins != ends:
        return None
    return "cdata" if begins else "escaped"


def _role(role: str, place: feed_reader.Place) -> str:
    if place.name in _TITLES and role == "paragraph":
        return "title" if place.entry < 0 else "heading"
    if role == "title":
        return "heading"
    if role == "paragraph" and "content" not in place.name:
        return "summary"
    return role
