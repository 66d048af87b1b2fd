"""Machine suggestions that are never stored."""

from __future__ import annotations

import pytest

from translator.guards import damage, refusal

SOURCE = "The programme of 2023 supports 12 schools."


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("Программа 2023 года поддерживает 12 школ.", None),
        ("В 2023 году программа поддерживает 12 школ.", None),
        ("  ", "empty"),
        (SOURCE, "untranslated"),
        ("Программа 2022 года поддерживает 12 школ.", "numbers"),
        ("Программа поддерживает 12 школ.", "numbers"),
        ("Программа 2023 школ школ школ школ школ 12.", "repetition"),
        ("2023: 12", "length"),
        ("პროგრამა 2023 მხარს უჭერს 12 სკოლას.", "script"),
        ("The programme in 2023 supported 12 schools.", "script"),
        ("Программа▁2023 года поддерживает 12 школ.", "token"),
    ],
)
def test_reasons(target: str, reason: str | None) -> None:
    assert refusal(SOURCE, target, "ru") == reason


@pytest.mark.parametrize(
    ("source", "target", "language", "reason"),
    [
        ("The EU supports the school.", "ევროკავშირი მხარს უჭერს სკოლას.", "ka", None),
        ("The EU supports the school.", "Еуроодақ мектепті қолдайды.", "kk", None),
        ("It paid $5,000.", "მან 5000 დოლარი გადაიხადა.", "ka", None),
        ("It paid $5,000.", "მან 5000 ლარი გადაიხადა.", "ka", "amounts"),
        ("It paid $5,000.", "მან 5000 ევროს გადაიხდის.", "ka", "amounts"),
        ("It paid $5,000.", "Ол 5000 еуроны төледі.", "kk", "amounts"),
        ("It gave AUD$45 million.", "Он дал 45 млн австралийских долларов.", "ru", None),
        ("Dark clouds over it.", "შავი ღრუბლები მის თავზე.", "ka", None),
    ],
)
def test_only_a_currency_is_a_currency(
    source: str, target: str, language: str, reason: str | None
) -> None:
    assert damage(source, target, language) == reason


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        ("It took 1:09.02 minutes.", "Это заняло 1:09,02 минуты.", None),
        ("It took 1:09.02 minutes.", "Это заняло 01:09.2 минуты.", "numbers"),
        ("They won 26–00.", "Они выиграли 26–0.", "numbers"),
        ("Agent 007 is here.", "Агент 7 здесь.", "numbers"),
        ("Room 7 is here.", "Комната 07 здесь.", "numbers"),
        ("On 05/07/2020 it began.", "Это началось 5.7.2020.", None),
    ],
)
def test_a_zero_in_front_is_part_of_a_number(source: str, target: str, reason: str | None) -> None:
    assert damage(source, target, "ru") == reason
