"""The index of the project being served: kept up to date while people work."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

from translator.index import path_of
from translator.index.database import Database
from translator.index.update import make_searchable, refresh, refresh_catalogue
from webui.desk import Desk

_AT_ONCE = 40
"""Up to this many changed files are read while the page waits; more, in the background."""
_QUICK_SECONDS = 0.005
"""A project whose files take longer to look at, of the processor's time, is looked at in the
background, too."""
_SLOW_SECONDS = 0.25
"""The same by the wall, which also has what else the machine does: a disk in the network."""
_FRESH_SECONDS = 2.0
_SHARE = 20
"""How much longer than a look at a big project the time until the next one is."""


@dataclass(slots=True)
class _Look:
    """A look at all files, and how many were read in it."""

    read: int | None = None


class Index:
    """The index of one project, and when it was last looked after."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._database = Database(path_of(desk.project))
        self._busy = threading.Lock()
        self._at_work = False
        self._looked = 0.0
        self._took = 0.0
        self.read = 0
        """Files that the background has read; 0 where it has nothing to do."""

    def reading(self) -> contextlib.AbstractContextManager[sqlite3.Connection]:
        """A connection to ask the index with."""
        return self._database.opened()

    def look_after(self) -> None:
        """Bring it up to date: at once where that is quick, else soon and in the background."""
        with self._database.opened() as db:
            # What was saved through the pages is seen at once, however big the project is.
            for lang, item in self._desk.take_saved():
                refresh_catalogue(db, self._desk.project, lang, item)
            if self._took > _QUICK_SECONDS:
                if time.monotonic() - self._looked > max(_FRESH_SECONDS, _SHARE * self._took):
                    self._in_background()
            # A look of our own would find what the background has not read yet, after all it has.
            elif not self._at_work and not self._refresh(db):
                self._in_background()

    def wait(self) -> None:
        """Bring it wholly up to date, however long it takes."""
        with self._busy, self._database.opened() as db:
            self._bring_up_to_date(db)

    def _refresh(self, db: sqlite3.Connection) -> bool:
        """Bring it up to date if that is quick; whether it is now."""
        with self._timed() as look:
            look.read = read = refresh(db, self._desk.project, at_most=_AT_ONCE)
        return read is not None and make_searchable(db)

    @contextlib.contextmanager
    def _timed(self) -> Iterator[_Look]:
        """Remember how long it takes to look at the files when none has changed."""
        look = _Look()
        wall, own = time.perf_counter(), time.thread_time()
        yield look
        wall, own = time.perf_counter() - wall, time.thread_time() - own
        self._looked = time.monotonic()
        if look.read == 0:
            self._took = wall if wall > _SLOW_SECONDS else own

    def _bring_up_to_date(self, db: sqlite3.Connection) -> None:
        def note(read: int) -> None:
            self.read = read

        self._at_work = True
        try:
            with self._timed() as look:
                look.read = refresh(db, self._desk.project, progress=note)
            while not make_searchable(db):
                pass
        finally:
            self._at_work = False
            self.read = 0

    def _in_background(self) -> None:
        if self._busy.acquire(blocking=False):
            threading.Thread(target=self._work, name="index", daemon=True).start()

    def _work(self) -> None:
        try:
            with self._database.opened() as db:
                self._bring_up_to_date(db)
        finally:
            self._busy.release()
