"""`feed.xml`: what is newest in a language, as an Atom feed (RFC 4287)."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from translator import metadata
from translator.publish import links
from translator.publish.records import Page

MOST = 50
"""Entries in a feed; readers ask for it often and remember what they have seen."""
_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Channel:
    """What a feed says of itself.

    Attributes:
        title: Its title.
        language: The language of its entries.
        path: Where it stands, below the output folder.
        address: Its address; empty where the config has no `base-url`.
        page: The address of the page that has the same news; a path like `path` without.
        author: Who publishes it.
    """

    title: str
    language: str
    path: str
    address: str
    page: str
    author: str

    def link(self, page: str) -> str:
        """The address of a page, as seen from the feed where it has none."""
        return page if self.address else links.relative(self.path, page)


def atom(channel: Channel, entries: Sequence[tuple[Page, str]], reading: metadata.Reading) -> bytes:
    """Write a feed.

    Args:
        channel: What it says of itself.
        entries: Its entries, newest first, with their addresses; each has a date.
        reading: The zone in which days begin.
    """
    moments = [_moment(page.updated or page.date, reading) for page, _ in entries]
    address = channel.address
    name = address or _urn(channel.author, channel.language)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={_quoted(channel.language)}>',
        f"  <title>{_text(channel.title)}</title>",
        f"  <id>{_text(name)}</id>",
        # A feed must say when it changed, and nothing in it may depend on when it was made.
        f"  <updated>{max(moments, default='1970-01-01T00:00:00Z')}</updated>",
        f'  <link rel="alternate" type="text/html" href={_quoted(channel.link(channel.page))}/>',
        f"  <author><name>{_text(channel.author)}</name></author>",
    ]
    if address:
        lines.append(f'  <link rel="self" type="application/atom+xml" href={_quoted(address)}/>')
    for (page, url), moment in zip(entries, moments, strict=True):
        lines += _entry(channel, page, url, moment, reading)
    return "\n".join([*lines, "</feed>", ""]).encode()


def _entry(
    channel: Channel, page: Page, url: str, updated: str, reading: metadata.Reading
) -> list[str]:
    name = url if channel.address else _urn(channel.author, channel.language, page.id)
    published = _moment(page.date, reading)
    lines = [
        "  <entry>",
        f"    <title>{_text(page.title or page.id)}</title>",
        f"    <id>{_text(name)}</id>",
        f"    <published>{published}</published>",
        f"    <updated>{updated}</updated>",
        f'    <link rel="alternate" type="text/html" href={_quoted(channel.link(url))}/>',
    ]
    if page.summary:
        lines.append(f"    <summary>{_text(page.summary)}</summary>")
    return [*lines, "  </entry>"]


def _moment(date: str, reading: metadata.Reading) -> str:
    found = metadata.parse(date)
    assert found is not None  # noqa: S101 - it was written by isoformat
    moment = metadata.moment(found, reading.zone).astimezone(dt.UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _urn(*names: str) -> str:
    """A name that stays, for a project that has no address."""
    return uuid.uuid5(uuid.NAMESPACE_URL, "/".join(names)).urn


def _text(text: str) -> str:
    return escape(_NO_XML.sub("", text))


def _quoted(text: str) -> str:
    return quoteattr(_NO_XML.sub("", text))
