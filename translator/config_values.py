"""Values of `translator.toml` that have the right type and are impossible all the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from translator.languages import LANGUAGES

if TYPE_CHECKING:
    from translator.config import Config, GateTable, ProjectTable

_ADDRESS = re.compile(r"https?://[^/\s?#]+(/[^\s?#]*)?")
_UNSAFE = re.compile(r"""["'<>()&\\^`{|}]""")
"""What HTML, Markdown or a feed would read as theirs: the address is written into them as it is."""


class Fault(NamedTuple):
    """What is wrong with one value."""

    table: str
    key: str
    message: str
    remedy: str = ""


def faults(config: Config) -> Iterator[Fault]:
    """Every impossible value of a config."""
    yield from _languages(config.project)
    yield from _places(config.project)
    yield from _gate(config.gate, config.project)
    yield from _folders(config.project)


def _languages(project: ProjectTable) -> Iterator[Fault]:
    known = f"The desk knows {', '.join(LANGUAGES)}."
    for code in [project.source_language, *project.languages]:
        key = "source-language" if code == project.source_language else "languages"
        if code not in LANGUAGES:
            yield Fault("project", key, f"unknown language {code!r}", known)
    if project.source_language in project.languages:
        yield Fault("project", "languages", "the source language is no target", "Leave it out.")
    if len(set(project.languages)) < len(project.languages):
        yield Fault("project", "languages", "a language is named twice")


def _places(project: ProjectTable) -> Iterator[Fault]:
    try:
        ZoneInfo(project.time_zone)
    except (KeyError, ValueError, OSError):
        unknown = f"unknown time zone {project.time_zone!r}"
        remedy = 'Write one like "Asia/Bishkek" or "UTC"; the system package tzdata has them.'
        yield Fault("project", "time-zone", unknown, remedy)
    if project.base_url and not _ADDRESS.fullmatch(project.base_url):
        remedy = 'Write one like "https://example.org/".'
        yield Fault("project", "base-url", "is no address", remedy)
    elif unsafe := _UNSAFE.findall(project.base_url):
        escaped = _UNSAFE.sub(lambda each: f"%{ord(each[0]):02X}", project.base_url)
        wrong = f"has {' '.join(dict.fromkeys(unsafe))}, which would end a link in some formats"
        yield Fault("project", "base-url", wrong, f"Write {escaped!r}.")


def _gate(gate: GateTable, project: ProjectTable) -> Iterator[Fault]:
    for code in gate.languages:
        if code not in project.languages:
            yield Fault("gate.languages", code, "is none of the project's languages")
    for name in gate.interface:
        pure = PurePosixPath(name)
        if pure.is_absolute() or ".." in pure.parts or pure.suffix != ".po":
            wrong = f"{name!r} is no PO file below a language's folder"
            yield Fault("gate", "interface", wrong, 'Write one like "LC_MESSAGES/site.po".')


def _folders(project: ProjectTable) -> Iterator[Fault]:
    folders = {
        "content": PurePosixPath(project.content),
        "locales": PurePosixPath(project.locales),
        "memory": PurePosixPath(project.memory),
        "output": PurePosixPath(project.output),
    }
    for key, folder in folders.items():
        if folder.is_absolute() or ".." in folder.parts or not folder.parts:
            wrong = f"{getattr(project, key)!r} is not a folder inside the project"
            yield Fault("project", key, wrong)
    for key, folder in folders.items():
        for other, second in folders.items():
            if key != other and second.is_relative_to(folder):
                remedy = "Give each a folder of its own."
                yield Fault("project", other, f"lies in the {key} folder", remedy)
