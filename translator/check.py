"""Quality and completeness: the gate that continuous integration hangs on."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from translator.errors import TranslatorError
from translator.index import ask
from translator.index.queries import stock
from translator.json_stream import Elements, chunks
from translator.project import Project
from translator.status import Status, take_stock

if TYPE_CHECKING:
    from translator.rules import Diagnostic

_Answer = TypeVar("_Answer")
_NAMED = 10
"""How many files that are out of date are named in one line."""


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
        shown = {name: getattr(self, name) for name in self.__slots__}
        return shown | {"message": str(self.message)}


@dataclass(slots=True)
class Verdict:
    """What the gate says, and why.

    Attributes:
        project: The project.
        status: Where it stands.
        fail_on: The severity from which a finding closes the gate.
        interface: What stands against the files that `[gate] interface` names.
    """

    project: Project
    status: Status
    fail_on: str
    interface: list[Finding] = field(default_factory=list)

    @property
    def reasons(self) -> list[str]:
        """Why the gate is closed, one line each; none where it is open."""
        lines = []
        for language, tally in self.status.languages.items():
            if tally.complete < tally.required:
                left = tally.segments - tally.finished
                lines.append(
                    f"{language}: {tally.shown} complete, {tally.required:.0%} asked: "
                    f"{left} of {tally.segments} segments left"
                )
        for severity, others in (("error", self.status.errors), ("warning", self.status.vanished)):
            tallies = self.status.languages.values()
            count = len(others) + sum(tally.found(severity) for tally in tallies)
            if count and (severity == "error" or self.fail_on == "warning"):
                lines.append(f"{count} finding{'s' * (count != 1)} of severity {severity}")
        if stale := self.status.stale:
            more = f" and {len(stale) - _NAMED} more" if len(stale) > _NAMED else ""
            lines.append(
                f"out of date, run `translator extract`: {', '.join(stale[:_NAMED])}{more}"
            )
        return lines

    @property
    def passed(self) -> bool:
        """Whether the gate is open."""
        return not self.reasons

    def findings(self) -> Iterator[Finding]:
        """What stands against the project, by catalogue; made anew each time."""
        yield from self.in_files()
        yield from self.in_entries(list(self.status.languages))
        yield from self.inconsistencies()
        yield from self.interface

    def in_files(self) -> Iterator[Finding]:
        """Files that can't be read, and catalogues whose item is gone."""
        yield from map(_unreadable, self.status.errors)
        yield from map(_vanished, self.status.vanished)

    def in_entries(self, languages: Sequence[str]) -> Iterator[Finding]:
        """What the rules found in these languages, by item; it may be very much."""
        for found in stock.findings(self.status.db, languages):
            if self.status.covers(found.item):
                yield _placed(found, found, accepted=found.accepted, fix=found.fix)

    def inconsistencies(self) -> Iterator[Finding]:
        """Where the project translates one source in several ways."""
        for group in stock.divided(self.status.db):
            # The rules are many modules, and mostly there is nothing to compare.
            from translator.quality import parameters_for
            from translator.rules import Pair, check_consistency

            pairs = [Pair(r.source, r.target, r.source_language, r.lang, r.role) for r in group]
            for position, diagnostic in check_consistency(pairs, parameters_for(self.project, "")):
                found = group[position]
                if diagnostic.rule in found.aside:
                    continue
                if self.status.covers(found.item, found.lang):
                    yield _placed(diagnostic, found, accepted=True)

    def questions(self) -> Iterator[Finding]:
        """What to ask the editors of items; this closes no gate."""
        for item, source, question in stock.questions(self.status.db):
            if self.status.covers(item):
                yield Finding(
                    question.rule,
                    question.severity,
                    question.message,
                    item=item,
                    path=source,
                    line=question.line,
                    source=question.source,
                )

    def json(self) -> Iterator[str]:
        """The JSON of `check`, in pieces."""
        return chunks(
            [
                *self.status.members(self.fail_on),
                ("gate", "passed" if self.passed else "failed"),
                ("diagnostics", Elements(found.as_json() for found in self.findings())),
                ("questions", Elements(question.as_json() for question in self.questions())),
            ]
        )


def check(
    project: Project,
    use: Callable[[Verdict], _Answer],
    *,
    languages: tuple[str, ...] = (),
    patterns: tuple[str, ...] = (),
    fail_on: str | None = None,
) -> _Answer:
    """Judge a project (completeness, stale items, unreadable files, quality rules) and use that.

    The interface is judged where no items are named.

    Args:
        project: The project.
        use: What is done with the verdict, while the index that it asks for findings is open.
        languages: Target languages; all where there is none.
        patterns: Items (globs over ids, or paths); all where there is none.
        fail_on: `error` or `warning`, where it is not to be the config's.

    Raises:
        TranslatorError: The items can't be listed, or a language or pattern is wrong.
    """

    def judge(db: sqlite3.Connection) -> _Answer:
        status = take_stock(project, db, languages=languages, patterns=patterns)
        verdict = Verdict(project, status, fail_on or project.config.gate.fail_on)
        if project.config.gate.interface and not patterns:
            from translator.interface import interface_findings

            verdict.interface = list(interface_findings(project, status.languages))
        for finding in (*verdict.inconsistencies(), *verdict.interface):
            status.languages[finding.lang].further[finding.severity] += 1
        return use(verdict)

    return ask(project, judge)


def _placed(
    what: Diagnostic | stock.FoundRow,
    where: stock.FoundRow | stock.Rendering,
    *,
    accepted: bool,
    fix: str | None = None,
) -> Finding:
    """A finding on an entry."""
    return Finding(
        what.rule,
        what.severity,
        what.message,
        where.lang,
        where.item,
        where.path,
        where.line,
        where.key,
        where.source,
        where.target,
        accepted,
        fix,
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
