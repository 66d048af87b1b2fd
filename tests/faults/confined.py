"""Commands under limits, each in a child of one process that has everything loaded.

A command that would need more than `CPU` seconds of processor is killed; how much memory it took
beyond what the interpreter and the libraries hold is measured; it may write below the project's
parent folder alone, and connect to nobody (see `watched`). Forking spares each command the half
second that starting Python takes.

    python -m tests.faults.confined        reads requests as lines of JSON, answers each with a line
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import re
import resource
import subprocess
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CPU = 5
"""Seconds of processor that a command may take for one hostile file."""
MEMORY = 256
"""MB that a command may need, beyond the interpreter, for a file that it takes or refuses."""
_RUNAWAY = 2 << 30
"""Bytes at which a command is stopped, so that a failing test does not fill the machine."""
_LOADED = (
    "babel.dates", "docx", "lxml.etree", "numpy", "py3langid", "rapidfuzz.distance", "sentencex",
    "translator.check", "translator.draft", "translator.exchange.bundles",
    "translator.exchange.incoming", "translator.exchange.tables", "translator.exchange.word",
    "translator.exchange.word_reader", "translator.exchange.xliff", "translator.extract",
    "translator.formats.feed", "translator.formats.html", "translator.formats.json_item",
    "translator.formats.markdown", "translator.glossary.transfer", "translator.index",
    "translator.memory.library", "translator.models.store", "translator.preview",
    "translator.publish", "translator.rules", "translator.status", "webui", "yaml",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended.

    Attributes:
        command: The command's arguments, or `GET` and an address of the review pages.
        code: The exit code, or the page's status; negative for a signal that killed it.
        cpu: Seconds of processor.
        memory: MB beyond what was there before.
        said: What it wrote to standard error, and for a page its text.
    """

    command: tuple[str, ...]
    code: int
    cpu: float
    memory: int
    said: str

    def sane(self) -> Done:
        """Itself, after looking that it behaved."""
        about = (
            f"{self.command}: {self.code}, {self.cpu:.1f} s, {self.memory} MB\n{self.said[-2000:]}"
        )
        assert "Traceback" not in self.said, about
        assert "FORBIDDEN" not in self.said, about
        mending = self.code == 500 and "A file of the project needs mending" in self.said
        assert self.code in (0, 1, 2, 200, 404) or mending, about
        assert self.memory <= MEMORY, about
        return self


class Confined:
    """The process that runs the commands."""

    def __init__(self) -> None:
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.confined"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
            cwd=Path(__file__).parents[2],
        )  # fmt: skip

    def run(self, root: Path, *command: str) -> Done:
        """Run a command in a project's folder."""
        assert self._server.stdin
        assert self._server.stdout
        request = {"root": str(root), "command": command}
        print(json.dumps(request), file=self._server.stdin, flush=True)
        found = json.loads(self._server.stdout.readline())
        return Done(tuple(command), **found)

    def close(self) -> None:
        """End the process."""
        assert self._server.stdin
        assert self._server.stdout
        self._server.stdin.close()
        self._server.wait(10)
        self._server.stdout.close()


def serve() -> None:
    """Answer requests until there are no more."""
    for name in _LOADED:
        importlib.import_module(name)
    for line in sys.stdin:
        print(json.dumps(_forked(json.loads(line))), flush=True)


def _forked(request: dict[str, Any]) -> dict[str, Any]:
    """Run one command in a child; how it ended."""
    root = Path(request["root"])
    said = root.parent / "said.txt"
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        _child(root, request["command"], said, writer)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        told = pipe.read()
    _, status, usage = os.wait4(child, 0)
    code, memory = json.loads(told) if told else (-os.WTERMSIG(status), 0)
    text = said.read_text(encoding="utf-8", errors="replace")
    return {"code": code, "cpu": usage.ru_utime + usage.ru_stime, "memory": memory, "said": text}


def _child(root: Path, command: Sequence[str], said: Path, writer: int) -> None:
    """Run the command, tell how it ended, and end the process."""
    code = 70
    try:
        os.environ["HOME"] = home = str(root.parent / "home")
        os.environ |= {"XDG_DATA_HOME": home, "XDG_CONFIG_HOME": home, "XDG_CACHE_HOME": home}
        os.environ["ARGOS_PACKAGES_DIR"] = f"{home}/packages"
        os.chdir(root)
        before = _memory("VmRSS")
        resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
        size = _memory("VmSize") << 20
        resource.setrlimit(resource.RLIMIT_AS, (size + _RUNAWAY, size + _RUNAWAY))
        with said.open("w", encoding="utf-8") as output:
            os.dup2(output.fileno(), 2)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            code = _page(root, command[1]) if command[0] == "GET" else _command(root, command)
        told = json.dumps([code, max(0, _memory("VmHWM") - before)])
        os.write(writer, told.encode())
    finally:
        os._exit(0)


def _command(root: Path, command: Sequence[str]) -> int:
    from tests.faults.watched import watch
    from translator.cli import cli

    watch(root.parent)
    try:
        cli(["-C", str(root), *command])
    except SystemExit as ended:
        return int(ended.code or 0)
    except BaseException:  # noqa: BLE001 - the child must say it
        traceback.print_exc()
        return 70
    finally:
        sys.stderr.flush()
    return 0


def _page(root: Path, address: str) -> int:
    """Ask for a page of the review interface as somebody who is signed in."""
    from tests.faults.watched import watch
    from translator.project import find
    from webui import create_app
    from webui.people import accounts, database, signins

    watch(root.parent)
    with database.opened(root / ".translator" / "people.db") as db:
        known = accounts.everyone(db)
        account = known[0] if known else accounts.add(db, "Aigul", "reviewer", None)
        cookie = signins.begin(db, account)
    client = create_app(find(root)).test_client()
    client.set_cookie("desk", cookie)
    with contextlib.redirect_stdout(sys.stderr):
        answer = client.get(address)
    print(re.sub(r"<[^>]*>", " ", answer.get_data(as_text=True)), file=sys.stderr)
    sys.stderr.flush()
    return answer.status_code


def _memory(what: str) -> int:
    """MB, as the kernel counts them for this process."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    found = re.search(rf"{what}:\s+(\d+) kB", status)
    assert found
    return int(found[1]) // 1024


if __name__ == "__main__":
    serve()
