"""The quality rules, asked for one text; the only place here that knows their interface."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from translator import review
from translator.catalogue import Entry
from translator.project import Project
from translator.quality import pair_of, parameters_for
from translator.rules import RULES, Pair, check_pair
from translator.rules import Diagnostic as Found


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
    message: str
    fix: str | None = None
    aside: str = ""

    def as_json(self) -> dict[str, Any]:
        """The finding as the JSON interface shows it."""
        return {name: getattr(self, name) for name in self.__slots__}


def diagnose(
    project: Project, lang: str, item: str, entry: Entry, text: str | None = None
) -> list[Diagnostic]:
    """What the rules say of an entry's text, or of a text that may become its; errors first."""
    target = entry.target if text is None else text
    if not target.strip():
        return []
    asides = review.asides(entry) if target == entry.target else {}
    pair = pair_of(entry, lang, project, target)
    return [
        Diagnostic(
            found.rule,
            found.severity,
            found.message,
            found.fix,
            ": ".join(reversed(asides[found.rule])) if found.rule in asides else "",
        )
        for found in _findings(pair, _settings(project, item))
    ]


def names() -> list[str]:
    """The names of the rules that look at an entry."""
    return [name for name, rule in RULES.items() if rule.scope == "pair"]


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
