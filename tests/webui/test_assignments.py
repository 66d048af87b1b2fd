"""Work given to people, and questions to the editor."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from tests.webui.conftest import Browser, Newsroom
from webui.people import assignments
from webui.people.accounts import Account

ADDRESS = f"/ru/assign/{Newsroom.item}"
TODAY = dt.datetime.now().astimezone().date()


def give(browser: Browser, person: Account | None, due: str = "") -> int:
    account = person.id if person else ""
    return int(browser.post(ADDRESS, account=account, due=due).status_code)


@pytest.fixture
def nino(newsroom: Newsroom) -> Account:
    return newsroom.person("Nino", "translator")


def test_a_reviewer_gives_an_item_and_it_is_on_the_persons_dashboard(
    newsroom: Newsroom, nino: Account
) -> None:
    reviewer = newsroom.browser("Bek", "reviewer")
    tomorrow = TODAY + dt.timedelta(days=1)
    assert give(reviewer, nino, tomorrow.isoformat()) == 302
    page = newsroom.browser("Nino").text("/")
    assert "Assigned to me" in page
    assert "due " in page
    assert "overdue" not in page
    assert "Assigned to me" not in reviewer.text("/")
    for address in ("/ru/", f"/ru/items/{newsroom.item}"):
        assert "Nino" in reviewer.text(address)


def test_what_is_late_is_said_to_both_until_it_is_done(newsroom: Newsroom, nino: Account) -> None:
    reviewer = newsroom.browser("Bek", "reviewer")
    give(reviewer, nino, (TODAY - dt.timedelta(days=1)).isoformat())
    assert "overdue since" in newsroom.browser("Nino").text("/")
    assert "Overdue with others" in reviewer.text("/")
    assert "Overdue" not in newsroom.browser("Aigul").text("/")
    texts = {entry.source: "Готовый перевод, текст." for entry in newsroom.entries()}
    newsroom.desk.translate("ru", newsroom.item, texts)
    assert "overdue" not in newsroom.browser("Nino").text("/")
    assert "Overdue" not in reviewer.text("/")


def test_a_translator_takes_and_gives_back_but_assigns_nobody_else(
    newsroom: Newsroom, nino: Account
) -> None:
    browser = newsroom.browser("Nino")
    aigul = newsroom.person("Aigul", "translator")
    assert give(browser, aigul) == 403
    assert give(browser, nino) == 302
    with newsroom.people() as db:
        held = assignments.get(db, "ru", newsroom.item)
    assert held
    assert (held.person, held.due) == ("Nino", None)
    assert give(newsroom.browser("Aigul"), aigul) == 403
    assert "Reviewers assign" in newsroom.browser("Aigul").text(ADDRESS)
    assert give(browser, None) == 302
    with newsroom.people() as db:
        assert assignments.get(db, "ru", newsroom.item) is None


def test_a_wrong_day_or_person_is_said(newsroom: Newsroom, nino: Account) -> None:
    reviewer = newsroom.browser("Bek", "reviewer")
    assert give(reviewer, nino, "tomorrow") == 400
    answer = reviewer.post(ADDRESS, account="9999")
    assert answer.status_code == 400
    assert "no such person" in answer.get_data(as_text=True)


def test_the_queue_shows_one_persons_items(newsroom: Newsroom, nino: Account) -> None:
    newsroom.desk.write("content/other.txt", "Another item\n\nIts second line.\n")
    newsroom.desk.run("extract")
    browser = newsroom.browser("Bek", "reviewer")
    give(browser, nino)
    page = browser.text(f"/ru/review?assigned={nino.id}")
    assert page.count('class="queue-row"') == 3
    assert "Another item" not in page
    assert 'class="queue-row"' not in browser.text(f"/ky/review?assigned={nino.id}")


def test_questions_are_collected_settled_and_saved_as_text(newsroom: Newsroom) -> None:
    browser = newsroom.browser()
    key = newsroom.entries()[0].key
    address = f"/ru/items/{newsroom.item}/entries/{key}/comments"
    browser.post(address, text="Osh city or Osh region?", kind="question")
    browser.post(address, text="Just a remark")
    page = browser.text("/questions")
    assert "Osh city or Osh region?" in page
    assert "Just a remark" not in page
    answer = browser.get("/questions.txt")
    assert answer.mimetype == "text/plain"
    lines = answer.get_data(as_text=True).splitlines()
    assert lines[0] == "Border talks resume in Osh"
    assert "  “Border talks resume in Osh”" in lines
    assert "  Osh city or Osh region?" in lines
    number = re.search(r'name="resolve" value="(\d+)"', page)
    assert number
    browser.post("/questions", resolve=number[1])
    assert "Nothing is asked" in browser.text("/questions")
    assert "Osh city" in browser.text("/questions?settled=yes")
    assert "Osh city" not in browser.get("/questions.txt").get_data(as_text=True)
