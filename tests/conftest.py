"""What every test gets: a home of its own, and a small newsroom to work in."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings

from tests.support.git import git
from tests.support.output import published
from tests.support.tiny_argos import WORDS_EN_KY, WORDS_EN_RU, build_package
from translator.catalogue import Catalogue
from translator.cli import cli
from translator.entry import Entry
from translator.project import Project, find

# In continuous integration the same examples each time; elsewhere new ones with every run.
# No deadlines: how long an example takes says more of the machine than of the code.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("desk", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "desk")

CONFIG = """\
[project]
name = "Test desk"
languages = ["ka", "tg", "ru", "kk", "ky"]
"""


def pytest_addoption(parser: pytest.Parser) -> None:
    """How hard `tests/faults` tries."""
    parser.addoption("--kills", type=int, default=3, help="kills a test; 60 for a thorough run")
    parser.addoption("--seed", type=int, default=20261124, help="where random moments come from")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test reads or writes the user's own packages, or asks the internet."""
    folder = tmp_path / "home"
    monkeypatch.setenv("HOME", str(folder))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(folder / name.lower()))
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(folder / "packages"))
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", "http://127.0.0.1:9/")
    monkeypatch.delenv("MAKELEVEL", raising=False)  # under make, commands don't say what is next
    return folder


class Desk:
    """A project folder and the commands one runs in it."""

    def __init__(self, root: Path, config: str = CONFIG) -> None:
        self.root = root
        self.write("translator.toml", config)
        (root / "content").mkdir(exist_ok=True)

    @property
    def project(self) -> Project:
        return find(self.root)

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def configure(self, extra: str, languages: str = '"ka", "tg", "ru", "kk", "ky"') -> None:
        config = CONFIG.replace('"ka", "tg", "ru", "kk", "ky"', languages)
        self.write("translator.toml", config + extra)

    def run(self, *arguments: str, code: int = 0) -> Result:
        """Run a command, which must exit with `code` and leave no traceback."""
        result = CliRunner().invoke(cli, ["-C", str(self.root), *arguments])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == code, result.output
        return result

    def json(self, *arguments: str, code: int = 0) -> Any:
        return json.loads(self.run(*arguments, "--format", "json", code=code).stdout)

    def git(self, *arguments: str, code: int | None = 0) -> str:
        """Run git in the folder; it must exit with `code`, unless that is None."""
        return git(self.root, *arguments, code=code)

    def path(self, language: str, item: str) -> Path:
        return self.project.catalogue_path(language, item)

    def catalogue(self, language: str, item: str) -> Catalogue:
        return Catalogue.load(self.path(language, item))

    def entry(self, language: str, item: str, source: str) -> Entry:
        return next(e for e in self.catalogue(language, item).entries if e.source == source)

    def translate(self, language: str, item: str, texts: dict[str, str]) -> None:
        """Put a person's translations in, as a PO editor would."""
        with Catalogue.edit(self.path(language, item), self.project.locks) as catalogue:
            for entry in catalogue.entries:
                if entry.source in texts:
                    entry.settle(texts[entry.source])

    def tree(self, folder: str = "locales") -> dict[str, bytes]:
        """Every file below a folder, by name."""
        base = self.root / folder
        return {
            path.relative_to(base).as_posix(): path.read_bytes()
            for path in sorted(base.rglob("*"))
            if path.is_file()
        }

    def published(self, folder: str = "build") -> dict[str, bytes]:
        """Every file of the output, by the path under which it is published."""
        return published(self.root / folder)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty newsroom."""
    root = tmp_path / "desk"
    root.mkdir()
    return Desk(root)


@pytest.fixture(scope="session")
def package_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Real Argos packages, by pair."""
    folder = tmp_path_factory.mktemp("packages")
    return {
        "en-ru": build_package(folder / "en_ru.argosmodel", "en", "ru", WORDS_EN_RU),
        "en-ky": build_package(folder / "en_ky.argosmodel", "en", "ky", WORDS_EN_KY),
    }
