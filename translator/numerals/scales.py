"""The words that multiply a number: thousand, million, billion, trillion."""

from __future__ import annotations

import functools
import re

# Powers of ten to the stems that name them; endings are left open, for cases and plurals.
_CYRILLIC = {
    12: r"трлн|триллион\w*",
    9: r"млр?д|миллиард\w*",
    6: r"млн|миллион\w*",
}
SCALES: dict[str, dict[int, str]] = {
    "en": {
        12: r"trillion\w*|tn|t(?=[\s.,;)]|$)",
        9: r"billion\w*|bn|bln|b(?=[\s.,;)]|$)",
        6: r"million\w*|mln|mn|m(?=[\s.,;)]|$)",
        3: r"thousand\w*|k(?=[\s.,;)]|$)",
    },
    "ka": {
        12: r"ტრილიონ\w*|ტრლნ?",
        9: r"მილიარდ\w*|მლრდ?",
        6: r"მილიონ\w*|მლნ",
        3: r"ათას\w*|ათ(?=\.)",
    },
    "tg": {
        **_CYRILLIC,
        12: r"трлн|трилл?ион\w*",
        6: r"млн|милл?ион\w*",
        3: r"ҳазор\w*|ҳа?зр?(?=\.)",
    },
    "ru": {**_CYRILLIC, 3: r"тысяч\w*|тыс(?=\.)|тыс\b"},
    "kk": {**_CYRILLIC, 3: r"мың\w*"},
    "ky": {**_CYRILLIC, 3: r"миң\w*"},
}


@functools.cache
def scale_pattern(language: str) -> re.Pattern[str]:
    """A pattern for a scale word right after a number; its one group that matched tells the power.

    Args:
        language: An unknown one gets the English words.

    Returns:
        A pattern with groups `p3`, `p6`, `p9` and `p12`.
    """
    return re.compile(_scale(language), re.IGNORECASE)


@functools.cache
def scaled_pattern(language: str) -> re.Pattern[str]:
    """A pattern for the last digit of a number with its scale word."""
    return re.compile("[0-9]" + _scale(language), re.IGNORECASE)


def _scale(language: str) -> str:
    scales = SCALES.get(language, SCALES["en"])
    words = "|".join(f"(?P<p{power}>{stems})" for power, stems in scales.items())
    return rf"[\s\u00a0\u202f-]{{0,2}}(?:{words})(?!\w)"
