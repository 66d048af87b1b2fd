"""A command killed at any moment leaves every catalogue wholly old or wholly new."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import Desk

ITEMS = 12
KILLS = 6
TEXT = "Title {n}\n\n17/05/2016 - 17:42\n\nThe Union supports education in Kazakhstan.\n\n{n}.\n"


def start(desk: Desk, command: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "translator", "-q", "-C", str(desk.root), command]
    )


def outcome(desk: Desk, command: str) -> dict[str, bytes]:
    """The catalogues that the command makes when nobody disturbs it."""
    desk.run(command)
    return desk.tree()


def restore(desk: Desk, tree: dict[str, bytes]) -> None:
    folder = desk.root / "locales"
    for path in sorted(folder.rglob("*"), reverse=True) if folder.is_dir() else []:
        if path.is_file():
            path.unlink()
    for name, data in tree.items():
        desk.write(f"locales/{name}", data)


@pytest.mark.parametrize("command", ["extract", "draft"])
def test_killed_at_random_moments(desk: Desk, command: str, package_files: dict[str, Path]) -> None:
    desk.run("models", "install", str(package_files["en-ru"]))
    for n in range(ITEMS):
        desk.write(f"content/{n:02}.txt", TEXT.format(n=n))
    old: dict[str, bytes] = {}
    if command == "draft":
        desk.run("extract")
        old = desk.tree()
    began = time.monotonic()
    with start(desk, command) as process:
        assert process.wait() == 0
    whole = time.monotonic() - began
    new = desk.tree()
    assert len(new) == 5 * ITEMS
    seed = random.Random(20261122)
    interrupted = 0
    for _ in range(KILLS):
        restore(desk, old)
        with start(desk, command) as process:
            time.sleep(seed.uniform(0.2, 1.0) * whole)
            process.kill()
        found = {name: data for name, data in desk.tree().items() if name.endswith(".po")}
        for name, data in found.items():
            # Drafting saves a catalogue twice: after memory and CLDR, and after the engine.
            if data not in (old.get(name), new[name]):
                assert b"# draft: cldr" in data
                desk.catalogue(name.split("/")[0], Path(name).stem)
        interrupted += found != new
        assert outcome(desk, command) == new  # the next run finishes the job, and no litter stays
    assert interrupted, "no run was killed before its end: the test proves nothing"
