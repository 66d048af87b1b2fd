"""Nothing but spaces where a translation should be."""

from __future__ import annotations

from collections.abc import Iterator

from translator.message import phrase
from translator.rules.analysis import Analysis
from translator.rules.model import Finding
from translator.rules.registry import pair_rule

INVISIBLE = " \t\r\n\u00a0\u00ad\u200b\u200c\u200d\u2009\u202f\u2060\ufeff"


@pair_rule("empty", "Empty translation", "error", "The translation is empty or only white space.")
def check(analysis: Analysis) -> Iterator[Finding]:
    """Yield a finding where the target has nothing to read and the source does."""
    target = analysis.pair.target
    if not target.strip(INVISIBLE) and analysis.pair.source.strip(INVISIBLE):
        if target:
            yield Finding(phrase("The translation is only white space."), (0, len(target)))
        else:
            yield Finding(phrase("The translation is empty."), (0, 0))
