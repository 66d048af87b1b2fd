"""Argos packages: bring one in from a file or from the public index, and take one away."""

from __future__ import annotations

import json
import math
import os
import shutil
import stat
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from translator.engines import package
from translator.engines.package import Package
from translator.errors import TranslatorError

INDEX = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/"
PUBLIC_INDEX = frozenset({"en-ru", "ru-en", "en-ky", "ky-en"})
"""The pairs of our languages that the public index had when last looked at, in November 2026."""
_MAX_UNPACKED = 8 << 30
"""Bytes; the largest models in use unpack to about 2 GiB."""
_MAX_DOWNLOAD = 4 << 30
_PROBE = "The European Union supports education."


def install(path: Path) -> Package:
    """Install a package from an `.argosmodel` file; it replaces an older one of the same pair.

    The file is unpacked beside the packages, loaded and tried, and only then moved into its place.

    Raises:
        TranslatorError: It is no sound Argos package, or the folder can't be written.
    """
    from translator.engines.argos import ArgosEngine

    folder = package.packages_folder()
    if not path.is_file():
        raise TranslatorError("there is no such file", path=path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Not inside the folder: Argos itself fails on any folder there that is no package.
        with tempfile.TemporaryDirectory(prefix=".argos-", dir=folder.parent) as temporary:
            unpacked = _unpack(path, Path(temporary))
            found = _named(unpacked, path)
            try:
                ArgosEngine(found, beam_size=1).translate([_PROBE])
            except RuntimeError as error:
                raise TranslatorError(f"its model does not run: {error}", path=path) from None
            except TranslatorError as error:
                error.path = path
                error.remedy = "The file is damaged or made for another engine: fetch it again."
                raise
            place = folder / unpacked.name
            older = [p for p in package.installed() if p.pair == found.pair]
            if place.exists():
                place.rename(Path(temporary) / "replaced")
            unpacked.rename(place)
            for old in older:
                if old.folder != place:
                    shutil.rmtree(old.folder)
    except OSError as error:
        raise TranslatorError(
            f"can't be written: {error.strerror or error}",
            path=folder,
            remedy="Name another folder in the variable ARGOS_PACKAGES_DIR.",
        ) from None
    return package.read(place)


def remove(pair: str) -> list[Package]:
    """Take away the packages of a pair such as `en-ru`.

    Raises:
        TranslatorError: There is none, or it can't be removed.
    """
    found = [p for p in package.installed() if p.pair == pair.replace("_", "-")]
    if not found:
        pairs = ", ".join(p.pair for p in package.installed()) or "none"
        raise TranslatorError(f"no package {pair!r} is installed", remedy=f"Installed: {pairs}.")
    for each in found:
        try:
            shutil.rmtree(each.folder)
        except OSError as error:
            raise TranslatorError(f"can't be removed: {error.strerror}", path=each.folder) from None
    return found


def fetch(
    pair: str,
    folder: Path,
    *,
    timeout: float,
    within: float = math.inf,
    say: Callable[[str], None] = lambda _: None,
) -> Path:
    """Download the newest package of a pair from the Argos index.

    Args:
        pair: Such as `en-ru`.
        folder: Where the file goes.
        timeout: Seconds without an answer after which to give up.
        within: Seconds after which to give up, however the download goes.
        say: Called with a line about what is under way.

    Raises:
        TranslatorError: The index can't be reached or has no such pair, or the download failed.
    """
    deadline = time.monotonic() + within
    candidates = [
        entry
        for entry in _index(timeout, deadline)
        if f"{entry.get('from_code')}-{entry.get('to_code')}" == pair and entry.get("links")
    ]
    if not candidates:
        raise TranslatorError(
            f"the Argos index has no package {pair}",
            remedy="Install one from a file: translator models install FILE.argosmodel",
        )
    newest = max(candidates, key=lambda e: package.comparable(str(e.get("package_version", ""))))
    link = str(newest["links"][0])
    say(f"{pair} {newest.get('package_version', '')}: downloading {link} …")
    target = folder / f"{pair}.argosmodel"
    _download(link, target, timeout, deadline)
    return target


def _unpack(path: Path, folder: Path) -> Path:
    """Unpack a package safely; returns its one root folder."""

    def unsound(message: str) -> TranslatorError:
        return TranslatorError(message, path=path, remedy="It is no sound Argos package.")

    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            roots = set()
            for member in members:
                name = PurePosixPath(member.filename)
                linked = stat.S_ISLNK(member.external_attr >> 16)
                if name.is_absolute() or ".." in name.parts or "\\" in member.filename or linked:
                    raise unsound(f"has a member that leaves its folder: {member.filename!r}")
                roots.add(name.parts[0] if name.parts else "")
            if len(roots) != 1:
                raise unsound(f"has {len(roots)} root folders instead of one")
            if sum(member.file_size for member in members) > _MAX_UNPACKED:
                raise unsound(f"would unpack to more than {_MAX_UNPACKED >> 30} GiB")
            archive.extractall(folder)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError) as error:
        raise unsound(f"is no readable zip archive ({error})") from None
    return folder / roots.pop()


def _named(folder: Path, path: Path) -> Package:
    try:
        return package.read(folder)
    except TranslatorError as error:
        raise TranslatorError(error.message, path=path) from None


def _index(timeout: float, deadline: float) -> list[dict[str, Any]]:
    base = os.environ.get("ARGOS_PACKAGE_INDEX", INDEX)
    address = f"{base.rstrip('/')}/index.json"
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "index.json")
        _download(address, target, timeout, deadline)
        try:
            index = json.loads(target.read_bytes())
        except ValueError:
            index = None
    if not isinstance(index, list):
        raise TranslatorError(f"{address} is no package index")
    return [entry for entry in index if isinstance(entry, dict)]


def _download(address: str, target: Path, timeout: float, deadline: float) -> None:
    from urllib.error import URLError
    from urllib.request import urlopen

    if urlsplit(address).scheme not in ("http", "https"):
        raise TranslatorError(f"{address!r} is no web address")
    try:
        with urlopen(address, timeout=timeout) as response, target.open("wb") as file:  # noqa: S310
            size = 0
            while block := response.read(1 << 16):
                size += len(block)
                if size > _MAX_DOWNLOAD:
                    raise TranslatorError(f"{address} is larger than {_MAX_DOWNLOAD >> 30} GiB")
                if time.monotonic() > deadline:
                    raise TranslatorError(f"{address} takes too long to download")
                file.write(block)
            promised = response.headers.get("Content-Length")
            if promised and size < int(promised):
                raise TranslatorError(f"{address}: the download was cut off")
    except (URLError, OSError) as error:
        reason = getattr(error, "reason", None) or error
        raise TranslatorError(
            f"can't download {address}: {reason}",
            remedy="Without a network: translator models install FILE.argosmodel",
        ) from None
