"""JSON items: strings at chosen paths are text; the rest of the file is not touched.

Key order, numbers, indentation, the style of escapes and duplicate keys stay as they are, because
only the characters inside a string are replaced.
"""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, cast

from translator.document import Document, Segment
from translator.formats import embedded, encoding, html, rendering
from translator.formats.embedded import Found
from translator.formats.inline import clean
from translator.formats.json_tokens import StringValue, pattern, strings, without_places
from translator.formats.taking import Taking

Kind = Literal["plain", "markdown", "html"]

DEFAULT_PATHS: Mapping[str, Kind] = {
    "**.title": "plain",
    "**.headline": "plain",
    "**.subtitle": "plain",
    "**.summary": "plain",
    "**.description": "plain",
    "**.lead": "plain",
    "**.caption": "plain",
    "**.alt": "plain",
    "**.text": "plain",
    "**.body": "html",
    "**.content": "html",
    "**.html": "html",
}
"""What is taken for text where nobody has said."""

_ROLES = {
    "title": "title",
    "headline": "title",
    "summary": "summary",
    "description": "summary",
    "lead": "summary",
    "excerpt": "summary",
    "subtitle": "heading",
    "caption": "caption",
    "alt": "image alt",
}
_ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\."
)
_LINE = re.compile(r"[^\n\r]+")
_WORD = re.compile(r"\w")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_ALWAYS_ESCAPED = re.compile(r'["\\\x00-\x1f\u2028\u2029]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


@dataclass(frozen=True, slots=True)
class JsonOptions:
    """Which strings are text.

    Attributes:
        paths: Path -> kind, the first that fits counts. A path is made of keys (`body.title`,
            `["odd.key"]`), places in a list (`[0]`, `[*]`), `*` for any key and `**` for anything.
    """

    paths: Mapping[str, Kind] = field(default_factory=lambda: DEFAULT_PATHS)


@dataclass(frozen=True, slots=True)
class Value:
    """One string that is text.

    Attributes:
        kind: What notation it is in.
        first: Its first segment …
        last: … and the one after its last.
        before: How much of the skeleton before its first segment is its own.
        after: How much of the skeleton after its last segment is its own.
        inner: What it is when taken apart itself; None for plain text.
    """

    kind: Kind
    first: int
    last: int
    before: int
    after: int
    inner: Document | None


@dataclass(frozen=True, slots=True)
class JsonDocument(Document):
    r"""A JSON item taken apart.

    Attributes:
        values: The strings that are text and not empty of it.
        ascii_only: Whether the file writes other characters as `\uXXXX`.
        slashes: Whether it writes `/` as `\/`.
    """

    values: tuple[Value, ...] = ()
    ascii_only: bool = False
    slashes: bool = False


def parse(data: bytes, options: JsonOptions | None = None) -> JsonDocument:
    """Take a JSON item apart.

    Raises:
        TranslatorError: It is not JSON, or not UTF-8, or a path in the options is none.
    """
    text, codec = encoding.decode(data)
    chosen = _Paths((options or JsonOptions()).paths)
    builder = _Builder(text)
    for value in strings(text):
        if value.duplicate:
            line = builder.taking.line(value.start)
            builder.notes.append(f"line {line}: the key {value.key!r} stands there more than once")
        if found := chosen.find(value.path):
            builder.add(value, *found)
    if not builder.taking.segments:
        builder.notes.append("no string in the file is text by the paths set for it")
    return builder.document(codec)


def render(document: Document, translations: Sequence[str | None]) -> bytes:
    """Put a JSON item together again.

    Raises:
        TranslatorError: A translation does not fit the markup of its segment.
    """
    item, cleaned = rendering.checked(document, JsonDocument, translations)
    changed = rendering.changed(item.segments, cleaned)
    texts: list[str | None] = [None] * len(cleaned)
    skeleton = list(item.skeleton)
    for value in item.values:
        part = changed[value.first : value.last]
        if any(text is not None for text in part):
            _render_value(item, value, part, texts, skeleton)
    whole = replace(item, skeleton=tuple(skeleton))
    return whole.splice(texts).encode(item.encoding)


def markup(text: str, options: JsonOptions) -> Iterator[embedded.Markup]:
    """The strings of a JSON item that are HTML or Markdown."""
    chosen = _Paths(options.paths)
    for value in strings(text):
        _, kind = chosen.find(value.path) or ("", "plain")
        if kind == "plain":
            continue
        slashes = text.find("\\/", value.start, value.end) >= 0

        def escape(new: str, *_: int, slashes: bool = slashes) -> str:
            return _escape(new, ascii_only=True, slashes=slashes)

        yield embedded.Markup(kind, _unescaped(text, value), escape)


def _unescaped(text: str, value: StringValue) -> embedded.Unescaped:
    return embedded.unescape(
        text, value.start, value.end, _ESCAPE, lambda escape: str(json.loads(f'"{escape}"'))
    )


def _render_value(
    document: JsonDocument,
    value: Value,
    translations: Sequence[str | None],
    texts: list[str | None],
    skeleton: list[str],
) -> None:
    """Write the translations of one string into `texts`, or all of it into `skeleton`."""
    first, last = value.first, value.last
    if value.inner is None or isinstance(value.inner, html.HtmlDocument):
        found = embedded.replacements(document, first, value.inner, translations)
        texts[first:last] = [None if text is None else _written(text, document) for text in found]
        return
    with rendering.inside(document, first):
        inner = _markdown().render(value.inner, translations).decode(value.inner.encoding)
    head, tail = skeleton[first], skeleton[last]
    skeleton[first] = head[: len(head) - value.before] + _written(inner, document)
    skeleton[last] = tail[value.after :]
    skeleton[first + 1 : last] = [""] * (last - first - 1)
    texts[first:last] = [""] * (last - first)


def _written(text: str, document: JsonDocument) -> str:
    """A text inside a JSON string, in the style of the file."""
    return _escape(text, ascii_only=document.ascii_only, slashes=document.slashes)


def _escape(text: str, *, ascii_only: bool, slashes: bool) -> str:
    if ascii_only:
        escaped = json.dumps(text, ensure_ascii=True)[1:-1]
    else:
        escaped = _ALWAYS_ESCAPED.sub(
            lambda match: _SHORT.get(match[0], f"\\u{ord(match[0]):04x}"), text
        )
    return escaped.replace("/", "\\/") if slashes else escaped


def _markdown() -> Any:
    return importlib.import_module("translator.formats.markdown")


class _Paths:
    """The paths that are text, compiled; what was found for a path is found again at once."""

    def __init__(self, paths: Mapping[str, Kind]) -> None:
        self.patterns = [(pattern(path), path, kind) for path, kind in paths.items()]
        self.by_place = any(re.search(r"\[[0-9]", path) for path in paths)
        self.found: dict[str, tuple[str, Kind] | None] = {}

    def find(self, path: str) -> tuple[str, Kind] | None:
        """The path as it was set that fits, and its kind."""
        general = path if self.by_place else without_places(path)
        if general not in self.found:
            fitting = (
                (path, kind) for regex, path, kind in self.patterns if regex.fullmatch(general)
            )
            self.found[general] = next(fitting, None)
        return self.found[general]


class _Builder:
    """Collects the segments of a file's strings."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.taking = Taking(text)
        self.values: list[Value] = []
        self.notes: list[str] = []

    def add(self, value: StringValue, path: str, kind: Kind) -> None:
        unescaped = _unescaped(self.text, value)
        if _SURROGATE.search(unescaped.text):
            line = self.taking.line(value.start)
            self.notes.append(f"line {line}: half a surrogate pair; the string stays as it is")
            return
        inner = _inner(unescaped.text, kind)
        key = re.split(r"[.\[\]\"*]+", path.rstrip('.[]"*'))[-1]
        role = _ROLES.get(key, "paragraph")
        found = _lines(unescaped.text, role) if inner is None else embedded.spans(inner)
        if not found:
            return
        first = len(self.taking.segments)
        for begin, end, segment in embedded.located(unescaped, found):
            shown = segment.role if inner is None else _role(segment.role, role)
            raw = self.text[begin:end]
            comments = (f"path {path}", *segment.comments)
            taken = replace(segment, role=shown, raw=raw, comments=comments)
            self.taking.take(begin, end, taken)
        before = unescaped.start(found[0].start) - value.start
        after = value.end - self.taking.done
        last = len(self.taking.segments)
        self.values.append(Value(kind, first, last, before, after, inner))

    def document(self, codec: str) -> JsonDocument:
        text = self.text
        body = text.removeprefix("\ufeff")
        return JsonDocument(
            self.taking.skeleton(),
            tuple(self.taking.segments),
            codec,
            tuple(dict.fromkeys(self.notes)),
            tuple(self.values),
            ascii_only=body.isascii()
            and re.search(r"\\u0*(?!00[0-7])[0-9a-fA-F]{4}", text) is not None,
            slashes="\\/" in text and re.search(r"[^\\<]/", text) is None,
        )


def _inner(text: str, kind: Kind) -> Document | None:
    if kind == "html":
        return html.parse_text(text)
    return cast("Document", _markdown().parse(text.encode())) if kind == "markdown" else None


def _lines(text: str, role: str) -> list[Found]:
    """Each line of a plain text with a word in it."""
    found: list[Found] = []
    for match in _LINE.finditer(text):
        line = match[0].strip()
        if _WORD.search(line):
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            found.append(Found(start, start + len(line), Segment(clean(line), role)))
    return found


def _role(role: str, by_key: str) -> str:
    """The role in the whole item: a heading in a body is not the item's title."""
    if role == "title":
        return "heading"
    return by_key if role == "paragraph" else role
