"""The archive of a network of newsrooms: any number of short dated items, in folders by month.

Texts are like news (`newslike.py`) and each is a new one, so that memory and search meet as many
different words as in a real archive. A translation is made of its source word by word, of the words
that the sample's translations have in that language: nobody could read it, but its numbers are
right and it is in the right letters, so that the rules find about what they find in real ones.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from calendar import month_name
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from benchmarks.newslike import SAMPLE, Corpus
from translator.catalogue import Catalogue
from translator.extract import template_of, update
from translator.project import Project, find
from translator.provenance import Provenance

CONFIG = """\
[project]
name = "Archive"
languages = ["ka", "tg", "ru", "kk", "ky"]
base-url = "https://example.org/"
[publish]
state = "translated"
[review]
four-eyes = false
"""
A_DAY = 40
"""Items that a network publishes on a day."""
PARAGRAPHS = 3
_LAST_DAY = dt.date(2026, 10, 31)
_TOGETHER = 500
_DATES = re.compile(rf"\b({'|'.join(month_name[1:])})\b")


def make(root: Path, items: int, *, flat: bool = False) -> Project:
    """Write a project whose catalogues are as `extract` would leave them, most of them translated.

    Of ten items one is new and not translated, one has drafts and one a paragraph that lacks.

    Args:
        root: An empty folder.
        items: How many.
        flat: Whether all are in one folder.
    """
    (root / "translator.toml").write_text(CONFIG)
    (root / "content").mkdir()
    # What other processes begin with here would be this module's `__main__`.
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("fork")) as pool:
        write = partial(_write, root, items, flat)
        list(pool.map(write, range(0, items, _TOGETHER)))
    return find(root, explicit=True)


def name_of(number: int, title: str, *, flat: bool = False) -> str:
    """An item's id."""
    day = _day(number)
    slug = re.sub("[^a-z]+", "-", title.lower()).strip("-")[:40].strip("-")
    return f"{'' if flat else f'{day:%Y/%m}/'}{number:06}-{slug}"


def _day(number: int) -> dt.date:
    return _LAST_DAY - dt.timedelta(days=number // A_DAY)


def _write(root: Path, items: int, flat: bool, start: int) -> None:
    project = find(root, explicit=True)
    corpus = Corpus(seed=start)
    words = _words(project)
    for number in range(start, min(start + _TOGETHER, items)):
        title = " ".join(_sentence(corpus).split()[:8])
        name = name_of(number, title, flat=flat)
        path = root / "content" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        body = "\n\n".join(_sentence(corpus) + "." for _ in range(PARAGRAPHS))
        head = f'---\ntitle: "{title}"\ndate: {_day(number)}\n---\n\n'
        path.write_text(f"{head}{body}\n")
        _translate(project, words, f"{name}.md", number)


def _translate(project: Project, words: dict[str, list[str]], name: str, number: int) -> None:
    item = project.item(name)
    template = template_of(item, item.read(), project)
    kind = number % 10
    for language in project.languages:
        path = project.catalogue_path(language, item.id)
        catalogue = Catalogue.new(path, language)
        update(catalogue, template, language)
        for place, entry in enumerate(catalogue.entries):
            text = _translation(entry.source, words[language])
            if kind == 3 or (kind == 7 and place == 2):
                continue
            if kind == 5:
                entry.suggest(text, Provenance("argos", ("en-xx", "1.9"), 0.5 + place / 10))
            else:
                entry.settle(text)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(catalogue.dump())


def _sentence(corpus: Corpus) -> str:
    """Words without marks that have a meaning in Markdown or YAML, and without numbers.

    A language has its own way to write numbers and dates; the rules would find fault with each.
    """
    kept = re.sub(r"[^A-Za-z ]+", "", _DATES.sub("", corpus.text()))
    return " ".join(kept.split()[:24]) or corpus.word()


def _words(project: Project) -> dict[str, list[str]]:
    """Words of each language, from the sample's translations."""
    sample = find(SAMPLE, explicit=True)
    found: dict[str, set[str]] = {language: set() for language in project.languages}
    for item in sample.items:
        for language, words in found.items():
            path = sample.catalogue_path(language, item.id)
            for entry in Catalogue.load_or_new(path, language).entries:
                if entry.state.accepted:
                    words.update(re.findall(r"[^\W\d_a-zA-Z]{3,}", entry.target.lower()))
    return {language: sorted(words) for language, words in found.items()}


def _translation(source: str, words: list[str]) -> str:
    # The same English word is the same word of the language, as a dictionary would have it.
    chosen = (words[sum(map(ord, word)) * 7919 % len(words)] for word in source.split())
    return " ".join(chosen).capitalize() + ("." if source.endswith(".") else "")
