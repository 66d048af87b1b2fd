"""What one version of the output was made of, so that the next makes only what changed.

It is a SQLite file inside the version it tells of. Nothing in it is needed to publish: without it
everything is made anew.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Collection, Container, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import TypeVar

import msgspec

from translator.publish.records import Decision, Held, Page, Problem, Record, Source

_SCHEMA = 2
_TABLES = """
CREATE TABLE settings (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE seen (path TEXT PRIMARY KEY, fingerprint BLOB) WITHOUT ROWID;
CREATE TABLE made (path TEXT PRIMARY KEY, modified INTEGER) WITHOUT ROWID;
CREATE TABLE files (path TEXT PRIMARY KEY, key BLOB) WITHOUT ROWID;
CREATE TABLE items (id TEXT PRIMARY KEY, stamp BLOB, fact BLOB) WITHOUT ROWID;
CREATE TABLE decisions (id TEXT, lang TEXT, stamp BLOB, fact BLOB, PRIMARY KEY (id, lang))
    WITHOUT ROWID;
CREATE TABLE problems (id TEXT, lang TEXT, fact BLOB);
CREATE TABLE published (id TEXT, lang TEXT, moment REAL, fact BLOB, PRIMARY KEY (id, lang))
    WITHOUT ROWID;
CREATE TABLE pages (
    id TEXT, lang TEXT, moment REAL, translated INTEGER, fact BLOB, PRIMARY KEY (id, lang)
) WITHOUT ROWID;
CREATE TABLE held (id TEXT, lang TEXT, fact BLOB, PRIMARY KEY (id, lang)) WITHOUT ROWID;
"""

_Fact = TypeVar("_Fact", Source, Decision, Record, Page, Held, Problem)
_KINDS = (Source, Decision, Record, Page, Held, Problem)
_DECODERS = {kind: msgspec.msgpack.Decoder(kind) for kind in _KINDS}


def _decode(data: bytes, kind: type[_Fact]) -> _Fact:
    fact: _Fact = _DECODERS[kind].decode(data)  # type: ignore[assignment]
    return fact


class Memory:
    """The memory of one version."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    @classmethod
    def new(cls, path: Path) -> Memory:
        """An empty one; what is in the file's place goes."""
        path.unlink(missing_ok=True)
        connection = sqlite3.connect(path, isolation_level=None)
        # Until it is complete nobody reads it, and then all of the version is written out at once.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(f"PRAGMA user_version = {_SCHEMA}")
        connection.executescript(_TABLES)
        connection.execute("BEGIN")
        return cls(connection)

    @classmethod
    def load(cls, path: Path) -> Memory | None:
        """That of a version; None where there is none, or it is spoilt or another program's."""
        if not path.is_file():
            return None
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)
        try:
            (schema,) = connection.execute("PRAGMA user_version").fetchone()
            connection.execute("SELECT count(*) FROM settings").fetchone()
        except sqlite3.DatabaseError:
            schema = None
        if schema != _SCHEMA:
            connection.close()
            return None
        return cls(connection)

    def close(self) -> None:
        """Write it out and close it."""
        with contextlib.suppress(sqlite3.OperationalError):
            self._db.execute("COMMIT")
        self._db.close()

    def set(self, name: str, value: bytes) -> None:
        """Remember a setting."""
        self._db.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (name, value))

    def get(self, name: str) -> bytes | None:
        """A setting."""
        row = self._db.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def see(self, path: str, fingerprint: bytes) -> None:
        """Remember how a folder of sources and catalogues was when it was looked at."""
        self._db.execute("INSERT INTO seen VALUES (?, ?)", (path, fingerprint))

    def seen(self) -> dict[str, bytes]:
        """How the folders were."""
        return dict(self._db.execute("SELECT path, fingerprint FROM seen").fetchall())

    def make(self, path: str, modified: int) -> None:
        """Remember when a folder of the output was last changed, in nanoseconds since 1970."""
        self._db.execute("INSERT INTO made VALUES (?, ?)", (path, modified))

    def made(self) -> list[tuple[str, int]]:
        """The folders of the output."""
        return self._db.execute("SELECT path, modified FROM made").fetchall()

    def add_file(self, path: str, key: bytes) -> None:
        """Remember what a file of the output was made from."""
        self._db.execute("INSERT INTO files VALUES (?, ?)", (path, key))

    def key(self, path: str) -> bytes | None:
        """What a file of the output was made from."""
        row = self._db.execute("SELECT key FROM files WHERE path = ?", (path,)).fetchone()
        return row[0] if row else None

    def same_files(self, other: Memory) -> bool:
        """Whether both versions have the same files, made from the same."""
        query = "SELECT path, key FROM files ORDER BY path"
        rows = zip_longest(self._db.execute(query), other._db.execute(query))
        return all(mine == theirs for mine, theirs in rows)

    def files(self) -> Iterator[str]:
        """Every file of the output."""
        for (path,) in self._db.execute("SELECT path FROM files"):
            yield path

    def add_source(self, item: str, stamp: bytes, source: Source) -> None:
        """Remember what an item's file says."""
        self._db.execute(
            "INSERT INTO items VALUES (?, ?, ?)", (item, stamp, msgspec.msgpack.encode(source))
        )
        self._note(item, "", source.problem)

    def source(self, item: str) -> tuple[bytes, Source] | None:
        """The stamp of an item's file, and what it says."""
        row = self._db.execute("SELECT stamp, fact FROM items WHERE id = ?", (item,)).fetchone()
        return (row[0], _decode(row[1], Source)) if row else None

    def sources(self) -> Iterator[tuple[str, Source]]:
        """Every item, by id."""
        for item, fact in self._db.execute("SELECT id, fact FROM items ORDER BY id"):
            yield item, _decode(fact, Source)

    def add_decision(self, item: str, lang: str, stamp: bytes, decision: Decision) -> None:
        """Remember what was decided on an item in a language."""
        self._db.execute(
            "INSERT INTO decisions VALUES (?, ?, ?, ?)",
            (item, lang, stamp, msgspec.msgpack.encode(decision)),
        )
        self._note(item, lang, decision.problem)

    def _note(self, item: str, lang: str, problem: Problem | None) -> None:
        if problem:
            self._db.execute(
                "INSERT INTO problems VALUES (?, ?, ?)",
                (item, lang, msgspec.msgpack.encode(problem)),
            )

    def decisions(self, item: str) -> dict[str, tuple[bytes, Decision]]:
        """The stamps of an item's catalogues, and what was decided, by language."""
        rows = self._db.execute("SELECT lang, stamp, fact FROM decisions WHERE id = ?", (item,))
        return {lang: (stamp, _decode(fact, Decision)) for lang, stamp, fact in rows}

    def publish(self, lang: str, record: Record, moment: float | None) -> None:
        """Remember that an item is out in a language."""
        self._db.execute(
            "INSERT INTO published VALUES (?, ?, ?, ?)",
            (record.id, lang, moment, msgspec.msgpack.encode(record)),
        )

    def records(self, item: str) -> dict[str, Record]:
        """An item as it is out, by language."""
        rows = self._db.execute("SELECT lang, fact FROM published WHERE id = ?", (item,))
        return {lang: _decode(fact, Record) for lang, fact in rows}

    def is_out(self, item: str, lang: str) -> bool:
        """Whether an item is out in a language."""
        query = "SELECT 1 FROM published WHERE id = ? AND lang = ?"
        return self._db.execute(query, (item, lang)).fetchone() is not None

    def published(self, lang: str) -> Iterator[Record]:
        """What is out in a language, by id."""
        query = "SELECT fact FROM published WHERE lang = ? ORDER BY id"
        for (fact,) in self._db.execute(query, (lang,)):
            yield _decode(fact, Record)

    def add_page(self, page: Page, moment: float | None) -> None:
        """Remember a page of the site."""
        self._db.execute(
            "INSERT INTO pages VALUES (?, ?, ?, ?, ?)",
            (page.id, page.lang, moment, page.translated, msgspec.msgpack.encode(page)),
        )

    def pages_of(self, item: str) -> dict[str, Page]:
        """An item's pages, by language."""
        rows = self._db.execute("SELECT lang, fact FROM pages WHERE id = ?", (item,))
        return {lang: _decode(fact, Page) for lang, fact in rows}

    def translations(self, item: str) -> list[str]:
        """The languages in which an item's page is a translation or the original."""
        query = "SELECT lang FROM pages WHERE id = ? AND translated"
        return [lang for (lang,) in self._db.execute(query, (item,))]

    def has_page(self, item: str, lang: str) -> bool:
        """Whether an item has a page in a language."""
        query = "SELECT 1 FROM pages WHERE id = ? AND lang = ?"
        return self._db.execute(query, (item, lang)).fetchone() is not None

    def pages(self, lang: str) -> Iterator[Page]:
        """The pages in a language, newest first, those without a date last."""
        query = "SELECT fact FROM pages WHERE lang = ? ORDER BY moment IS NULL, moment DESC, id"
        for (fact,) in self._db.execute(query, (lang,)):
            yield _decode(fact, Page)

    def count_pages(self, lang: str) -> int:
        """How many pages there are in a language."""
        query = "SELECT count(*) FROM pages WHERE lang = ?"
        count: int = self._db.execute(query, (lang,)).fetchone()[0]
        return count

    def problems(self, languages: Container[str]) -> Iterator[Problem]:
        """What can't be read or does not fit, in the languages given."""
        query = "SELECT lang, fact FROM problems ORDER BY lang != '', id, lang"
        for lang, fact in self._db.execute(query):
            if not lang or lang in languages:
                yield _decode(fact, Problem)

    def counts(self) -> dict[str, int]:
        """How many items are out in each language."""
        query = "SELECT lang, count(*) FROM published GROUP BY lang"
        return dict(self._db.execute(query).fetchall())

    def count_held(self, languages: Collection[str]) -> tuple[int, int]:
        """How often an item was held back in one of these languages, and how many items were."""
        marks = ",".join("?" * len(languages))
        query = f"SELECT count(*), count(DISTINCT id) FROM held WHERE lang IN ({marks})"  # noqa: S608
        found: tuple[int, int] = self._db.execute(query, tuple(languages)).fetchone()
        return found

    def hold(self, held: Held) -> None:
        """Remember that an item was held back in a language."""
        self._db.execute(
            "INSERT INTO held VALUES (?, ?, ?)",
            (held.item, held.lang, msgspec.msgpack.encode(held)),
        )

    def held(self, item: str | None = None) -> Iterator[Held]:
        """What was held back, by item and language; of one item, where it is given."""
        query = "SELECT fact FROM held WHERE ?1 IS NULL OR id = ?1 ORDER BY id, lang"
        for (fact,) in self._db.execute(query, (item,)):
            yield _decode(fact, Held)
