"""Warm `status` and `check` against the time polib needs just to parse the catalogues.

    python -m benchmarks.index_speed [ITEMS ...]          default: 100 1000 10000

One run makes a project of each size in a temporary folder (15 segments an item, 5 languages),
parses every catalogue with polib in one process, then runs the commands as a user does: cold (no
index), and warm (nothing changed), the median of five. Times are of the processor, user and system,
of all processes together; the wall time stands beside the cold build, which uses all cores. What
`translator --version` takes is the start-up; ratios are given with it and without it. Memory is the
peak of the largest process.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import polib

from benchmarks.processes import Run, run
from benchmarks.project import make


def median(work: Callable[[], Run]) -> Run:
    """The run of five that took the median of processor time."""
    return sorted((work() for _ in range(5)), key=lambda one: one.cpu)[2]


def parsing(root: Path) -> tuple[float, float]:
    """Seconds, of the processor and by the wall, that polib needs for every catalogue."""
    catalogues = sorted(root.glob("locales/*/news/**/*.po"))
    wall, cpu = time.perf_counter(), time.process_time()
    for path in catalogues:
        polib.pofile(str(path))
    return time.process_time() - cpu, time.perf_counter() - wall


def measure(items: int, start: Run) -> None:
    """Measure one size and print its lines."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        make(root, items)
        command = ("-C", str(root))
        cold = run(*command, "check", "--format", "json")
        time.sleep(2)
        run(*command, "check", "--format", "json")  # clears up files as young as the clock's grain
        parse, wall = parsing(root)
        warm = {
            name: median(lambda name=name: run(*command, name, "--format", "json"))  # type: ignore[misc]
            for name in ("status", "check")
        }
        parse = statistics.mean([parse, parsing(root)[0]])
    print(f"{items:6} items: polib parses in {parse:.2f} s ({wall:.2f} s by the wall)")
    print(
        f"  cold check   {cold.cpu:7.2f} s, {cold.cpu / parse:5.1f} times that;"
        f" {cold.wall:.1f} s by the wall; {cold.memory:.0f} MiB"
    )
    for name, took in warm.items():
        print(
            f"  warm {name:7} {took.cpu:7.2f} s, {took.cpu / parse:6.2%} of it;"
            f" {(took.cpu - start.cpu) / parse:6.2%} without start-up; {took.memory:.0f} MiB",
            flush=True,
        )


def main() -> None:
    """Measure every size asked for."""
    start = median(lambda: run("--version"))
    print(f"start-up: {start.cpu:.2f} s")
    for items in map(int, sys.argv[1:] or ["100", "1000", "10000"]):
        measure(items, start)


if __name__ == "__main__":
    main()
