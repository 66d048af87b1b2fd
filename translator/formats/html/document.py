"""What an HTML document knows beyond its skeleton and segments, and the options of its parser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from translator.document import Document
from translator.formats.html.runs import Span


@dataclass(frozen=True, slots=True)
class HtmlOptions:
    """What of a page is text.

    Attributes:
        exclude: CSS selectors of elements that stay as they are: navigation, boilerplate.
        main_content: Whether to translate only the article of a saved page, its title and its
            description, and none of what stands around it.
    """

    exclude: tuple[str, ...] = ()
    main_content: bool = False


class Hole(NamedTuple):
    """An attribute inside another segment's markup: offsets in that one's source."""

    start: int
    end: int
    segment: int


@dataclass(frozen=True, slots=True)
class Slot:
    """How the translation of one segment goes back into the page.

    Attributes:
        spans: The markup behind its placeables.
        quote: For an attribute's value the quote around it (empty for none), else None.
        holes: The attributes inside the markup that are segments of their own. Such a segment
            follows at once and has the empty string for its `raw`.
    """

    spans: tuple[Span, ...] = ()
    quote: str | None = None
    holes: tuple[Hole, ...] = ()


class LanguageMark(NamedTuple):
    """A place in the skeleton where a language stands or can stand.

    Attributes:
        piece: Which piece of the skeleton.
        start: Where in that piece it begins …
        end: … and ends; the same place where there is none yet.
        before: What to write before it.
        after: What to write after it.
        first: The first segment it holds for …
        last: … and the one after the last; those of the root element hold for the document.
        root: Whether it is the whole document's.
        territory: Whether it stands there with its territory, `ka_GE`.
    """

    piece: int
    start: int
    end: int
    before: str
    after: str
    first: int
    last: int
    root: bool
    territory: bool


@dataclass(frozen=True, slots=True)
class HtmlDocument(Document):
    """A page taken apart.

    Attributes:
        slots: One a segment.
        languages: The places where a language is declared, in order.
    """

    slots: tuple[Slot, ...] = ()
    languages: tuple[LanguageMark, ...] = ()
