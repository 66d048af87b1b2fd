"""The index's file, made anew where it is spoilt; its connections are kept for the next user."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path

from translator.errors import TranslatorError
from translator.index import schema

_WAIT_SECONDS = 30.0
"""How long to wait for another process that is writing; it does so for a fraction of a second."""
_KEPT = 8
"""Connections that are kept open."""


class Database:
    """The index's file and the connections to it; every thread may use it.

    Attributes:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._idle: list[tuple[tuple[int, int], sqlite3.Connection]] = []
        self._lock = threading.Lock()
        weakref.finalize(self, _close_all, self._idle)

    @contextlib.contextmanager
    def opened(self) -> Iterator[sqlite3.Connection]:
        """A connection in autocommit mode, to be used by one thread at a time.

        A database that turns out to be spoilt is thrown away; the next one who asks gets a new one.

        Raises:
            TranslatorError: The folder can't be written.
        """
        identity, connection = self._take()
        try:
            yield connection
        except sqlite3.DatabaseError as error:
            connection.close()
            if is_spoilt(error):
                self.discard()
            raise
        except BaseException:
            connection.close()
            raise
        with self._lock:
            if len(self._idle) < _KEPT:
                self._idle.append((identity, connection))
                return
        connection.close()

    def close(self) -> None:
        """Close the connections that nobody uses."""
        with self._lock:
            _close_all(self._idle)

    def discard(self) -> None:
        """Throw the file away."""
        self.close()
        for suffix in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)

    def _take(self) -> tuple[tuple[int, int], sqlite3.Connection]:
        identity = self._identity()
        while True:
            with self._lock:
                known, connection = self._idle.pop() if self._idle else (None, None)
            if connection is None:
                break
            if known == identity and identity:
                return identity, connection
            connection.close()  # the file was deleted, or is another one now
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            try:
                connection = _connect(self.path)
            except sqlite3.DatabaseError as error:
                if not is_spoilt(error):
                    raise
                self.discard()
                connection = _connect(self.path)
        except (OSError, sqlite3.OperationalError) as error:
            raise TranslatorError(
                f"can't be written: {error}", path=self.path, remedy="Mend the folder's rights."
            ) from None
        return self._identity() or (0, 0), connection

    def _identity(self) -> tuple[int, int] | None:
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


def is_spoilt(error: sqlite3.DatabaseError) -> bool:
    """Whether the file is no sound database, rather than busy, full or written wrongly by us."""
    return type(error) is sqlite3.DatabaseError


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        connection.create_function("holds", 2, _holds, deterministic=True)
        # What can be made again need not be on the disk before a command returns.
        connection.execute("PRAGMA synchronous = NORMAL")
        if _version(connection) != schema.VERSION:
            connection.execute("PRAGMA journal_mode = WAL")
            with transaction(connection):
                if _version(connection) != schema.VERSION:
                    schema.create(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _holds(text: str, folded: str) -> bool:
    """Whether a text contains a case-folded one; SQLite itself knows the case of ASCII alone."""
    return folded in text.casefold()


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _close_all(idle: list[tuple[tuple[int, int], sqlite3.Connection]]) -> None:
    while idle:
        idle.pop()[1].close()
