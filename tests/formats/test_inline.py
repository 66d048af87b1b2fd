from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.formats.inline import (
    InlineError,
    Placeable,
    brings_markup,
    clean,
    decode,
    problems,
)

PLACEABLES = (Placeable("<a>", "</a>"), Placeable("<br>"), Placeable("<i>", "</i>", parent=1))


def test_decode() -> None:
    text = decode("<1>a & <3>b</3></1><2/>", PLACEABLES, html.escape)
    assert text == "<a>a &amp; <i>b</i></a><br>"


def test_order_may_change() -> None:
    assert decode("<3>b</3> <2/> <1>a</1>", PLACEABLES, str) == "<i>b</i> <br> <a>a</a>"


@pytest.mark.parametrize(
    ("translation", "message"),
    [
        ("<4/>", "not in the source"),
        ("</1/>", "not in the source"),
        ("<2>a</2>", "must be written <2/>"),
        ("<1/>", "must be written <1>…</1>"),
        ("<1>a", "not closed"),
        ("</1>", "does not close"),
        ("<1><3></1></3>", "does not close"),
        ("<2/><2/>", "twice"),
    ],
)
def test_refused(translation: str, message: str) -> None:
    with pytest.raises(InlineError, match=message):
        decode(translation, PLACEABLES, str)


def test_fixed_placeables_keep_their_place() -> None:
    fixed = (Placeable("<b>", fixed=True), Placeable("<i>", "</i>"), Placeable("</u>", fixed=True))
    assert decode("a<1/> <2>b</2><3/>", fixed, str) == "a<b> <i>b</i></u>"
    for wrong in ("a", "<3/><1/>", "<1/><2><3/></2>"):
        with pytest.raises(InlineError):
            decode(wrong, fixed, str)


@given(st.text())
def test_text_without_placeables_is_only_escaped(text: str) -> None:
    try:
        assert decode(text, (), html.escape) == html.escape(text)
    except InlineError as error:
        assert "not in the source" in str(error) or "does not close" in str(error)  # noqa: PT017


def test_clean() -> None:
    assert clean(" a\r\n\tb\u2028c \x00\x07d\ud800 \u00a0 ") == "a b c d \u00a0"


def test_brings_markup() -> None:
    assert brings_markup("a", "a <b>")
    assert brings_markup("1 <a", "<a <!--")
    assert not brings_markup("see <b>", "<i> xy")
    assert not brings_markup("a", "1 < 2, a<3")


@pytest.mark.parametrize(
    ("translation", "expected"),
    [
        ("<1>a</1> <2/>", []),
        ("<2/> <1>a</1>", []),
        ("<1>a</1>", ["<2/> is missing"]),
        ("<1>a</1> <2/> <3/>", ["<3/> is not in the source"]),
        ("<1>a</1> <2/> <2/>", ["<2/> stands there twice"]),
        ("</1>a<1> <2/>", ["</1> has no <1> before it"]),
        ("", ["<1> is missing", "</1> is missing", "<2/> is missing"]),
    ],
)
def test_problems(translation: str, expected: list[str]) -> None:
    assert problems("<1>x</1> <2/>", translation) == expected


def test_problems_of_crossing_pairs() -> None:
    assert problems("<1>x</1> <2>y</2>", "<1>x <2>y</1></2>") == [
        "<2> is not closed before </1>",
        "</2> has no <2> before it",
    ]
