"""The termbase as pages show it, read again when the file changes."""

from __future__ import annotations

from dataclasses import dataclass, field

from translator import glossary
from translator.errors import TranslatorError
from translator.project import Project
from translator.stamps import Kept
from webui.marks import Term


@dataclass(frozen=True, slots=True)
class Termbase:
    """A language's terms.

    Attributes:
        all: Every term, proposals too, in the file's order.
        known: Finds a text that is a term.
        terms: What is marked in a source, the longest first.
    """

    all: list[glossary.Term] = field(default_factory=list)
    known: glossary.Glossary = field(default_factory=lambda: glossary.Glossary(()))
    terms: list[Term] = field(default_factory=list)


_kept = Kept[Termbase](64)


def termbase(project: Project, lang: str) -> Termbase:
    """A language's termbase; an empty one where there is none to read."""
    try:
        return read(project, lang)
    except TranslatorError:
        return Termbase()


def read(project: Project, lang: str) -> Termbase:
    """A language's termbase; an empty one where there is no file.

    Raises:
        TranslatorError: The file can't be read.
    """
    found = _kept.get(glossary.path_of(project, lang), lambda _: _read(project, lang))
    return Termbase() if found is None else found


def _read(project: Project, lang: str) -> Termbase:
    everything = glossary.all_terms(project, lang)
    used = [term for term in everything if term.settled and term.says_something]
    marked = sorted(
        (term for one in used if (term := _term(one)).target), key=lambda term: -len(term.source)
    )
    return Termbase(everything, glossary.Glossary(used), marked)


def terms(project: Project, lang: str) -> list[Term]:
    """A language's terms, the longest first; none where there is no termbase to read."""
    return termbase(project, lang).terms


def search(terms: list[glossary.Term], text: str) -> list[glossary.Term]:
    """The terms that have a text in them, in their renderings or notes, by source."""
    wanted = text.casefold()
    found = [term for term in terms if any(wanted in part.casefold() for part in _parts(term))]
    return sorted(found, key=lambda term: (term.rule.source.casefold(), term.context or ""))


def _parts(term: glossary.Term) -> tuple[str, ...]:
    rule = term.rule
    return (rule.source, *rule.targets, *rule.forbidden, *term.notes)


def _term(term: glossary.Term) -> Term:
    rule = term.rule
    target = rule.source if rule.do_not_translate else next(iter(rule.targets), "")
    return Term(rule.source, target, "; ".join(term.notes))
