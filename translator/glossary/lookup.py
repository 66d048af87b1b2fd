"""A language's terms, found by whole text and inside a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from translator.catalogue import Catalogue
from translator.glossary.terms import Term, term_of
from translator.project import Project


class Glossary:
    """One language's terms, found by whole text and inside a text."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms = list(terms)
        self._whole: dict[str, str] = {}
        kept = []
        for term in self.terms:
            rule = term.rule
            if rule.do_not_translate:
                kept.append(rule.source)
                self._whole.setdefault(rule.source, rule.source)
            elif rule.targets:
                self._whole.setdefault(rule.source, rule.targets[0])
        folded: dict[str, str | None] = {}
        for source, target in self._whole.items():
            # "us" and "US" are two terms: then case must fit.
            folded[source.casefold()] = None if source.casefold() in folded else target
        self._folded = folded
        longest_first = sorted(kept, key=len, reverse=True)
        self._kept = (
            re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
            if kept
            else None
        )

    def look_up(self, text: str) -> str | None:
        """The rendering of a text that is a term and nothing else; case matters least.

        A term written in lower case renders a capitalised text capitalised.
        """
        if (exact := self._whole.get(text)) is not None:
            return exact
        target = self._folded.get(text.casefold())
        if target and text[:1].isupper() and not text.isupper():
            return _capitalised(target)
        return target

    def kept(self, text: str) -> Iterator[tuple[int, int]]:
        """Where terms stand in a text that must stay as they are, as (start, end)."""
        if self._kept:
            for found in self._kept.finditer(text):
                yield found.span()


def path_of(project: Project, language: str) -> Path:
    """Where a language's termbase is kept."""
    return project.termbase_path(language)


def read(project: Project, language: str) -> Glossary:
    """The termbase of a language; empty where there is no file.

    Raises:
        TranslatorError: The file can't be read as PO.
    """
    path = path_of(project, language)
    return Glossary(load(path)) if path.is_file() else Glossary(())


def load(path: Path) -> list[Term]:
    """The terms of one file that are in use, in its order. Raises as `Catalogue.load` does."""
    terms = (term_of(entry) for entry in Catalogue.load(path).entries)
    return [term for term in terms if term.settled and term.says_something]


def all_terms(project: Project, language: str) -> list[Term]:
    """Every term of a language, proposals and terms without a rendering too, in the file's order.

    Raises:
        TranslatorError: The file can't be read as PO.
    """
    path = path_of(project, language)
    return [term_of(entry) for entry in Catalogue.load(path).entries] if path.is_file() else []


def _capitalised(text: str) -> str:
    first = text[:1].upper()
    # Georgian capitals are for whole words in capitals only.
    return text if "\u1c90" <= first <= "\u1cbf" else first + text[1:]
