"""The database file: its tables, and connections to it."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from translator import connections
from translator.errors import TranslatorError, reason
from translator.message import phrase

_FIRST = """
CREATE TABLE accounts (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    role TEXT NOT NULL CHECK (role IN ('translator', 'reviewer', 'admin')),
    password TEXT,                         -- argon2; none: signs in by link only
    settings TEXT NOT NULL DEFAULT '{}',
    created REAL NOT NULL,
    removed REAL                           -- kept, so that history keeps its names
);
CREATE TABLE sessions (
    digest TEXT PRIMARY KEY,               -- of the cookie; the cookie itself is nowhere
    account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    expires REAL NOT NULL
);
CREATE TABLE tokens (
    digest TEXT PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    purpose TEXT NOT NULL CHECK (purpose IN ('api', 'link')),
    created REAL NOT NULL,
    expires REAL
);
CREATE TABLE failures (who TEXT NOT NULL, at REAL NOT NULL);
CREATE INDEX failures_who ON failures (who, at);
CREATE TABLE history (
    id INTEGER PRIMARY KEY,
    at REAL NOT NULL,
    account INTEGER REFERENCES accounts (id),
    action TEXT NOT NULL,
    lang TEXT NOT NULL,
    item TEXT NOT NULL,
    key TEXT NOT NULL,
    source TEXT NOT NULL,
    before_state TEXT NOT NULL,
    before TEXT NOT NULL,                  -- the snapshot to restore, JSON
    state TEXT NOT NULL,
    target TEXT NOT NULL,
    revision TEXT NOT NULL,
    batch INTEGER
);
CREATE INDEX history_entry ON history (lang, item, key, id);
CREATE INDEX history_account ON history (account, id);
CREATE INDEX history_batch ON history (batch) WHERE batch IS NOT NULL;
CREATE TABLE comments (
    id INTEGER PRIMARY KEY,
    at REAL NOT NULL,
    account INTEGER NOT NULL REFERENCES accounts (id),
    lang TEXT NOT NULL,
    item TEXT NOT NULL,
    key TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('comment', 'question')),
    text TEXT NOT NULL,
    resolved REAL,
    resolver INTEGER REFERENCES accounts (id)
);
CREATE INDEX comments_entry ON comments (lang, item, key);
CREATE INDEX comments_open ON comments (at) WHERE resolved IS NULL;
CREATE TABLE successors (                  -- an entry whose source was edited has a new key
    lang TEXT NOT NULL, item TEXT NOT NULL, old TEXT NOT NULL, new TEXT NOT NULL,
    PRIMARY KEY (lang, item, old, new)
);
"""
_WORK = """
CREATE TABLE jobs (                        -- an item being drafted in the background
    id INTEGER PRIMARY KEY,
    at REAL NOT NULL,
    account INTEGER NOT NULL REFERENCES accounts (id),
    lang TEXT NOT NULL,
    item TEXT NOT NULL,
    server TEXT NOT NULL,                  -- whose job it is: dead servers leave theirs behind
    done INTEGER NOT NULL DEFAULT 0,
    total INTEGER NOT NULL DEFAULT 0,
    stop INTEGER NOT NULL DEFAULT 0,       -- somebody asked for it to end
    ended REAL,
    outcome TEXT                           -- JSON
);
CREATE UNIQUE INDEX jobs_open ON jobs (lang, item) WHERE ended IS NULL;
CREATE INDEX jobs_item ON jobs (lang, item, id);
CREATE TABLE assignments (                 -- who does an item in a language, and until when
    lang TEXT NOT NULL,
    item TEXT NOT NULL,
    account INTEGER NOT NULL REFERENCES accounts (id),
    due TEXT,                              -- a day, as 2026-11-24
    given_by INTEGER NOT NULL REFERENCES accounts (id),
    at REAL NOT NULL,
    PRIMARY KEY (lang, item)
);
CREATE INDEX assignments_account ON assignments (account);
ALTER TABLE comments ADD COLUMN source TEXT NOT NULL DEFAULT ''
"""
_MOVES = """
CREATE TABLE moves (old TEXT PRIMARY KEY, new TEXT NOT NULL)   -- items under another name
"""
_SEALED = """
CREATE TRIGGER history_unchanged BEFORE UPDATE ON history BEGIN SELECT RAISE(ABORT, 'history is only added to'); END;
CREATE TRIGGER history_kept BEFORE DELETE ON history BEGIN SELECT RAISE(ABORT, 'history is only added to'); END
"""  # noqa: E501 - a statement ends with its line
_DEVICES = """
CREATE TABLE devices (                     -- browsers in which somebody signed in before
    digest TEXT PRIMARY KEY,               -- of the cookie; the cookie itself is nowhere
    account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    at REAL NOT NULL
)
"""
_RENAMED = """
DROP TRIGGER history_unchanged;
CREATE TRIGGER history_unchanged BEFORE UPDATE OF id, at, account, action, lang, key, source, before_state, before, state, target, revision, batch ON history BEGIN SELECT RAISE(ABORT, 'history is only added to'); END;
CREATE INDEX history_item ON history (item);
CREATE INDEX comments_item ON comments (item)
"""  # noqa: E501 - an item may have another name now
_STEPS = (_FIRST, _WORK, _MOVES, _SEALED, _DEVICES, _RENAMED)
"""What makes each version of the one before; a database of any version is brought up to date."""
VERSION = len(_STEPS)


def connect(path: Path) -> sqlite3.Connection:
    """Open the database, creating or completing it.

    Every commit is on disk before it returns.

    Raises:
        TranslatorError: It can't be written, or is no database.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)
        connection = sqlite3.connect(
            path, timeout=15, isolation_level=None, check_same_thread=False
        )
        try:
            return _prepared(connection)
        except BaseException:
            connection.close()
            raise
    except (OSError, sqlite3.OperationalError) as error:
        raise TranslatorError(
            phrase("can't be used: {reason}", reason=reason(error)),
            path=path,
            remedy=phrase("Free space or mend the folder's rights."),
        ) from None
    except sqlite3.DatabaseError as error:
        raise TranslatorError(
            phrase("is damaged: {reason}", reason=reason(error)),
            path=path,
            remedy=phrase(
                "It holds accounts, comments and history: put your last backup in its place."
            ),
        ) from None


def _prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    if _version(connection) < VERSION:
        connection.execute("PRAGMA journal_mode = WAL")
        with transaction(connection):
            for step in _STEPS[_version(connection) :]:
                for statement in step.split(";\n"):
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {VERSION}")
    return connection


@contextlib.contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that is closed afterwards."""
    connection = connect(path)
    try:
        yield connection
    finally:
        connection.close()


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do several statements as one, or none of them; within another transaction, be part of it."""
    if connection.in_transaction:
        yield
        return
    with connections.transaction(connection):
        yield


def now() -> float:
    """The time, as the tables have it."""
    return time.time()


def _version(connection: sqlite3.Connection) -> int:
    row = connection.execute("PRAGMA user_version").fetchone()
    return int(row[0])
