"""The second stage: untranslated entries get suggestions, from memory, then CLDR, then an engine.

A person's text is never touched: only entries that are untranslated (or, with `redo`, untouched
drafts) when the catalogue is locked for writing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from translator import cldr, engines, guards
from translator.catalogue import Catalogue, Entry, State
from translator.errors import TranslatorError
from translator.memory import Memory, memories
from translator.project import Item, Project
from translator.provenance import Provenance

Suggestion = tuple[str, Provenance]
Ask = tuple[str, str]
"""What is to be translated: the source's language and the source."""


@dataclass(slots=True)
class Drafting:
    """What `draft` did.

    Attributes:
        made: Drafts stored, by language and origin.
        missing: Segments left for want of an engine, by pair (`en-ka`).
        refused: Suggestions refused, by language and reason.
        changed: Catalogues written (or to be written), relative to the project.
        errors: Catalogues and packages that could not be used; the others were done.
    """

    made: dict[str, Counter[str]] = field(default_factory=dict)
    missing: Counter[str] = field(default_factory=Counter)
    refused: dict[str, Counter[str]] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)
    errors: list[TranslatorError] = field(default_factory=list)


def draft(
    project: Project,
    *,
    languages: tuple[str, ...] = (),
    patterns: tuple[str, ...] = (),
    machine: bool = True,
    redo: bool = False,
    dry_run: bool = False,
    say: Callable[[str], None] = lambda _: None,
) -> Drafting:
    """Fill untranslated entries with suggestions.

    Args:
        project: The project.
        languages: Target languages; all where there is none.
        patterns: Items (globs over ids, or paths); all where there is none.
        machine: Whether engines are asked for what memory and CLDR leave.
        redo: Make untouched drafts anew, where there is a suggestion for them.
        dry_run: Write nothing.
        say: Called with a line about what takes long.

    Raises:
        TranslatorError: A language or pattern is wrong.
    """
    result = Drafting()
    items = project.select_items(patterns)
    chosen = project.select_languages(languages)
    for language, memory in memories(project, chosen).items():
        result.made[language] = Counter()
        result.refused[language] = Counter()
        catalogues = _load(project, items, language, result)
        asks = {
            (entry.source_language or project.source_language, entry.source)
            for catalogue in catalogues
            for entry in catalogue.entries
            if _open(entry, redo=redo)
        }
        known = {ask: found for ask in asks if (found := _known(ask, language, memory))}
        _store(project, catalogues, language, known, result, redo=redo, dry_run=dry_run)
        if machine:
            rest = [
                (entry.source_language or project.source_language, entry.source)
                for catalogue in catalogues
                for entry in catalogue.entries
                if _open(entry, redo=redo)
            ]
            drafted = _machine(
                project, [ask for ask in rest if ask not in known], language, result, say
            )
            _store(project, catalogues, language, drafted, result, redo=redo, dry_run=dry_run)
    return result


def _open(entry: Entry, *, redo: bool) -> bool:
    return entry.state is State.UNTRANSLATED or (redo and entry.state is State.DRAFT)


def _load(
    project: Project, items: Iterable[Item], language: str, result: Drafting
) -> list[Catalogue]:
    catalogues = []
    for item in items:
        path = project.catalogue_path(language, item.id)
        try:
            if path.exists():
                catalogues.append(Catalogue.load(path))
        except TranslatorError as error:
            result.errors.append(error)
    return catalogues


def _known(ask: Ask, language: str, memory: Memory) -> Suggestion | None:
    """What memory or CLDR suggest."""
    spoken, source = ask
    if match := memory.look_up(spoken, source):
        return match.text, Provenance("memory", (match.item,), match=match.percent)
    if spoken == "en" and (written := cldr.translate(source, language)) is not None:
        return written, Provenance("cldr")
    return None


def _machine(
    project: Project,
    asks: list[Ask],
    language: str,
    result: Drafting,
    say: Callable[[str], None],
) -> dict[Ask, Suggestion]:
    """What the engines suggest, and count what they can't."""
    made: dict[Ask, Suggestion] = {}
    for spoken in sorted({spoken for spoken, _ in asks} - {language}):
        wanted = [ask for ask in asks if ask[0] == spoken]
        pair = f"{spoken}-{language}"
        try:
            engine = engines.find(spoken, language, beam_size=project.config.draft.beam_size)
        except TranslatorError as error:
            result.errors.append(error)
            continue
        if engine is None:
            result.missing[pair] += len(wanted)
            continue
        unique = list(dict.fromkeys(wanted))
        say(f"{pair}: {engine.provenance} translates {len(unique)} segments …")
        for ask, found in zip(unique, engine.translate([text for _, text in unique]), strict=True):
            if reason := guards.refusal(ask[1], found.text, language):
                result.refused[language][reason] += 1
            else:
                made[ask] = (found.text, replace(engine.provenance, score=found.score))
    return made


def _store(
    project: Project,
    catalogues: list[Catalogue],
    language: str,
    suggestions: Mapping[Ask, Suggestion],
    result: Drafting,
    *,
    redo: bool,
    dry_run: bool,
) -> None:
    """Put suggestions into the catalogues as they are on disk now."""
    for index, seen in enumerate(catalogues):
        wanted = [
            entry
            for entry in seen.entries
            if _open(entry, redo=redo)
            and (entry.source_language or project.source_language, entry.source) in suggestions
        ]
        if not wanted:
            continue
        path = seen.path
        try:
            if dry_run:
                _fill(project, seen, suggestions, result.made[language], redo=redo)
                _note(project, path, result)
                continue
            with Catalogue.edit(path, project.locks) as current:
                made: Counter[str] = Counter()
                _fill(project, current, suggestions, made, redo=redo)
        except TranslatorError as error:
            result.errors.append(error)
            continue
        result.made[language] += made
        catalogues[index] = current
        if made:
            _note(project, path, result)


def _fill(
    project: Project,
    catalogue: Catalogue,
    suggestions: Mapping[Ask, Suggestion],
    made: Counter[str],
    *,
    redo: bool,
) -> None:
    for entry in catalogue.entries:
        found = suggestions.get((entry.source_language or project.source_language, entry.source))
        if found and _open(entry, redo=redo):
            text, provenance = found
            if (entry.target, str(entry.provenance)) != (text, str(provenance)):
                entry.suggest(text, provenance)
                made[provenance.origin] += 1


def _note(project: Project, path: Path, result: Drafting) -> None:
    name = project.relative(path)
    if name not in result.changed:
        result.changed.append(name)
