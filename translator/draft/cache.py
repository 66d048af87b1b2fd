"""What engines made once, kept in `.translator/drafts.db`, so that no work is done twice.

It can be deleted at any time. Who can't write it works without it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from translator.derived import discard
from translator.engines import Engine, Translation
from translator.provenance import Provenance

_MAX_BYTES = 512 << 20
"""A file that has grown beyond this is begun anew: about a million sentences."""
_SAVE_SECONDS = 2.0
_Row = tuple[bytes, str, float, bool]
_SCHEMA = """CREATE TABLE IF NOT EXISTS drafts (
    key BLOB PRIMARY KEY, text TEXT NOT NULL, score REAL NOT NULL, complete INTEGER NOT NULL
) WITHOUT ROWID"""


class Cached(Engine):
    """An engine that remembers: a text is asked of it once for each identity of the engine."""

    def __init__(self, engine: Engine, path: Path) -> None:
        self._engine = engine
        self._path = path

    @property
    def provenance(self) -> Provenance:
        """The engine's own."""
        return self._engine.provenance

    @property
    def identity(self) -> str:
        """The engine's own."""
        return self._engine.identity

    @property
    def appetite(self) -> int:
        """The engine's own."""
        return self._engine.appetite

    @property
    def workers(self) -> int | None:
        """The engine's own."""
        return self._engine.workers

    def stream(self, texts: Sequence[str]) -> Iterator[tuple[int, Translation]]:
        """Translate; what is known comes first, the rest as the engine gets it done.

        What was done is kept also when the caller stops halfway.
        """
        if not self.identity:
            yield from self._engine.stream(texts)
            return
        with contextlib.closing(_open(self._path)) as store:
            rest = []
            for index, text in enumerate(texts):
                if found := _get(store, self._key(text)):
                    yield index, found
                else:
                    rest.append(index)
            made: list[_Row] = []
            saved = time.monotonic()
            try:
                for number, done in self._engine.stream([texts[i] for i in rest]):
                    key = self._key(texts[rest[number]])
                    made.append((key, done.text, done.score, done.complete))
                    if time.monotonic() - saved > _SAVE_SECONDS:
                        _put(store, made)
                        made, saved = [], time.monotonic()
                    yield rest[number], done
            finally:
                _put(store, made)

    def alternatives(self, text: str, number: int) -> list[Translation]:
        """Several translations of one text, asked for once."""
        if not self.identity:
            return self._engine.alternatives(text, number)
        key = self._key(text, number)
        with contextlib.closing(_open(self._path)) as store:
            if found := _get(store, key):
                return [Translation(*row) for row in json.loads(found.text)]
            made = self._engine.alternatives(text, number)
            rows = json.dumps([(t.text, t.score, t.complete) for t in made], ensure_ascii=False)
            _put(store, [(key, rows, 0.0, True)])
        return made

    def _key(self, text: str, number: int = 0) -> bytes:
        """What a text's translation is kept under; that of several at once has their number."""
        several = f" {number} alternatives" if number else ""
        whole = f"{self.identity}{several}\0{text}".encode("utf-8", "surrogatepass")
        return hashlib.sha256(whole).digest()


def _open(path: Path) -> sqlite3.Connection:
    """The store; a file that is damaged or has grown too large is replaced."""
    for _ in range(2):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.exists() and path.stat().st_size > _MAX_BYTES:
                discard(path)
            store = sqlite3.connect(path, timeout=5)
            store.execute("PRAGMA journal_mode=WAL")
            store.execute(_SCHEMA)
        except (sqlite3.OperationalError, OSError):
            break  # in use, or not to be written: go on without it
        except sqlite3.DatabaseError:
            with contextlib.suppress(OSError):
                discard(path)
        else:
            return store
    store = sqlite3.connect(":memory:")
    store.execute(_SCHEMA)
    return store


def _get(store: sqlite3.Connection, key: bytes) -> Translation | None:
    try:
        query = "SELECT text, score, complete FROM drafts WHERE key = ?"
        row = store.execute(query, (key,)).fetchone()
    except sqlite3.Error:
        return None
    return Translation(row[0], row[1], bool(row[2])) if row else None


def _put(store: sqlite3.Connection, rows: list[_Row]) -> None:
    with contextlib.suppress(sqlite3.Error, UnicodeEncodeError), store:
        store.executemany("INSERT OR REPLACE INTO drafts VALUES (?, ?, ?, ?)", rows)
