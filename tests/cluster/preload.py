"""Loaded by workers of tests (`dask worker --preload`): they take their time, and die of a word."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence

from translator.engines.argos import ArgosEngine
from translator.engines.batching import Sentence


def dask_setup(worker: object) -> None:
    """Called once by each worker; the module itself is loaded twice."""
    real = ArgosEngine.run

    def run(self: ArgosEngine, sentences: Sequence[str]) -> list[Sentence]:
        time.sleep(float(os.environ.get("WORKER_SECONDS", "0")))
        if any("poison" in sentence for sentence in sentences):
            os.kill(os.getpid(), signal.SIGKILL)
        return real(self, sentences)

    ArgosEngine.run = run  # type: ignore[method-assign]
