"""Reading step by step, in this process or in as many as there are cores."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import get_context, parent_process

from translator.index.jobs import Job, Step
from translator.index.reading import Reading, read
from translator.project import Project


def read_here(project: Project, steps: Iterator[Step]) -> Iterator[tuple[Step, list[Reading]]]:
    """Read steps in their order."""
    for step in steps:
        yield step, [read(project, job) for job in step.jobs]


def read_on_all_cores(
    project: Project, steps: Iterator[Step]
) -> Iterator[tuple[Step, list[Reading]]]:
    """Read steps in other processes; they come in their order, and few are in memory at once."""
    workers = os.cpu_count() or 1
    # Spawned: a forked child of a process that has threads may hang.
    with ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_begin, initargs=(project,)
    ) as pool:
        taken: deque[Step] = deque()
        futures: deque[Future[list[Reading]]] = deque()

        def submit(number: int) -> None:
            for step in islice(steps, number):
                taken.append(step)  # first of all: a broken pool refuses what it is given
                futures.append(pool.submit(_read, step.jobs))

        try:
            # Ctrl-C is for this process; those begun here never hear of it.
            before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
            try:
                submit(2 * workers + 1)
            finally:
                signal.pthread_sigmask(signal.SIG_SETMASK, before)
            while taken:
                yield taken[0], futures[0].result()
                taken.popleft()
                futures.popleft()
                submit(1)
        except BrokenProcessPool:  # the system ended one, for want of memory: go on alone
            yield from read_here(project, chain(taken, steps))
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


_pool_project: list[Project] = []


def _begin(project: Project) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _pool_project.append(project)


def _end_with_parent() -> None:
    """End when the process is gone that gives the work; a killed one can't say so."""
    if parent := parent_process():
        parent.join()
        os._exit(1)


def _read(jobs: list[Job]) -> list[Reading]:
    return [read(_pool_project[0], job) for job in jobs]
