"""A dash between words is no hyphen."""

from __future__ import annotations

from collections.abc import Iterator

from translator.rules.analysis import Analysis
from translator.rules.model import Finding
from translator.rules.registry import pair_rule

# Russian and Kazakh, Kyrgyz and Tajik after it, set the em dash, Georgian the en dash.
_DASH = {"ru": "—", "kk": "—", "ky": "—", "tg": "—", "ka": "–"}


@pair_rule("style-dashes", "style", "A hyphen stands where the language sets a dash.")
def check(analysis: Analysis) -> Iterator[Finding]:
    """Find hyphens with spaces on both sides."""
    dash = _DASH.get(analysis.pair.language)
    position = analysis.target.plain.find(" - ") if dash else -1
    if dash and position >= 0:
        fixed = analysis.pair.target.replace(" - ", f"\u00a0{dash} ")
        yield Finding(f"Between words stands a dash (“{dash}”).", (position, position + 3), fixed)
