"""The review pages as Weblate was measured: 50 catalogues of 15 news paragraphs, on the loopback.

    python -m benchmarks.beside_weblate

A real `translator serve` is asked over HTTP by one keep-alive connection: medians of 20 requests
after 5 warm-ups, in milliseconds of wall time; sizes as sent; the memory of the server's process at
the end, no model loaded. Weblate 5.14.3's figures, taken the same way on a two-core machine, stand
in docs/review.md.
"""

from __future__ import annotations

import http.client
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from translator.catalogue import Catalogue
from translator.draft import draft
from translator.extract import extract
from translator.project import Project, find
from translator.provenance import Provenance
from webui.people import accounts, database, signins

ITEMS, PARAGRAPHS = 50, 15
CONFIG = """\
[project]
name = "Bench"
languages = ["ru"]
[review]
four-eyes = false
"""
ROOT = Path(__file__).resolve().parent.parent


def prepare(root: Path) -> Project:
    """A project whose paragraphs are those of the sample, each item with its own numbers."""
    (root / "translator.toml").write_text(CONFIG, encoding="utf-8")
    (root / "content").mkdir()
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "content").glob("*.txt"))]
    paragraphs = [line for text in texts for line in text.splitlines() if len(line) > 200]
    for number in range(ITEMS):
        chosen = (paragraphs[(number + n) % len(paragraphs)] for n in range(PARAGRAPHS))
        text = "\n\n".join(f"{part} ({number}/{n})" for n, part in enumerate(chosen))
        (root / "content" / f"item-{number:02}.txt").write_text(text, encoding="utf-8")
    project = find(root)
    extract(project)
    draft(project, machine=False)
    for item in project.items:
        with Catalogue.edit(project.catalogue_path("ru", item.id), project.locks) as catalogue:
            for entry in catalogue.entries:
                text = f"Перевод абзаца. {entry.source}"
                entry.suggest(text, Provenance("argos", ("en-ru", "1.9"), 0.8))
    return project


def median(action: Callable[[], object]) -> float:
    """Milliseconds, the median of 20 after 5."""
    times = []
    for _ in range(25):
        start = time.perf_counter()
        action()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times[5:])


class Browser:
    """One keep-alive connection, signed in."""

    def __init__(self, port: int, cookie: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port)
        self._headers = {"Cookie": f"desk={cookie}", "X-CSRF-Token": signins.csrf_of(cookie)}

    def get(self, path: str) -> bytes:
        """A page."""
        self._connection.request("GET", path, headers=self._headers)
        answer = self._connection.getresponse()
        assert answer.status == 200, (path, answer.status)
        return answer.read()

    def put(self, path: str, body: dict[str, str]) -> Any:
        """Save."""
        headers = {**self._headers, "Content-Type": "application/json"}
        self._connection.request("PUT", path, json.dumps(body), headers)
        answer = self._connection.getresponse()
        data = json.loads(answer.read())
        assert answer.status == 200, data
        return data


def measure(project: Project, port: int, pid: int, cookie: str) -> None:
    """Print the figures."""
    browser = Browser(port, cookie)
    pages = {
        "translate page, 15 segments": "/ru/items/item-07",
        "dashboard": "/",
        "review queue, 40 segments": "/ru/review",
        "search": "/search?q=Kazakhstan",
    }
    for name, path in pages.items():
        size = len(browser.get(path))
        took = median(lambda path=path: browser.get(path))  # type: ignore[misc]
        print(f"{name:32} {took:7.1f} ms {size / 1000:7.1f} kB")
    key = Catalogue.load(project.catalogue_path("ru", "item-07")).entries[3].key
    address = "/api/v1/ru/items/item-07"
    entries = json.loads(browser.get(address))["entries"]
    entry = next(one for one in entries if one["key"] == key)
    number = 0

    def save() -> None:
        nonlocal entry, number
        number += 1
        body = {
            "target": f"{entry['source']} Правка {number}.",
            "state": "needs-work",
            "revision": entry["revision"],
        }
        entry = browser.put(f"{address}/entries/{key}", body)

    print(f"{'save, no page load':32} {median(save):7.1f} ms")
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    resident = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    print(f"{'memory, no model':32} {int(resident.split()[1]) / 1000:7.0f} MB")


def main() -> None:
    """Prepare, serve, measure."""
    with tempfile.TemporaryDirectory() as folder:
        project = prepare(Path(folder))
        with database.opened(project.root / ".translator" / "people.db") as db:
            cookie = signins.begin(db, accounts.add(db, "Bench", "admin", None))
        command = [sys.executable, "-m", "translator", "-C", folder, "serve", "--port", "0"]
        began = time.perf_counter()
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
            try:
                line = server.stderr.readline() if server.stderr else ""
                print(f"{'start, until it answers':32} {(time.perf_counter() - began):7.1f} s")
                port = int(line.rstrip().rstrip("/").rpartition(":")[2])
                measure(project, port, server.pid, cookie)
            finally:
                server.terminate()
                server.communicate()


if __name__ == "__main__":
    main()
