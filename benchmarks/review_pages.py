"""How long the review pages take, in one process without the network, and how they grow.

    python -m benchmarks.review_pages [ITEMS ...]      default: 200 2000

Each project has that many items of 6 segments (the first has 30) in five languages, a third of the
texts drafts. The figures are medians of 20 requests after 5 warm-ups, in milliseconds of processor
time (wall time for what waits for the disk). Two rows are compared with something: the editor page
with the same template rendered from data in memory behind the same sign-in, and a save with the
bare locked, fsynced write of the same catalogue, taken in turns.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask, render_template, template_rendered

from benchmarks.project import make
from translator.catalogue import Catalogue
from translator.project import find
from webui import create_app
from webui.desk import Desk
from webui.index import Index
from webui.people import accounts, database, signins

ITEM = "000/item-00000"
PAGES = {
    "sign-in and nothing else": "/settings",
    "dashboard": "/",
    "items of a language": "/ru/",
    "queue": "/ru/review",
    "queue, newest of all": "/ru/review?state=&order=newest",
    "queue, with findings": "/ru/review?state=&rule=any",
    "queue, text filter": "/ru/review?text=programme",
    "search, a phrase": "/search?q=European+Union",
    "search, two letters": "/search?q=EU",
    "editor, 30 segments": f"/ru/items/{ITEM}",
}


def cost(action: Callable[[], object], clock: Callable[[], float]) -> float:
    """What an action takes once, in milliseconds."""
    start = clock()
    action()
    return (clock() - start) * 1000


def median(action: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """Milliseconds, the median of 20 after 5."""
    for _ in range(5):
        action()
    return statistics.median(cost(action, clock) for _ in range(20))


class Bench:
    """The pages of one project."""

    def __init__(self, root: Path) -> None:
        self.app: Flask = create_app(find(root), {"TESTING": True})
        self.desk: Desk = self.app.extensions["desk"]
        self.index: Index = self.app.extensions["index"]
        self._context: dict[str, Any] = {}
        self.app.add_url_rule("/in-memory", "in_memory", self._in_memory)
        start = time.perf_counter()
        self.index.wait()
        self.built = time.perf_counter() - start
        with database.opened(self.desk.people) as db:
            self.cookie = signins.begin(db, accounts.add(db, "Bench", "admin", None))
        self.client = self.app.test_client()
        self.client.set_cookie("desk", self.cookie)

    def get(self, path: str) -> bytes:
        """A page, which must be there."""
        answer = self.client.get(path)
        if answer.status_code != 200:
            sys.exit(f"{path}: {answer.status}")
        return bytes(answer.data)

    def _in_memory(self) -> str:
        return render_template("editor.html", **self._context)

    def from_memory(self) -> float:
        """Milliseconds of the editor's template, its data at hand."""

        def take(_app: Flask, context: dict[str, Any], **_: object) -> None:
            self._context = context

        with template_rendered.connected_to(take, self.app):
            self.get(PAGES["editor, 30 segments"])
        return median(lambda: self.get("/in-memory"))

    def saves(self) -> tuple[float, float]:
        """Milliseconds of a save through the page, and of the bare write, in turns."""
        address = f"/api/v1/ru/items/{ITEM}"
        answer: Any = self.client.get(address)
        entry = answer.json["entries"][2]
        state = {"revision": entry["revision"], "number": 0}
        path = self.desk.project.catalogue_path("ru", "000/item-00001")

        def save() -> None:
            state["number"] += 1
            body = {
                "target": f"Текст {state['number']}",
                "state": "needs-work",
                "revision": state["revision"],
            }
            done: Any = self.client.put(
                f"{address}/entries/{entry['key']}",
                json=body,
                headers={"X-CSRF-Token": signins.csrf_of(self.cookie)},
            )
            state["revision"] = done.json["revision"]

        def bare() -> None:
            state["number"] += 1
            with Catalogue.edit(path, self.desk.project.locks) as file:
                file.entries[2].settle(f"Текст {state['number']}")

        path.write_bytes(self.desk.project.catalogue_path("ru", ITEM).read_bytes())
        for _ in range(5):
            save()
            bare()
        pairs = [(cost(save, time.perf_counter), cost(bare, time.perf_counter)) for _ in range(40)]
        return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def measure(root: Path, items: int) -> None:
    """Print the figures of one project."""
    make(root, items, segments=6, drafts=4)
    bench = Bench(root)
    print(f"{items:,} items: index built in {bench.built:.1f} s")
    time.sleep(2)  # till the files are older than the clock's grain
    bench.index.wait()
    for name, path in PAGES.items():
        size = len(bench.get(path))
        took = median(lambda path=path: bench.get(path))  # type: ignore[misc]
        print(f"  {name:26} {took:7.1f} ms {size:8,} bytes", flush=True)
    base = bench.from_memory()
    print(f"  {'the same from memory':26} {base:7.1f} ms: the editor takes {took / base:.1f} times")
    save, bare = bench.saves()
    print(f"  {'save':26} {save:7.1f} ms; the bare write {bare:.1f} ms: {save / bare:.2f} times")


def main() -> None:
    """Measure projects of the sizes asked for."""
    for items in [int(size) for size in sys.argv[1:]] or [200, 2000]:
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), items)


if __name__ == "__main__":
    main()
