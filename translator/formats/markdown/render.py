"""Translations back into the file they were taken from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from translator.document import Document, shorten
from translator.errors import TranslatorError
from translator.formats.inline import InlineError, clean
from translator.formats.markdown.document import MarkdownDocument, Slot
from translator.formats.markdown.front_matter import encode
from translator.formats.markdown.write import title, write

_SHOWN = 60


def render(
    document: Document, translations: Sequence[str | None], language: str | None = None
) -> bytes:
    """Put a Markdown file together again.

    Args:
        document: What `parse` returned.
        translations: One a segment, with the placeables of its text; None leaves the source.
        language: What the front matter's `lang` or `language` becomes, where it has one.

    Raises:
        TranslatorError: A translation does not fit the markup of its segment.
    """
    if not isinstance(document, MarkdownDocument):
        raise TypeError("not a document of the Markdown format")
    if len(translations) != len(document.segments):
        raise ValueError(f"{len(translations)} translations, {len(document.segments)} segments")
    texts: list[str | None] = [
        _text(document, index, slot, translations) for index, slot in enumerate(document.slots)
    ]
    # A title inside another segment's markup has been written with that one.
    for slot in document.slots:
        for hole in slot.holes:
            texts[hole.segment] = None
    whole = _with_language(document, language)
    return whole.splice(texts).encode(document.encoding)


def _text(
    document: MarkdownDocument, index: int, slot: Slot, translations: Sequence[str | None]
) -> str | None:
    translation = translations[index]
    titles = {
        hole: title(text, document.slots[hole.segment].quote)
        for hole in slot.holes
        if (text := translations[hole.segment]) is not None
    }
    if translation is None:
        if not titles:
            return None
        raw = document.segments[index].source
        for hole, text in sorted(titles.items(), reverse=True):
            raw = raw[: hole.raw_start] + text + raw[hole.raw_end :]
        return raw
    if slot.style not in ("inline", "cell"):
        return encode(translation, slot.style)
    placeables = list(slot.placeables)
    for hole, text in sorted(titles.items(), reverse=True):
        placeable = placeables[hole.number - 1]
        close = placeable.close or ""
        changed = close[: hole.start] + text + close[hole.end :]
        placeables[hole.number - 1] = placeable._replace(close=changed)
    try:
        return write(clean(translation), slot, placeables, document.known)
    except InlineError as error:
        shown = shorten(document.segments[index].text, _SHOWN)
        raise TranslatorError(
            f"the translation of “{shown}” does not fit its markup: {error}",
            line=document.line_of(index),
            remedy="Use each placeable of the source once, in the form it has there.",
        ) from None


def _with_language(document: MarkdownDocument, language: str | None) -> MarkdownDocument:
    mark = document.language
    if not language or mark is None:
        return document
    skeleton = list(document.skeleton)
    piece = skeleton[mark.piece]
    skeleton[mark.piece] = piece[: mark.start] + language + piece[mark.end :]
    return replace(document, skeleton=tuple(skeleton))
