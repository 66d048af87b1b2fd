"""Placeables of a text as inline elements of XLIFF 1.2, and back.

What must not be changed is out of a translator's reach then: `<1>…</1>` becomes `<g>`, `<2/>`
becomes `<x/>`, tags, entities and variables stand in `<ph>`; addresses, codes and file names stay
visible in `<mrk mtype="protected">`. Any text comes back as it was, and so do characters that XML
can't hold.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translator import placeables
from translator.formats.inline import PLACEABLE
from translator.safe_xml import UNPRINTABLE, name_of

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_CHARACTER = "x-char"
_VISIBLE = ("email", "url", "code", "file")


class Codes:
    """The ids of a segment's `<ph>` elements: the same in source and translation."""

    def __init__(self) -> None:
        self._ids: dict[tuple[str, int], str] = {}

    def fill(self, element: _Element, text: str) -> None:
        """Put a text into an empty `source` or `target`, its placeables as elements."""
        _Filler(element, self._ids).fill(text)


class _Filler:
    """Writes one text; knows the element that is open."""

    def __init__(self, element: _Element, ids: dict[tuple[str, int], str]) -> None:
        self._open = [element]
        self._ids = ids
        self._seen: dict[str, int] = {}

    def fill(self, text: str) -> None:
        found = placeables.find(text)
        paired = _paired([p for p in found if PLACEABLE.fullmatch(p.text)])
        position = 0
        for p in found:
            self._text(text[position : p.start])
            position = p.end
            numbered = PLACEABLE.fullmatch(p.text)
            if numbered and p.start in paired:
                if numbered[1]:
                    self._open.pop()
                else:
                    self._open.append(self._element("g", id=numbered[2]))
            elif numbered and numbered[3] and not numbered[1]:
                self._element("x", id=numbered[2])
            elif p.kind in _VISIBLE:
                self._element("mrk", p.text, mtype="protected")
            else:
                self._code(p.text, f"x-{p.kind}")
        self._text(text[position:])

    def _text(self, text: str) -> None:
        position = 0
        for found in UNPRINTABLE.finditer(text):
            self._plain(text[position : found.start()])
            self._code(f"U+{ord(found[0]):04X}", _CHARACTER)
            position = found.end()
        self._plain(text[position:])

    def _plain(self, text: str) -> None:
        parent = self._open[-1]
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + text
        else:
            parent.text = (parent.text or "") + text

    def _code(self, text: str, kind: str) -> None:
        nth = self._seen[text] = self._seen.get(text, 0) + 1
        name = self._ids.setdefault((text, nth), f"p{len(self._ids) + 1}")
        self._element("ph", text, id=name, ctype=kind)

    def _element(self, name: str, text: str | None = None, **attributes: str) -> _Element:
        from lxml import etree

        element = etree.SubElement(self._open[-1], f"{{{NAMESPACE}}}{name}", attributes)
        element.text = text
        return element


def text_of(element: _Element) -> str:
    """The text of a `source` or `target`, its elements as the placeables they stand for."""
    parts = [element.text or ""]
    for child in element:
        parts += (_child(child), child.tail or "")
    return "".join(parts)


def _child(element: _Element) -> str:
    name, number = name_of(element), element.get("rid") or element.get("id") or ""
    inner = text_of(element)
    if name == "ph" and element.get("ctype") == _CHARACTER:
        found = re.fullmatch(r"U\+([0-9A-F]{4})", inner)
        return chr(int(found[1], 16)) if found else inner
    if not re.fullmatch(r"[1-9][0-9]{0,5}", number):
        return inner
    match name:
        case "g":
            return f"<{number}>{inner}</{number}>"
        case "x":
            return f"<{number}/>"
        case "bx":
            return f"<{number}>"
        case "ex":
            return f"</{number}>"
        case _:
            return inner


def _paired(found: list[placeables.Placeable]) -> set[int]:
    """Where the numbered tags stand that open and close properly, inside each other or apart."""
    stack: list[tuple[str, int]] = []
    paired: set[int] = set()
    for p in found:
        match = PLACEABLE.fullmatch(p.text)
        if match is None or match[3]:
            continue
        if not match[1]:
            stack.append((match[2], p.start))
        elif any(number == match[2] for number, _ in stack):
            while stack[-1][0] != match[2]:
                stack.pop()
            paired |= {stack.pop()[1], p.start}
    return paired
