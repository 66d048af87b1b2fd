"""`status` and `check`: honest figures, and a gate for continuous integration."""

from __future__ import annotations

import pytest

from tests.conftest import Desk
from translator.status import whole_percent

LANGUAGES = '"ka", "tg", "ru"'
GATE = "[gate.languages]\nka = {complete = 0}\ntg = {complete = 0}\n"
TEXTS = {"One.": "Раз.", "Two.": "Два."}


@pytest.fixture
def news(desk: Desk) -> Desk:
    desk.configure(GATE, LANGUAGES)
    desk.write("content/news.txt", "One.\n\nTwo.\n")
    desk.run("extract")
    return desk


def test_the_json_has_the_documented_shape(news: Desk) -> None:
    news.translate("ru", "news", {"One.": "Раз."})
    found = news.json("status")
    assert found["version"] == 1
    assert found["languages"]["ru"] == {
        "items": 1,
        "segments": 2,
        "words": 2,
        "states": {
            "untranslated": 1,
            "draft": 0,
            "needs-work": 0,
            "translated": 1,
            "approved": 0,
        },
        "complete": 0.5,
        "required": 1.0,
        "errors": 0,
        "warnings": 0,
        "passed": False,
    }
    assert found["items"]["news"]["source"] == "content/news.txt"
    assert found["items"]["news"]["languages"]["ru"]["complete"] == 0.5
    assert found["stale"] == []
    assert found["pairs"]["en-ru"] == {"engine": None, "segments": 2}
    assert "gate" not in found
    assert "diagnostics" not in found


def test_the_gate_opens_when_all_is_translated(news: Desk) -> None:
    assert news.json("check", code=1)["gate"] == "failed"
    news.translate("ru", "news", TEXTS)
    found = news.json("check")
    assert (found["gate"], found["diagnostics"]) == ("passed", [])
    assert "Gate: passed" in news.run("check").stdout


def test_a_catalogue_full_of_drafts_is_not_complete(desk: Desk) -> None:
    desk.write("content/news.txt", "17/05/2016\n\n18/05/2016\n")
    desk.run("extract")
    desk.run("draft")
    for tally in desk.json("check", code=1)["languages"].values():
        assert tally["states"]["draft"] == 2
        assert tally["complete"] == 0.0


def test_a_language_s_own_threshold_counts(news: Desk) -> None:
    news.translate("ru", "news", {"One.": "Раз."})
    news.configure(GATE + "ru = {complete = 50}\n", LANGUAGES)
    assert news.json("check")["gate"] == "passed"
    news.configure(GATE + 'ru = {complete = 50, state = "approved"}\n', LANGUAGES)
    assert news.json("check", code=1)["languages"]["ru"]["complete"] == 0.0


def test_a_stale_item_closes_the_gate_whatever_the_file_times(news: Desk) -> None:
    news.translate("ru", "news", TEXTS)
    news.write("content/news.txt", "One.\n\nTwo.\n\nThree.\n")
    found = news.json("check", code=1)
    assert found["stale"] == ["content/news.txt"]
    assert "run `translator extract`: content/news.txt" in news.run("check", code=1).stdout
    for path in news.root.rglob("*"):
        path.touch()
    assert news.json("check", code=1)["stale"] == ["content/news.txt"]


def test_an_item_that_was_never_extracted_is_stale(news: Desk) -> None:
    news.translate("ru", "news", TEXTS)
    news.write("content/new.txt", "Three.\n")
    assert news.json("check", code=1)["stale"] == ["content/new.txt"]


def test_obsolete_entries_do_not_count(news: Desk) -> None:
    news.translate("ru", "news", TEXTS)
    news.write("content/news.txt", "One.\n")
    news.run("extract")
    assert news.json("check")["languages"]["ru"]["segments"] == 1


def test_an_unreadable_catalogue_is_a_finding(news: Desk) -> None:
    news.translate("ru", "news", TEXTS)
    path = news.path("ru", "news")
    path.write_text(path.read_text() + "\n=======\n")
    (finding,) = news.json("check", code=1)["diagnostics"]
    assert finding["rule"] == "unreadable"
    assert finding["path"] == "locales/ru/news/news.po"
    assert finding["line"] > 1
    assert "conflict markers" in finding["message"]
    assert "locales/ru/news/news.po:" in news.run("check", code=1).stdout
    assert "conflict markers" in news.run("status", code=2).stderr


def test_a_vanished_item_is_a_warning_until_warnings_fail(news: Desk) -> None:
    news.translate("ru", "news", TEXTS)
    news.write("content/old.txt", "One.\n")
    news.run("extract")
    (news.root / "content/old.txt").unlink()
    found = news.json("check")
    assert [d["rule"] for d in found["diagnostics"]] == ["vanished-item"] * 3
    assert found["vanished"][0] == "locales/ka/news/old.po"
    assert news.json("check", "--fail-on", "warning", code=1)["gate"] == "failed"


def test_one_language_and_one_item_can_be_judged_alone(news: Desk) -> None:
    assert set(news.json("check", "-l", "ka")["languages"]) == {"ka"}
    news.write("content/b.txt", "Three.\n")
    news.run("extract")
    news.translate("ru", "news", TEXTS)
    assert news.json("check", "--item", "news")["gate"] == "passed"
    assert news.json("check", "--item", "b", code=1)["gate"] == "failed"


def test_what_is_not_whole_is_never_100_percent() -> None:
    assert whole_percent(1) == "100%"
    assert whole_percent(0.9999) == "99%"
    assert whole_percent(0.29) == "29%"  # 100 * 0.29 is 28.999…


def test_the_table_a_person_wants(news: Desk) -> None:
    news.translate("ru", "news", {"One.": "Раз."})
    text = news.run("status").stdout
    assert "ru Russian" in text
    assert "50%" in text
    assert "No engine: en → ka, tg, ru (6 segments)" in text
    assert max(map(len, text.splitlines())) <= 80
