"""What tells that a file changed, without reading it."""

from __future__ import annotations

import os
import struct
import time
from pathlib import Path

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


def modified(stamp: bytes) -> float:
    """When a file was modified, in seconds since 1970."""
    return float(_LAYOUT.unpack_from(stamp)[1]) / 1e9
