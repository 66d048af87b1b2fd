"""The page that the review page shows beside the editor."""

from __future__ import annotations

import pytest
from lxml import html

from tests.publish.conftest import Press
from translator import preview

PAGE = """<html lang="en"><head><title>News</title></head><body><h1>News</h1>
<p>A <b>bold</b> text with <img src="a.png" alt="A school">.</p><p>Second.</p></body></html>
"""
MARKDOWN = """---
title: News
---

# Heading

A **bold** text with ![A school](a.png "Title").

| Cell | Other |
|------|-------|
| one  | `two` |

Some

    code
"""
FEED = """<rss version="2.0"><channel><title>News</title><item><title>Entry</title>
<description>&lt;p&gt;One&lt;/p&gt;</description></item></channel></rss>
"""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("news.html", PAGE),
        ("news.md", MARKDOWN),
        ("news.txt", "News\n\n • one\n • two\n\nText.\n"),
        ("news.json", '{"title": "News", "body": "<p>One</p><p>Two</p>", "lead": "Lead"}'),
        ("news.xml", FEED),
    ],
)
def test_each_segment_of_the_text_can_be_found(press: Press, name: str, text: str) -> None:
    press.item(name, text)
    press.desk.run("extract")
    press.desk.translate("ru", "news", {"News": "Новости", "Second.": "Второе."})
    item = press.desk.project.items[0]
    shown = preview.page(press.desk.project, item, "ru")
    assert "\ue000" not in shown.html
    tree = html.document_fromstring(shown.html)
    assert tree.findtext(".//h1") == "Новости"
    assert shown.style in shown.html
    entries = {entry.key: entry for entry in press.desk.catalogue("ru", "news").entries}
    found = {
        str(each.get("id")).removeprefix("segment-"): each
        for each in tree.iterfind(".//span[@class='segment']")
    }
    assert found.keys() <= entries.keys()
    inline = {"image alt", "tooltip", "title"}
    missing = {entries[key].role for key in entries.keys() - found.keys()}
    assert missing <= inline
    for key, element in found.items():
        after = element.tail or ""
        mark = element.getnext()
        if not after.strip() and mark is not None and mark.tag == "mark":
            after = mark.tail or ""
        assert after.strip()[:3] in entries[key].source + entries[key].target


def test_it_needs_no_other_file_and_no_link_of_the_site(press: Press) -> None:
    press.item("news.txt", "News\n")
    press.desk.run("extract")
    shown = preview.page(press.desk.project, press.desk.project.items[0], "ka")
    tree = html.document_fromstring(shown.html)
    assert tree.xpath("//link[@rel='stylesheet']") == []
    assert tree.xpath("//header//a/@href") == []
    assert tree.xpath("//mark/text()") == ["UNREVIEWED source"]


def test_what_nobody_reviewed_in_an_attribute_is_marked_in_words(press: Press) -> None:
    press.item("news.html", PAGE)
    press.desk.run("extract")
    (item,) = press.desk.project.items
    shown = html.fromstring(preview.page(press.desk.project, item, "ru").html)
    assert [image.get("alt") for image in shown.iter("img")] == ["[UNREVIEWED source] A school"]
