"""A date keeps its month, in a name or in digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator import numerals
from translator.message import phrase
from translator.rules.analysis import Analysis, Text
from translator.rules.model import Finding
from translator.rules.registry import pair_rule

_NEAR = re.compile(r"[0-9]")
_REACH = 12  # characters between a month's name and the day or year that make it a date
_NAMES = [
    phrase("January"),
    phrase("February"),
    phrase("March"),
    phrase("April"),
    phrase("May"),
    phrase("June"),
    phrase("July"),
    phrase("August"),
    phrase("September"),
    phrase("October"),
    phrase("November"),
    phrase("December"),
]


@pair_rule("dates", "Dates", "error", "A date's month is another or missing.")
def check(analysis: Analysis) -> Iterator[Finding]:
    """Compare the months that stand near a number, so that verbs and names don't count."""
    source, target = analysis.source, analysis.target
    if not source.has_digits:
        return
    wanted = _dated_months(source)
    if not wanted:
        return
    given = numerals.months(target.plain, target.language)
    for number in target.numbers:
        if number.compound:
            given.update(int(value) for value in number.readings[0] if 1 <= value <= 12)
    lost = wanted - given
    if not lost:
        return
    month = _NAMES[min(lost) - 1]
    if given:
        yield Finding(
            phrase(
                "The month of the date is {month} in the source, not in the translation.",
                month=month,
            )
        )
    elif target.has_digits:
        yield Finding(phrase("The month {month} of the date is missing.", month=month))


def _dated_months(text: Text) -> set[int]:
    """The months named within reach of a digit."""
    if text.language == "en" and not _ENGLISH_MONTH.search(text.plain):
        return set()  # the full pattern is slow, and most texts name no month
    pattern = numerals.month_pattern(text.language)
    return {
        int((match.lastgroup or "m0")[1:])
        for match in pattern.finditer(text.plain)
        if _NEAR.search(text.plain, max(0, match.start() - _REACH), match.end() + _REACH)
    }


_ENGLISH_MONTH = re.compile(
    "[JFMASOND](?:an[u. ]|eb[r. ]|ar[c. ]|pr[i. ]|ay[ ,.]|u[nl]|ug|ep[t. ]|ct|ov[e. ]|ec[e. ])"
)
