"""Ten times the segments take no more memory, neither here nor at the scheduler nor at a worker."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.cluster.conftest import Newsroom
from tests.cluster.stream import peak
from tools.loopback import Loopback

FEW, MANY = 10_000, 100_000
MIB = 1024


def stream(address: str, number: int) -> int:
    """Stream so many sentences; the client's peak of memory in KiB."""
    command = [sys.executable, "-m", "tests.cluster.stream", address, str(number)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    came, held = done.stdout.split()
    assert int(came) == number
    return int(held)


def test_memory_does_not_grow_with_the_number_of_segments(
    newsroom: Newsroom, loopback: Loopback, packages: dict[str, Path]
) -> None:
    worker = loopback.start_worker(packages["right"], threads=2)
    processes = {"scheduler": loopback.scheduler.pid, "worker": worker.pid}

    def measured(number: int) -> dict[str, int]:
        client = stream(loopback.address, number)
        return {"client": client} | {name: peak(pid) for name, pid in processes.items()}

    few, many = measured(FEW), measured(MANY)
    growth = {name: (many[name] - few[name]) // MIB for name in few}
    # The scheduler keeps a log of what it did, up to a length of its own.
    assert max(growth.values()) < 24, (few, many)
