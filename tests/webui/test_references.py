"""Languages that a translator works from: below the source, what changed, looked up together."""

from __future__ import annotations

from typing import Any

from tests.webui.conftest import Browser, Newsroom

TITLE = "Border talks resume in Osh"
ADDRESS = f"/ky/items/{Newsroom.item}"


def save(newsroom: Newsroom, browser: Browser, lang: str, text: str) -> dict[str, Any]:
    entry = browser.get(newsroom.api(lang)).json["entries"][0]
    answer = browser.put(
        newsroom.api(lang, entry["key"]),
        target=text, state="translated", revision=entry["revision"],
    )  # fmt: skip
    assert answer.status_code == 200
    saved: dict[str, Any] = answer.json
    return saved


def test_what_changed_in_a_reference_since_is_shown(newsroom: Newsroom) -> None:
    browser = newsroom.browser()
    browser.post("/settings", reference="ru")
    key = save(newsroom, browser, "ru", "Переговоры о границе возобновились в Оше")["key"]
    save(newsroom, browser, "ky", "Ошто чек ара боюнча сүйлөшүүлөр кайра башталды")
    page = browser.text(f"{ADDRESS}/entries/{key}/help")
    assert "Переговоры о границе возобновились" in page
    assert "Changed since" not in page
    save(newsroom, browser, "ru", "Переговоры о границе начались в Оше")
    page = browser.text(f"{ADDRESS}/entries/{key}/help")
    assert "Changed since" in page
    assert "<del>возобновились</del>" in page
    assert "<ins>начались</ins>" in page
    assert "Переговоры о границе начались в Оше" in browser.text(ADDRESS)
    other = newsroom.browser("Bek").text(f"{ADDRESS}/entries/{key}/help")
    assert "Переговоры" not in other


def test_search_shows_a_source_once_with_all_its_languages(newsroom: Newsroom) -> None:
    browser = newsroom.browser()
    save(newsroom, browser, "ru", "Переговоры о границе возобновились в Оше")
    save(newsroom, browser, "ky", "Ошто чек ара боюнча сүйлөшүүлөр кайра башталды")
    page = browser.text("/search?q=resume")
    assert page.count('<mark class="found">resume</mark>') == 1
    assert "Переговоры" in page
    assert "Ошто" in page
    page = browser.text("/search?q=resume&lang=ky")
    assert "Переговоры" not in page
    assert "Ошто" in page
    page = browser.text("/search?q=resume&lang=ky&lang=ru&lang=de")
    assert page.index("Ошто") < page.index("Переговоры")
    page = browser.text("/search?q=resume&lang=ru&lang=ky")
    assert page.index("Переговоры") < page.index("Ошто")
