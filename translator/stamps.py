"""What tells that a file changed, without reading it; and what is kept until it does."""

from __future__ import annotations

import os
import struct
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

_GRAIN = 2_000_000_000
"""Nanoseconds; a file touched less than this before it was looked at may change without its times
changing (FAT keeps two seconds)."""
_LAYOUT = struct.Struct("<QqqQ")


def stamp_of(path: Path | str) -> bytes | None:
    """What changes when a file does: size, modification and status-change time, inode.

    Returns:
        None where there is no such file.
    """
    try:
        return pack(os.stat(path))  # noqa: PTH116 - asked of very many files
    except OSError:
        return None


def pack(found: os.stat_result) -> bytes:
    """The stamp of a file whose status is known."""
    return _LAYOUT.pack(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def is_settled(stamp: bytes, looked: int | None = None) -> bool:
    """Whether a file can't have changed since without its stamp changing.

    Args:
        stamp: Its stamp, or several joined.
        looked: When it was looked at, in nanoseconds since 1970; now where none is given.
    """
    newest: int = max(max(each[1:3]) for each in _LAYOUT.iter_unpack(stamp))
    return (time.time_ns() if looked is None else looked) - newest > _GRAIN


_Made = TypeVar("_Made")


class Kept(Generic[_Made]):
    """What was made of files, kept while they stay as they are; any thread may ask."""

    def __init__(self, most: int) -> None:
        """Keep nothing yet; later the things of `most` files, those asked for last."""
        self._most = most
        self._made: OrderedDict[Path, tuple[bytes, _Made]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, path: Path, make: Callable[[Path], _Made]) -> _Made | None:
        """What was made of a file as it is now, or is made of it now.

        Returns:
            None where there is no such file. What `make` raises is raised.
        """
        stamp = stamp_of(path)
        if stamp is None:
            return None
        with self._lock:
            known = self._made.get(path)
            if known and known[0] == stamp:
                self._made.move_to_end(path)
                return known[1]
        made = make(path)
        if is_settled(stamp):
            with self._lock:
                self._made[path] = (stamp, made)
                self._made.move_to_end(path)
                while len(self._made) > self._most:
                    self._made.popitem(last=False)
        return made


def modified(stamp: bytes) -> float:
    """When a file was modified, in seconds since 1970."""
    return float(_LAYOUT.unpack_from(stamp)[1]) / 1e9
