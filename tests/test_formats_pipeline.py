"""Pages, feeds and JSON through all stages."""

from __future__ import annotations

from tests.conftest import Desk
from translator.state import State

PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>News</title></head>
<body><nav><a href="/">Home</a></nav>
<h1>School opened</h1>
<p>The <b>European Union</b> opened a school &amp; a library.</p>
<p lang="ru">По-русски.</p>
</body></html>
"""
FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>News</title><language>en</language>
<item><title>School opened</title><link>https://example.org/1</link></item></channel></rss>
"""


def ready(desk: Desk, name: str, text: str, extra: str = "") -> None:
    desk.configure('[publish]\nstate = "translated"\n' + extra, '"ka", "ru"')
    desk.write(f"content/{name}", text)
    desk.run("extract")


def sources(desk: Desk, item: str) -> list[str]:
    return [entry.source for entry in desk.catalogue("ka", item).entries]


def test_a_page_is_translated_in_place(desk: Desk) -> None:
    ready(desk, "page.html", PAGE, '[formats.html]\nexclude = ["nav"]\n')
    assert sources(desk, "page") == [
        "News",
        "School opened",
        "The <1>European Union</1> opened a school & a library.",
        "По-русски.",
    ]
    russian = desk.entry("ru", "page", "По-русски.")
    assert (russian.target, russian.state) == ("По-русски.", State.TRANSLATED)
    texts = {
        "News": "სიახლეები",
        "School opened": "სკოლა გაიხსნა",
        sources(desk, "page")[2]: "<1>ევროკავშირმა</1> გახსნა სკოლა & ბიბლიოთეკა.",
        "По-русски.": "რუსულად.",
    }
    desk.translate("ka", "page", texts)
    desk.run("compile")
    published = (desk.root / "build/ka/page.html").read_text()
    assert '<html lang="ka">' in published
    assert "<p><b>ევროკავშირმა</b> გახსნა სკოლა &amp; ბიბლიოთეკა.</p>" in published
    assert '<nav><a href="/">Home</a></nav>' in published


def test_a_translation_that_breaks_the_markup_is_held_and_named(desk: Desk) -> None:
    ready(desk, "page.html", "<p>The <b>Union</b> grew.</p>\n")
    (source,) = sources(desk, "page")
    desk.translate("ka", "page", {source: "<1>კავშირი გაიზარდა."})
    result = desk.run("compile", code=2)
    assert "content/page.html" in result.stderr
    assert not (desk.root / "build/ka/page.html").exists()
    findings = desk.json("check", "-l", "ka", code=1)["diagnostics"]
    assert "placeables" in [finding["rule"] for finding in findings]


def test_a_feed_declares_its_language(desk: Desk) -> None:
    ready(desk, "feed.xml", FEED)
    desk.translate("ka", "feed", {"News": "სიახლეები", "School opened": "სკოლა გაიხსნა"})
    desk.run("compile")
    published = (desk.root / "build/ka/feed.xml").read_text()
    assert "<language>ka</language>" in published
    assert "<title>სკოლა გაიხსნა</title><link>https://example.org/1</link>" in published


def test_json_takes_the_text_from_the_paths_of_the_config(desk: Desk) -> None:
    text = '{"id": 7, "head": "School opened", "note": "internal"}\n'
    ready(desk, "item.json", text, '[formats.json.paths]\nhead = "plain"\n')
    assert sources(desk, "item") == ["School opened"]
    desk.translate("ka", "item", {"School opened": 'სკოლა "გაიხსნა"'})
    desk.run("compile")
    assert (desk.root / "build/ka/item.json").read_text() == (
        '{"id": 7, "head": "სკოლა \\"გაიხსნა\\"", "note": "internal"}\n'
    )


def test_a_broken_page_is_named_and_the_others_are_done(desk: Desk) -> None:
    desk.write("content/bad.json", '{"title": ')
    desk.write("content/good.txt", "Hello.\n")
    result = desk.run("extract", code=2)
    assert "content/bad.json:1: " in result.stderr
    assert sources(desk, "good") == ["Hello."]


def test_a_wrong_selector_is_named(desk: Desk) -> None:
    desk.configure('[formats.html]\nexclude = ["nav >"]\n')
    desk.write("content/page.html", PAGE)
    assert "nav >" in desk.run("extract", code=2).stderr


def test_markdown_goes_through_all_stages(desk: Desk) -> None:
    text = "---\ntitle: School opened\nlang: en\n---\nThe **European Union** opened it.\n"
    ready(desk, "note.md", text, '[formats.markdown]\nfront-matter = ["title"]\n')
    assert sources(desk, "note") == ["School opened", "The <1>European Union</1> opened it."]
