"""Draft the sample on this machine alone, then on a cluster of its own: `make cluster-demo`.

A scheduler and two workers run on the loopback while it lasts. It works on copies of the sample, as
it was before anybody translated it; nothing here changes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.loopback import Loopback
from translator.engines import package

ROOT = Path(__file__).parent.parent
_WORKERS = 2


def main() -> None:
    """Draft twice, and compare; exits with 1 where the drafts differ."""
    with tempfile.TemporaryDirectory(prefix="cluster-demo-") as name:
        folder = Path(name)
        packages = _packages(folder)
        os.environ["ARGOS_PACKAGES_DIR"] = str(packages)
        here, there, logs = (folder / each for each in ("here", "there", "logs"))
        logs.mkdir()
        _copy(here)
        _translator(here, "-q", "extract")
        shutil.copytree(here, there)
        print("\nOn this machine alone:", flush=True)
        _translator(here, "draft", "-l", "ru", "-l", "ky")
        with Loopback(logs) as loopback:
            for _ in range(_WORKERS):
                loopback.start_worker(packages)
            print(
                f"\nBy {_WORKERS} workers, whose scheduler listens at {loopback.address}:",
                flush=True,
            )
            _translator(there, "draft", "-l", "ru", "-l", "ky", "--scheduler", loopback.address)
        differing = _differing(here / "locales", there / "locales")
        number = sum(path.suffix == ".po" for path in (there / "locales").rglob("*"))
    print()
    if differing:
        print("These differ:", *differing, sep="\n  ")
        sys.exit(1)
    print(f"All {number} catalogues are the same, byte for byte. Scheduler and workers have ended.")
    print("With machines of your own: docs/how-to/add-machines.md")


def _packages(folder: Path) -> Path:
    """The packages of this machine, or tiny ones where there is none for the sample."""
    if package.best("en", "ru") or package.best("en", "ky"):
        print("With the Argos packages of this machine.")
        return package.packages_folder()
    from tests.support.tiny_argos import WORDS_EN_KY, WORDS_EN_RU, build_package
    from translator import models

    print(
        "No Argos package is installed: tiny ones are built that know some sixty words and copy\n"
        "the rest, so that most drafts are refused. What runs them is what runs real ones."
    )
    packages = folder / "packages"
    packages.mkdir()
    os.environ["ARGOS_PACKAGES_DIR"] = str(packages)
    for target, words in (("ru", WORDS_EN_RU), ("ky", WORDS_EN_KY)):
        models.install(build_package(folder / f"{target}.argosmodel", "en", target, words))
    return packages


def _copy(folder: Path) -> None:
    """The sample without its translations, but with its terms."""
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.copytree(ROOT / "locales", folder / "locales", ignore=shutil.ignore_patterns("news"))
    shutil.copy(ROOT / "translator.toml", folder)


def _translator(folder: Path, *arguments: str) -> None:
    """Run a command there; what it says goes on to the terminal."""
    command = [sys.executable, "-m", "translator", "-C", str(folder), *arguments]
    # Under make, commands don't say which one comes next.
    subprocess.run(command, check=True, env=os.environ | {"MAKELEVEL": "1"})  # noqa: S603


def _differing(one: Path, other: Path) -> list[str]:
    """Files below a folder that are not the same below another one."""
    names = {p.relative_to(b) for b in (one, other) for p in b.rglob("*") if p.is_file()}

    def data(path: Path) -> bytes | None:
        return path.read_bytes() if path.is_file() else None

    return sorted(str(name) for name in names if data(one / name) != data(other / name))


if __name__ == "__main__":
    main()
