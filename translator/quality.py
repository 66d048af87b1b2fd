"""The rules applied to catalogues and items; `rules` itself knows texts alone."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from translator.config import CONFIG_NAME, RuleSettings
from translator.entry import Entry
from translator.errors import TranslatorError
from translator.glossary.asked import Asked, asked
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
class Question:
    """What an item's editor should be asked about one segment.

    Attributes:
        rule: The rule's name.
        severity: `error`, `warning` or `style`.
        message: What seems wrong, in one line.
        source: The segment's text.
        line: The line of the item's file where it begins, counted from 1.
    """

    rule: str
    severity: str
    message: str
    source: str
    line: int = 0


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


def findings_on(
    entries: Sequence[Entry], language: str, project: Project, item: str
) -> list[list[Diagnostic]]:
    """What the rules find in the entries of a catalogue, drafts included.

    Findings that a person set aside with a reason are left out while the text is unchanged.

    Args:
        entries: All of the catalogue, in document order.
        language: The target language.
        project: The project.
        item: The item's id.

    Returns:
        For each entry its diagnostics, errors first.
    """
    parameters = parameters_for(project, item)
    found: list[list[Diagnostic]] = [[] for _ in entries]
    places = [place for place, entry in enumerate(entries) if entry.target.strip()]
    pairs = pairs_of(
        ((entries[place], entries[place].target) for place in places), language, project
    )
    for place, pair in zip(places, pairs, strict=True):
        found[place] = check_pair(pair, parameters)
    for index, diagnostic in check_item(pairs, parameters):
        found[places[index]].append(diagnostic)
    return [
        standing(diagnostics, set_aside(entry))[0] if diagnostics else diagnostics
        for entry, diagnostics in zip(entries, found, strict=True)
    ]


def pair_of(entry: Entry, language: str, project: Project, text: str | None = None) -> Pair:
    """An entry as the rules look at it, with another text for its own where one is given."""
    own = entry.target if text is None else text
    return pairs_of([(entry, own)], language, project)[0]


def pairs_of(texts: Iterable[tuple[Entry, str]], language: str, project: Project) -> list[Pair]:
    """Entries as the rules look at them, each with the text it has or may get."""
    terms = asked(project, language)
    return [_pair(entry, text, language, project, terms) for entry, text in texts]


def _pair(entry: Entry, text: str, language: str, project: Project, terms: Asked) -> Pair:
    spoken = entry.source_language or project.source_language
    return Pair(
        entry.source,
        text,
        spoken,
        language,
        entry.role,
        terms.within(entry.source) if spoken == project.source_language else (),
    )


def errors_in(
    project: Project, language: str, item: str, entry: Entry, text: str
) -> list[Diagnostic]:
    """What keeps a text from being accepted as an entry's translation, as far as rules know.

    Errors that a person set aside are left out where the text is the entry's own.
    """
    found = check_pair(pair_of(entry, language, project, text), parameters_for(project, item))
    aside = set_aside(entry) if text == entry.target else []
    return [one for one in standing(found, aside)[0] if one.severity == "error"]


def questions_on(
    segments: Iterable[tuple[str, str]], project: Project, item: str
) -> list[Question]:
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
        Question(diagnostic.rule, diagnostic.severity, str(diagnostic.message), text)
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


def _check_names(names: Iterable[str]) -> None:
    for name in names:
        if name not in RULES:
            close = difflib.get_close_matches(name, RULES, 1)
            raise TranslatorError(
                f"[rules]: there is no rule {name!r}",
                path=CONFIG_NAME,
                remedy=f"Did you mean {close[0]!r}?" if close else "docs/rules.md lists them.",
            )
