"""The glossary page: seen, searched, added to, changed with who and when, never overwritten."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.webui.conftest import Browser, Newsroom
from translator import glossary
from translator.glossary import Term

BORDER = {"source": "border", "targets": "граница\nрубеж", "forbidden": "кордон"}


def stored(newsroom: Newsroom) -> list[Term]:
    return glossary.all_terms(newsroom.project, "ru")


def add(browser: Browser, **form: Any) -> Any:
    return browser.post("/ru/glossary/new", **{**BORDER, **form})


@pytest.fixture
def term(newsroom: Newsroom) -> Term:
    assert add(newsroom.browser()).status_code == 302
    return stored(newsroom)[0]


def test_a_term_is_added_with_who_and_when_and_found_again(newsroom: Newsroom) -> None:
    browser = newsroom.browser()
    page = browser.text("/ru/glossary/new?source=border")
    assert 'value="border"' in page
    answer = add(browser, notes="Never of a fence.")
    page = browser.text(answer.location)
    for text in ("border", "граница", "рубеж", "кордон", "Never of a fence.", "added by Aigul"):
        assert text in page
    (term,) = stored(newsroom)
    assert term.rule.targets == ("граница", "рубеж")
    assert term.added
    assert term.added.by == "Aigul"
    assert "border" in browser.text("/glossary?lang=ru&q=рубе")
    assert "Nothing found" in browser.text("/glossary?lang=ru&q=zebra")
    assert "No terms yet" in browser.text("/glossary?lang=ky")


def test_a_change_is_signed_and_marks_the_editor(newsroom: Newsroom, term: Term) -> None:
    browser = newsroom.browser("Bek")
    form = {**BORDER, "source": "Border talks", "targets": "Переговоры о границе"}
    answer = browser.post(f"/ru/glossary/{term.key}", revision=term.revision, **form)
    assert answer.status_code == 302
    (changed,) = stored(newsroom)
    assert (changed.rule.source, changed.rule.targets) == ("Border talks", (form["targets"],))
    assert changed.changed
    assert changed.changed.by == "Bek"
    assert "changed by Bek" in browser.text("/glossary?lang=ru")
    assert 'data-insert="Переговоры о границе"' in browser.text(f"/ru/items/{newsroom.item}")


def test_a_proposal_marks_nothing(newsroom: Newsroom) -> None:
    browser = newsroom.browser()
    add(browser, proposal="yes")
    assert "proposal, not used" in browser.text("/glossary?lang=ru")
    assert 'data-insert="граница"' not in browser.text(f"/ru/items/{newsroom.item}")


def test_a_term_that_stays_as_it_is(newsroom: Newsroom) -> None:
    browser = newsroom.browser()
    browser.post("/ru/glossary/new", source="Osh", **{"do-not-translate": "yes"})
    assert stored(newsroom)[0].rule.do_not_translate
    assert "stays as it is" in browser.text("/glossary?lang=ru")
    assert 'data-insert="Osh"' in browser.text(f"/ru/items/{newsroom.item}")


def test_who_comes_second_sees_both_versions_and_decides(newsroom: Newsroom, term: Term) -> None:
    one, two = newsroom.browser("Aigul"), newsroom.browser("Bek")
    address = f"/ru/glossary/{term.key}"
    one.post(address, revision=term.revision, **{**BORDER, "targets": "их слово"})
    answer = two.post(address, revision=term.revision, **{**BORDER, "targets": "моё слово"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "их слово" in page
    assert "моё слово" in page
    assert stored(newsroom)[0].rule.targets == ("их слово",)
    revision = re.search(r'name="revision" value="([0-9a-f]+)"', page)
    assert revision
    two.post(address, revision=revision[1], **{**BORDER, "targets": "моё слово"})
    assert stored(newsroom)[0].rule.targets == ("моё слово",)


def test_a_term_that_is_there_already_is_shown_and_what_was_written_stays(
    newsroom: Newsroom, term: Term
) -> None:
    answer = add(newsroom.browser(), targets="другое слово")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert f"/ru/glossary/{term.key}" in page
    assert "другое слово" in page
    assert stored(newsroom) == [term]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"source": " "}, "needs a source"),
        ({"forbidden": "рубеж"}, "required and forbidden"),
        ({"notes": "a\x07b"}, "control character"),
    ],
)
def test_what_can_be_no_term_is_said_and_stays_in_the_form(
    newsroom: Newsroom, form: dict[str, str], said: str
) -> None:
    answer = add(newsroom.browser(), **form)
    assert answer.status_code == 400
    page = answer.get_data(as_text=True)
    assert said in page
    assert "граница" in page
    assert stored(newsroom) == []


def test_only_a_reviewer_takes_a_term_out(newsroom: Newsroom, term: Term) -> None:
    address = f"/ru/glossary/{term.key}/remove"
    assert newsroom.browser().post(address, revision=term.revision).status_code == 403
    assert stored(newsroom) == [term]
    reviewer = newsroom.browser("Bek", "reviewer")
    assert reviewer.post(address, revision=term.revision).status_code == 302
    assert stored(newsroom) == []
    assert reviewer.post(address, revision=term.revision).status_code == 404
    late = newsroom.browser().post(f"/ru/glossary/{term.key}", revision=term.revision, **BORDER)
    assert late.status_code == 409
    assert "took this term out" in late.get_data(as_text=True)


def test_other_languages_are_not_there(newsroom: Newsroom) -> None:
    assert newsroom.browser().get("/de/glossary/new").status_code == 404
