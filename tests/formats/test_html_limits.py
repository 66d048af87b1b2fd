"""Time must grow with the size of a page, not with its square, whatever stands in it."""

from __future__ import annotations

import time

import pytest

from tests.support.growth import assert_linear, seconds
from translator.formats import html
from translator.formats.html import HtmlOptions

SIZE = 300_000
UNITS = [
    *(
        "<a ",
        '<a href="',
        "<a b=\"<a b='",
        "<!--",
        "<![CDATA[",
        "<",
        "&",
        "&amp;",
        "&nbsp;",
        "x&nbsp;",
    ),
    *("<b>", "x<b>", "</b>", "<b><i>", "<p><b>x", "<div>", "<li>x", "<table><tr><td>x", "<dt>x<b>"),
    *(
        "<script>",
        "<title>x",
        "<img alt=x>",
        "x<br>",
        "<a =",
        " ",
        "<i></i>",
        "&lt;1&gt;",
        "<code>x",
    ),
    *("<div lang=ru>x</div>", "<svg>", "<textarea>", "<option>x", "a <b>b</b> "),
]


@pytest.mark.parametrize("unit", UNITS)
def test_linear(unit: str) -> None:
    assert_linear(_there_and_back, unit, SIZE)


@pytest.mark.parametrize(
    "source",
    [
        "x" + "<b>" * 40_000 + "<i>" * 40_000 + "</b>" * 40_000 + "y",
        "<b>!</b>" * 20_000 + "x" + "<br>" * 20_000,
        "x" + "<b>" * 20_000 + "<i></i>" * 20_000 + "</b>" * 20_000 + "y",
        "x" + " " * SIZE + "<b>y",
    ],
    ids=["crossing", "edges", "empty", "spaces"],
)
def test_made_up_nesting(source: str) -> None:
    assert seconds(_there_and_back, source) < 5


@pytest.mark.parametrize("name", ["div", "span", "li", "b", "blockquote"])
def test_five_thousand_nested_elements(name: str) -> None:
    source = f"<{name}>" * 5000 + "text" + f"</{name}>" * 5000
    document = html.parse_text(source)
    assert [segment.text for segment in document.segments] == ["text"]
    assert html.render(document, ["x"]).decode() == source.replace("text", "x")


def test_selectors_and_the_article_in_deep_nesting() -> None:
    source = "<div>" * 5000 + "text" + "</div>" * 5000
    begin = time.process_time()
    html.parse_text(source, HtmlOptions(exclude=("div.x div", "div div > p"), main_content=True))
    assert time.process_time() - begin < 5


def test_ten_megabytes_on_one_line() -> None:
    source = "<p>" + "word " * 2_000_000
    begin = time.process_time()
    document = html.parse(source.encode())
    out = html.render(document, [document.segments[0].text.upper()])
    assert time.process_time() - begin < 5
    assert out.decode() == source.replace("word", "WORD")


def test_an_endless_run_is_cut_and_nothing_is_lost() -> None:
    source = "foo <b>bar</b> " * 2000 + "x<br>" * 2000
    document = html.parse_text(source)
    assert len(document.segments) > 5
    translations = [
        segment.text.replace("o", "0").replace("a", "4") for segment in document.segments
    ]
    out = html.render(document, translations).decode()
    assert out.replace("0", "o").replace("4", "a") == source
    assert out.count("f00 <b>b4r</b>") == 2000


def _there_and_back(source: str) -> None:
    document = html.parse_text(source)
    out = html.render(document, [None] * len(document.segments))
    assert out.decode() == source
