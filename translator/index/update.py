"""Bringing the index up to date: read what changed, on all cores where that is much, and store it.

At any moment a few items are in memory, however many there are. What was stored when a process is
killed is not read again by the next.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from itertools import chain

import msgspec

from translator import __version__
from translator.connections import transaction
from translator.index import schema, termbases
from translator.index.jobs import Job, Step
from translator.index.scan import Folder, folders
from translator.item import Item
from translator.project import Project
from translator.stamps import stamp_of

_TOGETHER = 16
"""Items that are read and stored as one step."""
_POOL_FROM = 400
"""Files to be read from which a pool of processes costs less than it saves."""
_SEARCHABLE_AT_ONCE = 2000
"""Texts; nobody else can write meanwhile."""


def refresh(
    db: sqlite3.Connection,
    project: Project,
    *,
    at_most: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> int | None:
    """Read the files that changed since the last look, and forget those that are gone.

    Args:
        db: The index.
        project: The project.
        at_most: Read nothing where more files than this would have to be read.
        progress: Told how many files were read so far, each time some were stored.

    Returns:
        How many files were read; None where they were too many.

    Raises:
        TranslatorError: The items can't be listed.
    """
    _forget_other_settings(db, project)
    project.check_content()
    termbases.follow(db, project)
    limit = _POOL_FROM if at_most is None else at_most + 1
    steps = _steps(db, project)
    first, files = [], 0
    for step in steps:
        first.append(step)
        files += step.files
        if files >= limit:
            break
    if at_most is not None and files > at_most:
        return None
    return _read_and_store(db, project, chain(first, steps), files, progress) if first else 0


def _read_and_store(
    db: sqlite3.Connection,
    project: Project,
    steps: Iterator[Step],
    files: int,
    progress: Callable[[int], None] | None,
) -> int:
    # Imported here, as mostly there is nothing to read.
    from translator.index import store
    from translator.index.workers import read_here, read_on_all_cores

    done = 0
    read_all = read_on_all_cores if files >= _POOL_FROM else read_here
    for step, readings in read_all(project, steps):
        with transaction(db):
            store.store(db, project, step.folder.path, readings)
            if step.orphans is not None:
                store.confirm(db, step.folder, step.orphans)
        done += step.files
        if progress:
            progress(done)
    return done


def refresh_catalogue(db: sqlite3.Connection, project: Project, lang: str, item: str) -> None:
    """Read one catalogue of an item that the index knows."""
    from translator.index import store
    from translator.index.reading import read

    row = db.execute(
        "SELECT folder, source, template FROM items LEFT JOIN templates USING (item) "
        "WHERE item = ?",
        (item,),
    ).fetchone()
    found = stamp_of(project.catalogue_path(lang, item))
    if row is None or found is None:
        return
    folder, source, template = row
    reading = read(project, Job(project.item_of(source), None, template, ((lang, found),)))
    with transaction(db):
        store.store(db, project, folder, [reading])


def make_searchable(db: sqlite3.Connection) -> bool:
    """Put some of the texts that are not there yet into full-text search.

    Returns:
        Whether all are there now.
    """
    lacking = "SELECT 1 FROM entries WHERE id > (SELECT up_to FROM searchable) LIMIT 1"
    if db.execute(lacking).fetchone() is None:
        return True
    with transaction(db):
        [(up_to,)] = db.execute("SELECT up_to FROM searchable")
        ids = db.execute(
            "SELECT id FROM entries WHERE id > ? ORDER BY id LIMIT ?", (up_to, _SEARCHABLE_AT_ONCE)
        ).fetchall()
        if ids:
            last = ids[-1][0]
            db.execute(schema.MAKE_SEARCHABLE, (up_to, last))
            db.execute("UPDATE searchable SET up_to = ?", (last,))
    return len(ids) < _SEARCHABLE_AT_ONCE


def _forget_other_settings(db: sqlite3.Connection, project: Project) -> None:
    """Empty the index where the program or the settings it depends on are other ones now."""
    config = project.config
    parts = [__version__, config.project, config.formats, config.rules]
    settings = msgspec.json.encode(parts).decode()
    query = "SELECT value FROM settings"
    if db.execute(query).fetchone() == (settings,):
        return
    with transaction(db):
        known = db.execute(query).fetchone()
        if known == (settings,):
            return
        if known:
            schema.create(db)
        db.execute("INSERT INTO settings VALUES (?)", (settings,))


def _steps(db: sqlite3.Connection, project: Project) -> Iterator[Step]:
    """What is to be read, folder by folder; forgets what is gone on the way."""
    known = dict(db.execute("SELECT path, fingerprint FROM folders").fetchall())
    for folder in folders(project):
        if known.pop(folder.path, None) != folder.fingerprint:
            yield from _steps_in(db, project, folder)
    if known:
        from translator.index import store

        with transaction(db):
            for path in known:
                store.forget_folder(db, path)


def _steps_in(db: sqlite3.Connection, project: Project, folder: Folder) -> Iterator[Step]:
    prefix = f"{folder.path}/" if folder.path else ""
    items: dict[str, tuple[Item, bytes]] = {}
    for name, found in folder.sources.items():
        item = project.item(prefix + name)
        if item.id in items:
            raise item.twice(items[item.id][0])
        items[item.id] = (item, found)
    inside = (folder.path,)
    known = dict(db.execute("SELECT item, stamp FROM items WHERE folder = ?", inside).fetchall())
    read_before = {
        (lang, item): found
        for lang, item, found in db.execute(
            "SELECT lang, item, stamp FROM catalogues WHERE folder = ?", inside
        )
    }
    orphans = []
    catalogues: dict[str, list[tuple[str, bytes]]] = {}
    for lang, stamps in folder.catalogues.items():
        for name, found in stamps.items():
            if name not in items:
                orphans.append(project.catalogue_name(lang, name))
                continue
            before = read_before.pop((lang, name), None)
            if before != found or known.get(name) != items[name][1]:
                catalogues.setdefault(name, []).append((lang, found))
    gone = known.keys() - items.keys()
    if gone or read_before:
        from translator.index import store

        with transaction(db):
            store.forget(db, folder.path, gone, read_before)
    step = Step(folder)
    for name, (item, found) in sorted(items.items()):
        changed = known.get(name) != found
        if not changed and name not in catalogues:
            continue
        template = None
        if not changed:
            row = db.execute("SELECT template FROM templates WHERE item = ?", (name,)).fetchone()
            template = row[0] if row else None
        step.jobs.append(
            Job(item, found if changed else None, template, tuple(catalogues.get(name, ())))
        )
        if len(step.jobs) == _TOGETHER:
            yield step
            step = Step(folder)
    step.orphans = orphans
    yield step
