"""What a page marks in a text: placeables, glossary terms, and words that differ."""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from translator import placeables

_ALIKE = 0.6
"""Texts with less in common are shown one after the other: a patchwork of words says nothing."""
_WORDS = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text.

    Attributes:
        text: Itself.
        kind: `plain`, `placeable` or `term`; in a diff `same`, `removed` or `added`.
        insert: What it asks for in the translation.
        missing: Whether the translation lacks that.
    """

    text: str
    kind: str = "plain"
    insert: str = ""
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the glossary.

    Attributes:
        source: In the source language.
        target: What the translation must say.
        note: What to know about it.
    """

    source: str
    target: str
    note: str = ""


def mark(source: str, target: str, terms: Sequence[Term] = ()) -> list[Piece]:
    """Cut a source text at its placeables and terms."""
    spans = [(found.start, found.end, "placeable", found.text) for found in _placeables(source)]
    taken = [(start, end) for start, end, _, _ in spans]
    for term in terms:
        pattern = rf"(?<!\w){re.escape(term.source)}(?!\w)"
        for match in re.finditer(pattern, source, re.IGNORECASE):
            if all(match.end() <= start or end <= match.start() for start, end in taken):
                taken.append(match.span())
                spans.append((*match.span(), "term", term.target))
    pieces, position = [], 0
    for start, end, kind, insert in sorted(spans):
        if start > position:
            pieces.append(Piece(source[position:start]))
        missing = kind == "placeable" and bool(target) and insert not in target
        pieces.append(Piece(source[start:end], kind, insert, missing))
        position = end
    if position < len(source):
        pieces.append(Piece(source[position:]))
    return pieces


@functools.lru_cache(maxsize=8192)
def _placeables(source: str) -> tuple[placeables.Placeable, ...]:
    return tuple(placeables.find(source))


def diff(before: str, after: str) -> list[Piece]:
    """The words that went and the words that came."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    pieces: list[Piece] = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _ALIKE:
        removed, added = Piece(before, "removed"), Piece(after, "added")
        return [piece for piece in (removed, Piece(" "), added) if piece.text]
    for action, i, j, k, m in matcher.get_opcodes():
        if action == "equal":
            pieces.append(Piece("".join(old[i:j]), "same"))
            continue
        if j > i:
            pieces.append(Piece("".join(old[i:j]), "removed"))
        if m > k:
            pieces.append(Piece("".join(new[k:m]), "added"))
    return pieces
