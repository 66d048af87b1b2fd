"""`compile` in full, with nothing changed, and with one item changed, at several sizes.

    python -m benchmarks.publish_speed [ITEMS ...]

One run makes a project of each size in a temporary folder (15 segments an item, 5 languages, every
item published), and compiles it: from nothing, again with nothing changed (the median of five), and
after one item was edited. Processor time beside wall time tells on a busy machine.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from benchmarks.project import make

_SETTINGS = '[publish]\nstate = "translated"\nincomplete = "source"\n'


class Cost(NamedTuple):
    """Seconds on the clock and of the processor."""

    wall: float
    processor: float

    def __str__(self) -> str:
        return f"{self.wall:.2f} s ({self.processor:.2f} s processor)"


def cost(work: Callable[[], object]) -> Cost:
    """What one call of other processes costs."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    work()
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(wall, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)


def measure(items: int) -> None:
    """Measure one size and print a line a case."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        make(root, items)
        with (root / "translator.toml").open("a") as config:
            config.write(_SETTINGS)
        past = time.time() - 3600
        for path in [*root.rglob("*.txt"), *root.rglob("*.po")]:
            os.utime(path, (past, past))
        time.sleep(2.5)  # files younger than the clock's grain are looked at again

        def compiled() -> None:
            command = [sys.executable, "-m", "translator", "-q", "-C", str(root), "compile"]
            subprocess.run(command, check=True)

        cold = cost(compiled)
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        again = [cost(compiled) for _ in range(5)]
        edited = root / "content" / "000" / "item-00000.txt"
        changes = []
        for number in range(3):
            edited.write_text(f"{edited.read_text()}\nA line more, {number}.\n")
            changes.append(cost(compiled))
        written = sum(1 for path in (root / "build/.versions/a").rglob("*") if path.is_file())
    print(f"{items:6} items, {written} files: from nothing {cold}, {cold.wall / items / 5:.5f} s")
    print(f"       an item and language; peak memory {memory:.0f} MiB")
    print(f"       nothing changed {sorted(again)[2]}")
    print(f"       one item edited: {changes[0]} at first, then {changes[-1]}")


def main() -> None:
    """Measure every size asked for."""
    for items in map(int, sys.argv[1:] or ["100", "1000", "10000"]):
        measure(items)


if __name__ == "__main__":
    main()
