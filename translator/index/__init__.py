"""The index: what items and catalogues add up to, kept in SQLite so that they aren't read anew.

It is derived and disposable: deleting it changes nothing but time. It is brought up to date by
looking at files whose size, times or inode changed. Several processes may use it at once.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Self, TypeVar

import msgspec

from translator import __version__
from translator.errors import TranslatorError
from translator.extract import Template
from translator.index.facts import Accepted, CatalogueFacts, ItemDetail, ItemFacts, Rendering
from translator.index.reading import (
    Job,
    ReadCatalogue,
    ReadItem,
    read_all,
    read_catalogue,
    read_item,
)
from translator.project import NEWS, Item, Project
from translator.quality import Fault

_SCHEMA = 3
_GRAIN = 2_000_000_000
"""Nanoseconds; a file touched less than this before it was read may change without its times
changing (FAT keeps two seconds)."""

Stamp = tuple[int, int, int, int]
"""Size, modification and status-change time in nanoseconds, inode."""


_Facts = TypeVar("_Facts", ItemFacts, CatalogueFacts)


class Index:
    """The index of one project, brought up to date when it is opened."""

    def __init__(self, project: Project, connection: sqlite3.Connection) -> None:
        self._project = project
        self._connection = connection
        self.orphans: list[str] = []
        """Catalogues whose item is gone, relative to the project."""

    @classmethod
    def open(cls, project: Project) -> Self:
        """Open a project's index and bring it up to date; make it where there is none.

        Raises:
            TranslatorError: The items can't be listed, or the folder can't be written.
        """
        index = cls(project, _connect(project.root / ".translator" / "index.db"))
        try:
            index.refresh()
        except BaseException:
            index.close()
            raise
        return index

    def close(self) -> None:
        """Close the database."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def refresh(self) -> None:
        """Read the files that changed since the last look, and forget those that are gone."""
        project = self._project
        self._forget_other_settings()
        items = {item.source: item for item in project.items}
        stamps = dict(_stamps(project.content, project))
        known = self._known("items")
        changed = [
            Job("", item, item.path)
            for source, item in items.items()
            if known.get(source) != stamps.get(source)
        ]
        began = time.time_ns()
        read = {job.item.source: found for job, found in read_all(project, changed, read_item)}
        self._store("items", read, stamps, began, known.keys() - items.keys())
        self._refresh_catalogues(items, read)

    def _refresh_catalogues(self, items: dict[str, Item], fresh: dict[str, ReadItem]) -> None:
        project = self._project
        by_id = {item.id: item for item in items.values()}
        stamps: dict[str, Stamp] = {}
        jobs = []
        known = self._known("catalogues")
        templates: dict[str, Template | None] = {}
        self.orphans.clear()
        for language in project.languages:
            folder = project.locales / language / NEWS
            prefix = f"{project.relative(folder)}/"
            for name, stamp in _stamps(folder, project):
                if not name.endswith(".po"):
                    continue
                item = by_id.get(name.removeprefix(prefix).removesuffix(".po"))
                if item is None:
                    self.orphans.append(name)
                    continue
                stamps[name] = stamp
                if known.get(name) != stamp or item.source in fresh:
                    if item.source not in templates:
                        again = fresh.get(item.source)
                        detail = again.detail if again else self.item_detail(item.source)
                        templates[item.source] = detail.template
                    jobs.append(Job(language, item, project.root / name, templates[item.source]))
        languages = {project.relative(job.path): job.language for job in jobs}
        began = time.time_ns()
        read = {
            project.relative(job.path): found
            for job, found in read_all(project, jobs, read_catalogue)
        }
        gone = known.keys() - stamps.keys()
        self._store("catalogues", read, stamps, began, gone)
        with self._connection as connection:
            connection.executemany(
                "DELETE FROM accepted WHERE path = ?", [(path,) for path in (*read, *gone)]
            )
            connection.executemany(
                "INSERT INTO accepted VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    (path, languages[path], *msgspec.structs.astuple(entry))
                    for path, found in read.items()
                    for entry in found.accepted
                ),
            )

    def item_detail(self, source: str) -> ItemDetail:
        """What is known of an item, by its source file; nothing where it is not in the index."""
        found = self._detail("items", source)
        return msgspec.msgpack.decode(found, type=ItemDetail) if found else ItemDetail()

    def faults(self, path: str) -> list[Fault]:
        """What the rules found in a catalogue, by its path relative to the project."""
        found = self._detail("catalogues", path)
        return msgspec.msgpack.decode(found, type=list[Fault]) if found else []

    def _detail(self, table: str, path: str) -> bytes | None:
        query = f"SELECT detail FROM {table} WHERE path = ?"  # noqa: S608
        row = self._connection.execute(query, (path,)).fetchone()
        return row[0] if row else None

    def items(self) -> dict[str, ItemFacts]:
        """What is known of every item, by its source file."""
        return self._all("items", ItemFacts)

    def catalogues(self) -> dict[str, CatalogueFacts]:
        """What is known of every item's catalogue, by its path relative to the project."""
        return self._all("catalogues", CatalogueFacts)

    def divided(self) -> Iterator[list[Rendering]]:
        """Sources that the project translates in several ways: all their renderings.

        Those of one source come together; languages, and languages of the source, are apart.
        """
        rows = self._connection.execute(
            """SELECT path, language, key, line, spoken, source, target FROM accepted
            JOIN (SELECT language, spoken, source FROM accepted
                  GROUP BY language, spoken, source HAVING COUNT(DISTINCT target) > 1)
            USING (language, spoken, source) ORDER BY language, spoken, source, path, line"""
        )
        together: list[Rendering] = []
        for path, language, *entry in rows:
            each = Rendering(path, language, Accepted(*entry))
            if together and (language, each.entry.spoken, each.entry.source) != (
                together[0].language,
                together[0].entry.spoken,
                together[0].entry.source,
            ):
                yield together
                together = []
            together.append(each)
        if together:
            yield together

    def _all(self, table: str, kind: type[_Facts]) -> dict[str, _Facts]:
        decoder = msgspec.msgpack.Decoder(kind)
        rows = self._connection.execute(f"SELECT path, facts FROM {table}")  # noqa: S608
        return {path: decoder.decode(facts) for path, facts in rows}

    def _known(self, table: str) -> dict[str, Stamp]:
        rows = self._connection.execute(
            f"SELECT path, size, modified, changed, inode FROM {table}"  # noqa: S608
        )
        return {
            path: (size, modified, changed, inode) for path, size, modified, changed, inode in rows
        }

    def _store(
        self,
        table: str,
        read: Mapping[str, ReadItem | ReadCatalogue],
        stamps: dict[str, Stamp],
        began: int,
        gone: Iterable[str],
    ) -> None:
        rows = []
        for path, found in read.items():
            size, modified, changed, inode = stamps[path]
            if began - max(modified, changed) < _GRAIN:
                size = -1  # look again next time
            parts = (msgspec.msgpack.encode(part) for part in (found.facts, found.detail))
            rows.append((path, size, modified, changed, inode, *parts))
        with self._connection as connection:
            connection.executemany(
                f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
                rows,
            )
            connection.executemany(
                f"DELETE FROM {table} WHERE path = ?",  # noqa: S608
                [(path,) for path in gone],
            )

    def _forget_other_settings(self) -> None:
        """Empty the index where the program or the settings it depends on are other ones now."""
        config = self._project.config
        settings = msgspec.json.encode([__version__, config.project, config.rules]).decode()
        row = self._connection.execute("SELECT value FROM settings").fetchone()
        if row and row[0] == settings:
            return
        with self._connection as connection:
            connection.execute("DELETE FROM items")
            connection.execute("DELETE FROM catalogues")
            connection.execute("DELETE FROM accepted")
            connection.execute("DELETE FROM settings")
            connection.execute("INSERT INTO settings VALUES (?)", (settings,))


def _connect(path: Path) -> sqlite3.Connection:
    """Open the database; a spoilt one is thrown away and made anew."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _prepare(path)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            for suffix in ("", "-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
            return _prepare(path)
    except (OSError, sqlite3.OperationalError) as error:
        raise TranslatorError(
            f"can't be written: {error}", path=path, remedy="Mend the folder's rights."
        ) from None


def _prepare(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=30)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        with connection:
            if connection.execute("PRAGMA user_version").fetchone()[0] != _SCHEMA:
                for table in ("settings", "items", "catalogues", "accepted"):
                    connection.execute(f"DROP TABLE IF EXISTS {table}")
                connection.execute(f"PRAGMA user_version = {_SCHEMA}")
            connection.execute("CREATE TABLE IF NOT EXISTS settings (value TEXT)")
            for table in ("items", "catalogues"):
                connection.execute(
                    f"CREATE TABLE IF NOT EXISTS {table} (path TEXT PRIMARY KEY, size INTEGER, "
                    "modified INTEGER, changed INTEGER, inode INTEGER, facts BLOB, detail BLOB)"
                )
            connection.execute(
                "CREATE TABLE IF NOT EXISTS accepted (path TEXT, language TEXT, key TEXT, "
                "line INTEGER, spoken TEXT, source TEXT, target TEXT)"
            )
            connection.execute("CREATE INDEX IF NOT EXISTS accepted_path ON accepted (path)")
            connection.execute(
                "CREATE INDEX IF NOT EXISTS accepted_source "
                "ON accepted (language, spoken, source, target)"
            )
        connection.execute("SELECT * FROM settings").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _stamps(folder: Path, project: Project) -> Iterator[tuple[str, Stamp]]:
    """The files below a folder, as the index names them, with their stamps."""
    prefix = len(str(project.root)) + 1
    folders = [str(folder)] if folder.is_dir() else []
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                    continue
                try:
                    found = entry.stat()
                except OSError:
                    continue
                yield (
                    entry.path[prefix:].replace(os.sep, "/"),
                    (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino),
                )
