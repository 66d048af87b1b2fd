"""Letters of each language, look-alikes across scripts, and letters only one language has."""

from __future__ import annotations

import re
from collections.abc import Mapping

from translator.languages import LANGUAGES

_CYRILLIC = "А-Яа-яЁёЀ-ӿ"
_GEORGIAN = "ა-ჿᲐ-Ჿ"
SCRIPT_RANGE = {"Cyrillic": _CYRILLIC, "Georgian": _GEORGIAN, "Latin": "A-Za-zÀ-ÖØ-öø-ɏ"}

# Latin letters and the Cyrillic ones that most typefaces draw alike (Unicode confusables.txt).
LOOK_ALIKES: Mapping[str, str] = {
    "A": "А", "B": "В", "C": "С", "E": "Е", "H": "Н", "I": "І", "K": "К", "M": "М", "O": "О",
    "P": "Р", "T": "Т", "X": "Х", "Y": "У", "a": "а", "c": "с", "e": "е", "i": "і", "k": "к",
    "o": "о", "p": "р", "x": "х", "y": "у", "h": "һ", "m": "м", "t": "т", "n": "п", "u": "и",
    "b": "ь", "r": "г",
}  # fmt: skip

# The letters a Russian keyboard lacks, and what is typed in their place.
OWN_LETTERS: Mapping[str, Mapping[str, str]] = {
    "tg": {"ғ": "г", "ӣ": "и", "қ": "к", "ӯ": "у", "ҳ": "х", "ҷ": "ч"},
    "kk": {
        "ә": "а", "ғ": "г", "қ": "к", "ң": "н", "ө": "о", "ұ": "у", "ү": "у", "һ": "х", "і": "и",
    },
    "ky": {"ң": "н", "ө": "о", "ү": "у"},
}  # fmt: skip

# Their share among the letters of professional news translations.
OWN_LETTER_SHARE = {"tg": 0.058, "kk": 0.140, "ky": 0.060}

ALPHABETS = {
    code: frozenset(language.alphabet + language.alphabet.upper())
    for code, language in LANGUAGES.items()
}

_CYRILLIC_LETTER = re.compile(f"[{_CYRILLIC}]")


def cyrillic_letters(text: str) -> list[str]:
    """The Cyrillic letters of a text, in order."""
    return _CYRILLIC_LETTER.findall(text)
