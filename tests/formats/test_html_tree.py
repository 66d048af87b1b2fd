"""What a parser makes of a page is the same after translation, but for the text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from benchmarks.real_files.trees import MARK, mark
from translator.formats import html

words = st.sampled_from(
    ["one two", "a &amp; b", "x &lt; y", "&nbsp;", "5 %", "line\nend", "&mdash;"]
)


def _element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    inside = st.lists(children, max_size=4).map(" ".join)
    names = st.sampled_from(["b", "i", "a href=x", 'span title="T t"', "code", "em", "a name=y"])
    return st.builds(lambda name, text: f"<{name}>{text}</{name.split()[0]}>", names, inside)


inline = st.recursive(
    st.one_of(words, st.sampled_from(["<br>", '<img alt="an image" src=x>', "<!-- c -->"])),
    _element,
    max_leaves=8,
)
blocks = st.builds(
    lambda name, text: f"<{name}>{text}</{name}>",
    st.sampled_from(["p", "h2", "blockquote", "div", "pre"]),
    st.lists(inline, max_size=5).map(" ".join),
)


@given(st.lists(blocks, min_size=1, max_size=6).map("\n".join))
@settings(max_examples=300, deadline=None)
def test_the_tree_stays(source: str) -> None:
    document = html.parse_text(source)
    translated = html.render(document, [mark(segment.text) for segment in document.segments])
    assert _shape(translated.decode()) == _shape(source)
    if document.segments:
        assert MARK in translated.decode()


def _shape(source: str) -> list[object]:
    root = etree.fromstring(source, etree.HTMLParser(remove_comments=False))
    if root is None:
        return []
    return [
        (
            str(node.tag),
            sorted(name for name in node.attrib if isinstance(node.tag, str)),
            [node.get(name) for name in ("href", "src", "name")]
            if isinstance(node.tag, str)
            else [],
        )
        for node in root.iter()
    ]
