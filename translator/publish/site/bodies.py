"""What stands in an item, as sanitised HTML for its page."""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from translator.formats import text as text_format
from translator.item import Item
from translator.languages import LANGUAGES
from translator.publish.decide import MARK, bare
from translator.publish.site import plain

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

Replace = Callable[[str, str], str | None]
"""What the address in an attribute (`href` or `src`) becomes; None takes the attribute out."""

_LEFT_OUT = {
    *("script", "style", "template", "noscript", "title", "iframe", "object", "form", "nav"),
    *("svg", "math", "textarea", "select", "button", "dialog"),
}
_TAGS = {
    *("a", "abbr", "article", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code"),
    *("col", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption"),
    *("figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd"),
    *("li", "mark", "ol", "p", "pre", "q", "s", "samp", "section", "small", "span", "strong"),
    *("sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr"),
    *("u", "ul", "var", "wbr"),
}
_ATTRIBUTES = {
    "*": {"lang", "dir", "id", "title"},
    "a": {"href", "hreflang"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "reversed", "type"},
    "q": {"cite"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
_BODY = re.compile(r"<body\b[^<>]*>", re.IGNORECASE)
_MAIN = re.compile(r"<(main|article)\b[^<>]*>", re.IGNORECASE)
_FIRST_HEADING = re.compile(r"\s*<h1[^>]*>(.*?)</h1>\s*", re.DOTALL)
_H1 = re.compile(r"<(/?)h1\b")
_SPECIAL = re.compile(r"[\\`*_~\[\]!<&^]")
_BLANK = re.compile(r"\n[ \t]*\n")
_MOST_SPECIALS = 50_000  # in one paragraph; the format takes no text from such a one either
_TASK = re.compile(r'<input class="task-list-item-checkbox"[^>]*>')
_ALIGNED = re.compile(r'style="text-align:(left|right|center)"')
_TAG = re.compile(r"<[^>]*>")
_FRONT = re.compile(
    r"\ufeff?(---|\+\+\+)[ \t]*\r?\n.*?^(?:\1|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.MULTILINE | re.DOTALL
)
_UNREVIEWED = re.compile(rf"<[^>]*>|\[({MARK}[^\]<]{{0,300}})\]")
_GAP = re.compile(
    r"<(p|li|h[2-6]|t[dh]|d[dt]|(?:fig)?caption)>(?=\[("
    + "|".join(re.escape(language.native) for language in LANGUAGES.values())
    + r")\] )"
)
_CODES = {language.native: language.code for language in LANGUAGES.values()}
_OPEN, _CLOSE = "\ue000", "\ue001"  # characters of private use, which no text has
_ANCHOR = re.compile(f"{_OPEN}([0-9a-f]+){_CLOSE}")
_IN_TAG = re.compile(f"<[^>{_OPEN}]*{_OPEN}[^>]*>")


def body(item: Item, data: bytes, title: str, lang: str, replace: Replace) -> str:
    """An item's content for its page, without the title, which the page has already.

    Args:
        item: The item, for its format.
        data: Its file, in whatever language.
        title: The title, as the page shows it.
        lang: The language that it is in, but for some of its paragraphs.
        replace: What addresses become.

    Raises:
        TranslatorError: The bytes are no document of the item's format.
    """
    match item.kind:
        case "markdown":
            text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8")
            content = _clean(_markdown(text), replace)
        case "html":
            content = _clean(_main(_text(item, data)), replace)
        case "feed" | "json_item":
            content = "\n".join(_values(item, data, title, replace))
        case _:
            content = _plain(data, title, lang)
    content = _without_title(content, title)
    return marked(_GAP.sub(lambda gap: f'<{gap[1]} lang="{_CODES[gap[2]]}">', content))


def marked(content: str) -> str:
    """HTML in which what nobody reviewed can be seen, and segments can be found."""
    if _OPEN in content:
        content = _IN_TAG.sub(lambda tag: _ANCHOR.sub("", tag[0]), content)
        content = _ANCHOR.sub(r'<span class="segment" id="segment-\1"></span>', content)
    if MARK not in content:
        return content

    def mark(match: re.Match[str]) -> str:
        # In an attribute, such as a picture's text, it stays as it is.
        return f'<mark class="unreviewed">{match[1]}</mark>' if match[1] else match[0]

    return _UNREVIEWED.sub(mark, content)


def anchored(text: str, key: str) -> str:
    """A segment's text that the page will have an element before, with the id `segment-KEY`."""
    return f"{_OPEN}{key}{_CLOSE}{text}"


def plain_text(text: str) -> str:
    """A text without what `anchored` put into it."""
    return _ANCHOR.sub("", text)


def _clean(content: str, replace: Replace) -> str:
    """HTML from anywhere, as far as it can do no harm."""
    import nh3

    def attribute(tag: str, name: str, value: str) -> str | None:
        if name in ("href", "src") and tag in ("a", "img"):
            return replace(name, value)
        return value

    return nh3.clean(
        content,
        tags=_TAGS,
        clean_content_tags=_LEFT_OUT,
        attributes=_ATTRIBUTES,
        attribute_filter=attribute,
        link_rel=None,
        url_schemes={"http", "https", "mailto", "tel", "xmpp"},
    )


def _without_title(content: str, title: str) -> str:
    match = _FIRST_HEADING.match(content)
    if match and plain_text(html.unescape(_TAG.sub("", match[1]))).split() == title.split():
        content = content[match.end() :]
    return _H1.sub(r"<\1h2", content)


def _plain(data: bytes, title: str, lang: str) -> str:
    document = text_format.parse(data)
    titled = document.segments and plain_text(bare(document.segments[0].text)) == title
    return plain.blocks(document, 1 if titled else 0, lang)


def _markdown(text: str) -> str:
    front = _FRONT.match(text)
    text = text[front.end() if front else 0 :]
    if any(len(_SPECIAL.findall(block)) > _MOST_SPECIALS for block in _BLANK.split(text)):
        return f"<pre>{html.escape(text, quote=False)}</pre>"  # the parser would take hours
    content = _renderer().render(text)
    content = _TASK.sub(lambda match: "☑" if "checked=" in match[0] else "☐", content)
    return _ALIGNED.sub(r'align="\1"', content)


@functools.cache
def _renderer() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.tasklists import tasklists_plugin

    parser = MarkdownIt("commonmark").enable("table").enable("strikethrough")
    return parser.use(footnote_plugin).use(deflist_plugin).use(tasklists_plugin)


def _text(item: Item, data: bytes) -> str:
    document = item.parse(data)
    return document.splice([None] * len(document.segments))


def _main(page: str) -> str:
    """The part of a page that is the item: its `main` or `article`, else its body."""
    found = _BODY.search(page)
    content = page[found.end() :] if found else page
    opened = _MAIN.search(content)
    if opened is None:
        return content
    ends = [match.start() for match in re.finditer(rf"</{opened[1]}\b", content, re.IGNORECASE)]
    return content[opened.end() : ends[-1]] if ends and ends[-1] > opened.end() else content


def _values(item: Item, data: bytes, title: str, replace: Replace) -> Iterator[str]:
    """The texts of a feed or a JSON item, one after another."""
    from translator.formats.feed import FeedDocument
    from translator.formats.json_item import JsonDocument
    from translator.formats.markdown.document import MarkdownDocument

    document = item.parse(data)
    assert isinstance(document, FeedDocument | JsonDocument)  # noqa: S101
    seen = False
    for value in document.values:
        segments = document.segments[value.first : value.last]
        if value.inner is None:
            for segment in segments:
                if not seen and plain_text(bare(segment.text)) == title:
                    seen = True
                    continue
                if segment.role in ("title", "heading"):
                    yield f'<h2 class="entry">{plain.linked(segment.text)}</h2>'
                else:
                    yield f"<p>{plain.linked(segment.text)}</p>"
            continue
        inside = value.inner.splice([None] * len(value.inner.segments))
        if isinstance(value.inner, MarkdownDocument):
            inside = _markdown(inside)
        yield _clean(inside, replace)
