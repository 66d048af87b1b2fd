"""Every file of the corpus: an error that names it or a sane result, soon, in little memory.

`Done.sane` says what that means: no traceback, exit code 0, 1 or 2, `CPU` seconds, `MEMORY` MB,
nothing written outside the project's parent folder, nobody asked over the network.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import CONFIG
from tests.faults.confined import Confined
from tests.faults.corpus import CASES, Case

PROJECT = CONFIG.replace('"ka", "tg", "ru", "kk", "ky"', '"ru"')
COMMANDS = {
    "item": (("extract",), ("check",)),
    "catalogue": (("extract",), ("check",)),
    "config": (("status",),),
    "sidecar": (("extract",), ("check",)),
    "memory": (("memory", "import", "FILE", "-l", "ru"),),
    "exchange": (("import", "FILE"),),
    "glossary": (("glossary", "import", "FILE"),),
    "package": (("models", "install", "FILE"),),
}
TAKEN = {
    "item": (("compile", "--preview"), ("GET", "/ru/items/a")),
    "catalogue": (("draft",), ("GET", "/ru/items/a")),
}
"""What is run besides where nothing is said against the file."""
PLACES = {
    "item": "content/{}",
    "catalogue": "locales/ru/news/{}",
    "sidecar": "content/{}",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "place" / "desk"
    (root / "content").mkdir(parents=True)
    (root / "translator.toml").write_text(PROJECT, encoding="utf-8")
    return root


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_hostile_file(confined: Confined, project: Path, case: Case) -> None:
    if case.kind in ("catalogue", "sidecar", "exchange"):
        (project / "content" / "a.txt").write_text("Hello world.\n\nMore text.\n", encoding="utf-8")
        confined.run(project, "extract").sane()
    path = project / PLACES.get(case.kind, "{}").format(case.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(case.data)
    said = ""
    for command in COMMANDS[case.kind] + (() if case.said else TAKEN.get(case.kind, ())):
        arguments = [case.name if part == "FILE" else part for part in command]
        done = confined.run(project, *arguments).sane()
        said += done.said if command[0] != "GET" else ""
    assert case.said in said
    if case.said:
        assert path.name in said
