"""Translations back into the file they were taken from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from translator.document import Document
from translator.formats.inline import InlineError, Placeable, clean
from translator.formats.markdown.document import Hole, MarkdownDocument, Slot
from translator.formats.markdown.front_matter import encode
from translator.formats.markdown.verify import holds
from translator.formats.markdown.write import title, write
from translator.formats.rendering import changed, checked, misfit, refused

_MOST_MENDED = 4


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
        while not self._hold(len(self.texts)):
            index = self._first_fault()
            if index in mended:
                raise refused(
                    self.document,
                    index,
                    "would change the structure of the Markdown around it",
                    "Begin it with a word, and leave out what looks like Markdown.",
                )
            several = range(index, len(self.texts)) if len(mended) >= _MOST_MENDED else (index,)
            for each in several:
                if self.texts[each] is not None:
                    self.texts[each] = self._text(each, cautious=True)
                    mended.add(each)
            mended.add(index)

    def _hold(self, count: int) -> bool:
        """Whether the file is what it was with the first `count` translations in it."""
        texts = [*self.texts[:count], *[None] * (len(self.texts) - count)]
        return holds(self.document, texts)

    def _first_fault(self) -> int:
        """The first translation with which the file is not what it was; found by halves."""
        good, bad = 0, len(self.texts)
        while bad - good > 1:
            middle = (good + bad) // 2
            if self._hold(middle):
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
