"""Quality and completeness: the gate that continuous integration hangs on."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from translator.errors import TranslatorError
from translator.project import Project
from translator.status import Status, survey


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

    def as_json(self) -> dict[str, str | int]:
        """The finding as `check --format json` shows it."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(slots=True)
class Verdict:
    """What the gate says, and why.

    Attributes:
        status: Where the project stands.
        findings: What the rules found.
        fail_on: The severity from which a finding closes the gate.
    """

    status: Status
    fail_on: str
    findings: list[Finding] = field(default_factory=list)

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
            count = sum(finding.severity == severity for finding in self.findings)
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
    status, _ = survey(project, languages=languages, patterns=patterns)
    verdict = Verdict(status, fail_on or project.config.gate.fail_on)
    verdict.findings += [_unreadable(project, error) for error in status.errors]
    verdict.findings += [
        Finding(
            "vanished-item",
            "warning",
            "the item of this catalogue is gone: bring it back, or remove the catalogue",
            path=path,
        )
        for path in status.vanished
    ]
    for finding in verdict.findings:
        if tally := status.languages.get(finding.lang):
            tally.errors += finding.severity == "error"
            tally.warnings += finding.severity == "warning"
    return verdict


def _unreadable(project: Project, error: TranslatorError) -> Finding:
    path = error.path
    if isinstance(path, Path) and path.is_relative_to(project.root):
        path = project.relative(path)
    return Finding("unreadable", "error", error.message, path=str(path or ""), line=error.line or 0)
