"""Finds files of each format on the machine. None is copied into the repository."""

from __future__ import annotations

import random
import re
import site
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

_PLACES = (*site.getsitepackages(), "/usr/share/doc", "/usr/lib/node_modules")
FOLDERS = tuple(map(Path, _PLACES))
_METADATA = re.compile(rb"^Description-Content-Type:\s*text/markdown", re.MULTILINE | re.IGNORECASE)
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]")
_EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n.*?^`{32}$", re.DOTALL | re.MULTILINE)
_HEAD = 3000


class Text(NamedTuple):
    """One file."""

    name: str
    data: bytes


class Kind(NamedTuple):
    """A format, as files are found and read.

    Attributes:
        suffix: Of the file that the formats see.
        patterns: Globs of its files.
        take: The texts in a file's bytes.
    """

    suffix: str
    patterns: tuple[str, ...]
    take: Callable[[str, bytes], list[bytes]]


def examples(specification: str) -> list[str]:
    """The examples of the CommonMark specification."""
    return [match[1].replace("→", "\t") for match in _EXAMPLE.finditer(specification)]


def _all(_: str, data: bytes) -> list[bytes]:
    return [data]


def _description(name: str, data: bytes) -> list[bytes]:
    """A Markdown file, or the Markdown description in a Python package's metadata."""
    if name.endswith("METADATA"):
        head, _, data = data.partition(b"\n\n")
        return [data] if _METADATA.search(head) else []
    return [data]


def _feed(_: str, data: bytes) -> list[bytes]:
    return [data] if _FEED.search(data[:_HEAD]) else []


def _examples(_: str, data: bytes) -> list[bytes]:
    return [text.encode() for text in examples(data.decode())]


KINDS = {
    "markdown": Kind(".md", ("*.md", "*.markdown", "METADATA"), _description),
    "commonmark": Kind(".md", ("commonmark-spec/spec.txt",), _examples),
    "html": Kind(".html", ("*.html", "*.htm"), _all),
    "feed": Kind(".xml", ("*.xml", "*.rss", "*.atom"), _feed),
    "json": Kind(".json", ("*.json",), _all),
    "text": Kind(".txt", ("*.txt", "README", "README.Debian"), _all),
}


def find(kind: str, folders: Iterable[Path], limit: int, size: int) -> Iterator[Text]:
    """Up to `limit` files of at most `size` bytes, none twice, the same ones each time."""
    paths: set[Path] = set()
    for folder in folders:
        for pattern in KINDS[kind].patterns:
            paths |= {path for path in folder.rglob(pattern) if path.is_file()}
    ordered = sorted(paths)
    random.Random(1).shuffle(ordered)
    seen: set[bytes] = set()
    for path in ordered:
        if len(seen) == limit:
            return
        for data in KINDS[kind].take(path.name, path.read_bytes()):
            if 0 < len(data) <= size and data not in seen and len(seen) < limit:
                seen.add(data)
                yield Text(str(path), data)
