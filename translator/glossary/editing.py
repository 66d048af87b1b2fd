"""Changing a termbase: locked, checked against what is on disk now, durable before it returns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from translator.catalogue import Catalogue
from translator.entry import Entry
from translator.errors import TranslatorError
from translator.glossary.lookup import path_of
from translator.glossary.terms import Term, entry_of, signed, term_of, write_term
from translator.project import Project
from translator.storage import locked


class TermExistsError(TranslatorError):
    """The termbase has that term already; nothing was written.

    Attributes:
        current: The term as it is there.
    """

    def __init__(self, current: Term) -> None:
        super().__init__(f"the glossary already has the term {current.rule.source!r}")
        self.current = current


class TermChangedError(TranslatorError):
    """Somebody changed the term since the page was made; nothing was written.

    Attributes:
        current: The term as it is now.
    """

    def __init__(self, current: Term) -> None:
        super().__init__(f"the term {current.rule.source!r} was changed by somebody else meanwhile")
        self.current = current


class TermGoneError(TranslatorError):
    """The term is no longer in the termbase; nothing was written."""

    def __init__(self) -> None:
        super().__init__("the term is no longer in the glossary")


def add_term(project: Project, language: str, term: Term, by: str, on: dt.date) -> Term:
    """Put a new term into a language's termbase, which is begun where there is none.

    Args:
        project: The project.
        language: The target language.
        term: The term, made with `make_term`.
        by: Who adds it.
        on: The day.

    Returns:
        The term as stored, with its key and revision.

    Raises:
        TermExistsError: There is such a term.
        TranslatorError: The termbase can't be read or written.
    """
    with editing(project, language) as catalogue:
        if known := catalogue.by_key().get(term.key):
            raise TermExistsError(term_of(known))
        return put(catalogue, replace(term, added=signed(by, on), changed=None))


def change_term(
    project: Project, language: str, key: str, revision: str, term: Term, by: str, on: dt.date
) -> Term:
    """Replace a term by another version of it; its origin and who added it stay.

    Args:
        project: The project.
        language: The target language.
        key: The term's key.
        revision: The revision that the change starts from.
        term: What it shall say; its source may be another one.
        by: Who changes it.
        on: The day.

    Returns:
        The term as stored. Where nothing changed, nothing is written and nobody signs.

    Raises:
        TermGoneError: There is no such term.
        TermChangedError: The revision is not the newest.
        TermExistsError: Its new source is another term's.
        TranslatorError: The termbase can't be read or written.
    """
    with editing(project, language) as catalogue:
        entry, current = _find(catalogue, key, revision)
        if term.same_content(current):
            return current
        taken = catalogue.by_key().get(term.key)
        if taken is not None and taken is not entry:
            raise TermExistsError(term_of(taken))
        new = replace(term, origin=current.origin, added=current.added, changed=signed(by, on))
        if (new.context, new.rule.source) == (current.context, current.rule.source):
            write_term(entry, new)
            return term_of(entry)
        catalogue.entries.remove(entry)
        return put(catalogue, new)


def remove_term(project: Project, language: str, key: str, revision: str) -> Term:
    """Take a term out of use: it stays in the file as an obsolete entry.

    Returns:
        The term as it was.

    Raises:
        TermGoneError: There is no such term.
        TermChangedError: The revision is not the newest.
        TranslatorError: The termbase can't be read or written.
    """
    with editing(project, language) as catalogue:
        entry, current = _find(catalogue, key, revision)
        catalogue.entries.remove(entry)
        entry.obsolete = True
        catalogue.obsolete.append(entry)
        return current


@contextmanager
def editing(project: Project, language: str, *, dry_run: bool = False) -> Iterator[Catalogue]:
    """Lock and read a language's termbase, let it be changed, and save what changed.

    Raises:
        TranslatorError: It can't be locked, read or written; it is left as it was.
    """
    path = path_of(project, language)
    if dry_run:
        yield Catalogue.load_or_new(path, language)
        return
    with locked(path, project.locks):
        catalogue = Catalogue.load_or_new(path, language)
        yield catalogue
        catalogue.save()


def put(catalogue: Catalogue, term: Term) -> Term:
    """Put a new term where it belongs: in alphabetical order where the file has that, else last."""
    return put_all(catalogue, [term])[0]


def put_all(catalogue: Catalogue, terms: Iterable[Term]) -> list[Term]:
    """Put new terms, each once, where they belong."""
    entries = {term.key: entry_of(term) for term in terms}
    places = [_place(other) for other in catalogue.entries]
    catalogue.entries += entries.values()
    if places == sorted(places):
        catalogue.entries.sort(key=_place)
    # PO tools take the same term twice for an error, obsolete or not.
    catalogue.obsolete = [old for old in catalogue.obsolete if old.key not in entries]
    return [term_of(entry) for entry in entries.values()]


def _find(catalogue: Catalogue, key: str, revision: str) -> tuple[Entry, Term]:
    entry = catalogue.by_key().get(key)
    if entry is None:
        raise TermGoneError
    current = term_of(entry)
    if current.revision != revision:
        raise TermChangedError(current)
    return entry, current


def _place(entry: Entry) -> tuple[str, str, str]:
    return (entry.source.casefold(), entry.source, entry.context or "")
