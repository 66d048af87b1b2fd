"""Texts that may fit a segment: its draft, what people stand behind elsewhere, CLDR."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz, process

from translator import cldr
from translator.catalogue import State
from translator.glossary import Glossary
from translator.index.queries import pages
from webui.entries import View
from webui.index import Index
from webui.marks import Piece, diff

ALIKE = 70
"""Percent of words that a source must share with another to be worth showing."""
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A text that may fit.

    Attributes:
        text: Itself.
        origin: What suggests it: `memory`, `glossary`, `cldr`, an engine, or a draft's origin.
        where: The item it was used in, or the draft's details.
        percent: How alike the sources are.
        changes: What differs between its source and this one.
        score: How sure an engine is of it, 0 to 1.
    """

    text: str
    origin: str
    where: str = ""
    percent: int | None = None
    changes: list[Piece] = field(default_factory=list)
    score: float | None = None

    def as_json(self) -> dict[str, Any]:
        """The suggestion of the JSON interface."""
        return {
            "text": self.text,
            "origin": self.origin,
            "where": self.where,
            "percent": self.percent,
            "score": self.score,
        }


def suggestions(index: Index, view: View, terms: Glossary) -> list[Suggestion]:
    """The draft, then exact matches, the glossary, CLDR, and similar sources by their likeness."""
    found: dict[str, Suggestion] = {}
    if view.state is State.DRAFT and view.provenance:
        origin = view.provenance
        details = " ".join(origin.detail)
        found[view.target] = Suggestion(
            view.target, origin.origin, details, origin.match, score=origin.score
        )
    with index.reading() as db:
        for row in pages.memory(db, view.lang, view.source, view.source_language):
            if (row["item"], row["key"]) != (view.item, view.key):
                found.setdefault(
                    row["target"], Suggestion(row["target"], "memory", row["item"], 100)
                )
        candidates = pages.similar(db, view.lang, view.source, view.source_language)
    if term := terms.look_up(view.source):
        found.setdefault(term, Suggestion(term, "glossary"))
    written = cldr.translate(view.source, view.lang) if view.source_language == "en" else None
    if written:
        found.setdefault(written, Suggestion(written, "cldr"))
    sources = {number: row["source"].split() for number, row in enumerate(candidates)}
    for _, percent, number in process.extract(
        view.source.split(), sources, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=SHOWN
    ):
        row = candidates[number]
        changes = diff(row["source"], view.source)
        made = Suggestion(row["target"], "memory", row["item"], int(percent), changes)
        found.setdefault(row["target"], made)
    if view.state is not State.DRAFT:
        found.pop(view.target, None)
    return list(found.values())[:SHOWN]
