"""Numbers in words, roman numerals and months, as values.

The tables hold stems with the endings that inflection and word formation add ("двухлетний",
«үшінші», „ოცდამეხუთე“), not every form: they answer whether a text can mean a value.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from translator.numerals.months import month_pattern
from translator.numerals.words import WORDS

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ROMAN = re.compile(
    r"(?<!\w)(?=[IVXLCMІХСМ])M{0,3}(?:C[MD]|D?C{0,3})(?:X[CL]|L?X{0,3})(?:I[XV]|V?I{0,3})(?!\w)"
)
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
# Typed on a Cyrillic keyboard: «ХХ ғасыр», «ІІ».
_TO_LATIN = str.maketrans("ІХСМ", "IXCM")


def spelled(text: str, language: str) -> list[Decimal]:
    """The values a text gives in words or roman numerals, in no particular order.

    Consecutive number words are also taken together ("two hundred and five" holds 2, 100, 5, 200
    and 205), since languages part them differently.
    """
    values: list[Decimal] = []
    run: list[Decimal] = []
    position = 0
    for match in _WORD.finditer(text):
        word = match[0].lower()
        found = _word_values(word, language)
        if (
            run
            and (word in _AND or _only_gap(text[position : match.start()]))
            and (found or word in _AND)
        ):
            run += found
        else:
            values += _combined(run)
            run = list(found)
        position = match.end()
    values += _combined(run)
    values += [_roman(numeral) for numeral in _romans(text)]
    return values


_SAID_WORDS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred "
    "thousand fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
)
_SAID = "|".join(_SAID_WORDS.split())
_NEXT_LOWER = re.compile(r"[A-Z][a-z]+[ -][a-z]")
_SAID_STEMS = (
    " two", "three", "four", "five", "six", "seven", "eight", "nin", " ten", "eleven", "twel",
    "twent", "thirt", "fort", "fift", "hundred", "thousand",
)  # fmt: skip
_SAID_RUN = re.compile(rf"(?<![\w-])(?:{_SAID})(?:[ -](?:{_SAID}))*(?![\w-])")


def said(text: str) -> list[tuple[str, Decimal]]:
    """The numbers an English text gives in words that mean nothing else, with their values.

    "One", "second" and "third" have other meanings, words with a capital are parts of names, and
    in a compound ("ten-year") the noun may say it ("decade").
    """
    if text[1:2].islower() and _NEXT_LOWER.match(text):
        text = text[0].lower() + text[1:]  # a sentence's beginning
    text = f" {text}"
    if not any(stem in text for stem in _SAID_STEMS):
        return []  # the pattern is slow, and most sentences have no number word
    return [
        (match[0], _combined(list(_run(match[0])))[-1])
        for match in _SAID_RUN.finditer(text)
        if match[0] not in ("hundred", "thousand")
    ]


def _run(text: str) -> Iterator[Decimal]:
    for word in re.findall("[a-z]+", text):
        yield from _word_values(word, "en")


def months(text: str, language: str) -> set[int]:
    """The months named in a text, 1 to 12."""
    found = month_pattern(language).finditer(text)
    return {int((match.lastgroup or "m0")[1:]) for match in found}


_AND = frozenset({"and", "и", "ва", "да"})


def _only_gap(between: str) -> bool:
    return between.strip(" \u00a0-‑") == ""


@functools.cache
def _patterns(language: str) -> tuple[re.Pattern[str], dict[str, Decimal]]:
    table = WORDS.get(language, WORDS["en"])
    names = {f"v{index}": value for index, value in enumerate(table)}
    alternatives = "|".join(f"(?P<v{index}>{forms})" for index, forms in enumerate(table.values()))
    decimals = {name: _decimal(value) for name, value in names.items()}
    return re.compile(f"(?:{alternatives})"), decimals


def _decimal(value: Fraction | int) -> Decimal:
    fraction = Fraction(value)
    return Decimal(fraction.numerator) / Decimal(fraction.denominator)


@functools.lru_cache(maxsize=20_000)
def _word_values(word: str, language: str) -> tuple[Decimal, ...]:
    pattern, values = _patterns(language)
    match = pattern.fullmatch(word)
    return (values[match.lastgroup],) if match and match.lastgroup else ()


def _combined(run: list[Decimal]) -> list[Decimal]:
    """Every value of a run of number words, and the value of the whole run."""
    if len(run) < 2:
        return run
    total, current = Decimal(0), Decimal(0)
    sums = []
    for value in run:
        if value >= 1000:
            total += (current or Decimal(1)) * value
            current = Decimal(0)
        elif value == 100:
            current = (current or Decimal(1)) * value
        else:
            current += value
        sums.append(total + current)
    return [*run, *sums]


def _romans(text: str) -> list[str]:
    if not any(letter in text for letter in "IVXLCMІХСМ"):
        return []
    return [match[0] for match in _ROMAN.finditer(text.translate(_TO_LATIN)) if match[0]]


def _roman(numeral: str) -> Decimal:
    digits = [_ROMAN_VALUES[letter] for letter in numeral]
    total = 0
    for digit, following in zip(digits, [*digits[1:], 0], strict=True):
        total += -digit if digit < following else digit
    return Decimal(total)
