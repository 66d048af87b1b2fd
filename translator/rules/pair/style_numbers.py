"""Numbers in the language's own notation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.languages import LANGUAGES
from translator.message import phrase
from translator.rules.analysis import Analysis
from translator.rules.model import Finding
from translator.rules.registry import pair_rule

_GROUPS = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])")
_POINT = re.compile(r"(?<![0-9.,:])([0-9]{1,3})\.([0-9]{1,2})(?![0-9.,:/])")


@pair_rule("style-numbers", "Style: numbers", "style", "A number is in the English notation.")
def check(analysis: Analysis) -> Iterator[Finding]:
    """Find English groups ("1,138") and decimal points, where the source has the same."""
    if not analysis.target.has_digits or analysis.pair.language not in LANGUAGES:
        return
    if analysis.pair.language == "en":
        return
    source, text = analysis.source.plain, analysis.pair.target
    for pattern in (_GROUPS, _POINT):
        for match in pattern.finditer(analysis.target.plain):
            if match[0] in source:
                own = match[0].replace(",", "\u00a0").replace(".", ",")
                fixed = text[: match.start()] + own + text[match.end() :]
                yield Finding(
                    phrase("“{text}” is usually written “{usual}”.", text=match[0], usual=own),
                    match.span(),
                    fixed,
                )
