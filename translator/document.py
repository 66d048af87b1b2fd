"""Document and Segment: the vocabulary that every format shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from translator.metadata import NONE, Metadata

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
        metadata: What is known of the item beside its text.
    """

    skeleton: tuple[str, ...]
    segments: tuple[Segment, ...]
    encoding: str = "utf-8"
    notes: tuple[str, ...] = ()
    metadata: Metadata = field(default=NONE, kw_only=True)

    @property
    def title_index(self) -> int:
        """Which segment is the title: the first with that role, else the first of all.

        Raises:
            ValueError: There is no segment.
        """
        if not self.segments:
            raise ValueError("a document without segments has no title")
        return next((i for i, s in enumerate(self.segments) if s.role == "title"), 0)

    @property
    def title(self) -> str:
        """The title, or the beginning of the text where the format knows none."""
        if self.metadata.title:
            return shorten(self.metadata.title)
        return shorten(self.segments[self.title_index].text) if self.segments else ""

    @property
    def contexts(self) -> list[str | None]:
        """The `msgctxt` of each segment: its role where its text also occurs in another role."""
        roles: dict[str, set[str]] = {}
        for segment in self.segments:
            roles.setdefault(segment.text, set()).add(segment.role)
        return [s.role if len(roles[s.text]) > 1 else None for s in self.segments]

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
