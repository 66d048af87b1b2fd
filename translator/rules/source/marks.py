"""Brackets and quotation marks of a source that don't pair."""

from __future__ import annotations

from collections.abc import Iterator

from translator.message import phrase
from translator.rules.analysis import SourceText
from translator.rules.balance import unbalanced_bracket, unbalanced_quotes
from translator.rules.model import Finding
from translator.rules.registry import source_rule


@source_rule(
    "source-marks", "Marks in the source", "warning", "Brackets or quotation marks don't pair."
)
def check(source: SourceText) -> Iterator[Finding]:
    """Find a bracket or a quotation mark without its partner."""
    position = unbalanced_bracket(source.plain)
    if position is not None:
        bracket = source.plain[position]
        yield Finding(
            phrase("The bracket “{bracket}” has no partner.", bracket=bracket),
            (position, position + 1),
        )
    if marks := unbalanced_quotes(source.plain):
        yield Finding(phrase("The quotation marks {marks} don't pair.", marks=marks))
