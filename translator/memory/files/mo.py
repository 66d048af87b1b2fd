"""MO files: what `msgfmt` compiles. See "The Format of GNU MO Files" in the gettext manual."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from pathlib import Path

from translator.errors import TranslatorError
from translator.limits import MOST_IMPORTED
from translator.po_syntax import decoded

_MAGIC = 0x950412DE
_HEADER = 28
_MOST_SHARED = 4
"""How many times a file's size its strings may have: equal ones may stand there once."""


def messages(
    data: bytes, path: Path
) -> tuple[dict[str, str], Iterator[tuple[list[str], list[str]]]]:
    """The header fields of a MO file, and its messages: the msgids and the msgstrs of each.

    Raises:
        TranslatorError: It is no MO file, is cut off, or not in the charset that it names.
    """
    for order in "<>":
        if len(data) >= _HEADER and struct.unpack_from(f"{order}I", data)[0] == _MAGIC:
            break
    else:
        raise TranslatorError("is no MO file", path=path)
    count, sources, targets = struct.unpack_from(f"{order}3I", data, 8)
    if count > MOST_IMPORTED:
        raise TranslatorError(f"has more than {MOST_IMPORTED:,} entries", path=path)
    places = [
        (_place(data, order, sources + 8 * i, path), _place(data, order, targets + 8 * i, path))
        for i in range(count)
    ]
    if sum(len(source) + len(target) for source, target in places) > _MOST_SHARED * len(data):
        raise TranslatorError("is spoilt: its strings overlap", path=path)
    raw = [
        (data[source.start : source.stop], data[target.start : target.stop])
        for source, target in places
    ]
    head = next((target for source, target in raw if not source), b"")
    charset = re.search(rb"charset=([^\s;]+)", head, re.IGNORECASE)
    name = charset[1].decode("ascii", "replace") if charset else "UTF-8"
    fields = dict(_field(line) for line in decoded(head, name, path).splitlines() if ":" in line)

    def each() -> Iterator[tuple[list[str], list[str]]]:
        for source, target in raw:
            if source:
                plain = source.rpartition(b"\4")[2]  # what precedes is the context
                both = (decoded(part, name, path).split("\0") for part in (plain, target))
                ids, texts = both
                yield ids, texts

    return fields, each()


def _field(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name.strip(), value.strip()


def _place(data: bytes, order: str, place: int, path: Path) -> range:
    """Where a string stands that a table has an entry of."""
    try:
        length, start = struct.unpack_from(f"{order}2I", data, place)
    except struct.error:
        length, start = 1, len(data)
    if start + length > len(data):
        raise TranslatorError("is cut off", path=path, remedy="Get the file whole.")
    return range(start, start + length)
