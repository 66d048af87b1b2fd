"""The quality rules, asked for one text or item; the only place here that knows their interface."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from translator import review
from translator.entry import Entry
from translator.message import Message
from translator.project import Project
from translator.quality import pair_of, pairs_of, parameters_for
from translator.rules import RULES, Pair, check_consistency, check_item, check_pair
from translator.rules import Diagnostic as Found
from webui.said import said


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding about one text.

    Attributes:
        rule: The rule's name.
        severity: `error`, `warning` or `style`.
        message: One line: what is wrong, naming the thing.
        fix: The whole text as it might be right.
        aside: Why somebody set the finding aside, and who; empty where it stands.
    """

    rule: str
    severity: str
    message: Message
    fix: str | None = None
    aside: str = ""

    def as_json(self) -> dict[str, Any]:
        """The finding as the JSON interface shows it, in the interface's language."""
        shown = {name: getattr(self, name) for name in self.__slots__}
        return shown | {"message": said(self.message)}


def diagnose(
    project: Project, lang: str, item: str, entry: Entry, text: str | None = None
) -> list[Diagnostic]:
    """What the rules say of an entry's text, or of a text that may become its; errors first."""
    target = entry.target if text is None else text
    if not target.strip():
        return []
    pair = pair_of(entry, lang, project, target)
    return _for_pages(_findings(pair, _settings(project, item)), entry, target)


def diagnose_item(
    project: Project,
    lang: str,
    item: str,
    entries: Sequence[Entry],
    text: tuple[Entry, str] | None = None,
) -> dict[str, list[Diagnostic]]:
    """What the rules say that look at a whole item, by entry.

    Args:
        project: The project.
        lang: The target language.
        item: The item's id.
        entries: All of the catalogue.
        text: An entry, and a text that may become its.
    """
    texts = {entry.key: entry.target for entry in entries}
    if text:
        texts[text[0].key] = text[1]
    judged = [entry for entry in entries if texts[entry.key].strip()]
    pairs = pairs_of(((entry, texts[entry.key]) for entry in judged), lang, project)
    found: dict[str, list[Diagnostic]] = {}
    for place, one in check_item(pairs, _settings(project, item).parameters):
        entry = judged[place]
        found.setdefault(entry.key, []).extend(_for_pages([one], entry, texts[entry.key]))
    return found


def diagnose_elsewhere(
    project: Project, lang: str, item: str, entry: Entry, text: str, others: Sequence[str]
) -> list[Diagnostic]:
    """Whether the same source is translated otherwise elsewhere.

    Args:
        project: The project.
        lang: The target language.
        item: The item's id.
        entry: The entry.
        text: Its text, or one that may become its.
        others: What people accepted for the same source in other items, and in the same role.
    """
    pairs = pairs_of(((entry, one) for one in (*others, text)), lang, project)
    found = check_consistency(pairs, _settings(project, item).parameters)
    return _for_pages([one for place, one in found if place == len(others)], entry, text)


def names() -> list[str]:
    """The names of the rules that look at an entry or an item."""
    return [name for name, rule in RULES.items() if rule.scope in ("pair", "item")]


def severity(project: Project, item: str, rule: str) -> str | None:
    """How grave a rule's findings are in an item; None where there is no such rule."""
    if rule not in RULES:
        return None
    return _settings(project, item).parameters.severity.get(rule, RULES[rule].severity)


def _for_pages(found: Iterable[Found], entry: Entry, text: str) -> list[Diagnostic]:
    asides = review.asides(entry) if text == entry.target else {}
    return [
        Diagnostic(
            one.rule,
            one.severity,
            one.message,
            one.fix,
            ": ".join(reversed(asides[one.rule])) if one.rule in asides else "",
        )
        for one in found
    ]


class _Settings:
    """What the config sets for an item's rules; compared by identity, to find findings again."""

    __slots__ = ("config", "parameters")

    def __init__(self, project: Project, item: str) -> None:
        self.config = project.config
        self.parameters = parameters_for(project, item)


_known: dict[str, _Settings] = {}


def _settings(project: Project, item: str) -> _Settings:
    """The settings of an item; one for all where the config sets none by item."""
    name = f"{project.root}\0{item if project.config.rules.items else ''}"
    found = _known.get(name)
    if found is None or found.config is not project.config:
        found = _known[name] = _Settings(project, item)
    return found


@functools.lru_cache(maxsize=8192)
def _findings(pair: Pair, settings: _Settings) -> tuple[Found, ...]:
    """The rules' findings: the same texts get the same ones, so a page asks but once for each."""
    return tuple(check_pair(pair, settings.parameters))
