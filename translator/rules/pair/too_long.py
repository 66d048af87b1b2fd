"""A translation far longer than its source holds something else."""

from __future__ import annotations

from collections.abc import Iterator

from translator.message import phrase
from translator.rules.analysis import Analysis
from translator.rules.lengths import expected_length
from translator.rules.model import Finding
from translator.rules.registry import pair_rule

_LONGEST = 2.2  # times the usual length; the longest headlines double it
_TOO_LITTLE_TO_TELL = 30  # characters of the source


@pair_rule(
    "too-long", "Too long", "warning", "The translation is far longer than usual.", longest=_LONGEST
)
def check(analysis: Analysis) -> Iterator[Finding]:
    """Compare the length with what translations of such a source usually have."""
    pair = analysis.pair
    if len(pair.source) < _TOO_LITTLE_TO_TELL or len(pair.target) < 2 * len(pair.source):
        return
    usual = expected_length(len(pair.source), pair.source_language, pair.language)
    if len(pair.target) > analysis.options.get("longest", _LONGEST) * usual:
        yield Finding(
            phrase(
                "The translation is {times} times as long as usual.",
                times=round(len(pair.target) / usual, 1),
            )
        )
