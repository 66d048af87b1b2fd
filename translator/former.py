"""Names that items had before, which addresses out in the world still have.

`former-names.csv` in the project's folder belongs in git: a line an item, its former name and the
one it has now, both as ids. `arrange` adds to it; a person may, too.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from translator.errors import TranslatorError
from translator.moves import Move
from translator.project import Project
from translator.storage import locked, write_atomically

NAME = "former-names.csv"
_HEADER = ["former", "now"]


def path_of(project: Project) -> Path:
    """The file."""
    return project.root / NAME


def read(project: Project) -> dict[str, str]:
    """Former names and the names of today; none where there is no file.

    Raises:
        TranslatorError: It can't be read, or a line is wrong.
    """
    path = path_of(project)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise TranslatorError(
            f"can't be read: {error}", path=NAME, remedy="Mend its rights, or save it as UTF-8."
        ) from None
    found: dict[str, str] = {}
    reader = csv.reader(io.StringIO(text, newline=""))
    for row in reader:
        if not row or row == _HEADER:
            continue
        if len(row) != 2 or not all(row):
            raise TranslatorError(
                "is no former name with a name of today",
                path=NAME,
                line=reader.line_num,
                remedy="A line is like this: talks,2026/11/talks",
            )
        found[row[0]] = row[1]
    return {old: _today(found, old) for old in found}


def note(project: Project, moves: Iterable[Move]) -> None:
    """Add names that items have no longer.

    Raises:
        TranslatorError: The file can't be read or written.
    """
    path = path_of(project)
    with locked(path, project.locks):
        known = read(project)
        for moved in moves:
            known.pop(moved.new, None)
            known[moved.old] = moved.new
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(_HEADER)
        writer.writerows((old, _today(known, old)) for old in sorted(known))
        write_atomically(path, text.getvalue().encode())


def _today(known: dict[str, str], old: str) -> str:
    """The name at the end of a chain of names; a circle ends where it began."""
    now = known[old]
    seen = {old}
    while now in known and now not in seen:
        seen.add(now)
        now = known[now]
    return now
