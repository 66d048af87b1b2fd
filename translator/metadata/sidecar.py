"""`<item>.toml`: what is known of an item, in a file beside it."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TypeVar

from translator import limits, toml_files
from translator.errors import TranslatorError, reason
from translator.message import phrase
from translator.metadata import Stated
from translator.metadata.stated import key_lines

SUFFIX = ".toml"
_Path = TypeVar("_Path", bound=PurePath)


def path_of(item: _Path) -> _Path:
    """The file beside an item's file that tells of it."""
    return item.with_suffix(SUFFIX)


def read(path: Path, name: str) -> dict[str, Stated]:
    """Read such a file; nothing where there is none.

    Args:
        path: The file.
        name: The file, as reports name it.

    Raises:
        TranslatorError: It can't be read, or is not TOML in UTF-8.
    """
    try:
        text = limits.read(path, limits.LARGEST_SETTINGS, name).decode("utf-8-sig")
        data = toml_files.loads(text)
    except FileNotFoundError:
        return {}
    except toml_files.TomlError as error:
        raise TranslatorError(
            phrase("not valid TOML: {reason}", reason=error.reason),
            path=name,
            line=error.line,
            remedy=phrase('Write each line as key = value, texts in quotes: title = "…".'),
        ) from None
    except OSError as error:
        raise TranslatorError(
            phrase("can't be read: {reason}", reason=reason(error)),
            path=name,
            remedy=phrase("Mend its rights."),
        ) from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise TranslatorError(
            phrase("not UTF-8 (byte {place})", place=error.start),
            path=name,
            line=line,
            remedy=phrase("Save it as UTF-8."),
        ) from None
    lines = key_lines(text.splitlines(), 1)
    return {key: Stated(value, name, lines.get(key)) for key, value in data.items()}
