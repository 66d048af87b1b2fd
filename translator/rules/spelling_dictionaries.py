"""Hunspell dictionaries, where they are installed; without them nothing is asked."""

from __future__ import annotations

import functools
import importlib.util
import os
from pathlib import Path
from typing import Any

_NAMES = {"ru": "ru_RU"}
"""The languages that have a dictionary worth asking, and the dictionaries' names."""
_FOLDERS = ("/usr/share/hunspell", "/usr/share/myspell/dicts", "/Library/Spelling")


@functools.cache
def dictionary(language: str, path: str | None = None) -> Any:  # the binding has no types
    """The dictionary of a language, loaded once; None where it or its binding is not installed.

    Args:
        language: Its code.
        path: What the variable `DICPATH` says (hunspell's own way to name more folders).
    """
    name = _NAMES.get(language)
    if name is None or importlib.util.find_spec("hunspell") is None:
        return None
    for folder in (*filter(None, (path or "").split(os.pathsep)), *_FOLDERS):
        if Path(folder, f"{name}.dic").is_file() and Path(folder, f"{name}.aff").is_file():
            from hunspell import Hunspell

            return Hunspell(name, hunspell_data_dir=folder)
    return None
