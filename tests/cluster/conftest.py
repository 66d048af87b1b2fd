"""A real scheduler and real workers on the loopback, and a newsroom with enough to draft."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Desk
from tests.support.tiny_argos import WORDS_EN_RU, build_package
from tools.loopback import Loopback
from translator import models
from translator.catalogue import Catalogue

PRELOAD = ("--preload", str(Path(__file__).with_name("preload.py")))


@pytest.fixture(scope="session")
def packages(
    tmp_path_factory: pytest.TempPathFactory, package_files: dict[str, Path]
) -> dict[str, Path]:
    """Packages folders of worker machines, by what they hold."""
    base = tmp_path_factory.mktemp("workers")
    other = build_package(base / "other.argosmodel", "en", "ru", WORDS_EN_RU, version="2.0")
    with pytest.MonkeyPatch.context() as patch:
        for name, files in {
            "right": [package_files["en-ru"], package_files["en-ky"]],
            "other": [other],
            "none": [],
        }.items():
            (base / name).mkdir()
            patch.setenv("ARGOS_PACKAGES_DIR", str(base / name))
            for file in files:
                models.install(file)
    return {name: base / name for name in ("right", "other", "none")}


@pytest.fixture
def loopback(tmp_path: Path) -> Iterator[Loopback]:
    """A scheduler without workers."""
    folder = tmp_path / "loopback"
    folder.mkdir()
    with Loopback(folder) as started:
        yield started


class Newsroom(Desk):
    """A desk with many segments to draft into Russian."""

    def fill(self, items: int, segments: int = 20) -> None:
        self.configure("", languages='"ru"')
        for item in range(items):
            lines = [
                f"The ministry supports {item * segments + number} new projects in Kazakhstan."
                for number in range(segments)
            ]
            self.write(f"content/item{item:04}.txt", "\n\n".join(lines) + "\n")
        self.run("extract")

    def drafted(self) -> int:
        """Entries that have a draft; no catalogue is half-written."""
        catalogues = map(Catalogue.load, sorted((self.root / "locales").rglob("item*.po")))
        return sum(bool(entry.target) for c in catalogues for entry in c.entries)

    def wait(self) -> None:
        """Until something is drafted."""
        until = time.monotonic() + 30
        while not self.drafted():
            assert time.monotonic() < until, "nothing was drafted"
            time.sleep(0.1)


@pytest.fixture
def newsroom(tmp_path: Path, package_files: dict[str, Path]) -> Newsroom:
    """A newsroom whose own machine has the package."""
    root = tmp_path / "newsroom"
    root.mkdir()
    models.install(package_files["en-ru"])
    models.install(package_files["en-ky"])
    return Newsroom(root)
