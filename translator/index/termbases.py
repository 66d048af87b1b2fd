"""What the findings of catalogues depend on besides themselves: the termbase of their language."""

from __future__ import annotations

import sqlite3

from translator.connections import transaction
from translator.errors import TranslatorError
from translator.project import Project
from translator.stamps import is_settled, stamp_of

_FEW = 50
"""Changed terms up to which finding the catalogues they stand in is less work than reading all."""


def follow(db: sqlite3.Connection, project: Project) -> None:
    """Have those catalogues read again whose sources have a term that is treated otherwise now."""
    known = {
        lang: (stamp, terms)
        for lang, stamp, terms in db.execute("SELECT lang, stamp, terms FROM termbases")
    }
    for lang in project.languages:
        stamp = stamp_of(project.termbase_path(lang))
        last, terms = known.get(lang, (None, None))
        if terms is None and stamp is None:
            continue
        if stamp is None or stamp != last:
            _judge_anew(db, project, lang, terms)


def _judge_anew(db: sqlite3.Connection, project: Project, lang: str, known: bytes | None) -> None:
    # Imported here, as mostly no termbase changed.
    from translator.glossary import load
    from translator.index import facts
    from translator.index.facts import Problem
    from translator.rules.model import GlossaryTerm

    before = facts.terms(known) if known is not None else {}
    path = project.termbase_path(lang)
    stamp = stamp_of(path)
    now: dict[str, list[GlossaryTerm]] = {}
    problem = None
    if stamp is not None:
        try:
            for term in load(path):
                now.setdefault(term.rule.source, []).append(term.rule)
        except TranslatorError as error:
            problem = facts.encode(Problem.of(error))
    changed = [term for term in before.keys() | now.keys() if before.get(term) != now.get(term)]
    # None where it may not tell of the next change.
    kept = stamp if stamp and is_settled(stamp) else None
    with transaction(db):
        if stamp is None:
            db.execute("DELETE FROM termbases WHERE lang = ?", (lang,))
        else:
            db.execute(
                "INSERT OR REPLACE INTO termbases VALUES (?, ?, ?, ?, ?)",
                (lang, project.relative(path), kept, facts.encode(now), problem),
            )
        if len(changed) > _FEW:
            db.execute("UPDATE catalogues SET stamp = x'' WHERE lang = ?", (lang,))
        else:
            db.executemany(
                "UPDATE catalogues SET stamp = x'' WHERE id IN (SELECT catalogue FROM entries "
                "WHERE lang = ? AND instr(lower(source), lower(?)))",
                [(lang, term) for term in changed],
            )
        if changed:
            db.execute("UPDATE folders SET fingerprint = x''")
