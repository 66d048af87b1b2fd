"""The batches of one stream, sent to workers until each is answered, whoever dies meanwhile.

A batch goes to one worker, chosen here: so it is known what a worker had in hand when it died. What
it had is suspected. Of suspects a worker gets one at a time; one that sees a second worker die is
cut into its sentences, and a sentence that sees a third one die is given up. Others lose nothing.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import itertools
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from translator.cluster import remote
from translator.cluster.connection import Connection
from translator.cluster.crew import Crew, Worker, looked_at
from translator.engines import EngineLost

_LOOK_EVERY = 0.5
"""Seconds between two looks at which workers there are."""
_MOST_DEATHS = 3
"""Workers that may die over one sentence."""
_MOST_FAILURES = 3
"""Times that a batch may fail without a worker's death."""
_DEATHS_IN_A_ROW = 12
"""Workers that may die with nothing answered in between; then the fault is not a sentence's."""
_runs = itertools.count()

Answer = Callable[[list[str], list[remote.Row]], None]


@dataclass(eq=False, slots=True)
class Batch:
    """Sentences on their way.

    Attributes:
        sentences: What is to be translated together.
        deaths: Workers that died with it in hand, as far as it is suspected for that.
        failures: Times that it failed otherwise.
    """

    sentences: list[str]
    deaths: int = 0
    failures: int = 0


class Dispatch:
    """The batches of one stream.

    Args:
        connection: To the scheduler.
        crew: The workers.
        batches: Sentences that go together, the order in which they go.
        answer: Called with the sentences of each batch and their translations, as they come.
    """

    def __init__(
        self, connection: Connection, crew: Crew, batches: Iterable[list[str]], answer: Answer
    ) -> None:
        self._connection = connection
        self._crew = crew
        self._answer = answer
        left = ([s for s in batch if s not in crew.given_up] for batch in batches)
        self._waiting = deque(Batch(sentences) for sentences in left if sentences)
        self._suspects: deque[Batch] = deque()
        self._going: dict[asyncio.Task[list[remote.Row]], tuple[Worker, Batch]] = {}
        self._run = next(_runs)
        self._sent = 0
        self._deaths = 0

    async def run(self) -> None:
        """Go on until each batch is answered or given up.

        Raises:
            TranslatorError: There is no worker that could.
            RuntimeError: The model does not run.
        """
        try:
            while self._waiting or self._suspects or self._going:
                try:
                    for worker in await self._crew.look():
                        self._died(worker)
                except ConnectionError:
                    self._take_back()
                    self._crew.forget()
                    await self._connection.reconnect()
                    continue
                await self._work()
        finally:
            self._take_back()

    async def _work(self) -> None:
        """Hand out and take in, until it is time to look for workers again."""
        loop = asyncio.get_running_loop()
        until = loop.time() + _LOOK_EVERY
        while (left := until - loop.time()) > 0:
            self._hand_out()
            if not self._going:
                if self._waiting or self._suspects:
                    await asyncio.sleep(0.02 if self._crew.asking else left)
                return
            done, _ = await asyncio.wait(
                self._going, timeout=left, return_when=asyncio.FIRST_COMPLETED
            )
            there = [self._take_in(task) for task in done]
            if not all(there):
                return

    def _hand_out(self) -> None:
        """Give each batch to the worker with the most room for it."""
        while self._waiting or self._suspects:
            roomy = [worker for worker in self._crew.workers.values() if worker.room > 0]
            calm = [w for w in roomy if not any(batch.deaths for batch in w.running)]
            if self._suspects and calm:
                worker, batch = max(calm, key=_share), self._suspects.popleft()
            elif self._waiting and roomy:
                worker, batch = max(roomy, key=_share), self._waiting.popleft()
            else:
                return
            worker.running.add(batch)
            task = asyncio.create_task(self._ask(worker, batch))
            task.add_done_callback(looked_at)
            self._going[task] = (worker, batch)

    async def _ask(self, worker: Worker, batch: Batch) -> list[remote.Row]:
        """Have one worker translate one batch; what it still holds of it is given back after."""
        model = self._crew.model
        self._sent += 1
        future = self._connection.client.submit(
            remote.translate,
            *(model.source, model.target, model.digest, model.beam_size, batch.sentences),
            key=(f"translate-{model.pair}", self._run, self._sent),
            workers=[worker.address],
            pure=False,
        )
        try:
            rows: list[remote.Row] = await future
        finally:
            future.release()
        return rows

    def _take_in(self, task: asyncio.Task[list[remote.Row]]) -> bool:
        """An answer, or the reason why there is none; whether the scheduler is still there."""
        worker, batch = self._going.pop(task)
        worker.running.discard(batch)
        try:
            rows = task.result()
        except (concurrent.futures.CancelledError, ConnectionError):
            self._back(batch)
            return False
        except Exception as error:
            batch.failures += 1
            if batch.failures >= _MOST_FAILURES:
                raise RuntimeError(f"at the worker {worker.address}: {error}") from error
            self._back(batch)
        else:
            if len(rows) != len(batch.sentences):
                raise RuntimeError(f"the worker {worker.address} answers something else")
            self._deaths = 0
            self._answer(batch.sentences, rows)
        return True

    def _died(self, worker: Worker) -> None:
        """A worker is gone: what it had in hand goes to others, and some of it is suspected."""
        lost: list[Batch] = []
        for task, (whose, batch) in [*self._going.items()]:
            if whose is worker:
                del self._going[task]
                task.cancel()
                lost.append(batch)
        if not lost:
            return
        self._deaths += 1
        self._connection.say(f"The worker {worker.address} is gone; others do what it had in hand.")
        if self._deaths >= _DEATHS_IN_A_ROW:
            raise EngineLost(
                f"{self._deaths} workers were lost with nothing done in between",
                remedy="Look at what they say (too little memory?). What was drafted is stored.",
            )
        suspects = [batch for batch in lost if batch.deaths] or lost
        for batch in lost:
            batch.deaths += batch in suspects
            if batch.deaths < 2:
                self._back(batch)
            elif len(batch.sentences) > 1:
                self._suspects.extend(Batch([s], batch.deaths) for s in batch.sentences)
            elif batch.deaths < _MOST_DEATHS:
                self._back(batch)
            else:
                self._give_up(batch)

    def _give_up(self, batch: Batch) -> None:
        (sentence,) = batch.sentences
        self._crew.given_up.add(sentence)
        shown = sentence if len(sentence) < 60 else f"{sentence[:60]}…"
        self._connection.say(
            f"{batch.deaths} workers were lost over this sentence, which is left undrafted: {shown}"
        )

    def _back(self, batch: Batch) -> None:
        (self._suspects if batch.deaths else self._waiting).appendleft(batch)

    def _take_back(self) -> None:
        """The scheduler is gone, or nobody waits for answers any more."""
        for task, (worker, batch) in self._going.items():
            task.cancel()
            worker.running.discard(batch)
            self._back(batch)
        self._going.clear()


def _share(worker: Worker) -> float:
    """How much of what a worker may hold it does not."""
    return worker.room / worker.threads
