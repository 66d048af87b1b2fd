"""What all pages share: the project, its catalogues as they are on disk, the people database."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from pathlib import Path, PurePosixPath
from typing import cast

from flask import abort, current_app, g

from translator import project as projects
from translator.catalogue import Catalogue
from translator.config import CONFIG_NAME
from translator.connections import Pool
from translator.project import Project
from translator.stamps import Kept, stamp_of
from webui.people import database

_KEPT = 64
"""How many parsed catalogues stay in memory."""


class Desk:
    """One project being served.

    Attributes:
        people: The path of the people database.
        people_pool: Connections to it.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._config_stamp = stamp_of(project.root / CONFIG_NAME)
        self._catalogues = Kept[Catalogue](_KEPT)
        self._saved: set[tuple[str, str]] = set()
        self._lock = threading.Lock()
        self.people = project.root / ".translator" / "people.db"
        self.people_pool = Pool(self.people, database.connect)

    @property
    def project(self) -> Project:
        """The project, its config read again where the file changed."""
        stamp = stamp_of(self._project.root / CONFIG_NAME)
        if stamp != self._config_stamp:
            self._project = projects.find(self._project.root, explicit=True)
            self._config_stamp = stamp
        return self._project

    def fresh_project(self) -> Project:
        """The project without the list of items it may have read before."""
        return Project(self.project.root, self.project.config)

    def path(self, lang: str, item: str) -> Path | None:
        """Where an item's catalogue is; None where the names can't be right or there is none."""
        parts = PurePosixPath(item).parts
        proper = bool(parts) and all(not part.startswith(".") for part in parts)
        if lang not in self.project.languages or not proper or "\0" in item or "\\" in item:
            return None
        path = self.project.catalogue_path(lang, item)
        try:
            inside = path.resolve().is_relative_to(self.project.locales.resolve())
            return path if inside and path.is_file() else None
        except OSError:  # a name longer than any file's
            return None

    def note_saved(self, lang: str, item: str) -> None:
        """Remember that a page changed a catalogue, for the index."""
        with self._lock:
            self._saved.add((lang, item))

    def take_saved(self) -> set[tuple[str, str]]:
        """The catalogues (language, item) that pages changed since this was asked last."""
        with self._lock:
            saved, self._saved = self._saved, set()
        return saved

    def read(self, path: Path) -> Catalogue:
        """A catalogue as it is on disk now, to be looked at and not changed.

        Raises:
            TranslatorError: It can't be read.
        """
        catalogue = self._catalogues.get(path, Catalogue.load)
        return Catalogue.load(path) if catalogue is None else catalogue


def desk() -> Desk:
    """The project of the app that handles this request."""
    return cast(Desk, current_app.extensions["desk"])


def asked() -> dict[str, str]:
    """For each target language the state that the gate asks for."""
    project = desk().project
    return {lang: project.config.gate.finished_at(lang) for lang in project.languages}


def people() -> sqlite3.Connection:
    """This request's connection to the people database."""
    if "people" not in g:
        g.people_use = desk().people_pool.opened()
        g.people = g.people_use.__enter__()
    return cast(sqlite3.Connection, g.people)


def close_people(error: BaseException | None = None) -> None:
    """Give this request's connection back."""
    use = g.pop("people_use", None)
    g.pop("people", None)
    if use is None:
        return
    if error is None:
        use.__exit__(None, None, None)
    else:
        with contextlib.suppress(type(error)):
            use.__exit__(type(error), error, error.__traceback__)


def catalogue_or_404(lang: str, item: str) -> tuple[Path, Catalogue]:
    """The catalogue an address names."""
    path = desk().path(lang, item)
    if path is None:
        abort(404)
    return path, desk().read(path)
