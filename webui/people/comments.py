"""What translators and reviewers say to each other about a segment."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass

from webui.people import following
from webui.people.database import now

LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Comment:
    """One remark about one entry.

    Attributes:
        id: The row.
        at: When, in seconds since 1970.
        person: Who.
        lang: The target language.
        item: The item's id.
        key: The entry's key then.
        kind: `comment`, or `question` for the editor of the source.
        text: What.
        resolved: When it was settled.
        source: The entry's source then.
    """

    id: int
    at: float
    person: str
    lang: str
    item: str
    key: str
    kind: str
    text: str
    resolved: float | None
    source: str


_SELECT = (
    "SELECT comments.*, accounts.name AS person "
    "FROM comments JOIN accounts ON accounts.id = comments.account "
)


def add(
    db: sqlite3.Connection,
    account: int,
    lang: str,
    item: str,
    key: str,
    kind: str,
    text: str,
    *,
    source: str,
) -> None:
    """Say something about an entry; its source is kept to find it again once it was edited."""
    db.execute(
        "INSERT INTO comments (at, account, lang, item, key, kind, text, source) "
        "VALUES (?,?,?,?,?,?,?,?)",
        (now(), account, lang, item, key, kind, text[:LONGEST], source),
    )


def resolve(db: sqlite3.Connection, comment: int, account: int) -> None:
    """Settle a comment; a settled one stays as it was."""
    db.execute(
        "UPDATE comments SET resolved = ?, resolver = ? WHERE id = ? AND resolved IS NULL",
        (now(), account, comment),
    )


def of_entry(db: sqlite3.Connection, lang: str, item: str, keys: list[str]) -> list[Comment]:
    """What was said of an entry under all keys it had, oldest first."""
    marks = ",".join("?" * len(keys))
    rows = db.execute(
        f"{_SELECT} WHERE lang = ? AND item = ? AND key IN ({marks}) ORDER BY comments.id",
        (lang, item, *keys),
    )
    return [_from_row(row) for row in rows]


def open_ones(db: sqlite3.Connection, limit: int = 20) -> list[Comment]:
    """What nobody has settled, newest first."""
    rows = db.execute(
        f"{_SELECT} WHERE resolved IS NULL ORDER BY comments.at DESC LIMIT ?", (limit,)
    )
    return [_from_row(row) for row in rows]


def open_counts(db: sqlite3.Connection, lang: str, item: str) -> Counter[str]:
    """How many open comments each entry of an item has, by the key it has now."""
    rows = db.execute(
        "SELECT key, count(*) AS n FROM comments WHERE lang = ? AND item = ? "
        "AND resolved IS NULL GROUP BY key",
        (lang, item),
    ).fetchall()
    counts: Counter[str] = Counter()
    for row in rows:
        counts[following.current_key(db, lang, item, row["key"])] += row["n"]
    return counts


def questions(db: sqlite3.Connection, *, settled: bool, limit: int = 500) -> list[Comment]:
    """What the editor of the sources is asked, item by item, oldest first."""
    rows = db.execute(
        f"{_SELECT} WHERE kind = 'question' AND (resolved IS NOT NULL) = ? "
        "ORDER BY item, comments.id LIMIT ?",
        (settled, limit),
    )
    return [_from_row(row) for row in rows]


def _from_row(row: sqlite3.Row) -> Comment:
    return Comment(
        row["id"],
        row["at"],
        row["person"],
        row["lang"],
        row["item"],
        row["key"],
        row["kind"],
        row["text"],
        row["resolved"],
        row["source"],
    )
