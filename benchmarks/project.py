"""A project of any size to measure on, made of this repository's sample items."""

from __future__ import annotations

import random
from pathlib import Path

from translator.catalogue import Catalogue
from translator.extract import template_of, update
from translator.project import Project, find
from translator.provenance import Provenance

SAMPLE = Path(__file__).parent.parent
CONFIG = '[project]\nname = "Benchmark"\nlanguages = ["ka", "tg", "ru", "kk", "ky"]\n'
LONG = 30
"""Segments of the first item, which is the one to open in the editor."""


def make(root: Path, items: int, segments: int = 15, *, drafts: int = 0, seed: int = 1) -> Project:
    """Write a project with catalogues in which four of five entries have a text.

    Args:
        root: An empty folder.
        items: Number of items; each becomes five catalogues.
        segments: Segments an item; the first one has `LONG` where it has fewer.
        drafts: How many of ten texts are drafts; the others are translated.
        seed: For the same project again.
    """
    chooser = random.Random(seed)
    pairs = _pairs()
    (root / "translator.toml").write_text(CONFIG)
    for number in range(items):
        path = root / "content" / f"{number // 1000:03}" / f"item-{number:05}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        length = segments if number else max(segments, LONG)
        chosen = [chooser.choice(list(pairs)) for _ in range(length)]
        # The number makes each text a new one.
        lines = [f"{text} ({number}, {place})" for place, text in enumerate(chosen)]
        path.write_text("\n\n".join(lines) + "\n")
    project = find(root, explicit=True)
    for item in project.items:
        template = template_of(item, item.read(), project)
        for language in project.languages:
            path = project.catalogue_path(language, item.id)
            catalogue = Catalogue.new(path, language)
            update(catalogue, template, language)
            for place, entry in enumerate(catalogue.entries[: len(template.units) * 4 // 5]):
                text, _, end = entry.source.rpartition(" (")
                target = f"{pairs[text][language]} ({end}"
                if place % 10 < drafts:
                    entry.suggest(target, Provenance("argos", ("en-xx", "1.9"), place % 10 / 10))
                else:
                    entry.settle(target)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(catalogue.dump())
    return project


def _pairs() -> dict[str, dict[str, str]]:
    """The English segments of the sample that are translated into every language."""
    project = find(SAMPLE, explicit=True)
    pairs: dict[str, dict[str, str]] = {}
    for item in project.items:
        for language in project.languages:
            path = project.catalogue_path(language, item.id)
            for entry in Catalogue.load_or_new(path, language).entries:
                if entry.state.accepted and not entry.source_language and len(entry.source) > 20:
                    pairs.setdefault(entry.source, {})[language] = entry.target
    return {source: targets for source, targets in pairs.items() if len(targets) == 5}
