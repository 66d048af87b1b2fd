"""“Draft this item” and “ask the engine”: what real packages make, in the background."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Desk
from tests.webui.conftest import Browser, Newsroom
from translator import models
from translator.state import State
from translator.storage import locked
from webui import machine
from webui.people import jobs

TEXT = "Union supports education\n\nKazakhstan supports trade.\n\nUnion supports 350 zebras.\n"


@pytest.fixture
def newsroom(desk: Desk, package_files: dict[str, Path]) -> Iterator[Newsroom]:
    models.install(package_files["en-ru"])
    machine.forget()
    desk.configure("[review]\nfour-eyes = false\n", languages='"ru", "ka"')
    for item in (Newsroom.item, "other"):
        desk.write(f"content/{item}.txt", TEXT)
    desk.run("extract")
    made = Newsroom(desk)
    yield made
    made.app.extensions["drafter"].close()
    machine.forget()


def press(browser: Browser, item: str = Newsroom.item, lang: str = "ru", **form: str) -> None:
    assert browser.post(f"/{lang}/drafting/{item}", **form).status_code == 302


def said(browser: Browser, item: str = Newsroom.item, lang: str = "ru") -> str:
    """What the page says once the job has ended."""
    for _ in range(400):
        page = browser.text(f"/{lang}/drafting/{item}")
        if "<progress" not in page:
            return " ".join(page.split())
        time.sleep(0.025)
    raise AssertionError(page)


def test_an_item_is_drafted_and_what_was_refused_is_said(newsroom: Newsroom) -> None:
    newsroom.desk.translate("ru", newsroom.item, {"Kazakhstan supports trade.": "Человек написал."})
    browser = newsroom.browser()
    assert "2 untranslated" in browser.text(f"/ru/items/{newsroom.item}")
    press(browser)
    assert "argos" in said(browser)
    states = [entry.state for entry in newsroom.entries()]
    assert states[:2] == [State.DRAFT, State.TRANSLATED]
    assert newsroom.entries()[1].target == "Человек написал."
    made = sum(state is State.DRAFT for state in states)
    assert f"{made} segment" in said(browser)
    assert newsroom.entries("ka")[0].state is State.UNTRANSLATED


def test_without_an_engine_that_is_said(newsroom: Newsroom) -> None:
    browser = newsroom.browser()
    press(browser, lang="ka")
    page = said(browser, lang="ka")
    assert "Nothing was drafted" in page
    assert "3 segments left: there is no engine for en-ka." in page


def test_two_people_who_press_at_once_share_a_job_and_either_may_end_it(newsroom: Newsroom) -> None:
    one, two = newsroom.browser("Aigul"), newsroom.browser("Bek")
    # While somebody saves, the first job waits for the catalogue, and the second for the first.
    with locked(newsroom.path(), newsroom.project.locks):
        press(one)
        press(one, "other")
        press(two, "other")
        assert "Aigul has this item drafted" in two.text("/ru/drafting/other")
        with newsroom.people() as db:
            assert db.execute("SELECT count(*) FROM jobs").fetchone()[0] == 2
        press(two, "other", do="stop")
        assert "ending" in one.text("/ru/drafting/other")
        assert "<progress" in one.text("/ru/drafting/other")
    assert "Ended early" in said(one, "other")
    assert newsroom.desk.catalogue("ru", "other").entries[0].state is State.UNTRANSLATED
    assert "segments drafted" in said(one)
    press(two, "other")
    assert "segments drafted" in said(two, "other")


def test_a_job_whose_server_is_gone_has_ended_and_may_be_begun_again(newsroom: Newsroom) -> None:
    person = newsroom.person("Aigul", "translator")
    with newsroom.people() as db:
        jobs.begin(db, person.id, "ru", newsroom.item, "gone")
    browser = newsroom.browser()
    assert "The server ended before" in browser.text(f"/ru/drafting/{newsroom.item}")
    press(browser)
    assert "segments drafted" in said(browser)


def test_the_engine_is_asked_for_one_segment(newsroom: Newsroom) -> None:
    browser = newsroom.browser()
    key = newsroom.entries()[0].key
    address = f"/ru/items/{newsroom.item}/entries/{key}"
    assert "Ask the engine" in browser.text(f"{address}/help")
    assert "Союз поддерживает образование" in browser.text(f"{address}/engine?start=4")
    assert "Союз поддерживает образование" in browser.text(f"{address}/help?engine=yes")
    answer = browser.get(f"/api/v1/ru/suggest?item={newsroom.item}&key={key}").json
    assert answer["engine"] == "argos 1.0"
    texts = {one["text"]: one for one in answer["suggestions"]}
    assert texts["Союз поддерживает образование"]["origin"] == "argos"
    assert 0 < texts["Союз поддерживает образование"]["score"] <= 1
    answer = browser.get(f"/api/v1/ru/suggest?item={newsroom.item}&key={key}&engine=no").json
    assert answer["suggestions"] == []
    assert newsroom.entries()[0].state is State.UNTRANSLATED


def test_an_engine_at_work_for_others_is_asked_again_later(newsroom: Newsroom) -> None:
    browser = newsroom.browser()
    address = f"/ru/items/{newsroom.item}/entries/{newsroom.entries()[0].key}/engine"
    with machine.turn(), machine.turn():
        page = browser.text(address)
        assert "asked again" in page
        assert "load delay" in page
    assert "Союз поддерживает" in browser.text(address)


def test_where_there_is_no_engine_none_is_offered(newsroom: Newsroom) -> None:
    browser = newsroom.browser()
    key = newsroom.entries("ka")[0].key
    assert "Ask the engine" not in browser.text(f"/ka/items/{newsroom.item}/entries/{key}/help")
    answer = browser.get(f"/api/v1/ka/suggest?item={newsroom.item}&key={key}").json
    assert answer == {"suggestions": [], "engine": None}


def test_the_glossary_is_a_suggestion(newsroom: Newsroom) -> None:
    newsroom.desk.write(
        "locales/ka/glossary.po",
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "union supports education"\nmsgstr "კავშირი"\n',
    )
    key = newsroom.entries("ka")[0].key
    answer = newsroom.browser().get(f"/api/v1/ka/suggest?item={newsroom.item}&key={key}").json
    assert [(one["text"], one["origin"]) for one in answer["suggestions"]] == [
        ("კავშირი", "glossary")
    ]
