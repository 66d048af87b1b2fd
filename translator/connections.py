"""Connections to a database that are kept open for the next who needs one, and transactions."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

_KEPT = 8

Identity = tuple[int, int]
"""Device and inode of a file."""


class Pool:
    """The connections to one database file; each is used by one thread at a time.

    A connection to a file that was deleted or replaced is not used again. Keeping one open also
    spares SQLite from clearing up after the last one that closes, which takes longer than most
    changes.
    """

    def __init__(self, path: Path, connect: Callable[[Path], sqlite3.Connection]) -> None:
        """Make an empty pool.

        Args:
            path: The file.
            connect: Opens a connection that any thread may use, making the file where it is
                missing.
        """
        self.path = path
        self._connect = connect
        self._idle: list[tuple[Identity, sqlite3.Connection]] = []
        self._lock = threading.Lock()
        weakref.finalize(self, _close_all, self._idle)

    @contextlib.contextmanager
    def opened(self) -> Iterator[sqlite3.Connection]:
        """A connection; after an exception it is closed and not used again."""
        identity, connection = self._kept() or self._new()
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        with self._lock:
            if identity and not connection.in_transaction and len(self._idle) < _KEPT:
                self._idle.append((identity, connection))
                return
        connection.close()

    def close(self) -> None:
        """Close the connections that nobody uses."""
        with self._lock:
            _close_all(self._idle)

    def _new(self) -> tuple[Identity | None, sqlite3.Connection]:
        connection = self._connect(self.path)
        return self._identity(), connection

    def _kept(self) -> tuple[Identity | None, sqlite3.Connection] | None:
        identity = self._identity()
        while True:
            with self._lock:
                if not self._idle:
                    return None
                known, connection = self._idle.pop()
            if known == identity:
                return known, connection
            connection.close()

    def _identity(self) -> Identity | None:
        try:
            found = os.stat(self.path)  # noqa: PTH116 - asked for every page
        except OSError:
            return None
        return found.st_dev, found.st_ino


@contextlib.contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """Do several statements as one, or none of them."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def _close_all(idle: list[tuple[Identity, sqlite3.Connection]]) -> None:
    while idle:
        idle.pop()[1].close()
