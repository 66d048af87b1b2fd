"""The termbase as the editor shows it, read again when the file changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from translator import glossary
from translator.errors import TranslatorError
from translator.stamps import is_settled, stamp_of
from webui.desk import Desk
from webui.marks import Term


@dataclass(frozen=True, slots=True)
class Termbase:
    """A language's terms.

    Attributes:
        known: Finds a text that is a term.
        terms: What is marked in a source, the longest first.
    """

    known: glossary.Glossary = field(default_factory=lambda: glossary.Glossary(()))
    terms: list[Term] = field(default_factory=list)


_known: dict[Path, tuple[bytes, Termbase]] = {}


def termbase(desk: Desk, lang: str) -> Termbase:
    """A language's termbase; an empty one where there is none to read."""
    path = desk.project.locales / lang / glossary.NAME
    stamp = stamp_of(path)
    if stamp is None:
        return Termbase()
    known = _known.get(path)
    if known and known[0] == stamp:
        return known[1]
    try:
        loaded = glossary.load(path)
    except TranslatorError:
        return Termbase()
    terms = sorted(
        (term for one in loaded if (term := _term(one)).target), key=lambda term: -len(term.source)
    )
    found = Termbase(glossary.Glossary(loaded), terms)
    if is_settled(stamp):
        _known[path] = (stamp, found)
    return found


def terms(desk: Desk, lang: str) -> list[Term]:
    """A language's terms, the longest first; none where there is no termbase to read."""
    return termbase(desk, lang).terms


def _term(term: glossary.Term) -> Term:
    rule = term.rule
    target = rule.source if rule.do_not_translate else next(iter(rule.targets), "")
    return Term(rule.source, target, "; ".join(term.notes))
