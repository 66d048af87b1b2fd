"""Doubled spaces in a source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.message import phrase
from translator.rules.analysis import SourceText
from translator.rules.model import Finding
from translator.rules.registry import source_rule

_DOUBLED = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")


@source_rule("source-spaces", "Spaces in the source", "warning", "A space is doubled.")
def check(source: SourceText) -> Iterator[Finding]:
    """Find the first doubled space and offer the text without any."""
    if doubled := _DOUBLED.search(source.text):
        yield Finding(phrase("A space is doubled."), doubled.span(), _DOUBLED.sub(" ", source.text))
