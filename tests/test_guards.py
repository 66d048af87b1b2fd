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
    ],
)
def test_only_a_currency_is_a_currency(
    source: str, target: str, language: str, reason: str | None
) -> None:
    assert damage(source, target, language) == reason
