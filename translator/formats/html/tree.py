"""Which elements are open: enough of HTML's tree building for scope, role and language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from translator.formats.columns import Table
from translator.formats.html.elements import (
    BARRIERS,
    BLOCK,
    CLOSES_PARAGRAPH,
    IMPLIED_END,
    PARAGRAPH_BARRIERS,
    TABLE_BARRIERS,
    TABLE_ENDS,
)


@dataclass(slots=True, eq=False)
class Element:
    """An open element.

    Attributes:
        name: In lower case, without a namespace prefix.
        block: Whether a sentence ends where it begins and ends.
        live: Whether the text in it is to be translated.
        role: The role of the text in it.
        language: The language declared for it.
        opaque: Whether its whole content is skipped.
        attributes: Name -> value, where selectors need them.
        states: How far each selector has come with it.
        serial: The how-manieth element it is.
        closed: Whether its end has come while elements inside it are still open.
        segments: How many segments there were at its end.
        table: The table that it is in.
    """

    name: str
    block: bool = True
    live: bool = True
    role: str = "paragraph"
    language: str | None = None
    opaque: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)
    states: tuple[tuple[int, int], ...] = ()
    serial: int = 0
    closed: bool = False
    segments: int = 0
    table: Table | None = None


class OpenElements:
    """The stack of open elements.

    Nothing here searches the stack: each name has a stack of its own, and serial numbers tell which
    of two elements is the inner one. So the time is linear however deep the nesting.
    """

    def __init__(self, root: Element) -> None:
        self.stack = [root]
        self._by_name: defaultdict[str, list[Element]] = defaultdict(list)
        self._serial = 0

    @property
    def top(self) -> Element:
        """The innermost open element."""
        return self.stack[-1]

    def push(self, element: Element) -> None:
        """Open an element."""
        self._serial += 1
        element.serial = self._serial
        self.stack.append(element)
        self._by_name[element.name].append(element)

    def before_start(self, name: str) -> list[Element]:
        """Close what a start tag implies the end of; the elements closed, innermost first."""
        closed: list[Element] = []
        if name in CLOSES_PARAGRAPH and self._by_name.get("p"):
            paragraph = self._innermost(("p",), PARAGRAPH_BARRIERS)
            if paragraph:
                closed += self._pop_through(paragraph)
        if name in IMPLIED_END:
            names, stop = IMPLIED_END[name]
            while element := self._innermost(names, stop):
                closed += self._pop_through(element)
        return closed

    def end(self, name: str) -> list[Element]:
        """Close an element by its end tag; the elements closed, innermost first."""
        if not self._by_name.get(name):
            return []
        if self.stack[-1].name == name:
            return self._pop_through(self.stack[-1])
        barriers = TABLE_BARRIERS if name in TABLE_ENDS else BARRIERS
        element = self._innermost((name,), barriers)
        if element is None:
            return []
        if name in BLOCK:
            return self._pop_through(element)
        # Inline elements may be closed across blocks: <b><p>…</b>…</p>.
        element.closed = True
        self._by_name[name].pop()
        return [element]

    def _innermost(self, names: Collection[str], stop: Collection[str]) -> Element | None:
        """The innermost element of these names, unless one of the stops lies inside it."""
        found: Element | None = None
        for name in names:
            same = self._by_name.get(name)
            if same and (found is None or same[-1].serial > found.serial):
                found = same[-1]
        if found is None:
            return None
        for name in stop:
            if (same := self._by_name.get(name)) and same[-1].serial > found.serial:
                return None
        return found

    def _pop_through(self, element: Element) -> list[Element]:
        if element is self.stack[-1]:
            self._by_name[element.name].pop()
            self.stack.pop()
            while self.stack[-1].closed:
                self.stack.pop()
            return [element]
        closed: list[Element] = []
        while (popped := self.stack.pop()) is not element:
            if not popped.closed:
                self._by_name[popped.name].pop()
                closed.append(popped)
        self._by_name[element.name].pop()
        closed.append(element)
        while self.stack[-1].closed:
            self.stack.pop()
        return closed
