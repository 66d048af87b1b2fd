"""Argos packages as they lie on disk."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from translator import limits
from translator.errors import TranslatorError

MODEL = Path("model", "model.bin")
TOKENIZERS = ("sentencepiece.model", "bpe.model")
TARGET_TOKENIZER = "sentencepiece.target.model"
"""Our own addition to the format: what decodes a model whose two languages have different pieces.

Stock Argos decodes with the one `sentencepiece.model`, which joins pieces it doesn't know as well.
"""
_SAMPLE = 1 << 20


@dataclass(frozen=True, slots=True)
class Package:
    """One installed package: it translates one pair of languages.

    Attributes:
        folder: Where it lies.
        source: The language it translates from.
        target: The language it translates into.
        version: Its own version, such as `1.9`.
        target_prefix: A token that tells a model of many languages which one is wanted; or empty.
        source_prefix: Tokens before the source, such as its language's; our own addition to the
            format, as a list in the metadata. Stock Argos can't run such a package.
        source_suffix: Tokens after the source, likewise.
    """

    folder: Path
    source: str
    target: str
    version: str
    target_prefix: str = ""
    source_prefix: tuple[str, ...] = ()
    source_suffix: tuple[str, ...] = ()

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
        metadata = json.loads(limits.read(folder / "metadata.json", limits.LARGEST_SETTINGS))
    except TranslatorError as error:
        raise TranslatorError(f"its metadata.json {error.message}", path=folder) from None
    except (OSError, ValueError, RecursionError):
        raise TranslatorError("has no readable metadata.json", path=folder) from None
    if not isinstance(metadata, dict):
        raise TranslatorError("its metadata.json is no JSON object", path=folder)

    def text(key: str, default: str | None = None) -> str:
        value = metadata.get(key, default)
        if not isinstance(value, str):
            raise TranslatorError(f"its metadata.json has no {key}", path=folder)
        return value

    def tokens(key: str) -> tuple[str, ...]:
        value = metadata.get(key, [])
        value = value.split() if isinstance(value, str) else value
        if not isinstance(value, list) or not all(isinstance(token, str) for token in value):
            raise TranslatorError(f"its metadata.json has no list of tokens as {key}", path=folder)
        return tuple(value)

    if text("type", "translate") != "translate":
        raise TranslatorError("is no translation package", path=folder)
    package = Package(
        folder,
        text("from_code"),
        text("to_code"),
        text("package_version", ""),
        text("target_prefix", ""),
        tokens("source_prefix"),
        tokens("source_suffix"),
    )
    if not (folder / MODEL).is_file():
        raise TranslatorError(f"has no {MODEL}", path=folder)
    if not any((folder / name).is_file() for name in TOKENIZERS):
        raise TranslatorError(f"has neither {' nor '.join(TOKENIZERS)}", path=folder)
    return package


def fingerprint(package: Package) -> str:
    """Sixteen hexadecimal digits that change when a package's files are replaced by others.

    Sizes, and the first and the last MiB of the model, where two versions differ if they differ at
    all: reading all of it would cost a second on a large model.

    Raises:
        OSError: A file can't be read.
    """
    digest = hashlib.sha256()
    for name in (*TOKENIZERS, TARGET_TOKENIZER, "metadata.json", str(MODEL)):
        path = package.folder / name
        if not path.is_file():
            continue
        with path.open("rb") as file:
            size = path.stat().st_size
            digest.update(f"{name} {size}\n".encode())
            digest.update(file.read(_SAMPLE))
            if size > _SAMPLE:
                file.seek(-min(_SAMPLE, size - _SAMPLE), os.SEEK_END)
                digest.update(file.read(_SAMPLE))
    return digest.hexdigest()[:16]


def digest(package: Package) -> str:
    """SHA-256 of everything in a package that its translations hang on, in hexadecimal.

    It takes about a second for a large model.

    Raises:
        OSError: A file can't be read.
    """
    whole = hashlib.sha256()
    folder = package.folder
    model = sorted(path for path in (folder / MODEL).parent.iterdir() if path.is_file())
    for path in (*(folder / n for n in (*TOKENIZERS, TARGET_TOKENIZER, "metadata.json")), *model):
        if path.is_file():
            with path.open("rb") as file:
                part = hashlib.file_digest(file, "sha256").hexdigest()
            whole.update(f"{path.relative_to(folder).as_posix()} {part}\n".encode())
    return whole.hexdigest()


def comparable(version: str) -> tuple[int, ...]:
    """A version such as `1.10` as numbers, so that it sorts after `1.9`."""
    return tuple(int(part) for part in version.split(".") if part.isdecimal())
