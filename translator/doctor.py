"""What is installed, which language has which engine, what stands in the way, and what to do."""

from __future__ import annotations

import importlib.util
import platform
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

from translator import __version__
from translator.errors import TranslatorError
from translator.project import Project

Level = Literal["fine", "note", "problem"]

_EXTRAS = {
    "cluster": (("distributed",), "drafting on several machines"),
    "convert": (("torch", "transformers"), "converting models"),
    "evaluate": (("sacrebleu",), "measuring how good a model is"),
    "spelling": (("hunspell",), "spelling of Russian"),
}
_LEAST_FREE = 500 << 20
"""Bytes on the project's disk below which a person should know: an Argos package has up to 100 MB,
and an index of 10,000 items about as much."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        about: What of, such as `program` or `engines`.
        level: `fine`, `note` for what could be better, `problem` for what stands in the way.
        message: What was found.
        remedy: What to do about it; empty where nothing needs doing.
    """

    about: str
    level: Level
    message: str
    remedy: str = ""


def examine(project: Project | TranslatorError) -> list[Finding]:
    """Look at the installation and at a project.

    Args:
        project: The project, or why there is none.
    """
    found = [*_program(), *_extras()]
    if isinstance(project, TranslatorError):
        return [*found, Finding("project", "problem", project.message, project.remedy)]
    return [*found, *_project(project), *_engines(project), *_git(project), *_databases(project)]


def _program() -> Iterator[Finding]:
    where = f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"
    yield Finding("program", "fine", f"newsroom-translator {__version__}, {where}")
    both = [name for name in ("argostranslate", "argos-translate-lt") if _version(name)]
    if len(both) > 1:
        yield Finding(
            "program",
            "problem",
            "argostranslate and argos-translate-lt are both installed, and share their files",
            "pip uninstall argostranslate argos-translate-lt, then install one of them again.",
        )


def _extras() -> Iterator[Finding]:
    for extra, (modules, use) in _EXTRAS.items():
        missing = [name for name in modules if importlib.util.find_spec(name) is None]
        if missing:
            remedy = f"For {use}: pip install 'newsroom-translator[{extra}]'"
            yield Finding("extras", "note", f"{extra}: {', '.join(missing)} not installed", remedy)
        else:
            yield Finding("extras", "fine", f"{extra}: installed")


def _project(project: Project) -> Iterator[Finding]:
    name, languages = project.config.project.name, ", ".join(project.languages)
    try:
        items = len(project.items)
    except TranslatorError as error:
        yield Finding("project", "problem", str(error), error.remedy)
        return
    counted = f"{items:,} item{'' if items == 1 else 's'}"
    text = f"{name}: {counted} from {project.source_language} into {languages}"
    remedy = "" if items else f"Put items into {project.config.project.content}/."
    yield Finding("project", "fine" if items else "note", text, remedy)
    free = shutil.disk_usage(project.root).free
    if free < _LEAST_FREE:
        yield Finding("project", "problem", f"{free >> 20} MB are free on its disk", "Free space.")


def _engines(project: Project) -> Iterator[Finding]:
    from translator import engines
    from translator.status import status

    try:
        pairs = status(project, lambda taken: taken.pairs)
    except TranslatorError as error:
        yield Finding("engines", "problem", error.message, error.remedy)
        return
    wanted = dict.fromkeys((project.source_language, code) for code in project.languages)
    lacking = {}
    for source, target in sorted(wanted | pairs, key=lambda pair: (pair not in wanted, pair)):
        if engine := engines.available(source, target):
            yield Finding("engines", "fine", f"{source} → {target}: {engine}")
        elif segments := pairs[source, target]:
            lacking[source, target] = segments
    if lacking:
        text = f"none for {'; '.join(engines.listed(lacking))}"
        text += ": memory, glossary and CLDR alone make drafts there"
        remedy = "`translator models list` says what there is, and what can be converted."
        yield Finding("engines", "note", text, remedy)


def _git(project: Project) -> Iterator[Finding]:
    def git(*arguments: str) -> str | None:
        command = ["git", "-C", str(project.root), *arguments]
        try:
            done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603
        except OSError:
            return None
        return done.stdout.strip() if done.returncode == 0 else None

    if git("rev-parse", "--is-inside-work-tree") != "true":
        text = "the project is not in a git repository: nothing keeps its history"
        yield Finding("git", "note", text, "git init")
        return
    if git("config", "merge.translator.driver"):
        yield Finding("git", "fine", "catalogues are merged entry by entry")
    else:
        text = "git merges catalogues line by line"
        yield Finding("git", "note", text, "translator git-setup")
    if git("check-ignore", "-q", ".translator/index.db") is None:
        text = ".translator/ is not ignored: accounts and what is derived would be committed"
        yield Finding("git", "problem", text, "Put /.translator/ into .gitignore.")


def _databases(project: Project) -> Iterator[Finding]:
    derived = "It can be deleted, and is made again."
    kept = "It holds accounts, comments and history: put your last backup in its place."
    uses = {"index.db": derived, "memory.db": derived, "drafts.db": derived, "people.db": kept}
    for name, remedy in uses.items():
        path = project.root / ".translator" / name
        if not path.is_file():
            continue
        if fault := _fault_of(path):
            yield Finding("databases", "problem", f".translator/{name}: {fault}", remedy)
        else:
            size = path.stat().st_size / 1e6
            yield Finding("databases", "fine", f".translator/{name}: sound, {size:.1f} MB")


def _fault_of(path: Path) -> str:
    try:
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=5)
        try:
            answer = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        finally:
            connection.close()
    except sqlite3.Error as error:
        return str(error)
    return "" if answer == "ok" else str(answer)


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
