"""What pages ask the index."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

PAGE = 40
COUNTED = 1000
_FOUND = 5000
"""A text that is found more often is looked at where it was written last."""
_TELLING_WORDS = 8
ORDERS = {
    "confidence": "confidence, item, position",
    "newest": "since DESC",
    "waiting": "since",
    "document": "item, position",
}


@dataclass(frozen=True, slots=True)
class Filter:
    """What the queue shows.

    Attributes:
        state: A state, `todo` for all that is not finished, or empty for all.
        origin: Where texts came from.
        rule: A rule that finds something; `any` for any.
        item: The beginning of an item's id.
        text: What source or target contain.
        order: One of `ORDERS`.
        exact: Only exact memory matches.
    """

    state: str = ""
    origin: str = ""
    rule: str = ""
    item: str = ""
    text: str = ""
    order: str = "confidence"
    exact: bool = False


def totals(db: sqlite3.Connection) -> dict[str, dict[str, int]]:
    """What each language adds up to."""
    return {row["lang"]: dict(row) for row in db.execute("SELECT * FROM totals")}


def newest_items(
    db: sqlite3.Connection, limit: int, offset: int = 0
) -> list[tuple[sqlite3.Row, dict[str, sqlite3.Row]]]:
    """Items, newest first, each with its file in every language."""
    items = db.execute(
        "SELECT * FROM items ORDER BY date DESC, item DESC LIMIT ? OFFSET ?", (limit, offset)
    ).fetchall()
    marks = ",".join("?" * len(items))
    files: dict[str, dict[str, sqlite3.Row]] = {}
    names = [row["item"] for row in items]
    for row in db.execute(f"SELECT * FROM files WHERE item IN ({marks})", names):  # noqa: S608
        files.setdefault(row["item"], {})[row["lang"]] = row
    return [(row, files.get(row["item"], {})) for row in items]


def item_count(db: sqlite3.Connection) -> int:
    """How many items there are."""
    return int(db.execute("SELECT count(*) FROM items").fetchone()[0])


def unreadable(db: sqlite3.Connection) -> list[sqlite3.Row]:
    """Catalogues that can't be read, and why."""
    return db.execute("SELECT path, error FROM files WHERE error != '' LIMIT 20").fetchall()


def queue(db: sqlite3.Connection, lang: str, wanted: Filter, offset: int = 0) -> list[sqlite3.Row]:
    """The entries that fit a filter, a page and one more."""
    where, values = _where(lang, wanted)
    order = ORDERS.get(wanted.order, ORDERS["confidence"])
    return db.execute(
        f"SELECT entries.* FROM entries WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?",  # noqa: S608
        (*values, PAGE + 1, offset),
    ).fetchall()


def count(db: sqlite3.Connection, lang: str, wanted: Filter) -> int:
    """How many entries fit a filter; counting stops at `COUNTED`."""
    where, values = _where(lang, wanted)
    found = db.execute(
        f"SELECT count(*) FROM (SELECT 1 FROM entries WHERE {where} LIMIT ?)",  # noqa: S608
        (*values, COUNTED),
    ).fetchone()
    return int(found[0])


def search(
    db: sqlite3.Connection, text: str, langs: Sequence[str], offset: int = 0
) -> list[sqlite3.Row]:
    """Entries whose source or target contains a text, in any of the languages."""
    condition, values = _contains(text)
    marks = ",".join("?" * len(langs))
    return db.execute(
        f"SELECT entries.* FROM entries WHERE {condition} AND lang IN ({marks}) "  # noqa: S608
        "ORDER BY item, position, lang LIMIT ? OFFSET ?",
        (*values, *langs, PAGE + 1, offset),
    ).fetchall()


def titles(db: sqlite3.Connection, items: Sequence[str]) -> dict[str, str]:
    """The items' titles."""
    marks = ",".join("?" * len(items))
    rows = db.execute(f"SELECT item, title FROM items WHERE item IN ({marks})", list(items))  # noqa: S608
    return {row["item"]: row["title"] for row in rows}


def memory(
    db: sqlite3.Connection, lang: str, source: str, source_language: str, limit: int = 5
) -> list[sqlite3.Row]:
    """Accepted entries with the same source, approved ones first."""
    return db.execute(
        "SELECT * FROM entries WHERE lang = ? AND source = ? AND source_language = ? "
        "AND state IN ('translated', 'approved') ORDER BY state, since DESC LIMIT ?",
        (lang, source, source_language, limit),
    ).fetchall()


def similar(
    db: sqlite3.Connection, lang: str, source: str, source_language: str
) -> list[sqlite3.Row]:
    """Accepted entries whose sources share long words with a source, other than itself."""
    words = sorted(set(re.findall(r"\w{5,}", source)), key=len, reverse=True)
    if not words:
        return []
    wanted = " OR ".join(f'"{word}"' for word in words[:_TELLING_WORDS])
    return db.execute(
        "SELECT entries.* FROM texts JOIN entries ON entries.id = texts.rowid "
        "WHERE texts MATCH ? AND lang = ? AND source_language = ? AND entries.source != ? "
        "AND state IN ('translated', 'approved') ORDER BY rank LIMIT 30",
        (f"source : ({wanted})", lang, source_language, source),
    ).fetchall()


def _where(lang: str, wanted: Filter) -> tuple[str, list[Any]]:
    where, values = ["lang = ?"], list[Any]([lang])
    if wanted.state == "todo":
        where.append("todo = 1")
    elif wanted.state:
        where.append("state = ?")
        values.append(wanted.state)
    if wanted.origin:
        where.append("origin = ?")
        values.append(wanted.origin)
    if wanted.exact:
        where.append("origin = 'memory' AND match = 100")
    if wanted.rule == "any":
        where.append("rules != ''")
    elif wanted.rule:
        where.append("' ' || rules || ' ' LIKE ? ESCAPE '\\'")
        values.append(f"% {_escaped(wanted.rule)} %")
    if wanted.item:
        where.append("item LIKE ? ESCAPE '\\'")
        values.append(f"{_escaped(wanted.item)}%")
    if wanted.text:
        condition, more = _contains(wanted.text)
        where.append(condition)
        values += more
    return " AND ".join(where), values


def _contains(text: str) -> tuple[str, list[Any]]:
    if len(text) >= 3:
        quoted = '"' + text.replace('"', '""') + '"'
        found = "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rowid DESC LIMIT ?"
        return f"id IN ({found})", [quoted, _FOUND]
    like = f"%{_escaped(text)}%"
    return "(source LIKE ? ESCAPE '\\' OR target LIKE ? ESCAPE '\\')", [like, like]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
