"""The same word twice in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import eq

from translator.message import phrase
from translator.rules.analysis import Analysis
from translator.rules.model import Finding
from translator.rules.registry import pair_rule

_DOUBLED = re.compile(r"(?<![\w-])([^\W\d_]+)[ \u00a0]+\1(?![\w-])", re.IGNORECASE)


@pair_rule("doubled-words", "Doubled words", "warning", "A word stands twice in a row.")
def check(analysis: Analysis) -> Iterator[Finding]:
    """Find a word that follows itself, unless the source has doubled words of its own."""
    tokens = analysis.target.tokens
    if len(analysis.target.words) == len(tokens):
        return
    if not any(map(eq, tokens, tokens[1:])):
        return
    doubled = _DOUBLED.search(analysis.target.plain)
    if doubled and not _DOUBLED.search(analysis.source.plain):
        text = analysis.pair.target
        yield Finding(
            phrase("The word “{word}” stands twice.", word=doubled[1]),
            doubled.span(),
            text[: doubled.start()] + doubled[1] + text[doubled.end() :],
        )
