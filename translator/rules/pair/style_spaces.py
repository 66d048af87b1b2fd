"""A number and its unit stay on one line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.message import phrase
from translator.rules.analysis import Analysis
from translator.rules.model import Finding
from translator.rules.registry import pair_rule

_LOOSE = re.compile(
    r"(?<=[0-9]) (?=%|€|\$|(?:км|кг|мм|см|га|млн|млрд|трлн|კმ|კგ|მლნ|მლრდ|[0-9]{3})(?!\w)"
    r"|(?:тыс|г|გ)\.)|(?<=№) (?=[0-9])"
)


@pair_rule(
    "style-spaces",
    "Style: spaces",
    "style",
    "A non-breaking space belongs between a number and its unit.",
)
def check(analysis: Analysis) -> Iterator[Finding]:
    """Find ordinary spaces inside numbers and before units."""
    if not analysis.target.has_digits:
        return
    loose = _LOOSE.search(analysis.target.plain)
    if loose:
        yield Finding(
            phrase("A non-breaking space belongs here."),
            loose.span(),
            _LOOSE.sub("\u00a0", analysis.pair.target),
        )
