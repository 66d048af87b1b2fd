"""How long `--help` of every command takes, as a ratio to an empty click program's.

    python -m benchmarks.help_speed [ROUNDS]

Each round runs every program once, so that a busy machine slows all alike; medians are compared.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator

import click

from translator.cli import cli

EMPTY = "import click\n@click.command()\ndef main(): ...\nmain(['--help'])"


def programs(group: click.Group, names: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The group and every command below it, by their names."""
    yield names
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from programs(command, (*names, name))
        else:
            yield (*names, name)


def seconds(arguments: list[str]) -> float:
    """One run's wall time, start of Python included."""
    began = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    return time.perf_counter() - began


def main() -> None:
    """Measure and print a table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    runs = {"empty click program": ["-c", EMPTY]}
    for names in programs(cli):
        runs[" ".join(("translator", *names))] = ["-m", "translator", *names, "--help"]
    times: dict[str, list[float]] = {name: [] for name in runs}
    for arguments in runs.values():  # warm the file cache
        seconds(arguments)
    for _ in range(rounds):
        for name, arguments in runs.items():
            times[name].append(seconds(arguments))
    base = statistics.median(times["empty click program"])
    for name, taken in times.items():
        median = statistics.median(taken)
        print(f"{name:32} {1000 * median:6.0f} ms   × {median / base:.2f}")


if __name__ == "__main__":
    main()
