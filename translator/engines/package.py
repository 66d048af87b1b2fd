"""Argos packages as they lie on disk."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from translator.errors import TranslatorError

MODEL = Path("model", "model.bin")
TOKENIZERS = ("sentencepiece.model", "bpe.model")


@dataclass(frozen=True, slots=True)
class Package:
    """One installed package: it translates one pair of languages.

    Attributes:
        folder: Where it lies.
        source: The language it translates from.
        target: The language it translates into.
        version: Its own version, such as `1.9`.
        target_prefix: A token that tells a model of many languages which one is wanted; or empty.
    """

    folder: Path
    source: str
    target: str
    version: str
    target_prefix: str = ""

    @property
    def pair(self) -> str:
        """The pair of languages as reports show it."""
        return f"{self.source}-{self.target}"


def packages_folder() -> Path:
    """Where Argos keeps its packages.

    The same answer as `argostranslate.settings` gives (the variable `ARGOS_PACKAGES_DIR`, the
    setting of that name, the user's data folder), but without its side effect of creating folders.
    """
    home = Path.home()
    setting = os.environ.get("ARGOS_PACKAGES_DIR")
    if not setting:
        config = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
        try:
            settings = json.loads((config / "argos-translate" / "settings.json").read_bytes())
            setting = settings.get("ARGOS_PACKAGES_DIR")
        except (OSError, ValueError, AttributeError):
            setting = None
    if setting:
        return Path(setting)
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return data / "argos-translate" / "packages"


def installed() -> list[Package]:
    """All packages that can be read, ordered by pair and version; stray folders are passed over."""
    folder = packages_folder()
    packages = []
    for candidate in folder.iterdir() if folder.is_dir() else []:
        try:
            packages.append(read(candidate))
        except TranslatorError:
            continue
    return sorted(packages, key=lambda package: (package.pair, comparable(package.version)))


def best(source: str, target: str) -> Package | None:
    """The newest installed package of a pair."""
    found = [p for p in installed() if (p.source, p.target) == (source, target)]
    return found[-1] if found else None


def read(folder: Path) -> Package:
    """Read a package's metadata and see that its parts are there.

    Raises:
        TranslatorError: It is no Argos translation package.
    """
    try:
        metadata = json.loads((folder / "metadata.json").read_bytes())
    except (OSError, ValueError):
        raise TranslatorError("has no readable metadata.json", path=folder) from None
    if not isinstance(metadata, dict):
        raise TranslatorError("its metadata.json is no JSON object", path=folder)

    def text(key: str, default: str | None = None) -> str:
        value = metadata.get(key, default)
        if not isinstance(value, str):
            raise TranslatorError(f"its metadata.json has no {key}", path=folder)
        return value

    if text("type", "translate") != "translate":
        raise TranslatorError("is no translation package", path=folder)
    package = Package(
        folder,
        text("from_code"),
        text("to_code"),
        text("package_version", ""),
        text("target_prefix", ""),
    )
    if not (folder / MODEL).is_file():
        raise TranslatorError(f"has no {MODEL}", path=folder)
    if not any((folder / name).is_file() for name in TOKENIZERS):
        raise TranslatorError(f"has neither {' nor '.join(TOKENIZERS)}", path=folder)
    return package


def comparable(version: str) -> tuple[int, ...]:
    """A version such as `1.10` as numbers, so that it sorts after `1.9`."""
    return tuple(int(part) for part in version.split(".") if part.isdecimal())
