"""The translation memory: what people stand behind, found again.

Its truth is in files: the project's catalogues, and TMX, PO and MO files in the memory folder.
`.translator/memory.db` is made of them, can be deleted at any time, and is brought up to date
before it is asked.

`sync` brings it up to date, `store` and `postings` keep it, `lookup` answers, `files` reads what
comes from elsewhere, `library` brings files in and writes them.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path

from translator.derived import discard, is_spoilt
from translator.index import ask
from translator.memory import sync
from translator.memory.lookup import Memory
from translator.memory.sentences import together
from translator.memory.store import NAME, connect
from translator.memory.units import EXACT, NUMBERS, Match, Standing, Unit
from translator.project import Project

__all__ = [
    "EXACT",
    "NUMBERS",
    "Match",
    "Memory",
    "Standing",
    "Unit",
    "bring_up_to_date",
    "kept",
    "opened",
    "together",
]

_KEPT = 8
_memories: OrderedDict[Path, tuple[tuple[int, int], Memory]] = OrderedDict()
_lock = threading.Lock()


def opened(project: Project, languages: Iterable[str] | None = None) -> Memory:
    """A project's memory, brought up to date.

    It is kept for the next call, and may be used by several threads. While another process imports
    a file it is what it was before.

    Args:
        project: The project.
        languages: The target languages that will be asked for; all of the project's if not given.

    Raises:
        TranslatorError: The project's items can't be listed, or a database can't be written.
    """
    memory = kept(project)
    ask(project, lambda index: bring_up_to_date(memory, index, project, languages))
    return memory


def kept(project: Project) -> Memory:
    """A project's memory as it is; a database that was deleted meanwhile is begun anew.

    Raises:
        TranslatorError: It can't be written.
    """
    path = project.root.resolve() / NAME
    with _lock:
        identity, memory = _memories.pop(path, ((0, 0), None))
        if memory is None or identity != _identity(path):
            memory = Memory(connect(path))
        _memories[path] = (_identity(path), memory)
        if len(_memories) > _KEPT:
            _memories.popitem(last=False)
        return memory


def bring_up_to_date(
    memory: Memory,
    index: sqlite3.Connection,
    project: Project,
    languages: Iterable[str] | None = None,
    at_most: int | None = None,
) -> bool:
    """Bring a memory up to date with an index that is.

    Args:
        memory: The memory.
        index: The project's index.
        project: The project.
        languages: The target languages; all of the project's if not given.
        at_most: How many catalogues of each language to look at; big files wait, too.

    Returns:
        Whether all is in it that there is.
    """
    with sync.alone(project) as may, memory.locked() as db:
        if not may:
            return True
        wanted = list(project.languages if languages is None else languages)
        try:
            return sync.take_in(db, index, project, wanted, at_most)
        except sqlite3.DatabaseError as error:
            if not is_spoilt(error):
                raise
        path = project.root.resolve() / NAME
        discard(path)
        fresh = connect(path)
        memory.change_to(fresh)
        return sync.take_in(fresh, index, project, wanted, at_most)


def _identity(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_dev, found.st_ino
