"""The second stage: untranslated entries get suggestions, from what is known, then an engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from translator import engines, glossary
from translator.draft.cache import Cached
from translator.draft.known import Known, Suggestion
from translator.draft.machine import drafts
from translator.draft.report import Drafting, Step, Stop, Watch
from translator.draft.sheets import Ask, Sheet, Sheets
from translator.engines import Engine, EngineLost, Find
from translator.errors import TranslatorError
from translator.item import Item
from translator.memory import opened
from translator.message import phrase
from translator.project import Project

CACHE = Path(".translator", "drafts.db")
_WINDOW = 2000
"""Segments of the catalogues that are in memory together: it does not grow with the project."""


def draft(
    project: Project,
    *,
    languages: tuple[str, ...] = (),
    patterns: tuple[str, ...] = (),
    machine: bool = True,
    redo: bool = False,
    dry_run: bool = False,
    find: Find = engines.find,
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
        find: Where engines come from; the packages of this machine if not given.
        progress: Called after every segment an engine looked at; it may raise `Stop`.

    Raises:
        TranslatorError: A language or pattern is wrong.
    """
    result = Drafting()
    items = project.select_items(patterns)
    chosen = project.select_languages(languages)
    memory = opened(project, chosen)
    try:
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
            work.fill(items)
            if machine:
                try:
                    work.translate(find, progress)
                except EngineLost as error:
                    result.errors.append(error)
                    machine = False
    except Stop:
        result.stopped = True
    return result


class _Language:
    """One language while it is drafted."""

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
        self._sheets = Sheets(project, language, result, redo=redo, dry_run=dry_run)
        self._stays_open = redo or dry_run
        self._left: dict[str, list[Item]] = {}
        self._segments: Counter[str] = Counter()

    def fill(self, items: Iterable[Item]) -> None:
        """Draft with what is known; note, by language spoken, which items have more to be done."""
        for window in self._sheets.read(items, lambda: _WINDOW):
            asks = dict.fromkeys(ask for sheet in window for ask in sheet.asks)
            found = {ask: best for ask in asks if (best := self._known.best(*ask))}
            for sheet in window:
                self._sheets.store(sheet, found)
                left = [spoken for spoken, text in sheet.asks if (spoken, text) not in found]
                self._segments.update(left)
                for spoken in set(left):
                    self._left.setdefault(spoken, []).append(sheet.item)
        if self._sheets.overlong:
            self._result.refused[self._language]["overlong"] += self._sheets.overlong

    def translate(self, find: Find, progress: Callable[[Step], None]) -> None:
        """Draft what is left with engines, and count what they can't.

        Raises:
            EngineLost: What engines run on is gone.
        """
        for spoken in sorted(self._left.keys() - {self._language}):
            pair = f"{spoken}-{self._language}"
            total = self._segments[spoken]
            try:
                engine = self._engine(find, spoken)
                if engine is None:
                    self._result.missing[pair] += total
                    continue
                self._machine(engine, spoken, Watch(pair, engine, total, progress))
            except EngineLost:
                raise
            except TranslatorError as error:
                self._result.errors.append(error)
            except RuntimeError as error:
                said = phrase(
                    "the package {pair} does not run: {reason}", pair=pair, reason=str(error)
                )
                remedy = phrase("Check it with `translator models verify {pair}`.", pair=pair)
                self._result.errors.append(TranslatorError(said, remedy=remedy))

    def _engine(self, find: Find, spoken: str) -> Engine | None:
        beam_size = self._project.config.draft.beam_size
        engine = find(spoken, self._language, beam_size=beam_size)
        return Cached(engine, self._project.root / CACHE) if engine else None

    def _machine(self, engine: Engine, spoken: str, watch: Watch) -> None:
        """Draft with one engine, window by window."""
        watch.step(0)
        settled = 0
        try:
            for window in self._sheets.read(self._left[spoken], lambda: engine.appetite):
                # Closed at once, so that all is stored before whatever ends it goes on.
                with closing(self._drafted(window, engine, spoken)) as done:
                    for segments in done:
                        settled += segments
                        watch.step(segments)
        finally:
            self._result.translated[self._language] += settled
            spent = self._result.seconds.get(self._language, 0.0)
            self._result.seconds[self._language] = spent + watch.seconds

    def _drafted(self, window: Sequence[Sheet], engine: Engine, spoken: str) -> Generator[int]:
        """Draft the catalogues in memory; each is stored when its last segment is done.

        Yields:
            The number of segments that were settled.
        """
        asked = [self._wanted(sheet, spoken) for sheet in window]
        segments = Counter(source for sources in asked for source in sources)
        waiting = {index: set(sources) for index, sources in enumerate(asked) if sources}
        holders: dict[str, list[int]] = {}
        for index, sources in waiting.items():
            for source in sources:
                holders.setdefault(source, []).append(index)
        made: dict[Ask, Suggestion] = {}
        kept = self._known.glossary.kept
        try:
            for found in drafts(engine, [*segments], self._language, spoken=spoken, kept=kept):
                if found.text is None:
                    self._result.refused[self._language][found.reason] += segments[found.source]
                else:
                    provenance = replace(engine.provenance, score=found.score)
                    made[spoken, found.source] = (found.text, provenance)
                yield segments[found.source]
                for index in holders[found.source]:
                    waiting[index].discard(found.source)
                    if not waiting[index]:
                        del waiting[index]
                        self._sheets.store(window[index], made)
        finally:
            for index in waiting:
                self._sheets.store(window[index], made)

    def _wanted(self, sheet: Sheet, spoken: str) -> list[str]:
        """What of a catalogue an engine is to translate."""
        wanted = [source for language, source in sheet.asks if language == spoken]
        if not self._stays_open:
            return wanted  # what is known was filled in, and is not open any more
        return [source for source in wanted if not self._known.best(spoken, source)]
