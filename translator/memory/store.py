"""The memory's database, `.translator/memory.db`: derived and disposable.

Units are kept by where they come from: a catalogue of the project, or an imported file. What an
origin holds is replaced in one transaction: others see it as it was, or as it is.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from translator import derived
from translator.connections import transaction
from translator.errors import TranslatorError, reason
from translator.memory import postings
from translator.memory.numbers import pattern
from translator.memory.sentences import aligned
from translator.memory.units import Unit
from translator.message import phrase

NAME = Path(".translator", "memory.db")
_VERSION = 2
_SCHEMA = f"""
CREATE TABLE pairs (
    id INTEGER PRIMARY KEY, spoken TEXT NOT NULL, language TEXT NOT NULL, UNIQUE (spoken, language)
);
CREATE TABLE origins (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, path TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    stamp BLOB NOT NULL, problem TEXT NOT NULL, units INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE units (
    id INTEGER PRIMARY KEY AUTOINCREMENT, pair INTEGER NOT NULL, origin INTEGER NOT NULL,
    digest INTEGER NOT NULL, pattern INTEGER NOT NULL, standing INTEGER NOT NULL,
    sentence INTEGER NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL,
    author TEXT NOT NULL, date TEXT NOT NULL, note TEXT NOT NULL
);
CREATE INDEX units_pattern ON units (pattern);
CREATE UNIQUE INDEX units_digest ON units (origin, digest);
CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
INSERT INTO counters VALUES ('stale', 0);
{postings.SCHEMA}"""  # noqa: S608 - only this module's own names
_BATCH = 20_000
"""Units handed to SQLite together."""
_STALE = 10_000
"""Deleted units below which the postings are not built again."""
_INSERT = (
    "INSERT OR IGNORE INTO units (pair, origin, digest, pattern, standing, sentence, "
    "source, target, author, date, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where units are from.

    Attributes:
        kind: `project` for an item's catalogue, `orphan` for one whose item is gone, `file` for an
            imported file.
        path: The file, relative to the project.
        name: What a match calls it: the item, or the imported file.
        stamp: What the file looked like when it was read.
        problem: Why it can't be read; it has no units then.
        units: How many units it has.
    """

    kind: str
    path: str
    name: str
    stamp: bytes
    problem: str = ""
    units: int = 0


def connect(path: Path) -> sqlite3.Connection:
    """Open the database; an older or a spoilt one is begun anew.

    Raises:
        TranslatorError: The folder can't be written.
    """
    return derived.connect(path, _open, derived.discard)


def _open(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=60, isolation_level=None, check_same_thread=False)
    try:
        # What can be made again need not be flushed to the disk, nor written over when deleted.
        db.execute("PRAGMA synchronous = OFF")
        db.execute("PRAGMA secure_delete = OFF")
        db.execute("PRAGMA journal_size_limit = 16777216")
        db.execute("PRAGMA cache_size = -65536")  # KiB
        db.execute("PRAGMA mmap_size = 4294967296")  # bytes; the system's cache, not ours
        if db.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
            db.execute("PRAGMA journal_mode = WAL")
            with writing(db):
                if db.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
                    _begin_anew(db)
        db.execute("SELECT 1 FROM counters LIMIT 1").fetchone()
    except BaseException:
        db.close()
        raise
    return db


def _begin_anew(db: sqlite3.Connection) -> None:
    tables = db.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    for (name,) in tables:
        db.execute(f'DROP TABLE "{name}"')
    for statement in _SCHEMA.split(";\n"):
        if statement.strip():
            db.execute(statement)
    db.execute(f"PRAGMA user_version = {_VERSION}")


@contextlib.contextmanager
def writing(db: sqlite3.Connection) -> Iterator[None]:
    """One transaction: what it wrote is seen when it is through, or never.

    Raises:
        TranslatorError: The disk is full, or another process writes for too long.
    """
    try:
        with transaction(db):
            yield
    except sqlite3.OperationalError as error:
        raise TranslatorError(
            phrase("can't be written: {reason}", reason=reason(error)),
            path=NAME,
            remedy=phrase("Free space, or wait for the other process; the file may be deleted."),
        ) from None


def pattern_number(pair: int, source: str) -> int:
    """A number for what a source is but for its numbers, in a pair of languages."""
    return _number_of(f"{pair}\0{pattern(source)}")


class Writer:
    """Puts units into the database, inside a transaction of the caller's."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._pairs: dict[tuple[str, str], int] = {}

    def replace(self, origin: Origin, units: Iterable[Unit]) -> Counter[str]:
        """Put an origin's units in place of those it had.

        Args:
            origin: Where they are from.
            units: They themselves; the same source with the same target is taken once.

        Returns:
            How many units the origin has, by target language; sentences inside them not counted.
        """
        self.remove(origin.path)
        number = self._begin(origin)
        stream = iter(units)
        while batch := list(islice(stream, _BATCH)):
            rows = [row for unit in batch for row in self._rows(number, unit)]
            self._db.executemany(_INSERT, rows)
            self._index()
        counted = self._db.execute(
            "SELECT language, count(*) FROM units JOIN pairs ON pairs.id = pair "
            "WHERE origin = ? AND sentence = 0 GROUP BY language",
            (number,),
        )
        taken = Counter(dict(counted.fetchall()))
        self._db.execute("UPDATE origins SET units = ? WHERE id = ?", (taken.total(), number))
        return taken

    def change(self, origin: Origin, units: Iterable[Unit]) -> None:
        """Make an origin's units those given, touching only what differs: for a catalogue."""
        found = self._db.execute("SELECT id FROM origins WHERE path = ?", (origin.path,)).fetchone()
        number = int(found[0]) if found else self._begin(origin)
        wanted: dict[int, _Row] = {}
        for unit in units:
            for row in self._rows(number, unit):
                wanted.setdefault(row[2], row)
        known = {
            digest: (row, standing)
            for digest, row, standing in self._db.execute(
                "SELECT digest, id, standing FROM units WHERE origin = ?", (number,)
            )
        }
        gone = [(known[digest][0],) for digest in known.keys() - wanted.keys()]
        self._db.executemany("DELETE FROM units WHERE id = ?", gone)
        self._db.executemany(
            _INSERT, [row for digest, row in wanted.items() if digest not in known]
        )
        self._db.executemany(
            "UPDATE units SET standing = ? WHERE id = ?",
            [
                (wanted[digest][4], row)
                for digest, (row, standing) in known.items()
                if digest in wanted and wanted[digest][4] != standing
            ],
        )
        self._db.execute(
            "UPDATE origins SET kind = ?, name = ?, stamp = ?, problem = ?, units = ? WHERE id = ?",
            (origin.kind, origin.name, origin.stamp, origin.problem, len(wanted), number),
        )
        self._count_stale(len(gone))
        self._index()

    def remove(self, path: str) -> None:
        """Forget an origin, by its path, and all that came from it."""
        found = self._db.execute("SELECT id FROM origins WHERE path = ?", (path,)).fetchone()
        if found is None:
            return
        gone = self._db.execute("DELETE FROM units WHERE origin = ?", found).rowcount
        self._db.execute("DELETE FROM origins WHERE id = ?", found)
        self._count_stale(gone)

    def _begin(self, origin: Origin) -> int:
        made = self._db.execute(
            "INSERT INTO origins (kind, path, name, stamp, problem) VALUES (?, ?, ?, ?, ?)",
            (origin.kind, origin.path, origin.name, origin.stamp, origin.problem),
        )
        return int(made.lastrowid or 0)

    def _rows(self, origin: int, unit: Unit) -> Iterator[_Row]:
        """A unit's own row, and those of the sentences inside it."""
        pair = self._pair(unit.spoken, unit.language)
        about = (unit.author, unit.date, unit.note)
        texts = [(0, unit.source, unit.target)]
        texts += [(1, *both) for both in aligned(unit)]
        for sentence, source, target in texts:
            try:
                digest = _number_of(f"{pair}\0{source}\0{target}")
            except UnicodeEncodeError:  # half a character, from a broken file
                continue
            number = pattern_number(pair, source)
            yield (
                *(pair, origin, digest, number, int(unit.standing), sentence, source, target),
                *about,
            )

    def _pair(self, spoken: str, language: str) -> int:
        known = self._pairs.get((spoken, language))
        if known is None:
            self._db.execute(
                "INSERT OR IGNORE INTO pairs (spoken, language) VALUES (?, ?)", (spoken, language)
            )
            known = pair_of(self._db, spoken, language) or 0
            self._pairs[spoken, language] = known
        return known

    def _count_stale(self, gone: int) -> None:
        self._db.execute("UPDATE counters SET value = value + ? WHERE name = 'stale'", (gone,))

    def _index(self) -> None:
        (stale,) = self._db.execute("SELECT value FROM counters WHERE name = 'stale'").fetchone()
        if stale > _STALE:
            (units,) = self._db.execute("SELECT count(*) FROM units").fetchone()
            if stale > units:
                postings.clear(self._db)
                self._db.execute("UPDATE counters SET value = 0 WHERE name = 'stale'")
        while postings.build(self._db):
            pass


_Row = tuple[int, int, int, int, int, int, str, str, str, str, str]


def pair_of(db: sqlite3.Connection, spoken: str, language: str) -> int | None:
    """The number of a pair of languages; None where there is no unit of it."""
    found = db.execute(
        "SELECT id FROM pairs WHERE spoken = ? AND language = ?", (spoken, language)
    ).fetchone()
    return int(found[0]) if found else None


def origins(db: sqlite3.Connection, kind: str) -> list[Origin]:
    """The origins of a kind, by path."""
    rows = db.execute(
        "SELECT kind, path, name, stamp, problem, units FROM origins WHERE kind = ? ORDER BY path",
        (kind,),
    )
    return [Origin(*row) for row in rows]


def _number_of(text: str) -> int:
    digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
