"""The rules by name. Importing a module of `pair`, `source` or `item` enters its rule here."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

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
        severity: What its findings are unless the project says otherwise.
        summary: What it finds, in one line.
        scope: What it looks at: a `pair`, a `source` text, all pairs of an `item` or of the
            `project`.
        check: The generator.
        options: Its thresholds and their defaults.
    """

    name: str
    severity: Severity
    summary: str
    scope: Scope
    check: Callable[..., Iterator[Any]]
    options: Mapping[str, float] = field(default_factory=dict)

    @property
    def docs(self) -> str:
        """Where the rule is documented, relative to the repository."""
        return f"docs/rules.md#{self.name}"

    def diagnostic(self, finding: Finding, parameters: Parameters) -> Diagnostic:
        """A finding of this rule as a diagnostic, with the severity the project wants."""
        severity = parameters.severity.get(self.name, self.severity)
        return Diagnostic(self.name, severity, finding.message, finding.span, finding.fix)


RULES: dict[str, Rule] = {}


def pair_rule(
    name: str, severity: Severity, summary: str, **options: float
) -> Callable[[PairCheck], PairCheck]:
    """Enter a rule over a source text and its translation."""

    def enter(check: PairCheck) -> PairCheck:
        RULES[name] = Rule(name, severity, summary, "pair", check, options)
        return check

    return enter


def source_rule(
    name: str, severity: Severity, summary: str
) -> Callable[[SourceCheck], SourceCheck]:
    """Enter a rule over a source text."""

    def enter(check: SourceCheck) -> SourceCheck:
        RULES[name] = Rule(name, severity, summary, "source", check)
        return check

    return enter


def item_rule(
    name: str, severity: Severity, summary: str, **options: float
) -> Callable[[ItemCheck], ItemCheck]:
    """Enter a rule over all pairs of an item, in one language."""

    def enter(check: ItemCheck) -> ItemCheck:
        RULES[name] = Rule(name, severity, summary, "item", check, options)
        return check

    return enter


def project_rule(
    name: str, severity: Severity, summary: str
) -> Callable[[ProjectCheck], ProjectCheck]:
    """Enter a rule over all pairs of a project."""

    def enter(check: ProjectCheck) -> ProjectCheck:
        RULES[name] = Rule(name, severity, summary, "project", check)
        return check

    return enter


def of_scope(scope: Scope) -> tuple[Rule, ...]:
    """The rules that look at one kind of thing, in the order in which they run."""
    return tuple(rule for rule in RULES.values() if rule.scope == scope)


def load() -> None:
    """Import every module that holds a rule."""
    for scope in ("pair", "source", "item"):
        package = importlib.import_module(f"translator.rules.{scope}")
        for module in sorted(info.name for info in pkgutil.iter_modules(package.__path__)):
            importlib.import_module(f"{package.__name__}.{module}")
