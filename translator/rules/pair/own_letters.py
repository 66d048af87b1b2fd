"""A long text with none of its language's own letters was typed on another keyboard."""

from __future__ import annotations

from collections.abc import Iterator

from translator.message import phrase
from translator.rules.analysis import Analysis
from translator.rules.model import Finding
from translator.rules.registry import pair_rule
from translator.rules.unmarked import ENOUGH, typed_without_letters


@pair_rule(
    "own-letters",
    "Missing letters",
    "warning",
    "Text typed without the language's own letters.",
    enough=ENOUGH,
)
def check(analysis: Analysis) -> Iterator[Finding]:
    """Judge one text by itself; `item-own-letters` judges the item's texts together."""
    enough = analysis.options.get("enough", ENOUGH)
    missing = typed_without_letters(analysis.target.lower, analysis.pair.language, enough)
    if missing:
        yield Finding(
            phrase(
                "The text is typed without the language's own letters ({letters}).", letters=missing
            )
        )
