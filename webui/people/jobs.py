"""Items being drafted in the background: who asked, how far it is, what came of it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

import msgspec

from translator.message import Packed
from webui.people.database import now, transaction


class Outcome(msgspec.Struct, omit_defaults=True):
    """What came of a job.

    Attributes:
        made: Drafts stored, by origin.
        refused: Segments whose drafts were refused, by reason (see `translator.guards`).
        missing: Segments left for want of an engine, by pair.
        errors: What went wrong, packed.
        stopped: Whether somebody ended it early.
        interrupted: Whether the server ended before the job did.
    """

    made: dict[str, int] = {}
    refused: dict[str, int] = {}
    missing: dict[str, int] = {}
    errors: list[Packed] = []
    stopped: bool = False
    interrupted: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """One item that is or was drafted in one language.

    Attributes:
        id: The row.
        at: When somebody asked for it, in seconds since 1970.
        person: Who.
        lang: The target language.
        item: The item's id.
        server: The server that works on it.
        done: Segments drafted or refused.
        total: Segments for the engine; 0 before that is known.
        stop: Whether somebody asked for it to end.
        ended: When it ended.
        outcome: What came of it, once it ended.
    """

    id: int
    at: float
    person: str
    lang: str
    item: str
    server: str
    done: int
    total: int
    stop: bool
    ended: float | None
    outcome: Outcome | None


_SELECT = (
    "SELECT jobs.*, accounts.name AS person FROM jobs JOIN accounts ON accounts.id = jobs.account "
)


def begin(
    db: sqlite3.Connection, account: int, lang: str, item: str, server: str
) -> tuple[Job, bool]:
    """The job of an item: the one that is at work, or a new one; and whether it is new."""
    with transaction(db):
        cursor = db.execute(
            "INSERT OR IGNORE INTO jobs (at, account, lang, item, server) VALUES (?, ?, ?, ?, ?)",
            (now(), account, lang, item, server),
        )
        found = latest(db, lang, item)
    assert found is not None  # noqa: S101 - the row was just there
    return found, cursor.rowcount > 0


def latest(db: sqlite3.Connection, lang: str, item: str) -> Job | None:
    """The item's last job."""
    row = db.execute(
        f"{_SELECT} WHERE lang = ? AND item = ? ORDER BY jobs.id DESC LIMIT 1", (lang, item)
    ).fetchone()
    return _from_row(row) if row else None


def step(db: sqlite3.Connection, job: int, done: int, total: int) -> bool:
    """Say how far a job is; whether somebody asked for it to end."""
    row = db.execute(
        "UPDATE jobs SET done = ?, total = ? WHERE id = ? RETURNING stop", (done, total, job)
    ).fetchone()
    return bool(row is None or row["stop"])


def ask_to_stop(db: sqlite3.Connection, lang: str, item: str) -> None:
    """Ask for the item's job to end."""
    db.execute(
        "UPDATE jobs SET stop = 1 WHERE lang = ? AND item = ? AND ended IS NULL", (lang, item)
    )


def end(db: sqlite3.Connection, job: int, outcome: Outcome) -> None:
    """Say what came of a job; what was said before stays."""
    db.execute(
        "UPDATE jobs SET ended = ?, outcome = ? WHERE id = ? AND ended IS NULL",
        (now(), msgspec.json.encode(outcome).decode(), job),
    )


def _from_row(row: sqlite3.Row) -> Job:
    outcome = row["outcome"]
    return Job(
        row["id"],
        row["at"],
        row["person"],
        row["lang"],
        row["item"],
        row["server"],
        row["done"],
        row["total"],
        bool(row["stop"]),
        row["ended"],
        msgspec.json.decode(outcome, type=Outcome) if outcome else None,
    )
