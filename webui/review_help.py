"""What helps with one segment: suggestions, what must be in it, what was said, what it was."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from translator import review
from translator.catalogue import Catalogue
from webui import findings, glossary, machine
from webui.entries import View
from webui.index import Index
from webui.marks import Piece, diff, mark
from webui.people import comments, following, history
from webui.people.comments import Comment
from webui.people.history import Change
from webui.quality import Diagnostic
from webui.suggestions import Suggestion, suggestions


@dataclass(frozen=True, slots=True)
class Reference:
    """What a segment is in another language that the person works from.

    Attributes:
        lang: The language.
        text: What somebody accepted there.
        changes: What differs from what it was when this entry was last worked on; none where that
            is the same.
    """

    lang: str
    text: str
    changes: list[Piece]


@dataclass(frozen=True, slots=True)
class Help:
    """All of it.

    Attributes:
        view: The entry.
        suggestions: Texts that may fit, the best first.
        engine: The name of the engine that may be asked, too; None where there is none.
        findings: What the rules say of it and nobody set aside, each rule once.
        references: In other languages that the person works from: text, and what changed there.
        inserts: Placeables and terms of the source, in its order.
        comments: What was said of it.
        changes: What it was, newest first, each with what the change did.
    """

    view: View
    suggestions: list[Suggestion]
    engine: str | None
    findings: list[Diagnostic]
    references: list[Reference]
    inserts: list[Piece]
    comments: list[Comment]
    changes: list[tuple[Change, list[Piece]]]


def help_for(
    db: sqlite3.Connection,
    index: Index,
    view: View,
    catalogue: Catalogue,
    references: Mapping[str, Mapping[str, str]],
) -> Help:
    """Gather what helps with a segment.

    Args:
        db: The people database.
        index: The project's index.
        view: The entry.
        catalogue: Its catalogue.
        references: The item's accepted texts in other languages, by language and key.
    """
    keys = following.keys_of(db, view.lang, view.item, view.key)
    previous = review.previous_key(view.entry)
    if previous and previous not in keys:
        keys.append(previous)
    changes = history.of_entry(db, view.lang, view.item, keys)
    with index.reading() as entries:
        found = findings.of_entry(entries, view, catalogue)
    termbase = glossary.termbase(view.project, view.lang)
    pieces = mark(view.source, view.target, termbase.terms)
    inserts = {piece.insert: piece for piece in pieces if piece.insert}
    return Help(
        view,
        suggestions(index, view, termbase.known),
        machine.name(view.source_language, view.lang),
        list({one.rule: one for one in reversed(found) if not one.aside}.values()),
        [
            Reference(lang, texts[view.key], _since(db, view, keys, lang, texts[view.key], changes))
            for lang, texts in references.items()
            if view.key in texts
        ],
        list(inserts.values()),
        comments.of_entry(db, view.lang, view.item, keys),
        [(change, _what_changed(change)) for change in changes],
    )


def _since(
    db: sqlite3.Connection,
    view: View,
    keys: list[str],
    lang: str,
    text: str,
    own: list[Change],
) -> list[Piece]:
    """What changed in another language's text since somebody last worked on this entry."""
    theirs = history.of_entry(db, lang, view.item, keys)
    if not own or not theirs:
        return []
    before = next((one.target for one in theirs if one.at <= own[0].at), theirs[-1].before.target)
    return diff(before, text) if before and before != text else []


def _what_changed(change: Change) -> list[Piece]:
    if change.action == "not-saved":
        return [Piece(change.before.target, "added")]
    return diff(change.before.target, change.target)
