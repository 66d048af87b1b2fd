"""What the core says, in the interface's language."""

from __future__ import annotations

from flask import g
from flask_babel import format_decimal
from flask_babel import gettext as _

from translator.errors import TranslatorError
from translator.message import Packed, translated, unpacked
from webui.desk import desk


def said(text: Packed) -> str:
    """A message of the core, or one that was stored; any other text as it is."""
    return translated(unpacked(text), looked_up, lambda number: str(format_decimal(number)))


def said_error(error: TranslatorError) -> str:
    """An error of the core: place, what is wrong, what to do."""
    return said(error.whole(desk().project.root))


def looked_up(text: str) -> str:
    """A text's translation, looked up once a request: a page asks for hundreds."""
    known: dict[str, str] = g.setdefault("said", {})
    if text not in known:
        known[text] = str(_(text)) if text else ""  # gettext gives its header for nothing
    return known[text]
