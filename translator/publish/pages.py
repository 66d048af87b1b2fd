"""The site of a version: which pages there are, what each is made from."""

from __future__ import annotations

import functools
import posixpath
from pathlib import Path
from urllib.parse import quote, unquote

from translator import formats
from translator.item import Item
from translator.metadata.sidecar import SUFFIX
from translator.project import HIDDEN
from translator.publish import links, site
from translator.publish.memory import Memory
from translator.publish.order import Order, digest
from translator.publish.records import Page, Source
from translator.publish.site.maps import maps
from translator.publish.stage import Deciding
from translator.publish.versions import NewVersion


def languages_of(order: Order, memory: Memory) -> list[str]:
    """The languages that a version has: the items' own, and those that were ever published."""
    out = memory.counts()
    return [
        order.project.source_language,
        *(code for code in order.project.languages if code in order.languages or code in out),
    ]


def write_site(
    order: Order, theme: site.Theme, version: NewVersion, deciding: Deciding
) -> site.Site:
    """Write the site's pages.

    Returns:
        What wrote them.

    Raises:
        TranslatorError: A template is wrong, or a file can't be written.
    """
    writer = _Writer(order, theme, version, deciding)
    writer.write()
    return writer.site


class _Writer:
    def __init__(
        self, order: Order, theme: site.Theme, version: NewVersion, deciding: Deciding
    ) -> None:
        self._order = order
        self._theme = theme
        self._version = version
        self._memory = version.memory
        self._deciding = deciding
        self._addresses = deciding.addresses()
        self._languages = languages_of(order, self._memory)
        self.site = site.Site(order.project, theme, self._languages, preview=order.policy.preview)
        self._media: set[str] = set()
        self._settled = digest(order.settings, theme.digest, self._languages)

    def write(self) -> None:
        for name, source in self._memory.sources():
            pages = self._memory.pages_of(name)
            item = self._deciding.item(name)
            for lang, page in pages.items():
                if lang in self._languages:
                    self._item_page(item, page, pages, source)
        for former, today in self._order.former.items():
            self._moved_page(former, today)
        for lang in self._languages:
            count = self._memory.count_pages(lang)
            pages_of = self._memory.pages(lang)
            for path, made_from, make in self.site.index_pages(lang, pages_of, count):
                self._version.put(path, digest(self._settled, made_from), make)
        self._version.put_data(f"{site.FOLDER}/index.html", self.site.home_page())
        self._version.put_data(f"{site.FOLDER}/{site.STYLE}", self._theme.style.encode())
        if not self._order.policy.preview:
            for path, data in maps(self.site, self._memory.pages):
                self._version.put_data(path, data)

    def _item_page(self, item: Item, page: Page, pages: dict[str, Page], source: Source) -> None:
        path = site.page_path(page.lang, page.id)
        replace = functools.partial(self._replace, item, page.lang)
        changes = [(link, replace("", link)) for link in source.links]
        made_of = self._memory.key(page.path) if page.path else source.digest
        key = digest(self._settled, page, sorted(pages.items()), changes, made_of)

        def make() -> bytes:
            data = self._version.read(page.path) if page.path else item.data()
            return self.site.item_page(item, page, pages, data, replace)

        self._version.put(path, key, make)

    def _moved_page(self, former: str, today: str) -> None:
        """Lead the readers of an item's former address to the one it has today."""
        if self._memory.source(former):
            return
        for lang, page in self._memory.pages_of(today).items():
            if lang in self._languages:
                path = site.page_path(lang, former)
                key = digest(self._settled, page, path)
                make = functools.partial(self.site.moved_page, page, path)
                self._version.put(path, key, make)

    def _replace(self, item: Item, lang: str, _: str, address: str) -> str:
        """What an address on an item's page becomes, in which links lead to pages of the site."""
        start = site.page_path(lang, item.id)
        target = self._addresses.target(item.id, address)
        if target:
            source = self._order.project.source_language
            for code in (lang, source):
                if code in self._languages and self._memory.has_page(target.item, code):
                    there = links.relative(start, site.page_path(code, target.item))
                    return quote(there) + target.tail
            return address
        media = self._media_file(item, address)
        return quote(links.relative(start, media)) if media else address

    def _media_file(self, item: Item, address: str) -> str | None:
        """A picture or other file beside an item, put into the site; None where it is none."""
        if not self._addresses.may_be_an_item(address):
            return None
        path = unquote(address.partition("?")[0].partition("#")[0])
        name = posixpath.normpath(posixpath.join(posixpath.dirname(item.id), path))
        parts = name.split("/")
        if any(part.startswith(HIDDEN) for part in parts) or name.endswith(SUFFIX):
            return None
        place = self._order.project.content / name
        if formats.known(name) or not _inside(place, self._order.project.content):
            return None
        made = f"{site.MEDIA}/{name}"
        if made not in self._media:
            self._media.add(made)
            found = place.stat()
            self._version.put(
                made, digest(name, found.st_size, found.st_mtime_ns), place.read_bytes
            )
        return made


def _inside(place: Path, folder: Path) -> bool:
    try:
        return place.is_file() and place.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError):
        return False
