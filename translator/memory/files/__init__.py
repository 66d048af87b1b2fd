"""Files that bring translations from elsewhere: TMX, PO, MO."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from translator.errors import TranslatorError
from translator.memory.files import po, tmx
from translator.memory.files.scope import Scope
from translator.memory.units import Unit

TMX = (".tmx",)
GETTEXT = (".po", ".mo", ".gmo")
KINDS = (*TMX, *GETTEXT)


def read(
    path: Path,
    scope: Scope,
    language: str | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> Iterator[Unit]:
    """The units of a file, by its extension.

    Args:
        path: The file.
        scope: The project's languages.
        language: The language of a PO or MO file's translations, where it is known.
        progress: Called with the bytes read so far.

    Raises:
        TranslatorError: It is of another kind, can't be read, or is spoilt.
    """
    if path.suffix.lower() in TMX:
        yield from tmx.read(path, scope, progress)
    elif path.suffix.lower() in GETTEXT:
        yield from po.read(path, scope, language)
    else:
        raise TranslatorError(
            f"is of no kind that the memory reads ({', '.join(KINDS)})", path=path
        )
