"""What putting a translated item together has in common in every format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from translator.document import Document, Segment, shorten
from translator.errors import TranslatorError
from translator.formats.inline import InlineError, brings_markup, clean
from translator.message import phrase

_D = TypeVar("_D", bound=Document)
_SHOWN = 60


def checked(
    document: Document,
    kind: type[_D],
    translations: Sequence[str | None],
    tidy: Callable[[str], str] = clean,
) -> tuple[_D, list[str | None]]:
    """A document as the format's own, and its translations each as one tidy line.

    Args:
        document: What the format's `parse` returned.
        kind: The format's class of documents.
        translations: One a segment; None leaves the source.
        tidy: Makes one line of a translation.

    Raises:
        TypeError: The document comes from another format.
        ValueError: The number of translations is not the number of segments.
        TranslatorError: A translation has nothing in it.
    """
    if not isinstance(document, kind):
        raise TypeError(f"a {type(document).__name__} is not a {kind.__name__}")
    if len(translations) != len(document.segments):
        raise ValueError(f"{len(translations)} translations, {len(document.segments)} segments")
    tidied: list[str | None] = []
    for index, translation in enumerate(translations):
        text = None if translation is None else tidy(translation)
        if text is not None and (not text or text.isspace()):
            raise refused(
                document,
                index,
                phrase("is empty"),
                phrase("Translate it, or leave it untranslated."),
            )
        tidied.append(text)
    return document, tidied


def changed(segments: Sequence[Segment], translations: Sequence[str | None]) -> list[str | None]:
    """The translations but those that are their source: text already there stays, byte for byte."""
    return [
        None if text == segment.text else text
        for segment, text in zip(segments, translations, strict=True)
    ]


def refused(document: Document, index: int, what: str, remedy: str) -> TranslatorError:
    """The error for a translation that can't be put in its place, with the source's line.

    Args:
        document: The document.
        index: Which of its segments.
        what: What is wrong, to follow “the translation of …”.
        remedy: What a translator can do about it.
    """
    shown = shorten(document.segments[index].text, _SHOWN)
    return TranslatorError(
        phrase("the translation of “{text}” {fault}", text=shown, fault=what),
        line=document.line_of(index),
        remedy=remedy,
    )


def misfit(document: Document, index: int, why: InlineError) -> TranslatorError:
    """The error for a translation whose placeables can't be turned into markup again."""
    return refused(
        document,
        index,
        phrase("does not fit its markup: {reason}", reason=why.args[0]),
        phrase("Use each placeable of the source once, in the form it has there."),
    )


def plain(document: Document, index: int, translation: str) -> str:
    """A translation for a place without markup, some of whose readers would take a tag for one.

    Raises:
        TranslatorError: It holds something like a tag that its source has not.
    """
    if brings_markup(document.segments[index].text, translation):
        raise refused(
            document,
            index,
            phrase("brings in markup"),
            phrase("Write plain text there: the source has no markup."),
        )
    return translation


@contextmanager
def inside(document: Document, index: int) -> Iterator[None]:
    """Errors of a document inside another one name the place in that one, here one of its segments.

    Raises:
        TranslatorError: As it comes, with the line in the document around.
    """
    try:
        yield
    except TranslatorError as error:
        line = document.line_of(index)
        raise TranslatorError(error.message, line=line, remedy=error.remedy) from None
