"""Texts that may fit a segment: its draft, what people stand behind elsewhere, CLDR."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from translator import cldr
from translator.glossary import Glossary
from translator.memory import Match, bring_up_to_date, kept, together
from translator.state import State
from webui.entries import View
from webui.index import Index
from webui.marks import Piece, diff

ALIKE = 70
"""Percent of characters that a source must share with another to be worth showing."""
SHOWN = 5
_GAP = "[…]"
_AT_ONCE = 100
"""Catalogues that are taken into the memory while somebody waits; the next call goes on."""


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
    """What a text may be: the draft, the other side of a conflict, memory, glossary, CLDR.

    Exact matches of the memory come first of what others suggest, similar sources last.
    """
    found: dict[str, Suggestion] = {}
    if view.state is State.DRAFT and view.provenance:
        origin = view.provenance
        details = " ".join(origin.detail)
        found[view.target] = Suggestion(
            view.target, origin.origin, details, origin.match, score=origin.score
        )
    for text in view.entry.conflicts:
        found.setdefault(text, Suggestion(text, "conflict"))
    memory = kept(view.project)
    with index.reading() as db:
        bring_up_to_date(memory, db, view.project, (view.lang,), at_most=_AT_ONCE)
    asked = (view.source_language, view.lang, view.source)
    for match in memory.same(*asked):
        found.setdefault(match.text, _remembered(match, view))
    if term := terms.look_up(view.source):
        found.setdefault(term, Suggestion(term, "glossary"))
    written = cldr.translate(view.source, view.lang) if view.source_language == "en" else None
    if written:
        found.setdefault(written, Suggestion(written, "cldr"))
    sentences = memory.by_sentences(*asked)
    alike = memory.alike(*asked, ALIKE, SHOWN)
    for match in (*([whole] if (whole := together(sentences)) else []), *alike):
        known = found.get(match.text)
        # A draft from the memory says like any other match what differs in its source.
        if known is None or (known.origin == "memory" and not known.changes):
            found[match.text] = _remembered(match, view)
    if not whole and (partly := _in_part(sentences)):
        found.setdefault(partly.text, partly)
    if view.state is not State.DRAFT:
        found.pop(view.target, None)
    return list(found.values())[:SHOWN]


def _remembered(match: Match, view: View) -> Suggestion:
    changes = [] if match.source == view.source else diff(match.source, view.source)
    return Suggestion(match.text, "memory", match.origin, match.percent, changes)


def _in_part(sentences: Sequence[tuple[str, Match | None]]) -> Suggestion | None:
    """The sentences of a paragraph that are known, with gaps for the others."""
    known = [(part, match) for part, match in sentences if match]
    if not known:
        return None
    text = "".join(
        (match.text if match else _GAP) + part[len(part.rstrip()) :] for part, match in sentences
    )
    share = sum(len(part) for part, _ in known) / sum(len(part) for part, _ in sentences)
    changes = [Piece(part, "same" if match else "added") for part, match in sentences]
    return Suggestion(text, "memory", known[0][1].origin, int(100 * share), changes)
