"""XML from elsewhere, read without following anything it points to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from translator.errors import TranslatorError
from translator.formats import xml
from translator.limits import LARGEST_RECEIVED, MOST_MARKS, too_large
from translator.message import phrase

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.etree import _Element

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""The characters that XML 1.0 can't hold (section 2.2)."""


def parse(data: bytes, path: Path | str) -> _Element:
    """The root of an XML document, without its comments and processing instructions.

    Declared entities are refused before anything is expanded; nothing outside is read, and depth
    and size of texts are bounded by the library.

    Args:
        data: The file's bytes, in any charset that it declares.
        path: Names the file in errors.

    Raises:
        TranslatorError: It is not well-formed, declares entities, or is too large or too deep.
    """
    from lxml import etree

    if len(data) > LARGEST_RECEIVED:
        raise too_large(LARGEST_RECEIVED, path)
    if data.count(b"<") + data.count(b"=") > MOST_MARKS:
        raise TranslatorError(
            phrase("has more than {most} tags and attributes", most=MOST_MARKS), path=path
        )
    try:
        text, _ = xml.decode(data)
    except TranslatorError as error:
        error.path = path
        raise
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(text.removeprefix("\ufeff").encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        raise TranslatorError(
            phrase("can't be read as XML: {reason}", reason=error.msg), path=path
        ) from None


def name_of(element: _Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def line_of(element: _Element) -> int:
    """The line that an element begins on, counted from 1; 0 where it is not known."""
    return cast("int | None", element.sourceline) or 0


def children(element: _Element, *names: str) -> list[_Element]:
    """An element's children of some names, in order."""
    return [child for child in element if name_of(child) in names]


def text_in(element: _Element) -> str:
    """All text inside an element."""
    return "".join(str(piece) for piece in element.itertext())


def printable(text: str) -> str:
    """A text without what XML can't hold, for places where nothing comes back from."""
    return UNPRINTABLE.sub("", text)
