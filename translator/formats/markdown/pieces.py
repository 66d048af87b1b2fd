"""A translation of inline Markdown in pieces: text, and the parts of its placeables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from translator.formats.inline import Piece, Placeable
from translator.formats.markdown.document import Slot

EMPHASIS = frozenset(("*", "**", "~~"))
_LINES = re.compile(r"[ \t]*\n[ \t]*")


def tidied(pieces: list[Piece], slot: Slot) -> list[Piece]:
    """Spaces out of emphasis, and nothing empty emphasised; no hard break at an edge."""
    tidy: list[Piece] = []
    for piece in pieces:
        kind = slot.kinds[piece.number - 1] if piece.number else ""
        if piece.closing and kind in EMPHASIS:
            space = ""
            if tidy and not tidy[-1].number and tidy[-1].text.endswith(" "):
                space, tidy[-1] = " ", Piece(tidy[-1].text.rstrip(" "))
                if not tidy[-1].text:
                    tidy.pop()
            if tidy and tidy[-1].number == piece.number:
                tidy.pop()
            else:
                tidy.append(piece)
            if space:
                tidy.append(Piece(space))
        elif not piece.number and piece.text.startswith(" ") and _opens(tidy, slot):
            place = len(tidy)
            while place and _opens(tidy[:place], slot):
                place -= 1
            tidy.insert(place, Piece(" "))
            if rest := piece.text.lstrip(" "):
                tidy.append(Piece(rest))
        elif kind == "break":
            text = any(before.text.strip() or before.number for before in tidy)
            backslash = slot.placeables[piece.number - 1].open.startswith("\\")
            if backslash or (text and not _breaks(tidy, slot)):
                if (
                    tidy and not tidy[-1].number
                ):  # a line of nothing but spaces would end the paragraph
                    tidy[-1] = Piece(tidy[-1].text.rstrip(" "))
                tidy.append(piece)
        else:
            tidy.append(piece)
    tidy = [piece for piece in tidy if piece.text or piece.number]
    while tidy and (not (tidy[-1].number or tidy[-1].text.strip()) or _breaks(tidy, slot)):
        tidy.pop()
    merged: list[Piece] = []
    for piece in tidy:
        if merged and not piece.number and not merged[-1].number:
            merged[-1] = Piece(merged[-1].text + piece.text)
        else:
            merged.append(piece)
    if merged and not merged[-1].number:
        merged[-1] = Piece(merged[-1].text.rstrip())
    return merged


def _opens(pieces: list[Piece], slot: Slot) -> bool:
    last = pieces[-1] if pieces else Piece("")
    return bool(last.number) and not last.closing and slot.kinds[last.number - 1] in EMPHASIS


def _breaks(pieces: list[Piece], slot: Slot) -> bool:
    last = next((p for p in reversed(pieces) if p.number or p.text.strip()), Piece(""))
    return bool(last.number) and slot.kinds[last.number - 1] == "break"


def meaning(pieces: list[Piece], slot: Slot, placeables: Sequence[Placeable]) -> list[str]:
    """What the pieces mean, in the words of `text.signature`."""
    found: list[str] = []
    text = ""

    def flush() -> None:
        if text.strip():
            found.append(" ".join(text.split()))

    for piece in pieces:
        if not piece.number:
            text += piece.text
            continue
        kind, placeable = slot.kinds[piece.number - 1], placeables[piece.number - 1]
        if kind == "text":
            text += placeable.open[1:]
            continue
        flush()
        text = ""
        if kind == "break":
            found.append("<break")
        elif placeable.close is None or kind == "html":
            markup = (placeable.close or "") if piece.closing else placeable.open
            found.append("<" + _LINES.sub(" ", markup))
        elif piece.closing:
            found.append(f"/{kind}")
        else:
            found.append(f"<{kind} {slot.targets[piece.number - 1]}")
    flush()
    return found
