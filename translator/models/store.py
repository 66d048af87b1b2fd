"""Installed packages: put one in its place, look whether it is sound, take it away."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from translator.engines import package
from translator.engines.package import Package
from translator.errors import TranslatorError
from translator.models.archive import unpack
from translator.models.probe import probe

RECORD = "installed.json"
"""In the package's folder: where it came from, and the SHA-256 of the file and of its parts."""
_CODE = re.compile(r"[A-Za-z]{2,3}(?:[_-][A-Za-z0-9]{2,8})*")
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+_-]{0,31}|")
_PROBES = {
    "en": "The European Union supports education.",
    "ka": "ევროკავშირი მხარს უჭერს განათლებას.",
    "tg": "Иттиҳоди Аврупо маорифро дастгирӣ мекунад.",
    "ru": "Европейский союз поддерживает образование.",
    "kk": "Еуропалық Одақ білім беруді қолдайды.",
    "ky": "Европа Биримдиги билим берүүнү колдойт.",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `verify` found out about a package.

    Attributes:
        package: The package.
        fault: What is wrong with it; empty where nothing is.
        probe: What it made of the probe sentence.
        recorded: Whether its files' digests were on record and could be compared.
    """

    package: Package
    fault: str
    probe: str
    recorded: bool


def install(path: Path, *, sha256: str = "", origin: str = "") -> Package:
    """Install a package from an `.argosmodel` file; it replaces older ones of the same pair.

    The file is unpacked beside the packages, loaded and tried, and only then moved into its place.

    Args:
        path: The file.
        sha256: What the file must have, if known.
        origin: Where it came from, for the record; the file's name where it says nothing.

    Raises:
        TranslatorError: It is no sound Argos package, or the folder can't be written.
    """
    folder = package.packages_folder()
    if not path.is_file():
        raise TranslatorError("there is no such file", path=path)
    try:
        digest = file_digest(path)
        if sha256 and digest != sha256.lower():
            raise TranslatorError(
                f"is not the file it should be: its SHA-256 is {digest}", path=path
            )
        folder.mkdir(parents=True, exist_ok=True)
        # Not inside the folder: Argos itself fails on any folder there that is no package.
        with tempfile.TemporaryDirectory(prefix=".argos-", dir=folder.parent) as temporary:
            new = Path(temporary, "new")
            new.mkdir()
            unpacked = unpack(path, new)
            found = _sane(unpacked, path)
            _try(found, path)
            _write_record(unpacked, digest, origin or path.name)
            return _put(found, folder, Path(temporary))
    except OSError as error:
        raise TranslatorError(
            f"can't be written: {error.strerror or error}",
            path=folder,
            remedy="Name another folder in the variable ARGOS_PACKAGES_DIR.",
        ) from None


def remove(pair: str) -> list[Package]:
    """Take away the packages of a pair such as `en-ru`.

    Raises:
        TranslatorError: There is none, or it can't be removed.
    """
    found = of_pair(pair)
    for each in found:
        try:
            shutil.rmtree(each.folder)
        except OSError as error:
            raise TranslatorError(f"can't be removed: {error.strerror}", path=each.folder) from None
    return found


def of_pair(pair: str) -> list[Package]:
    """The installed packages of a pair.

    Raises:
        TranslatorError: There is none.
    """
    found = [p for p in package.installed() if p.pair == pair.replace("_", "-")]
    if not found:
        pairs = ", ".join(dict.fromkeys(p.pair for p in package.installed())) or "none"
        raise TranslatorError(f"no package {pair!r} is installed", remedy=f"Installed: {pairs}.")
    return found


def verify(found: Package) -> Verdict:
    """Look whether a package's files are those that were installed, and whether it translates."""
    known = record(found).get("files")
    recorded = isinstance(known, dict) and bool(known)
    try:
        if isinstance(known, dict):
            for name, digest in known.items():
                part = found.folder / name
                if not part.is_file():
                    return Verdict(found, f"{name} is missing", "", recorded)
                if file_digest(part) != digest:
                    return Verdict(found, f"{name} is not as it was installed", "", recorded)
        return Verdict(found, "", _probe(found), recorded)
    except TranslatorError as error:
        return Verdict(found, error.message, "", recorded)
    except OSError as error:
        return Verdict(found, f"can't be read: {error.strerror}", "", recorded)


def record(found: Package) -> dict[str, object]:
    """What is on record of a package: `sha256`, `origin`, `files`; empty where nothing is."""
    try:
        known = json.loads((found.folder / RECORD).read_bytes())
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def file_digest(path: Path) -> str:
    """A file's SHA-256, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sane(folder: Path, path: Path) -> Package:
    """The package in a folder, if what it says of itself can be believed."""
    try:
        found = package.read(folder)
    except TranslatorError as error:
        raise TranslatorError(error.message, path=path) from None
    for code in (found.source, found.target):
        if not _CODE.fullmatch(code):
            raise TranslatorError(f"its metadata.json has the language code {code!r}", path=path)
    if not _VERSION.fullmatch(found.version):
        raise TranslatorError(f"its metadata.json has the version {found.version!r}", path=path)
    return found


def _try(found: Package, path: Path) -> None:
    try:
        _probe(found)
    except TranslatorError as error:
        error.path = path
        error.remedy = "The file is damaged or made for another engine: fetch it again."
        raise


def _probe(found: Package) -> str:
    return probe(found.folder, _PROBES.get(found.source, _PROBES["en"]))


def _write_record(folder: Path, digest: str, origin: str) -> None:
    files = {
        path.relative_to(folder).as_posix(): file_digest(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != RECORD
    }
    record = {"sha256": digest, "origin": origin, "files": files}
    (folder / RECORD).write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


def _put(found: Package, folder: Path, temporary: Path) -> Package:
    """Move a package that was tried into its place, and older ones of its pair out of theirs."""
    version = re.sub(r"[^A-Za-z0-9]+", "_", found.version)
    place = folder / f"translate-{found.source}_{found.target}-{version}".rstrip("-")
    older = [p for p in package.installed() if p.pair == found.pair and p.folder != place]
    if place.exists():
        place.rename(temporary / "replaced")
    found.folder.rename(place)
    for old in older:
        shutil.rmtree(old.folder)
    return package.read(place)
