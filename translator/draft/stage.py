"""The second stage: untranslated entries get suggestions, from what is known, then an engine.

A person's text is never touched: only entries that are untranslated (or, with `redo`, untouched
drafts) when the catalogue is locked for writing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from translator import engines, glossary
from translator.catalogue import Catalogue
from translator.draft.cache import Cached
from translator.draft.known import Known, Suggestion
from translator.draft.machine import drafts
from translator.draft.report import Drafting, Step, Stop, Watch
from translator.engines import Engine
from translator.entry import Entry
from translator.errors import TranslatorError
from translator.item import Item
from translator.limits import LONGEST_SOURCE
from translator.memory import opened
from translator.message import phrase
from translator.project import Project
from translator.state import State

Ask = tuple[str, str]
"""What is to be translated: the source's language and the source."""

CACHE = Path(".translator", "drafts.db")
_WINDOW = 2000
"""Segments handed to an engine together: enough for full batches of like lengths, few enough that
catalogues get saved now and then in a project of a hundred thousand."""


def draft(
    project: Project,
    *,
    languages: tuple[str, ...] = (),
    patterns: tuple[str, ...] = (),
    machine: bool = True,
    redo: bool = False,
    dry_run: bool = False,
    progress: Callable[[Step], None] = lambda _: None,
) -> Drafting:
    """Fill untranslated entries with suggestions.

    It may be stopped (Ctrl-C) at any time: what was drafted until then is stored before the
    exception goes on, and the engine's work is remembered.

    Args:
        project: The project.
        languages: Target languages; all where there is none.
        patterns: Items (globs over ids, or paths); all where there is none.
        machine: Whether engines are asked for what glossary, memory and CLDR leave.
        redo: Make untouched drafts anew, where there is a suggestion for them.
        dry_run: Write nothing.
        progress: Called after every segment an engine looked at; it may raise `Stop`.

    Raises:
        TranslatorError: A language or pattern is wrong.
    """
    result = Drafting()
    items = project.select_items(patterns)
    chosen = project.select_languages(languages)
    memory = opened(project, chosen)
    for language in chosen:
        result.made[language] = Counter()
        result.refused[language] = Counter()
        try:
            terms = glossary.read(project, language)
        except TranslatorError as error:
            result.errors.append(error)
            terms = glossary.Glossary(())
        known = Known(language, memory, terms, project.config.draft.memory_threshold)
        work = _Language(project, language, known, result, redo=redo, dry_run=dry_run)
        work.load(items)
        work.fill()
        if machine:
            try:
                work.translate(progress)
            except Stop:
                result.stopped = True
                break
    return result


class _Language:
    """The catalogues of one language while they are drafted."""

    def __init__(
        self,
        project: Project,
        language: str,
        known: Known,
        result: Drafting,
        *,
        redo: bool,
        dry_run: bool,
    ) -> None:
        self._project = project
        self._language = language
        self._known = known
        self._result = result
        self._redo = redo
        self._dry_run = dry_run
        self._catalogues: list[Catalogue] = []
        self._found: dict[Ask, Suggestion] = {}

    def load(self, items: Iterable[Item]) -> None:
        """Read the catalogues of the items, as far as there are any."""
        for item in items:
            path = self._project.catalogue_path(self._language, item.id)
            try:
                if path.exists() and item.metadata(item.data()).wants(self._language):
                    catalogue = Catalogue.load(path)
                    self._catalogues.append(catalogue)
                    self._refuse_overlong(catalogue)
            except TranslatorError as error:
                self._result.errors.append(error)

    def _refuse_overlong(self, catalogue: Catalogue) -> None:
        """Count what is left alone because of its length."""
        if found := sum(self._lacks(e) and not self._is_open(e) for e in catalogue.entries):
            self._result.refused[self._language]["overlong"] += found

    def fill(self) -> None:
        """Draft with what is known."""
        asks = dict.fromkeys(ask for c in self._catalogues for ask in self._open(c))
        self._found = {ask: best for ask in asks if (best := self._known.best(*ask))}
        for index in range(len(self._catalogues)):
            self._store(index, self._found)

    def translate(self, progress: Callable[[Step], None]) -> None:
        """Draft what is left with engines, and count what they can't."""
        wanted = {
            index: rest
            for index, catalogue in enumerate(self._catalogues)
            if (rest := [ask for ask in self._open(catalogue) if ask not in self._found])
        }
        asks = [ask for rest in wanted.values() for ask in rest]
        for spoken in sorted({spoken for spoken, _ in asks} - {self._language}):
            pair = f"{spoken}-{self._language}"
            try:
                engine = self._engine(spoken)
            except TranslatorError as error:
                self._result.errors.append(error)
                continue
            if engine is None:
                self._result.missing[pair] += sum(ask[0] == spoken for ask in asks)
                continue
            of_pair = {
                index: own
                for index, rest in wanted.items()
                if (own := [source for language, source in rest if language == spoken])
            }
            self._machine(engine, spoken, of_pair, progress)

    def _engine(self, spoken: str) -> Engine | None:
        beam_size = self._project.config.draft.beam_size
        engine = engines.find(spoken, self._language, beam_size=beam_size)
        return Cached(engine, self._project.root / CACHE) if engine else None

    def _machine(
        self,
        engine: Engine,
        spoken: str,
        wanted: Mapping[int, list[str]],
        progress: Callable[[Step], None],
    ) -> None:
        """Draft with one engine: catalogue by catalogue, in windows of many segments."""
        segments = Counter(source for sources in wanted.values() for source in sources)
        pair = f"{spoken}-{self._language}"
        watch = Watch(pair, str(engine.provenance), segments.total(), progress)
        made: dict[Ask, Suggestion] = {}
        settled: set[str] = set()
        waiting = {index: set(sources) for index, sources in wanted.items()}
        holders: dict[str, list[int]] = {}
        for index, sources in waiting.items():
            for source in sources:
                holders.setdefault(source, []).append(index)
        try:
            for window in _windows(wanted):
                texts = dict.fromkeys(text for i in window for text in wanted[i])
                todo = [text for text in texts if text not in settled]
                for found in drafts(
                    engine, todo, self._language, spoken=spoken, kept=self._known.glossary.kept
                ):
                    settled.add(found.source)
                    if found.text is None:
                        refused = self._result.refused[self._language]
                        refused[found.reason] += segments[found.source]
                    else:
                        provenance = replace(engine.provenance, score=found.score)
                        made[spoken, found.source] = (found.text, provenance)
                    watch.step(segments[found.source])
                    for index in holders[found.source]:
                        waiting[index].discard(found.source)
                        if not waiting[index]:
                            del waiting[index]
                            self._store(index, made)
        except RuntimeError as error:
            self._result.errors.append(
                TranslatorError(
                    phrase(
                        "the package {pair} does not run: {reason}", pair=pair, reason=str(error)
                    ),
                    remedy=phrase("Check it with `translator models verify {pair}`.", pair=pair),
                )
            )
        finally:
            for index in waiting:
                self._store(index, made)
            self._result.translated[self._language] += sum(segments[s] for s in settled)
            spent = self._result.seconds.get(self._language, 0.0)
            self._result.seconds[self._language] = spent + watch.seconds

    def _open(self, catalogue: Catalogue) -> list[Ask]:
        return [self._ask(entry) for entry in catalogue.entries if self._is_open(entry)]

    def _is_open(self, entry: Entry) -> bool:
        return self._lacks(entry) and len(entry.source) <= LONGEST_SOURCE

    def _lacks(self, entry: Entry) -> bool:
        return entry.state is State.UNTRANSLATED or (self._redo and entry.state is State.DRAFT)

    def _ask(self, entry: Entry) -> Ask:
        return (entry.source_language or self._project.source_language, entry.source)

    def _store(self, index: int, suggestions: Mapping[Ask, Suggestion]) -> None:
        """Put suggestions into a catalogue as it is on disk now."""
        seen = self._catalogues[index]
        if not any(ask in suggestions for ask in self._open(seen)):
            return
        made: Counter[str] = Counter()
        try:
            if self._dry_run:
                self._fill(seen, suggestions, made)
            else:
                with Catalogue.edit(seen.path, self._project.locks) as current:
                    self._fill(current, suggestions, made)
                self._catalogues[index] = current
        except TranslatorError as error:
            self._result.errors.append(error)
            return
        self._result.made[self._language] += made
        name = self._project.relative(seen.path)
        if made and name not in self._result.changed:
            self._result.changed.append(name)

    def _fill(
        self, catalogue: Catalogue, suggestions: Mapping[Ask, Suggestion], made: Counter[str]
    ) -> None:
        for entry in catalogue.entries:
            found = suggestions.get(self._ask(entry))
            if found and self._is_open(entry):
                text, provenance = found
                if (entry.target, str(entry.provenance)) != (text, str(provenance)):
                    entry.suggest(text, provenance)
                    made[provenance.origin] += 1


def _windows(wanted: Mapping[int, list[str]]) -> Iterator[list[int]]:
    """Catalogues in groups of about `_WINDOW` segments."""
    window: list[int] = []
    size = 0
    for index, sources in wanted.items():
        window.append(index)
        size += len(sources)
        if size >= _WINDOW:
            yield window
            window, size = [], 0
    if window:
        yield window
