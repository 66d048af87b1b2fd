"""One run of inline Markdown as a translator sees it, and what is behind its placeables."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from translator.document import shorten
from translator.formats.inline import PLACEABLE, SPACES, Placeable
from translator.formats.markdown.scan import PUNCTUATION, Known, Span, scan

_TOKEN = re.compile(
    rf"\\([{PUNCTUATION}])|&(?:#[0-9]{{1,7}}|#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]*);"
)
MARKUP = re.compile(r"[\\`*_~\[\]<&^]|  \n")
"""What a text must hold to hold any markup, escape or entity."""

_LINES = re.compile(r"[ \t]*\n[ \t]*")
_TAG_NAME = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_EMPTY_TAGS = frozenset(("br", "hr", "img", "input", "wbr", "source", "area", "col", "embed"))
_EMPHASIS = frozenset(("*", "**", "~~"))
_WIDTH = 120
_NAMES = {
    "break": "line break",
    "footnote": "footnote",
    "note": "footnote",
    "*": "emphasis",
    "**": "bold",
    "~~": "struck out",
}


class Title(NamedTuple):
    """A link's title in the closing part of a placeable; offsets in the inline source."""

    number: int
    start: int
    end: int


class Shown(NamedTuple):
    """A run as it is shown."""

    text: str
    kinds: tuple[str, ...]
    placeables: tuple[Placeable, ...]
    targets: tuple[str, ...]
    closes: tuple[int, ...]
    titles: tuple[Title, ...]
    comments: tuple[str, ...]
    before: str
    after: str


def plain(raw: str) -> str:
    """Text with its escapes and entities decoded and its lines joined."""
    if "\\" in raw or "&" in raw:
        raw = _TOKEN.sub(_decoded, raw)
    return SPACES.sub(" ", raw)


def _decoded(match: re.Match[str]) -> str:
    return match[1] or html.unescape(match[0])


def literal(content: str, spans: list[Span]) -> str:
    """What of an inline source is neither markup nor an escape: its characters stand plainly."""
    parts, position = [], 0
    for start, end in _edges(spans):
        if start > position:
            parts.append(content[position:start])
        position = max(position, end)
    return _TOKEN.sub(" ", "\n".join((*parts, content[position:])))


def signature(content: str, known: Known) -> list[str]:
    """What an inline source says: its markup in order, and the text between, however written."""
    spans = scan(content, known)
    events = [(span.start, 1, _opening(span, content)) for span in spans]
    events += [(span.close, 0, f"/{span.kind}") for span in spans if span.close >= 0]
    sizes = dict(_edges(spans))
    found: list[str] = []
    position, text = 0, ""
    for at, _, what in sorted(events, key=lambda event: (event[0], event[1])):
        if at > position:
            text += plain(content[position:at])
        if text.strip():
            found.append(" ".join(text.split()))
        text = ""
        found.append(what)
        position = sizes.get(at, at)
    text = " ".join(plain(content[position:]).split())
    return [*found, text] if text else found


def _opening(span: Span, content: str) -> str:
    if span.close >= 0:
        return f"<{span.kind} {span.target}"
    return "<break" if span.kind == "break" else f"<{_one_line(content[span.start : span.end])}"


def _edges(spans: list[Span]) -> list[tuple[int, int]]:
    """The pieces of markup, in order."""
    edges = [(span.start, span.inner) for span in spans]
    edges += [(span.close, span.end) for span in spans if span.close >= 0]
    return sorted(edges)


def _one_line(markup: str) -> str:
    return _LINES.sub(" ", markup) if "\n" in markup else markup


def show(content: str, known: Known) -> Shown:
    """Show a run: markup as numbered placeables, the text plain."""
    if not MARKUP.search(content):
        return Shown(SPACES.sub(" ", content).strip(" "), (), (), (), (), (), (), "", "")
    found = scan(content, known)
    spans = _tags(found, content) if any(span.kind == "html" for span in found) else found
    start, end = 0, len(content)
    before = after = ""
    comments: list[str] = []
    while spans and _around(spans, content, start, end):
        span = spans[0]
        if span.kind == "link":
            comments.append(_remark(span, ""))
        before += content[start : span.inner]
        after = closing(span, content) + content[span.end : end] + after
        start, end, spans = span.inner, span.close, spans[1:]
    shower = _Shower(content, start, end, comments)
    return shower.show(spans, _one_line(before), _one_line(after))


def _around(spans: list[Span], content: str, start: int, end: int) -> bool:
    """Whether the first span holds all there is, and nothing in it could meet its markup."""
    span = spans[0]
    if span.kind in _EMPHASIS:
        whole = not any(other.kind in _EMPHASIS for other in spans[1:])
    else:
        whole = span.kind == "link" and span.title == (0, 0)
    return (
        whole
        and not content[start : span.start].strip()
        and not content[span.end : end].strip()
        and span.inner < span.close
    )


def closing(span: Span, content: str) -> str:
    """The closing part; a link written by its label alone keeps the label."""
    if span.label:
        return f"][{span.label}]"
    return content[span.close : span.end]


def _tags(spans: list[Span], content: str) -> list[Span]:
    """Pairs of tags as one span each, where they nest with everything else."""
    paired = list(spans)
    stack: list[int] = []
    gone: set[int] = set()
    for index, span in enumerate(spans):
        while stack and 0 <= spans[stack[-1]].close <= span.start:
            stack.pop()
        if span.close >= 0:
            stack.append(index)
            continue
        tag = _TAG_NAME.match(content, span.start) if span.kind == "html" else None
        if tag is None or tag[2].lower() in _EMPTY_TAGS or content[span.end - 2] == "/":
            continue
        if not tag[1]:
            stack.append(index)
            continue
        opener = stack[-1] if stack else -1
        if opener >= 0 and spans[opener].close < 0:
            name = _TAG_NAME.match(content, spans[opener].start)
            if name and name[2].lower() == tag[2].lower():
                paired[opener] = spans[opener]._replace(close=span.start, end=span.end)
                gone.add(index)
                stack.pop()
    return [span for index, span in enumerate(paired) if index not in gone]


class _Shower:
    def __init__(self, content: str, start: int, end: int, comments: list[str]) -> None:
        self.content = content
        self.position = start
        self.end = end
        self.parts: list[str] = []
        self.kinds: list[str] = []
        self.placeables: list[Placeable] = []
        self.targets: list[str] = []
        self.closes: list[int] = []
        self.titles: list[Title] = []
        self.comments = comments

    def show(self, spans: list[Span], before: str, after: str) -> Shown:
        stack: list[tuple[Span, int]] = []
        for span in spans:
            while stack and stack[-1][0].close <= span.start:
                self._end(*stack.pop())
            self._text(span.start)
            number = self._number(span, stack[-1][1] if stack else 0)
            self.position = span.inner
            if span.close < 0:
                self.parts.append(f"<{number}/>")
                if span.kind == "break":
                    self.parts.append(" ")
            else:
                self.parts.append(f"<{number}>")
                stack.append((span, number))
        while stack:
            self._end(*stack.pop())
        self._text(self.end)
        return Shown(
            SPACES.sub(" ", "".join(self.parts)).strip(" "),
            tuple(self.kinds),
            tuple(self.placeables),
            tuple(self.targets),
            tuple(self.closes),
            tuple(self.titles),
            tuple(self.comments),
            before,
            after,
        )

    def _end(self, span: Span, number: int) -> None:
        self._text(span.close)
        self.parts.append(f"</{number}>")
        self.position = span.end

    def _number(self, span: Span, parent: int) -> int:
        number = len(self.placeables) + 1
        opening = self.content[span.start : span.inner]
        close = None if span.close < 0 else closing(span, self.content)
        self._placeable(span.kind, Placeable(opening, close, parent), span.close, span.target)
        if span.title != (0, 0):
            self.titles.append(Title(number, *span.title))
        shown = f"<{number}>" if close is not None else f"<{number}/>"
        if remark := _remark(span, opening):
            self.comments.append(f"{shown}: {remark}")
        return number

    def _placeable(self, kind: str, placeable: Placeable, close: int, target: str = "") -> None:
        self.targets.append(target)
        self.kinds.append(kind)
        self.placeables.append(placeable)
        self.closes.append(close)

    def _text(self, end: int) -> None:
        text = plain(self.content[self.position : end])
        position = 0
        for match in PLACEABLE.finditer(text):  # text that only looks like a placeable
            self._placeable("text", Placeable("\\" + match[0]), -1)
            self.parts += (text[position : match.start()], f"<{len(self.placeables)}/>")
            self.comments.append(f"<{len(self.placeables)}/>: {match[0]}")
            position = match.end()
        self.parts.append(text[position:])
        self.position = end


def _remark(span: Span, opening: str) -> str:
    if span.kind in ("link", "image"):
        words = f"link to {span.target}" if span.kind == "link" else f"image {span.target}"
    elif span.kind == "code":
        words = opening.strip("`").strip()
    elif span.kind in ("html", "autolink"):
        words = opening
    else:
        words = _NAMES.get(span.kind, "")
    return shorten(SPACES.sub(" ", words), _WIDTH)
