"""What drafting sees of a cluster: an engine for each pair, like any other."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from types import TracebackType
from typing import Self

from translator.cluster.connection import PATIENCE, Connection, Say
from translator.cluster.crew import Crew
from translator.cluster.dispatch import Dispatch
from translator.cluster.model import Model
from translator.cluster.remote import Row
from translator.engines.batching import Batch, Batching, Sentence, unloadable
from translator.engines.package import Package, best, digest

_TEXTS_A_THREAD = 500
"""Some thirty batches for each thread: at the end of a stream half a batch's time is lost for each
of the ways that refused sentences go."""


class ClusterEngine(Batching):
    """An Argos package whose model runs on the workers; this machine cuts, joins and judges."""

    def __init__(self, connection: Connection, package: Package, *, beam_size: int) -> None:
        """Read the package; nobody is asked yet.

        Raises:
            TranslatorError: Its files can't be read.
        """
        super().__init__(package, beam_size=beam_size)
        try:
            content = digest(package)
        except OSError as error:
            raise unloadable(package, error) from None
        model = Model(package.source, package.target, package.version, content, beam_size)
        self._connection = connection
        self._crew = Crew(connection, model)

    @property
    def workers(self) -> int:
        """Workers that draft just now."""
        return len(self._crew.workers)

    @property
    def appetite(self) -> int:
        """Many texts for many workers: at the end of each stream some have nothing to do."""
        threads = sum(worker.threads for worker in list(self._crew.workers.values()))
        return max(super().appetite, _TEXTS_A_THREAD * threads)

    def _translated(self, batches: Iterator[Batch]) -> Iterator[tuple[str, Sentence]]:
        answers: queue.SimpleQueue[tuple[list[str], list[Row]] | None] = queue.SimpleQueue()
        dispatch = Dispatch(
            self._connection,
            self._crew,
            [batch.sentences for batch in batches],
            lambda sentences, rows: answers.put((sentences, rows)),
        )
        work = self._connection.start(dispatch.run())
        work.add_done_callback(lambda _: answers.put(None))
        try:
            while (answer := answers.get()) is not None:
                for sentence, row in zip(*answer, strict=True):
                    yield sentence, Sentence(*row)
            work.result()
        finally:
            work.cancel()


class Cluster:
    """A Dask cluster that drafts; a context manager."""

    def __init__(self, address: str, *, say: Say, patience: float = PATIENCE) -> None:
        """Connect to its scheduler.

        Args:
            address: The scheduler's, with `tcp://` or `tls://` and its port.
            say: Told, in words, of workers refused and lost and of sentences given up. Called from
                a thread of the cluster's.
            patience: Seconds for which a lost scheduler, or workers, are waited for.

        Raises:
            TranslatorError: Dask is not installed, the address is wrong, or no scheduler answers,
                or one of another version.
        """
        self._connection = Connection(address, say=say, patience=patience)

    def find(self, source: str, target: str, *, beam_size: int) -> ClusterEngine | None:
        """The engine for a pair of languages, or None where this machine has no package for it.

        Raises:
            TranslatorError: There is one but it can't be read.
        """
        package = best(source, target)
        if package is None:
            return None
        return ClusterEngine(self._connection, package, beam_size=beam_size)

    def close(self) -> None:
        """Take back what is not answered, and leave."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()
