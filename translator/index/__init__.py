"""The index: what items and catalogues add up to, kept in SQLite so that they aren't read anew.

`.translator/index.db` is derived and disposable: deleting it changes nothing but time, and nothing
is ever saved from it. It is brought up to date by looking at files whose size, times or inode
changed. Several processes may use it at once.

`update` brings it up to date, `queries` has what is asked of it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from translator.derived import is_spoilt
from translator.errors import TranslatorError, reason
from translator.index.database import Database
from translator.index.update import refresh
from translator.message import phrase
from translator.project import Project

_Answer = TypeVar("_Answer")


def path_of(project: Project) -> Path:
    """Where a project's index is."""
    return project.root / ".translator" / "index.db"


def ask(project: Project, question: Callable[[sqlite3.Connection], _Answer]) -> _Answer:
    """Ask something of a project's index, brought up to date, or made where there is none.

    Args:
        project: The project.
        question: Asks it, over a connection; asked again where the index turns out to be spoilt.

    Raises:
        TranslatorError: The items can't be listed, or the index can't be written.
    """
    database = Database(path_of(project))
    try:
        for last in (False, True):
            try:
                with database.opened() as db:
                    refresh(db, project)
                    return question(db)
            except sqlite3.OperationalError as error:
                raise TranslatorError(
                    phrase("can't be used: {reason}", reason=reason(error)),
                    path=database.path,
                    remedy=phrase(
                        "Free space or mend the folder's rights; the file may be deleted."
                    ),
                ) from None
            except sqlite3.DatabaseError as error:
                if last or not is_spoilt(error):
                    raise
        raise AssertionError
    finally:
        database.close()
