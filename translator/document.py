"""Document and Segment: the vocabulary that every format shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

TITLE_WIDTH = 80


@dataclass(frozen=True, slots=True)
class Segment:
    """One translatable unit of an item.

    Attributes:
        text: What the translator sees: one line, no bullet, no edge spaces.
        role: What it is in the document: `title`, `paragraph`, `list entry` …
        raw: What stands in the source, where that is not `text` itself.
        comments: What a translator should know, one remark each.
        language: The language that the source declares for it, as it is written there.
    """

    text: str
    role: str = "paragraph"
    raw: str | None = None
    comments: tuple[str, ...] = ()
    language: str | None = None

    @property
    def source(self) -> str:
        """The segment as it stands in the source."""
        return self.text if self.raw is None else self.raw


@dataclass(frozen=True, slots=True)
class Document:
    """An item taken apart: `skeleton[0] + segment[0] + skeleton[1] + … + skeleton[-1]`.

    Attributes:
        skeleton: What is left when the segments are taken out, always one piece more than segments.
        segments: The translatable text, in document order.
        encoding: The codec that turns the rendered text back into the file's bytes.
        notes: What could not be located exactly and therefore stays as it is, one remark each.
    """

    skeleton: tuple[str, ...]
    segments: tuple[Segment, ...]
    encoding: str = "utf-8"
    notes: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The title where the format knows one, else the beginning of the first segment."""
        titles = [segment.text for segment in self.segments if segment.role == "title"]
        first = titles or [segment.text for segment in self.segments]
        return shorten(first[0]) if first else ""

    def line_of(self, index: int) -> int:
        """The line in the source, counted from 1, on which a segment begins."""
        lines = sum(piece.count("\n") for piece in self.skeleton[: index + 1])
        return 1 + lines + sum(segment.source.count("\n") for segment in self.segments[:index])

    def splice(self, texts: Sequence[str | None]) -> str:
        """Put texts, one a segment and already in the format's own notation, into the skeleton.

        Args:
            texts: As many as there are segments; None leaves the source as it stands.

        Raises:
            ValueError: The number of texts is not the number of segments.
        """
        parts = [self.skeleton[0]]
        for segment, text, after in zip(self.segments, texts, self.skeleton[1:], strict=True):
            parts += (segment.source if text is None else text, after)
        return "".join(parts)


def shorten(text: str, width: int = TITLE_WIDTH) -> str:
    """Cut a text at a word's end to at most `width` characters, the ellipsis included."""
    if len(text) <= width:
        return text
    head = text[: width - 1].rsplit(" ", 1)[0]
    return f"{head.rstrip(' ,;:–—-')}…"
