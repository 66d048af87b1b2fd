from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from translator.errors import TranslatorError
from translator.formats import feed, known

CONTENTS = [
    *(
        "word",
        "&amp;",
        "&lt;p&gt;",
        "&lt;/p&gt;",
        "&lt;b&gt;",
        "&amp;nbsp;",
        "&#8212;",
        "\n",
        "x y",
    ),
    *(
        "<![CDATA[<p>in <i>it</i> &amp; ]]>",
        "<![CDATA[",
        "]]>",
        "<!-- c -->",
        "&lt;img alt='a'&gt;",
    ),
    *("<![CDATA[plain]]>", "&#x41;", "]]&gt;", '"', "&lt;1&gt;"),
]
contents = st.lists(st.sampled_from(CONTENTS), max_size=12).map("".join)


def rss(inner: str, declaration: str = "") -> bytes:
    return f"{declaration}<rss version='2.0'><channel>{inner}</channel></rss>".encode()


def texts(data: bytes) -> list[str]:
    return [segment.text for segment in feed.parse(data).segments]


@given(contents, st.sampled_from(["title", "description"]))
@settings(max_examples=400, deadline=None)
def test_round_trip_and_well_formed_translation(content: str, name: str) -> None:
    data = rss(f"<item><{name}>{content}</{name}></item>")
    try:
        document = feed.parse(data)
    except TranslatorError:
        return
    assert feed.render(document, [None] * len(document.segments)) == data
    translations = [f"х& {segment.text}]]>\x07х" for segment in document.segments]
    translated = feed.render(document, translations, "ka")
    assert _names(translated) == [*_names(data)[:2], "language", *_names(data)[2:]]
    again = [segment.text for segment in feed.parse(translated).segments]
    assert again == [text.replace("\x07", "") for text in translations]


def _names(data: bytes) -> list[str]:
    return [str(node.tag) for node in etree.fromstring(data).iter() if isinstance(node.tag, str)]


def test_in_cdata_nothing_is_unescaped_and_comments_are_those_of_the_page() -> None:
    page = "<p>write &lt;b&gt; &amp;amp; <!-- here --> go</p>"
    data = rss(f"<item><description><!-- & --><![CDATA[{page}]]></description></item>")
    document = feed.parse(data)
    assert [segment.text for segment in document.segments] == ["write <b> &amp; <1/> go"]
    out = feed.render(document, ["пиши <i> &lt; <1/> да"])
    assert "<![CDATA[<p>пиши &lt;i&gt; &amp;lt; <!-- here --> да</p>]]>" in out.decode()


def test_double_escaping() -> None:
    data = rss("<item><description>&lt;p&gt;a &amp;amp; b&lt;/p&gt;</description></item>")
    document = feed.parse(data)
    assert [segment.text for segment in document.segments] == ["a & b"]
    assert feed.render(document, ["x < y & z"]) == data.replace(
        b"a &amp;amp; b", b"x &amp;lt; y &amp;amp; z"
    )


def test_cdata_stays_cdata() -> None:
    data = rss("<item><description><![CDATA[<p>a</p>]]></description></item>")
    out = feed.render(feed.parse(data), ["b ]]> & c"])
    assert b"<![CDATA[<p>b ]]&gt; &amp; c</p>]]>" in out


def test_characters_that_the_charset_lacks() -> None:
    declaration = '<?xml version="1.0" encoding="windows-1251"?>'
    inner = "<item><title>a</title><description><![CDATA[b <b>c</b>]]></description></item>"
    inner += "<item><title><![CDATA[d]]></title></item>"
    document = feed.parse(rss(inner, declaration))
    out = feed.render(document, ["ქ", "ქ <1>ә</1>", "ქ"])
    assert texts(out) == ["ქ", "ქ <1>ә</1>", "ქ"]


def test_language_and_address_of_atom() -> None:
    data = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="a"/>'
        b"<title>t</title></feed>"
    )
    out = feed.render(feed.parse(data), ["ტ"], "ka", "https://x/?a&b")
    assert b'<feed xml:lang="ka" xmlns=' in out
    assert b'href="https://x/?a&amp;b"' in out
    assert feed.parse(out).segments[0].language == "ka"


def test_a_declared_language_is_replaced() -> None:
    data = rss("<title>t</title><language> en-us </language>")
    assert feed.parse(data).segments[0].language == "en-us"
    assert b"<language> kk </language>" in feed.render(feed.parse(data), [None], "kk")


@pytest.mark.parametrize("translation", ["<script>", "a <b>b</b>", "<!-- x"])
def test_markup_in_a_plain_title_is_refused(translation: str) -> None:
    document = feed.parse(rss("<title>t</title>\n<item><title>plain</title></item>"))
    with pytest.raises(TranslatorError, match="brings in markup") as caught:
        feed.render(document, [None, translation])
    assert caught.value.line == 2


def test_broken_markup_in_html_content_is_refused_with_its_line() -> None:
    document = feed.parse(
        rss("\n<item><description>&lt;p&gt;a &lt;b&gt;b&lt;/b&gt;</description></item>")
    )
    with pytest.raises(TranslatorError, match="not closed") as caught:
        feed.render(document, ["<1>a"])
    assert caught.value.line == 2


def test_other_prefixes_for_the_same_namespace() -> None:
    data = (
        b'<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>t</a:title>'
        b'<a:entry><a:summary type="html">&lt;p&gt;s</a:summary></a:entry></a:feed>'
    )
    assert texts(data) == ["t", "s"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no element found"),
        (b"<rss><channel>", "no element found"),
        (b"<rss></channel>", "mismatched tag"),
        (b"<rss>\0</rss>", "NUL"),
        (b"<rss>\xff</rss>", "not UTF-8"),
        (b"<?xml version='1.0' encoding='utf-8'?><rss>\xff</rss>", "declares the charset utf-8"),
        (b"<html><body/></html>", "not a feed"),
        (rss("<title>a&nbsp;b</title>"), "undefined entity"),
        (b'<!DOCTYPE r [<!ENTITY a "b">]><rss>&a;</rss>', "declares the entity 'a'"),
        (b'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss>&a;</rss>', "entity 'a'"),
        (b'<!DOCTYPE r [<!ENTITY % a SYSTEM "http://127.0.0.1:1/">%a;]><rss/>', "entity 'a'"),
        (b"<rss>" * 5000, "no element found"),
    ],
)
def test_what_is_no_feed_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(TranslatorError, match=message):
        feed.parse(data)


def test_an_entity_bomb_is_refused_before_it_goes_off() -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 30))
    data = f'<!DOCTYPE rss [<!ENTITY l0 "lol">{entities}]><rss><title>&l29;</title></rss>'
    with pytest.raises(TranslatorError, match="declares the entity"):
        feed.parse(data.encode())


def test_an_external_dtd_is_not_read_and_it_is_said() -> None:
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://127.0.0.1:1/x.dtd">'
    document = feed.parse(rss("<title>a&eacute;b</title><item><title>c</title></item>", doctype))
    assert [segment.text for segment in document.segments] == ["c"]
    assert "entity of a DTD" in document.notes[0]


def test_deeply_nested_content() -> None:
    deep = "<div>" * 5000 + "text" + "</div>" * 5000
    assert texts(rss(f"<item><description><![CDATA[{deep}]]></description></item>")) == ["text"]
    assert texts(rss(f"<item><description>{deep}</description></item>")) == ["text"]


@pytest.mark.parametrize("name", ["a.xml", "a.rss", "a.atom"])
def test_it_is_found_by_its_extension(name: str) -> None:
    assert known(Path(name))


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("&lt;b>x&lt;/b> &quot;y&quot;", "<1>z</1> \"'", "&lt;b>z&lt;/b> &quot;'"),
        ("&#60;b&#62;x&#60;/b&#62; it&#39;s", "<1>z</1>'s", "&#60;b&#62;z&#60;/b&#62;&#39;s"),
        ("&lt;b&gt;x&lt;/b&gt; y", '<1>z</1> "', '&lt;b&gt;z&lt;/b&gt; "'),
        ("x &lt;br> y", "]]> <1/> ]]>", "]]&amp;gt; &lt;br> ]]&amp;gt;"),
        ("]]x &lt;br> y", "> <1/>", "&gt; &lt;br>"),
    ],
)
def test_a_translation_is_escaped_as_its_source_is(source: str, text: str, expected: str) -> None:
    around = "<rss><channel><item><description>{}</description></item></channel></rss>"
    document = feed.parse(around.format(source).encode())
    written = feed.render(document, [text]).decode()
    assert around.format(expected) == written
    feed.parse(written.encode())
