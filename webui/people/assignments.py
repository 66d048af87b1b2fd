"""Who does an item in a language, and until when."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from webui.people.database import now


@dataclass(frozen=True, slots=True)
class Assignment:
    """One item in one language, given to a person.

    Attributes:
        lang: The target language.
        item: The item's id.
        account: Whose it is.
        person: Their name.
        due: The day by which it is to be done; None where nobody said.
        given_by: Who gave it.
    """

    lang: str
    item: str
    account: int
    person: str
    due: dt.date | None
    given_by: str

    def overdue(self, today: dt.date) -> bool:
        """Whether its day has passed."""
        return self.due is not None and self.due < today


_SELECT = (
    "SELECT assignments.*, who.name AS person, giver.name AS giver FROM assignments "
    "JOIN accounts AS who ON who.id = account JOIN accounts AS giver ON giver.id = given_by "
)
_SOONEST = "ORDER BY due IS NULL, due, item"


def assign(
    db: sqlite3.Connection, lang: str, item: str, account: int, due: dt.date | None, by: int
) -> None:
    """Give an item in a language to a person, whoever had it before."""
    db.execute(
        "INSERT OR REPLACE INTO assignments (lang, item, account, due, given_by, at) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (lang, item, account, due.isoformat() if due else None, by, now()),
    )


def release(db: sqlite3.Connection, lang: str, item: str) -> None:
    """Take an item from whoever has it."""
    db.execute("DELETE FROM assignments WHERE lang = ? AND item = ?", (lang, item))


def get(db: sqlite3.Connection, lang: str, item: str) -> Assignment | None:
    """Who has an item."""
    row = db.execute(f"{_SELECT} WHERE lang = ? AND item = ?", (lang, item)).fetchone()
    return _from_row(row) if row else None


def of_person(db: sqlite3.Connection, account: int, lang: str = "") -> list[Assignment]:
    """What a person has, in one language or all, the soonest due first."""
    rows = db.execute(
        f"{_SELECT} WHERE account = ? AND ? IN ('', lang) {_SOONEST}", (account, lang)
    )
    return [_from_row(row) for row in rows]


def overdue(db: sqlite3.Connection, today: dt.date, limit: int = 50) -> list[Assignment]:
    """What is late, whoever has it, the longest first."""
    rows = db.execute(f"{_SELECT} WHERE due < ? {_SOONEST} LIMIT ?", (today.isoformat(), limit))
    return [_from_row(row) for row in rows]


def of_items(db: sqlite3.Connection, lang: str, items: Iterable[str]) -> dict[str, Assignment]:
    """Who has which of some items in a language."""
    names = list(items)
    marks = ",".join("?" * len(names))
    rows = db.execute(f"{_SELECT} WHERE lang = ? AND item IN ({marks})", (lang, *names))
    return {row["item"]: _from_row(row) for row in rows}


def _from_row(row: sqlite3.Row) -> Assignment:
    due = dt.date.fromisoformat(row["due"]) if row["due"] else None
    return Assignment(row["lang"], row["item"], row["account"], row["person"], due, row["giver"])
