"""Doubled spaces, spaces at the edges and before punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.message import phrase
from translator.rules.analysis import Analysis
from translator.rules.model import Finding
from translator.rules.registry import pair_rule

_DOUBLED = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
_BEFORE = re.compile(r"(?<! ) ++(?=[,.;:!?](?:\s|$))")


@pair_rule(
    "spaces", "Spaces", "warning", "Spaces are doubled, stand before punctuation or at the edges."
)
def check(analysis: Analysis) -> Iterator[Finding]:
    """Compare the spaces with what typography asks for, and the edges with the source."""
    target, source = analysis.pair.target, analysis.pair.source
    may_double = "  " in target or "\u00a0 " in target or " \u00a0" in target
    if may_double and (doubled := _DOUBLED.search(target)):
        yield Finding(phrase("A space is doubled."), doubled.span(), _DOUBLED.sub(" ", target))
    if (target[0].isspace() or target[-1].isspace()) and source.strip() == source:
        yield Finding(phrase("The text begins or ends with a space."), None, target.strip())
    if (early := _BEFORE.search(target)) and not _BEFORE.search(source):
        yield Finding(
            phrase("A space stands before a punctuation mark."),
            early.span(),
            _BEFORE.sub("", target),
        )
