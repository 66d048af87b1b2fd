"""The quotation marks that the language's typography asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.message import phrase
from translator.rules.analysis import Analysis
from translator.rules.model import Finding
from translator.rules.registry import pair_rule

# CLDR's quotationStart and quotationEnd; Tajik follows Russian usage.
_OWN = {"ru": "«»", "kk": "«»", "ky": "«»", "tg": "«»", "ka": "„“"}
_STRAIGHT = re.compile(r'"([^"]+)"')
_ENGLISH = re.compile("“([^„“”]+)”")


@pair_rule(
    "style-quotes", "Style: quotation marks", "style", "Quotation marks are not the language's own."
)
def check(analysis: Analysis) -> Iterator[Finding]:
    """Find straight and English quotation marks."""
    own = _OWN.get(analysis.pair.language)
    text = analysis.pair.target
    if own is None or ('"' not in text and "”" not in text) or analysis.target.placeables:
        return
    fixed = _STRAIGHT.sub(rf"{own[0]}\1{own[1]}", text)
    fixed = _ENGLISH.sub(rf"{own[0]}\1{own[1]}", fixed)
    if fixed != text:
        yield Finding(
            phrase("The language's quotation marks are {marks}.", marks=" ".join(own)), None, fixed
        )
