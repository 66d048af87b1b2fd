"""The published site in a browser, from the file system: accessible, also on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import LAPTOP, PHONE
from tests.browser.test_pages import violations
from tests.conftest import Desk
from tests.publish.conftest import Press

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ITEM = """\
---
title: Переговоры о границе
date: 2026-11-24
updated: 2026-11-25
---

The talks *ended*; see [the other item](plain.txt) and https://example.org/{long}.

- one
- [x] two

| Budget | Sum |
|---|---:|
| Schools | {long} |

> A quotation[^1]

```
code {long}
```

[^1]: A note
"""
PAGES = (
    *("site/index.html", "site/ru/index.html", "site/ru/talks.html", "site/ka/talks.html"),
    *("site/ru/plain.html", "site/en/talks.html", "site/ka/page-2.html"),
    *("preview/site/ka/talks.html", "preview/site/ka/index.html"),
)


@pytest.fixture
def pages(desk: Desk, chromium: Browser) -> Iterator[tuple[Press, Page]]:
    """A site with everything on it, and a browser."""
    press = Press(desk)
    press.configure('incomplete = "source"\n')
    press.item("talks.md", ITEM.replace("{long}", "x" * 90))
    press.item("plain.txt", "Plain\n\n • one\n • two\n\nText.\n", "date = 2026-11-23\n")
    for number in range(30):
        press.item(f"more-{number:02}.txt", f"News {number}\n")
    press.desk.run("extract")
    sources = [entry.source for entry in press.desk.catalogue("ru", "talks").entries]
    press.desk.translate("ru", "talks", {text: text for text in sources})
    press.desk.translate("ru", "plain", {"Plain": "Просто"})
    press.compile()
    press.compile("--preview")
    context = chromium.new_context(viewport=LAPTOP)
    yield press, context.new_page()
    context.close()


def test_every_kind_of_page_is_accessible_in_light_and_dark_and_none_is_too_wide(
    pages: tuple[Press, Page],
) -> None:
    press, page = pages
    found = []
    for path in PAGES:
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(LAPTOP)
        page.goto((press.desk.root / "build" / path).as_uri())
        found += violations(page)
        page.emulate_media(color_scheme="dark")
        found += violations(page, "color-contrast")
        page.set_viewport_size(PHONE)
        found += violations(page, "scrollable-region-focusable")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    assert found == []


def test_a_reader_finds_the_way_by_links_alone(pages: tuple[Press, Page]) -> None:
    press, page = pages
    page.goto((press.desk.root / "build/site/index.html").as_uri())
    page.get_by_role("link", name="русский").click()
    page.get_by_role("link", name="Переговоры о границе").click()
    page.get_by_role("link", name="the other item").click()
    assert page.locator("h1").inner_text() == "Просто"
    page.get_by_role("link", name="ქართული").click()
    assert page.locator("html").get_attribute("lang") == "ka"
    assert page.locator("article").get_attribute("lang") == "en"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "text"
