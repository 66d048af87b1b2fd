"""Links between items lead to the localised neighbour where there is one."""

from __future__ import annotations

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.publish.conftest import Press
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
    assert rewrite("html", page, {"two": "2"}.get) == page.replace("HREF=two", "HREF=2")


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
