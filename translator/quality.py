"""The rules applied to catalogues and items; `rules` itself knows texts alone."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from translator.catalogue import Catalogue, Entry
from translator.config import CONFIG_NAME, RuleSettings
from translator.errors import TranslatorError
from translator.project import Project, matches
from translator.rules import (
    RULES,
    Diagnostic,
    Pair,
    Parameters,
    SetAside,
    Severity,
    check_item,
    check_pair,
    check_source,
    standing,
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One finding on one entry of a catalogue, or on one segment of an item.

    Attributes:
        rule: The rule's name.
        severity: `error`, `warning` or `style`.
        message: What is wrong, in one line.
        key: The entry's key; empty for a segment of an item.
        line: The line of the file where the entry or segment begins, counted from 1.
        source: The source text.
        target: The translation; empty for a segment of an item.
        accepted: Whether a person stands behind the translation.
        fix: The whole translation as it might be right; to be offered, never applied by itself.
    """

    rule: str
    severity: str
    message: str
    key: str = ""
    line: int = 0
    source: str = ""
    target: str = ""
    accepted: bool = False
    fix: str | None = None


def parameters_for(project: Project, item: str) -> Parameters:
    """What the config sets for the rules in one item.

    Raises:
        TranslatorError: The config names a rule that there is not.
    """
    table = project.config.rules
    settings: list[RuleSettings] = [table]
    settings += [own for pattern, own in table.items.items() if matches(item, pattern)]
    disabled: set[str] = set()
    severity: dict[str, Severity] = {}
    options: dict[str, dict[str, float]] = {}
    style = False
    for own in settings:
        _check_names((*own.disable, *own.severity, *own.options))
        disabled |= set(own.disable)
        severity |= own.severity
        options |= own.options
        style = style if own.style is None else own.style
    return Parameters(frozenset(disabled), style, severity, options)


def faults_of(catalogue: Catalogue, language: str, project: Project, item: str) -> list[Fault]:
    """What the rules find in a catalogue's translations, drafts included.

    Findings that a person set aside with a reason are left out while the text is unchanged.
    """
    parameters = parameters_for(project, item)
    entries = [entry for entry in catalogue.entries if entry.target.strip()]
    pairs = [
        Pair(
            entry.source,
            entry.target,
            entry.source_language or project.source_language,
            language,
            entry.role,
        )
        for entry in entries
    ]
    found = [check_pair(pair, parameters) for pair in pairs]
    for index, diagnostic in check_item(pairs, parameters):
        found[index].append(diagnostic)
    return [
        _fault(entry, diagnostic)
        for entry, diagnostics in zip(entries, found, strict=True)
        for diagnostic in standing(diagnostics, set_aside(entry))[0]
    ]


def questions_on(segments: Iterable[tuple[str, str]], project: Project, item: str) -> list[Fault]:
    """What an item's editor should be asked.

    Args:
        segments: Each segment's text and language, in document order.
        project: The project.
        item: The item's id.
    """
    parameters = parameters_for(project, item)
    texts = list(segments)
    whole = [text for text, _ in texts]
    return [
        Fault(diagnostic.rule, diagnostic.severity, diagnostic.message, source=text)
        for text, language in texts
        for diagnostic in check_source(text, language, parameters, item=whole)
    ]


def set_aside(entry: Entry) -> list[SetAside]:
    """The findings on an entry that a person said are no fault, for the text as it is."""
    return [
        SetAside(*remark.tokens[:3])
        for remark in entry.remarks("ok")
        if remark.digest == entry.digest and len(remark.tokens) >= 2
    ]


def _fault(entry: Entry, diagnostic: Diagnostic) -> Fault:
    return Fault(
        diagnostic.rule,
        diagnostic.severity,
        diagnostic.message,
        entry.key,
        entry.line,
        entry.source,
        entry.target,
        entry.state.accepted,
        diagnostic.fix,
    )


def _check_names(names: Iterable[str]) -> None:
    for name in names:
        if name not in RULES:
            close = difflib.get_close_matches(name, RULES, 1)
            raise TranslatorError(
                f"[rules]: there is no rule {name!r}",
                path=CONFIG_NAME,
                remedy=f"Did you mean {close[0]!r}?" if close else "docs/rules.md lists them.",
            )
