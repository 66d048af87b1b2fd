r"""The termbase `locales/<lang>/glossary.po`: what each term must be in one language.

A PO file, so that any PO editor opens it: the term is the source, its required translation the
target. What PO has no field for stands in translator comments, one line each:

    # do-not-translate                 the term stays as it is; the target is empty or the same
    # also: second form | third form   renderings that are as good
    # forbidden: form | form           renderings that must not be used

Every other comment line is a note for translators. A fuzzy entry is not settled and not used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from translator.catalogue import Catalogue, Entry
from translator.project import Project
from translator.rules.model import GlossaryTerm

NAME = "glossary.po"


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of a language's termbase.

    Attributes:
        rule: What the rules look at: the term and its renderings.
        notes: What a translator should know.
    """

    rule: GlossaryTerm
    notes: tuple[str, ...] = ()


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


def read(project: Project, language: str) -> Glossary:
    """The termbase of a language; empty where there is no file.

    Raises:
        TranslatorError: The file can't be read as PO.
    """
    path = project.locales / language / NAME
    return Glossary(load(path)) if path.is_file() else Glossary(())


def load(path: Path) -> list[Term]:
    """The terms of one file, in its order. Raises as `Catalogue.load` does."""
    return [term for entry in Catalogue.load(path).entries if (term := _term(entry))]


def _term(entry: Entry) -> Term | None:
    if entry.fuzzy:
        return None
    untouched, also, forbidden, notes = False, [], [], []
    for line in filter(None, entry.po.tcomment.split("\n")):
        key, colon, value = line.partition(":")
        if line.strip() == "do-not-translate":
            untouched = True
        elif colon and key == "also":
            also += _forms(value)
        elif colon and key == "forbidden":
            forbidden += _forms(value)
        else:
            notes.append(line)
    if not untouched and not entry.target.strip() and not forbidden and not also:
        return None
    targets = [*_forms(entry.target), *also] if not untouched else []
    return Term(
        GlossaryTerm(entry.source, tuple(targets), tuple(forbidden), untouched), tuple(notes)
    )


def _forms(value: str) -> list[str]:
    return [form.strip() for form in value.split("|") if form.strip()]


def _capitalised(text: str) -> str:
    first = text[:1].upper()
    # Georgian capitals are for whole words in capitals only.
    return text if "\u1c90" <= first <= "\u1cbf" else first + text[1:]
