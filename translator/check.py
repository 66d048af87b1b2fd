"""Quality and completeness: the gate that continuous integration hangs on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from translator.errors import TranslatorError
from translator.index import ask
from translator.index.queries import stock
from translator.project import Project
from translator.quality import parameters_for
from translator.rules import Pair, check_consistency
from translator.status import Status, take_stock


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding, placed.

    Attributes:
        rule: The rule's name.
        severity: `error` or `warning`.
        message: What is wrong, in one line.
        lang: The target language; empty where it concerns the item itself.
        item: The item's id.
        path: The file, relative to the project.
        line: The line in it, counted from 1, or 0 for the whole file.
        key: The entry's key.
        source: The entry's source.
        target: The entry's translation.
        accepted: Whether a person stands behind the text; a draft's faults close no gate.
        fix: The whole translation as it might be right, where a rule offers that.
    """

    rule: str
    severity: str
    message: str
    lang: str = ""
    item: str = ""
    path: str = ""
    line: int = 0
    key: str = ""
    source: str = ""
    target: str = ""
    accepted: bool = False
    fix: str | None = None

    def as_json(self) -> dict[str, str | int | bool | None]:
        """The finding as `check --format json` shows it."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(slots=True)
class Verdict:
    """What the gate says, and why.

    Attributes:
        status: Where the project stands.
        findings: What the rules found in catalogues.
        questions: What they found in the items themselves, to ask the editor; these close no gate.
        fail_on: The severity from which a finding closes the gate.
    """

    status: Status
    fail_on: str
    findings: list[Finding] = field(default_factory=list)
    questions: list[Finding] = field(default_factory=list)

    @property
    def reasons(self) -> list[str]:
        """Why the gate is closed, one line each; none where it is open."""
        lines = []
        for language, tally in self.status.languages.items():
            if tally.complete < tally.required:
                left = tally.segments - tally.finished
                lines.append(
                    f"{language}: {tally.complete:.0%} complete, {tally.required:.0%} asked: "
                    f"{left} of {tally.segments} segments left"
                )
        for severity in ("error", "warning"):
            count = sum(f.accepted and f.severity == severity for f in self.findings)
            if count and (severity == "error" or self.fail_on == "warning"):
                lines.append(f"{count} finding{'s' * (count != 1)} of severity {severity}")
        if self.status.stale:
            lines.append(f"out of date, run `translator extract`: {', '.join(self.status.stale)}")
        return lines

    @property
    def passed(self) -> bool:
        """Whether the gate is open."""
        return not self.reasons

    def as_json(self) -> dict[str, Any]:
        """The JSON of `check`."""
        return {
            **self.status.as_json(self.fail_on),
            "gate": "passed" if self.passed else "failed",
            "diagnostics": [finding.as_json() for finding in self.findings],
            "questions": [question.as_json() for question in self.questions],
        }


def check(
    project: Project,
    *,
    languages: tuple[str, ...] = (),
    patterns: tuple[str, ...] = (),
    fail_on: str | None = None,
) -> Verdict:
    """Judge a project: completeness, stale items, unreadable files, quality rules.

    Args:
        project: The project.
        languages: Target languages; all where there is none.
        patterns: Items (globs over ids, or paths); all where there is none.
        fail_on: `error` or `warning`, where it is not to be the config's.

    Raises:
        TranslatorError: The items can't be listed, or a language or pattern is wrong.
    """

    def judge(db: sqlite3.Connection) -> Verdict:
        status = take_stock(project, db, languages=languages, patterns=patterns)
        verdict = Verdict(status, fail_on or project.config.gate.fail_on)
        verdict.findings += [_unreadable(error) for error in status.errors]
        verdict.findings += [_vanished(path) for path in status.vanished]
        verdict.findings += _found(project, db, status)
        for finding in _inconsistent(project, db, status):
            verdict.findings.append(finding)
            status.languages[finding.lang].warnings += finding.severity == "warning"
        verdict.questions += _questions(db, status)
        return verdict

    return ask(project, judge)


def _found(project: Project, db: sqlite3.Connection, status: Status) -> Iterator[Finding]:
    """What the rules found in catalogues."""
    for found in stock.findings(db, project.languages):
        if found.lang in status.languages and found.item in status.items:
            yield Finding(
                found.rule,
                found.severity,
                found.message,
                found.lang,
                found.item,
                found.path,
                found.line,
                found.key,
                found.source,
                found.target,
                found.accepted,
                found.fix,
            )


def _questions(db: sqlite3.Connection, status: Status) -> Iterator[Finding]:
    """What to ask the editors of items."""
    for item, source, question in stock.questions(db):
        if item in status.items:
            yield Finding(
                question.rule,
                question.severity,
                question.message,
                item=item,
                path=source,
                line=question.line,
                source=question.source,
            )


def _inconsistent(project: Project, db: sqlite3.Connection, status: Status) -> Iterator[Finding]:
    """Where the project translates one source in several ways."""
    parameters = parameters_for(project, "")
    for group in stock.divided(db):
        pairs = [Pair(r.source, r.target, r.source_language, r.lang, r.role) for r in group]
        for position, diagnostic in check_consistency(pairs, parameters):
            found = group[position]
            if found.lang in status.languages and found.item in status.items:
                yield Finding(
                    diagnostic.rule,
                    diagnostic.severity,
                    diagnostic.message,
                    found.lang,
                    found.item,
                    found.path,
                    found.line,
                    found.key,
                    found.source,
                    found.target,
                    accepted=True,
                )


def _vanished(path: str) -> Finding:
    message = "the item of this catalogue is gone: bring it back, or remove the catalogue"
    return Finding("vanished-item", "warning", message, path=path, accepted=True)


def _unreadable(error: TranslatorError) -> Finding:
    return Finding(
        "unreadable",
        "error",
        error.message,
        path=str(error.path or ""),
        line=error.line or 0,
        accepted=True,
    )
