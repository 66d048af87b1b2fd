"""What is in the package that others install."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package's files, as a wheel holds them."""
    folder = tmp_path_factory.mktemp("package")
    info = ["egg_info", "--egg-base", str(folder)]
    build = ["build_py", "--build-lib", str(folder / "lib")]
    subprocess.run([sys.executable, "setup.py", "-q", *info, *build], cwd=ROOT, check=True)
    return folder / "lib"


def test_every_file_of_the_packages_is_in_it(built: Path) -> None:
    here = {
        path.relative_to(ROOT)
        for package in ("translator", "webui")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    there = {path.relative_to(built) for path in built.rglob("*") if path.is_file()}
    assert Path("webui/templates/editor.html") in here
    assert here - there == set()


def test_it_brings_the_interface_in_every_language(built: Path) -> None:
    for language in ("ka", "tg", "ru", "kk", "ky"):
        folder = Path(language, "LC_MESSAGES")
        source = polib.pofile(str(ROOT / "locales" / folder / "webui.po"))
        compiled = polib.mofile(str(built / "webui" / "translations" / folder / "webui.mo"))
        assert {(entry.msgid, entry.msgstr) for entry in compiled} == {
            (entry.msgid, entry.msgstr) for entry in source.translated_entries()
        }
