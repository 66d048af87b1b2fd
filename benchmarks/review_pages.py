"""How long the review pages take, in one process without the network, and how they grow.

    python benchmarks/review_pages.py [ITEMS ...]      default: 200 2000

Each project has that many items of 30 segments in five languages, a third of them drafts. The
figures are medians of 20 requests after 5 warm-ups, in milliseconds; beside them stand the size of
the page, and for the save the bare locked, fsynced write of the same catalogue.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import polib

from translator.catalogue import Catalogue, Entry
from translator.project import find
from translator.provenance import Provenance
from webui import create_app
from webui.desk import Desk
from webui.index import Index
from webui.people import accounts, database, signins

LANGUAGES = ("ka", "tg", "ru", "kk", "ky")
SEGMENTS = 30
SENTENCE = "The sides met in Osh on {day} May 2026 and discussed {count} projects of item {item}."
ANSWER = "Стороны встретились в Оше {day} мая 2026 года и обсудили {count} проектов, тема {item}."


def build(root: Path, items: int) -> None:
    """Write a project: every item differs, every language has the same text."""
    names = ", ".join(f'"{code}"' for code in LANGUAGES)
    (root / "translator.toml").write_text(f'[project]\nname = "Bench"\nlanguages = [{names}]\n')
    (root / "content").mkdir()
    for code in LANGUAGES:
        folder = root / "locales" / code / "news" / "2026"
        folder.mkdir(parents=True)
        for item in range(items):
            catalogue = Catalogue.new(folder / f"item-{item:05}.po", code)
            catalogue.set_header("X-Title", f"Item {item}")
            for number in range(SEGMENTS):
                values = {"day": number % 28 + 1, "count": 100 + number, "item": item}
                entry = Entry(polib.POEntry(msgid=SENTENCE.format(**values), comment="paragraph"))
                text = ANSWER.format(**values)
                if number % 3 == 0:
                    entry.suggest(text, Provenance("argos", ("en-ru", "1.9"), number / SEGMENTS))
                elif number % 3 == 1:
                    entry.settle(text)
                catalogue.entries.append(entry)
            catalogue.path.write_bytes(catalogue.dump())


def median(action: Callable[[], object]) -> float:
    """Milliseconds, the median of 20 after 5."""
    for _ in range(5):
        action()
    times = []
    for _ in range(20):
        start = time.perf_counter()
        action()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def measure(root: Path, items: int) -> None:
    """Print the figures of one project."""
    app = create_app(find(root), {"TESTING": True})
    desk: Desk = app.extensions["desk"]
    index: Index = app.extensions["index"]
    start = time.perf_counter()
    index.wait()
    print(f"{items} items: index built in {time.perf_counter() - start:.1f} s")
    with database.opened(desk.people) as db:
        cookie = signins.begin(db, accounts.add(db, "Bench", "admin", None))
    client = app.test_client()
    client.set_cookie("desk", cookie)
    address = "2026/item-00007"
    pages = {
        "sign-in and nothing else": "/settings",
        "dashboard": "/",
        "editor, 30 segments": f"/ru/items/{address}",
        "queue": "/ru/review",
        "queue, text filter": "/ru/review?text=discussed+107",
        "search": "/search?q=117+projects",
    }
    for name, path in pages.items():
        size = len(client.get(path).data)
        print(f"  {name:26} {median(lambda path=path: client.get(path)):7.1f} ms {size:8,} bytes")  # type: ignore[misc]
    entry = client.get(f"/api/v1/ru/items/{address}").json["entries"][2]  # type: ignore[index]
    state = {"revision": entry["revision"], "number": 0}

    def save() -> None:
        state["number"] += 1
        answer = client.put(
            f"/api/v1/ru/items/{address}/entries/{entry['key']}",
            json={
                "target": f"Текст {state['number']}",
                "state": "needs-work",
                "revision": state["revision"],
            },
            headers={"X-CSRF-Token": signins.csrf_of(cookie)},
        )
        state["revision"] = answer.json["revision"]  # type: ignore[index]

    def bare() -> None:
        state["number"] += 1
        with Catalogue.edit(desk.project.catalogue_path("ru", address), desk.project.locks) as file:
            file.entries[2].settle(f"Текст {state['number']}")

    print(f"  {'save':26} {median(save):7.1f} ms; the bare write {median(bare):.1f} ms")


def main() -> None:
    """Measure projects of the sizes asked for."""
    for items in [int(size) for size in sys.argv[1:]] or [200, 2000]:
        with tempfile.TemporaryDirectory() as folder:
            build(Path(folder), items)
            measure(Path(folder), items)


if __name__ == "__main__":
    main()
