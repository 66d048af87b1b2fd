"""Quotation marks that are opened and not closed, or the other way round."""

from __future__ import annotations

from collections.abc import Iterator

from translator.message import phrase
from translator.rules.analysis import Analysis
from translator.rules.balance import QUOTES, unbalanced_quotes
from translator.rules.model import Finding
from translator.rules.registry import pair_rule


@pair_rule("quotes", "Quotation marks", "warning", "Quotation marks don't pair.")
def check(analysis: Analysis) -> Iterator[Finding]:
    """Count quotation marks, unless the source's don't pair either."""
    if not QUOTES.search(analysis.target.text):
        return
    marks = unbalanced_quotes(analysis.target.plain)
    if marks and not unbalanced_quotes(analysis.source.plain):
        yield Finding(phrase("The quotation marks {marks} don't pair.", marks=marks))
