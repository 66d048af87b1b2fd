"""The terms of `locales/<lang>/glossary.po`, read again when the file changes."""

from __future__ import annotations

from translator.catalogue import State
from translator.errors import TranslatorError
from webui.desk import Desk
from webui.marks import Term


def terms(desk: Desk, lang: str) -> list[Term]:
    """A language's terms, the longest first; none where there is no glossary to read."""
    path = desk.project.locales / lang / "glossary.po"
    if not path.is_file():
        return []
    try:
        catalogue = desk.read(path)
    except TranslatorError:
        return []
    found = [
        Term(entry.source, entry.target, entry.po.tcomment or "")
        for entry in catalogue.entries
        if entry.target and entry.state in (State.TRANSLATED, State.APPROVED)
    ]
    return sorted(found, key=lambda term: -len(term.source))
