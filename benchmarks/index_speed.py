"""Warm `status` and `check` against the time polib needs just to parse the catalogues.

    python -m benchmarks.index_speed [ITEMS ...]

One run makes a project of each size in a temporary folder (15 segments an item, 5 languages),
parses every catalogue with polib in one process, then runs the commands: cold (no index), and warm
(nothing changed), the median of five.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import polib

from benchmarks.project import make


def seconds(work: Callable[[], object]) -> float:
    """The wall time of one call."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def command(root: Path, name: str) -> None:
    """Run a command in a process of its own, as a user does."""
    done = subprocess.run(
        [sys.executable, "-m", "translator", "-C", str(root), name, "--format", "json"],
        check=False,  # the gate is closed, as not all is translated
        capture_output=True,
    )
    if not done.stdout.startswith(b"{"):
        sys.exit(done.stderr.decode())


def measure(items: int) -> None:
    """Measure one size and print a line."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        make(root, items)
        catalogues = sorted(root.glob("locales/*/news/**/*.po"))
        parse = seconds(lambda: [polib.pofile(str(path)) for path in catalogues])
        cold = seconds(lambda: command(root, "check"))
        command(root, "check")  # the second look clears up files as young as the clock's grain
        time.sleep(2)
        command(root, "check")
        status = statistics.median(seconds(lambda: command(root, "status")) for _ in range(5))
        check = statistics.median(seconds(lambda: command(root, "check")) for _ in range(5))
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{items:6} items: polib parses in {parse:.1f} s; check cold {cold / parse:.2f} of that;")
    print(f"       warm status {status:.2f} s, {status / parse:.1%}; check {check:.2f} s,", end=" ")
    print(f"{check / parse:.1%}; peak memory {memory:.0f} MiB")


def main() -> None:
    """Measure every size asked for."""
    for items in map(int, sys.argv[1:] or ["100", "1000", "10000"]):
        measure(items)


if __name__ == "__main__":
    main()
