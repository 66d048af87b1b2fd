"""The workers there are: which of them hold the model that is wanted, and which were refused.

Each new worker is asked what it has, and loads the model. (No worker plugin of Dask's does that:
one stays registered with the scheduler, and keeps workers without this program from starting.)
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any

from translator.cluster import remote
from translator.cluster.connection import Connection, seconds
from translator.cluster.model import Model, Report, difference
from translator.engines import EngineLost
from translator.errors import TranslatorError

AHEAD = 2
"""Batches that a worker holds for each of its threads: one at work, one waiting."""
_SHORTLY = 5.0
"""Seconds in which workers that were started together all come; then a person is told of none."""


@dataclass(eq=False, slots=True)
class Worker:
    """A worker that may draft.

    Attributes:
        address: Where it is.
        threads: Tasks it runs at once.
        running: What it was given and has not answered.
    """

    address: str
    threads: int
    running: set[Any] = field(default_factory=set)

    @property
    def room(self) -> int:
        """Batches it can still be given."""
        return AHEAD * self.threads - len(self.running)


class Crew:
    """The workers for one model.

    Attributes:
        model: What they must hold.
        workers: Those that do, by address.
        refused: Why the others don't draft, by address.
        given_up: Sentences that workers died over.
    """

    def __init__(self, connection: Connection, model: Model) -> None:
        self.model = model
        self.workers: dict[str, Worker] = {}
        self.refused: dict[str, str] = {}
        self.given_up: set[str] = set()
        self._connection = connection
        self._asked: dict[str, asyncio.Task[Report]] = {}
        self._alone_since: float | None = None
        self._said = False
        self._ever = False

    async def look(self) -> list[Worker]:
        """See who came and who went.

        Returns:
            The workers that went.

        Raises:
            ConnectionError: The scheduler is gone.
            TranslatorError: No worker can draft with the model.
            EngineLost: There has been no worker for longer than the patience.
        """
        client = self._connection.client
        present: dict[str, int] = await self._connection.ask(client.nthreads())
        gone = [self.workers.pop(a) for a in [*self.workers] if a not in present]
        for address in (
            present.keys() - self.workers.keys() - self.refused.keys() - self._asked.keys()
        ):
            self._asked[address] = asyncio.create_task(self._examine(client, address))
        for address, asked in [*self._asked.items()]:
            if address not in present:
                asked.cancel()
                del self._asked[address]
            elif asked.done():
                del self._asked[address]
                self._judge(address, asked)
        self.refused = {a: why for a, why in self.refused.items() if a in present}
        self._patience()
        return gone

    def forget(self) -> None:
        """The scheduler is gone, and all workers with it."""
        for asked in self._asked.values():
            asked.cancel()
        self._asked.clear()
        self.workers.clear()
        self.refused.clear()

    @property
    def asking(self) -> bool:
        """Whether a worker is being asked what it has."""
        return bool(self._asked)

    async def _examine(self, client: Any, address: str) -> Report:
        """Have a worker load the model and say what it has.

        This is no task: a worker that can't read one, for want of this program, ends itself.
        """
        model = self.model
        wanted = (model.source, model.target, model.digest, model.beam_size)
        answers = await client.run(remote.prepare, *wanted, workers=[address])
        report: Report = answers[address]
        return report

    def _judge(self, address: str, asked: asyncio.Task[Report]) -> None:
        """Take a worker in, or refuse it and say why."""
        try:
            report = asked.result()
        except asyncio.CancelledError:
            return
        except OSError:
            return  # it went, or the scheduler did: it is asked again if it is still there
        except Exception as error:  # noqa: BLE001 - whatever a strange worker raises
            host, why = "", _strange(error)
        else:
            host, why = f" ({report['host']})", difference(self.model, report)
        if why:
            self.refused[address] = why
            self._connection.say(f"The worker {address}{host} does not draft: {why}.")
        else:
            self.workers[address] = Worker(address, report["threads"])
            self._ever = True

    def _patience(self) -> None:
        """Wait for workers, and not for ever."""
        if self.workers:
            self._alone_since, self._said = None, False
            return
        pair, patience = self.model.pair, self._connection.patience
        now = time.monotonic()
        if self._alone_since is None:
            self._alone_since = now
        alone = now - self._alone_since
        shortly = min(_SHORTLY, patience / 2)
        if self.refused and not self._asked and not self._ever and alone > shortly:
            raise TranslatorError(
                f"none of the cluster's workers ({len(self.refused)}) can draft {pair}",
                remedy="What is missing is said above of each. Nothing was lost: mend it, and run "
                "the same command to go on.",
            )
        if alone > patience:
            raise EngineLost(
                f"the scheduler at {self._connection.address} has had no worker for {pair} for "
                f"{seconds(patience)}",
                remedy="What was drafted is stored: start workers (`dask worker "
                f"{self._connection.address}`), then run the same command to go on.",
            )
        if alone > shortly and not self._said and not self._asked:
            self._said = True
            self._connection.say(
                f"The scheduler has no worker for {pair}; waiting {seconds(patience)} for one."
            )


def looked_at(task: asyncio.Task[Any]) -> None:
    """Take note of how a task ended, which may interest nobody any more."""
    if not task.cancelled():
        task.exception()


def _strange(error: Exception) -> str:
    """Why a worker that could not say what it has is refused."""
    reason = f"{type(error).__name__}: {error}".splitlines()[0]
    # Dask passes an exception on as text where it can't as such.
    if any(name in reason for name in ("ImportError", "ModuleNotFoundError", "AttributeError")):
        return (
            f"this program is not installed there, or another version ({reason}). Install the same "
            "version on all machines: pip install 'newsroom-translator[cluster]'"
        )
    return f"asked what it has, it failed: {reason}"
