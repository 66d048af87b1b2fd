"""What runs on the workers: each loads a model once, from its own machine's packages folder.

The scheduler imports this module too when it reads a task; so nothing heavy is imported before a
model is needed, and nothing is read or written here but packages.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from translator.cluster.model import Report, versions
from translator.errors import TranslatorError

if TYPE_CHECKING:
    from translator.engines.argos import ArgosEngine

Row = tuple[str, float, int, bool]
"""One sentence's translation on its way: text, summed log-probability, tokens, whether it ended."""

_MOST_LOADED = 3
"""Models kept in a worker's memory; drafting goes pair by pair."""
_lock = threading.Lock()
_loaded: OrderedDict[tuple[str, int], ArgosEngine] = OrderedDict()


async def prepare(
    source: str, target: str, digest: str, beam_size: int, dask_worker: Any = None
) -> Report:
    """Load the package of a pair that has a digest, and say what there is.

    Runs in a worker's event loop, which is not kept waiting.
    """
    threads = int(dask_worker.state.nthreads)  # by its name, Dask fills this argument in
    return await asyncio.to_thread(_prepare, source, target, digest, beam_size, threads)


def _prepare(source: str, target: str, digest: str, beam_size: int, threads: int) -> Report:
    from translator.engines import package

    digests: list[tuple[str, str]] = []
    fault = ""
    try:
        found = [p for p in package.installed() if (p.source, p.target) == (source, target)]
        digests = [(each.version, package.digest(each)) for each in found]
        if any(has == digest for _, has in digests):
            _engine(source, target, digest, beam_size, threads)
    except (TranslatorError, OSError) as error:
        fault = str(error)
    return Report(
        host=socket.gethostname(),
        threads=threads,
        versions=versions(),
        packages=digests,
        fault=fault,
    )


def translate(
    source: str, target: str, digest: str, beam_size: int, sentences: Sequence[str]
) -> list[Row]:
    """Translate one batch; it takes one of the worker's threads.

    Runs on a worker, as a task.

    Raises:
        RuntimeError: The model does not run, or is not here.
    """
    made = _engine(source, target, digest, beam_size, _threads()).run(sentences)
    return [(each.text, each.log_probability, each.length, each.complete) for each in made]


def _engine(source: str, target: str, digest: str, beam_size: int, threads: int) -> ArgosEngine:
    """The loaded model with a digest; what lies in the packages folder now doesn't change it.

    Raises:
        TranslatorError: Its package can't be loaded.
        RuntimeError: There is no such package.
    """
    from translator.engines import package
    from translator.engines.argos import ArgosEngine

    with _lock:
        if (digest, beam_size) not in _loaded:
            while len(_loaded) >= _MOST_LOADED:
                _loaded.popitem(last=False)
            for each in package.installed():
                of_pair = (each.source, each.target) == (source, target)
                if of_pair and package.digest(each) == digest:
                    engine = ArgosEngine(each, beam_size=beam_size, threads=threads)
                    _loaded[digest, beam_size] = engine
                    break
            else:
                raise RuntimeError(f"the package {source}-{target} with SHA-256 {digest} is gone")
        _loaded.move_to_end((digest, beam_size))
        return _loaded[digest, beam_size]


def _threads() -> int:
    """Tasks that this worker runs at once, each on a core."""
    from distributed import get_worker

    return int(get_worker().state.nthreads)
