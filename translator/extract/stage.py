"""The first stage: items become catalogues, and catalogues follow their items."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from pathlib import Path

from translator.catalogue import Catalogue
from translator.errors import TranslatorError
from translator.extract.template import Template, template_of
from translator.extract.update import update
from translator.index import ask
from translator.index.queries import stock
from translator.moves import Move, find_moves, move
from translator.project import Project
from translator.storage import locked, sweep

MANY = 1000
"""Items in one folder that are too many to find anything in; GitHub lists no more of it."""


@dataclass(slots=True)
class Extraction:
    """What `extract` did, or would do.

    Attributes:
        items: How many items there are that can be read.
        segments: Their entries, for one language.
        changed: Catalogues written (or out of date), relative to the project.
        moved: Items that were renamed; their catalogues went (or would go) along.
        vanished: Catalogues whose item is gone; they are left as they are.
        crowded: Folders of the content with more than `MANY` items in them, and how many.
        errors: Items and catalogues that could not be read; the others were done.
        notes: Item's file -> what of it could not be located exactly and stays as it is.
    """

    items: int = 0
    segments: int = 0
    changed: list[str] = field(default_factory=list)
    moved: list[Move] = field(default_factory=list)
    vanished: list[str] = field(default_factory=list)
    crowded: list[tuple[str, int]] = field(default_factory=list)
    errors: list[TranslatorError] = field(default_factory=list)
    notes: dict[str, tuple[str, ...]] = field(default_factory=dict)


def extract(
    project: Project, patterns: tuple[str, ...] = (), *, dry_run: bool = False
) -> Extraction:
    """Bring the catalogues of items up to date with their sources.

    The index says which there is work on; only these are read, one at a time.
    An item or catalogue that can't be read is reported and left alone; the others are done.

    Args:
        project: The project.
        patterns: Which items (globs over ids, or paths); all where there is none.
        dry_run: Change nothing, only say what would change.

    Raises:
        TranslatorError: The items can't be listed, or a pattern matches none.
    """
    chosen = {item.id for item in project.select_items(patterns)} if patterns else None
    result = Extraction()
    sources = ask(project, lambda db: _survey(project, db, chosen, result))
    former = {moved.new: moved.old for moved in result.moved}
    if not dry_run:
        sweep(project.locales, project.locks)
        for moved in result.moved:
            move(project, moved)
    for source in sources:
        try:
            item = project.item_of(source)
            template = template_of(item, item.read(), project)
        except TranslatorError as error:
            result.errors.append(error)
            continue
        for language in template.languages:
            path = project.catalogue_path(language, template.item)
            old = project.catalogue_path(language, former.get(template.item, template.item))
            try:
                if _bring_up_to_date(
                    project, old if dry_run else path, template, language, dry_run=dry_run
                ):
                    result.changed.append(project.relative(path))
            except TranslatorError as error:
                result.errors.append(error)
    return result


def _survey(
    project: Project, db: sqlite3.Connection, chosen: set[str] | None, result: Extraction
) -> list[str]:
    """Note in the result what the index knows; the files of the items that there is work on."""

    def asked(item: str) -> bool:
        return chosen is None or item in chosen

    result.items, result.segments = stock.size(db, chosen)
    result.crowded = stock.crowded(db, MANY)
    result.notes = {source: notes for item, source, notes in stock.notes(db) if asked(item)}
    result.moved = [moved for moved in find_moves(project, db) if asked(moved.new)]
    if chosen is None:
        going = {moved.old for moved in result.moved}
        result.vanished = [
            path for path in stock.orphans(db) if project.place_of(path)[1] not in going
        ]
    return [source for item, source in stock.unsettled(db) if asked(item)]


def _bring_up_to_date(
    project: Project, path: Path, template: Template, language: str, *, dry_run: bool
) -> bool:
    catalogue = Catalogue.load_or_new(path, language)
    update(catalogue, template, language)
    if dry_run or not catalogue.changed:
        return catalogue.changed
    with locked(path, project.locks):
        if not catalogue.is_on_disk():
            catalogue = Catalogue.load_or_new(path, language)
            update(catalogue, template, language)
        return catalogue.save()
