"""What was translated once is known again."""

from __future__ import annotations

import pytest

from translator.memory import EXACT, NUMBERS, Match, Memory


def remember(source: str, target: str) -> Memory:
    memory = Memory()
    memory.add("en", source, target, "news")
    return memory


def test_an_exact_match() -> None:
    assert remember("Read more", "Подробнее").look_up("en", "Read more") == Match(
        "Подробнее", EXACT, "news"
    )


def test_other_numbers_are_put_in() -> None:
    memory = remember("Displaying 1 - 10 of 443", "Показано 1–10 из 443")
    assert memory.look_up("en", "Displaying 1 - 10 of 538") == Match(
        "Показано 1–10 из 538", NUMBERS, "news"
    )
    assert memory.look_up("en", "Displaying 11 - 20 of 443") == Match(
        "Показано 11–20 из 443", NUMBERS, "news"
    )


def test_numbers_may_stand_in_another_order() -> None:
    memory = remember("10 of 443 shown", "443-тен 10 көрсетілді")
    assert memory.look_up("en", "20 of 51 shown") is None  # «443-тен»: its ending hangs on it
    memory = remember("10 of 443 shown", "Из 443 показано 10")
    found = memory.look_up("en", "20 of 51 shown")
    assert found
    assert found.text == "Из 51 показано 20"


@pytest.mark.parametrize(
    ("source", "target", "asked"),
    [
        ("Page 3 of 3", "Страница 3 из 3", "Page 2 of 3"),  # which 3 is which?
        ("In 2020", "В 20-м", "In 2021"),  # the year is written otherwise
        ("12 months", "Год", "24 months"),  # the number is a word
        ("1,138 kg", "1138 кг", "1,139 kg"),  # separators differ by language
        ("Read more", "Подробнее", "Read less"),
        ("Article 5", "Статья 5 (п. 1)", "Article 6"),
    ],
)
def test_what_is_not_sure_is_no_match(source: str, target: str, asked: str) -> None:
    assert remember(source, target).look_up("en", asked) is None


def test_the_source_s_language_counts() -> None:
    assert remember("Bank", "Банк").look_up("ka", "Bank") is None


def test_the_first_translation_wins() -> None:
    memory = remember("News", "Новости")
    memory.add("en", "News", "Известия", "other")
    found = memory.look_up("en", "News")
    assert found
    assert found.text == "Новости"
