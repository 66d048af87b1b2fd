"""Bringing the index up to date with the catalogues on disk."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from translator import review
from translator.catalogue import Catalogue, Entry, State
from translator.errors import TranslatorError
from translator.project import NEWS, Project
from webui.desk import Desk, Stamp, settled, stamp_of
from webui.index import schema
from webui.quality import diagnose

NAME = "review-index.db"
_AT_ONCE = 40
"""Up to this many changed catalogues are read while the page waits; more, in the background."""
_QUICK_SCAN = 0.05
"""A project whose scan takes longer is scanned in the background, too."""
_FRESH_SECONDS = 2.0
_SHARE = 50
"""How much longer than a scan of a big project the time until the next one is."""


class Index:
    """The index of one project, and when it was last looked after."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.path = desk.people.with_name(NAME)
        self._lock = threading.Lock()
        self._scanned = 0.0
        self._scan_took = 0.0
        self.pending = 0
        """Catalogues that the background is still to read."""

    def look_after(self) -> None:
        """Bring it up to date: at once where that is quick, else soon and in the background."""
        if self._scan_took > _QUICK_SCAN:
            self._take_saved()
            fresh = max(_FRESH_SECONDS, _SHARE * self._scan_took)
            if time.monotonic() - self._scanned > fresh:
                self._in_background()
            return
        with schema.opened(self.path) as db:
            changed, gone = self._scan(db)
            if len(changed) > _AT_ONCE:
                self._in_background()
                return
            with self._lock:
                self._update(db, changed, gone)

    def wait(self) -> None:
        """Bring it wholly up to date, however long it takes."""
        with schema.opened(self.path) as db, self._lock:
            self._update(db, *self._scan(db))

    def _take_saved(self) -> None:
        """What was saved through the pages is seen at once, however big the project is."""
        saved = self._desk.take_saved()
        if not saved:
            return
        changed = [(path, lang, item, stamp_of(path)) for path, lang, item in saved]
        with schema.opened(self.path) as db, self._lock:
            self._update(db, [(p, lang, i, s) for p, lang, i, s in changed if s], [])

    def _in_background(self) -> None:
        if self._lock.acquire(blocking=False):
            self._lock.release()
            threading.Thread(target=self.wait, name="index", daemon=True).start()

    def _scan(self, db: sqlite3.Connection) -> tuple[list[tuple[Path, str, str, Stamp]], list[int]]:
        """The catalogues that changed, and the rows of those that are gone."""
        started = time.perf_counter()
        known = {row["path"]: row for row in db.execute("SELECT id, path, stamp FROM files")}
        changed = []
        for path, lang, item in _catalogues(self._desk.project):
            stamp = stamp_of(path)
            row = known.pop(path, None)
            if stamp and (row is None or row["stamp"] != _written(stamp)):
                changed.append((Path(path), lang, item, stamp))
        self._scan_took = time.perf_counter() - started
        self._scanned = time.monotonic()
        return changed, [row["id"] for row in known.values()]

    def _update(
        self,
        db: sqlite3.Connection,
        changed: list[tuple[Path, str, str, Stamp]],
        gone: list[int],
    ) -> None:
        self.pending = len(changed)
        project = self._desk.project
        for start in range(0, len(changed), 50):
            db.execute("BEGIN IMMEDIATE")
            for path, lang, item, stamp in changed[start : start + 50]:
                _read(db, project, path, lang, item, stamp)
                self.pending -= 1
            db.execute("COMMIT")
        if gone:
            db.execute("BEGIN IMMEDIATE")
            for row in gone:
                db.execute("DELETE FROM entries WHERE file = ?", (row,))
                db.execute("DELETE FROM files WHERE id = ?", (row,))
            db.execute("DELETE FROM items WHERE item NOT IN (SELECT item FROM files)")
            db.execute("COMMIT")


def _catalogues(project: Project) -> Iterator[tuple[str, str, str]]:
    """Path, language and item of every catalogue; plain strings, for there may be 100,000."""
    for lang in project.languages:
        folder = str(project.locales / lang / NEWS)
        for root, folders, names in os.walk(folder):
            folders[:] = [name for name in folders if not name.startswith(".")]
            inside = root[len(folder) + 1 :].replace(os.sep, "/")
            for name in names:
                if name.endswith(".po") and not name.startswith("."):
                    item = name.removesuffix(".po")
                    yield f"{root}{os.sep}{name}", lang, f"{inside}/{item}" if inside else item


def _written(stamp: Stamp) -> str:
    return ",".join(map(str, stamp))


def _read(
    db: sqlite3.Connection, project: Project, path: Path, lang: str, item: str, stamp: Stamp
) -> None:
    """Put one catalogue's rows in, in place of those it had."""
    found = db.execute("SELECT id FROM files WHERE path = ?", (str(path),)).fetchone()
    before: dict[str, sqlite3.Row] = {}
    if found:
        rows = db.execute(
            "SELECT key, state, target, since FROM entries WHERE file = ?", (found["id"],)
        )
        before = {row["key"]: row for row in rows}
        db.execute("DELETE FROM entries WHERE file = ?", (found["id"],))
        db.execute("DELETE FROM files WHERE id = ?", (found["id"],))
    # A stamp that may not tell of the next change is left out, so that the file is read again.
    kept = _written(stamp) if settled(stamp) else ""
    columns = "path, lang, item, stamp"
    try:
        catalogue = Catalogue.load(path)
    except TranslatorError as error:
        db.execute(
            f"INSERT INTO files ({columns}, error) VALUES (?, ?, ?, ?, ?)",  # noqa: S608
            (str(path), lang, item, kept, error.message),
        )
        return
    db.execute(
        "INSERT OR REPLACE INTO items VALUES (?, ?, ?)",
        (item, catalogue.header("X-Title") or item, catalogue.header("X-Date") or ""),
    )
    sums = dict.fromkeys(schema.SUMS, 0)
    rows_in = []
    asked = project.config.gate.finished_at(lang)
    for position, entry in enumerate(catalogue.entries, 1):
        row = _row(project, lang, item, position, entry)
        old = before.get(str(row["key"]))
        same = old and old["state"] == row["state"] and old["target"] == row["target"]
        row["since"] = old["since"] if old and same else stamp[0] / 1e9
        words, finished = len(entry.source.split()), entry.finished(asked)
        sums["segments"] += 1
        sums["words"] += words
        sums["finished"] += finished
        sums["words_left"] += 0 if finished else words
        sums["errors"] += bool(row["errors"])
        sums["warnings"] += bool(row["rules"]) and not row["errors"]
        sums[str(row["state"]).replace("-", "_")] += 1
        rows_in.append(row)
    names = ", ".join(sums)
    marks = ", ".join("?" * (4 + len(sums)))
    cursor = db.execute(
        f"INSERT INTO files ({columns}, {names}) VALUES ({marks})",  # noqa: S608
        (str(path), lang, item, kept, *sums.values()),
    )
    for row in rows_in:
        row["file"] = cursor.lastrowid
    if rows_in:
        names, marks = ", ".join(rows_in[0]), ", ".join(f":{name}" for name in rows_in[0])
        db.executemany(f"INSERT INTO entries ({names}) VALUES ({marks})", rows_in)  # noqa: S608


def _row(
    project: Project, lang: str, item: str, position: int, entry: Entry
) -> dict[str, str | int | float | None]:
    found = [one for one in diagnose(project, lang, item, entry) if not one.aside]
    origin = entry.provenance if entry.state is not State.UNTRANSLATED else None
    confidence = schema.UNSURE
    if origin and origin.score is not None:
        confidence = origin.score
    elif origin and origin.match is not None:
        confidence = origin.match / 100
    return {
        "lang": lang,
        "item": item,
        "position": position,
        "key": entry.key,
        "source": entry.source,
        "target": entry.target,
        "state": entry.state.value,
        "source_language": entry.source_language or project.source_language,
        "origin": origin.origin if origin else "",
        "todo": not entry.state.accepted,
        "confidence": confidence,
        "match": origin.match if origin else None,
        "revision": review.revision(entry),
        "rules": " ".join(sorted({one.rule for one in found})),
        "errors": sum(one.severity == "error" for one in found),
    }
