"""Signing in: sessions, one-time links and bearer tokens.

Whatever signs somebody in is random, and only its digest is stored.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import sqlite3
from dataclasses import dataclass

from webui.people.accounts import Account, from_row
from webui.people.database import now, transaction

SESSION_SECONDS = 14 * 24 * 3600
LINK_SECONDS = 15 * 60


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that somebody signed in.

    Attributes:
        account: Who.
        csrf: What forms and scripts of its pages must send along.
    """

    account: Account
    csrf: str


def begin(db: sqlite3.Connection, account: Account) -> str:
    """Begin a session; what it returns goes into the cookie."""
    cookie = secrets.token_urlsafe(32)
    with transaction(db):
        db.execute("DELETE FROM sessions WHERE expires < ?", (now(),))
        db.execute(
            "INSERT INTO sessions (digest, account, expires) VALUES (?, ?, ?)",
            (digest(cookie), account.id, now() + SESSION_SECONDS),
        )
    return cookie


def resume(db: sqlite3.Connection, cookie: str) -> Session | None:
    """The session of a cookie."""
    row = db.execute(
        "SELECT accounts.id, accounts.name, accounts.role, accounts.settings "
        "FROM sessions JOIN accounts ON accounts.id = sessions.account "
        "WHERE sessions.digest = ? AND sessions.expires > ? AND accounts.removed IS NULL",
        (digest(cookie), now()),
    ).fetchone()
    return Session(from_row(row), csrf_of(cookie)) if row else None


def end(db: sqlite3.Connection, cookie: str) -> None:
    """End a session."""
    db.execute("DELETE FROM sessions WHERE digest = ?", (digest(cookie),))


def csrf_of(cookie: str) -> str:
    """The token that belongs to a cookie: known only to who can read the pages it opens."""
    return hmac.new(cookie.encode(), b"csrf", hashlib.sha256).hexdigest()


def new_link(db: sqlite3.Connection, account: Account) -> str:
    """A token that signs an account in once, within a quarter of an hour."""
    return _new_token(db, account, "link", now() + LINK_SECONDS)


def peek_link(db: sqlite3.Connection, token: str) -> Account | None:
    """Whom a one-time token would sign in; it stays good."""
    return _owner(db, token, "link")


def use_link(db: sqlite3.Connection, token: str) -> Account | None:
    """Whom a one-time token signs in; it is used up."""
    with transaction(db):
        account = _owner(db, token, "link")
        db.execute("DELETE FROM tokens WHERE digest = ?", (digest(token),))
    return account


def new_api_token(db: sqlite3.Connection, account: Account) -> str:
    """A bearer token for scripts, good until the account is removed."""
    return _new_token(db, account, "api", None)


def api_account(db: sqlite3.Connection, token: str) -> Account | None:
    """Whose bearer token it is."""
    return _owner(db, token, "api")


def drop_api_tokens(db: sqlite3.Connection, account: Account) -> int:
    """Revoke all bearer tokens of an account, and say how many there were."""
    found = db.execute("DELETE FROM tokens WHERE account = ? AND purpose = 'api'", (account.id,))
    return found.rowcount


def _new_token(
    db: sqlite3.Connection, account: Account, purpose: str, expires: float | None
) -> str:
    token = secrets.token_urlsafe(32)
    with transaction(db):
        db.execute("DELETE FROM tokens WHERE expires < ?", (now(),))
        db.execute(
            "INSERT INTO tokens (digest, account, purpose, created, expires) "
            "VALUES (?, ?, ?, ?, ?)",
            (digest(token), account.id, purpose, now(), expires),
        )
    return token


def _owner(db: sqlite3.Connection, token: str, purpose: str) -> Account | None:
    row = db.execute(
        "SELECT accounts.id, accounts.name, accounts.role, accounts.settings "
        "FROM tokens JOIN accounts ON accounts.id = tokens.account "
        "WHERE tokens.digest = ? AND tokens.purpose = ? AND accounts.removed IS NULL "
        "AND (tokens.expires IS NULL OR tokens.expires > ?)",
        (digest(token), purpose, now()),
    ).fetchone()
    return from_row(row) if row else None


def digest(secret: str) -> str:
    """What is stored of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
