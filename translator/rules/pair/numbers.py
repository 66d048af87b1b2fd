"""Numbers, dates, times and amounts agree by value, however each language writes them."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from decimal import Decimal

from translator import numerals
from translator.message import phrase
from translator.numerals import Number, Reading
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
    for likeliest in (True, False):
        lost, added = _paired_off(lost, added, likeliest=likeliest)
        if not lost and not added:
            return lost, added
    pool = _values(added)
    rest = [number for number in lost if not _taken(number, pool)]
    pool = _values(lost)
    return rest, [number for number in added if not _taken(number, pool)]


def _paired_off(
    lost: list[Number], added: list[Number], *, likeliest: bool
) -> tuple[list[Number], list[Number]]:
    """Take out each number of one side with the first of the other that agrees with it.

    Two agree by their likeliest readings; or, where not only those count, if one's likeliest is any
    of the other's, or if both may be the same date. Two unlikely readings of single values prove
    nothing: 1830s and 1530s are both "the thirties".
    """
    places: dict[tuple[bool, Reading], deque[int]] = {}
    for place, number in enumerate(added):
        for mark in _offered(number, likeliest=likeliest):
            places.setdefault(mark, deque()).append(place)
    taken: set[int] = set()
    rest = []
    for number in lost:
        agreeing = []
        for mark in _wanted(number, likeliest=likeliest):
            waiting = places.get(mark, deque())
            while waiting and waiting[0] in taken:
                waiting.popleft()
            if waiting:
                agreeing.append(waiting[0])
        if agreeing:
            taken.add(min(agreeing))
        else:
            rest.append(number)
    return rest, [number for place, number in enumerate(added) if place not in taken]


def _offered(number: Number, *, likeliest: bool) -> set[tuple[bool, Reading]]:
    """What a number can be found by: a reading, and whether it is the likeliest."""
    first = (True, number.readings[0])
    return {first} if likeliest else {first, *((False, reading) for reading in number.readings)}


def _wanted(number: Number, *, likeliest: bool) -> set[tuple[bool, Reading]]:
    """What agrees with a number, as `_offered` has it."""
    first = number.readings[0]
    if likeliest:
        return {(True, first)}
    dates = ((False, reading) for reading in number.readings if len(reading) > 1)
    return {(False, first), *((True, reading) for reading in number.readings), *dates}


def _values(numbers: list[Number]) -> Counter[Decimal]:
    return Counter(value for number in numbers for value in number.whole[0])


def _taken(number: Number, pool: Counter[Decimal]) -> bool:
    """Take a number's values out of a pool that holds them all."""
    for reading in number.whole:
        wanted = Counter(reading)
        if all(pool[value] >= times for value, times in wanted.items()):
            pool.subtract(wanted)
            return True
    return False


def _unspelled(numbers: list[Number], other: Text) -> list[Number]:
    """The numbers that the other text doesn't give in words, months, numerals or other units."""
    spelled = Counter(numerals.spelled(other.plain, other.language))
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
            if spelled[reading[0]] > 0:
                spelled[reading[0]] -= 1  # a word accounts for one number
                break
        else:
            left.append(number)
    return left
