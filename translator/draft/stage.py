"""The second stage: untranslated entries get suggestions, from what is known, then an engine.

A person's text is never touched: only entries that are untranslated (or, with `redo`, untouched
drafts) when the catalogue is locked for writing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from translator import engines, glossary
from translator.catalogue import Catalogue
from translator.draft.cache import Cached
from translator.draft.known import Known, Suggestion
from translator.draft.machine import drafts
from translator.draft.report import Drafting, Step, Stop, Watch
from translator.engines import Engine, EngineLost, Find
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
                work.translate(find, progress)
    except Stop:
        result.stopped = True
    except EngineLost as error:
        result.errors.append(error)
    return result


@dataclass(slots=True)
class _Sheet:
    """A catalogue in memory, and what of it is to be drafted now."""

    item: Item
    catalogue: Catalogue
    asks: list[Ask]


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
        self._left: list[tuple[Item, Counter[str]]] = []
        self._changed: set[str] = set()

    def fill(self, items: Iterable[Item]) -> None:
        """Draft with what is known, and count what is left, by item and by language spoken."""
        for window in _windows(self._sheets(items), lambda: _WINDOW):
            found = self._best(window)
            for sheet in window:
                self._store(sheet, found)
                if left := Counter(
                    spoken for spoken, text in sheet.asks if (spoken, text) not in found
                ):
                    self._left.append((sheet.item, left))

    def translate(self, find: Find, progress: Callable[[Step], None]) -> None:
        """Draft what is left with engines, and count what they can't."""
        spoken_ones = {spoken for _, left in self._left for spoken in left}
        for spoken in sorted(spoken_ones - {self._language}):
            pair = f"{spoken}-{self._language}"
            total = sum(left[spoken] for _, left in self._left)
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
                self._result.errors.append(
                    TranslatorError(
                        phrase(
                            "the package {pair} does not run: {reason}",
                            pair=pair,
                            reason=str(error),
                        ),
                        remedy=phrase(
                            "Check it with `translator models verify {pair}`.", pair=pair
                        ),
                    )
                )

    def _engine(self, find: Find, spoken: str) -> Engine | None:
        beam_size = self._project.config.draft.beam_size
        engine = find(spoken, self._language, beam_size=beam_size)
        return Cached(engine, self._project.root / CACHE) if engine else None

    def _machine(self, engine: Engine, spoken: str, watch: Watch) -> None:
        """Draft with one engine, window by window."""
        watch.step(0)
        items = (item for item, left in self._left if left[spoken])
        settled = 0
        try:
            for window in _windows(self._sheets(items, spoken), lambda: engine.appetite):
                # Closed at once, so that all is stored before whatever ends it goes on.
                with closing(self._drafted(window, engine, spoken)) as done:
                    for segments in done:
                        settled += segments
                        watch.step(segments)
        finally:
            self._result.translated[self._language] += settled
            spent = self._result.seconds.get(self._language, 0.0)
            self._result.seconds[self._language] = spent + watch.seconds

    def _drafted(self, window: Sequence[_Sheet], engine: Engine, spoken: str) -> Generator[int]:
        """Draft the catalogues in memory; each is stored when its last segment is done.

        Yields:
            The number of segments that were settled.
        """
        segments = Counter(source for sheet in window for _, source in sheet.asks)
        waiting = {index: {source for _, source in s.asks} for index, s in enumerate(window)}
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
                        self._store(window[index], made)
        finally:
            for index in waiting:
                self._store(window[index], made)

    def _sheets(self, items: Iterable[Item], spoken: str | None = None) -> Iterator[_Sheet]:
        """The catalogues of items that have something to be drafted, read one by one.

        Args:
            items: The items.
            spoken: Only what is in this language, and is not known without an engine.
        """
        for item in items:
            path = self._project.catalogue_path(self._language, item.id)
            try:
                if not path.exists() or not item.metadata(item.data()).wants(self._language):
                    continue
                catalogue = Catalogue.load(path)
            except TranslatorError as error:
                self._result.errors.append(error)
                continue
            asks = [self._ask(entry) for entry in catalogue.entries if self._is_open(entry)]
            if spoken is None:
                self._refuse_overlong(catalogue)
            else:
                asks = [ask for ask in asks if ask[0] == spoken]
                # Otherwise what is known was filled in, and is not open any more.
                if self._redo or self._dry_run:
                    asks = [ask for ask in asks if not self._known.best(*ask)]
            if asks:
                yield _Sheet(item, catalogue, asks)

    def _refuse_overlong(self, catalogue: Catalogue) -> None:
        """Count what is left alone because of its length."""
        if found := sum(self._lacks(e) and not self._is_open(e) for e in catalogue.entries):
            self._result.refused[self._language]["overlong"] += found

    def _best(self, window: Sequence[_Sheet]) -> dict[Ask, Suggestion]:
        asks = dict.fromkeys(ask for sheet in window for ask in sheet.asks)
        return {ask: best for ask in asks if (best := self._known.best(*ask))}

    def _is_open(self, entry: Entry) -> bool:
        return self._lacks(entry) and len(entry.source) <= LONGEST_SOURCE

    def _lacks(self, entry: Entry) -> bool:
        return entry.state is State.UNTRANSLATED or (self._redo and entry.state is State.DRAFT)

    def _ask(self, entry: Entry) -> Ask:
        return (entry.source_language or self._project.source_language, entry.source)

    def _store(self, sheet: _Sheet, suggestions: Mapping[Ask, Suggestion]) -> None:
        """Put suggestions into a catalogue as it is on disk now."""
        if not any(ask in suggestions for ask in sheet.asks):
            return
        made: Counter[str] = Counter()
        path = sheet.catalogue.path
        try:
            if self._dry_run:
                self._fill(sheet.catalogue, suggestions, made)
            else:
                with Catalogue.edit(path, self._project.locks) as current:
                    self._fill(current, suggestions, made)
        except TranslatorError as error:
            self._result.errors.append(error)
            return
        self._result.made[self._language] += made
        name = self._project.relative(path)
        if made and name not in self._changed:
            self._changed.add(name)
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


def _windows(sheets: Iterable[_Sheet], size: Callable[[], int]) -> Iterator[list[_Sheet]]:
    """Catalogues in groups of about so many segments."""
    window: list[_Sheet] = []
    held = 0
    for sheet in sheets:
        window.append(sheet)
        held += len(sheet.asks)
        if held >= size():
            yield window
            window, held = [], 0
    if window:
        yield window
