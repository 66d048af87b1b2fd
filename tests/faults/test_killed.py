"""The server and every command killed at random moments: nothing half-written, nothing lost.

    pytest tests/faults/test_killed.py --kills 60 --seed 7

Each test kills so many times; the moments come from the seed.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from benchmarks import load
from benchmarks.translators import Log, Translator, joined, missing, work_together
from tests.support.output import published
from translator.catalogue import Catalogue
from translator.project import find


def litter(root: Path) -> list[str]:
    """Temporary files that somebody left behind."""
    return [str(path) for path in root.rglob(".*.new")]


def sound(root: Path) -> None:
    """Every catalogue can be read, and so can the databases."""
    for path in (root / "locales").rglob("*.po"):
        Catalogue.load(path)
    for path in (root / ".translator").glob("*.db"):
        connection = sqlite3.connect(path)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",), path
        connection.close()


def test_the_server_killed_while_people_save(
    newsroom: Path, kills: int, chance: random.Random
) -> None:
    secrets = load.tokens(newsroom, 3)
    project = find(newsroom)
    items = [(lang, item.id) for item in project.items for lang in ("ru", "ky")]
    logs: list[Log] = []
    for number in range(kills):
        asked = load.command(newsroom, "serve", "--port", "0")
        with subprocess.Popen(asked, stderr=subprocess.PIPE, text=True) as process:
            assert process.stderr
            address = process.stderr.readline().split()[-1]
            assert litter(newsroom / "locales") == []
            threading.Thread(target=process.stderr.read, daemon=True).start()
            people = [
                Translator(address, secret, f"запись {number} {n}", chance.randrange(1 << 30))
                for n, secret in enumerate(secrets)
            ]
            stop = work_together(people, items, 1000)
            time.sleep(chance.uniform(0.05, 0.6))
            process.kill()
            stop.set()
            joined(stop)
        logs += [person.log for person in people]
        sound(newsroom)
    total, wrong = missing(project, logs)
    assert wrong == []
    assert total >= kills, "the people hardly saved anything: the test proves nothing"
    with sqlite3.connect(newsroom / ".translator" / "people.db") as people_db:
        remembered = people_db.execute("SELECT count(*) FROM history").fetchone()[0]
    people_db.close()
    assert remembered >= total


@dataclass(frozen=True)
class Command:
    """A command to kill, and what must stand before it."""

    arguments: tuple[str, ...]
    before: tuple[tuple[str, ...], ...] = ()
    writes: str = "locales"


COMMANDS = {
    "extract": Command(("extract",)),
    "draft": Command(("draft",), (("extract",),)),
    "check": Command(("check",), (("extract",),), ".translator"),
    "status": Command(("status",), (("extract",),), ".translator"),
    "compile": Command(("compile", "--state", "translated"), (("extract",),), "build"),
    "preview": Command(("compile", "--preview"), (("extract",),), "build/preview"),
}


def snapshot(root: Path, folder: str) -> dict[str, bytes]:
    """The files of a folder; of what is derived, only that it can be read."""
    if folder == ".translator":
        return {}
    if folder.startswith("build"):
        return published(root / folder)
    return load.tree(root / folder)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_killed_at_any_moment(
    tmp_path: Path, name: str, kills: int, chance: random.Random
) -> None:
    command = COMMANDS[name]
    clean = tmp_path / "clean"
    clean.mkdir()
    load.write_project(clean, 8)
    for arguments in command.before:
        load.run(clean, *arguments)
    root = tmp_path / "project"
    shutil.copytree(clean, root)
    began = time.monotonic()
    undisturbed = subprocess.run(load.command(root, *command.arguments), check=False)
    seconds = time.monotonic() - began
    wanted = snapshot(root, command.writes)
    interrupted = 0
    for _ in range(kills):
        shutil.rmtree(root)
        shutil.copytree(clean, root)
        with subprocess.Popen(load.command(root, *command.arguments)) as process:
            time.sleep(chance.uniform(0.3, 1.0) * seconds)
            process.kill()
        interrupted += process.returncode == -9
        sound(root)
        again = subprocess.run(load.command(root, *command.arguments), check=False)
        assert again.returncode == undisturbed.returncode
        assert snapshot(root, command.writes) == wanted
        assert litter(root) == []
        sound(root)
    assert interrupted, "no run was killed before its end: the test proves nothing"
