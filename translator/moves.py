"""Items that were renamed or moved: their catalogues go along."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from translator.catalogue import Catalogue
from translator.errors import TranslatorError
from translator.index.queries import stock
from translator.matching import edits, place
from translator.project import Project

SAME = 0.6
"""Share of common segments from which a new item is an old one under another name."""
SAME_NAME = 0.3
"""The same for an item that keeps its file's name in another folder."""
_MANY = 20
"""Items from which on a text in common, or a file's name, tells nothing."""


@dataclass(frozen=True, slots=True)
class Move:
    """An item that has another id now.

    Attributes:
        old: The id that its catalogues have.
        new: The id that it has now.
    """

    old: str
    new: str


def find_moves(project: Project, db: sqlite3.Connection) -> list[Move]:
    """Pair items that have no catalogue yet with items that are gone but left theirs.

    Args:
        project: The project.
        db: Its index, up to date.
    """
    gone = _gone(project, db)
    if not gone:
        return []
    telling = _telling(gone)
    candidates = []
    for new, template in stock.new(db):
        texts = [unit.source for unit in template.units]
        name = Path(new).name
        marks: list[_Mark] = [*texts, ("name", name)]
        for old in {old for mark in marks for old in telling.get(mark, ())}:
            share = _share(gone[old], texts)
            same_name = Path(old).name == name
            if share >= (SAME_NAME if same_name else SAME):
                candidates.append((-share, not same_name, old, new))
    moves: dict[str, Move] = {}
    taken = set()
    for _, _, old, new in sorted(candidates):
        if old not in taken and new not in moves:
            taken.add(old)
            moves[new] = Move(old, new)
    return list(moves.values())


def _gone(project: Project, db: sqlite3.Connection) -> dict[str, list[str]]:
    """The sources in the catalogues of items that are gone."""
    gone: dict[str, list[str]] = {}
    for path in stock.orphans(db):
        _, item = project.place_of(path)
        if item not in gone:
            try:
                gone[item] = [entry.source for entry in Catalogue.load(project.root / path).entries]
            except TranslatorError:
                continue
    return gone


_Mark = str | tuple[str, str]


def _telling(gone: Mapping[str, Sequence[str]]) -> dict[_Mark, list[str]]:
    """The items by their texts and file names, but for those that many have.

    An item that has nothing else in common with another is not that one; to compare each with each
    would take the square of their number.
    """
    found: dict[_Mark, list[str]] = {}
    for old, sources in gone.items():
        marks: set[_Mark] = {*sources, ("name", Path(old).name)}
        for mark in marks:
            found.setdefault(mark, []).append(old)
    return {mark: olds for mark, olds in found.items() if len(olds) <= _MANY}


def _share(old: Sequence[str], new: Sequence[str]) -> float:
    """The share of segments that two items have in common, edited ones included, 0 to 1."""
    same = set(old) & set(new)
    if not same:
        return 0.0
    edited = edits(place(old, same), place(new, same))
    return (len(same) + len(edited)) / max(len(old), len(new))


def move(project: Project, moved: Move) -> None:
    """Give an item's catalogues its new name; a catalogue that is there already stays.

    Raises:
        TranslatorError: A file can't be moved.
    """
    for language in project.languages:
        old = project.catalogue_path(language, moved.old)
        new = project.catalogue_path(language, moved.new)
        if not old.exists() or new.exists():
            continue
        try:
            new.parent.mkdir(parents=True, exist_ok=True)
            old.rename(new)
        except OSError as error:
            raise TranslatorError(f"can't be moved: {error.strerror}", path=old) from None
