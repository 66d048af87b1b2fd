"""What tells other programs what is out: `items.json`, `feed.xml`, `held.json`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

import msgspec

from translator.publish import feed, site
from translator.publish.memory import Memory
from translator.publish.records import Held, ItemList, Page, Record
from translator.publish.site.theme import date_text
from translator.publish.versions import NewVersion

ITEMS = "items.json"
FEED = "feed.xml"
HELD = "held.json"


class _HeldList(msgspec.Struct):
    version: int = 1
    held: list[Held] = []


def write(maker: site.Site, version: NewVersion) -> None:
    """Write the lists of a version, whose items and pages are all known.

    Raises:
        TranslatorError: A file can't be written.
    """
    memory = version.memory
    source, *targets = maker.languages
    for lang in targets:
        records = (_shown(maker, memory, record, lang) for record in memory.published(lang))
        version.put_pieces(f"{lang}/{ITEMS}", _json(ItemList(language=lang), records))
    if maker.preview:
        return
    version.put_pieces(HELD, _json(_HeldList(), memory.held()))
    for lang in maker.languages:
        pages = list(islice(_feed_pages(memory, lang), feed.MOST))
        paths = [f"{site.FOLDER}/{lang}/{FEED}"]
        # An item that is itself a feed of this name goes before.
        if lang != source and memory.key(f"{lang}/{FEED}") is None:
            paths.append(f"{lang}/{FEED}")
        for path in paths:
            version.put_data(path, _feed(maker, lang, path, pages))


def _feed_pages(memory: Memory, lang: str) -> Iterator[Page]:
    return (page for page in memory.pages(lang) if page.date and page.text_lang == lang)


def _feed(maker: site.Site, lang: str, path: str, pages: list[Page]) -> bytes:
    name = maker.project.config.project.name
    channel = feed.Channel(
        title=f"{name} – {maker.words(lang)['news']}",
        language=lang,
        path=path,
        address=maker.address(f"{site.FOLDER}/{lang}/{FEED}", "") if maker.base_url else "",
        page=maker.address(site.index_path(lang), ""),
        author=name,
    )
    entries = [(page, maker.address(site.page_path(lang, page.id), "")) for page in pages]
    return feed.atom(channel, entries, maker.project.reading)


def _shown(maker: site.Site, memory: Memory, record: Record, lang: str) -> Record:
    """A record with what depends on the other languages, and on where the output will stand."""
    addresses = maker.addresses(record.id)
    translated = memory.translations(record.id)
    return msgspec.structs.replace(
        record,
        date_text=date_text(record.date, lang, maker.project.reading) if record.date else None,
        url=addresses[lang],
        alternates={code: url for code, url in addresses.items() if code in translated},
    )


def _json(head: ItemList | _HeldList, entries: Iterable[Record | Held]) -> Iterator[bytes]:
    """A listing as JSON, in pieces: its entries may be very many.

    Args:
        head: The listing, without its entries, which are its last key.
        entries: The entries.
    """
    written = _formatted(head)
    start = before = written.removesuffix(b"[]\n}") + b"[\n    "
    for entry in entries:
        yield before + _formatted(entry).replace(b"\n", b"\n    ")
        before = b",\n    "
    yield written + b"\n" if before is start else b"\n  ]\n}\n"


def _formatted(data: ItemList | _HeldList | Record | Held) -> bytes:
    return msgspec.json.format(msgspec.json.encode(data), indent=2)
