"""Numbers, dates, times and amounts agree by value, however each language writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from translator import numerals
from translator.message import phrase
from translator.numerals import Number
from translator.rules.analysis import Analysis, Text
from translator.rules.model import Finding
from translator.rules.registry import pair_rule

_RUN = re.compile("[0-9]+")


@pair_rule(
    "numbers",
    "Numbers",
    "error",
    "A number, date or amount has another value, is missing or added.",
)
def check(analysis: Analysis) -> Iterator[Finding]:
    """Pair the numbers of both sides off by value, then ask words, months and numerals."""
    source, target = analysis.source, analysis.target
    if not source.has_digits and not target.has_digits:
        return
    same_digits = sorted(_RUN.findall(source.plain)) == sorted(_RUN.findall(target.plain))
    if same_digits and not _scaled(source) and not _scaled(target):
        return
    lost, added = _unpaired(source.numbers, target.numbers)
    if lost:
        lost = _unspelled(lost, target)
    if added:
        added = _unspelled(added, source)
    for number in _once(lost):
        fix = None
        if len(lost) == len(added) == 1 and _alike_written(number, added[0]):
            text, wrong = analysis.pair.target, added[0]
            fix = text[: wrong.start] + _in_notation(number, source, target) + text[wrong.end :]
        yield Finding(
            phrase("The number {number} of the source is missing.", number=number.text), None, fix
        )
    for number in _once(added):
        span = (number.start, number.end)
        yield Finding(phrase("The number {number} is not in the source.", number=number.text), span)


def _alike_written(one: Number, two: Number) -> bool:
    """Whether one can simply stand where the other does."""
    return one.compound == two.compound and not one.scaled and not two.scaled


def _in_notation(number: Number, source: Text, target: Text) -> str:
    """A number with the marks of the target's notation: "1,138.5" as «1 138,5»."""
    if source.language != "en" or target.language == "en" or number.compound:
        return number.text
    return number.text.replace(",", "\u00a0").replace(".", ",")


def _once(numbers: list[Number]) -> list[Number]:
    """Numbers without repetitions: one finding says it."""
    return list({number.text: number for number in reversed(numbers)}.values())[::-1]


def _scaled(text: Text) -> bool:
    return numerals.scaled_pattern(text.language).search(text.plain) is not None


def _unpaired(lost: list[Number], added: list[Number]) -> tuple[list[Number], list[Number]]:
    """What is left of both sides when equal readings are paired off.

    Whole tokens go first, the likeliest readings before the others; then dates, times and ranges
    are taken apart and their values paired with the values left on the other side.
    """
    lost, added = list(lost), list(added)
    for agree in (_same, _alike):
        for number in list(lost):
            other = next((other for other in added if agree(number, other)), None)
            if other is not None:
                lost.remove(number)
                added.remove(other)
        if not lost and not added:
            return lost, added
    pool = _values(added)
    rest = [number for number in lost if not _taken(number, pool)]
    pool = _values(lost)
    return rest, [number for number in added if not _taken(number, pool)]


def _same(one: Number, two: Number) -> bool:
    return one.readings[0] == two.readings[0]


def _alike(one: Number, two: Number) -> bool:
    """Whether one's likeliest reading is any of the other's, or both may be the same date.

    Two unlikely readings of single values prove nothing: 1830s and 1530s are both "the thirties".
    """
    return (
        one.readings[0] in two.readings
        or two.readings[0] in one.readings
        or any(len(reading) > 1 and reading in two.readings for reading in one.readings)
    )


def _values(numbers: list[Number]) -> list[Decimal]:
    return [value for number in numbers for value in number.whole[0]]


def _taken(number: Number, pool: list[Decimal]) -> bool:
    """Take a number's values out of a pool that holds them all."""
    for reading in number.whole:
        remaining = list(pool)
        try:
            for value in reading:
                remaining.remove(value)
        except ValueError:
            continue
        pool[:] = remaining
        return True
    return False


def _unspelled(numbers: list[Number], other: Text) -> list[Number]:
    """The numbers that the other text doesn't give in words, months, numerals or other units."""
    spelled = numerals.spelled(other.plain, other.language)
    months = {Decimal(month) for month in numerals.months(other.plain, other.language)}
    words = months.union(spelled)
    known = words.union(v for number in other.numbers for v in number.whole[0])
    left = []
    for number in numbers:
        for reading in number.whole:
            # A date may be half in digits; the minutes of a time are no other number's.
            if len(reading) > 1 and (known if len(reading) > 2 else words).issuperset(reading):
                break
            if reading[0] in months:
                break
            if reading[0] in spelled:
                spelled.remove(reading[0])  # a word accounts for one number
                break
        else:
            left.append(number)
    return left
