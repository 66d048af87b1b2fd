"""The engines that this process has loaded: one a pair, until its package is replaced."""

from __future__ import annotations

import os
import threading

from translator.engines.argos import ArgosEngine
from translator.engines.package import best


class _Engines:
    """The engines of this process, one a pair."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.engines: dict[tuple[str, str], tuple[tuple[object, ...], ArgosEngine]] = {}


_loaded = _Engines()
_parents: list[_Engines] = []


def _begin_anew() -> None:
    """In a forked child: its parent's engines don't run there, nor can they be taken apart."""
    global _loaded  # noqa: PLW0603  # the one place that replaces it
    _parents.append(_loaded)
    _loaded = _Engines()


os.register_at_fork(after_in_child=_begin_anew)


def find(source: str, target: str, *, beam_size: int) -> ArgosEngine | None:
    """The loaded engine of a pair's newest package; loaded once, and again when it is replaced.

    Raises:
        TranslatorError: There is a package but it can't be loaded.
    """
    package = best(source, target)
    if package is None:
        _loaded.engines.pop((source, target), None)
        return None
    try:
        state = (package.folder / "model" / "model.bin").stat()
    except OSError:
        return None  # it was removed just now
    version = (package, beam_size, state.st_ino, state.st_mtime_ns, state.st_size)
    with _loaded.lock:
        known = _loaded.engines.get((source, target))
        if known is None or known[0] != version:
            # Out with the old one first: two large models need not fit the memory.
            del known
            _loaded.engines.pop((source, target), None)
            engine = ArgosEngine(package, beam_size=beam_size)
            known = _loaded.engines[source, target] = (version, engine)
        return known[1]
