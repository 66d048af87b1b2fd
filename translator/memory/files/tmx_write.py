"""Writing TMX 1.4b, translation unit by translation unit."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from translator import __version__, placeables
from translator.errors import TranslatorError
from translator.memory.units import Standing

_ILLEGAL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 can't hold; it is written as U+FFFD."""


@dataclass(frozen=True, slots=True)
class Translation:
    """A unit as it is exported, with the name of where it is from."""

    spoken: str
    language: str
    source: str
    target: str
    standing: int
    origin: str
    author: str
    date: str
    note: str


def write(path: Path, source_language: str, translations: Iterable[Translation]) -> int:
    """Write a TMX file; until all is written, a file that is there stays as it is.

    Args:
        path: The file.
        source_language: The header's `srclang`.
        translations: Sorted by source language and source.

    Returns:
        How many translations were written.

    Raises:
        TranslatorError: It can't be written.
    """
    temporary = path.with_name(f".{path.name}.new")
    number = 0
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as file:
            file.write(
                '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'
                '<tmx version="1.4">\n<header creationtool="newsroom-translator" '
                f'creationtoolversion="{__version__}" segtype="paragraph" '
                f'o-tmf="newsroom-translator" adminlang="en" srclang="{source_language}" '
                'datatype="plaintext"/>\n<body>\n'
            )
            for (spoken, source), group in groupby(translations, lambda t: (t.spoken, t.source)):
                for unit in _units(list(group)):
                    number += len(unit)
                    file.write(_unit(spoken, source, unit, source_language))
            file.write("</body>\n</tmx>\n")
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise TranslatorError(f"can't be written: {error.strerror}", path=path) from None
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return number


def _units(translations: list[Translation]) -> Iterator[list[Translation]]:
    """Translations of one source, so that each unit has a language once: the best ones first."""
    waiting = sorted(translations, key=lambda t: t.standing)
    while waiting:
        unit: dict[str, Translation] = {}
        left = []
        for each in waiting:
            if each.language in unit:
                left.append(each)
            else:
                unit[each.language] = each
        yield list(unit.values())
        waiting = left


def _unit(spoken: str, source: str, unit: list[Translation], source_language: str) -> str:
    own = "" if spoken == source_language else f" srclang={quoteattr(spoken)}"
    variants = "".join(
        f'<tuv xml:lang="{each.language}"{_about(each)}>{_properties(each)}'
        f"<seg>{_segment(each.target)}</seg></tuv>\n"
        for each in unit
    )
    first = f'<tuv xml:lang="{spoken}"><seg>{_segment(source)}</seg></tuv>'
    return f"<tu{own}>\n{first}\n{variants}</tu>\n"


def _about(each: Translation) -> str:
    date = f' changedate="{each.date.replace("-", "")}T000000Z"' if each.date else ""
    return date + (
        f" changeid={quoteattr(_ILLEGAL.sub(chr(0xFFFD), each.author))}" if each.author else ""
    )


def _properties(each: Translation) -> str:
    note = f"<note>{_text(each.note)}</note>" if each.note else ""
    return (
        f'{note}<prop type="x-standing">{Standing(each.standing).label}</prop>'
        f'<prop type="x-origin">{_text(each.origin)}</prop>'
    )


def _segment(text: str) -> str:
    """A text, its markup in `ph` elements so that other tools protect it."""
    parts: list[str] = []
    position = 0
    for found in placeables.find(text):
        if found.kind == "tag":
            parts += (_text(text[position : found.start]), f"<ph>{_text(found.text)}</ph>")
            position = found.end
    return "".join([*parts, _text(text[position:])])


def _text(text: str) -> str:
    return escape(_ILLEGAL.sub("\ufffd", text), {"\r": "&#13;"})
