"""How large things may be. What is larger is refused, so that time and memory stay bounded.

A news item has a few thousand characters, a paragraph a few hundred. The limits are far above that,
and low enough that what just fits is done in seconds; `docs/security.md` has the table of what each
costs, and `tests/faults/test_bounds.py` holds it.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from translator.errors import TranslatorError
from translator.message import phrase

LARGEST_ITEM = 2_000_000
"""Bytes of an item's file."""
MOST_LINES = 50_000
"""Lines of an item; Markdown's blocks cost most, some 40 µs and 2.5 kB each."""
MOST_BRACKETS = 100_000
"""Tags of a page or feed, objects and arrays of JSON."""
MOST_SEGMENTS = 10_000
"""Segments of an item."""
LONGEST_SOURCE = 10_000
"""Characters of a segment, so that its translation finds room in `LONGEST_TEXT`."""
LONGEST_TEXT = 20_000
"""Characters of a translation, and of any text that rules judge or the memory keeps."""
LARGEST_CATALOGUE = 8_000_000
"""Bytes of a PO file: an item of the largest size, its translation, and what went before."""
MOST_ENTRIES = 20_000
"""Entries of a PO file, obsolete ones included."""
MOST_ENTRY_LINES, LARGEST_ENTRY = 2_000, 1_000_000
"""Lines and characters of an entry of a PO file; polib takes the square of an entry's lines."""
MOST_REFERENCES = 2_500_000
"""Characters of a PO file's references and flags, of which each is an object in memory."""
MOST_IMPORTED = 100_000
"""Entries of a PO or MO file for the memory."""
LARGEST_RECEIVED = 20_000_000
"""Bytes of a file from elsewhere that is read whole, and of a part of one after unpacking."""
MOST_MARKS = 1_000_000
"""Tags and attributes of an XML file that is read whole: each is 100 to 200 bytes in memory."""
MOST_ROWS, MOST_CELLS = 100_000, 2_000
"""Rows of a table, and cells of one."""
DEEPEST = 250
"""Elements inside each other, where our own code descends into them."""
LARGEST_SETTINGS = 1_000_000
"""Bytes of the config, of a file beside an item, of a package's metadata."""
LARGEST_REQUEST = 2_000_000
"""Bytes of a request to the review server."""
MOST_FINDINGS = 20
"""Findings of one rule in one text; a broken text has thousands of the same kind."""


def read(path: Path, most: int, name: Path | str | None = None) -> bytes:
    """A file's bytes, unless they are more than allowed.

    Args:
        path: The file.
        most: How many bytes it may have.
        name: The file, as reports name it, where not by its path.

    Raises:
        TranslatorError: It is larger, or no regular file (a pipe would never end).
        OSError: It can't be read.
    """
    with open(path, "rb", buffering=0, opener=_without_waiting) as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise TranslatorError(phrase("is no regular file"), path=name or path)
        if found.st_size > most:
            raise too_large(most, name or path)
        return file.read()


def too_large(most: int, path: Path | str, remedy: str = "") -> TranslatorError:
    """The error for a file of more bytes than allowed."""
    message = phrase("is larger than {size} MB", size=most // 1_000_000)
    return TranslatorError(message, path=path, remedy=remedy)


def _without_waiting(path: str, flags: int) -> int:
    """Open a file, even a pipe that nobody writes into, at once."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
