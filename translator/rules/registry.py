"""The rules by name. Importing a module of `pair`, `source` or `item` enters its rule here."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from translator.message import Message, phrase
from translator.rules.analysis import Analysis, SourceText
from translator.rules.model import Diagnostic, Finding, Pair, Parameters, Severity

Scope = Literal["pair", "source", "item", "project"]
PairCheck = Callable[[Analysis], Iterator[Finding]]
SourceCheck = Callable[[SourceText], Iterator[Finding]]
ItemCheck = Callable[[Sequence[Pair], Mapping[str, float]], Iterator[tuple[int, Finding]]]
ProjectCheck = Callable[[Iterable[Pair]], Iterator[tuple[int, Finding]]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        name: In kebab-case, as in the config and in `# ok:` lines.
        title: What people call it.
        severity: What its findings are unless the project says otherwise.
        summary: What it finds, in one line.
        scope: What it looks at: a `pair`, a `source` text, all pairs of an `item` or of the
            `project`.
        check: The generator.
        options: Its thresholds and their defaults.
    """

    name: str
    title: Message
    severity: Severity
    summary: str
    scope: Scope
    check: Callable[..., Iterator[Any]]
    options: Mapping[str, float] = field(default_factory=dict)

    def diagnostic(self, finding: Finding, parameters: Parameters) -> Diagnostic:
        """A finding of this rule as a diagnostic, with the severity the project wants."""
        severity = parameters.severity.get(self.name, self.severity)
        return Diagnostic(self.name, severity, finding.message, finding.span, finding.fix)


RULES: dict[str, Rule] = {}


_Check = TypeVar("_Check", bound=Callable[..., Iterator[Any]])


def _enter(
    scope: Scope,
    name: str,
    title: str,
    severity: Severity,
    summary: str,
    options: Mapping[str, float],
) -> Callable[[_Check], _Check]:
    def enter(check: _Check) -> _Check:
        RULES[name] = Rule(name, phrase(title), severity, summary, scope, check, options)
        return check

    return enter


def pair_rule(
    name: str, title: str, severity: Severity, summary: str, **options: float
) -> Callable[[PairCheck], PairCheck]:
    """Enter a rule over a source text and its translation."""
    return _enter("pair", name, title, severity, summary, options)


def source_rule(
    name: str, title: str, severity: Severity, summary: str
) -> Callable[[SourceCheck], SourceCheck]:
    """Enter a rule over a source text."""
    return _enter("source", name, title, severity, summary, {})


def item_rule(
    name: str, title: str, severity: Severity, summary: str, **options: float
) -> Callable[[ItemCheck], ItemCheck]:
    """Enter a rule over all pairs of an item, in one language."""
    return _enter("item", name, title, severity, summary, options)


def project_rule(
    name: str, title: str, severity: Severity, summary: str
) -> Callable[[ProjectCheck], ProjectCheck]:
    """Enter a rule over all pairs of a project."""
    return _enter("project", name, title, severity, summary, {})


def of_scope(scope: Scope) -> tuple[Rule, ...]:
    """The rules that look at one kind of thing, in the order in which they run."""
    return tuple(rule for rule in RULES.values() if rule.scope == scope)


def load() -> None:
    """Import every module that holds a rule."""
    for scope in ("pair", "source", "item"):
        package = importlib.import_module(f"translator.rules.{scope}")
        for module in sorted(info.name for info in pkgutil.iter_modules(package.__path__)):
            importlib.import_module(f"{package.__name__}.{module}")
