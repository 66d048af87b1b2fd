"""Links between items lead to the localised neighbour where there is one."""

from __future__ import annotations

import json
import posixpath

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.publish.conftest import Press
from translator.formats import embedded, feed, json_item
from translator.metadata import stated
from translator.publish.links import Addresses, relative, rewrite, spans

BASE = "https://example.org/press/"
PAGE = """\
---
title: Links
---

A [file](talks.md#top), a [page](../2026/talks "Talks"), [none](missing.md), [held](held.md).

[ref] and <https://example.org/press/2026/talks.html>, <a href='/press/2026/held.html'>tag</a>.

[ref]: https://example.org/press/en/2026/talks?x=1

    [code](talks.md)

`[code](held.md)`
"""


@pytest.mark.parametrize(
    ("address", "item", "path", "tail", "base"),
    [
        ("talks.md", "2026/talks", "2026/talks.md", "", ""),
        ("talks.html#a", "2026/talks", "2026/talks.html", "#a", ""),
        ("talks/?q#a", "2026/talks", "2026/talks/", "?q#a", ""),
        ("../two%20words", "two words", "two words", "", ""),
        (f"{BASE}2026/talks", "2026/talks", "2026/talks", "", BASE),
        (f"{BASE}en/2026/talks", "2026/talks", "2026/talks", "", BASE),
        ("/press/2026/talks.htm", "2026/talks", "2026/talks.htm", "", "/press/"),
    ],
)
def test_addresses_of_items(address: str, item: str, path: str, tail: str, base: str) -> None:
    known = Addresses(BASE, ("en", "ru"), {"2026/talks": ".md", "two words": ".txt"})
    found = known.target("2026/news", address)
    assert found is not None
    assert (found.item, found.path, found.tail, found.base) == (item, path, tail, base)


NAMES = st.lists(st.text("ab.é ", min_size=1).filter(lambda name: name.strip(".")), min_size=1)


@given(NAMES, NAMES)
def test_a_relative_path_leads_back(start: list[str], path: list[str]) -> None:
    found = relative("/".join(start), "/".join(path))
    assert posixpath.normpath(posixpath.join("/".join(start[:-1]), found)) == "/".join(path)


@pytest.mark.parametrize(
    "address",
    [
        *("", "#talks", "?talks", "mailto:talks", "//example.org/press/2026/talks", "/2026/talks"),
        *("talks.png", "talks.txt", "https://example.com/press/2026/talks", "2026/talks", "../.."),
    ],
)
def test_addresses_of_nothing_here(address: str) -> None:
    known = Addresses(BASE, ("en", "ru"), {"2026/talks": ".md"})
    assert known.target("2026/news", address) is None


def test_links_are_found_in_pages_but_not_in_comments_and_scripts() -> None:
    page = (
        "<!-- <a href=no> --><script>'<a href=no>'</script>"
        "<a class=x title='a > b' href='one'>1</a><AREA HREF=two><a\nhref=\"three\"><img src=four>"
        "<a data-href=no>"
    )
    assert [page[start:end] for start, end in spans("html", page)] == [
        *("one", "two", "three", "four")
    ]
    whole = [embedded.whole("html", page)]
    assert rewrite(page, whole, {"two": "2"}.get) == page.replace("HREF=two", "HREF=2")


UNENDING = ("<a ", '<a "', "<a '\"", "<!--", "<script>", "<img ", "`a``b", "[", "<meta ", "<date ")


@pytest.mark.parametrize("piece", UNENDING)
def test_what_never_ends_is_looked_at_once(piece: str) -> None:
    """Where each beginning were followed to the end of the file, this would take hours."""
    text = piece * 100_000
    assert list(spans("html", text)) == []
    assert list(spans("markdown", text)) == []
    assert stated.html(text, "x") == stated.feed(text, "x") == {}


def test_links_lead_to_the_localised_neighbour_where_there_is_one(press: Press) -> None:
    press.configure(base=BASE)
    press.item("2026/talks.md", "# Talks\n\nSee [links](links.md).\n")
    press.item("2026/links.md", PAGE)
    press.translate("ru", "ka")
    press.item("2026/held.md", "# Held\n")
    press.compile()
    localised = press.text("ru/2026/links.md")
    assert "](talks.md#top)" in localised  # a neighbour in the same folder, as in the source
    assert '](../2026/talks "RU Talks")' in localised
    assert "](missing.md)" in localised
    assert "](https://example.org/press/2026/held.md)" in localised  # held: the source's address
    assert "[ref]: https://example.org/press/ru/2026/talks?x=1\n" in localised
    assert "<https://example.org/press/ru/2026/talks.html>" in localised
    assert "<a href='/press/2026/held.html'>" in localised
    assert "    [code](talks.md)" in localised
    assert "`[code](held.md)`" in localised
    page = press.text("site/ru/2026/links.html")
    assert '<a href="talks.html#top">' in page
    assert '<a href="talks.html?x=1">' in page
    assert '<a href="held.html">' in page
    press.translate("ru", "ka")
    press.compile()
    localised = press.text("ru/2026/links.md")
    assert "[held](held.md)" in localised.replace("RU ", "")
    assert "<a href='/press/ru/2026/held.html'>" in localised


def test_links_in_pages_follow_too(press: Press) -> None:
    press.configure(base=BASE)
    press.item("talks.html", "<title>Talks</title><p>Text</p>")
    press.item("links.html", f'<title>Links</title><p><a href="{BASE}talks.html">Talks</a></p>')
    press.translate("ru")
    press.compile()
    assert f'<a href="{BASE}ru/talks.html">' in press.text("ru/links.html")
    (press.desk.root / "content/talks.html").unlink()
    press.compile()
    assert f'<a href="{BASE}talks.html">' in press.text("ru/links.html")


def test_pictures_beside_an_item_are_on_its_page(press: Press) -> None:
    press.item("2026/news.md", "# News\n\n![A school](img/a%20b.png) [Report](../report.pdf)\n")
    press.desk.write("content/2026/img/a b.png", b"\x89PNG")
    press.desk.write("content/report.pdf", b"%PDF")
    press.desk.write("content/_secret.pdf", b"no")
    press.item("out.md", "# Out\n\n![x](../translator.toml) ![y](_secret.pdf)\n")
    press.translate("ru")
    press.compile()
    page = press.text("site/ru/2026/news.html")
    assert '<img src="../../media/2026/img/a%20b.png" alt="A school">' in page
    assert '<a href="../../media/report.pdf">' in page
    media = {path for path in press.desk.published() if path.startswith("site/media/")}
    assert media == {"site/media/2026/img/a b.png", "site/media/report.pdf"}


RSS = f"""<rss version="2.0"><channel><title>Press</title><language>en</language>
<link>{BASE}talks.html</link>
<item><title>One</title><link>{BASE}talks.html</link><guid>{BASE}talks.html</guid>
<description>&lt;p&gt;See &lt;a href="{BASE}talks.html?a=1&amp;amp;b=2"&gt;talks&lt;/a&gt;
&lt;p&gt;or &lt;a href=&quot;held.html&quot;&gt;more&lt;/a&gt;&lt;/p&gt;</description></item>
<item><title>{BASE}talks.html</title>
<description><![CDATA[<p>See <a href='/press/en/talks#x'>talks</a> and <a href="https://example.com/talks">others</a>
<!-- <a href="/press/talks"> --></p>]]></description>
</item></channel></rss>
"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Press</title>
<link rel="self" href="{BASE}talks.html"/><id>x</id><updated>2026-11-24T00:00:00Z</updated>
<entry><id>{BASE}talks.html</id><title>One</title><link href="{BASE}talks.html"/>
<updated>2026-11-24T00:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>See <a
  href = "{BASE}talks.html">talks</a><br />or <a href="held.html">more</a></p></div></content>
</entry></feed>
"""


def test_links_in_feeds_follow_however_they_are_written(press: Press) -> None:
    press.configure(base=BASE)
    press.item("talks.html", "<title>Talks</title><p>Text</p>")
    press.item("rss.xml", RSS)
    press.item("atom.xml", ATOM)
    press.translate("ru")
    press.item("held.html", "<p>Held</p>")
    press.compile()
    rss = press.text("ru/rss.xml")
    assert f'&lt;a href="{BASE}ru/talks.html?a=1&amp;amp;b=2"&gt;' in rss
    assert f"&lt;a href=&quot;{BASE}held.html&quot;&gt;" in rss
    assert "<a href='/press/ru/talks#x'>" in rss
    assert '<a href="https://example.com/talks">' in rss
    assert '<!-- <a href="/press/talks"> -->' in rss
    assert rss.count(f"{BASE}talks.html<") == 4  # addresses and ids of the feed's own stay
    read = feedparser.parse(press.text("ru/rss.xml"))
    assert f'href="{BASE}ru/talks.html?a=1&amp;b=2"' in read.entries[0].summary
    atom = press.text("ru/atom.xml")
    assert f'<a\n  href = "{BASE}ru/talks.html">' in atom
    assert f'<a href="{BASE}held.html">' in atom
    assert f'<link href="{BASE}talks.html"/>' in atom
    assert f"<id>{BASE}talks.html</id>" in atom


def test_links_in_json_follow_in_the_style_of_the_file(press: Press) -> None:
    paths = (
        '[formats.json.paths]\ntitle = "plain"\nbody = "html"\nnote = "markdown"\nkept = "plain"\n'
    )
    press.configure(paths, base=BASE)
    press.item("talks.html", "<title>Talks</title><p>Text</p>")
    text = (
        '{"title": "One",\n "url": "https://example.org/press/talks.html",\n'
        ' "body": "<p><a href=\\"https:\\/\\/example.org\\/press\\/talks.html\\">T<\\/a>'
        '<a href=\\u0022held.html\\u0022><img src=x><\\/a><\\/p>",\n'
        ' "note": "See [talks](https://example.org/press/talks \\"T\\"),\\n`[no](held.html)`",\n'
        ' "kept": "[x](https://example.org/press/talks)" }\n'
    )
    press.item("item.json", text)
    press.translate("ru")
    press.item("held.html", "<p>Held</p>")
    press.compile()
    written = press.text("ru/item.json")
    assert '<a href=\\"https:\\/\\/example.org\\/press\\/ru\\/talks.html\\">' in written
    assert "<a href=\\u0022https:\\/\\/example.org\\/press\\/held.html\\u0022>" in written
    assert "(https://example.org/press/ru/talks \\" in written
    assert "`[no](held.html)`" in json.loads(written)["note"]
    assert json.loads(written)["url"] == "https://example.org/press/talks.html"
    assert "(https://example.org/press/talks)" in json.loads(written)["kept"]


def test_the_address_of_a_neighbour_is_percent_encoded(press: Press) -> None:
    press.configure(base=BASE)
    press.item('two "words".md', "# Talks\n")
    press.item(
        "links.md", f"# L\n\n[a]({BASE}two%20%22words%22) <a href={BASE}two%20%22words%22>b</a>\n"
    )
    press.translate("ru")
    press.compile()
    written = press.text("ru/links.md")
    assert f"]({BASE}ru/two%20%22words%22)" in written
    assert f"<a href={BASE}ru/two%20%22words%22>" in written


ADDRESSES = st.sampled_from(["talks", "a/b.html", "held", "x?a=1&amp;b=2", "é/ж"])
STYLES = st.sampled_from(["quoted", "slashes", "ascii"])


@given(st.lists(st.tuples(ADDRESSES, st.text(max_size=5))), STYLES)
def test_only_the_links_in_a_string_change(links: list[tuple[str, str]], style: str) -> None:
    def page(base: str) -> str:
        return "".join(f'<a href="{base}{to}">{json.dumps(text)[1:-1]}</a>' for to, text in links)

    def file(base: str) -> str:
        text = json.dumps({"n": page("/p/"), "body": page(base)}, ensure_ascii=style == "ascii")
        return text.replace("/", "\\/") if style == "slashes" else text

    def replace(address: str) -> str | None:
        return f"/p/ru/{address[3:]}" if address.startswith("/p/") else None

    old = file("/p/")
    options = json_item.JsonOptions({"body": "html"})
    assert rewrite(old, json_item.markup(old, options), replace) == file("/p/ru/")


@given(st.lists(ADDRESSES, min_size=1), st.booleans())
def test_only_the_links_in_an_element_change(links: list[str], cdata: bool) -> None:
    def file(base: str) -> str:
        page = "".join(f'<a href="{base}{to}">x &amp; y</a>' for to in links)
        escaped = page.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        content = f"<![CDATA[{page}]]>" if cdata else escaped
        item = f"<item><link>/p/x</link><description>{content}</description></item>"
        return f"<rss><channel>{item}</channel></rss>"

    def replace(address: str) -> str | None:
        return f"/p/ru/{address[3:]}" if address.startswith("/p/") else None

    old = file("/p/")
    assert rewrite(old, feed.markup(old), replace) == file("/p/ru/")


HEAD = """<!DOCTYPE html><html lang="en-GB"><head><title>Talks</title>
<meta property="og:url" content="https://example.org/press/talks.html">
<meta property="og:locale" content="en_GB"><meta property="og:locale:alternate" content="fr_FR">
<meta content=en http-equiv=Content-Language><meta name="DC.language" content="en">
<link href=https://example.org/press/talks.html rel="canonical">
<link rel="alternate" hreflang="en" href="https://example.org/press/talks.html">
<link rel="next" href="/press/more.html"><link rel=icon href="/press/more.html">
</head><body><p>See <a hreflang="en" href="/press/more.html">English</a> or
<a href="/press/more.html" title="a > b" hreflang=en>it</a> or <a href="/press/more.html">more</a>
"""


def test_a_page_says_its_own_language_and_address(press: Press) -> None:
    press.configure(base=BASE)
    press.item("talks.html", HEAD)
    press.item("more.html", "<title>More</title><p>Text</p>")
    press.translate("ka")
    press.compile("-l", "ka")
    expected = (
        HEAD.replace('"en-GB"', '"ka"')
        .replace('"en_GB"', '"ka_GE"')
        .replace("content=en ", 'content="ka" ')
        .replace('DC.language" content="en"', 'DC.language" content="ka"')
        .replace('content="https://example.org/press/', f'content="{BASE}ka/')
        .replace("href=https://example.org/press/", f"href={BASE}ka/")
        .replace('"next" href="/press/', '"next" href="/press/ka/')
        .replace('<a href="/press/more.html">more', '<a href="/press/ka/more.html">more')
        .replace("<title>", "<title>KA ")
        .replace("See", "KA See")
        .replace('title="a ', 'title="KA a ')
        .replace("or\n<a", "or <a")
    )
    assert press.text("ka/talks.html") == expected
