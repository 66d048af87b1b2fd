from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from translator.errors import TranslatorError
from translator.formats import html, known
from translator.formats.html import HtmlOptions
from translator.formats.html.tokens import Kind, tokens

FRAGMENTS = [
    *(
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<i class=x>",
        "</i>",
        "<br>",
        "<br/>",
        "<li>",
        "<ul>",
        "</ul>",
    ),
    *(
        "<a href='x' title=\"T &amp; t\">",
        "</a>",
        "<img alt=Flag src=x>",
        "<div lang=ru>",
        "</div>",
    ),
    *(
        "<!-- c -->",
        "<script>if (a<b) {}</script>",
        "<code>x</code>",
        "<span translate=no>",
        "</span>",
    ),
    *("<table><tr><td>", "</table>", "<pre>", "</pre>", "<![CDATA[x]]>", "<h1>", "</h1>", "<p/>"),
    *(
        "word",
        " two words ",
        "\n",
        "\r\n",
        "&nbsp;",
        "&amp;",
        "&lt;1&gt;",
        "<2>",
        "1 < 2",
        "—",
        "&copy",
    ),
    *(
        "<",
        ">",
        '"',
        "'",
        "</",
        "<!",
        "=",
        "&",
        "<title>t</title>",
        "<textarea>a</textarea>",
        "\u2028",
    ),
]
junk = st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join)


def texts(source: str, options: HtmlOptions | None = None) -> list[str]:
    return [segment.text for segment in html.parse_text(source, options).segments]


def translate(source: str, *translations: str | None, language: str | None = None) -> str:
    document = html.parse(source.encode())
    return html.render(document, translations, language).decode()


def tags(source: str) -> list[tuple[Kind, str]]:
    return [(kind, name) for kind, _, _, name in tokens(source) if kind in (Kind.OPEN, Kind.CLOSE)]


@given(junk)
@settings(max_examples=400, deadline=None)
def test_untranslated_is_the_source(source: str) -> None:
    data = source.encode()
    document = html.parse(data)
    assert html.render(document, [None] * len(document.segments)) == data


@given(junk)
@settings(max_examples=400, deadline=None)
def test_no_translation_brings_in_a_tag(source: str) -> None:
    document = html.parse_text(source)
    evil = [f"<script>&lt;'\"{segment.text}</p>]]>&amp;" for segment in document.segments]
    out = html.render(document, evil).decode()
    assert tags(out) == tags(source)


@given(junk)
@example("word<span translate=no><p></span>")
@example("word<span translate=no><a href=x></span>")
@settings(max_examples=300, deadline=None)
def test_a_translated_page_has_the_translations_for_its_texts(source: str) -> None:
    document = html.parse_text(source)
    translations = [f"х{segment.text}х" for segment in document.segments]
    assert texts(html.render(document, translations).decode()) == translations


@given(st.text(alphabet=st.characters(exclude_characters="\0", codec="utf-8"), max_size=80))
def test_any_text_comes_back(source: str) -> None:
    document = html.parse(source.encode())
    assert html.render(document, [None] * len(document.segments)) == source.encode()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>a <b>b</b></p>", ["a <1>b</1>"]),
        ("<p><b>a</b></p>", ["a"]),
        ("<p><a name=x></a>a<br></p>", ["a"]),
        ("<p>a <b><i>b</i></b> c", ["a <1>b</1> c"]),
        ("<p>a <b><i>b</i> x</b> c", ["a <1><2>b</2> x</1> c"]),
        ("a <b>5</b><i>€</i>", ["a <1>5</1><2>€</2>"]),
        ("a <b>5</b><a href=x>¶</a>", ["a <1>5</1>"]),
        ("a<br>b", ["a<1/>b"]),
        ("a<br>\n<br/>b", ["a", "b"]),
        ("a <br><img src=x><!--y--> b", ["a <1/> b"]),
        ("<li>a<li>b", ["a", "b"]),
        ("use <code>x</code>, <kbd>y</kbd>", ["use <1/>, <2/>"]),
        ("<code>x</code> <kbd>y</kbd>", []),
        ("<p>• — ***", []),
        ("<my-tag>a <my-inner>b</my-inner> c</my-tag>", ["a <1>b</1> c"]),
        ("x<script>y</script>", ["x"]),
        ("<p translate=no>a <b translate=yes>b</b> c <i>d</i></p>e", ["b", "e"]),
        ("<a href=http://x/>a</a> b", ["<1>a</1> b"]),
        ("<title>a <b>b</title>", ["a <b>b"]),
        ("<svg><text>a</text></svg>b", ["b"]),
        ('<option label="A &quot;b&quot;">c', ['A "b"', "c"]),
        ('<input type=text value=a><input type=submit value=b><input alt="c">', ["b", "c"]),
        ('<p aria-label="a" data-title="b">', ["a"]),
        ('<a title="?a=1&copy=2">x', ["?a=1&copy=2", "x"]),
        ("<p>a\u00a0b &nbsp; c", ["a\u00a0b \u00a0 c"]),
        ("<p>&#1;&#8212;&#x201C;a&quot", ['—“a"']),
    ],
)
def test_segments(source: str, expected: list[str]) -> None:
    assert texts(source) == expected


@pytest.mark.parametrize(
    ("source", "role"),
    [
        ("<h1>a", "title"),
        ("<h3>a", "heading"),
        ("<li><p>a", "list entry"),
        ("<td><div>a", "table cell"),
        ("<figcaption>a", "caption"),
        ("<blockquote><p>a", "quote"),
        ("<details><summary>a", "summary"),
        ("<button>a", "button"),
        ("<p><a href=x>a</a>", "link"),
        ("<h2><a href=x>a</a>", "heading"),
        ("<img alt=a>", "image alt"),
        ('<meta name="twitter:description" content="a">', "summary"),
    ],
)
def test_roles(source: str, role: str) -> None:
    assert [segment.role for segment in html.parse_text(source).segments] == [role]


def test_language_of_a_subtree() -> None:
    document = html.parse_text("<html lang=en><p>a<div lang=ru><p>b <i lang=fr>c</i></div><p>d")
    assert [segment.language for segment in document.segments] == ["en", "ru", "en"]
    assert document.segments[1].comments == ("<1>: italic, in fr",)


def test_setting_the_language() -> None:
    source = "<html lang=en><body><p lang='en'>a</p><p lang=ru>b</p></body></html>"
    expected = "<html lang=\"ka\"><body><p lang='ka'>ა</p><p lang=ru>b</p></body></html>"
    assert translate(source, "ა", None, language="ka") == expected
    assert translate("<html><p>a", "ა", language="ka") == '<html lang="ka"><p>ა'
    assert translate("<html><p>a", "ა") == "<html><p>ა"


def test_attribute_inside_a_segment() -> None:
    source = 'see <img alt="a flag" src=f> and <a title=x href=y>z</a>'
    assert texts(source) == ["see <1/> and <2>z</2>", "a flag", "x"]
    assert (
        translate(source, None, "b", None) == 'see <img alt="b" src=f> and <a title=x href=y>z</a>'
    )
    assert translate(source, "<2>c</2> <1/>", '"', "y z") == (
        '<a title="y z" href=y>c</a> <img alt="&quot;" src=f>'
    )


def test_spelling_of_characters_stays() -> None:
    assert translate("<p>a&nbsp;b &mdash; c</p>", "ა\u00a0ბ — გ") == "<p>ა&nbsp;ბ &mdash; გ</p>"
    assert translate("<p>a\u00a0b</p>", "ა\u00a0ბ") == "<p>ა\u00a0ბ</p>"


@pytest.mark.parametrize(
    ("translation", "message"),
    [
        ("<1>a", "not closed"),
        ("a</1>", "does not close"),
        ("<2>a</2>", "not in the source"),
        ("<1>a</1> <1>b</1>", "twice"),
        ("<1/>", "must be written"),
    ],
)
def test_broken_placeables_are_refused(translation: str, message: str) -> None:
    document = html.parse(b"<p>first\n\n<p>a <b>b</b>")
    with pytest.raises(TranslatorError, match=message) as caught:
        html.render(document, [None, translation])
    assert caught.value.line == 3


def test_links_cannot_be_nested_by_a_translator() -> None:
    document = html.parse(b"<p><a href=x>a</a> <a href=y>b</a> <i>c</i>")
    with pytest.raises(TranslatorError, match="may not stand inside"):
        html.render(document, ["<1>a <2>b</2></1> <3>c</3>"])
    moved = html.render(document, ["<1>a <3>c</3></1> <2>b</2>"])
    assert moved == b"<p><a href=x>a <i>c</i></a> <a href=y>b</a>"


def test_half_a_pair_must_stay() -> None:
    document = html.parse(b"<p>a <b>b<p>c</b> d")
    assert [segment.text for segment in document.segments] == ["a <1/>b", "c<1/> d"]
    with pytest.raises(TranslatorError, match="must stay"):
        html.render(document, ["a b", None])


@pytest.mark.parametrize(
    ("selectors", "expected"),
    [
        (("nav",), ["b", "c"]),
        (("#top a", ".foot"), ["b"]),
        (("body > .foot, [role=navigation]",), ["b"]),
        (('[data-x^="ab"]',), ["a", "c"]),
        (("div > a",), ["a", "b", "c"]),
    ],
)
def test_excluding_by_selectors(selectors: tuple[str, ...], expected: list[str]) -> None:
    source = (
        "<body><nav id=top role=navigation><ul><li><a>a</a></ul></nav>"
        "<p data-x='abc'>b</p><div class='foot wide'>c</div>"
    )
    assert texts(source, HtmlOptions(exclude=selectors)) == expected


def test_an_excluded_inline_element_is_a_placeable() -> None:
    options = HtmlOptions(exclude=(".ref",))
    assert texts("<p>a <span class=ref>[1]</span> b", options) == ["a <1/> b"]


@pytest.mark.parametrize("selector", ["", "a:hover", "a >", "!", "a + b", "[x"])
def test_unusable_selectors_are_refused(selector: str) -> None:
    with pytest.raises(TranslatorError, match="CSS selector"):
        html.parse(b"<p>a", HtmlOptions(exclude=(selector,)))


PROSE = "A sentence that is long enough to be taken for prose, by length. " * 3


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<div><article><p>{PROSE}</p><aside>x</aside></article></div>", [PROSE.strip()]),
        (f"<div role=main>{PROSE}</div>", [PROSE.strip()]),
        (f"<div itemprop=articleBody>{PROSE}</div><article>y</article>", [PROSE.strip()]),
        (f"<div><p>{PROSE}<p>{PROSE}</div><div><p>Short teaser</div>", [PROSE.strip()] * 2),
    ],
)
def test_main_content(body: str, expected: list[str]) -> None:
    source = (
        "<html><head><title>T</title><meta name=description content=D></head><body>"
        f"<nav>n</nav><div class=menu><a href=x>m</a></div>{body}<footer>f</footer></body></html>"
    )
    document = html.parse_text(source, HtmlOptions(main_content=True))
    assert [segment.text for segment in document.segments] == ["T", "D", *expected]
    assert document.notes == ()


def test_without_an_article_all_is_taken_and_it_is_said() -> None:
    document = html.parse_text("<p>a<p>b", HtmlOptions(main_content=True))
    assert [segment.text for segment in document.segments] == ["a", "b"]
    assert "no article" in document.notes[0]


@pytest.mark.parametrize(
    ("codec", "head"),
    [
        ("cp1251", '<meta charset="windows-1251">'),
        ("koi8_r", "<META http-equiv=Content-Type content='text/html; charset=KOI8-R'>"),
        ("iso8859_5", '<?xml version="1.0" encoding="ISO-8859-5"?>'),
        ("utf-8-sig", "<meta charset=latin1>"),
        ("utf-16", ""),
    ],
)
def test_charsets(codec: str, head: str) -> None:
    data = f"<!-- charset=foo -->{head}<p>Привет</p>".encode(codec)
    document = html.parse(data)
    assert [segment.text for segment in document.segments] == ["Привет"]
    assert html.render(document, [None]) == data
    assert html.parse(html.render(document, ["ქ — ә"])).segments[0].text == "ქ — ә"


def test_latin_1_is_what_browsers_take_it_for() -> None:
    data = b"<meta charset=iso-8859-1><p>It\x92s \x81"
    assert html.render(html.parse(data), [None]) == data
    assert html.parse(b"<meta charset=iso-8859-1><p>It\x92s").segments[0].text == "It’s"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<p>caf\xe9", "declares no charset and is not UTF-8"),
        (b"<meta charset=utf-8><p>caf\xe9", "declares the charset utf-8 but is not UTF-8"),
        (b"<meta charset=nonsense><p>caf\xe9", "not known"),
        (b"<meta charset=rot13><p>caf\xe9", "not known"),
        (b"<meta charset=windows-1251>\n<p>\x98", "does not fit"),
        (b"<p>a\0b", "NUL"),
        (b"<meta charset=windows-1251><p>a\0b", "NUL"),
    ],
)
def test_wrong_charsets_are_refused(data: bytes, message: str) -> None:
    with pytest.raises(TranslatorError, match=message):
        html.parse(data)


@pytest.mark.parametrize("name", ["a.html", "a.HTM"])
def test_it_is_found_by_its_extension(name: str) -> None:
    from pathlib import Path

    assert known(Path(name))
