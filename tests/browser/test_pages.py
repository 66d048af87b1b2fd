"""The other pages in a browser; all pages accessible, in light and dark, on a phone."""

from __future__ import annotations

import datetime as dt
import json
from importlib.resources import files

from playwright.sync_api import Page, expect

from tests.browser.conftest import DRAFTS, LAPTOP, PHONE, Site
from tests.webui.conftest import Newsroom
from translator.glossary import add_term, make_term
from translator.provenance import Provenance
from translator.state import State

MEMORY = Provenance("memory", ("older-item",), match=100)
TERM = make_term("border", ["граница"], forbidden=["рубеж"], notes=["A line."], settled=False)
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


def test_bulk_accept_of_exact_matches_is_previewed_and_undone(site: Site) -> None:
    site.newsroom.suggest(0, DRAFTS[0], MEMORY)
    before = site.newsroom.path().read_bytes()
    page = site.page()
    page.goto(f"{site.server.address}ru/review")
    for box in page.locator("[name=entry]").all():
        box.check()
    page.get_by_role("button", name="Accept chosen").click()
    expect(page.get_by_text("2 chosen segments are no exact memory matches")).to_be_visible()
    assert site.newsroom.path().read_bytes() == before
    page.get_by_role("button", name="Accept 1 segment").click()
    expect(page.get_by_role("status").first).to_contain_text("1 segment accepted.")
    states = [entry.state for entry in site.newsroom.entries()]
    assert states == [State.TRANSLATED, State.DRAFT, State.DRAFT]
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status").first).to_contain_text("1 change taken back.")
    assert site.newsroom.path().read_bytes() == before


def test_the_queue_begins_with_the_least_sure_and_filters_while_typing(site: Site) -> None:
    page = site.page()
    page.goto(f"{site.server.address}ru/review")
    rows = page.locator(".queue-row")
    expect(rows).to_have_count(3)
    expect(rows.nth(0)).to_contain_text(DRAFTS[0])
    page.get_by_role("searchbox", name="Text").press_sequentially("стороны")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text(DRAFTS[1])
    assert "text=" in page.url
    rows.get_by_role("link").click()
    expect(page.locator("textarea").nth(1)).to_be_focused()


def test_search_finds_in_all_languages(site: Site) -> None:
    page = site.page()
    page.goto(f"{site.server.address}search")
    page.get_by_label("In sources and translations").press_sequentially("border")
    expect(page.locator("mark.found")).to_have_count(1)
    expect(page.get_by_text("кыргызча").last).to_be_visible()
    expect(page.locator("#found li")).to_contain_text(DRAFTS[0])


def test_marked_words_are_looked_up_without_leaving_the_text(site: Site) -> None:
    page = site.page()
    site.edit(page)
    field = page.locator("textarea[name=target]").nth(0)
    field.focus()
    field.evaluate("field => field.setSelectionRange(0, 10)")
    page.keyboard.press("Alt+f")
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("mark.found")).to_have_text("Переговоры")
    dialog.get_by_role("searchbox").fill("Osh")
    expect(dialog.locator("mark.found")).to_have_text("Osh")
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(field).to_be_focused()
    assert field.evaluate("field => field.selectionEnd") == 10


def test_a_comment_reaches_the_dashboard_until_it_is_settled(site: Site) -> None:
    page = site.page()
    site.edit(page)
    page.locator("#comment").wait_for()
    page.keyboard.press("Alt+k")
    expect(page.locator("#comment")).to_be_focused()
    page.keyboard.type("Is it Osh or Batken?")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".comment")).to_contain_text("Is it Osh or Batken?")
    page.goto(site.server.address)
    expect(page.get_by_text("Is it Osh or Batken?")).to_be_visible()
    site.edit(page)
    page.get_by_role("button", name="Settle").click()
    expect(page.locator(".comment.resolved")).to_be_visible()
    page.goto(site.server.address)
    expect(page.get_by_text("Is it Osh or Batken?")).to_have_count(0)


def test_a_comment_is_sent_from_the_help_page_as_well(site: Site) -> None:
    page = site.page()
    key = site.newsroom.entries()[0].key
    page.goto(f"{site.server.address}ru/items/{Newsroom.item}/entries/{key}/help")
    page.get_by_label("Your comment").fill("Which border?")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".comment")).to_contain_text("Which border?")
    page.reload()
    expect(page.locator(".comment")).to_contain_text("Which border?")


def test_the_help_by_itself_has_no_buttons_of_the_editor(site: Site) -> None:
    page = site.page()
    key = site.newsroom.entries()[2].key
    page.goto(f"{site.server.address}ru/items/{site.newsroom.item}/entries/{key}/help")
    for name in ("Concordance", "press@example.org"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    expect(page.locator("#help kbd").first).to_be_hidden()
    expect(page.get_by_role("heading", name="To be in the text")).to_be_visible()
    expect(page.locator(".inserts .no-js")).to_be_visible()


def test_the_preview_shows_the_item_and_marks_what_nobody_reviewed(site: Site) -> None:
    page = site.page()
    page.goto(f"{site.server.address}ru/preview/{Newsroom.item}")
    document = page.frame_locator("iframe.document")
    marked = f"UNREVIEWED draft, argos en-ru 1.9 score=0.50 {DRAFTS[0]}"
    expect(document.locator("main")).to_contain_text(marked)


def test_the_preview_beside_the_text_follows_the_segment_and_its_saving(site: Site) -> None:
    page = site.page()
    site.edit(page)
    page.keyboard.press("Alt+p")
    document = page.frame_locator(".beside iframe")
    keys = [entry.key for entry in site.newsroom.entries()]
    field = page.locator("textarea[name=target]").nth(2)
    field.focus()
    expect(document.locator(f"#segment-{keys[2]}:target")).to_be_attached()
    expect(field).to_be_focused()
    field.press("Control+End")
    field.press_sequentially(" Пишите!")
    page.keyboard.press("Control+s")
    expect(document.locator("main")).to_contain_text(f"{DRAFTS[2]} Пишите!")
    assert violations(page) == []
    expect(field).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    expect(document.locator(f"#segment-{keys[1]}:target")).to_be_attached()
    site.edit(page)
    expect(document.locator("main")).to_contain_text(DRAFTS[1])
    page.set_viewport_size(PHONE)
    expect(page.locator(".beside")).to_be_hidden()
    page.set_viewport_size(LAPTOP)
    page.keyboard.press("Alt+p")
    expect(page.locator(".beside")).to_be_hidden()


def test_reference_languages_and_theme_are_remembered(site: Site) -> None:
    site.newsroom.desk.translate("ky", Newsroom.item, {"Border talks resume in Osh": "Ошто"})
    page = site.page()
    page.goto(f"{site.server.address}settings")
    page.get_by_role("checkbox", name="кыргызча").check()
    page.get_by_label("Colours").select_option("dark")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    site.edit(page)
    expect(page.locator(".reference")).to_contain_text("Ошто")


def addresses(site: Site) -> dict[str, str]:
    key = site.newsroom.entries()[2].key
    item = f"ru/items/{Newsroom.item}"
    return {
        "dashboard": "",
        "items": "ru/",
        "editor": item,
        "help": f"{item}/entries/{key}/help",
        "queue": "ru/review?state=",
        "search": "search?q=border",
        "glossary": "glossary?lang=ru",
        "term": f"ru/glossary/{TERM.key}",
        "new term": "ru/glossary/new?source=Osh",
        "questions": "questions",
        "assign": f"ru/assign/{Newsroom.item}",
        "history": "history",
        "settings": "settings",
        "users": "users",
        "exchange": "ru/exchange",
        "preview": f"ru/preview/{Newsroom.item}",
        "missing": "ru/items/nowhere",
    }


def prepare(site: Site, page: Page) -> None:
    """Something of everything on the pages: a finding, a comment, a change, a conflict's loser."""
    add_term(site.newsroom.project, "ru", TERM, "Aigul", dt.date(2026, 11, 24))
    site.edit(page)
    page.locator("textarea").nth(1).fill(DRAFTS[1].replace("350", "530"))
    page.keyboard.press("Control+s")
    expect(page.locator(".segment").nth(1).locator(".said")).to_have_text("saved as needs work")
    page.locator("#comment").fill("A question")
    page.get_by_label("a question about the source").check()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".comment")).to_be_visible()


def violations(page: Page, only: str = "") -> list[str]:
    """What axe finds against WCAG 2.1 AA, or against one of its rules."""
    source = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    page.evaluate(source)
    options = json.dumps({"runOnly": [only] if only else STANDARDS, "resultTypes": ["violations"]})
    result = page.evaluate(f"axe.run(document, {options})")
    return [
        f"{page.url} {found['id']}: {node['html'][:120]} {node['any'][:1]}"
        for found in result["violations"]
        for node in found["nodes"]
    ]


def test_every_page_is_accessible_light_and_dark_and_none_is_too_wide(site: Site) -> None:
    page = site.page(role="admin")
    prepare(site, page)
    link = site.server.link.removeprefix(site.server.address)
    visits = [(page, address) for address in addresses(site).values()]
    visits += [(site.stranger(), address) for address in ("login", link)]
    found = []
    for browser, address in visits:
        browser.goto(site.server.address + address)
        found += violations(browser)
        browser.emulate_media(color_scheme="dark")
        found += violations(browser, "color-contrast")
        browser.set_viewport_size(PHONE)
        found += violations(browser, "scrollable-region-focusable")
        assert browser.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        browser.emulate_media(color_scheme="light")
        browser.set_viewport_size(LAPTOP)
    assert found == []


def test_a_conflict_and_the_keys_are_accessible(site: Site) -> None:
    page = site.page()
    site.edit(page)
    site.newsroom.desk.translate("ru", Newsroom.item, {"Border talks resume in Osh": "Их текст"})
    page.locator("textarea").nth(0).fill("Мой текст")
    page.keyboard.press("Control+s")
    expect(page.locator(".conflict")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Keys").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert violations(page) == []
