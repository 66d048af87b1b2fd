"""Accounts, their passwords and roles."""

from __future__ import annotations

import functools
import sqlite3
import unicodedata
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from translator.errors import TranslatorError
from translator.message import phrase
from webui.people.database import now, transaction

Role = Literal["translator", "reviewer", "admin"]
ROLES: tuple[str, ...] = get_args(Role)
SHORTEST_PASSWORD = 10

_COLUMNS = "accounts.id, accounts.name, accounts.role, accounts.settings"


class Settings(msgspec.Struct, omit_defaults=True):
    """What a person chose for themselves.

    Attributes:
        language: The interface's language; the browser's preference where empty.
        theme: `light`, `dark`, or what the system says where empty.
        references: Languages whose text is shown below the source.
    """

    language: str = ""
    theme: str = ""
    references: list[str] = []


@dataclass(frozen=True, slots=True)
class Account:
    """A person who may sign in.

    Attributes:
        id: The row.
        name: What signs in, and what history and approvals show.
        role: `translator`, `reviewer` or `admin`.
        settings: See `Settings`.
    """

    id: int
    name: str
    role: str
    settings: Settings = field(default_factory=Settings)

    def may(self, role: str) -> bool:
        """Whether the account has a role or one above it."""
        return ROLES.index(self.role) >= ROLES.index(role)


@functools.cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@functools.cache
def _nobodys() -> str:
    """A hash to verify against for names that don't exist, so that both take equally long."""
    return _hasher().hash("nobody's password")


def from_row(row: sqlite3.Row) -> Account:
    """The account of a row with `_COLUMNS`."""
    return Account(
        row["id"], row["name"], row["role"], msgspec.json.decode(row["settings"], type=Settings)
    )


def add(db: sqlite3.Connection, name: str, role: str, password: str | None) -> Account:
    """Create an account.

    Raises:
        TranslatorError: The name is taken or no name, or the password is too short.
    """
    name = unicodedata.normalize("NFC", name.strip())
    if not name or len(name) > 80 or not name.isprintable():
        raise TranslatorError(
            phrase("{name} can't be an account's name", name=repr(name)),
            remedy=phrase("1 to 80 characters."),
        )
    hashed = None if password is None else _hash(password)
    with transaction(db):
        if found := db.execute(
            "SELECT id, removed FROM accounts WHERE name = ?", (name,)
        ).fetchone():
            if found["removed"] is None:
                raise TranslatorError(phrase("there is an account {name} already", name=repr(name)))
            db.execute(
                "UPDATE accounts SET role = ?, password = ?, removed = NULL WHERE id = ?",
                (role, hashed, found["id"]),
            )
        else:
            db.execute(
                "INSERT INTO accounts (name, role, password, created) VALUES (?, ?, ?, ?)",
                (name, role, hashed, now()),
            )
    return get(db, name)


def get(db: sqlite3.Connection, name: str) -> Account:
    """The account of that name.

    Raises:
        TranslatorError: There is none.
    """
    row = db.execute(
        f"SELECT {_COLUMNS} FROM accounts WHERE name = ? AND removed IS NULL",  # noqa: S608
        (name,),
    ).fetchone()
    if row is None:
        raise TranslatorError(
            phrase("there is no account {name}", name=repr(name)),
            remedy=phrase("`translator users list` shows them."),
        )
    return from_row(row)


def everyone(db: sqlite3.Connection) -> list[Account]:
    """All accounts, by name."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM accounts WHERE removed IS NULL ORDER BY name"  # noqa: S608
    )
    return [from_row(row) for row in rows]


def can_sign_in(db: sqlite3.Connection) -> bool:
    """Whether any account has a password."""
    row = db.execute(
        "SELECT 1 FROM accounts WHERE removed IS NULL AND password IS NOT NULL LIMIT 1"
    ).fetchone()
    return row is not None


def has_password(db: sqlite3.Connection, account: Account) -> bool:
    """Whether the account can sign in with a password."""
    row = db.execute("SELECT password FROM accounts WHERE id = ?", (account.id,)).fetchone()
    return bool(row and row["password"])


def verify(db: sqlite3.Connection, name: str, password: str) -> Account | None:
    """The account that a name and password sign in, or None; slow on purpose."""
    name = unicodedata.normalize("NFC", name.strip())
    row = db.execute(
        f"SELECT {_COLUMNS}, password FROM accounts WHERE name = ? AND removed IS NULL",  # noqa: S608
        (name,),
    ).fetchone()
    stored = row["password"] if row and row["password"] else _nobodys()
    try:
        _hasher().verify(stored, password)
    except (VerificationError, InvalidHashError):
        return None
    if row is None or row["password"] is None:
        return None
    if _hasher().check_needs_rehash(stored):
        set_password(db, from_row(row), password, keep_sessions=True)
    return from_row(row)


def set_password(
    db: sqlite3.Connection, account: Account, password: str, *, keep_sessions: bool = False
) -> None:
    """Change a password; whoever was signed in with the old one has to sign in again.

    Raises:
        TranslatorError: The password is too short.
    """
    hashed = _hash(password)
    with transaction(db):
        db.execute("UPDATE accounts SET password = ? WHERE id = ?", (hashed, account.id))
        if not keep_sessions:
            db.execute("DELETE FROM sessions WHERE account = ?", (account.id,))


def set_role(db: sqlite3.Connection, account: Account, role: str) -> None:
    """Change what an account may do.

    Raises:
        TranslatorError: It would leave no administrator.
    """
    with transaction(db):
        if role != "admin":
            _keep_an_admin(db, account)
        db.execute("UPDATE accounts SET role = ? WHERE id = ?", (role, account.id))


def remove(db: sqlite3.Connection, account: Account) -> None:
    """Take an account away; what it did keeps its name.

    Raises:
        TranslatorError: It would leave no administrator.
    """
    with transaction(db):
        _keep_an_admin(db, account)
        db.execute(
            "UPDATE accounts SET removed = ?, password = NULL WHERE id = ?", (now(), account.id)
        )
        db.execute("DELETE FROM sessions WHERE account = ?", (account.id,))
        db.execute("DELETE FROM tokens WHERE account = ?", (account.id,))


def save_settings(db: sqlite3.Connection, account: Account, settings: Settings) -> None:
    """Remember what a person chose."""
    text = msgspec.json.encode(settings).decode()
    db.execute("UPDATE accounts SET settings = ? WHERE id = ?", (text, account.id))


def _keep_an_admin(db: sqlite3.Connection, account: Account) -> None:
    if account.role != "admin":
        return
    row: Any = db.execute(
        "SELECT 1 FROM accounts WHERE role = 'admin' AND removed IS NULL AND id != ?", (account.id,)
    ).fetchone()
    if row is None:
        raise TranslatorError(
            phrase("{name} is the only administrator", name=repr(account.name)),
            remedy=phrase("Make somebody else administrator first."),
        )


def _hash(password: str) -> str:
    if len(password) < SHORTEST_PASSWORD:
        raise TranslatorError(
            phrase(
                "the password is too short: at least {shortest} characters",
                shortest=SHORTEST_PASSWORD,
            ),
            remedy=phrase("Several words are easy to remember and hard to guess."),
        )
    return _hasher().hash(password)
