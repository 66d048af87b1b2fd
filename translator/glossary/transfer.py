"""Termbases out to files and in from files, without overwriting what anybody settled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from translator.errors import TranslatorError
from translator.glossary import tables, tbx
from translator.glossary.editing import editing, put_all
from translator.glossary.lookup import all_terms
from translator.glossary.terms import Signature, Term, term_of, write_term
from translator.project import Project
from translator.provenance import Provenance
from translator.rules.model import GlossaryTerm
from translator.storage import read_received, write_atomically

FORMATS = ("csv", "tbx")
_EXTENSIONS = {".csv": "csv", ".tsv": "csv", ".tab": "csv", ".txt": "csv", ".tbx": "tbx"}


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A term that the project has settled otherwise than a file does.

    Attributes:
        ours: The project's.
        theirs: The file's.
    """

    ours: Term
    theirs: Term


@dataclass(slots=True)
class Imported:
    """What taking in one language's terms came to.

    Attributes:
        language: The target language.
        added: How many terms are new.
        completed: How many got alternatives, forbidden forms or notes.
        replaced: How many were replaced.
        unchanged: How many say nothing new.
        conflicts: What was left as it is, because the file says otherwise.
    """

    language: str
    added: int = 0
    completed: int = 0
    replaced: int = 0
    unchanged: int = 0
    conflicts: list[Disagreement] = field(default_factory=list)


def format_of(path: Path) -> str | None:
    """The format that a file's extension names."""
    return _EXTENSIONS.get(path.suffix.lower())


def export_terms(
    project: Project, languages: Sequence[str], path: Path, kind: str, *, overwrite: bool = False
) -> int:
    """Write the termbases of some languages to one file.

    Returns:
        How many terms went out; a term in several languages counts in each.

    Raises:
        TranslatorError: A termbase can't be read, the file is there already and differs, or it
            can't be written.
    """
    terms = {language: all_terms(project, language) for language in languages}
    if kind == "tbx":
        data = tbx.write(terms, project.source_language, project.config.project.name)
    else:
        data = tables.write(terms)
    if path.exists() and not overwrite and path.read_bytes() != data:
        raise TranslatorError(
            "is there already, and somebody may have worked in it",
            path=path,
            remedy="Take it in with `translator glossary import`, then give --overwrite; "
            "or choose another name.",
        )
    write_atomically(path, data)
    return sum(map(len, terms.values()))


def read_terms(project: Project, languages: Sequence[str], path: Path) -> dict[str, list[Term]]:
    """The terms of a file, by language; what it says of one term in several places is one.

    Raises:
        TranslatorError: It can't be read, is of no known format, or has no term in the languages.
    """
    data = read_received(path)
    is_tbx = b"<martif" in data[:4000] or b"<tbx" in data[:4000] or format_of(path) == "tbx"
    if not is_tbx and format_of(path) is None:
        raise TranslatorError("is neither CSV nor TBX", path=path)
    reader = tbx.read if is_tbx else tables.read
    found = reader(data, str(path), project.source_language, languages)
    if not any(found.values()):
        raise TranslatorError(
            f"has no term from {project.source_language} into {', '.join(languages)}",
            path=path,
        )
    return {language: _together(terms) for language, terms in found.items() if terms}


def import_terms(
    project: Project,
    language: str,
    terms: Iterable[Term],
    name: str,
    on: dt.date,
    *,
    by: str = "",
    replace_ours: bool = False,
    dry_run: bool = False,
) -> Imported:
    """Take terms into a language's termbase.

    A new term is added; one that the project has with the same preferred rendering gets what the
    file has besides; one with another rendering is a conflict, and stays as it is unless
    `replace_ours`.

    Args:
        project: The project.
        language: The target language.
        terms: The terms, each once.
        name: The file's name, for the record.
        on: The day, for the record.
        by: Who takes them in; empty where no person is known.
        replace_ours: Whether the file's terms go before the project's.
        dry_run: Change nothing, only say what would happen.

    Raises:
        TranslatorError: The termbase can't be read or written.
    """
    result = Imported(language)
    origin = Provenance("import", (name,))
    signature = Signature(by, on.isoformat())
    new: list[Term] = []
    with editing(project, language, dry_run=dry_run) as catalogue:
        known = catalogue.by_key()
        for term in terms:
            entry = known.get(term.key)
            if entry is None:
                result.added += 1
                new.append(replace(term, origin=origin, added=signature))
                continue
            ours = term_of(entry)
            merged = _merged(ours, term)
            if merged is None and not replace_ours:
                result.conflicts.append(Disagreement(ours, term))
                continue
            if merged is None:
                merged = replace(term, notes=_union(ours.notes, term.notes))
                result.replaced += 1
            elif merged.same_content(ours):
                result.unchanged += 1
                continue
            else:
                result.completed += 1
            kept = ours.origin if ours.rule.targets == merged.rule.targets else origin
            write_term(entry, replace(merged, origin=kept, added=ours.added, changed=signature))
        put_all(catalogue, new)
    return result


def _merged(ours: Term, theirs: Term) -> Term | None:
    """Our term with what theirs has besides; None where the two disagree."""
    mine, yours = ours.rule, theirs.rule
    if not ours.says_something:
        return replace(theirs, notes=_union(ours.notes, theirs.notes))
    if mine.do_not_translate != yours.do_not_translate:
        return None if theirs.says_something else _with(ours, theirs, mine)
    agreed = not yours.targets or not mine.targets or yours.targets[0] in mine.targets
    targets = _union(mine.targets, yours.targets)
    forbidden = _union(mine.forbidden, yours.forbidden)
    if not agreed or set(targets) & set(forbidden):
        return None
    rule = GlossaryTerm(mine.source, targets, forbidden, mine.do_not_translate)
    return _with(ours, theirs, rule)


def _with(ours: Term, theirs: Term, rule: GlossaryTerm) -> Term:
    return replace(
        ours,
        rule=rule,
        notes=_union(ours.notes, theirs.notes),
        part_of_speech=ours.part_of_speech or theirs.part_of_speech,
        settled=ours.settled or theirs.settled,
    )


def _together(terms: Iterable[Term]) -> list[Term]:
    """One term for what a file says of the same term in several places; the first is preferred."""
    found: dict[str, Term] = {}
    for term in terms:
        known = found.get(term.key)
        if known is None:
            found[term.key] = term
            continue
        mine, yours = known.rule, term.rule
        kept = mine.do_not_translate or (yours.do_not_translate and not mine.targets)
        targets = () if kept else _union(mine.targets, yours.targets)
        forbidden = tuple(
            form for form in _union(mine.forbidden, yours.forbidden) if form not in targets
        )
        rule = GlossaryTerm(mine.source, targets, forbidden, kept)
        found[term.key] = _with(known, term, rule)
    return list(found.values())


def _union(first: Iterable[str], second: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))
