"""Item formats: each module turns bytes into a Document and a Document into bytes.

A format module has two symmetrical functions:

    parse(data: bytes) -> Document
    render(document: Document, translations: Sequence[str | None]) -> bytes

`render(parse(data), [None] * n) == data` for any data that `parse` accepts.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, cast

from translator.document import Document

FORMATS = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".xml": "feed",
    ".rss": "feed",
    ".atom": "feed",
    ".json": "json_item",
}
"""File-name extension (in lower case) -> name of the format's module."""


class Format(Protocol):
    """What a format module offers."""

    def parse(self, data: bytes) -> Document:
        """Take an item apart.

        Raises:
            TranslatorError: The bytes are not a document of this format.
        """

    def render(self, document: Document, translations: Sequence[str | None]) -> bytes:
        """Put an item together again, with one translation (or None) a segment."""


def for_path(path: Path) -> Format | None:
    """The format of a file by its extension, or None where we have none for it."""
    name = FORMATS.get(path.suffix.lower())
    return cast("Format", importlib.import_module(f"{__name__}.{name}")) if name else None
