"""The file formats, by name, extension and content."""

from __future__ import annotations

from pathlib import Path

from translator.errors import TranslatorError
from translator.exchange.units import Answer, Bundle
from translator.message import phrase
from translator.storage import read_received

FORMATS = {"xliff": ".xlf", "po": ".po", "csv": ".csv", "docx": ".docx"}
"""Format -> the extension that its files have."""

_EXTENSIONS = {
    ".xlf": "xliff",
    ".xliff": "xliff",
    ".sdlxliff": "xliff",
    ".po": "po",
    ".csv": "csv",
    ".tsv": "csv",
    ".docx": "docx",
}


def format_of(path: Path) -> str | None:
    """The format that a file's extension names."""
    return _EXTENSIONS.get(path.suffix.lower())


def write(bundle: Bundle, kind: str) -> bytes:
    """A bundle as a file of one of `FORMATS`."""
    match kind:
        case "xliff":
            from translator.exchange import xliff

            return xliff.write(bundle)
        case "po":
            from translator.exchange import bundles

            return bundles.write(bundle)
        case "csv":
            from translator.exchange import tables

            return tables.write(bundle)
        case "docx":
            from translator.exchange import word

            return word.write(bundle)
    raise ValueError(kind)


def read(path: Path) -> Answer:
    """What a file says; its format is told by its content, and by its extension where that fails.

    Raises:
        TranslatorError: It can't be read, is too large, or is no sound file of a known format.
    """
    return read_bytes(read_received(path), path.name)


def read_bytes(data: bytes, name: str) -> Answer:
    """What a file's bytes say; `name` names it in errors. Raises as `read` does."""
    kind = _by_content(data) or format_of(Path(name))
    match kind:
        case "xliff":
            from translator.exchange import xliff

            return xliff.read(data, name)
        case "po":
            from translator.exchange import bundles

            return bundles.read(data, name)
        case "csv":
            from translator.exchange import tables

            return tables.read(data, name)
        case "docx":
            from translator.exchange.word_reader import read as read_word

            return read_word(data, name)
    raise TranslatorError(
        phrase("is of no format that can be taken in"),
        path=name,
        remedy=phrase(
            "Formats are: {formats}. A TMX file is for `translator memory import`.",
            formats=", ".join(FORMATS),
        ),
    )


def _by_content(data: bytes) -> str | None:
    head = data[:2000]
    if head.startswith(b"PK\x03\x04"):
        return "docx"
    if b"<xliff" in head or b"<\x00x\x00l\x00i\x00f\x00f" in head:
        return "xliff"
    if b"\nmsgid " in head or head.startswith((b"msgid ", b"\xef\xbb\xbfmsgid ")):
        return "po"
    return None
