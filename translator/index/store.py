"""Putting what was read into the tables, in place of what was known before.

Rows that say the same stay as they are: nothing is written for them, and full-text search has
nothing to do.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from translator.index import schema
from translator.index.reading import EntryRow, ReadCatalogue, Reading
from translator.index.scan import Folder
from translator.project import Project
from translator.stamps import is_settled, modified

_ENTRY = ("catalogue", "lang", "item", "since", *schema.ENTRY)
_ITEM = ("item", "folder", "source", "stamp", "title", "date", "languages", "units", "problem")
_APART = ("templates", "questions", "notes")
"""Tables of what an item may have, and mostly nobody asks for."""
_CATALOGUE = (
    *("lang", "item", "folder", "path", "stamp", "problem", "wanted", "stale"),
    *schema.SUMS,
)


def _insert(table: str, columns: Sequence[str]) -> str:
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608


def _put(table: str, columns: Sequence[str], identity: str) -> str:
    """Insert a row or change the one that has the same identity."""
    changes = ", ".join(f"{name} = excluded.{name}" for name in columns)
    return f"{_insert(table, columns)} ON CONFLICT ({identity}) DO UPDATE SET {changes}"


_INSERT_ENTRY = _insert("entries", _ENTRY)
_PUT_ITEM = _put("items", _ITEM, "item")
_PUT_CATALOGUE = _put("catalogues", _CATALOGUE, "item, lang") + " RETURNING id"
_UPDATE_ENTRY = (
    f"UPDATE entries SET since = ?, {', '.join(f'{name} = ?' for name in schema.ENTRY)} "  # noqa: S608
    "WHERE id = ?"
)
_KNOWN_ENTRIES = f"SELECT id, since, {', '.join(schema.ENTRY)} FROM entries WHERE catalogue = ?"  # noqa: S608

_TARGET = (
    "SELECT {}(target_hash) FROM entries WHERE todo = 0 "
    "AND entries.lang = touched.lang AND entries.source_hash = touched.source_hash"
)


def store(
    db: sqlite3.Connection, project: Project, folder: str, readings: Iterable[Reading]
) -> None:
    """Store what was read of items of one folder. The caller holds a transaction.

    Args:
        db: The index.
        project: The project.
        folder: The folder.
        readings: What was read.
    """
    _doubt(db, folder)
    for reading in readings:
        _put_item(db, folder, reading)
        for read in reading.catalogues:
            path = project.catalogue_name(read.lang, reading.item.id)
            _put_catalogue(db, folder, path, reading, read)
        _find_stale(db, reading.item.id)
    _find_divided(db)


def forget(
    db: sqlite3.Connection, folder: str, items: Iterable[str], catalogues: Iterable[tuple[str, str]]
) -> None:
    """Forget items, and catalogues (language and item), that are gone from a folder."""
    _doubt(db, folder)
    db.executemany("DELETE FROM items WHERE item = ?", ((item,) for item in items))
    for lang, item in catalogues:
        db.execute("DELETE FROM catalogues WHERE lang = ? AND item = ?", (lang, item))
        _find_stale(db, item)
    _find_divided(db)


def forget_folder(db: sqlite3.Connection, folder: str) -> None:
    """Forget all of a folder that is gone."""
    for table in ("items", "catalogues", "orphans"):
        db.execute(f"DELETE FROM {table} WHERE folder = ?", (folder,))  # noqa: S608
    db.execute("DELETE FROM folders WHERE path = ?", (folder,))
    _find_divided(db)


def _doubt(db: sqlite3.Connection, folder: str) -> None:
    """Make whoever looks next compare each file, until somebody finds that all rows are right."""
    db.execute("INSERT OR REPLACE INTO folders VALUES (?, x'')", (folder,))


def confirm(db: sqlite3.Connection, folder: Folder, orphans: Iterable[str]) -> None:
    """Note what is left of a folder, and its fingerprint if all its rows are as the files were."""
    db.execute("DELETE FROM orphans WHERE folder = ?", (folder.path,))
    db.executemany(
        "INSERT OR REPLACE INTO orphans VALUES (?, ?)", ((path, folder.path) for path in orphans)
    )
    stamps = sorted(
        stamp
        for table in ("items", "catalogues")
        for (stamp,) in db.execute(
            f"SELECT stamp FROM {table} WHERE folder = ?",  # noqa: S608
            (folder.path,),
        )
    )
    if stamps == folder.stamps:
        db.execute(
            "INSERT OR REPLACE INTO folders VALUES (?, ?)", (folder.path, folder.fingerprint)
        )


def _put_item(db: sqlite3.Connection, folder: str, reading: Reading) -> None:
    item, read = reading.item, reading.read
    if read is None:
        return
    db.execute(
        _PUT_ITEM,
        (
            item.id,
            folder,
            item.source,
            _kept(read.stamp, reading.began),
            read.title or item.id,
            read.date,
            read.languages,
            read.units,
            read.problem,
        ),
    )
    for table, value in zip(_APART, (read.template, read.questions, read.notes), strict=True):
        db.execute(f"DELETE FROM {table} WHERE item = ?", (item.id,))  # noqa: S608
        if value is not None:
            db.execute(f"INSERT INTO {table} VALUES (?, ?)", (item.id, value))  # noqa: S608


def _put_catalogue(
    db: sqlite3.Connection, folder: str, path: str, reading: Reading, read: ReadCatalogue
) -> None:
    [(number,)] = db.execute(
        _PUT_CATALOGUE,
        (
            read.lang,
            reading.item.id,
            folder,
            path,
            _kept(read.stamp, reading.began),
            read.problem,
            read.wanted,
            read.stale,
            *(read.sums[name] for name in schema.SUMS),
        ),
    ).fetchall()
    _put_entries(db, number, reading.item.id, read)
    db.execute("DELETE FROM findings WHERE catalogue = ?", (number,))
    db.executemany(
        "INSERT INTO findings (catalogue, key, rule, severity, message, fix) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        ((number, *finding) for finding in read.findings),
    )
    db.execute("DELETE FROM spoken WHERE catalogue = ?", (number,))
    db.executemany(
        "INSERT INTO spoken VALUES (?, ?, ?)",
        ((number, language, segments) for language, segments in read.spoken.items()),
    )
    db.execute("DELETE FROM past WHERE catalogue = ?", (number,))
    db.executemany("INSERT INTO past VALUES (?, ?, ?, ?)", ((number, *text) for text in read.past))


def _put_entries(db: sqlite3.Connection, number: int, item: str, read: ReadCatalogue) -> None:
    known = {row[2]: row for row in db.execute(_KNOWN_ENTRIES, (number,))}
    since = modified(read.stamp)
    new = []
    for entry in read.entries:
        old = known.pop(entry.key, None)
        if old is None:
            new.append((number, read.lang, item, since, *entry))
            continue
        before = EntryRow(*old[2:])
        if before == entry:
            continue
        if before._replace(line=entry.line) == entry:
            db.execute("UPDATE entries SET line = ? WHERE id = ?", (entry.line, old[0]))
            continue
        same = (before.state, before.target) == (entry.state, entry.target)
        db.execute(_UPDATE_ENTRY, (old[1] if same else since, *entry, old[0]))
    db.executemany("DELETE FROM entries WHERE id = ?", ((row[0],) for row in known.values()))
    db.executemany(_INSERT_ENTRY, new)


def _find_stale(db: sqlite3.Connection, item: str) -> None:
    """Look again at whether all catalogues that an item is owed are there and follow it."""
    db.execute(
        "UPDATE items SET stale = problem IS NULL AND (SELECT total(wanted) < items.languages "
        "OR total(stale) FROM catalogues WHERE catalogues.item = items.item) WHERE item = ?",
        (item,),
    )


def _find_divided(db: sqlite3.Connection) -> None:
    """Look again at which of the sources just touched have several translations.

    The least and the greatest are each one step in the index, however often a source occurs.
    """
    db.execute("DELETE FROM divided WHERE (lang, source_hash) IN touched")
    db.execute(
        f"INSERT INTO divided SELECT lang, source_hash FROM touched "  # noqa: S608
        f"WHERE ({_TARGET.format('min')}) < ({_TARGET.format('max')})"
    )
    db.execute("DELETE FROM touched")


def _kept(stamp: bytes, read: int) -> bytes:
    """A stamp, or none where it may not tell of the next change, so that the file is read again."""
    return stamp if is_settled(stamp, read) else b""
