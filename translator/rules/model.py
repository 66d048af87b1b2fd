"""What a rule looks at and what it says: pairs, terms, findings, diagnostics, parameters."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from translator.limits import LONGEST_TEXT
from translator.message import Message

Severity = Literal["error", "warning", "style"]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """What the termbase says of one term, for one language.

    Attributes:
        source: The term in the source language.
        targets: The terms that may render it, in their dictionary form; any one will do.
        forbidden: Renderings that must not be used.
        do_not_translate: The term stays as it is.
    """

    source: str
    targets: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    do_not_translate: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """A source text and its translation.

    Attributes:
        source: The segment's text.
        target: Its translation.
        source_language: The language of this segment, which needn't be its item's.
        language: The language of the translation.
        role: What the segment is: `title`, `paragraph`, `list entry` …
        glossary: The terms that may occur in the source.
    """

    source: str
    target: str
    source_language: str
    language: str
    role: str = "paragraph"
    glossary: Sequence[GlossaryTerm] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule yields; the rule's name and severity make a diagnostic of it.

    Attributes:
        message: One line: what is wrong, naming the thing.
        span: Where in the checked text, as start and end in characters.
        fix: The whole text as it might be right.
    """

    message: Message
    span: Span | None = None
    fix: str | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding of one rule.

    Attributes:
        rule: The rule's name.
        severity: `error` (can't be published), `warning` (look at it) or `style`.
        message: One line: what is wrong, naming the thing.
        span: Where in the target (for source rules: in the source), in characters.
        fix: The whole corrected text, to offer; nothing applies it by itself.
    """

    rule: str
    severity: Severity
    message: Message
    span: Span | None = None
    fix: str | None = None


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a project or an item sets for the rules.

    Attributes:
        disabled: Names of rules not to run.
        style: Whether the style rules run.
        severity: Severities that differ from the rules' own, by rule name.
        options: Thresholds that differ from the rules' own, by rule name and option name.
    """

    disabled: frozenset[str] = frozenset()
    style: bool = False
    severity: Mapping[str, Severity] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SetAside:
    """A person's word that a rule's findings on one entry are no fault.

    Attributes:
        rule: The rule's name.
        reason: Why, in the person's words.
        by: Who.
    """

    rule: str
    reason: str
    by: str = ""


def overlong(pair: Pair) -> bool:
    """Whether one of the texts is longer than what rules judge."""
    return max(len(pair.source), len(pair.target)) > LONGEST_TEXT


def may_set_aside(severity: Severity, role: str) -> bool:
    """Whether a person with a role may set a finding aside: errors are for reviewers."""
    return role in ("reviewer", "admin") or (role == "translator" and severity != "error")


def standing(
    diagnostics: Sequence[Diagnostic], aside: Collection[SetAside]
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Part diagnostics into those that stand and those that were set aside."""
    names = {one.rule for one in aside}
    return (
        [found for found in diagnostics if found.rule not in names],
        [found for found in diagnostics if found.rule in names],
    )
