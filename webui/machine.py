"""What the installed engine makes of a segment, when somebody asks for it.

The engine is loaded into this process the first time. Few requests at a time may keep it busy, so
that the others, saves above all, always find a thread of the server free.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from translator import engines
from translator.draft import alternatives
from translator.errors import TranslatorError
from translator.message import phrase
from webui.entries import View
from webui.people.database import now
from webui.suggestions import Suggestion

COUNT = 3
_AT_ONCE = 2
_LOOK_SECONDS = 60.0
_free = threading.BoundedSemaphore(_AT_ONCE)
_names: dict[tuple[str, str], tuple[float, str | None]] = {}


class BusyError(Exception):
    """The engine is at work for others."""


def name(spoken: str, language: str) -> str | None:
    """A pair's engine and its version, looked for once a minute; None where there is none."""
    pair = (spoken, language)
    known = _names.get(pair)
    if known and now() - known[0] < _LOOK_SECONDS:
        return known[1]
    try:
        found = engines.available(*pair)
    except (TranslatorError, OSError):
        found = None
    _names[pair] = (now(), found)
    return found


def forget() -> None:
    """Look for engines anew at the next question: packages came or went."""
    _names.clear()


def suggestions(view: View) -> list[Suggestion]:
    """The engine's texts for a segment, the likeliest first; none where there is no engine.

    Raises:
        BusyError: Too many ask at once.
        TranslatorError: The engine can't be loaded or run.
    """
    asked = (view.project, view.lang, view.source_language, view.source)
    with turn():
        try:
            found = alternatives(*asked, COUNT)
        except RuntimeError as error:
            pair = f"{view.source_language}-{view.lang}"
            raise TranslatorError(
                phrase("the package {pair} does not run: {reason}", pair=pair, reason=str(error)),
                remedy=phrase("Check it with `translator models verify {pair}`.", pair=pair),
            ) from None
    return [
        Suggestion(text, origin.origin, " ".join(origin.detail), score=origin.score)
        for text, origin in found
    ]


@contextmanager
def turn() -> Iterator[None]:
    """One of the few turns at the engine.

    Raises:
        BusyError: None is free.
    """
    if not _free.acquire(blocking=False):
        raise BusyError
    try:
        yield
    finally:
        _free.release()
