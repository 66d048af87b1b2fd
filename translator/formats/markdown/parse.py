"""A Markdown file taken apart."""

from __future__ import annotations

import re
from dataclasses import replace

from translator.document import Segment
from translator.formats.columns import Table
from translator.formats.markdown.blocks import Block, locate
from translator.formats.markdown.document import (
    Hole,
    LanguageMark,
    MarkdownDocument,
    MarkdownOptions,
    Slot,
)
from translator.formats.markdown.front_matter import read
from translator.formats.markdown.scan import Known
from translator.formats.markdown.text import Shown, Title, plain, show
from translator.formats.taking import Taking

MAX_SPECIALS = 50_000
_SPECIAL = re.compile(r"[\\`*_~\[\]!<&^]")
_WORD = re.compile(r"[^\W_]")


def parse_text(
    text: str, options: MarkdownOptions | None = None, encoding: str = "utf-8"
) -> MarkdownDocument:
    """Take a decoded Markdown file apart."""
    start = 1 if text.startswith("\ufeff") else 0
    fields = (options or MarkdownOptions()).front_matter
    matter = read(text, start, fields)
    located = locate(text, matter.end)
    builder = _Builder(text, located.known)
    for value in matter.values:
        segment = Segment(value.text, value.role, text[value.start : value.end], value.comments)
        builder.add(value.start, value.end, segment, Slot(value.style))
    titled = any(value.role == "title" for value in matter.values)
    blocks: list[int] = []
    for block in located.blocks:
        at = len(builder.slots)
        if block.level == 1 and not titled:
            found = titled = builder.block(block._replace(role="title"))
        else:
            found = builder.block(block)
        blocks.append(at if found else -1)
    document = builder.document(encoding, (*matter.notes, *located.notes), matter.language)
    return replace(document, fields=fields, blocks=tuple(blocks), structure=located.structure)


class _Builder:
    def __init__(self, text: str, known: Known) -> None:
        self.text = text
        self.known = known
        self.taking = Taking(text)
        self.slots: list[Slot] = []
        self.notes: list[str] = []
        self.table = Table()

    def add(self, start: int, end: int, segment: Segment, slot: Slot) -> None:
        """Add one segment that stands in the file from `start` to `end`."""
        self.taking.take(start, end, segment)
        self.slots.append(slot)

    def block(self, block: Block) -> bool:
        """Add a block, if there is anything to translate in it."""
        lines = block.lines
        start, end = lines[0][0], lines[-1][1]
        self._cell(block)
        content = "\n".join(self.text[first:last] for first, last in lines)
        if not _WORD.search(content) or start < self.taking.done:
            return False
        if len(_SPECIAL.findall(content)) > MAX_SPECIALS:
            line = self.taking.line(start)
            self.notes.append(f"line {line}: more markup in one paragraph than can be text")
            return False
        shown = show(content, self.known)
        if not _visible(shown) and not shown.titles:
            return False
        slot = self._slot(block, shown, content)
        raw = self.text[start:end]
        at = len(self.slots)
        comments = shown.comments
        if block.column is not None:
            comments += self.table.remarks(shown.text)
        segment = Segment(shown.text, block.role, None if raw == shown.text else raw, comments)
        self.add(start, end, segment, slot)
        holes: list[Hole] = []
        for title in shown.titles:
            self._title(title, shown, content, lines, holes)
        if holes:
            self.slots[at] = replace(slot, holes=tuple(holes))
        return True

    def _cell(self, block: Block) -> None:
        if block.column is None:
            return
        if block.column == 0:
            if block.is_head:
                self.table = Table()
            self.table.row()
        self.table.cell(heading=block.is_head)

    def _title(
        self,
        title: Title,
        shown: Shown,
        content: str,
        lines: list[tuple[int, int]],
        holes: list[Hole],
    ) -> None:
        text = plain(content[title.start : title.end]).strip()
        if not _WORD.search(text):
            return
        close = shown.closes[title.number - 1]
        raw_start, raw_end = (_place(at, lines) for at in (title.start, title.end))
        holes.append(
            Hole(
                title.number,
                title.start - close,
                title.end - close,
                raw_start - lines[0][0],
                raw_end - lines[0][0],
                len(self.slots),
            )
        )
        quote = content[title.start - 1] + content[title.end]
        here = self.taking.done
        self.add(here, here, Segment(text, "tooltip", ""), Slot("line", quote=quote))

    def _slot(self, block: Block, shown: Shown, content: str) -> Slot:
        width, newline = 0, ""
        if len(block.lines) > 1:
            width = max(last - first for first, last in block.lines)
            newline = self.text[block.lines[0][1] : block.lines[1][0]]
        return Slot(
            block.style,
            content,
            shown.kinds,
            shown.placeables,
            shown.targets,
            shown.before,
            shown.after,
            (),
            width,
            newline,
        )

    def document(
        self, encoding: str, notes: tuple[str, ...], language: tuple[int, int] | None
    ) -> MarkdownDocument:
        mark = None
        if language is not None:
            piece, offset = self.taking.place(language[0])
            mark = LanguageMark(piece, offset, offset + language[1] - language[0])
        return MarkdownDocument(
            self.taking.skeleton(),
            tuple(self.taking.segments),
            encoding,
            (*notes, *self.notes),
            tuple(self.slots),
            self.known,
            mark,
        )


def _visible(shown: Shown) -> bool:
    return _WORD.search(re.sub(r"</?[0-9]+/?>", " ", shown.text)) is not None


def _place(position: int, lines: list[tuple[int, int]]) -> int:
    """Where in the file a character of a block's content stands."""
    for start, end in lines:
        if position <= end - start:
            return start + position
        position -= end - start + 1
    raise ValueError("beyond the block")
