"""The files of the memory: bringing them in, listing and taking them out, writing a TMX."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from translator.errors import TranslatorError
from translator.index import ask
from translator.memory import bring_up_to_date, kept, sync
from translator.memory.files import GETTEXT, KINDS, po
from translator.memory.files.scope import Scope, code_of
from translator.memory.files.tmx_write import Translation, write
from translator.memory.store import Origin, Writer, origins, writing
from translator.memory.units import Standing
from translator.project import Project

_WAIT = 600.0
"""Seconds to wait for another process that is importing."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import.

    Attributes:
        place: The file in the project, relative to it.
        scope: What was taken in and left out; None where just this file was there before.
    """

    place: str
    scope: Scope | None


def import_file(
    project: Project,
    path: Path,
    *,
    language: str | None = None,
    replace: bool = False,
    progress: Callable[[int], None] = lambda _: None,
) -> Imported:
    """Copy a file into the project's memory folder and take in what it holds.

    Either all of it is done or nothing, whatever stops it.

    Args:
        project: The project.
        path: A TMX, PO or MO file.
        language: The language of a PO or MO file's translations; what the file says if not given.
        replace: Whether another file of the same name may be replaced.
        progress: Called with the bytes read so far.

    Raises:
        TranslatorError: It can't be read or is spoilt, another file has its name, or the folder
            can't be written.
    """
    if not path.is_file():
        raise TranslatorError("there is no such file", path=path)
    if path.suffix.lower() not in KINDS:
        raise TranslatorError(
            f"is of no kind that the memory reads ({', '.join(KINDS)})", path=path
        )
    place = _place(project, path, language)
    memory = kept(project)
    with sync.alone(project, _WAIT) as may:
        if not may:
            raise TranslatorError(
                "another process is importing into the memory", remedy="Try again later."
            )
        with memory.locked() as db:
            if place.exists() and _same(path, place):
                known = {origin.path: origin for origin in origins(db, "file")}
                origin = known.get(project.relative(place))
                if origin and not origin.problem:
                    return Imported(origin.path, None)
            elif place.exists() and not replace:
                raise TranslatorError(
                    f"{project.relative(place)} is another file of that name",
                    path=path,
                    remedy="Rename it first, or replace that file with --replace.",
                )
            with _copied(path, place) as (copy, settle):
                try:
                    scope = sync.take_in_file(
                        db,
                        project,
                        copy,
                        place,
                        language=language,
                        settle=settle,
                        progress=progress,
                    )
                except TranslatorError as error:
                    error.path = path
                    raise
    return Imported(project.relative(place), scope)


def export_tmx(project: Project, path: Path, languages: tuple[str, ...], *, imported: bool) -> int:
    """Write what people stand behind as TMX 1.4.

    Args:
        project: The project.
        path: The file to be written.
        languages: Target languages; all where there is none.
        imported: Whether units of imported files are written too.

    Returns:
        How many translations were written.

    Raises:
        TranslatorError: A language is none of the project's, or the file can't be written.
    """
    chosen = project.select_languages(languages)
    memory = kept(project)
    ask(project, lambda index: bring_up_to_date(memory, index, project, chosen))
    most = Standing.IMPORTED if imported else Standing.TRANSLATED
    with memory.locked() as db:
        rows = db.execute(
            "SELECT spoken, language, source, target, min(standing), name, author, date, note "
            "FROM units JOIN pairs ON pairs.id = pair JOIN origins ON origins.id = origin "
            "WHERE standing <= ? AND sentence = 0 AND language IN (SELECT value FROM json_each(?)) "
            "GROUP BY spoken, source, language, target",
            (int(most), json.dumps(chosen)),
        )
        return write(path, project.source_language, (Translation(*row) for row in rows))


def listed(project: Project) -> tuple[list[Origin], dict[str, int]]:
    """The imported files, and how many units the project itself has in each language.

    Raises:
        TranslatorError: The project can't be read, or the memory can't be written.
    """
    memory = kept(project)
    ask(project, lambda index: bring_up_to_date(memory, index, project))
    with memory.locked() as db:
        rows = db.execute(
            "SELECT language, count(*) FROM units JOIN pairs ON pairs.id = pair "
            "JOIN origins ON origins.id = origin "
            "WHERE kind != 'file' AND sentence = 0 GROUP BY language"
        )
        return origins(db, "file"), dict(rows.fetchall())


def remove(project: Project, name: str) -> str:
    """Take an imported file out of the memory, and delete it from the memory folder.

    Args:
        project: The project.
        name: Its name as `listed` has it, or its path in the project.

    Returns:
        Its path in the project.

    Raises:
        TranslatorError: There is no such file, or it can't be deleted.
    """
    memory = kept(project)
    with sync.alone(project, _WAIT) as may, memory.locked() as db:
        files = {project.relative(path): path for path in sync.files_of(project)}
        known = [*files, *(origin.path for origin in origins(db, "file"))]
        folder = project.relative(project.memory)
        found = next((path for path in known if path in (name, f"{folder}/{name}")), None)
        if found is None or not may:
            raise TranslatorError(
                f"the memory has no file {name!r}",
                remedy="`translator memory list` names those it has.",
            )
        try:
            (project.root / found).unlink(missing_ok=True)
        except OSError as error:
            raise TranslatorError(f"can't be deleted: {error.strerror}", path=found) from None
        with writing(db):
            Writer(db).remove(found)
    return found


def _place(project: Project, path: Path, language: str | None) -> Path:
    """Where a file goes; one that is in the memory folder stays where it is."""
    if path.resolve().is_relative_to(project.memory.resolve()):
        return project.memory / path.resolve().relative_to(project.memory.resolve())
    if path.suffix.lower() not in GETTEXT:
        return project.memory / path.name
    code = code_of(language or po.named_language(path))
    if code not in project.languages:
        raise TranslatorError(
            f"is in {language or po.named_language(path)!r}, which is none of the project's "
            "languages",
            path=path,
            remedy=f"They are: {', '.join(project.languages)}. Name the right one with -l.",
        )
    return project.memory / code / path.name


def _same(one: Path, other: Path) -> bool:
    if one.resolve() == other.resolve():
        return True
    if one.stat().st_size != other.stat().st_size:
        return False
    with one.open("rb") as a, other.open("rb") as b:
        while piece := a.read(1 << 20):
            if piece != b.read(1 << 20):
                return False
    return True


@contextlib.contextmanager
def _copied(path: Path, place: Path) -> Iterator[tuple[Path, Callable[[], None]]]:
    """A copy beside its place, and what puts it there; it is gone afterwards if nothing did."""
    if path.resolve() == place.resolve():
        yield path, lambda: None
        return
    copy = place.with_name(f".{place.stem}.new{place.suffix}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        with copy.open("rb+") as file:
            os.fsync(file.fileno())
        yield copy, lambda: _move(copy, place)
    except OSError as error:
        raise TranslatorError(f"can't be written: {error.strerror}", path=place) from None
    finally:
        copy.unlink(missing_ok=True)


def _move(copy: Path, place: Path) -> None:
    copy.replace(place)
