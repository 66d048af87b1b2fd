"""Where in a Markdown file its inline text stands, line by line.

The block structure is markdown-it's. A container only ever takes something off the beginning of a
line, so every line of a block's content is the end of a line of the file; what is not, is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from translator.formats.markdown.document import Style
from translator.formats.markdown.scan import Known

MAX_NESTING = 60
LINE_END = re.compile(r"\r\n?|\n")
_CELL_END = re.compile(r"(?<!\\)\|")
_DIRECTIVE = re.compile(r"\s*(?::{3,}|\(\S+\)=\s*$|\{[%{#].*[%}#]\}\s*$)")
_OPTION = re.compile(r"\s*:[\w-]+:(?:\s|$)")
_TASK = re.compile(r"\[[ xX]\]\s+")
_ROLES = {
    "list_item_open": "list entry",
    "blockquote_open": "quote",
    "footnote_reference_open": "footnote",
    "dd_open": "paragraph",
    "dt_open": "term",
    "th_open": "table cell",
    "td_open": "table cell",
}


class Block(NamedTuple):
    """One run of inline text.

    Attributes:
        role: What it is in the document.
        lines: Where each line of it begins and ends in the file.
        style: `cell` in a table, `first cell` where it begins its line, else `inline`.
        level: Of a heading; 0 for anything else.
        column: Of a table's cell, from 0.
        is_head: Whether the cell is in the table's first row.
    """

    role: str
    lines: list[tuple[int, int]]
    style: Style = "inline"
    level: int = 0
    column: int | None = None
    is_head: bool = False


class Located(NamedTuple):
    """What was found in a file.

    Attributes:
        blocks: The inline text, in order.
        known: The references and footnotes that are defined.
        notes: What could not be located.
        structure: The blocks that open and close, in order, each with what tells it from others of
            its type.
    """

    blocks: list[Block]
    known: Known
    notes: list[str]
    structure: tuple[str, ...]


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable("table")
    return parser.use(footnote_plugin).use(deflist_plugin)


def locate(text: str, start: int) -> Located:
    """Find the inline text of a file.

    Args:
        text: The whole file.
        start: Where its Markdown begins, after the front matter.
    """
    bounds = _bounds(text, start)
    source = LINE_END.sub("\n", text[start:])
    env: dict[str, Any] = {}
    tokens: list[Token] = []
    parser = _parser()
    parser.block.parse(source, parser, env, tokens)
    finder = _Finder(text, bounds)
    blocks = list(finder.blocks(tokens))
    if any(token.level >= MAX_NESTING - 1 for token in tokens):
        finder.notes.append(f"what is nested more than {MAX_NESTING} deep stays as it is")
    footnotes = env.get("footnotes", {}).get("refs", {})
    known = Known(frozenset(env.get("references", {})), frozenset(ref[1:] for ref in footnotes))
    structure = tuple([_kind(token) for token in tokens if token.type != "inline"])
    return Located(blocks, known, finder.notes, structure)


def _kind(token: Token) -> str:
    if token.attrs or token.hidden or token.tag[:1] == "h":
        return f"{token.type} {token.tag} {token.hidden} {token.attrs}"
    return token.type


def _bounds(text: str, start: int) -> list[tuple[int, int]]:
    """Where each line begins and ends, its line end not counted."""
    bounds = []
    for match in LINE_END.finditer(text, start):
        bounds.append((start, match.start()))
        start = match.end()
    bounds.append((start, len(text)))
    return bounds


class _Finder:
    def __init__(self, text: str, bounds: list[tuple[int, int]]) -> None:
        self.text = text
        self.bounds = bounds
        self.notes: list[str] = []

    def blocks(self, tokens: Iterable[Token]) -> Iterator[Block]:
        containers: list[str] = []
        row: list[Token] = []
        level, fresh = 0, False
        for token in tokens:
            kind = token.type
            if kind == "inline":
                if containers and containers[-1] in ("th_open", "td_open"):
                    row.append(token)
                    is_head = containers[-1] == "th_open"
                    continue
                role = "heading" if level else _role(containers)
                lines = self._lines(token)
                if lines is None:
                    self._lost(token)
                else:
                    if fresh and (task := _TASK.match(self.text, *lines[0])):
                        lines[0] = (task.end(), lines[0][1])
                    for part in self._parts(lines):
                        yield Block(role, part, level=level)
                fresh = False
            elif kind == "heading_open":
                level = int(token.tag[1])
            elif kind == "heading_close":
                level = 0
            elif kind == "tr_open":
                row = []
            elif kind == "tr_close":
                yield from self._row(row, is_head=is_head)
            elif kind in _ROLES:
                containers.append(kind)
                fresh = kind == "list_item_open"
            elif token.nesting < 0 and kind.replace("_close", "_open") in _ROLES:
                containers.pop()

    def _lines(self, token: Token) -> list[tuple[int, int]] | None:
        """Where each line of a block's content stands."""
        if token.map is None:
            return None
        first = token.map[0]
        contents = token.content.split("\n")
        found: list[tuple[int, int]] = []
        for number, content in enumerate(contents):
            if first + number >= len(self.bounds):
                return None
            start, end = self.bounds[first + number]
            wanted = content.lstrip(" \t")
            if number == len(contents) - 1:
                line = self.text[start:end]
                if not line.endswith(wanted) or len(contents) == 1:
                    end = start + len(_closed(line, wanted))
            if not self.text.endswith(wanted, start, end):
                return None
            found.append((end - len(wanted), end))
        return found

    def _parts(self, lines: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
        """The lines of a paragraph without directives: fences of `:::`, labels, template tags.

        Right after a fence, lines like `:class: note` are its options.
        """
        part: list[tuple[int, int]] = []
        options = False
        for start, end in lines:
            fence = _DIRECTIVE.match(self.text, start, end)
            options = fence is not None or (
                options and _OPTION.match(self.text, start, end) is not None
            )
            if not options:
                part.append((start, end))
            elif part:
                yield part
                part = []
        if part:
            yield part

    def _row(self, cells: list[Token], *, is_head: bool) -> Iterator[Block]:
        """The cells of one row, if all are found where a row's cells stand."""
        if not cells or cells[0].map is None:
            return
        start, end = self.bounds[cells[0].map[0]]
        cuts = [match.start() for match in _CELL_END.finditer(self.text, start, end)]
        edges = [start - 1, *cuts, end]
        places = [(left + 1, right) for left, right in pairwise(edges)]
        wanted = [cell.content for cell in cells]
        for skipped in (1, 0):
            spans = self._cells(places[skipped:], wanted, whole=bool(skipped))
            if spans is not None:
                for number, span in enumerate(spans):
                    first = not (skipped or number)
                    style: Style = "first cell" if first else "cell"
                    yield Block("table cell", [span], style, column=number, is_head=is_head)
                return
        if any(wanted):
            self._lost(cells[0])

    def _cells(
        self, places: list[tuple[int, int]], wanted: list[str], *, whole: bool
    ) -> list[tuple[int, int]] | None:
        found: list[tuple[int, int]] = []
        for number, content in enumerate(wanted):
            if number >= len(places):
                if content:
                    return None
                continue
            start, end = places[number]
            raw = self.text[start:end]
            stripped = raw.strip(" \t")
            end -= len(raw) - len(raw.rstrip(" \t"))
            start = end - len(stripped)
            if stripped.replace("\\|", "|") != content:
                escaped = content.replace("|", "\\|")
                if whole or number or not stripped.endswith(escaped):
                    return None
                start = end - len(escaped)
            found.append((start, end))
        return found

    def _lost(self, token: Token) -> None:
        line = (token.map[0] if token.map else 0) + 1
        line += self.text.count("\n", 0, self.bounds[0][0])
        self.notes.append(f"line {line}: the text can't be located exactly and stays as it is")


def _closed(line: str, wanted: str) -> str:
    """A line without what may follow its text: spaces, the closing sequence of a heading."""
    for cut in (line, line.rstrip(), line.rstrip().rstrip("#").rstrip()):
        if cut.endswith(wanted):
            return cut
    return line


def _role(containers: list[str]) -> str:
    return _ROLES[containers[-1]] if containers else "paragraph"
