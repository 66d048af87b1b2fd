"""What the core says, on pages and in the JSON interface: in the language of who reads it."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

import polib
import pytest

from tests.webui.conftest import Browser, Newsroom
from translator.errors import TranslatorError, reason
from translator.message import phrase
from translator.provenance import Provenance
from webui import create_app, messages
from webui.people import accounts, jobs, signins
from webui.said import said_error

ROOT = messages.ROOT
WRONG = "Переговоры о границе 2008 года"


@pytest.fixture(scope="module")
def translations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogues of all languages, compiled."""
    root = tmp_path_factory.mktemp("interface")
    (root / "locales").symlink_to(ROOT / "locales")
    messages.compile_(root)
    return root / "webui" / "translations"


@cache
def said(code: str) -> dict[str, str]:
    """The interface's texts in a language."""
    path = ROOT / "locales" / code / "LC_MESSAGES" / "webui.po"
    return {entry.msgid: entry.msgstr for entry in polib.pofile(str(path))}


def browser_in(newsroom: Newsroom, translations: Path, code: str) -> Browser:
    """A browser of somebody who reads the interface in a language."""
    newsroom.app = create_app(
        newsroom.project, {"BABEL_TRANSLATION_DIRECTORIES": str(translations), "TESTING": True}
    )
    browser = newsroom.browser("Aigul", "reviewer")
    browser.post("/settings", language=code)
    return browser


@pytest.mark.parametrize("code", ["ka", "tg", "ru", "kk", "ky"])
def test_findings_and_rules_on_the_pages(newsroom: Newsroom, translations: Path, code: str) -> None:
    newsroom.suggest(0, WRONG, Provenance("argos", ("en-ru", "1.9")))
    browser = browser_in(newsroom, translations, code)
    finding = said(code)["The number {number} is not in the source."].format(number="2008")
    page = browser.text(f"/ru/items/{newsroom.item}")
    assert finding in page
    assert "is not in the source" not in page
    queue = browser.text("/ru/review")
    name = said(code)["Numbers"]
    assert f'<option value="numbers">{name}</option>' in queue
    assert f'<span class="finding is-error">{name}</span>' in queue
    key = newsroom.entries()[0].key
    checked = browser.send(f"{newsroom.api(key=key)}/check", target=WRONG).json
    assert finding in [one["message"] for one in checked["diagnostics"]]
    refused = browser.post(
        f"/ru/items/{newsroom.item}/entries/{key}",
        target=WRONG,
        state="translated",
        revision=browser.get(newsroom.api()).json["entries"][0]["revision"],
    )
    assert finding in refused.get_data(as_text=True)


@pytest.mark.parametrize("code", ["ka", "tg", "ru", "kk", "ky"])
def test_what_is_wrong_with_files_forms_and_jobs(
    newsroom: Newsroom, translations: Path, code: str
) -> None:
    browser = browser_in(newsroom, translations, code)
    sent = browser.post("/ru/exchange", file=(io.BytesIO(b"nothing"), "notes.txt"))
    page = sent.get_data(as_text=True)
    assert f"notes.txt: {said(code)['is of no format that can be taken in']}" in page
    form = browser.post("/ru/glossary/new", source="", targets="x").get_data(as_text=True)
    assert said(code)["a term needs a source text"] in form
    short = browser.post("/settings/password", old="", new="short").get_data(as_text=True)
    template = said(code)["the password is too short: at least {shortest} characters"]
    assert template.format(shortest=accounts.SHORTEST_PASSWORD) in short
    newsroom.path().write_bytes(newsroom.path().read_bytes() + b'\nmsgid "cut')
    cut = said(code)["a string has no closing quote"]
    page = browser.text("/")
    assert cut in page
    assert said(code)["All done"] not in page  # nothing is known of what can't be read
    assert cut in browser.text("/ru/")
    page = browser.text(f"/ru/items/{newsroom.item}", 500)
    assert cut in page
    assert str(newsroom.desk.root) not in page
    with newsroom.people() as db:
        me = accounts.get(db, "Aigul")
        job, _ = jobs.begin(db, me.id, "ky", newsroom.item, "server")
        lost = ["the item has no catalogue any more"]
        jobs.end(db, job.id, jobs.Outcome(errors=[lost, "RuntimeError()"]))
    drafted = browser.text(f"/ky/items/{newsroom.item}")
    assert said(code)[lost[0]] in drafted
    assert "RuntimeError()" in drafted


def test_a_reason_that_says_nothing_stays_empty(newsroom: Newsroom, translations: Path) -> None:
    browser_in(newsroom, translations, "ru")
    error = TranslatorError(phrase("can't be read: {reason}", reason=reason(ValueError())))
    with newsroom.app.test_request_context(headers={"Accept-Language": "ru"}):
        assert said_error(error) == "не читается: "


def test_scripts_read_english_unless_they_ask_otherwise(
    newsroom: Newsroom, translations: Path
) -> None:
    newsroom.suggest(0, WRONG, Provenance("argos", ("en-ru", "1.9")))
    browser_in(newsroom, translations, "ky")
    with newsroom.people() as db:
        token = signins.new_api_token(db, accounts.get(db, "Aigul"))
    client = newsroom.app.test_client()

    def found(**headers: str) -> set[str]:
        headers["Authorization"] = f"Bearer {token}"
        answer: Any = client.get(newsroom.api(), headers=headers).json
        entry = answer["entries"][0]
        return {one["message"] for one in entry["diagnostics"]}

    assert "The number 2008 is not in the source." in found()
    assert said("ru")["The number {number} is not in the source."].format(number=2008) in found(
        **{"Accept-Language": "ru,en;q=0.5"}
    )
