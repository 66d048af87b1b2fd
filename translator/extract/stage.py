"""The first stage: items become catalogues, and catalogues follow their items."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from translator.catalogue import Catalogue
from translator.errors import TranslatorError
from translator.extract.template import Template, template_of
from translator.extract.update import update
from translator.moves import Move, find_moves, move, orphans
from translator.project import Project
from translator.storage import locked, sweep


@dataclass(slots=True)
class Extraction:
    """What `extract` did, or would do.

    Attributes:
        items: How many items were read.
        segments: Their entries, for one language.
        changed: Catalogues written (or out of date), relative to the project.
        moved: Items that were renamed; their catalogues went (or would go) along.
        vanished: Catalogues whose item is gone; they are left as they are.
        errors: Items and catalogues that could not be read; the others were done.
        notes: Item's file -> what of it could not be located exactly and stays as it is.
    """

    items: int = 0
    segments: int = 0
    changed: list[str] = field(default_factory=list)
    moved: list[Move] = field(default_factory=list)
    vanished: list[str] = field(default_factory=list)
    errors: list[TranslatorError] = field(default_factory=list)
    notes: dict[str, tuple[str, ...]] = field(default_factory=dict)


def extract(
    project: Project, patterns: tuple[str, ...] = (), *, dry_run: bool = False
) -> Extraction:
    """Bring the catalogues of items up to date with their sources.

    An item or catalogue that can't be read is reported and left alone; the others are done.

    Args:
        project: The project.
        patterns: Which items (globs over ids, or paths); all where there is none.
        dry_run: Change nothing, only say what would change.

    Raises:
        TranslatorError: The items can't be listed, or a pattern matches none.
    """
    result = Extraction()
    templates = []
    for item in project.select_items(patterns):
        try:
            document = item.read()
            template = template_of(item, document, project)
        except TranslatorError as error:
            result.errors.append(error)
            continue
        if document.notes:
            result.notes[item.source] = document.notes
        templates.append(template)
        result.items += 1
        result.segments += len(template.units)
    result.moved = _moves(project, templates)
    former = {moved.new: moved.old for moved in result.moved}
    if not dry_run:
        sweep(project.locales, project.locks)
        for moved in result.moved:
            move(project, moved)
    for template in templates:
        for language in template.languages:
            path = project.catalogue_path(language, template.item)
            old = project.catalogue_path(language, former.get(template.item, template.item))
            source = old if dry_run else path
            try:
                if _bring_up_to_date(project, source, template, language, dry_run=dry_run):
                    result.changed.append(project.relative(path))
            except TranslatorError as error:
                result.errors.append(error)
    if not patterns:
        going = {moved.old for moved in result.moved}
        result.vanished = [
            project.relative(path) for _, item, path in orphans(project) if item not in going
        ]
    return result


def _moves(project: Project, templates: list[Template]) -> list[Move]:
    """The items that are old ones under another name."""
    new = {
        template.item: [unit.source for unit in template.units]
        for template in templates
        if not any(
            project.catalogue_path(language, template.item).exists()
            for language in project.languages
        )
    }
    return find_moves(project, new)


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
