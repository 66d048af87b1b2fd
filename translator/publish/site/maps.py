"""The site's map for search engines (https://www.sitemaps.org/protocol.html)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from xml.sax.saxutils import escape

from translator.publish.records import Page
from translator.publish.site import FOLDER, Site, index_path, page_path

IN_A_FILE = 10_000
"""Addresses in one file of the map; the protocol allows 50,000 and 50 MiB."""


def maps(site: Site, pages: Callable[[str], Iterator[Page]]) -> Iterator[tuple[str, bytes]]:
    """The map's files; none without a `base-url`, for the protocol asks for whole addresses.

    Args:
        site: The site.
        pages: Gives the items' pages in a language.

    Yields:
        Each file's path, below the output folder, and what is in it.
    """
    if not site.base_url:
        return
    parts: list[str] = []
    for lang in site.languages:
        addresses = _addresses(site, lang, pages(lang))
        while part := list(islice(addresses, IN_A_FILE)):
            number = sum(path.startswith(f"{FOLDER}/{lang}/") for path in parts) + 1
            parts.append(f"{FOLDER}/{lang}/sitemap-{number}.xml")
            yield parts[-1], _xml("urlset", "url", part)
    whole = [(site.address(path, ""), "") for path in parts]
    yield f"{FOLDER}/sitemap.xml", _xml("sitemapindex", "sitemap", whole)


def _addresses(site: Site, lang: str, pages: Iterator[Page]) -> Iterator[tuple[str, str]]:
    """Each page that is a translation or an original, and when it was changed."""
    yield site.address(index_path(lang), ""), ""
    for page in pages:
        if page.translated:
            yield site.address(page_path(lang, page.id), ""), page.updated or page.date


def _xml(root: str, element: str, addresses: Sequence[tuple[str, str]]) -> bytes:
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ]
    for address, changed in addresses:
        when = f"<lastmod>{changed}</lastmod>" if changed else ""
        lines.append(f"  <{element}><loc>{escape(address)}</loc>{when}</{element}>")
    return "\n".join([*lines, f"</{root}>", ""]).encode()
