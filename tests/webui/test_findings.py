"""What the page says while somebody types: by glossary, item and project, with fixes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.webui.conftest import Newsroom
from translator.glossary import add_term, make_term
from translator.state import State

TITLE = "Border talks resume in Osh"
KYRGYZ = "Тараптар Ошто жолугуп чек ара маселелерин талкуулашты жана жаны долбоорлорду карашты. "


def typed(newsroom: Newsroom, index: int, text: str, lang: str = "ru") -> list[dict[str, Any]]:
    key = newsroom.entries(lang)[index].key
    address = f"{newsroom.api(lang, key)}/check"
    found: list[dict[str, Any]] = newsroom.browser().send(address, target=text).json["diagnostics"]
    return found


def rules(found: list[dict[str, Any]]) -> set[str]:
    return {one["rule"] for one in found}


def test_a_term_that_is_not_used_is_said(newsroom: Newsroom) -> None:
    term = make_term("border talks", ["переговоры о границе"], forbidden=["кордон"])
    add_term(newsroom.project, "ru", term, "Aigul", dt.date(2026, 11, 24))
    assert "glossary" not in rules(typed(newsroom, 0, "Переговоры о границе возобновились в Оше"))
    found = typed(newsroom, 0, "Беседы про кордон возобновились в Оше")
    messages = [one["message"] for one in found if one["rule"] == "glossary"]
    assert any("кордон" in message for message in messages)
    assert any("переговоры о границе" in message for message in messages)


def other_items(newsroom: Newsroom, text: str, number: int) -> None:
    for index in range(number):
        newsroom.desk.write(f"content/other-{index}.txt", f"{TITLE}\n\nA line of item {index}.\n")
        newsroom.desk.run("extract")
        newsroom.desk.translate("ru", f"other-{index}", {TITLE: text})


def test_the_same_source_translated_otherwise_elsewhere_with_a_fix(newsroom: Newsroom) -> None:
    usual = "Переговоры о границе возобновились в Оше"
    other_items(newsroom, usual, 2)
    browser = newsroom.browser("Bek", "reviewer")
    browser.text("/")
    assert "consistency" not in rules(typed(newsroom, 0, usual))
    (found,) = [
        one
        for one in typed(newsroom, 0, "Беседы о границе возобновились в Оше")
        if one["rule"] == "consistency"
    ]
    assert found["fix"] == usual
    entry = newsroom.browser().get(newsroom.api()).json["entries"][0]
    saved = browser.put(
        newsroom.api(key=entry["key"]),
        target="Беседы о границе возобновились в Оше",
        state="translated",
        revision=entry["revision"],
    ).json
    assert "consistency" in rules(saved["diagnostics"])
    browser.text("/")
    page = browser.text(f"/ru/items/{newsroom.item}")
    assert f'data-fix="{usual}"' in page
    answer = browser.send(
        f"{newsroom.api(key=entry['key'])}/aside",
        rule="consistency",
        reason="another press service",
        revision=saved["revision"],
    )
    (aside,) = [one for one in answer.json["diagnostics"] if one["rule"] == "consistency"]
    assert "another press service" in aside["aside"]
    assert newsroom.entries()[0].state is State.TRANSLATED


def test_letters_are_judged_over_the_whole_item(newsroom: Newsroom) -> None:
    """No one text is long enough to tell, all together are."""
    lines = [f"Line of the talks, part {chr(97 + n)}, of no great length." for n in range(9)]
    newsroom.desk.write(f"content/{newsroom.item}.txt", "\n\n".join(lines) + "\n")
    newsroom.desk.run("extract")
    texts = {line: KYRGYZ + "абвгдежзи"[n] for n, line in enumerate(lines[:-1])}
    newsroom.desk.translate("ky", newsroom.item, texts)
    found = typed(newsroom, 8, KYRGYZ, "ky")
    assert "item-own-letters" in rules(found)
    assert "item-own-letters" not in rules(typed(newsroom, 8, f"{KYRGYZ} {'өүң' * 9}", "ky"))
    assert "own letters" in newsroom.browser().text(f"/ky/items/{newsroom.item}")


def test_a_rule_that_is_none_is_not_set_aside(newsroom: Newsroom) -> None:
    entry = newsroom.browser().get(newsroom.api()).json["entries"][0]
    answer = newsroom.browser("Bek", "reviewer").send(
        f"{newsroom.api(key=entry['key'])}/aside",
        rule="nonsense",
        reason="so",
        revision=entry["revision"],
    )
    assert answer.status_code == 400
