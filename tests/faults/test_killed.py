"""The server and every command killed at random moments: nothing half-written, nothing lost.

    pytest tests/faults/test_killed.py --kills 60 --seed 7

Each test kills so many times; the moments come from the seed.
"""

from __future__ import annotations

import os
import random
import re
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
from translator.catalogue import Catalogue
from translator.project import find


def litter(root: Path) -> list[str]:
    """Temporary files that somebody left behind."""
    return [str(path) for path in root.rglob(".*.new*")]


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
    """A command to kill.

    Attributes:
        arguments: The command.
        before: What must be run before it.
        writes: The folder or file that it writes.
        whole: Whether all that it writes must be there at once, or nothing of it.
    """

    arguments: tuple[str, ...]
    before: tuple[tuple[str, ...], ...] = (("extract",),)
    writes: str = "locales"
    whole: bool = False


SENT = ("export", "-l", "ru", "sent.xlf")
COMMANDS = {
    "extract": Command(("extract",), ()),
    "draft": Command(("draft",), (("extract",), ("models", "install", "en_ru.argosmodel"))),
    "check": Command(("check",), writes=".translator"),
    "status": Command(("status",), writes=".translator"),
    "compile": Command(("compile", "--state", "translated"), writes="build", whole=True),
    "preview": Command(("compile", "--preview"), writes="build", whole=True),
    "export": Command(
        ("export", "-l", "ru", "--overwrite", "sent.xlf"), (("extract",), SENT), "sent.xlf"
    ),
    "import": Command(("import", "sent.xlf"), (("extract",), SENT)),
    "memory-import": Command(("memory", "import", "many.tmx"), writes="memory", whole=True),
    "glossary-import": Command(("glossary", "import", "-l", "ru", "terms.csv"), whole=True),
    "models-install": Command(
        ("models", "install", "en_ru.argosmodel"), (), "packages", whole=True
    ),
}


def prepare(root: Path) -> None:
    """The files that the commands take in: work come back, a memory, terms."""
    sent = root / "sent.xlf"
    if sent.exists():
        text = sent.read_text(encoding="utf-8")
        sent.write_text(
            re.sub(r"<target[^>]*>.*?</target>|<target[^>]*/>", "<target>Перевод</target>", text)
        )
    seg = '<tuv xml:lang="{}"><seg>{} {}</seg></tuv>'
    units = "".join(
        f"<tu>{seg.format('en', 'Talks', n)}{seg.format('ru', 'Беседы', n)}</tu>"
        for n in range(2000)
    )
    (root / "many.tmx").write_text(
        f'<?xml version="1.0"?><tmx version="1.4"><header srclang="en"/><body>{units}</body></tmx>'
    )
    terms = "".join(f"term {n},термин {n}\n" for n in range(300))
    (root / "terms.csv").write_text(f"term,ru\n{terms}")


def snapshot(root: Path, name: str) -> dict[str, bytes]:
    """The files of a folder, or a file, as others see them; of what is derived, nothing."""
    if name == ".translator":
        return {}
    if (root / name).is_file():
        return {name: (root / name).read_bytes()}
    found = {}
    for folder, folders, files in os.walk(root / name, followlinks=True):
        folders[:] = [each for each in folders if not each.startswith(".")]
        for each in files:
            if each.startswith("."):
                continue
            path = Path(folder, each)
            found[path.relative_to(root).as_posix()] = path.read_bytes()
    return found


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_killed_at_any_moment(
    tmp_path: Path,
    name: str,
    kills: int,
    chance: random.Random,
    package_files: dict[str, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    command = COMMANDS[name]
    clean = tmp_path / "clean"
    clean.mkdir()
    load.write_project(clean, 8)
    shutil.copy(package_files["en-ru"], clean / "en_ru.argosmodel")
    root = tmp_path / "project"
    for arguments in command.before:
        monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(clean / "packages"))
        load.run(clean, *arguments)
    prepare(clean)
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(root / "packages"))
    shutil.copytree(clean, root)
    asked = load.command(root, *command.arguments)
    began = time.monotonic()
    undisturbed = subprocess.run(asked, check=False, cwd=root)
    seconds = time.monotonic() - began
    before, wanted = snapshot(clean, command.writes), snapshot(root, command.writes)
    assert wanted or command.writes == ".translator"
    interrupted = 0
    for _ in range(kills):
        shutil.rmtree(root)
        shutil.copytree(clean, root)
        with subprocess.Popen(asked, cwd=root) as process:
            time.sleep(chance.uniform(0.3, 1.0) * seconds)
            process.kill()
        interrupted += process.returncode == -9
        sound(root)
        found = snapshot(root, command.writes)
        if command.whole:
            assert found in (before, wanted)
        for file, data in found.items():
            # Drafting saves a catalogue twice: with what is known, and after the engine.
            half = name == "draft" and b"# draft: " in data
            assert data in (before.get(file), wanted.get(file)) or half
        again = subprocess.run(asked, check=False, cwd=root)
        assert again.returncode == undisturbed.returncode
        assert snapshot(root, command.writes) == wanted
        assert litter(root) == []
        sound(root)
    assert interrupted, "no run was killed before its end: the test proves nothing"
