"""The interface's own texts."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import polib
import pytest

from tests.webui.conftest import Newsroom
from translator.errors import TranslatorError
from translator.languages import LANGUAGES
from translator.provenance import Provenance
from webui import create_app, messages

ROOT = messages.ROOT


def test_the_catalogues_in_the_repository_are_up_to_date(tmp_path: Path) -> None:
    for folder in messages.FOLDERS:
        shutil.copytree(ROOT / folder, tmp_path / folder)
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
        newsroom.project,
        {"BABEL_TRANSLATION_DIRECTORIES": str(root / "webui" / "translations"), "TESTING": True},
    )
    browser = newsroom.browser()
    client = app.test_client()
    cookie = browser.client.get_cookie("desk")
    assert cookie is not None
    client.set_cookie("desk", cookie.value)
    page = client.get("/ru/review", headers={"Accept-Language": "ru"}).get_data(as_text=True)
    assert "<h1>Очередь</h1>" in page
    assert '<html lang="ru"' in page


@pytest.mark.parametrize("code", sorted(set(LANGUAGES) - {"en"}))
def test_origins_counts_refusals_and_errors_are_in_the_interfaces_language(
    code: str, newsroom: Newsroom, tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "locales" / code, tmp_path / "locales" / code)
    messages.compile_(tmp_path)
    newsroom.app = create_app(
        newsroom.project,
        {"BABEL_TRANSLATION_DIRECTORIES": str(tmp_path / "webui" / "translations")},
    )
    newsroom.suggest(0, "Переговоры", Provenance("memory", ("an-item",), match=100))
    browser = newsroom.browser()
    browser.post("/settings", language=code)
    said = {entry.msgid: entry.msgstr for entry in polib.pofile(str(_catalogue(ROOT, code)))}
    page = browser.text(f"/ru/items/{newsroom.item}")
    assert f"{said['memory']} an-item" in page
    count = said["%(number)s %(state)s"] % {"number": 1, "state": said["draft"]}
    assert count in page
    entry = newsroom.entries()[0]
    address = f"/api/v1/ru/items/{newsroom.item}/entries/{entry.key}"
    answer = browser.put(address, target="", state="translated", revision="")
    assert answer.json["error"]["message"] in said.values()
    assert said["There is nothing at this address."] in browser.text("/nowhere", 404)


def _catalogue(root: Path, code: str) -> Path:
    return root / "locales" / code / "LC_MESSAGES" / "webui.po"


@pytest.fixture
def texts(tmp_path: Path) -> Texts:
    """An interface of one module, whose texts the tests change."""
    return Texts(tmp_path)


class Texts:
    """A tree with a module of texts, and its Russian catalogue."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.path = root / "locales" / "ru" / "LC_MESSAGES" / "webui.po"
        (root / "webui").mkdir()

    def are(self, *calls: str) -> dict[str, polib.POEntry]:
        """Write the module, extract twice (the second run changes nothing), read the catalogue."""
        (self.root / "webui" / "texts.py").write_text("\n".join(calls), encoding="utf-8")
        messages.extract(self.root)
        assert messages.extract(self.root) == []
        return {entry.msgid: entry for entry in polib.pofile(str(self.path))}

    def translate(self, text: str, *forms: str) -> None:
        """Translate one text, in one form or several."""
        file = polib.pofile(str(self.path), wrapwidth=0)
        entry = file.find(text)
        assert entry
        if len(forms) == 1:
            entry.msgstr = forms[0]
        else:
            entry.msgstr_plural = dict(enumerate(forms))
        file.save()


WORDS = 'ngettext("%(num)s word", "%(num)s words", n)'


def test_the_translation_of_a_text_that_goes_and_comes_back_is_kept(texts: Texts) -> None:
    texts.are('_("Accept")', WORDS)
    texts.translate("Accept", "Принять")
    texts.translate("%(num)s word", "%(num)s слово", "%(num)s слова", "%(num)s слов")
    gone = texts.are('_("Something else altogether")')
    assert gone["Accept"].obsolete
    assert gone["Accept"].msgstr == "Принять"
    assert gone["%(num)s word"].msgstr_plural[1] == "%(num)s слова"
    back = texts.are('_("Accept")', WORDS)
    assert [back["Accept"].msgstr, back["Accept"].obsolete, back["Accept"].fuzzy] == [
        "Принять",
        0,
        False,
    ]
    assert back["%(num)s word"].msgstr_plural[2] == "%(num)s слов"
    assert "python-format" in back["%(num)s word"].flags


def test_an_edited_text_keeps_its_translation_as_fuzzy(texts: Texts) -> None:
    texts.are('_("Nothing was found here")', '_("Accept")')
    texts.translate("Nothing was found here", "Ничего не найдено")
    texts.translate("Accept", "Принять")
    entries = texts.are('_("Nothing was found there.")', '_("Cancel")', '_("Accept")')
    edited = entries["Nothing was found there."]
    assert (edited.msgstr, edited.fuzzy) == ("Ничего не найдено", True)
    assert edited.previous_msgid == "Nothing was found here"
    assert entries["Nothing was found here"].obsolete
    assert entries["Cancel"].msgstr == ""
    assert not entries["Accept"].fuzzy


def test_what_was_never_translated_leaves_no_trace(texts: Texts) -> None:
    texts.are('_("Accept")', WORDS)
    assert set(texts.are('_("Cancel")')) == {"Cancel"}


def test_a_spoilt_catalogue_is_named_and_left_alone(texts: Texts) -> None:
    texts.are('_("Accept")')
    spoilt = texts.path.read_bytes() + b'\nmsgid "Cut'
    texts.path.write_bytes(spoilt)
    with pytest.raises(TranslatorError, match=r"ru/LC_MESSAGES/webui\.po"):
        messages.extract(texts.root)
    assert texts.path.read_bytes() == spoilt
