"""The index's tables."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

VERSION = 4
COUNTS = ("untranslated", "draft", "needs_work", "translated", "approved")
SUMS = ("segments", "words", "words_left", "finished", "errors", "warnings", *COUNTS)

_TOTALS = ", ".join(f"{name} INTEGER NOT NULL DEFAULT 0" for name in SUMS)
_ADD = ", ".join(f"{name} = {name} + new.{name}" for name in SUMS)
_TAKE = ", ".join(f"{name} = {name} - old.{name}" for name in SUMS)

UNSURE = 2.0
"""The confidence of what has none: it comes last."""

_SCHEMA = f"""
CREATE TABLE files (
    id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, lang TEXT NOT NULL, item TEXT NOT NULL,
    stamp TEXT NOT NULL, error TEXT NOT NULL DEFAULT '', {_TOTALS}
);
CREATE INDEX files_item ON files (item);
CREATE TABLE items (item TEXT PRIMARY KEY, title TEXT NOT NULL, date TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX items_newest ON items (date, item);
CREATE TABLE totals (lang TEXT PRIMARY KEY, items INTEGER NOT NULL DEFAULT 0, {_TOTALS});
CREATE TRIGGER files_in AFTER INSERT ON files BEGIN
    INSERT OR IGNORE INTO totals (lang) VALUES (new.lang);
    UPDATE totals SET items = items + 1, {_ADD} WHERE lang = new.lang;
END;
CREATE TRIGGER files_out AFTER DELETE ON files BEGIN
    UPDATE totals SET items = items - 1, {_TAKE} WHERE lang = old.lang;
END;
CREATE TABLE entries (
    id INTEGER PRIMARY KEY,
    file INTEGER NOT NULL, lang TEXT NOT NULL, item TEXT NOT NULL, position INTEGER NOT NULL,
    key TEXT NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL, state TEXT NOT NULL,
    source_language TEXT NOT NULL, origin TEXT NOT NULL, todo INTEGER NOT NULL,
    confidence REAL NOT NULL, match INTEGER,
    revision TEXT NOT NULL, rules TEXT NOT NULL, errors INTEGER NOT NULL, since REAL NOT NULL
);
CREATE INDEX entries_file ON entries (file);
CREATE INDEX entries_confidence ON entries (lang, state, confidence, item, position);
CREATE INDEX entries_todo ON entries (lang, todo, confidence, item, position);
CREATE INDEX entries_since ON entries (lang, state, since);
CREATE INDEX entries_todo_since ON entries (lang, todo, since);
CREATE INDEX entries_source ON entries (lang, source) WHERE state IN ('translated', 'approved');
CREATE VIRTUAL TABLE texts USING fts5 (source, target, content='entries', content_rowid='id',
    tokenize='trigram');
CREATE TRIGGER entries_in AFTER INSERT ON entries BEGIN
    INSERT INTO texts (rowid, source, target) VALUES (new.id, new.source, new.target);
END;
CREATE TRIGGER entries_out AFTER DELETE ON entries BEGIN
    INSERT INTO texts (texts, rowid, source, target)
        VALUES ('delete', old.id, old.source, old.target);
END;
"""  # noqa: S608 - only this module's own names


def connect(path: Path) -> sqlite3.Connection:
    """Open the index; an older or spoilt one is begun anew."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _open(path)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        for name in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
            name.unlink(missing_ok=True)
        return _open(path)


@contextlib.contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that is closed afterwards."""
    connection = connect(path)
    try:
        yield connection
    finally:
        connection.close()


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=15, isolation_level=None)
    connection.row_factory = sqlite3.Row
    # What can be made again need not be flushed to the disk.
    connection.execute("PRAGMA synchronous = OFF")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version != VERSION:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN IMMEDIATE")
        if connection.execute("PRAGMA user_version").fetchone()[0] != VERSION:
            _begin_anew(connection)
        connection.execute("COMMIT")
    return connection


def _begin_anew(connection: sqlite3.Connection) -> None:
    names = connection.execute(
        "SELECT name, type FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
        "AND name NOT LIKE 'texts_%' ORDER BY name = 'texts' DESC"
    ).fetchall()
    for row in names:
        connection.execute(f"DROP TABLE IF EXISTS {row['name']}")
    statement = ""
    for line in _SCHEMA.splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""
    connection.execute(f"PRAGMA user_version = {VERSION}")
