"""Which places of an RSS 2.0, RSS 1.0 or Atom feed are text, and of which kind."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from translator.errors import TranslatorError
from translator.formats import xml
from translator.message import phrase

Kind = Literal["plain", "html", "xhtml"]
"""`html`: escaped, a document inside the document; `xhtml`: elements of the feed itself."""

_ATOM = ("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#")
_PREFIXES = {
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://search.yahoo.com/mrss/": "media",
    "http://search.yahoo.com/mrss": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://purl.org/dc/elements/1.1/": "dc",
    **dict.fromkeys(_ATOM, "atom"),
}
_RSS_TEXT: Mapping[str, Kind] = {
    "title": "plain",
    "description": "html",
    "content:encoded": "html",
    "media:title": "plain",
    "media:description": "plain",
    "itunes:title": "plain",
    "itunes:subtitle": "plain",
    "itunes:summary": "plain",
    "dc:title": "plain",
    "dc:description": "plain",
    "atom:title": "plain",
    "atom:subtitle": "plain",
    "atom:summary": "plain",
    "atom:content": "plain",
}
_ATOM_TEXT: Mapping[str, Kind] = {
    **dict.fromkeys(("title", "subtitle", "tagline", "summary", "content"), "plain"),
    **{name: kind for name, kind in _RSS_TEXT.items() if name.startswith(("media:", "itunes:"))},
}
_ATOM_KINDS: Mapping[str, Kind] = {
    "": "plain",
    "text": "plain",
    "plain": "plain",
    "text/plain": "plain",
    "html": "html",
    "text/html": "html",
    "xhtml": "xhtml",
    "application/xhtml+xml": "xhtml",
}
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|&(?:[A-Za-z][A-Za-z0-9]*|#[0-9]+|#[xX][0-9a-fA-F]+);")
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")


@dataclass(slots=True)
class Place:
    """The content of one element that is text.

    Attributes:
        name: The element, with its usual prefix.
        kind: How its text is written.
        start: Where its content begins …
        end: … and ends.
        entry: Which entry it is in; -1 for the feed itself.
        language: The language declared for it.
    """

    name: str
    kind: Kind
    start: int
    end: int
    entry: int
    language: str | None


@dataclass(slots=True)
class Mark:
    """Where a language or the feed's own address stands or can stand: offsets in the file."""

    what: Literal["language", "address"]
    start: int
    end: int
    before: str = ""
    after: str = ""


@dataclass(slots=True)
class Feed:
    """What was found in a feed.

    Attributes:
        places: The text, in order.
        links: The address of each entry.
        marks: The places for the language and the address, in order.
    """

    places: list[Place] = field(default_factory=list)
    links: dict[int, str] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)


@dataclass(slots=True)
class _Element:
    name: str
    content: int
    kind: Kind | None
    language: str | None
    entry: int
    children: bool = False
    within: bool = False
    """Whether it is an entry, or inside one."""


def read(text: str) -> Feed:
    """Find the text of a feed.

    Raises:
        TranslatorError: It is XML, but not a feed.
    """
    return _Reader(text).read()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.feed = Feed()
        self.stack: list[_Element] = []
        self.spaces: dict[str, str] = {}
        self.atom = False
        self.entries = -1
        self.channel = -1
        self.declared = False
        # The depth of the element that is text and that we are in.
        self.inside = 0

    def read(self) -> Feed:
        for token in xml.tokens(self.text):
            if token.kind == "open":
                self._open(token)
                if self.text[token.end - 2] == "/":
                    self._close(token.end)
            elif token.kind == "close":
                self._close(token.start)
        languages = [mark for mark in self.feed.marks if mark.what == "language"]
        if not self.atom and not languages and self.channel >= 0:
            place = Mark("language", self.channel, self.channel, "<language>", "</language>")
            self.feed.marks.append(place)
        self.feed.marks.sort(key=lambda mark: mark.start)
        return self.feed

    def _open(self, token: xml.Token) -> None:
        tag = self.text[token.start : token.end]
        found = xml.attributes(tag) if "=" in tag else {}
        if self.inside:
            self.stack[self.inside - 1].children = True
            self.stack.append(_Element(token.name, token.end, None, None, self.entries))
            return
        for name, attribute in found.items():
            if name == "xmlns" or name.startswith("xmlns:"):
                self.spaces[name[6:]] = attribute.value
        name = self._name(token.name)
        parent = self.stack[-1] if self.stack else None
        if parent is None:
            self._root(token, name, found)
            name = name.removeprefix("atom:") if self.atom else name
        if name in ("item", "entry"):
            self.entries += 1
        within = name in ("item", "entry") or (parent is not None and parent.within)
        entry = self.entries if within else -1
        language = parent.language if parent else None
        if "xml:lang" in found:
            declared = found["xml:lang"]
            language = declared.value or None
            if not parent:
                at = token.start
                self.feed.marks.append(Mark("language", at + declared.start, at + declared.end))
        kind = self._kind(name, found)
        element = _Element(name, token.end, kind, language, entry, within=within)
        self.stack.append(element)
        if element.kind is not None and not (parent and parent.name == "source"):
            self.inside = len(self.stack)
        else:
            element.kind = None
        if name == "channel":
            self.channel = token.end
        if name in ("link", "atom:link") and "href" in found:
            self._link(token, found, entry)

    def _root(self, token: xml.Token, name: str, found: Mapping[str, xml.Attribute]) -> None:
        self.atom = name in ("feed", "atom:feed")
        if not self.atom and name.rpartition(":")[2] not in ("rss", "RDF"):
            raise TranslatorError(
                phrase("not a feed: its outermost element is {name}", name=repr(token.name)),
                line=self.text.count("\n", 0, token.start) + 1,
                remedy=phrase(
                    "Of XML only RSS and Atom are read; move it out of the content folder."
                ),
            )
        if self.atom and "xml:lang" not in found:
            place = token.start + 1 + len(token.name)
            self.feed.marks.append(Mark("language", place, place, ' xml:lang="', '"'))

    def _name(self, name: str) -> str:
        prefix, _, local = name.rpartition(":")
        space = self.spaces.get(prefix, "")
        usual = _PREFIXES.get(space, prefix)
        if usual == "atom" and self.atom:
            usual = ""
        return f"{usual}:{local}" if usual else local

    def _kind(self, name: str, found: Mapping[str, xml.Attribute]) -> Kind | None:
        kind = (_ATOM_TEXT if self.atom else _RSS_TEXT).get(name)
        if kind is None or "src" in found:
            return None
        if "type" in found and (self.atom or name.startswith(("media:", "atom:"))):
            return _ATOM_KINDS.get(found["type"].value.strip().lower())
        return kind

    def _link(self, token: xml.Token, found: Mapping[str, xml.Attribute], entry: int) -> None:
        relation = found["rel"].value if "rel" in found else "alternate"
        target = found["href"]
        if relation == "self" and entry < 0:
            place = Mark("address", token.start + target.start, token.start + target.end)
            self.feed.marks.append(place)
        elif relation == "alternate" and entry >= 0:
            self.feed.links.setdefault(entry, target.value.strip())

    def _close(self, at: int) -> None:
        depth = len(self.stack)
        element = self.stack.pop()
        start, end = element.content, at
        if self.inside == depth:
            self.inside = 0
            if start < end and element.kind is not None:
                kind = self._true_kind(element, start, end)
                place = Place(element.name, kind, start, end, element.entry, element.language)
                self.feed.places.append(place)
        elif not self.inside and element.name == "link" and element.entry >= 0 and start < end:
            address = html.unescape(_CDATA.sub("", self.text[start:end])).strip()
            if address and not element.children:
                self.feed.links[element.entry] = address
        elif not self.inside and element.name in ("language", "dc:language") and start < end:
            declared = self.text[start:end].strip()
            if element.entry < 0 and declared and "<" not in declared:
                begin = self.text.index(declared, start)
                self.feed.marks.append(Mark("language", begin, begin + len(declared)))
                if self.stack:
                    self._declare(declared)

    def _declare(self, language: str) -> None:
        """The channel's language holds for what stands before it too; the first one counts."""
        if self.declared:
            return
        self.declared = True
        for element in self.stack:
            element.language = element.language or language
        for place in self.feed.places:
            place.language = place.language or language

    def _true_kind(self, element: _Element, start: int, end: int) -> Kind:
        """Elements where escaped markup belongs are XHTML; a plain RSS title may hold markup."""
        if element.children:
            return "xhtml"
        if element.kind == "plain" and not self.atom and element.name == "title":
            content = self.text[start:end]
            decoded = content if "<![CDATA[" in content else html.unescape(content)
            return "html" if _MARKUP.search(_CDATA.sub("", decoded)) else "plain"
        return element.kind or "plain"
