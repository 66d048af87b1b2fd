"""The quality rules: what is wrong with a translation, a source text, an item.

The same rules judge drafts, people's work in the web page, and what continuous integration sees.
Each is a generator of findings in a file of its own under `pair`, `source` or `item`; `RULES` has
them all by name. `docs/rules.md` shows an example of each.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from translator.limits import LONGEST_TEXT, MOST_FINDINGS
from translator.rules import registry
from translator.rules.analysis import Analysis, SourceText
from translator.rules.model import (
    Diagnostic,
    Finding,
    GlossaryTerm,
    Pair,
    Parameters,
    SetAside,
    Severity,
    may_set_aside,
    overlong,
    standing,
)
from translator.rules.registry import RULES, Rule

__all__ = [
    "RULES",
    "Diagnostic",
    "Finding",
    "GlossaryTerm",
    "Pair",
    "Parameters",
    "Rule",
    "SetAside",
    "Severity",
    "check_consistency",
    "check_item",
    "check_pair",
    "check_source",
    "may_set_aside",
    "standing",
]

registry.load()
_DEFAULT = Parameters()
_PAIR_RULES = registry.of_scope("pair")
_SOURCE_RULES = registry.of_scope("source")
_ITEM_RULES = registry.of_scope("item")
_GRAVITY = {"error": 0, "warning": 1, "style": 2}


@functools.lru_cache(maxsize=64)
def _selected(disabled: frozenset[str], style: bool) -> tuple[Rule, ...]:
    """The pair rules to run."""
    return tuple(
        rule
        for rule in _PAIR_RULES
        if rule.name not in disabled and (style or rule.severity != "style")
    )


def check_pair(
    pair: Pair,
    parameters: Parameters = _DEFAULT,
    *,
    disabled: Collection[str] = (),
    style: bool = False,
) -> list[Diagnostic]:
    """Run the pair rules over a source text and its translation.

    Args:
        pair: The two texts; of an empty or overlong translation nothing but that is said.
        parameters: What the project and the item set.
        disabled: Names of further rules not to run.
        style: Run the style rules, too.

    Returns:
        The diagnostics, errors first.
    """
    analysis = Analysis(pair)
    left_out = parameters.disabled.union(disabled) if disabled else parameters.disabled
    rules = _selected(left_out, style or parameters.style)
    if not pair.target.strip():
        rules = tuple(rule for rule in rules if rule.name == "empty")
    elif overlong(pair):
        rules = tuple(rule for rule in rules if rule.name == "overlong")
    found: list[Diagnostic] = []
    for rule in rules:
        if parameters.options:
            analysis.options = parameters.options.get(rule.name, {})
        if findings := list(islice(rule.check(analysis), MOST_FINDINGS)):
            found += [rule.diagnostic(finding, parameters) for finding in findings]
    if len(found) > 1:
        found.sort(key=lambda diagnostic: _GRAVITY[diagnostic.severity])
    return found


def check_source(
    text: str,
    language: str,
    parameters: Parameters = _DEFAULT,
    *,
    item: Iterable[str] = (),
) -> list[Diagnostic]:
    """Run the source rules over one text, so that its editor can be asked.

    Args:
        text: One segment of the item.
        language: Its language.
        parameters: What the project and the item set.
        item: The item's segments; they tell glued words and misspelt names from brands.
    """
    if len(text) > LONGEST_TEXT:
        return []
    source = SourceText(text, language, tuple(item))
    return [
        rule.diagnostic(finding, parameters)
        for rule in _SOURCE_RULES
        if rule.name not in parameters.disabled
        for finding in islice(rule.check(source), MOST_FINDINGS)
    ]


def check_item(
    pairs: Sequence[Pair], parameters: Parameters = _DEFAULT
) -> Iterator[tuple[int, Diagnostic]]:
    """Run the rules that need a whole item in one language.

    Args:
        pairs: The translated entries of one item and one language.
        parameters: What the project and the item set.

    Yields:
        The index of the pair a finding is about, and the diagnostic.
    """
    judged = [pair for pair in pairs if not overlong(pair)]
    places = [index for index, pair in enumerate(pairs) if not overlong(pair)]
    for rule in _ITEM_RULES:
        if rule.name not in parameters.disabled:
            options: Mapping[str, float] = parameters.options.get(rule.name, {})
            for index, finding in rule.check(judged, options):
                yield places[index], rule.diagnostic(finding, parameters)


def check_consistency(
    pairs: Iterable[Pair], parameters: Parameters = _DEFAULT
) -> Iterator[tuple[int, Diagnostic]]:
    """Find the same source translated in different ways.

    Args:
        pairs: The translated entries of the whole project, of one or several languages.
        parameters: What the project sets.

    Yields:
        The index of every pair that differs from the commonest translation, and the diagnostic.
    """
    rule = RULES["consistency"]
    if rule.name not in parameters.disabled:
        for index, finding in rule.check(pairs):
            yield index, rule.diagnostic(finding, parameters)
