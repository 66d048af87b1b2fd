"""A suffix whose word is gone: what is left when a number or a name drops out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.message import phrase
from translator.rules.analysis import Analysis
from translator.rules.model import Finding
from translator.rules.registry import pair_rule

_LOOSE = re.compile(r" [-‑](?=[^\W\d_a-zA-Z]{1,12}\b)(?![^\W\d_]+[-‑])")


@pair_rule(
    "loose-hyphen", "Loose hyphen", "warning", "A suffix hangs on a hyphen with no word before it."
)
def check(analysis: Analysis) -> Iterator[Finding]:
    """Find a lower-case suffix after a space and a hyphen («в -м году»)."""
    target = analysis.target
    if " -" not in target.text and " ‑" not in target.text:
        return
    loose = _LOOSE.search(target.plain)
    if loose and not _LOOSE.search(analysis.source.plain) and " -" not in analysis.source.plain:
        following = target.plain[loose.end() : loose.end() + 20].split(" ")[0]
        yield Finding(
            phrase("Nothing stands before the hyphen of “-{suffix}”.", suffix=following),
            loose.span(),
        )
