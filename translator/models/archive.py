"""`.argosmodel` files unpacked safely."""

from __future__ import annotations

import errno
import lzma
import shutil
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from translator.errors import TranslatorError

_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError)
_MAX_UNPACKED = 16 << 30
"""Bytes; the largest model in our recipes, MADLAD-400 3B, has 12 GB before it is quantised."""
_MAX_MEMBERS = 1000
_MAX_RATIO, _RATIO_FROM = 200, 64 << 20
"""A package of `_RATIO_FROM` bytes or more does not shrink to a 200th: weights are noise."""


def unpack(path: Path, folder: Path) -> Path:
    """Unpack a package into an empty folder.

    Returns:
        Its one root folder.

    Raises:
        TranslatorError: It is no zip archive, is damaged, has several roots, would write outside
            the folder, or would unpack to more than is sane or free.
        OSError: The folder can't be written.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            root = _root(archive, path)
            _check_size(archive, path, folder)
            archive.extractall(folder)  # every member was looked at
    except (*_BROKEN, NotImplementedError, EOFError, RuntimeError) as error:
        raise _unsound(path, f"is no readable zip archive ({error})") from None
    except OSError as error:
        # bz2 complains without a number; a member's wrong place makes reading seek before the start
        if error.errno in (None, errno.EINVAL):
            raise _unsound(path, f"is no readable zip archive ({error})") from None
        raise
    return folder / root


def _root(archive: zipfile.ZipFile, path: Path) -> str:
    roots = set()
    for member in archive.infolist():
        name = PurePosixPath(member.filename)
        kind = stat.S_IFMT(member.external_attr >> 16)
        special = kind not in (0, stat.S_IFREG, stat.S_IFDIR)
        if name.is_absolute() or ".." in name.parts or "\\" in member.filename or special:
            raise _unsound(path, f"has a member that leaves its folder: {member.filename!r}")
        roots.add(name.parts[0] if name.parts else "")
    if len(roots) != 1:
        raise _unsound(path, f"has {len(roots)} root folders instead of one")
    return roots.pop()


def _check_size(archive: zipfile.ZipFile, path: Path, folder: Path) -> None:
    members = archive.infolist()
    if len(members) > _MAX_MEMBERS:
        raise _unsound(path, f"has {len(members):,} members")
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if unpacked > _MAX_UNPACKED:
        raise _unsound(path, f"would unpack to more than {_MAX_UNPACKED >> 30} GiB")
    if unpacked > _RATIO_FROM and unpacked > _MAX_RATIO * max(1, packed):
        raise _unsound(path, f"would unpack from {packed:,} to {unpacked:,} bytes")
    free = shutil.disk_usage(folder).free
    if unpacked > free:
        raise TranslatorError(
            f"needs {unpacked:,} bytes unpacked, but only {free:,} are free", path=path
        )


def _unsound(path: Path, message: str) -> TranslatorError:
    return TranslatorError(message, path=path, remedy="It is no sound Argos package.")
