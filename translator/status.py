"""Where every language and item stands."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from translator import engines
from translator.catalogue import State
from translator.errors import TranslatorError
from translator.index import Index
from translator.index.facts import CatalogueFacts, ItemFacts
from translator.moves import Move, find_moves
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
        errors: Findings of severity `error` in texts that a person stands behind.
        warnings: The same of severity `warning`.
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

    def add(self, facts: CatalogueFacts, finished_at: str) -> None:
        """Count an item's catalogue."""
        self.items += 1
        self.words += facts.words
        self.segments += sum(facts.states.values())
        self.finished += facts.finished.get(finished_at, 0)
        for state, count in facts.states.items():
            self.states[State(state)] += count
        self.errors += facts.faults.get("error", 0)
        self.warnings += facts.faults.get("warning", 0)


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
    with Index.open(project) as index:
        return take_stock(project, index, languages=languages, patterns=patterns)


def take_stock(
    project: Project,
    index: Index,
    *,
    languages: tuple[str, ...] = (),
    patterns: tuple[str, ...] = (),
) -> Status:
    """Add up what the index knows; raises as `status` does."""
    gate = project.config.gate
    chosen = project.select_languages(languages)
    result = Status(languages={code: Tally(gate.required(code)) for code in chosen})
    items, catalogues = index.items(), index.catalogues()
    new: list[Item] = []
    for item in project.select_items(patterns):
        facts = items.get(item.source, ItemFacts())
        result.sources[item.id] = item.source
        tallies = result.items[item.id] = {}
        paths = {code: project.catalogue_name(code, item.id) for code in project.languages}
        known = {code: catalogues[path] for code, path in paths.items() if path in catalogues}
        if facts.problem:
            result.errors.append(facts.problem.error(item.source))
        else:
            missing = len(known) < len(paths)
            if missing or any(each.stale for each in known.values()):
                result.stale.append(item.source)
            if not known:
                new.append(item)
        for code in chosen:
            found = known.get(code)
            if found is None:
                continue
            if found.problem:
                result.errors.append(found.problem.error(paths[code]))
                continue
            tally = tallies[code] = Tally(gate.required(code))
            for each in (tally, result.languages[code]):
                each.add(found, gate.finished_at(code))
            for spoken, segments in found.spoken.items():
                if spoken != code:
                    result.pairs[spoken, code] += segments
    if not patterns:
        moves = _moves(project, index, new) if new and index.orphans else []
        going = {
            project.catalogue_name(code, moved.old) for moved in moves for code in project.languages
        }
        result.vanished = sorted(set(index.orphans) - going)
    return result


def _moves(project: Project, index: Index, new: list[Item]) -> list[Move]:
    """The items without catalogues that are old ones under another name."""
    templates = {item.id: index.item_detail(item.source).template for item in new}
    return find_moves(
        project,
        {item: [unit.source for unit in found.units] for item, found in templates.items() if found},
    )
