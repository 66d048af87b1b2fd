"""The index's file, made anew where it is spoilt; its connections are kept for the next user."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from translator import derived
from translator.connections import Pool, transaction
from translator.index import schema

_WAIT_SECONDS = 30.0
"""How long to wait for another process that is writing; it does so for a fraction of a second."""


class Database:
    """The index's file and the connections to it; every thread may use it.

    Attributes:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._pool = Pool(path, self._connect)

    @contextlib.contextmanager
    def opened(self) -> Iterator[sqlite3.Connection]:
        """A connection in autocommit mode, to be used by one thread at a time.

        A database that turns out to be spoilt is thrown away; the next one who asks gets a new one.

        Raises:
            TranslatorError: The folder can't be written.
        """
        try:
            with self._pool.opened() as connection:
                yield connection
        except sqlite3.DatabaseError as error:
            if derived.is_spoilt(error):
                self.discard()
            raise

    def close(self) -> None:
        """Close the connections that nobody uses."""
        self._pool.close()

    def discard(self) -> None:
        """Throw the file away."""
        self.close()
        derived.discard(self.path)

    def _connect(self, path: Path) -> sqlite3.Connection:
        return derived.connect(path, _connect, lambda _: self.discard())


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        connection.create_function("holds", 2, _holds, deterministic=True)
        # What can be made again need not be on the disk before a command returns, and what is
        # deleted here stands in the project's own files: Debian's SQLite would write zeros over it.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA secure_delete = OFF")
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
