"""Running the program as a user does, and what that takes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    """What running a command took.

    Attributes:
        cpu: Processor seconds, its children's included.
        wall: Seconds.
        memory: Peak of the largest process, in MiB.
    """

    cpu: float
    wall: float
    memory: float


def run(*arguments: str) -> Run:
    """Run the program in a process of its own; that its gate is closed is no failure."""
    began = time.perf_counter()
    peaks: dict[int, int] = {}
    with tempfile.TemporaryFile() as out:
        command = [sys.executable, "-m", "translator", *arguments]
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        ended = 0
        while not ended:
            for pid in _tree(process.pid):
                peaks[pid] = max(peaks.get(pid, 0), peak(pid))
            time.sleep(0.005)
            ended, status, used = os.wait4(process.pid, os.WNOHANG)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            out.seek(0)
            sys.exit(f"{' '.join(arguments)} failed: {out.read(2000).decode()}")
    return Run(used.ru_utime + used.ru_stime, wall, max(peaks.values()) / 1024)


def _tree(pid: int) -> list[int]:
    """A process and its children."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *map(int, children)]


def peak(pid: int) -> int:
    """KiB; what `wait4` says of a child begins with what its parent held."""
    try:
        found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0
    return int(found[1]) if found else 0
