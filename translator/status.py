"""Where every language and item stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from translator import engines
from translator.catalogue import Catalogue, Entry, State
from translator.errors import TranslatorError
from translator.extract import extract
from translator.project import Item, Project


@dataclass(slots=True)
class Tally:
    """What one catalogue, or all of a language, add up to.

    Attributes:
        items: Items counted.
        segments: Entries, obsolete ones left out.
        words: Words of their sources.
        states: Entries by state.
        finished: Entries in the state that the gate asks for.
        required: The share of finished entries that the gate asks for, 0 to 1.
        errors: Findings of severity `error`.
        warnings: Findings of severity `warning`.
    """

    required: float = 1.0
    items: int = 0
    segments: int = 0
    words: int = 0
    finished: int = 0
    errors: int = 0
    warnings: int = 0
    states: Counter[State] = field(default_factory=Counter)

    @property
    def complete(self) -> float:
        """The share of finished entries, 0 to 1; nothing to do is complete."""
        return self.finished / self.segments if self.segments else 1.0

    def passed(self, fail_on: str) -> bool:
        """Whether the gate lets it through."""
        findings = self.errors + (self.warnings if fail_on == "warning" else 0)
        return self.complete >= self.required and not findings

    def add(self, entries: Iterable[Entry], finished_at: str) -> None:
        """Count an item's entries."""
        self.items += 1
        for entry in entries:
            self.segments += 1
            self.words += len(entry.source.split())
            self.states[entry.state] += 1
            self.finished += entry.finished(finished_at)


@dataclass(slots=True)
class Status:
    """Where a project stands.

    Attributes:
        languages: The tally of each target language.
        items: The tally of each item in each language.
        sources: The source file of each item.
        stale: Sources whose catalogues `extract` would change.
        vanished: Catalogues whose item is gone.
        pairs: Entries to be translated, by source and target language.
        errors: Items and catalogues that can't be read.
    """

    languages: dict[str, Tally] = field(default_factory=dict)
    items: dict[str, dict[str, Tally]] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    stale: list[str] = field(default_factory=list)
    vanished: list[str] = field(default_factory=list)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    errors: list[TranslatorError] = field(default_factory=list)

    def as_json(self, fail_on: str) -> dict[str, Any]:
        """The JSON that `status` and `check` share."""
        return {
            "version": 1,
            "languages": {
                language: {
                    "items": tally.items,
                    "segments": tally.segments,
                    "words": tally.words,
                    "states": {state.value: tally.states[state] for state in State},
                    "complete": round(tally.complete, 3),
                    "required": tally.required,
                    "errors": tally.errors,
                    "warnings": tally.warnings,
                    "passed": tally.passed(fail_on),
                }
                for language, tally in self.languages.items()
            },
            "items": {
                item: {
                    "source": self.sources[item],
                    "languages": {
                        language: {
                            "states": {state.value: n for state, n in tally.states.items()},
                            "complete": round(tally.complete, 3),
                        }
                        for language, tally in tallies.items()
                    },
                }
                for item, tallies in self.items.items()
            },
            "stale": self.stale,
            "vanished": self.vanished,
            "pairs": {
                f"{source}-{target}": {
                    "engine": engines.available(source, target),
                    "segments": segments,
                }
                for (source, target), segments in self.pairs.items()
            },
        }


def status(
    project: Project, *, languages: tuple[str, ...] = (), patterns: tuple[str, ...] = ()
) -> Status:
    """Take stock of a project.

    An item or catalogue that can't be read is in `errors`; the others are counted.

    Raises:
        TranslatorError: The items can't be listed, or a language or pattern is wrong.
    """
    result, _ = survey(project, languages=languages, patterns=patterns)
    return result


def survey(
    project: Project, *, languages: tuple[str, ...] = (), patterns: tuple[str, ...] = ()
) -> tuple[Status, list[tuple[str, Item, Catalogue]]]:
    """Take stock, and hand over the catalogues read on the way: language, item, catalogue."""
    preview = extract(project, patterns, dry_run=True)
    result = Status(stale=preview.stale, vanished=preview.vanished, errors=preview.errors)
    chosen = project.select_languages(languages)
    items = project.select_items(patterns)
    read = []
    gate = project.config.gate
    for language in chosen:
        result.languages[language] = Tally(gate.required(language))
    for item in items:
        result.sources[item.id] = item.source
        result.items[item.id] = {}
    for language, item, catalogue in _catalogues(project, chosen, items):
        tally = Tally(gate.required(language))
        for each in (tally, result.languages[language]):
            each.add(catalogue.entries, gate.finished_at(language))
        result.items[item.id][language] = tally
        for entry in catalogue.entries:
            spoken = entry.source_language or project.source_language
            if spoken != language:
                result.pairs[spoken, language] += 1
        read.append((language, item, catalogue))
    return result, read


def _catalogues(
    project: Project, languages: list[str], items: list[Item]
) -> Iterator[tuple[str, Item, Catalogue]]:
    for language in languages:
        for item in items:
            path = project.catalogue_path(language, item.id)
            try:
                if path.exists():
                    yield language, item, Catalogue.load(path)
            except TranslatorError:
                continue  # `extract` has reported it already
