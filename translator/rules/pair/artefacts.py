"""What translation engines leave behind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.message import phrase
from translator.rules.analysis import Analysis
from translator.rules.model import Finding
from translator.rules.registry import pair_rule

# SentencePiece's space and unknown marks, BPE's joiners, sentence marks, fuzzy-match leftovers.
_ARTEFACT = re.compile(r"▁|⁇|￭|@@(?= |$)|</?s>|<(?:unk|pad|mask)>|__\w{2,3}__|⟦|⟧")
_GATE = re.compile("[▁⁇￭@<_⟦⟧]")


@pair_rule(
    "artefacts",
    "Leftovers of an engine",
    "warning",
    "Marks of a translation engine are left in the text.",
)
def check(analysis: Analysis) -> Iterator[Finding]:
    """Find such a mark that isn't in the source."""
    if not _GATE.search(analysis.pair.target):
        return
    left = _ARTEFACT.search(analysis.pair.target)
    if left and left[0] not in analysis.pair.source:
        fixed = _ARTEFACT.sub(lambda m: " " if m[0] == "▁" else "", analysis.pair.target)
        fix = " ".join(fixed.split()) if "<unk>" not in left[0] and left[0] != "⁇" else None
        yield Finding(
            phrase("“{mark}” is left over from a translation engine.", mark=left[0]),
            left.span(),
            fix,
        )
