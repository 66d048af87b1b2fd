"""The catalogues of one language while they are drafted: a few are in memory at a time.

A person's text is never touched: only entries that are untranslated (or, with `redo`, untouched
drafts) when the catalogue is locked for writing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from translator.catalogue import Catalogue
from translator.draft.known import Suggestion
from translator.draft.report import Drafting
from translator.entry import Entry
from translator.errors import TranslatorError
from translator.item import Item
from translator.limits import LONGEST_SOURCE
from translator.project import Project
from translator.state import State

Ask = tuple[str, str]
"""What is to be translated: the source's language and the source."""


@dataclass(slots=True)
class Sheet:
    """A catalogue in memory, and what of it is to be drafted."""

    item: Item
    catalogue: Catalogue
    asks: list[Ask]


class Sheets:
    """The catalogues of one language.

    Attributes:
        overlong: Entries that the last reading left alone because of their length.
    """

    def __init__(
        self, project: Project, language: str, result: Drafting, *, redo: bool, dry_run: bool
    ) -> None:
        self._project = project
        self._language = language
        self._result = result
        self._redo = redo
        self._dry_run = dry_run
        self._changed: set[str] = set()
        self.overlong = 0

    def read(self, items: Iterable[Item], size: Callable[[], int]) -> Iterator[list[Sheet]]:
        """The catalogues of items that have something to be drafted.

        Args:
            items: The items.
            size: Segments that may be in memory together, about.

        Yields:
            Catalogues with about so many segments.
        """
        window: list[Sheet] = []
        held = self.overlong = 0
        for item in items:
            catalogue = self._load(item)
            if catalogue is None:
                continue
            lacking = [entry for entry in catalogue.entries if self._lacks(entry)]
            asks = [self._ask(e) for e in lacking if len(e.source) <= LONGEST_SOURCE]
            self.overlong += len(lacking) - len(asks)
            if asks:
                window.append(Sheet(item, catalogue, asks))
                held += len(asks)
            if held >= size():
                yield window
                window, held = [], 0
        if window:
            yield window

    def store(self, sheet: Sheet, suggestions: Mapping[Ask, Suggestion]) -> None:
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

    def _load(self, item: Item) -> Catalogue | None:
        """An item's catalogue; None where there is none, or it can't be read."""
        path = self._project.catalogue_path(self._language, item.id)
        try:
            if path.exists() and item.metadata(item.data()).wants(self._language):
                return Catalogue.load(path)
        except TranslatorError as error:
            self._result.errors.append(error)
        return None

    def _is_open(self, entry: Entry) -> bool:
        return self._lacks(entry) and len(entry.source) <= LONGEST_SOURCE

    def _lacks(self, entry: Entry) -> bool:
        return entry.state is State.UNTRANSLATED or (self._redo and entry.state is State.DRAFT)

    def _ask(self, entry: Entry) -> Ask:
        return (entry.source_language or self._project.source_language, entry.source)

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
