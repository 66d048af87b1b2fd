"""Work taken home from the review page and brought back, in a browser."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import Site
from tests.browser.test_pages import violations
from tests.exchange import tools
from translator.state import State

HEAD = "Border talks resume in Osh"


def test_a_spreadsheet_goes_home_and_comes_back(site: Site, tmp_path: Path) -> None:
    page = site.page()
    page.goto(f"{site.server.address}ru/")
    page.get_by_role("link", name="Work elsewhere").click()
    page.locator("[name=format]").select_option("csv")
    page.locator("[name=state]").select_option("all")
    with page.expect_download() as started:
        page.get_by_role("button", name="Download").click()
    path = tmp_path / started.value.suggested_filename
    started.value.save_as(path)
    tools.edit(path, lambda source, _: "Переговоры о границе" if source == HEAD else None)
    page.locator("[name=file]").set_input_files(path)
    page.get_by_role("button", name="Look first").click()
    expect(page.get_by_role("status")).to_contain_text("nothing was changed")
    assert site.newsroom.entries()[0].target != "Переговоры о границе"
    site.newsroom.desk.translate("ru", site.newsroom.item, {HEAD: "Их текст"})
    page.locator("[name=file]").set_input_files(path)
    page.get_by_role("button", name="Take in").click()
    expect(page.get_by_role("heading", name="To be decided")).to_be_visible()
    expect(page.get_by_text("Их текст")).to_be_visible()
    expect(page.get_by_text("Переговоры о границе")).to_be_visible()
    assert violations(page) == []
    assert site.newsroom.entries()[0].state is State.NEEDS_WORK
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status").first).to_contain_text("1 change taken back.")
    entry = site.newsroom.entries()[0]
    assert (entry.target, entry.state) == ("Их текст", State.TRANSLATED)
