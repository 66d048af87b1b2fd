"""Whether a file with translations in it still has the blocks of its source."""

from __future__ import annotations

from collections.abc import Sequence

from translator.formats.markdown.blocks import LINE_END, Block, locate
from translator.formats.markdown.document import MarkdownDocument
from translator.formats.markdown.front_matter import read

NOWHERE = -1


def difference(document: MarkdownDocument, texts: Sequence[str | None]) -> int | None:
    """Read the file again: are its blocks the same, and each text just where it was put?

    Args:
        document: The source.
        texts: What is spliced in for each segment; None leaves the source.

    Returns:
        None where all is the same; else the segment where the first difference shows, which is that
        of the translation to blame or one after it; `NOWHERE` where it shows at none.
    """
    whole = document.splice(texts)
    matter = read(whole, 1 if whole.startswith("\ufeff") else 0, document.fields)
    found = locate(whole, matter.end)
    starts = _starts(document, texts)
    last = NOWHERE
    for block, index in zip(found.blocks, document.blocks, strict=False):
        if index >= 0:
            last = index
            text, segment = texts[index], document.segments[index]
            same = block.style == document.slots[index].style
            same = same and segment.role in (block.role, "title")
            if not same or not _is_at(
                block, starts[index], segment.source if text is None else text
            ):
                return index
    same = len(found.blocks) == len(document.blocks) and found.structure == document.structure
    return None if same and found.known == document.known else last


def _is_at(block: Block, start: int, text: str) -> bool:
    """Whether a block is just a text that begins at a place."""
    lines = block.lines
    ends = lines[0][0] == start and lines[-1][1] == start + len(text)
    return ends and len(lines) == 1 + len(LINE_END.findall(text))


def _starts(document: MarkdownDocument, texts: Sequence[str | None]) -> list[int]:
    """Where each segment's text begins in the file."""
    starts: list[int] = []
    position = 0
    for before, segment, text in zip(document.skeleton, document.segments, texts, strict=False):
        position += len(before)
        starts.append(position)
        position += len(segment.source if text is None else text)
    return starts
