"""Drafting an item in the background, one after the other, while people go on working."""

from __future__ import annotations

import queue
import secrets
import sqlite3
import threading
import time
from dataclasses import replace
from pathlib import Path

from filelock import FileLock, Timeout

from translator.draft import Drafting, Step, Stop, draft
from translator.errors import TranslatorError
from translator.message import packed, phrase
from translator.state import State
from webui.desk import Desk
from webui.people import database, jobs
from webui.people.accounts import Account
from webui.people.jobs import Job, Outcome

_TELL_SECONDS = 0.3
"""How often a job says how far it is; every time is a synced write."""


class Drafter:
    """Works on the jobs of one server.

    A server is alive as long as it holds its lock; the operating system lets go of it when the
    process ends, however that happens. So a job that was left behind is known for what it is.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._name = secrets.token_hex(8)
        self._lock = self._lock_of(self._name)
        self._starting = threading.Lock()
        self._todo: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._closing = threading.Event()

    def begin(self, db: sqlite3.Connection, person: Account, lang: str, item: str) -> Job:
        """Draft an item, unless that is being done already; the job that does it."""
        with self._starting:
            if self._thread is None:
                self._desk.project.locks.mkdir(parents=True, exist_ok=True)
                self._lock.acquire()
                self._thread = threading.Thread(target=self._work, name="drafter", daemon=True)
                self._thread.start()
        left = self.latest(db, lang, item)
        if left and left.outcome and left.outcome.interrupted:
            jobs.end(db, left.id, left.outcome)
        job, new = jobs.begin(db, person.id, lang, item, self._name)
        if new:
            self._todo.put(job)
        return job

    def latest(self, db: sqlite3.Connection, lang: str, item: str) -> Job | None:
        """The item's last job; one whose server is gone has ended, whatever the table says."""
        job = jobs.latest(db, lang, item)
        if job is None or job.ended is not None or self._alive(job.server):
            return job
        return replace(job, ended=job.at, outcome=Outcome(interrupted=True))

    def close(self, seconds: float = 5.0) -> None:
        """End the job at work, what it drafted stored, and take no more."""
        self._closing.set()
        if self._thread:
            self._todo.put(None)
            self._thread.join(seconds)
        self._lock.release()

    def _lock_of(self, server: str) -> FileLock:
        path = self._desk.project.locks / f"server-{server}.lock"
        return FileLock(path, thread_local=False)

    def _alive(self, server: str) -> bool:
        if server == self._name:
            return not self._closing.is_set()
        lock = self._lock_of(server)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return True
        except OSError:
            return False
        lock.release()
        return False

    def _work(self) -> None:
        while (job := self._todo.get()) and not self._closing.is_set():
            with database.opened(self._desk.people) as db:
                try:
                    outcome = self._do(db, job)
                except Exception as error:  # noqa: BLE001 - a job says what it failed at
                    outcome = Outcome(errors=[str(error) or repr(error)])
                jobs.end(db, job.id, outcome)

    def _do(self, db: sqlite3.Connection, job: Job) -> Outcome:
        path = self._desk.path(job.lang, job.item)
        if path is None:
            return Outcome(errors=[packed(phrase("the item has no catalogue any more"))])
        teller = _Teller(db, job, self._closing)
        try:
            teller.tell()
            made = draft(
                self._desk.fresh_project(),
                languages=(job.lang,),
                patterns=(job.item,),
                progress=teller,
            )
        except TranslatorError as error:
            return Outcome(errors=[packed(error.whole(self._desk.project.root))])
        except Stop:
            made = Drafting(stopped=True)
        self._desk.note_saved(job.lang, job.item)
        return _outcome(made, job, self._desk.project.root, closing=self._closing.is_set())


class _Teller:
    """Passes progress on to the people database, and the wish to end back."""

    def __init__(self, db: sqlite3.Connection, job: Job, closing: threading.Event) -> None:
        self._db = db
        self._job = job
        self._closing = closing
        self._pairs: dict[str, tuple[int, int]] = {}
        self._told = 0.0

    def __call__(self, step: Step) -> None:
        self._pairs[step.pair] = (step.done, step.total)
        if time.monotonic() - self._told > _TELL_SECONDS or step.done == step.total:
            self.tell()

    def tell(self) -> None:
        """Write down how far it is."""
        self._told = time.monotonic()
        done = sum(done for done, _ in self._pairs.values())
        total = sum(total for _, total in self._pairs.values())
        if jobs.step(self._db, self._job.id, done, total) or self._closing.is_set():
            raise Stop


def _outcome(made: Drafting, job: Job, root: Path, *, closing: bool) -> Outcome:
    return Outcome(
        dict(made.made.get(job.lang, {})),
        dict(made.refused.get(job.lang, {})),
        dict(made.missing),
        [packed(error.whole(root)) for error in made.errors],
        stopped=made.stopped and not closing,
        interrupted=made.stopped and closing,
    )


def open_segments(desk: Desk, lang: str, item: str) -> int:
    """How many segments of an item drafting could fill."""
    path = desk.path(lang, item)
    entries = desk.read(path).entries if path else []
    return sum(entry.state is State.UNTRANSLATED for entry in entries)
