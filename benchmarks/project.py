"""A project of any size to measure on, made of this repository's sample items."""

from __future__ import annotations

import random
from pathlib import Path

from translator.catalogue import Catalogue
from translator.extract import template_of, update
from translator.project import Project, find

SAMPLE = Path(__file__).parent.parent
CONFIG = '[project]\nname = "Benchmark"\nlanguages = ["ka", "tg", "ru", "kk", "ky"]\n'


def make(root: Path, items: int, segments: int = 15, seed: int = 1) -> Project:
    """Write a project with catalogues in which four of five entries are translated.

    Args:
        root: An empty folder.
        items: Number of items; each becomes five catalogues.
        segments: Segments an item.
        seed: For the same project again.
    """
    chooser = random.Random(seed)
    pairs = _pairs()
    (root / "translator.toml").write_text(CONFIG)
    for number in range(items):
        path = root / "content" / f"{number // 1000:03}" / f"item-{number:05}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        chosen = [chooser.choice(list(pairs)) for _ in range(segments)]
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
            for entry in catalogue.entries[: segments * 4 // 5]:
                text, _, end = entry.source.rpartition(" (")
                entry.settle(f"{pairs[text][language]} ({end}")
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
