"""Who changed what through the web page, and what to put back to undo it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from translator.review import Snapshot
from webui.people.database import now, transaction

ACTIONS = (
    "translated",
    "approved",
    "unfinished",
    "sent-back",
    "set-aside",
    "restored",
    "not-saved",
)


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one entry.

    Attributes:
        id: The row.
        at: When, in seconds since 1970.
        person: Who.
        action: One of `ACTIONS`; `not-saved` keeps a text that lost to somebody else's.
        lang: The target language.
        item: The item's id.
        key: The entry's key then.
        source: The entry's source then.
        before_state: Its state before.
        before: All of it before, to be restored.
        state: Its state after.
        target: Its text after.
        revision: Its revision after.
        batch: The bulk action it was part of.
    """

    id: int
    at: float
    person: str
    action: str
    lang: str
    item: str
    key: str
    source: str
    before_state: str
    before: Snapshot
    state: str
    target: str
    revision: str
    batch: int | None


@dataclass(frozen=True, slots=True)
class Record:
    """A change to be remembered; see `Change`."""

    account: int
    action: str
    lang: str
    item: str
    key: str
    source: str
    before_state: str
    before: Snapshot
    state: str
    target: str
    revision: str
    batch: int | None = None


_SELECT = (
    "SELECT history.*, coalesce(accounts.name, '?') AS person "
    "FROM history LEFT JOIN accounts ON accounts.id = history.account "
)


def remember(db: sqlite3.Connection, records: Iterable[Record]) -> None:
    """Store changes."""
    with transaction(db):
        db.executemany(
            "INSERT INTO history (at, account, action, lang, item, key, source, before_state, "
            "before, state, target, revision, batch) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
            [
                (
                    now(),
                    r.account,
                    r.action,
                    r.lang,
                    r.item,
                    r.key,
                    r.source,
                    r.before_state,
                    msgspec.json.encode(r.before).decode(),
                    r.state,
                    r.target,
                    r.revision,
                    r.batch,
                )
                for r in records
            ],
        )


def new_batch(db: sqlite3.Connection) -> int:
    """A number for the next bulk action."""
    return int(db.execute("SELECT coalesce(max(batch), 0) + 1 FROM history").fetchone()[0])


def get(db: sqlite3.Connection, change: int) -> Change | None:
    """One change."""
    row = db.execute(f"{_SELECT} WHERE history.id = ?", (change,)).fetchone()
    return _from_row(row) if row else None


def of_batch(db: sqlite3.Connection, batch: int) -> list[Change]:
    """The changes of one bulk action."""
    return [_from_row(row) for row in db.execute(f"{_SELECT} WHERE batch = ?", (batch,))]


def of_entry(db: sqlite3.Connection, lang: str, item: str, keys: list[str]) -> list[Change]:
    """An entry's changes under all keys it had, newest first."""
    marks = ",".join("?" * len(keys))
    rows = db.execute(
        f"{_SELECT} WHERE lang = ? AND item = ? AND key IN ({marks}) ORDER BY history.id DESC "
        "LIMIT 50",
        (lang, item, *keys),
    )
    return [_from_row(row) for row in rows]


def undo_of(db: sqlite3.Connection, lang: str, item: str, key: str, revision: str) -> int | None:
    """The change that made an entry what it is."""
    row = db.execute(
        "SELECT id, revision, action FROM history WHERE lang = ? AND item = ? AND key = ? "
        "AND action != 'not-saved' ORDER BY id DESC LIMIT 1",
        (lang, item, key),
    ).fetchone()
    return int(row["id"]) if row and row["revision"] == revision else None


def translator_of(
    db: sqlite3.Connection, lang: str, item: str, key: str, target: str
) -> int | None:
    """The account that last put this text in or accepted it; None where nobody did here."""
    row = db.execute(
        "SELECT account FROM history WHERE lang = ? AND item = ? AND key = ? AND target = ? "
        "AND action IN ('translated', 'unfinished') ORDER BY id DESC LIMIT 1",
        (lang, item, key, target),
    ).fetchone()
    return int(row["account"]) if row else None


def search(
    db: sqlite3.Connection,
    *,
    person: str = "",
    lang: str = "",
    item: str = "",
    action: str = "",
    before: int | None = None,
    limit: int = 50,
) -> list[Change]:
    """Changes, newest first, that fit every filter given; `before` goes on from an earlier page."""
    where, values = ["1"], list[object]()
    for column, value in (("accounts.name", person), ("lang", lang), ("item", item)):
        if value:
            where.append(f"{column} = ?")
            values.append(value)
    if action:
        where.append("action = ?")
        values.append(action)
    if before:
        where.append("history.id < ?")
        values.append(before)
    rows = db.execute(
        f"{_SELECT} WHERE {' AND '.join(where)} ORDER BY history.id DESC LIMIT ?",
        (*values, limit),
    )
    return [_from_row(row) for row in rows]


def last_places(
    db: sqlite3.Connection, account: int, limit: int = 4
) -> list[tuple[str, str, float]]:
    """The items a person worked on last: language, item, when."""
    rows = db.execute(
        "SELECT lang, item, max(at) AS at FROM (SELECT * FROM history WHERE account = ? "
        "ORDER BY id DESC LIMIT 500) GROUP BY lang, item ORDER BY at DESC LIMIT ?",
        (account, limit),
    )
    return [(row["lang"], row["item"], row["at"]) for row in rows]


def _from_row(row: sqlite3.Row) -> Change:
    return Change(
        row["id"],
        row["at"],
        row["person"],
        row["action"],
        row["lang"],
        row["item"],
        row["key"],
        row["source"],
        row["before_state"],
        msgspec.json.decode(row["before"], type=Snapshot),
        row["state"],
        row["target"],
        row["revision"],
        row["batch"],
    )
