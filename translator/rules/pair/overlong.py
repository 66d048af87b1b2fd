"""A text that nobody can review, and that the other rules don't look at."""

from __future__ import annotations

from collections.abc import Iterator

from translator.limits import LONGEST_TEXT
from translator.message import phrase
from translator.rules.analysis import Analysis
from translator.rules.model import Finding
from translator.rules.registry import pair_rule


@pair_rule(
    "overlong",
    "Overlong text",
    "error",
    "A text is too long to be judged; no other rule looks at it.",
)
def check(analysis: Analysis) -> Iterator[Finding]:
    """Compare the lengths with the longest text that the desk takes."""
    source, target = len(analysis.pair.source), len(analysis.pair.target)
    if source > LONGEST_TEXT:
        message = phrase(
            "The source is longer than the {most} characters that are judged: {found}.",
            most=LONGEST_TEXT,
            found=source,
        )
        yield Finding(message)
    if target > LONGEST_TEXT:
        message = phrase(
            "The translation is longer than the {most} characters that are judged: {found}.",
            most=LONGEST_TEXT,
            found=target,
        )
        yield Finding(message)
