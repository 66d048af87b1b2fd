"""Whether a file with translations in it still has the blocks of its source."""

from __future__ import annotations

from collections.abc import Sequence

from translator.formats.markdown.blocks import LINE_END, locate
from translator.formats.markdown.document import MarkdownDocument
from translator.formats.markdown.front_matter import read


def holds(document: MarkdownDocument, texts: Sequence[str | None]) -> bool:
    """Whether reading the file again finds the same blocks, and each text just where it was put.

    Args:
        document: The source.
        texts: What is spliced in for each segment; None leaves the source.
    """
    whole = document.splice(texts)
    matter = read(whole, 1 if whole.startswith("\ufeff") else 0, document.fields)
    found = locate(whole, matter.end)
    if (
        found.structure != document.structure
        or len(found.blocks) != len(document.blocks)
        or found.known != document.known
    ):
        return False
    starts = _starts(document, texts)
    for block, index in zip(found.blocks, document.blocks, strict=True):
        if index < 0:
            continue
        text = texts[index]
        if text is None:
            text = document.segments[index].source
        start, lines = starts[index], block.lines
        if lines[0][0] != start or lines[-1][1] != start + len(text):
            return False
        if len(lines) != 1 + len(LINE_END.findall(text)):
            return False
    return True


def _starts(document: MarkdownDocument, texts: Sequence[str | None]) -> list[int]:
    """Where each segment's text begins in the file."""
    starts: list[int] = []
    position = 0
    for before, segment, text in zip(document.skeleton, document.segments, texts, strict=False):
        position += len(before)
        starts.append(position)
        position += len(segment.source if text is None else text)
    return starts
