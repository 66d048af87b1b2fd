"""Sentences inside paragraphs: which one is the translation of which."""

from __future__ import annotations

import re
from collections.abc import Sequence

from translator.memory.units import BELOW, Match, Unit

_SEVERAL = re.compile(r"[.!?…]\W*\s+\S")
_LEAST, _MOST = 0.4, 2.5
"""How long a translation is beside its source, compared with the whole paragraph, while the two
are taken for each other. Where one sentence was made of two and two of one, a pair is outside."""


def split(text: str, language: str) -> list[str]:
    """The sentences of a text, each with the white space that follows it."""
    if not _SEVERAL.search(text):
        return [text]
    from translator.engines.sentences import split as cut

    return cut(text, language)


def aligned(unit: Unit) -> list[tuple[str, str]]:
    """The sentences of a unit of several, each with its translation.

    Returns:
        Nothing where there is one sentence only, or where source and target have not as many, or
        some pair that follows is not of like length.
    """
    sources = [part.strip() for part in split(unit.source, unit.spoken)]
    if len(sources) < 2:
        return []
    targets = [part.strip() for part in split(unit.target, unit.language)]
    if len(sources) != len(targets) or not all(sources) or not all(targets):
        return []
    whole = len(unit.target) / len(unit.source)
    pairs = list(zip(sources, targets, strict=True))
    if all(_LEAST < len(target) / len(source) / whole < _MOST for source, target in pairs):
        return pairs
    return []


def together(parts: Sequence[tuple[str, Match | None]]) -> Match | None:
    """The paragraph that known sentences make; None where one is not known."""
    known = [match for _, match in parts if match]
    if not parts or len(known) < len(parts):
        return None
    text = "".join(
        match.text + part[len(part.rstrip()) :]
        for (part, _), match in zip(parts, known, strict=True)
    )
    return Match(
        text,
        min(BELOW, *(match.percent for match in known)),
        known[0].origin,
        "".join(
            match.source + part[len(part.rstrip()) :]
            for (part, _), match in zip(parts, known, strict=True)
        ),
        max(match.standing for match in known),
    )
