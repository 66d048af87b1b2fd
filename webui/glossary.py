"""The termbase as the editor shows it, read again when the file changes."""

from __future__ import annotations

from pathlib import Path

from translator import glossary
from translator.errors import TranslatorError
from webui.desk import Desk, Stamp, settled, stamp_of
from webui.marks import Term

_known: dict[Path, tuple[Stamp, list[Term]]] = {}


def terms(desk: Desk, lang: str) -> list[Term]:
    """A language's terms, the longest first; none where there is no termbase to read."""
    path = desk.project.locales / lang / glossary.NAME
    stamp = stamp_of(path)
    if stamp is None:
        return []
    known = _known.get(path)
    if known and known[0] == stamp:
        return known[1]
    try:
        found = [_term(term) for term in glossary.load(path)]
    except TranslatorError:
        return []
    found = sorted((term for term in found if term.target), key=lambda term: -len(term.source))
    if settled(stamp):
        _known[path] = (stamp, found)
    return found


def _term(term: glossary.Term) -> Term:
    rule = term.rule
    target = rule.source if rule.do_not_translate else next(iter(rule.targets), "")
    return Term(rule.source, target, "; ".join(term.notes))
