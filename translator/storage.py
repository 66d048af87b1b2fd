"""Files that are never half-written: locks, and atomic, durable replacement."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from translator import limits
from translator.errors import TranslatorError, reason
from translator.message import phrase

_TEMPORARY = ".new"
_LOCK_DIGITS = 3
"""Hexadecimal digits that name a lock: files of one name wait for each other, seldom and for
milliseconds, and however many catalogues there are, there are 4,096 locks at most."""
_LOCK_SECONDS = 30
"""How long to wait for another process; it holds a catalogue for milliseconds."""


@contextlib.contextmanager
def locked(path: Path, locks: Path, *, anywhere: bool = False) -> Iterator[None]:
    """Hold a file's lock, so that read, change and write are one step for all processes.

    The lock is the operating system's: it is gone when its holder dies. The small files in `locks`
    mean nothing by themselves. Who holds the lock of a file in the project can't ask for another's.

    Args:
        path: The file to be changed.
        locks: The project's folder for lock files, `.translator/locks`.
        anywhere: Whether the file may be outside the project.

    Raises:
        TranslatorError: Another process held the lock for too long, the folder can't be written, or
            the file is not in the project but behind a link that leads out of it.
    """
    from filelock import FileLock, Timeout

    real = path.resolve()
    if not anywhere and not real.is_relative_to(locks.parents[1].resolve()):
        raise TranslatorError(
            phrase("is behind a link that leads out of the project"),
            path=path,
            remedy=phrase("Put a file or folder in the link's place."),
        )
    name = hashlib.sha256(os.fsencode(real)).hexdigest()[: None if anywhere else _LOCK_DIGITS]
    try:
        locks.mkdir(parents=True, exist_ok=True)
        lock = FileLock(locks / f"{name}.lock", timeout=_LOCK_SECONDS)
        lock.acquire()
    except Timeout:
        raise TranslatorError(
            phrase("has been in use by another process for {seconds} s", seconds=_LOCK_SECONDS),
            path=path,
            remedy=phrase("Try again when the other command is done."),
        ) from None
    except OSError as error:
        raise TranslatorError(
            phrase("can't be written: {reason}", reason=reason(error)), path=locks
        ) from None
    try:
        yield
    finally:
        lock.release()


def sweep(folder: Path, locks: Path) -> None:
    """Remove the temporary files that killed processes left in a folder and those below it.

    Each is removed under the lock of the file it was to replace, so none that is being written is.

    Args:
        folder: Where to look.
        locks: The project's folder for lock files.

    Raises:
        TranslatorError: A lock can't be had, or a file can't be removed.
    """
    for root, _, names in os.walk(folder):
        for name in names:
            if name.startswith(".") and name.endswith(_TEMPORARY):
                path = Path(root, name[1 : -len(_TEMPORARY)])
                with locked(path, locks):
                    _temporary(path).unlink(missing_ok=True)


def write_atomically(path: Path, data: bytes) -> None:
    """Replace a file, so that at any moment it is wholly old or wholly new, also after power loss.

    The caller holds the file's lock where others may write it too: the temporary file's name is
    fixed, so that one left by a killed process is used again and not left for ever.

    Raises:
        TranslatorError: The folder or the file can't be written (rights, full disk …); the old
            file is untouched.
    """
    temporary = _temporary(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = path.stat().st_mode & 0o777 if path.exists() else None
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            if mode is not None:
                os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
        temporary.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise TranslatorError(
            phrase("can't be written: {reason}", reason=reason(error)),
            path=path,
            remedy=phrase("It was left as it was. Free space or mend the rights, then try again."),
        ) from None


def read_received(path: Path) -> bytes:
    """The bytes of a file from elsewhere.

    Raises:
        TranslatorError: It can't be read, or is larger than `LARGEST_RECEIVED`.
    """
    try:
        return limits.read(path, limits.LARGEST_RECEIVED)
    except OSError as error:
        raise TranslatorError(
            phrase("can't be read: {reason}", reason=reason(error)), path=path
        ) from None


def _temporary(path: Path) -> Path:
    """Where a file's next version is written before it takes its place."""
    return path.with_name(f".{path.name}{_TEMPORARY}")
