"""SQLite files that are made from other files: one that is spoilt is thrown away and made anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from translator.errors import TranslatorError, reason
from translator.message import phrase


def connect(
    path: Path,
    open_file: Callable[[Path], sqlite3.Connection],
    discard_file: Callable[[Path], None],
) -> sqlite3.Connection:
    """Open a database that can be made anew, and make it anew where it is spoilt.

    Args:
        path: The file; its folder is made where it is missing.
        open_file: Opens it, and fills it where it is empty.
        discard_file: Throws it away: `discard`, or more than that.

    Raises:
        TranslatorError: The folder can't be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return open_file(path)
        except sqlite3.DatabaseError as error:
            if not is_spoilt(error):
                raise
            discard_file(path)
            return open_file(path)
    except (OSError, sqlite3.OperationalError) as error:
        raise TranslatorError(
            phrase("can't be written: {reason}", reason=reason(error)),
            path=path,
            remedy=phrase("Free space or mend the folder's rights."),
        ) from None


def is_spoilt(error: sqlite3.DatabaseError) -> bool:
    """Whether the file is no sound database, rather than busy, full or written wrongly by us."""
    return type(error) is sqlite3.DatabaseError


def discard(path: Path) -> None:
    """Delete a database, and what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
