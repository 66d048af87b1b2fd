"""Metadata decide what is out: when, where, withdrawn or not; lists say it."""

from __future__ import annotations

import pytest

from tests.publish.conftest import Press


def test_an_item_waits_until_its_moment(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    press.item("news.txt", "News\n", "publish-after = 2026-11-24T09:00:00+06:00\n")
    press.translate("ru")
    press.compile("--now", "2026-11-24T02:59:59Z")
    assert press.held()["news"]["reason"] == "not to be published before 2026-11-24 03:00+00:00"
    assert not press.has("ru/news.txt")
    assert not press.has("site/en/news.html")
    assert not press.has("site/ka/news.html")
    press.compile("--now", "2026-11-24T03:00:00Z")  # no file has changed: only the time
    assert press.has("ru/news.txt")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    press.compile()
    assert not press.has("ru/news.txt")
    assert press.held()["news"]["kept"] is False


def test_what_waited_goes_out_though_no_file_has_changed(press: Press) -> None:
    press.item("news.txt", "News\n", "publish-after = 2026-11-24T09:00:00Z\n")
    press.translate("ru")
    for _ in range(2):
        press.compile("--now", "2026-11-24T08:59:59Z")
        assert not press.has("ru/news.txt")
    press.compile("--now", "2026-11-24T09:00:00Z")
    assert press.has("ru/news.txt")
    press.compile("--now", "2026-11-24T09:00:01Z")
    assert press.has("ru/news.txt")


def test_a_moment_without_an_offset_is_in_the_projects_zone(press: Press) -> None:
    press.configure(project='time-zone = "Asia/Bishkek"\n')
    press.item("news.txt", "News\n", "publish-after = 2026-11-24\n")
    press.translate("ru")
    press.compile("--now", "2026-11-23T23:59")
    assert press.held()["news"]["reason"] == "not to be published before 2026-11-24 00:00+06:00"
    press.compile("--now", "2026-11-23T18:00:00Z")
    assert press.has("ru/news.txt")


def test_what_now_is_must_be_a_time(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    press.item("news.txt", "News\n")
    assert "--now 'soon' is no date" in press.compile("--now", "soon", code=2)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert "SOURCE_DATE_EPOCH is 'soon'" in press.compile(code=2)
    assert not (press.desk.root / "build").exists()


def test_a_withdrawn_item_is_taken_out_everywhere(press: Press) -> None:
    press.item("news.txt", "News\n", "date = 2026-11-24\n")
    press.translate("ru", "ka")
    press.compile()
    assert "news" in press.text("ru/feed.xml")
    press.item("news.txt", "News\n", "withdrawn = true\n")
    press.compile()
    assert not [path for path in press.desk.published() if "/news." in path]
    assert press.listed() == []
    assert press.held() == {}
    assert "<entry>" not in press.text("ru/feed.xml")
    assert press.desk.json("check")["gate"] == "passed"


def test_an_item_is_owed_only_to_the_languages_it_wants(press: Press) -> None:
    press.item("news.txt", "News\n", 'languages = ["ru"]\n')
    press.translate("ru")
    press.compile("--strict")
    assert press.has("ru/news.txt")
    assert press.held("ka") == {}
    assert not press.has("site/ka/news.html")
    verdict = press.desk.json("check")
    assert verdict["gate"] == "passed"
    assert "ka" not in verdict["items"]["news"]["languages"]
    press.item("news.txt", "News\n", 'languages = ["ka"]\n')
    press.compile()
    assert not press.has("ru/news.txt")
    assert press.held().keys() == set()


def test_what_is_published_and_changed_since_is_stale(press: Press) -> None:
    press.item("news.txt", "News\n")
    press.translate("ru", "ka")
    press.compile()
    press.item("news.txt", "Other news\n")
    assert press.desk.json("check", code=1)["stale"] == ["content/news.txt"]


def test_the_last_rendering_survives_without_the_working_folder(press: Press) -> None:
    press.item("news.txt", "News\n", "date = 2026-11-24\n")
    press.translate("ru")
    press.compile()
    press.item("news.txt", "Corrected news\n")
    import shutil

    shutil.rmtree(press.desk.root / ".translator")
    press.compile()
    assert press.text("ru/news.txt") == "RU News\n"
    assert press.held()["news"]["kept"] is True
    assert "С тех пор в оригинал внесено исправление" in press.text("site/ru/news.html")
    shutil.rmtree(press.desk.root / "build")
    press.compile()
    assert not press.has("ru/news.txt")
    assert press.held()["news"]["kept"] is False


def test_an_embargo_on_a_correction_keeps_nothing(press: Press) -> None:
    press.item("news.txt", "News\n")
    press.translate("ru")
    press.compile()
    press.item("news.txt", "Corrected news\n", "publish-after = 2999-01-01\n")
    press.compile()
    assert not press.has("ru/news.txt")


def test_items_json_tells_all_that_a_site_needs(press: Press) -> None:
    press.configure(base="https://example.org/press")
    press.item(
        "2026/school news.md",
        "---\ntitle: School news\ndate: 2026-11-24\nupdated: 2026-11-25T10:00:00+06:00\n---\n\n"
        "A **school** was opened.\n",
    )
    press.translate("ru")
    press.compile()
    (record,) = press.listed()
    assert record.pop("source-digest")
    assert record == {
        "id": "2026/school news",
        "title": "RU School news",
        "path": "2026/school news.md",
        "source": "content/2026/school news.md",
        "complete": True,
        "stale": False,
        "summary": "RU A school was opened.",
        "date": "2026-11-24",
        "date-text": "24 ноября 2026\u202fг.",
        "updated": "2026-11-25T10:00:00+06:00",
        "url": "https://example.org/press/ru/2026/school%20news.html",
        "alternates": {
            "en": "https://example.org/press/en/2026/school%20news.html",
            "ru": "https://example.org/press/ru/2026/school%20news.html",
        },
    }


def test_a_title_beside_the_item_must_be_translated_too(press: Press) -> None:
    press.item("news.txt", "A school was opened.\n", 'title = "School news"\n')
    press.desk.run("extract")
    press.desk.translate("ru", "news", {"A school was opened.": "Открылась школа."})
    press.compile()
    assert press.held()["news"]["states"] == {"untranslated": 1}
    press.desk.translate("ru", "news", {"School news": "Новости школы"})
    press.compile()
    assert press.listed()[0]["title"] == "Новости школы"
    assert press.text("ru/news.txt") == "Открылась школа.\n"
    assert "<h1>Новости школы</h1>" in press.text("site/ru/news.html")


def test_front_matter_html_feeds_and_json_name_their_language(press: Press) -> None:
    press.configure(base="https://example.org/")
    press.item("a.md", "---\ntitle: News\nlang: en\n---\n\nText.\n")
    press.item("b.html", '<html lang="en"><title>News</title><p>Text.</html>')
    press.item("c.json", '{"lang": "en", "title": "News", "more": {"lang": "en"}}')
    press.item(
        "d.xml",
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>News</title>'
        '<link rel="self" href="https://example.org/d.xml"/></feed>',
    )
    press.translate("ru")
    press.compile()
    assert "lang: ru\n" in press.text("ru/a.md")
    assert '<html lang="ru">' in press.text("ru/b.html")
    assert press.text("ru/c.json").startswith('{"lang": "ru", "title": "RU News"')
    assert '"more": {"lang": "en"}' in press.text("ru/c.json")
    assert 'xml:lang="ru"' in press.text("ru/d.xml")
    assert 'href="https://example.org/ru/d.xml"' in press.text("ru/d.xml")


def test_an_item_named_like_a_list_is_refused_or_goes_before(press: Press) -> None:
    press.item("items.json", '{"title": "News"}')
    press.item("feed.xml", '<rss version="2.0"><channel><title>Wire</title></channel></rss>')
    press.translate("ru")
    said = press.compile(code=2)
    assert "content/items.json: would be written over by the list" in said
    assert "<title>RU Wire</title>" in press.text("ru/feed.xml")
    assert press.listed()[0]["id"] == "feed"


def test_of_very_many_held_items_only_the_first_are_told(press: Press) -> None:
    for number in range(45):
        press.item(f"news-{number:02}.txt", "News\n")
    said = press.compile()
    assert said.count("held:") == 41
    assert "5 more items; see " in said
    assert len(press.held()) == 45
