"""feed.xml: what RFC 4287 asks for, and what a feed reader makes of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import feedparser
from lxml import etree

from tests.publish.conftest import Press

ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "https://example.org/press/"


def read(press: Press, path: str = "ru/feed.xml") -> Any:
    parsed = feedparser.parse((press.desk.root / "build" / path).read_bytes())
    assert parsed.bozo is False
    return parsed


def check_required(press: Press, path: str) -> None:
    """RFC 4287, sections 4.1.1 and 4.1.2: each element that must be there, and how often."""
    root = etree.fromstring((press.desk.root / "build" / path).read_bytes())
    assert root.tag == f"{ATOM}feed"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang")
    for element in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, name
        updated = element.findtext(f"{ATOM}updated")
        assert updated
        assert dt.datetime.fromisoformat(updated).tzinfo is not None
        identity = element.findtext(f"{ATOM}id") or ""
        assert identity.startswith(("https://", "urn:uuid:"))
        alternates = [
            link for link in element.findall(f"{ATOM}link") if link.get("rel") == "alternate"
        ]
        assert len(alternates) == 1
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    ids = [element.text for element in root.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))


def newsroom(press: Press, base: str = BASE) -> None:
    press.configure(base=base)
    press.item("old.txt", "Old news\n\nIt is < & > old.\n", "date = 2026-01-02\n")
    beside = "date = 2026-11-24T09:00:00+06:00\nupdated = 2026-11-25\n"
    press.item("2026/new.txt", "New news\n\nIt is new.\n", beside)
    press.item("undated.txt", "Undated\n")
    press.translate("ru")
    press.item("held.txt", "Held\n", "date = 2026-11-26\n")
    press.compile()


def test_a_feed_reader_reads_it(press: Press) -> None:
    newsroom(press)
    feed = read(press)
    assert feed.feed.title == "Test desk – Новости"
    assert feed.feed.language == "ru"
    assert feed.feed.updated == "2026-11-25T00:00:00Z"
    assert {link.rel: link.href for link in feed.feed.links} == {
        "alternate": f"{BASE}ru/",
        "self": f"{BASE}ru/feed.xml",
    }
    new, old = feed.entries
    assert new.title == "RU New news"
    assert new.link == new.id == f"{BASE}ru/2026/new.html"
    assert new.published == "2026-11-24T03:00:00Z"
    assert new.updated == "2026-11-25T00:00:00Z"
    assert new.summary == "RU It is new."
    assert old.title == "RU Old news"
    assert old.summary == "RU It is < & > old."
    assert read(press, "ka/feed.xml").entries == []


def test_it_has_what_the_standard_requires(press: Press) -> None:
    newsroom(press)
    paths = [path for path in press.desk.published() if path.endswith("feed.xml")]
    assert len(paths) == 5  # in each target language, and of the site in each of its languages
    for path in paths:
        check_required(press, path)
    assert [entry.title for entry in read(press, "site/en/feed.xml").entries] == [
        *("Held", "New news", "Old news")
    ]


def test_without_an_address_ids_stay_the_same_and_links_are_relative(press: Press) -> None:
    newsroom(press, base="")
    for path in [path for path in press.desk.published() if path.endswith("feed.xml")]:
        check_required(press, path)
    ids = [entry.id for entry in read(press).entries]
    assert [entry.link for entry in read(press).entries] == [
        *("../site/ru/2026/new.html", "../site/ru/old.html")
    ]
    assert read(press, "site/ru/feed.xml").entries[0].link == "2026/new.html"
    beside = "date = 2026-12-01\n"
    press.item("2026/new.txt", "New news, corrected\n\nIt is new.\n", beside)
    press.translate("ru", mark="К")
    press.compile()
    found = {entry.title: entry.id for entry in read(press).entries}
    assert [found["К New news, corrected"], found["К Old news"]] == ids


def test_characters_that_xml_forbids_are_left_out(press: Press) -> None:
    press.item("news.txt", "News\x08 today\n", "date = 2026-01-02\n")
    press.translate("ru")
    press.compile()
    assert read(press).entries[0].title == "RU News today"


def test_only_the_newest_fifty_are_in_it(press: Press) -> None:
    for number in range(1, 29):
        for month in ("01", "02"):
            press.item(f"{month}-{number:02}.txt", "News\n", f"date = 2026-{month}-{number:02}\n")
    press.translate("ru")
    press.compile()
    entries = read(press).entries
    assert len(entries) == 50
    assert [entries[0].link, entries[-1].link] == [
        *("../site/ru/02-28.html", "../site/ru/01-07.html")
    ]
