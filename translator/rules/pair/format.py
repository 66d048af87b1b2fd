"""Characters and entities that no published text may hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.message import phrase
from translator.rules.analysis import Analysis
from translator.rules.encoding import mojibake
from translator.rules.model import Finding
from translator.rules.registry import pair_rule

# C0 and C1 controls (not tab and newline), bidirectional overrides, private use: Unicode 16, 23.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ue000-\uf8ff\ufeff]")
_BROKEN_ENTITY = re.compile(
    r"&\s+(?:amp|lt|gt|quot|nbsp|apos|#\d+)\s*;|&(?:amp|lt|gt|quot|nbsp|apos)\b(?!;)|&#\d+\b(?!;)"
)


@pair_rule(
    "format",
    "Broken characters",
    "error",
    "Control characters, decoding accidents, broken entities or lines.",
)
def check(analysis: Analysis) -> Iterator[Finding]:
    """Look for what the source doesn't have and no reader should see."""
    target, source = analysis.pair.target, analysis.pair.source
    control = None if target.isprintable() else _CONTROL.search(target)
    if control and control[0] not in source:
        yield Finding(
            phrase(
                "The control character {code} stands in the text.", code=f"U+{ord(control[0]):04X}"
            ),
            control.span(),
            _CONTROL.sub("", target),
        )
    if (broken := mojibake(target)) and not mojibake(source):
        yield Finding(
            phrase("“{text}” is text decoded with the wrong character set.", text=broken[0]),
            broken.span(),
        )
    if "&" in target and (entity := _BROKEN_ENTITY.search(target)):
        yield Finding(phrase("“{entity}” is a broken entity.", entity=entity[0]), entity.span())
    if target.count("\n") != source.count("\n"):
        yield Finding(
            phrase(
                "The source has {source} line(s), the translation {translation}.",
                source=source.count("\n") + 1,
                translation=target.count("\n") + 1,
            )
        )
