"""Items of a crowded folder go into folders by date, and nothing of them is lost on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Desk
from tests.publish.conftest import Press
from translator import stamps
from translator.moves import Move
from translator.state import State

BASE = "https://example.org/"
FIRST = """\
---
title: Border talks
date: 2026-11-24
---

Read the [report](report.md#top), [it again](https://example.org/ru/report.html?x=1), [a
guide](guide) and [about us](about/) beside ![a map](map%20one.png).
"""
REPORT = "---\ntitle: The report\ndate: 2025-03-02\n---\n\nBack to [the talks](talks.html).\n"
GUIDE = "# Guide\n\nSee [the report](report).\n"


@pytest.fixture
def press(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Press:
    """A flat newsroom, published: two items with a date, one without."""
    monkeypatch.setattr(stamps, "_GRAIN", -(10**15))
    press = Press(desk)
    press.configure(base=BASE, languages='"ru"')
    press.item("talks.md", FIRST)
    press.item("report.md", REPORT)
    press.item("guide.md", GUIDE)
    press.item("map one.png", b"PNG")
    press.item("2024/old.md", "---\ndate: 2024-01-01\n---\n\nOld.\n")
    press.translate("ru", mark="Да:")
    press.compile()
    return press


def source(press: Press, name: str) -> str:
    return (press.desk.root / "content" / name).read_text()


def test_they_go_by_month_and_their_translations_too(press: Press) -> None:
    said = press.desk.run("arrange").stderr
    assert "2 items moved into 2 folders; links changed in 3 files." in said
    assert "guide has no date and stays." in said
    assert not (press.desk.root / "content" / "talks.md").exists()
    press.desk.run("extract", code=0)
    assert press.desk.run("extract", "--check", code=0)
    for item in ("2026/11/talks", "2025/03/report", "guide", "2024/old"):
        entries = press.desk.catalogue("ru", item).entries
        assert {entry.state for entry in entries} == {State.TRANSLATED}
    assert not list((press.desk.root / "locales").rglob("news/talks.po"))


def test_links_lead_where_they_led(press: Press) -> None:
    press.desk.run("arrange")
    talks = source(press, "2026/11/talks.md")
    for address in (
        "(../../2025/03/report.md#top)",
        "(https://example.org/ru/2025/03/report.html?x=1)",
        "(../../guide)",
        "(../../about/)",
        "(../../map%20one.png)",
    ):
        assert address in talks
    assert "(../../2026/11/talks.html)" in source(press, "2025/03/report.md")
    assert "(2025/03/report)" in source(press, "guide.md")
    assert source(press, "2024/old.md").endswith("Old.\n")


def test_readers_of_the_old_address_are_led_to_the_new_one(press: Press) -> None:
    assert press.has("site/ru/talks.html")
    press.desk.run("arrange")
    press.desk.run("extract")
    press.compile()
    assert "Да: Border talks" in press.text("site/ru/2026/11/talks.html")
    for lang in ("en", "ru"):
        page = press.text(f"site/{lang}/talks.html")
        assert 'content="0; url=2026/11/talks.html"' in page
        assert f'<link rel="canonical" href="{BASE}{lang}/2026/11/talks.html">' in page
    assert "talks.html" not in press.text("site/ru/index.html").replace("11/talks.html", "")
    # An item that gets the name again has its own page there.
    press.item("talks.md", "# Other talks\n\nOf today.\n")
    press.translate("ru", mark="Да:")
    press.compile()
    assert "Other talks" in press.text("site/en/talks.html")
    (press.desk.root / "former-names.csv").unlink()
    press.compile()
    assert not press.has("site/ru/report.html")


def test_what_was_published_stays_out_until_its_correction_is_translated(press: Press) -> None:
    path = press.desk.root / "content" / "talks.md"
    path.write_text(path.read_text().replace("Border talks", "Border talks in Osh"))
    press.desk.run("extract")
    press.desk.run("arrange")
    press.desk.run("extract")
    press.compile()
    [record] = [each for each in press.listed() if each["id"] == "2026/11/talks"]
    assert record["stale"]
    assert record["title"] == "Да: Border talks"
    assert "Да: Border talks" in press.text("site/ru/2026/11/talks.html")
    assert press.held()["2026/11/talks"]["kept"]
    press.compile()
    assert press.held()["2026/11/talks"]["kept"]


def test_what_stands_beside_an_item_goes_along(press: Press) -> None:
    press.item("note.txt", "A note\n\nOf the day.\n", 'date = 2023-05-06\ntitle = "Title"\n')
    press.desk.run("arrange", "--by", "year")
    assert source(press, "2023/note.toml") == 'date = 2023-05-06\ntitle = "Title"\n'
    assert not (press.desk.root / "content" / "note.toml").exists()
    assert (press.desk.root / "content" / "2026" / "talks.md").exists()


def test_a_look_first(press: Press) -> None:
    before = press.desk.tree(".")
    said = press.desk.run("-v", "arrange", "--dry-run").stderr
    assert "talks → 2026/11/talks" in said
    after = press.desk.tree(".")
    assert {name for name in before | after if before.get(name) != after.get(name)} <= {
        name for name in after if name.startswith(".translator/")
    }


def test_a_second_run_and_one_folder(press: Press) -> None:
    press.desk.run("arrange", "content/2024/")
    assert (press.desk.root / "content" / "2024" / "01" / "old.md").exists()
    assert "0 items moved" in press.desk.run("arrange", "2024/01").stderr
    press.desk.run("arrange")
    assert "0 items moved" in press.desk.run("arrange").stderr
    assert "there is no such folder" in press.desk.run("arrange", "2027", code=2).output


def test_no_item_takes_the_place_of_another(press: Press) -> None:
    press.item("2026/11/talks.txt", "Others\n\nThat are here already.\n")
    before = source(press, "talks.md")
    said = press.desk.run("arrange", code=2).output
    assert "content/talks.md: would be the same item as content/2026/11/talks.txt" in said
    assert source(press, "talks.md") == before.replace("report.md#", "2025/03/report.md#").replace(
        "ru/report.html", "ru/2025/03/report.html"
    )
    assert source(press, "2026/11/talks.txt").startswith("Others")
    assert (press.desk.root / "content" / "2025" / "03" / "report.md").exists()


def test_a_wrong_list_of_former_names_is_named(press: Press) -> None:
    press.desk.write("former-names.csv", "former,now\ntalks\n")
    said = press.desk.run("compile", code=2).output
    assert "former-names.csv:2: is no former name" in said


def test_names_that_changed_again_lead_to_the_last(press: Press) -> None:
    press.desk.write("former-names.csv", "former,now\nold talks,talks\nround,round\n")
    press.desk.run("arrange")
    listed = Path(press.desk.root, "former-names.csv").read_text().splitlines()
    assert "old talks,2026/11/talks" in listed
    press.desk.run("extract")
    press.compile()
    assert "url=2026/11/talks.html" in press.text("site/ru/old talks.html")


def test_extract_says_that_a_folder_is_crowded(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("translator.extract.stage.MANY", 3)
    press.item("one.txt", "One more\n")
    said = press.desk.run("extract").stderr
    assert "content has 4 items in it; `translator arrange` would put them" in said
    assert "arrange" not in press.desk.run("extract").stderr


def test_it_may_be_stopped_and_run_again(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_: object, moved: Move) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("translator.arrange.move", stop)
        press.desk.run("arrange", code=130)
    # One item has moved by then, its catalogues have not.
    assert len(list((press.desk.root / "content").glob("*.md"))) == 2
    press.desk.run("arrange")
    press.desk.run("extract", code=0)
    for item in ("2026/11/talks", "2025/03/report"):
        entries = press.desk.catalogue("ru", item).entries
        assert {entry.state for entry in entries} == {State.TRANSLATED}
    assert not list((press.desk.root / "locales/ru/news").glob("talks.po"))
    press.compile()
    assert "url=2026/11/talks.html" in press.text("site/ru/talks.html")
    assert "url=2025/03/report.html" in press.text("site/ru/report.html")
