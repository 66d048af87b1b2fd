"""What the review pages ask: totals, items, the queue, search, texts like another."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from translator.index import facts
from translator.index.reading import text_hash
from translator.state import State

PAGE = 40
COUNTED = 1000
_RARE = 1000
"""Texts of an origin below which they are looked up and sorted."""
_FOUND = 5000
"""A text that is found more often is looked at where it was written last."""
_THREES = 200
"""So many continuations of one or two characters are looked for, the most frequent."""
_FOUND_ROWS = "INDEXED BY entries_found"
"""The way to the few entries that a rule finds something in; in the order of confidence."""
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
        items: The items' ids; all where it is None.
    """

    state: str = ""
    origin: str = ""
    rule: str = ""
    item: str = ""
    text: str = ""
    order: str = "confidence"
    exact: bool = False
    items: tuple[str, ...] | None = None


def totals(db: sqlite3.Connection, finished_at: Mapping[str, str]) -> dict[str, dict[str, int]]:
    """What each language adds up to.

    Args:
        db: The index.
        finished_at: For each language the state that the gate asks for.
    """
    return {
        row["lang"]: _with_finished(row, finished_at) for row in _rows(db, "SELECT * FROM totals")
    }


def newest_items(
    db: sqlite3.Connection, finished_at: Mapping[str, str], limit: int, offset: int = 0
) -> list[tuple[sqlite3.Row, dict[str, dict[str, Any]]]]:
    """Items, newest first, each with its catalogue in every language.

    Args:
        db: The index.
        finished_at: For each language the state that the gate asks for.
        limit: How many.
        offset: How many to pass over.
    """
    items = _rows(
        db,
        "SELECT item, title, date FROM items ORDER BY date DESC, item DESC LIMIT ? OFFSET ?",
        (limit, offset),
    )
    marks = ",".join("?" * len(items))
    catalogues: dict[str, dict[str, dict[str, Any]]] = {}
    names = [row["item"] for row in items]
    for row in _rows(db, f"SELECT * FROM catalogues WHERE wanted AND item IN ({marks})", names):  # noqa: S608
        shown = _with_finished(row, finished_at)
        shown["problem"] = facts.problem(row["problem"]).error("").message if row["problem"] else ""
        catalogues.setdefault(row["item"], {})[row["lang"]] = shown
    return [(row, catalogues.get(row["item"], {})) for row in items]


def catalogues(
    db: sqlite3.Connection, finished_at: Mapping[str, str], places: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], dict[str, Any]]:
    """What some catalogues add up to, by language and item.

    Args:
        db: The index.
        finished_at: For each language the state that the gate asks for.
        places: Languages and items.
    """
    found = {}
    for lang, item in places:
        for row in _rows(
            db, "SELECT * FROM catalogues WHERE wanted AND item = ? AND lang = ?", (item, lang)
        ):
            found[lang, item] = _with_finished(row, finished_at)
    return found


def unreadable(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """Some catalogues that can't be read, and why."""
    return [
        (path, facts.problem(problem).error(path).message)
        for path, problem in db.execute(
            "SELECT path, problem FROM catalogues WHERE problem IS NOT NULL ORDER BY path LIMIT 20"
        )
    ]


def queue(db: sqlite3.Connection, lang: str, wanted: Filter, offset: int = 0) -> list[sqlite3.Row]:
    """The entries that fit a filter, a page and one more."""
    where, values, narrowed = _where(db, lang, wanted)
    order = ORDERS.get(wanted.order, ORDERS["confidence"])
    states = _states(wanted)
    in_order = narrowed == _FOUND_ROWS and order == ORDERS["confidence"]
    if narrowed and not in_order:
        marks = ",".join("?" * len(states))
        return _rows(
            db,
            f"SELECT * FROM entries {narrowed} WHERE lang = ? AND state IN ({marks}){where} "  # noqa: S608
            f"ORDER BY {order} LIMIT ? OFFSET ?",
            (lang, *states, *values, PAGE + 1, offset),
        )
    # Each state is in the order of an index, and they are merged: nothing is sorted.
    each = f"SELECT * FROM entries {narrowed} WHERE lang = ? AND state = ?{where}"  # noqa: S608
    return _rows(
        db,
        f"{' UNION ALL '.join([each] * len(states))} ORDER BY {order} LIMIT ? OFFSET ?",
        (*(value for state in states for value in (lang, state, *values)), PAGE + 1, offset),
    )


def count(db: sqlite3.Connection, lang: str, wanted: Filter) -> int:
    """How many entries fit a filter; counting stops at `COUNTED`."""
    where, values, narrowed = _where(db, lang, wanted)
    states = _states(wanted)
    marks = ",".join("?" * len(states))
    found = db.execute(
        f"SELECT count(*) FROM (SELECT 1 FROM entries {narrowed} "  # noqa: S608
        f"WHERE lang = ? AND state IN ({marks}){where} LIMIT ?)",
        (lang, *states, *values, COUNTED),
    ).fetchone()
    return int(found[0])


def search(
    db: sqlite3.Connection, text: str, langs: Sequence[str], offset: int = 0
) -> list[sqlite3.Row]:
    """Entries whose source or target contains a text, in any of the languages."""
    condition, values = _contains(text)
    marks = ",".join("?" * len(langs))
    return _rows(
        db,
        f"SELECT * FROM entries NOT INDEXED WHERE {condition} AND lang IN ({marks}) "  # noqa: S608
        "ORDER BY item, position, lang LIMIT ? OFFSET ?",
        (*values, *langs, PAGE + 1, offset),
    )


def titles(db: sqlite3.Connection, items: Sequence[str]) -> dict[str, str]:
    """The items' titles."""
    marks = ",".join("?" * len(items))
    query = f"SELECT item, title FROM items WHERE item IN ({marks})"  # noqa: S608
    return dict(db.execute(query, list(items)).fetchall())


def accepted(
    db: sqlite3.Connection, lang: str, source: str, source_language: str, limit: int = 20
) -> list[sqlite3.Row]:
    """Accepted entries with the same source, approved ones first."""
    return _rows(
        db,
        # In the index's order: thousands of items may have the same "Read more".
        "SELECT * FROM entries INDEXED BY entries_source "
        "WHERE lang = ? AND source_hash = ? AND todo = 0 AND source = ? "
        "ORDER BY state, since DESC LIMIT ?",
        (lang, text_hash(source, source_language), source, limit),
    )


def divided_in(db: sqlite3.Connection, lang: str, item: str) -> set[str]:
    """The keys of an item's entries whose source somebody translated otherwise elsewhere."""
    rows = db.execute(
        "SELECT key FROM entries AS own WHERE catalogue = "
        "(SELECT id FROM catalogues WHERE item = ? AND lang = ?) AND EXISTS "
        "(SELECT 1 FROM entries AS other WHERE other.lang = own.lang AND other.todo = 0 "
        "AND other.source_hash = own.source_hash AND other.target_hash != own.target_hash)",
        (item, lang),
    )
    return {key for (key,) in rows}


def _rows(db: sqlite3.Connection, query: str, values: Sequence[Any] = ()) -> list[sqlite3.Row]:
    cursor = db.cursor()
    cursor.row_factory = sqlite3.Row
    return cursor.execute(query, values).fetchall()


def _with_finished(row: sqlite3.Row, finished_at: Mapping[str, str]) -> dict[str, Any]:
    """A row of sums, with what is finished, and what is left, by the language's own gate."""
    required = finished_at.get(row["lang"], "translated")
    return {
        **dict(row),
        "finished": row[f"finished_{required}"],
        "words_left": row["words"] - row[f"words_{required}"],
    }


def _states(wanted: Filter) -> tuple[str, ...]:
    """The states that a filter lets through."""
    if wanted.state == "todo":
        return tuple(state.value for state in State if not state.accepted)
    return (wanted.state,) if wanted.state else tuple(state.value for state in State)


def _where(db: sqlite3.Connection, lang: str, wanted: Filter) -> tuple[str, list[Any], str]:
    """The filter's other conditions, their values, and by which way they leave few rows.

    That way is empty where they may leave many; then rows had better come in their order.
    """
    where, values = [""], list[Any]()
    narrowed = ""
    if origin := "memory" if wanted.exact else wanted.origin:
        where.append("origin = ? AND origin != ''")
        values.append(origin)
        if _is_rare(db, lang, origin, _states(wanted)):
            narrowed = "INDEXED BY entries_origin"
    if wanted.exact:
        where.append("match = 100")
    if wanted.rule:
        narrowed = _FOUND_ROWS
        where.append("rules != ''")
    if wanted.rule not in ("", "any"):
        where.append("instr(' ' || rules || ' ', ?)")
        values.append(f" {wanted.rule} ")
    if wanted.item:
        narrowed = "INDEXED BY entries_document"
        where.append("item >= ? AND item < ?")
        values += (wanted.item, f"{wanted.item}\U0010ffff")
    if wanted.items is not None:
        narrowed = "INDEXED BY entries_document"
        where.append(f"item IN ({','.join('?' * len(wanted.items))})")
        values += wanted.items
    if wanted.text:
        narrowed = "NOT INDEXED"  # but by the rows that have the text
        condition, more = _contains(wanted.text)
        where.append(condition)
        values += more
    return " AND ".join(where), values, narrowed


def _is_rare(db: sqlite3.Connection, lang: str, origin: str, states: Sequence[str]) -> bool:
    """Whether so few texts have an origin that they are quickly sorted."""
    marks = ",".join("?" * len(states))
    found = db.execute(
        "SELECT count(*) FROM (SELECT 1 FROM entries INDEXED BY entries_origin WHERE lang = ? "  # noqa: S608
        f"AND origin = ? AND origin != '' AND state IN ({marks}) LIMIT ?)",
        (lang, origin, *states, _RARE),
    ).fetchone()
    return int(found[0]) < _RARE


def _contains(text: str) -> tuple[str, list[Any]]:
    """The rows whose source or target contains a text: those with all its characters, looked at."""
    folded = text.casefold()
    if len(text) >= 3:
        threes = [text[at : at + 3] for at in range(0, len(text) - 3, 3)] + [text[-3:]]
        match = "?"
        values: list[Any] = [" ".join('"' + each.replace('"', '""') + '"' for each in threes)]
    else:
        match = (
            "(SELECT coalesce(group_concat('\"' || replace(term, '\"', '\"\"') || '\"', ' OR '), "
            "'\"\"') FROM (SELECT term FROM threes WHERE term >= ? AND term < ? "
            "ORDER BY cnt DESC LIMIT ?))"
        )
        values = [text.lower(), f"{text.lower()}\U0010ffff", _THREES]
    found = f"SELECT rowid FROM texts WHERE texts MATCH {match} ORDER BY rowid DESC LIMIT ?"  # noqa: S608
    return (
        f"id IN ({found}) AND (holds(source, ?) OR holds(target, ?))",
        [*values, _FOUND, folded, folded],
    )
