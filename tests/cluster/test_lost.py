"""Whatever dies while a cluster drafts: each sentence is drafted once, and nothing is lost."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cluster.conftest import PRELOAD, Newsroom
from tools.loopback import Loopback
from translator.cluster.engine import Cluster
from translator.draft import Drafting, Step, draft

SLOW = {"WORKER_SECONDS": "0.06"}
"""For a batch; there are 13."""
SLOWER = {"WORKER_SECONDS": "0.3"}
"""Where the middle is looked for from outside, which on a busy machine takes a while."""


class Run:
    """A run of `draft` on a cluster; in its middle something happens."""

    def __init__(self, newsroom: Newsroom, loopback: Loopback) -> None:
        self.newsroom, self.loopback = newsroom, loopback
        self.said: list[str] = []
        self.workers: list[int | None] = []

    def draft(self, happens: Callable[[], object], *, at: int = 40, by: int = 1) -> Drafting:
        waiting = [happens]

        def progress(step: Step) -> None:
            self.workers.append(step.workers)
            if waiting and step.done >= at and (step.workers or 0) >= by:
                waiting.pop()()

        with Cluster(self.loopback.address, say=self.said.append, patience=30) as cluster:
            project = self.newsroom.project
            result = draft(project, languages=("ru",), find=cluster.find, progress=progress)
        assert not waiting
        return result

    @property
    def words(self) -> str:
        return "\n".join(self.said)


@pytest.fixture
def run(newsroom: Newsroom, loopback: Loopback) -> Run:
    newsroom.fill(items=20)
    return Run(newsroom, loopback)


def test_a_worker_killed_in_the_middle(run: Run, packages: dict[str, Path]) -> None:
    first = run.loopback.start_worker(packages["right"], *PRELOAD, environment=SLOW)
    run.loopback.start_worker(packages["right"], *PRELOAD, environment=SLOW)
    result = run.draft(first.kill, by=2)
    assert result.errors == []
    assert run.newsroom.drafted() == result.made["ru"].total() == 400
    assert "is gone; others do what it had in hand" in run.words


def test_a_worker_added_in_the_middle(run: Run, packages: dict[str, Path]) -> None:
    # These two would take twenty seconds; the third one is done as soon as it is there.
    for _ in range(2):
        slow = {"WORKER_SECONDS": "1"}
        run.loopback.start_worker(packages["right"], *PRELOAD, environment=slow)
    result = run.draft(lambda: run.loopback.start_worker(packages["right"]), at=1)
    assert result.errors == []
    assert run.newsroom.drafted() == 400
    assert run.workers[0] == 0
    assert max(number or 0 for number in run.workers) == 3


def test_a_scheduler_killed_and_started_again(run: Run, packages: dict[str, Path]) -> None:
    loopback = run.loopback
    loopback.start_worker(packages["right"], *PRELOAD, environment=SLOW)

    def again() -> None:
        loopback.scheduler.kill()
        loopback.scheduler.wait()
        loopback.start_scheduler()
        loopback.start_worker(packages["right"])

    assert run.draft(again).errors == []
    assert run.newsroom.drafted() == 400
    assert "is gone; waiting 30 seconds" in run.words
    assert "is back" in run.words


def test_a_scheduler_that_does_not_come_back(run: Run, packages: dict[str, Path]) -> None:
    run.loopback.start_worker(packages["right"], *PRELOAD, environment=SLOWER)
    command = [
        *(sys.executable, "-m", "translator", "-C", str(run.newsroom.root), "draft"),
        *("--scheduler", run.loopback.address, "--patience", "1"),
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        run.newsroom.wait()
        run.loopback.scheduler.kill()
        _, said = process.communicate(timeout=30)
    assert process.returncode == 2
    assert "did not come back within 1 second" in said
    assert "Traceback" not in said
    assert 0 < run.newsroom.drafted() < 400


def test_a_sentence_that_kills_its_workers(run: Run, packages: dict[str, Path]) -> None:
    run.newsroom.write("content/item0000.txt", "The poison supports trade.\n\nWater and energy.\n")
    run.newsroom.run("extract")
    for _ in range(2):
        run.loopback.start_worker(packages["right"], *PRELOAD, "--nanny")
    result = run.draft(lambda: None, at=1)
    assert result.errors == []
    assert run.newsroom.drafted() == 381  # 19 × 20, and the other sentence of the first item
    assert "3 workers were lost over this sentence, which is left undrafted: The poison" in (
        run.words
    )
    assert run.words.count("is gone; others") == 3


def test_ctrl_c_stores_what_was_done(run: Run, packages: dict[str, Path]) -> None:
    run.loopback.start_worker(packages["right"], *PRELOAD, environment=SLOWER)
    command = [sys.executable, "-m", "translator", "-C", str(run.newsroom.root), "draft"]
    command += ["--scheduler", run.loopback.address]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        run.newsroom.wait()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Stopped. What was saved stays" in said
    assert "Traceback" not in said
    stopped = run.newsroom.drafted()
    assert 0 < stopped < 400
    again = run.draft(lambda: None, at=0, by=0)
    assert again.made["ru"].total() == 400 - stopped
    assert run.newsroom.drafted() == 400
