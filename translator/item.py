"""One news item: its file, read, parsed and put together again in a language."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from translator import formats, limits
from translator.config import FormatsTable
from translator.document import Document
from translator.errors import TranslatorError, reason
from translator.message import phrase
from translator.metadata import Metadata, Reading, sidecar, stated

if TYPE_CHECKING:
    from translator.formats.embedded import Markup


@dataclass(frozen=True)
class Item:
    """One news item.

    Attributes:
        id: Its path below the content folder, without the extension, with `/` between folders.
        path: The source file.
        source: The source file as catalogues and reports name it, relative to the project.
        formats: What the config says of formats.
        reading: How its metadata are understood.
    """

    id: str
    path: Path
    source: str
    formats: FormatsTable
    reading: Reading

    @property
    def kind(self) -> str:
        """Its format, as `formats.FORMATS` names it."""
        return formats.FORMATS[self.path.suffix.lower()]

    def read(self) -> Document:
        """Parse the source file.

        Raises:
            TranslatorError: It can't be read, is no document of its format, or its metadata are
                wrong.
        """
        return self.parse(self.data())

    def twice(self, other: Item) -> TranslatorError:
        """What is wrong with two files that make one item."""
        first, second = sorted((self.source, other.source))
        return TranslatorError(
            phrase(
                "is the same item as {other}: both would be {name}",
                other=str(first),
                name=repr(self.id),
            ),
            path=second,
            remedy=phrase("Rename one of the two."),
        )

    def data(self) -> bytes:
        """The source file's bytes.

        Raises:
            TranslatorError: It can't be read, or is too large.
        """
        try:
            return limits.read(self.path, limits.LARGEST_ITEM, self.source)
        except TranslatorError as error:
            error.remedy = _CUT
            raise
        except OSError as error:
            raise TranslatorError(
                phrase("can't be read: {reason}", reason=reason(error)),
                path=self.source,
                remedy=phrase("Mend its rights, or move it out of the content folder."),
            ) from None

    def parse(self, data: bytes) -> Document:
        """Parse bytes of the source file, naming it in any error, and read its metadata."""
        try:
            _check_pieces(data)
            document = formats.parse(self.path, data, self.formats)
            _check_size(document)
        except TranslatorError as error:
            error.path = self.source
            raise
        return dataclasses.replace(document, metadata=self.metadata(data))

    def metadata(self, data: bytes) -> Metadata:
        """What is known of the item beside its text, of which only these bytes are read.

        Raises:
            TranslatorError: A value is wrong, or the file beside the item can't be read.
        """
        found = stated.read(self.kind, data, self.source, self.formats)
        beside = sidecar.path_of(self.path)
        name = sidecar.path_of(PurePosixPath(self.source)).as_posix()
        return self.reading.understand(found | sidecar.read(beside, name))

    def encoded(self, document: Document, text: str) -> bytes:
        """The bytes of the whole file, for another text of it."""
        # HTML and XML can write what their charset lacks.
        lacking = "xmlcharrefreplace" if self.kind in ("html", "feed") else "strict"
        return text.encode(document.encoding, lacking)

    def markup(self, text: str) -> list[Markup]:
        """The HTML and Markdown in the item's text, in whatever language.

        Raises:
            TranslatorError: The text is no document of the item's format.
        """
        return formats.markup(self.path, text, self.formats)

    def render(
        self,
        document: Document,
        translations: Sequence[str | None],
        language: str,
        address: str | None = None,
    ) -> bytes:
        """Put the item together again in a language, for an address where it knows its own.

        Raises:
            TranslatorError: A translation does not fit the markup of its segment.
        """
        try:
            return formats.render(self.path, document, translations, language, address)
        except TranslatorError as error:
            error.path = self.source
            raise


_CUT = phrase("Cut it into several items, or move it out of the content folder.")
_LINE_ENDS = tuple(end.encode() for end in "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
_BRACKETS = (b"<", b"{", b"[")


def _check_pieces(data: bytes) -> None:
    """Raise a TranslatorError where a file has too many lines or tags to be taken apart."""
    if sum(map(data.count, _LINE_ENDS)) - data.count(b"\r\n") > limits.MOST_LINES:
        raise TranslatorError(
            phrase("has more than {most} lines, as no news item has", most=limits.MOST_LINES),
            remedy=_CUT,
        )
    if sum(map(data.count, _BRACKETS)) > limits.MOST_BRACKETS:
        raise TranslatorError(
            phrase(
                "has more than {most} tags or brackets, as no news item has",
                most=limits.MOST_BRACKETS,
            ),
            remedy=_CUT,
        )


def _check_size(document: Document) -> None:
    """Raise a TranslatorError where a document has too many segments, or one is too long."""
    segments = document.segments
    if len(segments) > limits.MOST_SEGMENTS:
        raise TranslatorError(
            phrase("has more than {most} segments, as no news item has", most=limits.MOST_SEGMENTS),
            remedy=_CUT,
        )
    for index, segment in enumerate(segments):
        if len(segment.text) > limits.LONGEST_SOURCE:
            raise TranslatorError(
                phrase(
                    "a text is longer than {most} characters: {found}",
                    most=limits.LONGEST_SOURCE,
                    found=len(segment.text),
                ),
                line=document.line_of(index),
                remedy=phrase("Split the paragraph."),
            )
