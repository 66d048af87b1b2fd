"""Texts taken home from the review page, and brought back to it."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest

from tests.webui.conftest import Browser, Newsroom
from translator.exchange.files import FORMATS, read_bytes
from translator.review import revision
from translator.state import State

HEAD = "Border talks resume in Osh"


def fetch(browser: Browser, kind: str = "csv", **query: str) -> bytes:
    response = browser.get("/ru/exchange/file", query_string={"format": kind, **query})
    assert response.status_code == 200, response.get_data(as_text=True)
    return bytes(response.data)


def send(browser: Browser, data: bytes, code: int = 200, name: str = "x.csv", **form: str) -> str:
    response = browser.post("/ru/exchange", file=(io.BytesIO(data), name), **form)
    assert response.status_code == code
    return str(response.get_data(as_text=True))


def edited(data: bytes, new: str = "Переговоры о границе в Оше") -> bytes:
    """The CSV with a translation of the first text."""
    return data.replace(f'"{HEAD}",""'.encode(), f'"{HEAD}","{new}"'.encode())


@pytest.mark.parametrize("kind", list(FORMATS))
def test_each_format_is_downloaded(newsroom: Newsroom, kind: str) -> None:
    browser = newsroom.browser()
    response = browser.get(f"/ru/exchange/file?format={kind}&state=all")
    disposition = response.headers["Content-Disposition"]
    assert disposition.startswith("attachment; filename=ru-all-")
    assert disposition.endswith(FORMATS[kind])
    assert len(read_bytes(response.data, f"x{FORMATS[kind]}").replies) == 3


def test_items_and_states_are_chosen(newsroom: Newsroom) -> None:
    newsroom.desk.write("content/other.txt", "Another item.\n")
    newsroom.desk.run("extract")
    browser = newsroom.browser()
    replies = read_bytes(fetch(browser, item="oth*", state="untranslated"), "x.csv").replies
    assert [reply.source for reply in replies] == ["Another item."]
    assert "no item matches" in browser.text("/ru/exchange/file?item=none", code=400)
    assert "There is no such text" in browser.text("/ru/exchange/file?state=approved", code=404)
    assert browser.get("/ru/exchange/file?format=exe").status_code == 400
    assert browser.get("/xx/exchange").status_code == 404


def test_a_file_that_comes_back_is_looked_at_taken_and_undone(newsroom: Newsroom) -> None:
    browser = newsroom.browser("Aigul")
    before = newsroom.path().read_bytes()
    data = edited(fetch(browser))
    page = send(browser, data, look="1")
    assert "nothing was changed" in page
    assert "taken: 1" in page
    assert newsroom.path().read_bytes() == before
    page = send(browser, data)
    assert "taken: 1" in page
    entry = newsroom.entries()[0]
    assert (entry.target, entry.state) == ("Переговоры о границе в Оше", State.TRANSLATED)
    history = browser.text("/history")
    assert "<b>Aigul</b> · accepted" in history
    batch = page.partition('name="batch" value="')[2].partition('"')[0]
    browser.post("/ru/review/undo", batch=batch)
    assert newsroom.path().read_bytes() == before


def test_what_was_changed_here_meanwhile_is_shown_beside(newsroom: Newsroom) -> None:
    browser = newsroom.browser()
    data = edited(fetch(browser))
    newsroom.desk.translate("ru", newsroom.item, {HEAD: "Наш перевод"})
    page = send(browser, data)
    assert "the text was changed here meanwhile" in page
    for text in (HEAD, "Наш перевод", "Переговоры о границе в Оше"):
        assert text in page
    entry = newsroom.entries()[0]
    assert (entry.target, entry.state) == ("Наш перевод", State.NEEDS_WORK)
    assert f"/ru/items/{newsroom.item}" in page
    editor = browser.text(f"/ru/items/{newsroom.item}")
    assert "Another text for it" in editor
    assert "Переговоры о границе в Оше" in editor
    suggested = browser.get(f"/api/v1/ru/suggest?item={newsroom.item}&key={entry.key}&engine=no")
    assert ("Переговоры о границе в Оше", "conflict") in [
        (one["text"], one["origin"]) for one in suggested.json["suggestions"]
    ]
    saved = browser.put(
        newsroom.api(key=entry.key), target="Наш", state="translated", revision=revision(entry)
    )
    assert saved.status_code == 200
    assert "Another text for it" not in browser.text(f"/ru/items/{newsroom.item}")


def test_errors_in_texts_are_shown(newsroom: Newsroom) -> None:
    browser = newsroom.browser()
    source = "Write to press@example.org for the details."
    data = fetch(browser).replace(
        f'"{source}",""'.encode(), f'"{source}","Пишите на press@example.com."'.encode()
    )
    page = send(browser, data)
    assert "Taken, but with errors" in page
    assert newsroom.entries()[2].state is State.NEEDS_WORK


def test_a_wrong_file_is_named_and_changes_nothing(newsroom: Newsroom) -> None:
    browser = newsroom.browser()
    before = newsroom.path().read_bytes()
    assert "Choose a file" in browser.post("/ru/exchange").get_data(as_text=True)
    assert "lacks the column" in send(browser, b"a,b\n1,2\n", code=400)
    other = newsroom.browser().get("/ky/exchange/file?format=csv").data
    assert "another language: ky" in send(browser, other, code=400)
    page = send(browser, b"rubbish", code=400, name="../<b>x</b>.exe")
    assert "&lt;b&gt;x" in page or "b&gt;.exe" in page
    assert "<b>x</b>" not in page
    assert newsroom.path().read_bytes() == before


def test_files_may_be_larger_than_forms_for_those_signed_in(newsroom: Newsroom) -> None:
    newsroom.app.config["MAX_CONTENT_LENGTH"] = 50_000
    large = b"a,b\n" * 20_000
    assert "lacks the column" in send(newsroom.browser(), large, code=400)
    stranger = newsroom.app.test_client()
    stranger.get("/login")
    response = stranger.post("/ru/exchange", data={"file": (io.BytesIO(large), "x.csv")})
    assert response.status_code == 413


def signed(data: bytes) -> bytes:
    word: Any = docx.Document(io.BytesIO(data))
    for row in word.tables[0].rows[1:]:
        row.cells[3].text = "OK"
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def test_a_reviewer_takes_a_sign_off_in_but_not_of_own_texts(newsroom: Newsroom) -> None:
    newsroom.desk.configure("[review]\nfour-eyes = true\n", languages='"ru", "ky"')
    reviewer, translator = newsroom.browser("Nino", "reviewer"), newsroom.browser("Aigul")
    entries = newsroom.entries()
    for browser, entry, text in (
        (reviewer, entries[0], "Переговоры о границе"),
        (translator, entries[2], "Пишите на press@example.org за подробностями."),
    ):
        state = newsroom.desk.catalogue("ru", newsroom.item).by_key()[entry.key]
        saved = browser.put(
            newsroom.api(key=entry.key), target=text, state="translated", revision=revision(state)
        )
        assert saved.status_code == 200, saved.json
    data = signed(fetch(reviewer, "docx", state="translated"))
    assert 'name="approve"' not in translator.text("/ru/exchange")
    send(translator, data, name="x.docx", approve="1")
    assert [e.state for e in newsroom.entries()].count(State.APPROVED) == 0
    send(reviewer, data, name="x.docx", approve="1")
    states = [entry.state for entry in newsroom.entries()]
    assert states == [State.TRANSLATED, State.UNTRANSLATED, State.APPROVED]
    assert newsroom.entries()[2].remarks("approved")[0].tokens[0] == "Nino"
