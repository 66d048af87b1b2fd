"""The terms that a text is judged by: those that may stand in it, found by their first word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from translator.errors import TranslatorError
from translator.glossary.lookup import load, path_of
from translator.project import Project
from translator.rules.model import GlossaryTerm
from translator.stamps import Kept

_WORD = re.compile(r"\w+")
_PLURALS = ("s", "es")


class Asked:
    """A language's terms, quickly narrowed down to those that a text may have in it."""

    def __init__(self, terms: Iterable[GlossaryTerm] = ()) -> None:
        self.terms = list(terms)
        self._by_first: dict[str, list[int]] = {}
        for place, term in enumerate(self.terms):
            first = _WORD.search(term.source.lower())
            self._by_first.setdefault(first[0] if first else "", []).append(place)

    def within(self, source: str) -> tuple[GlossaryTerm, ...]:
        """The terms that may stand in a source text, in the termbase's order; few others."""
        if not self.terms:
            return ()
        words = {"", *_WORD.findall(source.lower())}
        words |= {word.removesuffix(end) for word in words for end in _PLURALS}
        found = {place for word in words for place in self._by_first.get(word, ())}
        return tuple(self.terms[place] for place in sorted(found))


_kept = Kept[Asked](64)


def asked(project: Project, language: str) -> Asked:
    """What a language's termbase asks of translations, as it is now.

    A termbase that can't be read asks for nothing: `status` and `check` say so.
    """
    found = _kept.get(path_of(project, language), _read)
    return Asked() if found is None else found


def _read(path: Path) -> Asked:
    try:
        return Asked(term.rule for term in load(path))
    except TranslatorError:
        return Asked()
