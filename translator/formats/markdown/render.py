"""Translations back into the file they were taken from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from translator.document import Document
from translator.formats.inline import InlineError, Placeable, clean
from translator.formats.markdown.document import Hole, MarkdownDocument, Slot
from translator.formats.markdown.front_matter import encode
from translator.formats.markdown.verify import difference
from translator.formats.markdown.write import title, write
from translator.formats.rendering import changed, checked, misfit, refused
from translator.message import phrase

_MOST_ROUNDS = 8


def render(
    document: Document, translations: Sequence[str | None], language: str | None = None
) -> bytes:
    """Put a Markdown file together again.

    What was written is read again: its blocks must be those of the source, each translation in its
    own. One that would change them is written anew with all that could be markup escaped.

    Args:
        document: What `parse` returned.
        translations: One a segment, with the placeables of its text; None leaves the source.
        language: What the front matter's `lang` or `language` becomes, where it has one.

    Raises:
        TranslatorError: A translation does not fit its place.
    """
    source, cleaned = checked(document, MarkdownDocument, translations, _tidied)
    whole = _with_language(source, language)
    writing = _Writing(whole, changed(whole.segments, cleaned))
    if any(text is not None for text in writing.texts):
        writing.mend()
    return whole.splice(writing.texts).encode(whole.encoding)


def _tidied(translation: str) -> str:
    """As one line, without any of the spaces that markdown-it takes off a block's edges."""
    return clean(translation).strip()


class _Writing:
    """The translations as they are written into the file, and written anew where they don't hold.

    Attributes:
        texts: What to splice in for each segment; None leaves the source.
    """

    def __init__(self, document: MarkdownDocument, translations: Sequence[str | None]) -> None:
        self.document = document
        self.translations = translations
        self.texts: list[str | None] = []
        for index in range(len(translations)):
            self.texts.append(self._text(index))
        # A title inside another segment's markup has been written with that one.
        for slot in document.slots:
            for hole in slot.holes:
                self.texts[hole.segment] = None

    def mend(self) -> None:
        """Write anew what changes the file's blocks.

        Raises:
            TranslatorError: A translation changes them however it is written.
        """
        mended: set[int] = set()
        rounds = 0
        while (shown := difference(self.document, self.texts)) is not None:
            near = self._near(shown) - mended
            if not near:
                near = {self._first_fault()}
                if near <= mended:
                    raise refused(
                        self.document,
                        near.pop(),
                        phrase("would change the structure of the Markdown around it"),
                        phrase("Begin it with a word, and leave out what looks like Markdown."),
                    )
            if rounds == _MOST_ROUNDS:
                near = set(range(len(self.texts)))
            for index in near:
                if self.texts[index] is not None:
                    self.texts[index] = self._text(index, cautious=True)
            mended |= near
            rounds += 1

    def _near(self, shown: int) -> set[int]:
        """The translations that are probably to blame for a difference: there, and before."""
        there = [index for index in range(shown, -1, -1) if self.texts[index] is not None]
        return set(there[:2])

    def _first_fault(self) -> int:
        """The first translation with which the file is not what it was; found by halves."""
        good, bad = 0, len(self.texts)
        while bad - good > 1:
            middle = (good + bad) // 2
            texts = [*self.texts[:middle], *[None] * (len(self.texts) - middle)]
            if difference(self.document, texts) is None:
                good = middle
            else:
                bad = middle
        return good

    def _text(self, index: int, *, cautious: bool = False) -> str | None:
        slot, translation = self.document.slots[index], self.translations[index]
        titles = {
            hole: title(text, self.document.slots[hole.segment].quote)
            for hole in slot.holes
            if (text := self.translations[hole.segment]) is not None
        }
        if translation is None:
            raw = self.document.segments[index].source
            for hole, text in sorted(titles.items(), reverse=True):
                raw = raw[: hole.raw_start] + text + raw[hole.raw_end :]
            return raw if titles else None
        if slot.style not in ("inline", "cell", "first cell"):
            return encode(translation, slot.style)
        try:
            placeables = _with_titles(slot, titles)
            return write(translation, slot, placeables, self.document.known, cautious=cautious)
        except InlineError as error:
            raise misfit(self.document, index, error) from None


def _with_titles(slot: Slot, titles: Mapping[Hole, str]) -> list[Placeable]:
    """The markup behind a segment's placeables, with the translated titles in it."""
    placeables = list(slot.placeables)
    for hole, text in sorted(titles.items(), reverse=True):
        placeable = placeables[hole.number - 1]
        close = placeable.close or ""
        changed = close[: hole.start] + text + close[hole.end :]
        placeables[hole.number - 1] = placeable._replace(close=changed)
    return placeables


def _with_language(document: MarkdownDocument, language: str | None) -> MarkdownDocument:
    mark = document.language
    if not language or mark is None:
        return document
    skeleton = list(document.skeleton)
    piece = skeleton[mark.piece]
    skeleton[mark.piece] = piece[: mark.start] + language + piece[mark.end :]
    return replace(document, skeleton=tuple(skeleton))
