"""Writes the localised items: those that link to others when it is known which of these are out."""

from __future__ import annotations

import functools
from collections.abc import Callable

from translator.document import Document
from translator.item import Item
from translator.publish import decide, links
from translator.publish.localise import localise
from translator.publish.order import Order, digest
from translator.publish.records import Decision, Record, Source
from translator.publish.versions import NewVersion

Replace = Callable[[str], str | None]
"""What the destination of a link becomes; None leaves it as it is."""


class Opened:
    """An item's file, read when it is asked for, and once."""

    def __init__(self, item: Item) -> None:
        self.item = item

    @functools.cached_property
    def data(self) -> bytes:
        """Its bytes."""
        return self.item.data()

    @functools.cached_property
    def document(self) -> Document:
        """It, taken apart."""
        return self.item.parse(self.data)

    @functools.cached_property
    def text(self) -> str:
        """Its text, decoded."""
        return self.document.splice([None] * len(self.document.segments))


def file_of(item: Item) -> str:
    """Where a localised item stands, below the language's folder."""
    return f"{item.id}{item.path.suffix}"


class Localised:
    """The localised items of a version."""

    def __init__(self, order: Order, version: NewVersion) -> None:
        self._order = order
        self._project = order.project
        self._version = version
        self._memory = version.memory

    def render(
        self,
        opened: Opened,
        texts: list[str],
        lang: str,
        replace: Replace | None,
    ) -> bytes:
        """An item's file in a language.

        Raises:
            TranslatorError: A text does not fit the markup of its segment.
        """
        base = self._project.base_url
        address = f"{base}{lang}/{file_of(opened.item)}" if base else None
        return localise(opened.item, opened.document, texts, lang, address=address, replace=replace)

    def write(
        self, opened: Opened, record: Record, decision: Decision, lang: str, data: bytes | None
    ) -> None:
        """Write an item that links to no other; `data` is its file, where it was made already."""
        key = self._key(record, decision, lang, [])
        self._version.put(
            f"{lang}/{record.path}", key, lambda: data or self._again(opened, lang, None)
        )

    def _again(self, opened: Opened, lang: str, replace: Replace | None) -> bytes:
        _, texts = decide.decide(
            self._project, opened.item, opened.document, lang, self._order.policy
        )
        return self.render(opened, texts, lang, replace)

    def write_linked(self, item: Item, addresses: links.Addresses) -> None:
        """Write an item that has links, now that it is known which items are out."""
        found = self._memory.source(item.id)
        source = found[1] if found else Source()
        opened = Opened(item)
        decisions = self._memory.decisions(item.id)
        for lang, record in self._memory.records(item.id).items():
            kept = record.stale or lang not in self._order.languages
            if kept or lang not in decisions or not decisions[lang][1].texts:
                continue
            replace = functools.partial(self._link, addresses, item.id, lang)
            changes = [(link, new) for link in source.links if (new := replace(link)) is not None]
            key = self._key(record, decisions[lang][1], lang, changes)
            self._version.put(
                f"{lang}/{record.path}",
                key,
                functools.partial(self._again, opened, lang, dict(changes).get),
            )

    def _link(self, addresses: links.Addresses, item: str, lang: str, link: str) -> str | None:
        """What a link in a localised item becomes; None where it stays as it is."""
        target = addresses.target(item, link)
        if target is None:
            return None
        if self._memory.is_out(target.item, lang):
            return target.address(f"{target.base}{lang}/") if target.base else None
        base = self._project.base_url
        return target.address(base) if base and not target.base else None

    def _key(
        self, record: Record, decision: Decision, lang: str, changes: list[tuple[str, str]]
    ) -> bytes:
        settings = self._order.settings
        return digest(settings, record.source_digest, record.path, decision.texts, lang, changes)
