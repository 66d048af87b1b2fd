"""Where an entry whose source was edited, and an item under a new name, is found today."""

from __future__ import annotations

import sqlite3

from webui.people.database import transaction

_ABOUT_ITEMS = ("comments", "history", "jobs", "assignments")


def note_successor(db: sqlite3.Connection, lang: str, item: str, old: str, new: str) -> None:
    """Remember that an entry whose source was edited goes on under a new key."""
    if old != new:
        db.execute(
            "INSERT OR IGNORE INTO successors (lang, item, old, new) VALUES (?, ?, ?, ?)",
            (lang, item, old, new),
        )


def keys_of(db: sqlite3.Connection, lang: str, item: str, key: str) -> list[str]:
    """The key an entry has and those it had before."""
    rows = db.execute(
        "WITH RECURSIVE past (key) AS (SELECT ? UNION "
        "SELECT old FROM successors JOIN past ON new = key WHERE lang = ? AND item = ?) "
        "SELECT key FROM past",
        (key, lang, item),
    )
    return [row["key"] for row in rows]


def current_key(db: sqlite3.Connection, lang: str, item: str, key: str) -> str:
    """The key an entry has today, as far as is known."""
    seen = {key}
    query = "SELECT new FROM successors WHERE lang = ? AND item = ? AND old = ? ORDER BY rowid DESC"
    while row := db.execute(query, (lang, item, key)).fetchone():
        if row["new"] in seen:
            break
        key = row["new"]
        seen.add(key)
    return key


def talked_of(db: sqlite3.Connection, lang: str, item: str) -> dict[str, str]:
    """The keys that anything is on record about, and the sources that they stood for."""
    rows = db.execute(
        "SELECT key, max(source) AS source FROM (SELECT key, source FROM comments "
        "WHERE lang = :lang AND item = :item UNION ALL SELECT key, source FROM history "
        "WHERE lang = :lang AND item = :item) GROUP BY key",
        {"lang": lang, "item": item},
    )
    return {row["key"]: row["source"] for row in rows}


def items(db: sqlite3.Connection) -> list[str]:
    """The items that anything is on record about."""
    union = " UNION ".join(f"SELECT item FROM {table}" for table in _ABOUT_ITEMS)  # noqa: S608
    return [row["item"] for row in db.execute(union)]


def rename(db: sqlite3.Connection, old: str, new: str) -> None:
    """Put all that is on record about an item under its new name."""
    with transaction(db):
        for table in (*_ABOUT_ITEMS, "successors"):
            db.execute(f"UPDATE OR IGNORE {table} SET item = ? WHERE item = ?", (new, old))  # noqa: S608
            db.execute(f"DELETE FROM {table} WHERE item = ?", (old,))  # noqa: S608
        db.execute("UPDATE moves SET new = ? WHERE new = ?", (new, old))
        db.execute("DELETE FROM moves WHERE old = ?", (new,))
        db.execute("INSERT OR REPLACE INTO moves (old, new) VALUES (?, ?)", (old, new))


def current_item(db: sqlite3.Connection, item: str) -> str | None:
    """The name that an item has today, where it is known to have another one."""
    row = db.execute("SELECT new FROM moves WHERE old = ?", (item,)).fetchone()
    return str(row["new"]) if row else None


def with_open_comments(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """The catalogues (language, item) that somebody waits for an answer about."""
    rows = db.execute("SELECT DISTINCT lang, item FROM comments WHERE resolved IS NULL")
    return [(row["lang"], row["item"]) for row in rows.fetchall()]
