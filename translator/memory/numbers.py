"""Texts that are the same but for whole numbers and codes, and how the new ones are put in.

After somebody translated "Displaying 1 - 10 of 443", "Displaying 1 - 10 of 538" is known too, and
so is "Publication reference: EuropeAid/171234/DD/ACT/KG" after another reference.
"""

from __future__ import annotations

import re

# Digits with separators are left alone: whether "1,138" is a thousand or a decimal, and how the
# other language writes it, is not the memory's to guess.
# A hyphen ties an ending to a number, which may change with it; but in a Kyrgyz date («2026-жылдын
# 17-майы») a word that never does.
_DATED = "жыл|январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр"
_CODE = r"(?<![\w.,/-])(?=[A-Za-z/]*\d)[A-Za-z][A-Za-z0-9]*(?:/[A-Za-z0-9]+){2,}(?![\w/-]|[.,]\w)"
_NUMBER = re.compile(rf"(?<![\w.,/-])\d+(?![\w/]|[.,]\d|-(?!{_DATED})\w)|{_CODE}")
_DIGIT = re.compile(r"\d")


def pattern(source: str) -> str:
    """The text with each whole number and code taken out; texts that differ in these share it."""
    if not _DIGIT.search(source):
        return source
    return _NUMBER.sub(lambda found: "\1" if "/" in found[0] else "\0", source)


def with_numbers(known: str, target: str, source: str) -> str | None:
    """The target with the numbers of `source` for those of `known`; None where that is unsure.

    It is sure where both hold the same numbers equally often, each old number has one new one, and
    the translation of other digits does not depend on them.
    """
    old, new = _NUMBER.findall(known), _NUMBER.findall(source)
    if len(old) != len(new):
        return None
    change = dict(zip(old, new, strict=True))
    if any(change[before] != after for before, after in zip(old, new, strict=True)):
        return None
    if sorted(_NUMBER.findall(target)) != sorted(old):
        return None
    if len(_DIGIT.findall(target)) - sum(map(len, old)) != len(_DIGIT.findall(known)) - sum(
        map(len, old)
    ):
        return None
    return _NUMBER.sub(lambda found: change[found[0]], target)
