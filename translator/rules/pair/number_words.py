"""Numbers that the source gives in words come through, in words or in digits."""

from __future__ import annotations

from collections.abc import Iterator

from translator import numerals
from translator.message import phrase
from translator.rules.analysis import Analysis
from translator.rules.model import Finding
from translator.rules.registry import pair_rule


@pair_rule(
    "number-words", "Numbers in words", "warning", "A number the source gives in words is missing."
)
def check(analysis: Analysis) -> Iterator[Finding]:
    """Look for the value of each English number word in the target's words and digits."""
    if analysis.pair.source_language != "en":
        return
    said = numerals.said(analysis.source.plain)
    if not said:
        return
    target = analysis.target
    values = set(numerals.spelled(target.plain, target.language))
    values.update(v for number in target.numbers for reading in number.readings for v in reading)
    for word, value in said:
        if value not in values and value not in {v % 100 for v in values}:
            yield Finding(phrase("The number “{word}” of the source is missing.", word=word))
            return
