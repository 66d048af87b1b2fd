"""What goes out, what is held back, and what the preview marks."""

from __future__ import annotations

import json
import shutil
from typing import Any

import pytest

from tests.conftest import Desk

NEWS = "School news\n\nA school was opened.\n"
TEXTS = {"School news": "Новости школы", "A school was opened.": "Открылась школа."}
TRANSLATED = '[publish]\nstate = "translated"\n'


@pytest.fixture
def news(desk: Desk) -> Desk:
    desk.configure(TRANSLATED)
    desk.write("content/2026/news.txt", NEWS)
    desk.run("extract")
    return desk


def listed(desk: Desk, language: str = "ru") -> list[dict[str, Any]]:
    data = json.loads((desk.root / "build" / language / "items.json").read_text())
    assert (data["version"], data["language"]) == (1, language)
    items: list[dict[str, Any]] = data["items"]
    return items


def held(desk: Desk, language: str = "ru") -> list[dict[str, Any]]:
    data = json.loads((desk.root / "build" / "held.json").read_text())
    return [each for each in data["held"] if each["lang"] == language]


def test_a_translated_item_is_published(news: Desk) -> None:
    news.translate("ru", "2026/news", TEXTS)
    result = news.run("compile")
    assert (news.root / "build/ru/2026/news.txt").read_text() == (
        "Новости школы\n\nОткрылась школа.\n"
    )
    (record,) = listed(news)
    assert record["id"] == "2026/news"
    assert record["title"] == "Новости школы"
    assert record["path"] == "2026/news.txt"
    assert held(news) == []
    assert listed(news, "ka") == []
    assert "1 localised item in " in result.stderr


def test_nothing_below_the_asked_state_gets_out(news: Desk) -> None:
    news.translate("ru", "2026/news", {"School news": "Новости школы"})
    news.run("compile")
    assert not (news.root / "build/ru/2026/news.txt").exists()
    (why,) = held(news)
    assert why["item"] == "2026/news"
    assert why["states"] == {"untranslated": 1}
    assert why["reason"] == "1 of 2 segments is not translated: 1 untranslated"


def test_drafts_are_held_back(desk: Desk) -> None:
    desk.configure(TRANSLATED)
    desk.write("content/date.txt", "17/05/2016\n")
    desk.run("extract")
    desk.run("draft")
    desk.run("compile")
    assert held(desk)[0]["states"] == {"draft": 1}
    assert not (desk.root / "build/ru/date.txt").exists()


def test_the_default_asks_for_approval(news: Desk) -> None:
    news.configure("")
    news.translate("ru", "2026/news", TEXTS)
    news.run("compile")
    assert held(news)[0]["states"] == {"translated": 2}
    news.run("compile", "--state", "translated")
    assert len(listed(news)) == 1
    news.run("compile")
    assert not (news.root / "build/ru/2026/news.txt").exists()  # what is withdrawn goes


def test_strict_fails_when_something_is_held(news: Desk) -> None:
    news.run("compile", "--strict", code=1)
    for language in news.project.languages:
        news.translate(language, "2026/news", TEXTS)
    news.run("compile", "--strict", code=0)


def test_a_published_item_whose_source_changed_keeps_its_rendering(news: Desk) -> None:
    news.translate("ru", "2026/news", TEXTS)
    news.run("compile")
    before = (news.root / "build/ru/2026/news.txt").read_bytes()
    news.write("content/2026/news.txt", NEWS + "\nPupils came.\n")
    for _ in range(2):  # also when the catalogue knows of the change
        result = news.run("compile")
        assert (news.root / "build/ru/2026/news.txt").read_bytes() == before
        assert listed(news)[0]["stale"] is True
        assert held(news)[0]["kept"] is True
        assert "the last rendering stays" in result.stderr
        news.run("extract")
    news.translate("ru", "2026/news", {"Pupils came.": "Пришли ученики."})
    news.run("compile")
    assert "Пришли" in (news.root / "build/ru/2026/news.txt").read_text()
    assert listed(news)[0]["stale"] is False


def test_or_is_held_where_the_config_says_so(news: Desk) -> None:
    news.configure(TRANSLATED + 'stale = "hold"\n')
    news.translate("ru", "2026/news", TEXTS)
    news.run("compile")
    news.write("content/2026/news.txt", NEWS + "\nPupils came.\n")
    news.run("compile")
    assert not (news.root / "build/ru/2026/news.txt").exists()
    assert held(news)[0]["states"] == {"missing": 1}


def test_gaps_may_be_filled_with_the_marked_source(news: Desk) -> None:
    news.configure(TRANSLATED + 'incomplete = "source"\n')
    news.translate("ru", "2026/news", {"School news": "Новости школы"})
    news.run("compile")
    assert (news.root / "build/ru/2026/news.txt").read_text() == (
        "Новости школы\n\n[English] A school was opened.\n"
    )
    assert listed(news)[0]["complete"] is False
    assert listed(news, "ka") == []  # nothing translated: nothing to fill


def test_an_item_that_vanished_is_no_longer_published(news: Desk) -> None:
    news.translate("ru", "2026/news", TEXTS)
    news.run("compile")
    (news.root / "content/2026/news.txt").rename(news.root / "content/other.txt")
    news.run("compile")
    assert not (news.root / "build/ru/2026/news.txt").exists()
    assert listed(news) == []


def test_one_language_alone_leaves_the_others_as_they_were(news: Desk) -> None:
    news.translate("ru", "2026/news", TEXTS)
    news.run("compile")
    before = held(news, "ka")
    news.run("compile", "-l", "ru")
    assert held(news, "ka") == before != []
    assert len(listed(news)) == 1


def test_a_second_run_gives_the_same_bytes(news: Desk) -> None:
    news.translate("ru", "2026/news", TEXTS)
    news.run("compile")
    before = news.published()
    assert {"site/ru/2026/news.html", "ru/2026/news.txt", "ka/items.json"} <= before.keys()
    news.run("compile")
    assert news.published() == before
    shutil.rmtree(news.root / "build")
    news.run("compile")
    assert news.published() == before


def test_a_spoilt_list_of_an_earlier_run_is_no_trouble(news: Desk) -> None:
    news.translate("ru", "2026/news", TEXTS)
    news.write("build/ru/items.json", '{"items": [{"id": "x", "path": "../../content/2026"}]}')
    news.write("build/held.json", "nonsense")
    news.run("compile")
    assert len(listed(news)) == 1
    assert (news.root / "content/2026/news.txt").exists()


def test_a_list_that_points_out_of_the_folder_removes_nothing_there(news: Desk) -> None:
    record = {
        "id": "x",
        "title": "",
        "path": "../../content/2026/news.txt",
        "source": "",
        "source-digest": "",
    }
    data = {"version": 1, "language": "ru", "items": [record]}
    news.write("build/ru/items.json", json.dumps(data))
    news.run("compile")
    assert (news.root / "content/2026/news.txt").exists()


def test_an_unreadable_catalogue_is_named_and_keeps_its_item_out_alone(news: Desk) -> None:
    news.translate("ru", "2026/news", TEXTS)
    news.path("ka", "2026/news").write_text("<<<<<<< HEAD\n")
    result = news.run("compile", code=2)
    assert "has conflict markers" in result.stderr
    assert held(news, "ka")[0]["reason"] == "has conflict markers"
    assert len(listed(news)) == 1


def test_the_preview_has_every_item_with_what_nobody_reviewed_marked(news: Desk) -> None:
    news.write("content/2026/news.txt", NEWS + "\n17/05/2016\n\nPupils came.\n")
    news.run("extract")
    news.run("draft")
    news.translate("ru", "2026/news", {"School news": "Новости школы"})
    path = news.path("ru", "2026/news")
    text = path.read_text().replace(
        'msgid "Pupils came."\nmsgstr ""', '#, fuzzy\nmsgid "Pupils came."\nmsgstr "Были дети."'
    )
    path.write_text(text)
    result = news.run("compile", "--preview")
    assert "5 previews written" in result.stderr
    assert (news.root / "build/preview/ru/2026/news.txt").read_text() == (
        "Новости школы\n\n"
        "[UNREVIEWED source] A school was opened.\n\n"
        "[UNREVIEWED draft, cldr] 17.05.2016\n\n"
        "[UNREVIEWED needs-work] Были дети.\n"
    )
    assert not (news.root / "build/ru").exists()


def test_the_output_may_go_elsewhere(news: Desk) -> None:
    news.translate("ru", "2026/news", TEXTS)
    target = news.root.parent / "elsewhere"
    news.run("compile", "--output", str(target))
    assert (target / "ru/2026/news.txt").exists()
    assert not (news.root / "build").exists()
