"""Translations back into the page they were taken from."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from translator.document import Document
from translator.formats.html.document import Hole, HtmlDocument, Slot
from translator.formats.inline import InlineError, Placeable, decode
from translator.formats.rendering import changed, checked, misfit
from translator.languages import LANGUAGES

_REFERENCE = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")


def render(
    document: Document, translations: Sequence[str | None], language: str | None = None
) -> bytes:
    """Put a page together again.

    Args:
        document: What `parse` returned.
        translations: One a segment, with the placeables of its text; None leaves the source.
        language: What the `lang` attributes of translated elements become; nothing where not given.

    Raises:
        TranslatorError: A translation does not fit the markup of its segment.
    """
    page, texts = checked(document, HtmlDocument, translations)
    text = with_language(page, texts, language).splice(replacements(page, texts))
    return text.encode(page.encoding, "xmlcharrefreplace")


def replacements(document: HtmlDocument, translations: Sequence[str | None]) -> list[str | None]:
    """What to splice in for each segment, in the notation of HTML; None for the source as it is.

    Args:
        document: The page.
        translations: Each as `checked` returns it.

    Raises:
        TranslatorError: A translation does not fit the markup of its segment.
    """
    translations = changed(document.segments, translations)
    texts: list[str | None] = []
    for index, (slot, translation) in enumerate(zip(document.slots, translations, strict=True)):
        if slot.quote is not None:
            texts.append(None if translation is None else _attribute(document, index, translation))
        elif translation is None and not any(
            translations[hole.segment] is not None for hole in slot.holes
        ):
            texts.append(None)
        else:
            texts.append(_run(document, index, slot, translations))
    # A segment inside another's markup has been written with that one.
    for slot in document.slots:
        for hole in slot.holes:
            texts[hole.segment] = None
    return texts


def with_language(
    document: HtmlDocument, translations: Sequence[str | None], language: str | None
) -> HtmlDocument:
    """The document with its skeleton's language attributes set where all is translated."""
    if not language:
        return document
    skeleton = list(document.skeleton)
    for place, marks in groupby(document.languages, lambda mark: mark.piece):
        piece, done = skeleton[place], 0
        parts: list[str] = []
        for mark in marks:
            inside = translations[mark.first : mark.last]
            if mark.root or (inside and None not in inside):
                written = html.escape(_with_territory(language) if mark.territory else language)
                parts += (piece[done : mark.start], f"{mark.before}{written}{mark.after}")
                done = mark.end
        skeleton[place] = "".join([*parts, piece[done:]])
    return HtmlDocument(tuple(skeleton), document.segments, document.encoding, slots=document.slots)


def _with_territory(language: str) -> str:
    known = LANGUAGES.get(language)
    return known.locale if known else language


def _run(document: HtmlDocument, index: int, slot: Slot, translations: Sequence[str | None]) -> str:
    raw = document.segments[index].source
    inside = {
        hole: _attribute(document, hole.segment, text)
        for hole in slot.holes
        if (text := translations[hole.segment]) is not None
    }
    translation = translations[index]
    if translation is None:
        return _slice(raw, 0, len(raw), inside)
    spelling = _spelling(raw)
    placeables = [
        Placeable(
            _slice(raw, span.open_start, span.open_end, inside),
            None if span.close_start < 0 else raw[span.close_start : span.close_end],
            span.parent,
            span.fixed,
        )
        for span in slot.spans
    ]
    try:
        return decode(translation, placeables, lambda text: _escape(text, spelling))
    except InlineError as error:
        raise misfit(document, index, error) from None


def _slice(raw: str, start: int, end: int, inside: Mapping[Hole, str]) -> str:
    """A part of a segment's source with the translated attributes in it."""
    parts: list[str] = []
    for hole, text in inside.items():
        if start <= hole.start and hole.end <= end:
            parts += (raw[start : hole.start], text)
            start = hole.end
    return "".join((*parts, raw[start:end]))


def _attribute(document: HtmlDocument, index: int, translation: str) -> str:
    quote = document.slots[index].quote
    text = _escape(translation, {})
    if quote == "'":
        return text.replace("'", "&#39;")
    text = text.replace('"', "&quot;")
    return text if quote else f'"{text}"'


def _spelling(raw: str) -> dict[str, str]:
    """How the source spells characters that it does not write plainly: `&nbsp;`, `&mdash;`."""
    if "&" not in raw:
        return {}
    found: dict[str, str] = {}
    for match in _REFERENCE.finditer(raw):
        character = html.unescape(match[0])
        if len(character) == 1 and (character == ">" or not character.isascii()):
            found.setdefault(character, match[0])
    return found


def _escape(text: str, spelling: Mapping[str, str]) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace("]]>", "]]&gt;")
    for character, reference in spelling.items():
        text = text.replace(character, reference)
    return text
