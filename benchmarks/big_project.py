"""The project's side of a big archive: commands and pages at several sizes, and how they grow.

    python -m benchmarks.big_project [--flat] [--part PART] [--project DIR] [ITEMS ...]

default: 1000 10000; 100000 takes about 20 GB of disk. One run makes an archive (`archive.py`) of
each size in a temporary folder, and runs commands as a user does, then a real server that is asked
over the loopback. A line has seconds on the clock, processor seconds of all processes, and the peak
of the largest process; for pages, milliseconds a request, on the clock and of the server's
processor. Behind them stands how many times as much that is as at the size before.

`--flat` puts all items into one folder. `--part` measures a part alone: commands, compile or pages.
`--project` takes a project that was made before, with one size, and leaves it changed.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.archive import make
from benchmarks.beside_weblate import Browser
from benchmarks.processes import Run, peak, run
from translator.project import Project, find
from webui.people import accounts, database, signins

_GRAIN = 2.5
"""Seconds after which a file counts as settled."""
_TICK = os.sysconf("SC_CLK_TCK")


class Growth:
    """Prints what was measured, beside what it was at the size before."""

    def __init__(self) -> None:
        self._before: dict[str, tuple[float, ...]] = {}

    def show(self, name: str, unit: str, *values: float) -> None:
        """A line: the values, and how many times as much each is as before."""
        shown = "  ".join(
            f"{value:9.2f} {kind}" for value, kind in zip(values, unit.split(), strict=True)
        )
        before = self._before.get(name)
        grown = ""
        if before:
            pairs = zip(values, before, strict=True)
            grown = "  × " + ", ".join(f"{now / max(then, 1e-3):.1f}" for now, then in pairs)
        self._before[name] = values
        print(f"  {name:40} {shown}{grown}", flush=True)

    def took(self, name: str, once: Run) -> None:
        """What running a command took."""
        self.show(name, "s s-cpu MiB", once.wall, once.cpu, once.memory)


def median(work: Callable[[], Run]) -> Run:
    """The run of three that took the median of processor time."""
    return sorted((work() for _ in range(3)), key=lambda each: each.cpu)[1]


def commands(project: Project, growth: Growth) -> None:
    """The index's first build, then commands that find nothing changed, or one item."""
    here = ("-C", str(project.root))

    def warm(name: str, *arguments: str) -> None:
        growth.took(name, median(lambda: run(*here, *arguments)))

    growth.took("check, no index yet", run(*here, "check", "--format", "json"))
    time.sleep(_GRAIN)
    run(*here, "status", "--format", "json")  # what was younger than the clock's grain
    for style in ("text", "json"):
        warm(f"status, {style}", "status", "--format", style)
    for style in ("text", "json", "junit"):
        warm(f"check, {style}", "check", "--format", style)
    growth.took("extract, nothing changed", run(*here, "extract"))
    growth.took("extract, nothing changed, again", run(*here, "extract"))
    edit(project, "A paragraph more.")
    growth.took("status, one item edited", run(*here, "status", "--format", "json"))
    growth.took("extract, one item edited", run(*here, "extract"))
    growth.took(
        "memory, first look-up", run(*here, "memory", "search", "European Union", "-l", "ru")
    )
    warm("memory, look-up", "memory", "search", "the European Union supports", "-l", "ru")
    for name in ("index.db", "memory.db"):
        size = (project.root / ".translator" / name).stat().st_size
        growth.show(f"size of {name}", "MB", size / 1e6)


def edit(project: Project, text: str) -> None:
    """Add a paragraph to one item."""
    path = min(project.content.rglob("*.md"))
    path.write_text(f"{path.read_text()}\n{text}\n")


def compiling(project: Project, growth: Growth) -> None:
    """The whole output, then nothing changed, then one item."""
    command = ("-C", str(project.root), "-q", "compile")
    growth.took("compile, from nothing", run(*command))
    growth.took("compile, all of it once more", run(*command))
    time.sleep(_GRAIN)
    run(*command)
    growth.took("compile, nothing changed", median(lambda: run(*command)))
    for number in range(3):
        edit(project, f"A paragraph more, number {number}.")
        once = run(*command)
    growth.took("compile, one item edited", once)


def pages(project: Project, growth: Growth) -> None:
    """A server that is asked for pages, and saves."""
    with database.opened(project.root / ".translator" / "people.db") as db:
        cookie = signins.begin(db, accounts.add(db, f"Bench {time.time_ns()}", "admin", None))
    command = [sys.executable, "-m", "translator", "-C", str(project.root), "serve", "--port", "0"]
    began = time.perf_counter()
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            line = server.stderr.readline() if server.stderr else ""
            growth.show("server, until it answers", "s", time.perf_counter() - began)
            browser = Browser(int(line.rstrip().rstrip("/").rpartition(":")[2]), cookie)
            browser.get("/search?q=wait")
            began = time.perf_counter()
            while b"files read so far" in browser.get("/") or _busy(server.pid):
                time.sleep(1)
            growth.show("server, until all is searchable", "s", time.perf_counter() - began)
            _ask(project, browser, server.pid, growth)
            growth.show("server, peak of its memory", "MiB", peak(server.pid) / 1024)
        finally:
            server.terminate()
            server.communicate()


def _ask(project: Project, browser: Browser, server: int, growth: Growth) -> None:
    item = project.items[len(project.items) // 2].id
    address = f"/api/v1/ru/items/{item}"
    entry: Any = json.loads(browser.get(address))["entries"][1]
    number = 0

    def save() -> bytes:
        nonlocal entry, number
        number += 1
        body = {
            "target": f"{entry['source']} {number}",
            "state": "needs-work",
            "revision": entry["revision"],
        }
        entry = browser.put(f"{address}/entries/{entry['key']}", body)
        return b""

    def save_and_look() -> bytes:
        save()
        return browser.get("/")

    for name, path in {
        "dashboard": "/",
        "dashboard, page 50": "/?page=50",
        "items": "/ru/",
        "items, page 20": "/ru/?page=20",
        "queue": "/ru/review",
        "queue, with findings": "/ru/review?state=&rule=any",
        "queue, page 20": "/ru/review?page=20",
        "queue, text filter": "/ru/review?text=Kazakhstan",
        "search, a phrase": "/search?q=European+Union",
        "search, two letters": "/search?q=EU",
        "search, nothing like it": "/search?q=Qwertyuiop",
        "history": "/history",
        "editor": f"/ru/items/{item}",
        "preview": f"/ru/document/{item}",
        "suggestions": f"/api/v1/ru/suggest?item={item}&key={entry['key']}",
    }.items():
        growth.show(name, "ms ms-cpu kB", *_request(server, partial(browser.get, path)))
    growth.show("save", "ms ms-cpu", *_request(server, save)[:2])
    growth.show("save, then dashboard", "ms ms-cpu", *_request(server, save_and_look)[:2])


def _request(server: int, ask: Callable[[], bytes]) -> tuple[float, float, float]:
    """Milliseconds on the clock (the median) and of the server's processor, and kilobytes."""
    for _ in range(3):
        size = len(ask())
    times = []
    before = _spent(server)
    for _ in range(20):
        began = time.perf_counter()
        ask()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times), (_spent(server) - before) * 1000 / 20, size / 1000


def _spent(pid: int) -> float:
    """Processor seconds of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


def _busy(pid: int) -> bool:
    """Whether a process is at work while nobody asks it anything."""
    before = _spent(pid)
    time.sleep(1)
    return _spent(pid) - before > 0.2


def main() -> None:
    """Measure every size asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("items", nargs="*", type=int, default=[1000, 10000])
    parser.add_argument("--flat", action="store_true")
    parser.add_argument("--part", choices=["commands", "compile", "pages"])
    parser.add_argument("--project", type=Path)
    options = parser.parse_args()
    growth = Growth()
    parts = {"commands": commands, "compile": compiling, "pages": pages}
    for items in options.items:
        with tempfile.TemporaryDirectory() as folder:
            if options.project:
                project = find(options.project, explicit=True)
            else:
                began = time.perf_counter()
                project = make(Path(folder), items, flat=options.flat)
                print(f"{items:,} items, made in {time.perf_counter() - began:.0f} s")
                time.sleep(_GRAIN)
            for name, measure in parts.items():
                if options.part in (None, name):
                    measure(project, growth)


if __name__ == "__main__":
    main()
