"""What other parsers than ours make of a file: its tree without the text, and the text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from lxml import etree
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from translator.formats.inline import PLACEABLE
from translator.formats.json_item import DEFAULT_PATHS

MARK = "ჟ"
"""What every visible character of a translation is: a letter that no corpus is full of."""

_MATTER = re.compile(r"(---|\+\+\+)[ \t]*\n.*?\n(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_INVISIBLE = {
    *("script", "style", "code", "kbd", "samp", "pre", "textarea", "template", "math", "svg"),
    *("xmp", "iframe", "noembed", "plaintext", "listing"),
}
_TEXT_ATTRIBUTES = {
    *("alt", "title", "summary", "placeholder", "label", "content", "value"),
    *("aria-label", "aria-description", "aria-valuetext", "aria-placeholder"),
}
_FEED_TEXTS = {"title", "description", "encoded", "summary", "subtitle", "content", "tagline"}
_JSON_KINDS = {path.removeprefix("**."): kind for path, kind in DEFAULT_PATHS.items()}


class Tree(NamedTuple):
    """A file as a parser sees it.

    Attributes:
        shape: All but the text: elements, attributes, code, keys, numbers.
        text: The visible text outside code.
    """

    shape: list[Any]
    text: str


def mark(text: str) -> str:
    """A segment with every visible character outside placeables replaced."""
    parts = []
    position = 0
    for match in PLACEABLE.finditer(text):
        parts += [re.sub(r"\S", MARK, text[position : match.start()]), match[0]]
        position = match.end()
    return "".join((*parts, re.sub(r"\S", MARK, text[position:])))


def markdown(source: str) -> Tree:
    """Markdown by markdown-it, front matter left out."""
    parser = MarkdownIt("commonmark", {"maxNesting": 60}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin, inline=True, move_to_end=False).use(deflist_plugin)
    source = re.sub(r"\r\n?", "\n", source.removeprefix("\ufeff"))
    match = _MATTER.match(source)
    shape: list[object] = []
    text: list[str] = []
    _walk_tokens(parser.parse(source[match.end() :] if match else source, {}), shape, text)
    return Tree(shape, "".join(text))


def _walk_tokens(tokens: Iterable[Token], shape: list[object], text: list[str]) -> None:
    for token in tokens:
        if token.type == "inline":
            _walk_tokens(token.children or (), shape, text)
        elif token.type in ("text", "softbreak"):
            text.append(token.content)
        elif token.type == "image":
            shape.append(("image", token.attrGet("src")))
            _walk_tokens(token.children or (), shape, text)
        else:
            attributes = {key: value for key, value in token.attrs.items() if key != "title"}
            content = token.content
            if token.type in ("code_inline", "html_inline"):
                content = re.sub(r"\s+", " ", content)
            markup = token.markup.replace("_", "*")
            shape.append(
                (token.type, token.tag, str(attributes), markup, token.info, token.hidden, content)
            )


def html(source: str, parser: str = "lxml") -> Tree:
    """A page by lxml, or by html5lib, which is slow and reads as browsers do."""
    source = source.removeprefix("\ufeff")
    if parser == "html5lib":
        import html5lib

        root = html5lib.parse(source, treebuilder="lxml", namespaceHTMLElements=False).getroot()
    else:
        options = etree.HTMLParser(encoding="utf-8", huge_tree=True)
        root = etree.fromstring(source.encode("utf-8", "replace"), options)
    return _walk_elements(root)


def _walk_elements(root: Any) -> Tree:
    shape: list[object] = []
    visible: list[str] = []

    def take(text: str | None, hidden: bool) -> None:
        if text:
            (shape if hidden else visible).append(text)

    stack: list[tuple[Any, bool, bool]] = [] if root is None else [(root, False, False)]
    while stack:
        node, hidden, tail = stack.pop()
        if tail:
            take(node.tail, hidden)
            continue
        if not isinstance(node.tag, str):
            shape.append(("", node.text))
            continue
        name = node.tag.lower()
        shape.append((name, sorted(_attributes(node))))
        inside = hidden or name in _INVISIBLE or node.get("translate") == "no"
        inside = inside or "notranslate" in (node.get("class") or "").split()
        take(node.text, inside)
        for child in reversed(node):
            stack += [(child, inside, True), (child, inside, False)]
        shape.append("end")
    return Tree(shape, "".join(visible))


def _attributes(node: Any) -> Iterator[tuple[str, str]]:
    for name, value in node.attrib.items():
        yield name, "" if MARK in value or name in _TEXT_ATTRIBUTES else value


def feed(source: str) -> Tree:
    """A feed by lxml, and the HTML in it likewise."""
    shape: list[object] = []
    text: list[str] = []
    root = etree.fromstring(
        _DECLARATION.sub("", source.removeprefix("\ufeff")).encode(),
        etree.XMLParser(encoding="utf-8", resolve_entities=False, huge_tree=True),
    )
    stack = [root]
    while stack:
        node = stack.pop()
        if not isinstance(node.tag, str):
            continue
        shape.append((node.tag, sorted(node.attrib.items())))
        if etree.QName(node).localname not in _FEED_TEXTS:
            shape.append(None if len(node) else node.text)
            stack += reversed(node)
        elif (node.text or "").strip() or len(node):
            inner = _walk_elements(node) if len(node) else html(node.text or "")
            shape.append(inner.shape)
            text.append(inner.text)
    return Tree(shape, "".join(text))


def json_item(source: str) -> Tree:
    """A JSON text by the standard library; the strings under the usual keys are text."""
    text: list[str] = []

    def walk(value: Any, kind: str | None) -> Any:
        if isinstance(value, dict):
            return [(key, walk(inner, _JSON_KINDS.get(key))) for key, inner in value.items()]
        if isinstance(value, list):
            return [walk(inner, None) for inner in value]
        if not isinstance(value, str) or kind is None:
            return value
        inner = html(value) if kind == "html" else Tree([], value)
        text.append(inner.text)
        return inner.shape

    return Tree([walk(json.loads(source.removeprefix("\ufeff")), None)], "".join(text))


def plain(source: str) -> Tree:
    """Plain text: word lengths between blank lines, the indentation, and all of the text."""
    blocks = re.split(r"(?:(?<=\n)|\A)[^\S\n]*\n", source)
    indents = [block[: len(block) - len(block.lstrip())] for block in blocks]
    return Tree([indents, [[len(word) for word in block.split()] for block in blocks]], source)


TREES: dict[str, Callable[[str], Tree]] = {
    "markdown": markdown,
    "commonmark": markdown,
    "html": html,
    "feed": feed,
    "json": json_item,
    "text": plain,
}
