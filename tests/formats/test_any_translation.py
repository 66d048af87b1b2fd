"""Whatever a translation holds, a page, feed or JSON item keeps its elements and its keys."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any
from xml.etree import ElementTree as ET

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.noise import around, noise
from translator import formats
from translator.config import FormatsTable, JsonTable
from translator.document import Document
from translator.errors import TranslatorError
from translator.formats import html
from translator.formats.html.elements import BLOCK
from translator.formats.inline import PLACEABLE
from translator.formats.json_item import Kind

PAGES = [
    """<!DOCTYPE html><html lang=en><head><title>T</title>
<meta name=description content='D d'></head>
<body><h1>H</h1><p>a <b>b</b> <a href='x?a=1&amp;b=2' title=t>c</a><br>d</body></html>""",
    "<ul><li>one<li>two <code>x</code> three</ul><p>see <img src=f alt='a flag'> it<p>next",
    "<table><tr><th>a<td>b <i>c</i></table><select><option label='L l'>o</select>",
    "<p>a <b><i>b</i> c</b> &nbsp; d</p><textarea>t</textarea><script>if (a<b) {}</script>e",
    "<input type=submit value=Send><button>Go <em>on</em></button><pre>x</pre><p title=bare>y",
    "<p>a <span translate=no>Name</span> b <!-- c --> d <b>e<p>f</b> g",
    "<div lang=ru>x</div><svg><text>y</text></svg><blockquote>z <q>w</q></blockquote>",
]
FEEDS = [
    """<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>News</title><link>https://x.y/?a=1&amp;b=2</link><item><title>a &amp; b</title>
<description>&lt;p&gt;c &lt;b&gt;d&lt;/b&gt;&lt;/p&gt;</description>
<content:encoded><![CDATA[<p>e <i>f</i> &amp; g</p>]]></content:encoded></item></channel></rss>""",
    """<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><id>urn:1</id><entry>
<title type='html'>a &lt;b&gt;c&lt;/b&gt;</title><summary><![CDATA[plain text]]></summary>
<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>d <b>e</b> f</p></div></content>
</entry></feed>""",
]
ITEMS = [
    r"""{"title": "A", "body": "<p title=\"t\">b <b>c<\/b></p>", "n": 1.50,
"md": "# D\n\ne *f* g\n"}""",
    r"""[{"title": "\u00e9 \"q\"", "k": null},
{"body": "a<br>b", "md": "| x |\n|---|\n| y |\n"}]""",
]
PATHS: dict[str, Kind] = {"**.body": "html", "**.md": "markdown", "**.title": "plain"}
SETTINGS = FormatsTable(json=JsonTable(paths=PATHS))
TEXT_ATTRIBUTES = {"alt", "title", "content", "value", "label"}
translations = st.lists(noise, min_size=3, max_size=5)


def tree(source: str) -> list[object]:
    """The elements of a page as browsers read it, with the attributes that are no text."""
    root = html5lib.parse(source, treebuilder="etree", namespaceHTMLElements=False)
    return [
        (
            str(node.tag),
            {name: "" if name in TEXT_ATTRIBUTES else value for name, value in node.attrib.items()},
            node.text if node.tag in ("script", "textarea", "code", "pre") else "",
        )
        for node in root.iter()
        if isinstance(node.tag, str)
    ]


def elements(data: bytes) -> list[object]:
    """The elements of a feed, and the trees of the HTML in it."""
    found: list[object] = []
    for node in ET.fromstring(data).iter():
        found.append((node.tag, node.attrib))
        if node.tag in ("link", "{http://www.w3.org/2005/Atom}id"):
            found.append(node.text)
        elif node.tag.endswith(("description", "encoded")) or node.get("type") == "html":
            found.append(tree(node.text or ""))
        elif "title" in node.tag or "summary" in node.tag:
            assert "<" not in tree_text(node.text or "")
    return found


def tree_text(text: str) -> str:
    """What a reader that takes a plain text for HTML would see as tags."""
    return "<" if len(tree(text)) > len(tree("")) else ""


def keys(value: Any) -> Any:
    """A JSON value without its texts; of HTML the tree."""
    if isinstance(value, dict):
        return {key: _string(key, inner) for key, inner in value.items()}
    return [keys(inner) for inner in value] if isinstance(value, list) else value


def _string(key: str, value: Any) -> Any:
    if isinstance(value, str):
        return tree(value) if key == "body" else key
    return keys(value)


def translated(name: str, source: str, between: list[str]) -> bytes | None:
    """A rendering with each placeable in place; None where it is refused, which is as good."""
    document: Document = formats.parse(Path(name), source.encode(), SETTINGS)
    texts = [around(segment.text, between) for segment in document.segments]
    try:
        return formats.render(Path(name), document, texts)
    except TranslatorError as error:
        assert "the translation of “" in str(error)  # noqa: PT017
        return None


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(PAGES), translations)
def test_pages(source: str, between: list[str]) -> None:
    result = translated("page.html", source, between)
    assert result is not None
    assert tree(result.decode()) == tree(source)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PAGES), st.randoms(use_true_random=False), noise)
def test_pages_whose_placeables_are_moved_and_left_out(
    source: str, chance: Random, words: str
) -> None:
    document = html.parse_text(source)
    texts = []
    for segment in document.segments:
        numbers = [match[0] for match in PLACEABLE.finditer(segment.text)]
        kept = chance.sample(numbers, chance.randint(0, len(numbers)))
        texts.append(f"а{words}" + f"{words}б".join(kept))
    try:
        result = html.render(document, texts)
    except TranslatorError:
        return
    assert block_elements(result.decode()) == block_elements(source)


def block_elements(source: str) -> list[str]:
    root = html5lib.parse(source, treebuilder="etree", namespaceHTMLElements=False)
    return [str(node.tag) for node in root.iter() if node.tag in BLOCK]


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(FEEDS), translations)
def test_feeds(source: str, between: list[str]) -> None:
    result = translated("feed.xml", source, between)
    assert result is None or elements(result) == elements(source.encode())


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(ITEMS), translations)
def test_json(source: str, between: list[str]) -> None:
    result = translated("item.json", source, between)
    assert result is None or keys(json.loads(result)) == keys(json.loads(source))


@pytest.mark.parametrize("name", ["page.html", "feed.xml", "item.json", "note.md", "text.txt"])
def test_an_empty_translation_is_refused(name: str) -> None:
    sources = {"page.html": PAGES[0], "feed.xml": FEEDS[0], "item.json": ITEMS[0]}
    source = sources.get(name, "a\n\nb\n")
    document = formats.parse(Path(name), source.encode(), SETTINGS)
    texts: list[str | None] = [None] * len(document.segments)
    texts[-1] = " \n"
    with pytest.raises(TranslatorError, match="is empty"):
        formats.render(Path(name), document, texts)


QUIRKS = {
    "page.html": "<P>Caf&eacute; &laquo;x&raquo;\r\n  two&#32;lines <b\n>y</b>",
    "note.md": "---\ntitle: 'It''s'\n---\nsoft\nwrap &copy; \\* __b__\nand [x][a\nb]\n\n[a b]: u\n",
    "item.json": '{"title": "caf\\u00e9 \\/ x", "body": "<p>a &lt; b\\n  c", "md": "x\\ny"}',
    "text.txt": "a  b\tc \r\n",
    "feed.xml": (
        "<rss><channel><title>a &#38; b\n c</title><item><description>"
        "&#60;p&gt;x &amp;amp;\n y</description></item></channel></rss>"
    ),
}


@pytest.mark.parametrize("name", QUIRKS)
def test_text_that_is_its_own_translation_stays_byte_for_byte(name: str) -> None:
    data = QUIRKS[name].encode()
    document = formats.parse(Path(name), data, SETTINGS)
    texts = [segment.text for segment in document.segments]
    assert texts
    assert formats.render(Path(name), document, texts) == data
