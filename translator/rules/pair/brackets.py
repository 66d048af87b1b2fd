"""Brackets that are opened and not closed, or the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.message import phrase
from translator.rules.analysis import Analysis
from translator.rules.balance import unbalanced_bracket
from translator.rules.model import Finding
from translator.rules.registry import pair_rule

_BRACKETS = re.compile(r"[()\[\]{}]")


@pair_rule("brackets", "Brackets", "warning", "Brackets don't pair.")
def check(analysis: Analysis) -> Iterator[Finding]:
    """Find a bracket without its partner, unless the source's don't pair either."""
    if not _BRACKETS.search(analysis.target.text):
        return
    position = unbalanced_bracket(analysis.target.plain)
    if position is not None and unbalanced_bracket(analysis.source.plain) is None:
        bracket = analysis.target.plain[position]
        yield Finding(
            phrase("The bracket “{bracket}” has no partner.", bracket=bracket),
            (position, position + 1),
        )
