"""A Dask scheduler and workers on this machine's loopback, for tests, benchmarks and the demo.

They listen on 127.0.0.1 alone, at free ports, and end with the block that starts them.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

_STARTS_WITHIN = 30.0
_ENDS_WITHIN = 15.0
_HERE = ("--host", "127.0.0.1", "--no-dashboard", "--dashboard-address", "127.0.0.1:0")
_HERE_TLS = ("--protocol", "tls", *_HERE)


class Loopback:
    """A scheduler and its workers, each a process; a context manager.

    Args:
        folder: Where their messages and files go.
        environment: Variables for all of them.
        tls: Whether they speak TLS, with the certificates that Dask's configuration names.
    """

    def __init__(
        self, folder: Path, environment: Mapping[str, str] | None = None, *, tls: bool = False
    ) -> None:
        self.folder = folder
        self.address = ""
        self.processes: list[subprocess.Popen[bytes]] = []
        self._logs: dict[int, Path] = {}
        self._nannies: list[subprocess.Popen[bytes]] = []
        self._environment = dict(environment or {})
        self._where = _HERE_TLS if tls else _HERE
        self._started = 0
        self.scheduler = self.start_scheduler()

    def start_scheduler(self) -> subprocess.Popen[bytes]:
        """Start a scheduler; a second one takes the address of the first, which must be gone."""
        file = self.folder / f"scheduler-{self._started}.json"
        port = self.address.rpartition(":")[2] or "0"
        options = ("--port", port, "--scheduler-file", str(file))
        self.scheduler = self._start("scheduler", *self._where, *options)
        until = time.monotonic() + _STARTS_WITHIN
        while time.monotonic() < until and self.scheduler.poll() is None:
            try:
                self.address = json.loads(file.read_bytes())["address"]
            except (OSError, ValueError):
                time.sleep(0.02)
            else:
                return self.scheduler
        raise RuntimeError(f"no scheduler: see {self.folder}")

    def start_worker(
        self,
        packages: Path,
        *options: str,
        threads: int = 1,
        environment: Mapping[str, str] | None = None,
    ) -> subprocess.Popen[bytes]:
        """Start a worker with a folder of Argos packages; it is ready a second later.

        Args:
            packages: The folder.
            options: More for `dask worker`; `--nanny` for one that is started again when it dies.
            threads: Tasks it runs at once.
            environment: Variables for it alone.
        """
        nanny = () if "--nanny" in options else ("--no-nanny",)
        own = {"ARGOS_PACKAGES_DIR": str(packages), **(environment or {})}
        worker = self._start(
            "worker",
            *(self.address, *self._where, *nanny, *options, "--nthreads", str(threads)),
            *("--local-directory", str(self.folder), "--memory-limit", "0"),
            environment=own,
        )
        if not nanny:
            self._nannies.append(worker)
        return worker

    def wait(self, workers: int) -> None:
        """Until so many workers have come to the scheduler."""
        log = self._logs[self.scheduler.pid]
        until = time.monotonic() + _STARTS_WITHIN
        while log.read_text(encoding="utf-8").count("Register worker") < workers:
            if time.monotonic() > until:
                raise RuntimeError(f"no {workers} workers: see {self.folder}")
            time.sleep(0.05)

    def close(self) -> None:
        """End all that still runs: at once, but for nannies, which have to end their workers."""
        for process in self.processes:
            if process in self._nannies:
                process.terminate()
        for process in reversed(self.processes):  # the scheduler last: who ends tells it
            if process in self._nannies:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(_ENDS_WITHIN)
            process.kill()
            process.wait()

    def _start(
        self, command: str, *arguments: str, environment: Mapping[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        self._started += 1
        path = self.folder / f"{command}-{self._started}.log"
        with path.open("wb") as log:
            process = subprocess.Popen(  # noqa: S603 - our own arguments
                [sys.executable, "-m", "dask", command, *arguments],
                env={**os.environ, **self._environment, **(environment or {})},
                cwd=self.folder,
                stdout=log,
                stderr=log,
            )
        self.processes.append(process)
        self._logs[process.pid] = path
        return process

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()
