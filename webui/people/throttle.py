"""A brake on guessing passwords that can't be used to lock a colleague out.

Failures are counted by name and address, and by address. A browser in which somebody signed in
before carries a device cookie; for that person its failures are counted apart, so that nobody
else's guesses, not even from the same address, close the door to her. (Device cookies: OWASP, “Slow
Down Online Guessing Attacks with Device Cookies”.)
"""

from __future__ import annotations

import secrets
import sqlite3
from dataclasses import dataclass

from webui.people.accounts import Account
from webui.people.database import now, transaction
from webui.people.signins import digest

WINDOW_SECONDS = 15 * 60
ALLOWED_FAILURES = 5
ALLOWED_FAILURES_BY_ADDRESS = 30
DEVICE_SECONDS = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Attempt:
    """Somebody tries to sign in with a password.

    Attributes:
        name: The name given.
        address: Where the request comes from.
        device: The device cookie that came with it; or empty.
    """

    name: str
    address: str
    device: str = ""


def blocked(db: sqlite3.Connection, attempt: Attempt) -> bool:
    """Whether there were too many failures of late."""
    since = now() - WINDOW_SECONDS
    count = "SELECT count(*) FROM failures WHERE who = ? AND at > ?"
    return any(
        db.execute(count, (who, since)).fetchone()[0] >= allowed
        for who, allowed in _counters(db, attempt)
    )


def note_failure(db: sqlite3.Connection, attempt: Attempt) -> None:
    """Count a failed attempt."""
    with transaction(db):
        db.execute("DELETE FROM failures WHERE at < ?", (now() - WINDOW_SECONDS,))
        for who, _ in _counters(db, attempt):
            db.execute("INSERT INTO failures (who, at) VALUES (?, ?)", (who, now()))


def note_success(db: sqlite3.Connection, attempt: Attempt, account: Account) -> str:
    """Start counting anew for a person who signed in, and know her device from now on.

    Returns:
        The value of the device cookie.
    """
    device = attempt.device if _known(db, attempt) else secrets.token_urlsafe(32)
    with transaction(db):
        own, *_ = _counters(db, attempt)
        db.execute("DELETE FROM failures WHERE who = ?", (own[0],))
        db.execute("DELETE FROM devices WHERE at < ?", (now() - DEVICE_SECONDS,))
        db.execute(
            "INSERT OR REPLACE INTO devices (digest, account, at) VALUES (?, ?, ?)",
            (digest(device), account.id, now()),
        )
    return device


def _counters(db: sqlite3.Connection, attempt: Attempt) -> list[tuple[str, int]]:
    """What an attempt counts for, and how many failures each allows; the person's own first."""
    if _known(db, attempt):
        return [(digest(f"device\0{attempt.device}"), ALLOWED_FAILURES)]
    name = attempt.name.strip().casefold()
    return [
        (digest(f"{name}\0{attempt.address}"), ALLOWED_FAILURES),
        (digest(f"\0{attempt.address}"), ALLOWED_FAILURES_BY_ADDRESS),
    ]


def _known(db: sqlite3.Connection, attempt: Attempt) -> bool:
    """Whether the person of that name signed in on this device before."""
    row = db.execute(
        "SELECT accounts.name FROM devices JOIN accounts ON accounts.id = devices.account "
        "WHERE devices.digest = ? AND devices.at > ?",
        (digest(attempt.device), now() - DEVICE_SECONDS),
    ).fetchone()
    return row is not None and row[0].casefold() == attempt.name.strip().casefold()
