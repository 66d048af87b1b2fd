"""The interface's own texts."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import polib

from tests.webui.conftest import Newsroom
from translator.languages import LANGUAGES
from webui import create_app, messages

ROOT = messages.ROOT


def test_the_catalogues_in_the_repository_are_up_to_date(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "webui", tmp_path / "webui")
    for code in LANGUAGES:
        source = ROOT / "locales" / code / "LC_MESSAGES"
        if source.exists():
            shutil.copytree(source, tmp_path / "locales" / code / "LC_MESSAGES")
    assert messages.extract(tmp_path) == []


def test_every_language_has_a_catalogue_with_the_texts_of_modules_and_templates() -> None:
    for code in LANGUAGES:
        if code == "en":
            continue
        file = polib.pofile(str(ROOT / "locales" / code / "LC_MESSAGES" / "webui.po"))
        texts = {entry.msgid for entry in file}
        assert {"Review queue", "needs work", "Accept", "%(num)s word left"} <= texts


def test_a_translation_is_kept_compiled_and_shown(newsroom: Newsroom, tmp_path: Path) -> None:
    root = tmp_path / "copy"
    shutil.copytree(ROOT / "webui", root / "webui")
    messages.extract(root)
    path = root / "locales" / "ru" / "LC_MESSAGES" / "webui.po"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        re.sub(r'(msgid "Review queue"\nmsgstr )""', r'\1"Очередь"', text), encoding="utf-8"
    )
    messages.extract(root)
    messages.compile_(root)
    app = create_app(
        newsroom.project, {"BABEL_TRANSLATION_DIRECTORIES": str(root / "locales"), "TESTING": True}
    )
    browser = newsroom.browser()
    client = app.test_client()
    cookie = browser.client.get_cookie("desk")
    assert cookie is not None
    client.set_cookie("desk", cookie.value)
    page = client.get("/ru/review", headers={"Accept-Language": "ru"}).get_data(as_text=True)
    assert "<h1>Очередь</h1>" in page
    assert '<html lang="ru"' in page
