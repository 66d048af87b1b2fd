"""Machine suggestions that are never stored."""

from __future__ import annotations

import pytest

from translator.guards import refusal

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
