"""A dash between words is no hyphen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.message import phrase
from translator.rules.analysis import Analysis
from translator.rules.model import Finding
from translator.rules.registry import pair_rule

_BETWEEN_WORDS = re.compile("(?<![0-9]) - | - (?![0-9])")
# Russian and Kazakh, Kyrgyz and Tajik after it, set the em dash, Georgian the en dash.
_DASH = {"ru": "—", "kk": "—", "ky": "—", "tg": "—", "ka": "–"}


@pair_rule(
    "style-dashes", "Style: dashes", "style", "A hyphen stands where the language sets a dash."
)
def check(analysis: Analysis) -> Iterator[Finding]:
    """Find hyphens with spaces on both sides."""
    dash = _DASH.get(analysis.pair.language)
    hyphen = _BETWEEN_WORDS.search(analysis.target.plain) if dash else None
    if dash and hyphen:
        fixed = _BETWEEN_WORDS.sub(f"\u00a0{dash} ", analysis.pair.target)
        yield Finding(
            phrase("Between words stands a dash (“{dash}”).", dash=dash), hyphen.span(), fixed
        )
