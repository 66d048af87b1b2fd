"""The editor in a browser: keys, saving, conflicts, a server that dies."""

from __future__ import annotations

import re
import signal

from playwright.sync_api import Dialog, Page, expect

from tests.browser.conftest import DRAFTS, PHONE, Server, Site
from tests.webui.conftest import PASSWORD, Newsroom
from translator.catalogue import Catalogue
from translator.state import State
from webui.people import accounts


def states(site: Site, lang: str = "ru") -> list[State]:
    return [entry.state for entry in site.newsroom.entries(lang)]


def said(page: Page, index: int) -> str:
    return f".segment:nth-of-type({index + 1}) .said"


def test_the_one_time_link_signs_the_owner_in(site: Site) -> None:
    page = site.stranger()
    page.goto(site.server.link)
    page.get_by_role("button", name="Go to the desk").click()
    expect(page.get_by_role("heading", name="Languages")).to_be_visible()
    other = site.stranger()
    other.goto(site.server.link)
    expect(other.get_by_role("alert")).to_contain_text("used already")


def test_a_whole_item_with_the_keyboard_alone(site: Site) -> None:
    page = site.page()
    site.edit(page)
    keyboard = page.keyboard
    expect(page.locator("textarea").nth(0)).to_be_focused()
    keyboard.press("Control+Enter")
    expect(page.locator("textarea").nth(1)).to_be_focused()
    expect(page.locator(said(page, 0))).to_have_text("saved")
    keyboard.press("Control+End")
    keyboard.type(" Итог подведут в июне.")
    expect(page.locator(".edits ins")).to_have_text(" Итог подведут в июне.")
    keyboard.press("Control+Shift+Enter")
    expect(page.locator(said(page, 1))).to_have_text("saved as approved")
    expect(page.locator(".edits")).to_have_count(0)
    expect(page.locator("textarea").nth(2)).to_be_focused()
    keyboard.press("Control+s")
    expect(page.locator(said(page, 2))).to_have_text("saved as needs work")
    assert states(site) == [State.TRANSLATED, State.APPROVED, State.NEEDS_WORK]
    assert site.newsroom.entries()[1].target == f"{DRAFTS[1]} Итог подведут в июне."
    keyboard.press("Alt+ArrowUp")
    expect(page.locator("textarea").nth(1)).to_be_focused()
    keyboard.press("Alt+PageDown")
    expect(page.locator("textarea").nth(2)).to_be_focused()
    keyboard.press("Control+Enter")
    expect(page.locator(said(page, 2))).to_have_text("saved")
    expect(page.locator("#counts")).to_have_text("1 approved, 2 translated")
    keyboard.press("Escape")
    keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_saved_step_is_taken_back_with_a_key(site: Site) -> None:
    page = site.page()
    before = site.newsroom.path().read_bytes()
    site.edit(page)
    page.keyboard.press("Control+Enter")
    expect(page.locator(said(page, 0))).to_have_text("saved")
    expect(page.locator("textarea").nth(1)).to_be_focused()
    page.keyboard.press("Alt+z")
    expect(page.locator(said(page, 0))).to_have_text("taken back")
    expect(page.locator("textarea").nth(0)).to_be_focused()
    assert site.newsroom.path().read_bytes() == before


def test_placeables_and_suggestions_are_put_in_with_keys_and_taken_back(site: Site) -> None:
    page = site.page()
    site.edit(page)
    field = page.locator("textarea").nth(2)
    field.fill("Пишите:")
    mark = page.locator(".segment").nth(2).locator(".placeable")
    expect(mark).to_have_class(re.compile("missing"))
    field.press("End")
    expect(page.locator("#help .insert")).to_have_text("press@example.org")
    page.keyboard.press("Control+i")
    page.keyboard.press("1")
    expect(field).to_have_value("Пишите:press@example.org")
    expect(mark).not_to_have_class(re.compile("missing"))
    page.keyboard.press("Control+z")
    expect(field).to_have_value("Пишите:")
    page.keyboard.press("Control+m")
    page.keyboard.press("1")
    expect(field).to_have_value(DRAFTS[2])


def test_rules_speak_while_typing_and_errors_are_not_saved(site: Site) -> None:
    page = site.page(role="translator")
    site.edit(page)
    segment = page.locator(".segment").nth(1)
    segment.locator("textarea").fill(DRAFTS[1].replace("350", "530"))
    expect(segment.locator(".finding.is-error").first).to_contain_text("350")
    page.keyboard.press("Control+Enter")
    expect(segment.locator(".said")).to_contain_text("Not saved")
    assert states(site)[1] is State.DRAFT
    segment.locator("textarea").fill(DRAFTS[1])
    expect(segment.locator(".finding.is-error")).to_have_count(0)
    page.keyboard.press("Control+Enter")
    expect(segment.locator(".said")).to_have_text("saved")


def test_a_fix_is_taken_with_a_click_and_taken_back(site: Site) -> None:
    wrong = DRAFTS[0].replace(" ", "  ", 1)
    site.newsroom.desk.translate("ru", Newsroom.item, {"Border talks resume in Osh": wrong})
    page = site.page()
    site.edit(page)
    segment = page.locator(".segment").nth(0)
    segment.get_by_role("button", name="Use this").click()
    expect(segment.locator("textarea")).to_have_value(DRAFTS[0])
    expect(segment.locator("textarea")).to_be_focused()
    expect(segment.locator(".finding")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(segment.locator("textarea")).to_have_value(wrong)


def test_a_conflict_with_a_second_browser_shows_three_versions(site: Site) -> None:
    one, two = site.page("Aigul"), site.page("Bek")
    site.edit(one)
    site.edit(two)
    two.locator("textarea").nth(0).fill("Их текст о границе в Оше")
    two.keyboard.press("Control+Enter")
    expect(two.locator(said(two, 0))).to_have_text("saved")
    one.locator("textarea").nth(0).fill("Мой текст о границе в Оше")
    one.keyboard.press("Control+Enter")
    view = one.locator(".conflict")
    expect(view.locator("[data-show=before]")).to_have_text(DRAFTS[0])
    expect(view.locator("[data-show=theirs] ins").first).to_be_visible()
    assert site.newsroom.entries()[0].target == "Их текст о границе в Оше"
    view.get_by_role("button", name="Go on with mine").click()
    expect(one.locator("textarea").nth(0)).to_have_value("Мой текст о границе в Оше")
    one.keyboard.press("Control+Enter")
    expect(one.locator(said(one, 0))).to_have_text("saved")
    assert site.newsroom.entries()[0].target == "Мой текст о границе в Оше"


def test_taking_theirs_after_a_change_on_disk_loses_nothing(site: Site) -> None:
    page = site.page()
    site.edit(page)
    field = page.locator("textarea").nth(0)
    field.fill("Мой текст о границе в Оше")
    with Catalogue.edit(site.newsroom.path(), site.newsroom.project.locks) as catalogue:
        catalogue.entries[0].settle("Текст из Poedit о границе в Оше")
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="Take theirs").click()
    expect(field).to_have_value("Текст из Poedit о границе в Оше")
    page.get_by_role("button", name="Bring this text back").click()
    expect(field).to_have_value("Мой текст о границе в Оше")
    assert site.newsroom.entries()[0].state is State.NEEDS_WORK


def test_a_change_on_disk_is_shown_when_the_page_comes_back_in_sight(site: Site) -> None:
    page = site.page()
    site.edit(page)
    with Catalogue.edit(site.newsroom.path(), site.newsroom.project.locks) as catalogue:
        catalogue.entries[2].settle("Пишите на press@example.org, пожалуйста.")
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.locator("textarea").nth(2)).to_have_value(
        "Пишите на press@example.org, пожалуйста."
    )
    expect(page.locator(".segment").nth(2)).to_have_class(re.compile("is-translated"))


def test_a_server_killed_in_mid_save_loses_no_text(site: Site) -> None:
    page = site.page()
    site.edit(page)
    site.server.process.send_signal(signal.SIGSTOP)  # it takes the request and never answers
    page.locator("textarea").nth(0).fill("Набрано, пока сервера нет: граница в Оше")
    page.keyboard.press("Control+Enter")
    expect(page.locator(said(page, 0))).to_have_text("saving…")
    site.server.stop(signal.SIGKILL)
    expect(page.locator("#trouble")).to_contain_text("kept in this browser")
    assert site.newsroom.entries()[0].state is State.DRAFT
    site.server = Server(site.newsroom.desk.root, site.server.port)
    expect(page.locator(said(page, 0))).to_have_text("saved", timeout=20_000)
    expect(page.locator("#trouble")).to_be_hidden()
    assert site.newsroom.entries()[0].target == "Набрано, пока сервера нет: граница в Оше"


def test_who_is_signed_out_while_typing_comes_back_to_the_text(site: Site) -> None:
    page = site.page()
    site.edit(page)
    with site.newsroom.people() as db:
        aigul = accounts.get(db, "Aigul")
        accounts.set_password(db, aigul, PASSWORD)  # it ends her sessions
    page.locator("textarea").nth(1).fill("Набрано, когда вход уже истек: 12 мая, 350, 180")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#trouble")).to_contain_text("You are signed out")
    expect(page.locator("#help")).to_be_empty()  # not the page of signing in
    page.locator("#trouble").get_by_role("link").click()
    page.get_by_label("Name").fill("Aigul")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.locator("#editor[data-ready=yes]").wait_for()
    expect(page.locator("textarea").nth(1)).to_be_focused()
    expect(page.locator("textarea").nth(1)).to_have_value(re.compile("вход уже истек"))
    expect(page.locator(said(page, 1))).to_contain_text("kept in your browser")


def test_after_the_last_segment_comes_the_first_that_waits(site: Site) -> None:
    page = site.page()
    site.edit(page)
    page.locator("textarea").nth(1).fill(DRAFTS[1].replace("350", "530"))
    page.keyboard.press("Control+Enter")
    expect(page.locator(said(page, 1))).to_contain_text("Not saved")
    expect(page.locator("textarea").nth(2)).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(page.locator("textarea").nth(0)).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(page.locator("textarea").nth(1)).to_be_focused()  # it was refused


def test_leaving_with_unsaved_text_warns_and_the_text_is_there_again(site: Site) -> None:
    page = site.page()
    site.edit(page)
    asked: list[str] = []

    def agree(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", agree)
    page.locator("textarea").nth(0).press_sequentially("!")
    page.reload()
    page.locator("#editor[data-ready=yes]").wait_for()
    assert asked == ["beforeunload"]
    expect(page.locator("textarea").nth(0)).to_have_value(re.compile("!"))
    expect(page.locator(said(page, 0))).to_contain_text("kept in your browser")
    assert states(site)[0] is State.DRAFT


def test_the_cursor_and_the_page_stay_where_they_are_while_saving(site: Site) -> None:
    page = site.page()
    site.edit(page)
    field = page.locator("textarea").nth(1)
    field.fill(DRAFTS[1])
    field.evaluate("field => field.setSelectionRange(7, 7)")
    place = page.evaluate("scrollY")
    page.keyboard.press("Control+s")
    expect(page.locator(said(page, 1))).to_have_text("saved as needs work")
    expect(field).to_be_focused()
    assert field.evaluate("field => field.selectionStart") == 7
    assert page.evaluate("scrollY") == place


def test_without_javascript_one_reads_edits_and_approves(site: Site) -> None:
    page = site.page(javascript=False)
    address = f"{site.server.address}ru/items/{Newsroom.item}"
    page.goto(address)
    first = page.locator(".segment").nth(0)
    first.locator("textarea").fill("Переговоры по границе идут в Оше")
    first.get_by_role("button", name="Accept").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.locator(".segment").nth(0).get_by_role("button", name="Approve").click()
    expect(page.locator(".segment").nth(0).locator(".chip.is-approved")).to_be_visible()
    stored = site.newsroom.entries()[0]
    assert (stored.state, stored.target) == (State.APPROVED, "Переговоры по границе идут в Оше")
    with Catalogue.edit(site.newsroom.path(), site.newsroom.project.locks) as catalogue:
        catalogue.entries[0].settle("Иной текст о границе в Оше")
    page.locator(".segment").nth(0).locator("textarea").fill("Мой текст о границе в Оше")
    page.locator(".segment").nth(0).get_by_role("button", name="Accept").click()
    expect(page.get_by_text("Theirs, stored now")).to_be_visible()
    expect(page.locator("textarea").nth(0)).to_have_value("Мой текст о границе в Оше")
    assert site.newsroom.entries()[0].target == "Иной текст о границе в Оше"
    page.locator(".segment").nth(0).get_by_role("button", name="Accept").click()
    assert site.newsroom.entries()[0].target == "Мой текст о границе в Оше"


def test_on_a_phone_source_target_and_accept_are_on_one_screen(site: Site) -> None:
    page = site.page(viewport=PHONE)
    site.edit(page)
    page.locator("textarea").nth(1).click()
    for part in (
        page.locator(".segment").nth(1).locator(".source .text"),
        page.locator("textarea").nth(1),
        page.get_by_role("button", name="Accept"),
    ):
        expect(part).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Accept").click()
    expect(page.locator(said(page, 1))).to_have_text("saved")


def test_on_a_phone_the_help_is_below_the_segment_and_works(site: Site) -> None:
    page = site.page(viewport=PHONE)
    site.edit(page)
    page.locator("textarea[name=target]").nth(1).click()
    help_ = page.locator(".segment").nth(1).locator("#help")
    help_.get_by_role("textbox", name="Your comment").fill("Is it Osh?")
    help_.get_by_role("button", name="Send").click()
    expect(help_.locator(".comment")).to_contain_text("Is it Osh?")
    field = page.locator("textarea[name=target]").nth(1)
    field.fill("Иное")
    help_.locator(".suggestion").first.click()
    expect(field).to_have_value(DRAFTS[1])


def test_four_eyes_are_explained_where_one_would_approve(site: Site) -> None:
    site.newsroom.desk.configure("[review]\nfour-eyes = true\n", languages='"ru", "ky"')
    one, two = site.page("Aigul"), site.page("Bek")
    site.edit(one)
    one.keyboard.press("Control+Shift+Enter")
    expect(one.locator(said(one, 0))).to_contain_text("Two people")
    expect(one.locator("textarea").nth(0)).to_be_focused()
    one.keyboard.press("Control+Enter")
    expect(one.locator(said(one, 0))).to_have_text("saved")
    one.keyboard.press("Alt+ArrowUp")
    one.keyboard.press("Control+Shift+Enter")
    expect(one.locator(said(one, 0))).to_contain_text("four eyes")
    site.edit(two)
    two.locator("textarea").nth(0).focus()
    two.keyboard.press("Control+Shift+Enter")
    expect(two.locator(said(two, 0))).to_have_text("saved as approved")
    assert states(site)[0] is State.APPROVED
