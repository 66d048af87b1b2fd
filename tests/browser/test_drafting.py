"""Drafting an item and asking the engine, in a browser, with a real package."""

from __future__ import annotations

import re
import signal
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Server, Site
from tests.support.tiny_argos import build_package
from tests.webui.conftest import Newsroom
from translator import models
from translator.state import State
from translator.storage import locked

WORDS = {
    "Border": "чек", "talks": "ара", "resume": "сүйлөшүү", "in": "де", "Osh": "Ош",
    "Write": "жазыңыз", "to": "га", "for": "үчүн", "the": "бул", "details": "толук",
}  # fmt: skip


@pytest.fixture(autouse=True)
def package(home: Path) -> None:
    """The server of `site` finds a package for Kyrgyz."""
    models.install(build_package(home.parent / "ky.argosmodel", "en", "ky", WORDS))


def test_drafting_is_watched_survives_a_reload_and_the_death_of_the_server(site: Site) -> None:
    page = site.page()
    site.edit(page, "ky")
    text = page.locator("textarea")
    text.nth(0).fill("Адам жазган текст")
    # While somebody saves, the job waits.
    with locked(site.newsroom.path("ky"), site.newsroom.project.locks):
        page.get_by_role("button", name="Draft this item").click()
        expect(page.get_by_role("progressbar")).to_be_visible()
        page.on("dialog", lambda dialog: dialog.accept())
        page.reload()
        expect(page.get_by_text("Aigul has this item drafted")).to_be_visible()
        site.server.stop(signal.SIGKILL)
        site.server = Server(site.newsroom.desk.root, site.server.port)
        page.reload()
        expect(page.get_by_text("The server ended before")).to_be_visible()
        page.get_by_role("button", name="Draft this item").click()
        expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.locator("#job")).to_contain_text("drafted:")
    expect(text.nth(2)).to_have_value(re.compile("press@example.org"))
    expect(text.nth(0)).to_have_value("Адам жазган текст")
    page.keyboard.press("Control+s")
    expect(page.locator(".said").first).to_have_text("saved as needs work")
    entry = site.newsroom.entries("ky")[0]
    assert (entry.state, entry.target) == (State.NEEDS_WORK, "Адам жазган текст")


def test_what_is_left_for_drafting_is_counted_with_every_save(site: Site) -> None:
    page = site.page()
    site.edit(page, "ky")
    left = page.locator("#job .quiet")
    expect(left).to_contain_text("3 untranslated")
    page.locator("textarea").first.fill("Адам жазган текст")
    page.keyboard.press("Control+s")
    expect(left).to_contain_text("2 untranslated")
    page.locator("textarea").first.focus()
    page.keyboard.press("Alt+z")
    expect(left).to_contain_text("3 untranslated")


def test_the_engine_is_asked_with_keys_while_the_cursor_stays(site: Site) -> None:
    page = site.page()
    site.edit(page, "ky")
    field = page.locator("textarea").nth(2)
    field.focus()
    help_of = site.newsroom.entries("ky")[2].key
    page.locator(f"#help form[hx-get*='{help_of}']").first.wait_for()
    page.keyboard.press("Control+m")
    page.keyboard.press("0")
    expect(page.locator("#help .suggestion").first).to_contain_text("press@example.org")
    expect(field).to_be_focused()
    page.keyboard.press("Control+m")
    page.keyboard.press("1")
    expect(field).to_have_value(re.compile("press@example.org"))
    assert f"/{Newsroom.item}" in page.url
