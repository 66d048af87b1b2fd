"""Every command that the documentation shows is run, in a newsroom like the sample."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.git import IDENTITY, git
from tools.commands import TARGET, page

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)

ELSEWHERE = {
    "python3 -m venv": "each installation of the tests is one",
    ". .venv/bin/activate": "the tests have the environment already",
    "source .venv/bin/activate": "the tests have the environment already",
    "pip install": "needs a published package",
    "make": "only that there is such a target: they are what runs these tests",
    ".venv/bin/pre-commit install": "changes the repository's own hooks",
    "git pull": "needs another repository",
    "apt-get": "changes the machine",
    "systemctl": "changes the machine",
    "dask": "tests/cluster starts schedulers and workers",
    "translator draft --scheduler": "tests/cluster runs it, with a cluster",
    "openssl": "tests/cluster/test_refused.py runs it",
    "sqlite3": "tests/webui/test_server_docs.py runs it, with a folder for the backup",
}
"""Commands that are not run here, and why."""


BEFORE = (
    "echo 'News of today' > content/today.txt && translator extract",
    "translator memory export agency.tmx",
    "mkdir old && cp locales/ru/news/eu-central-asia-relations.po old/ru.po",
)
"""What makes the files that the pages speak of."""


def commands(page: Path) -> list[str]:
    """The commands of a page's `sh` blocks, without comments and continuation lines."""
    text = page.read_text(encoding="utf-8")
    lines = "\n".join(_BLOCK.findall(text)).replace("\\\n", " ").splitlines()
    found = (" ".join(shlex.split(line, comments=True)) and line for line in lines)
    return [re.sub(r"\s+#\s.*$", "", line).strip() for line in found if line]


def elsewhere(command: str) -> bool:
    return any(command == each or command.startswith(f"{each} ") for each in ELSEWHERE)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The sample project in a git repository of its own, and the program on the path."""
    root = tmp_path_factory.mktemp("sample") / "project"
    for folder in ("content", "locales", "memory"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("*.mo"))
    for name in ("translator.toml", ".gitignore"):
        shutil.copy(ROOT / name, root / name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{Path(sys.executable).parent}:{os.environ['PATH']}")
        patch.setenv("PYTHONPATH", str(ROOT))
        for name, value in IDENTITY.items():
            patch.setenv(name, value)
        patch.delenv("MAKELEVEL", raising=False)
        for arguments in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-qm", "sample"]):
            git(root, *arguments)
        for command in BEFORE:
            code, said = run(command, root)
            assert code == 0, said
        yield root


@pytest.fixture
def newsroom(sample: Path, tmp_path: Path) -> Path:
    """A copy of the sample project, for one page."""
    return shutil.copytree(sample, tmp_path / "project", symlinks=True)


def run(command: str, folder: Path) -> tuple[int, str]:
    """Run a command as a reader would; a server is ended once it is ready to answer."""
    if "translator serve" in command:
        with subprocess.Popen(
            ["bash", "-c", f"exec {command.replace(' --open', '')} --port 0"],
            cwd=folder, stderr=subprocess.PIPE, text=True,
        ) as process:  # fmt: skip
            assert process.stderr
            said = process.stderr.readline()
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=30)
            return (0 if "http://127.0.0.1" in said else 2), said
    done = subprocess.run(
        ["bash", "-c", command], check=False, cwd=folder, text=True, timeout=120,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    return done.returncode, done.stdout


WITH_COMMANDS = [page for page in PAGES if commands(page)]


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=lambda page: str(page.relative_to(ROOT)))
def test_each_command_runs(page: Path, newsroom: Path) -> None:
    folder = newsroom
    if page.name == "tutorial.md":
        folder = newsroom.parent / "empty"
        folder.mkdir()
    for command in commands(page):
        if command.startswith("cd "):
            folder = folder / command.removeprefix("cd ")
            continue
        if command.startswith("make"):
            for target in command.split()[1:2]:
                assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE), command
            continue
        if elsewhere(command):
            continue
        code, said = run(command, folder)
        # The gate and --check may say no; 2 is wrong usage or input.
        assert code in (0, 1), f"{page.name}: {command}: {said}"
        assert "Traceback" not in said, f"{page.name}: {command}: {said}"
        assert code == 0 or any(word in command for word in ("check", "--strict")), (
            f"{page.name}: {command}: {said}"
        )


def test_the_reference_of_commands_is_current() -> None:
    assert TARGET.read_text(encoding="utf-8") == page(), "run: python -m tools.commands"
