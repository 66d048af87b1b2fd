"""The stage itself: decide item by item, write what changed, swap it in.

First every item is decided on, in all languages, and what goes out is written; then the pages and
lists, which depend on what else is out. At any moment one item is in memory.
"""

from __future__ import annotations

import datetime as dt
import functools
import time
from collections.abc import Callable, Iterator

import msgspec

from translator import metadata
from translator.errors import TranslatorError
from translator.index.scan import Folder, folders
from translator.item import Item
from translator.project import Project
from translator.publish import decide, links
from translator.publish.localised import Localised, Opened, file_of
from translator.publish.memory import Memory
from translator.publish.order import Order, digest
from translator.publish.records import Decision, Held, Problem, Record, Source, page_of
from translator.publish.versions import NewVersion
from translator.stamps import is_settled

_MISSING = b"-"
"""The stamp of a catalogue that is not there."""


class Deciding:
    """Decides on every item, and writes the localised ones."""

    def __init__(
        self,
        order: Order,
        version: NewVersion,
        last: Callable[[str], dict[str, Record]],
    ) -> None:
        """Prepare.

        Args:
            order: What to do.
            version: What to write to.
            last: An item as it is out, by language.
        """
        self._order = order
        self._project = order.project
        self._version = version
        self._memory = version.memory
        self._before = version.before
        if self._before and self._before.get("settings") != order.settings:
            self._trusted: Memory | None = None
        else:
            self._trusted = self._before
        self._last = last
        self._due = 0.0
        self._began = time.time_ns()
        self._suffixes: dict[str, str] = {}
        self._linked: list[str] = []
        self._localised = Localised(order, version)

    def run(self) -> None:
        """Decide on all, and write all.

        Raises:
            TranslatorError: The items can't be listed, or the output can't be written.
        """
        if not self._project.content.is_dir():
            _ = self._project.items  # says what is wrong
        every = set(self._order.languages) == set(self._project.languages)
        for folder in folders(self._project):
            for item, stamp in _items_in(self._project, folder):
                self._suffixes[item.id] = item.path.suffix
                catalogues = {
                    lang: found.get(item.id, _MISSING) for lang, found in folder.catalogues.items()
                }
                self._item(item, self._kept(stamp), catalogues)
            settled = all(is_settled(stamp, self._began) for stamp in folder.stamps)
            self._memory.see(folder.path, folder.fingerprint if settled and every else b"")
        addresses = self.addresses()
        for name in self._linked:
            self._localised.write_linked(self.item(name), addresses)
        for name, value in (("now", self._order.now.timestamp()), ("due", self._due)):
            self._memory.set(name, repr(value).encode())
        self._memory.set("settings", self._order.settings)

    def addresses(self) -> links.Addresses:
        """Which addresses lead to items."""
        return links.Addresses(
            self._project.base_url,
            (self._project.source_language, *self._project.languages),
            self._suffixes,
        )

    def item(self, name: str) -> Item:
        """An item that was decided on, by its id."""
        return self._project.item(f"{name}{self._suffixes[name]}")

    def _item(self, item: Item, stamp: bytes, catalogues: dict[str, bytes]) -> None:
        known = self._trusted.source(item.id) if self._trusted else None
        opened = Opened(item)
        fresh = known is None or not stamp or known[0] != stamp
        source = self._source(opened) if known is None or fresh else known[1]
        self._memory.add_source(item.id, stamp, source)
        decided = {} if fresh or not self._trusted else self._trusted.decisions(item.id)
        last = self._last(item.id)
        outcomes: dict[str, Record] = {}
        early = self._not_before(source)
        for lang in self._project.languages:
            if lang not in source.languages and not source.problem:
                continue
            if lang not in self._order.languages:
                self._leave(item, lang, last, outcomes, early)
                if lang in decided:
                    self._memory.add_decision(item.id, lang, *decided[lang])
                continue
            found = self._kept(catalogues.get(lang, _MISSING))
            decision = decided[lang][1] if lang in decided and decided[lang][0] == found else None
            data: bytes | None = None
            if source.problem:
                decision = Decision(reason="its source can't be read")
            elif early:
                decision = Decision(reason=early)
            elif decision is None or not found:
                decision, data = self._decide(opened, lang, linked=bool(source.links))
            # That it is early holds for this run alone.
            self._memory.add_decision(item.id, lang, b"" if early else found, decision)
            keep = None if early else self._kept_record(source, decision, last.get(lang))
            if keep and self._version.keep(f"{lang}/{keep.path}"):
                outcomes[lang] = keep
            elif decision.texts:
                outcomes[lang] = self._record(item, source, decision)
                if not source.links:
                    self._localised.write(opened, outcomes[lang], decision, lang, data)
                continue
            held = Held(item.id, lang, decision.reason, decision.states, lang in outcomes)
            self._memory.hold(held)
        if source.links and any(not record.stale for record in outcomes.values()):
            self._linked.append(item.id)
        self._list(item, source, outcomes, early=bool(early))

    def _kept(self, stamp: bytes) -> bytes:
        """A stamp that tells of the next change; empty where it may not."""
        return stamp if stamp == _MISSING or is_settled(stamp, self._began) else b""

    def _source(self, opened: Opened) -> Source:
        try:
            document = opened.document
        except TranslatorError as error:
            return Source(problem=Problem.of(error))
        known = document.metadata
        texts = [segment.text for segment in document.segments]
        addresses = links.found(opened.item.markup(opened.text))
        found = {address for address in addresses if self._may_be_linked(address)}
        zone = self._project.reading.zone
        return Source(
            digest=digest(opened.data, known.title).hex()[:16],
            title=decide.title_of(document, known.title or decide.main(document, texts)),
            titled=decide.is_titled(document),
            summary=decide.summary_of(document, texts),
            date=known.date.isoformat() if known.date else "",
            updated=known.updated.isoformat() if known.updated else "",
            moment=metadata.moment(known.date, zone).timestamp() if known.date else None,
            languages=tuple(code for code in self._project.languages if known.wants(code)),
            publish_after=known.publish_after.timestamp() if known.publish_after else None,
            withdrawn=known.withdrawn,
            links=tuple(sorted(found)),
        )

    @functools.cached_property
    def _may_be_linked(self) -> Callable[[str], bool]:
        return self.addresses().may_be_an_item

    def _not_before(self, source: Source) -> str:
        """Why an item has to wait; empty where it has not, nor for a preview."""
        after = source.publish_after
        if after is None or after <= self._order.now.timestamp() or self._order.policy.preview:
            return ""
        self._due = min(self._due or after, after)
        when = dt.datetime.fromtimestamp(after, self._project.reading.zone)
        return f"not to be published before {when.isoformat(sep=' ', timespec='minutes')}"

    def _decide(self, opened: Opened, lang: str, *, linked: bool) -> tuple[Decision, bytes | None]:
        """Decide, and write the item where it goes out: only then is it known that it can be."""
        policy = self._order.policy
        decision, texts = decide.decide(self._project, opened.item, opened.document, lang, policy)
        if not decision.texts:
            return decision, None
        try:
            if file_of(opened.item) == "items.json":
                raise TranslatorError(
                    "would be written over by the list of what is published",
                    path=opened.item.source,
                    remedy="Rename the item.",
                )
            data = self._localised.render(opened, texts, lang, None)
        except TranslatorError as error:
            return Decision(reason=str(error.message), problem=Problem.of(error)), None
        return decision, None if linked else data

    def _record(self, item: Item, source: Source, decision: Decision) -> Record:
        return Record(
            id=item.id,
            title=decision.title or source.title,
            path=file_of(item),
            source=item.source,
            source_digest=source.digest,
            complete=decision.complete,
            summary=decision.summary,
            date=source.date or None,
            updated=source.updated or None,
        )

    def _kept_record(
        self, source: Source, decision: Decision, last: Record | None
    ) -> Record | None:
        """The last rendering's record, where the source changed since and the config keeps it."""
        if last is None or (decision.texts and (decision.complete or not last.complete)):
            return None
        if source.problem or decision.problem:
            return last
        if self._project.config.publish.stale != "keep" or last.source_digest == source.digest:
            return None
        return msgspec.structs.replace(last, stale=True)

    def _leave(
        self,
        item: Item,
        lang: str,
        last: dict[str, Record],
        outcomes: dict[str, Record],
        early: str,
    ) -> None:
        """Leave a language as it is out that this run is not about."""
        record = last.get(lang)
        if record and not early and self._version.keep(f"{lang}/{record.path}"):
            outcomes[lang] = record
        for held in self._before.held(item.id) if self._before else ():
            if held.lang == lang:
                self._memory.hold(held)

    def _list(
        self, item: Item, source: Source, outcomes: dict[str, Record], *, early: bool
    ) -> None:
        """Remember what is out, and which pages the site has of it."""
        for lang, record in outcomes.items():
            self._memory.publish(lang, record, source.moment)
        if early or source.withdrawn:
            return
        own = self._project.source_language
        shown = {own: "", **dict.fromkeys(source.languages, "untranslated")}
        for lang in {**shown, **outcomes}:
            page = page_of(item.id, source, outcomes.get(lang), lang, own)
            if page:
                self._memory.add_page(page, source.moment)


def _items_in(project: Project, folder: Folder) -> Iterator[tuple[Item, bytes]]:
    prefix = f"{folder.path}/" if folder.path else ""
    seen: dict[str, Item] = {}
    for name in sorted(folder.sources):
        item = project.item(prefix + name)
        if item.id in seen:
            raise item.twice(seen[item.id])
        seen[item.id] = item
        yield item, folder.sources[name]
