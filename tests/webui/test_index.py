"""The derived index, and what it gives the pages."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from tests.webui.conftest import Newsroom
from translator.catalogue import Catalogue
from translator.index.queries import pages
from translator.index.queries.pages import Filter
from translator.provenance import Provenance
from webui.index import Index

TITLE = "Border talks resume in Osh"
RU = "Переговоры о границе возобновились в Оше"


def index(newsroom: Newsroom) -> Index:
    found = newsroom.app.extensions["index"]
    assert isinstance(found, Index)
    found.look_after()
    return found


def test_totals_add_up_and_follow_every_change(newsroom: Newsroom) -> None:
    with index(newsroom).reading() as db:
        assert pages.totals(db, {})["ru"]["untranslated"] == 3
    newsroom.desk.translate("ru", newsroom.item, {TITLE: RU})
    with index(newsroom).reading() as db:
        total = pages.totals(db, {})["ru"]
        assert (total["untranslated"], total["translated"], total["items"]) == (2, 1, 1)
    newsroom.path().unlink()
    with index(newsroom).reading() as db:
        assert pages.totals(db, {})["ru"]["segments"] == 0
        assert pages.totals(db, {})["ky"]["segments"] == 3


def test_deleting_or_spoiling_it_does_no_harm(newsroom: Newsroom) -> None:
    index(newsroom)
    path = newsroom.project.root / ".translator" / "index.db"
    for name in path.parent.glob(f"{path.name}*"):
        name.unlink()
    path.write_bytes(b"no database at all, but long enough to look like one" * 10)
    with index(newsroom).reading() as db:
        assert pages.totals(db, {})["ru"]["segments"] == 3


def test_an_unreadable_catalogue_is_named_on_the_dashboard(newsroom: Newsroom) -> None:
    newsroom.path().write_text('msgid "cut off')
    page = newsroom.browser().text("/")
    assert "border-talks.po" in page
    assert "no closing quote" in page


def test_search_knows_case_in_every_alphabet_and_short_words(newsroom: Newsroom) -> None:
    newsroom.desk.translate("ru", newsroom.item, {TITLE: RU})
    with index(newsroom).reading() as db:
        for text in ("ПЕРЕГОВОРЫ", "границе", "Оше", "Ош"):
            assert [row["key"] for row in pages.search(db, text, ["ru"])], text
        assert [row["target"] for row in pages.search(db, "е", ["ru"])] == [RU]
        assert [row["target"] for row in pages.search(db, "ше", ["ru"])] == [RU], "at the end"
        assert pages.search(db, "ОшеХ", ["ru"]) == []
        assert pages.search(db, "возобновились о границе", ["ru"]) == [], "all of it, elsewhere"
        assert pages.search(db, '" OR 1', ["ru"]) == []
        assert pages.search(db, '"', ["ru"]) == []
        assert pages.search(db, "%", ["ru"]) == []


def test_what_a_page_saves_is_seen_at_once_in_a_big_project(newsroom: Newsroom) -> None:
    found = index(newsroom)
    found._took = 60.0  # as if it took that long to look at its files
    browser = newsroom.browser()
    entry = browser.get(newsroom.api()).json["entries"][0]
    saved = browser.put(
        newsroom.api(key=entry["key"]), target=RU, state="translated", revision=entry["revision"]
    )
    assert saved.status_code == 200
    newsroom.desk.translate("ky", newsroom.item, {TITLE: "башка бирөө"})
    assert RU in browser.text("/ru/review?state=translated")
    assert "возобновились" in browser.text("/search?q=границе")
    with found.reading() as db:
        totals = pages.totals(db, {})
        assert (totals["ru"]["translated"], totals["ky"]["translated"]) == (1, 0)
    found.wait()
    with found.reading() as db:
        assert pages.totals(db, {})["ky"]["translated"] == 1


@pytest.mark.parametrize("rare", [1000, 0])
def test_the_queue_s_filters_and_orders(
    newsroom: Newsroom, rare: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "_RARE", rare)
    drafted = Provenance("argos", ("en-ru", "1.9"), 0.4)
    for number in range(4):
        source = f"Sides of talk {number} met."
        newsroom.desk.write(f"content/more-{number}.txt", f"{source}\n\nOther {number}\n")
        newsroom.desk.run("extract")
        path = newsroom.project.catalogue_path("ru", f"more-{number}")
        with Catalogue.edit(path, newsroom.project.locks) as catalogue:
            if number % 2:
                catalogue.entries[0].settle(f"Стороны {number} встретились")
            else:
                catalogue.entries[0].suggest(
                    f"Стороны {number} .", replace(drafted, score=0.9 - number / 10)
                )
                catalogue.entries[1].suggest(
                    f"Другое {number}", Provenance("memory", ("more-1",), match=100 - number)
                )
    with index(newsroom).reading() as db:
        everything = pages.queue(db, "ru", Filter(state=""))
        assert len(everything) == pages.count(db, "ru", Filter(state="")) == 11
        keys = {
            "confidence": ["confidence", "item", "position"],
            "document": ["item", "position"],
            "waiting": ["since"],
            "newest": ["since"],
        }
        for wanted in [
            *(Filter(state=state) for state in ("", "todo", "draft", "translated", "untranslated")),
            *(Filter(state="", rule=rule) for rule in ("any", "end-punctuation")),
            *(Filter(state=state, item="more-") for state in ("", "todo")),
            *(Filter(state=state, text="стороны") for state in ("", "todo", "draft")),
            Filter(state="", items=("more-1", "more-2")),
            Filter(state="", items=()),
            Filter(state="", origin="argos"),
            Filter(state="", origin="memory"),
            Filter(state="todo", exact=True),
        ]:
            right = {
                row["id"]
                for row in everything
                if (wanted.state in ("", row["state"]) or (wanted.state == "todo" and row["todo"]))
                and (not wanted.rule or row["rules"])
                and (wanted.rule in ("", "any") or wanted.rule in row["rules"].split())
                and row["item"].startswith(wanted.item)
                and (wanted.items is None or row["item"] in wanted.items)
                and wanted.text in row["target"].casefold()
                and wanted.origin in ("", row["origin"])
                and (not wanted.exact or (row["origin"], row["match"]) == ("memory", 100))
            }
            assert pages.count(db, "ru", wanted) == len(right), wanted
            for order, columns in keys.items():
                rows = pages.queue(db, "ru", replace(wanted, order=order))
                assert {row["id"] for row in rows} == right, wanted
                values = [tuple(row[column] for column in columns) for row in rows]
                assert values == sorted(values, reverse=order == "newest"), (wanted, order)


def test_what_does_not_change_keeps_its_time(newsroom: Newsroom) -> None:
    def since(db: sqlite3.Connection) -> dict[str, float]:
        rows = pages.queue(db, "ru", Filter(state=""))
        return {row["source"]: row["since"] for row in rows}

    with index(newsroom).reading() as db:
        before = since(db)
    newsroom.desk.translate("ru", newsroom.item, {TITLE: RU})
    with index(newsroom).reading() as db:
        after = since(db)
    changed = {source for source in before if before[source] != after[source]}
    assert changed == {TITLE}


def test_suggestions_come_from_other_items_with_their_likeness(newsroom: Newsroom) -> None:
    newsroom.desk.write(
        "content/older.txt", "Border talks resume in Osh\n\nBorder talks resume soon in Osh\n"
    )
    newsroom.desk.run("extract")
    newsroom.desk.translate(
        "ru", "older", {TITLE: RU, "Border talks resume soon in Osh": "Скоро переговоры в Оше"}
    )
    browser = newsroom.browser()
    key = newsroom.entries()[0].key
    answer = browser.get(f"/api/v1/ru/suggest?item={newsroom.item}&key={key}").json
    found = [(one["text"], one["percent"]) for one in answer["suggestions"]]
    assert found[0] == (RU, 100)
    assert found[1][0] == "Скоро переговоры в Оше"
    assert 70 <= found[1][1] < 100


def test_a_new_config_is_taken_without_a_restart(newsroom: Newsroom) -> None:
    browser = newsroom.browser()
    assert browser.get("/kk/").status_code == 404
    newsroom.desk.configure("", languages='"ru", "ky", "kk"')
    newsroom.desk.run("extract")
    assert browser.get("/kk/").status_code == 200
    assert "қазақ тілі" in browser.text("/")


def test_catalogues_touched_this_moment_are_not_trusted(newsroom: Newsroom) -> None:
    browser = newsroom.browser()
    path: Path = newsroom.path()
    for text in ("Переговоры один", "Переговоры пять", "Переговоры семь"):
        with Catalogue.edit(path, newsroom.project.locks) as catalogue:
            catalogue.entries[0].settle(text)
        assert browser.get(newsroom.api()).json["entries"][0]["target"] == text


def test_pages_look_at_no_files_while_the_background_does(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, go_on = threading.Event(), threading.Event()

    def last_step(db: sqlite3.Connection) -> bool:
        asked.set()
        assert go_on.wait(20)
        return True

    monkeypatch.setattr("webui.index.make_searchable", last_step)
    found = newsroom.app.extensions["index"]
    background = threading.Thread(target=found.wait)
    background.start()
    assert asked.wait(20)
    newsroom.desk.translate("ru", newsroom.item, {TITLE: RU})
    found.look_after()
    with found.reading() as db:
        assert pages.totals(db, {})["ru"]["translated"] == 0
    go_on.set()
    background.join()
    found.look_after()
    with found.reading() as db:
        assert pages.totals(db, {})["ru"]["translated"] == 1
