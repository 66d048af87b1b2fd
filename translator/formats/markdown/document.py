"""What a Markdown document knows beyond its skeleton and segments, and its parser's options."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from translator.document import Document
from translator.formats.inline import Placeable
from translator.formats.markdown.scan import Known

DEFAULT_FIELDS = ("title", "subtitle", "headline", "summary", "description", "excerpt", "lead")
"""The front matter's keys whose values are text where nobody has said."""

Style = Literal[
    "inline", "cell", "first cell", "plain", "single", "double", "toml", "literal", "line"
]


@dataclass(frozen=True, slots=True)
class MarkdownOptions:
    """What of a Markdown file is text.

    Attributes:
        front_matter: The keys of the front matter whose values are text.
    """

    front_matter: tuple[str, ...] = DEFAULT_FIELDS


class Hole(NamedTuple):
    """A link's title inside another segment: a segment of its own, with the empty string for raw.

    Attributes:
        number: The placeable in whose closing part it stands …
        start: … from where …
        end: … to where.
        raw_start: Where it begins in the other segment's source …
        raw_end: … and ends.
        segment: Its own number.
    """

    number: int
    start: int
    end: int
    raw_start: int
    raw_end: int
    segment: int


@dataclass(frozen=True, slots=True)
class Slot:
    """How the translation of one segment goes back into the file.

    Attributes:
        style: The notation of the place; `first cell` is one that begins its line.
        content: The segment's inline source, its lines joined without container prefixes.
        kinds: The kind of each placeable, for `<1>` first.
        placeables: The markup behind them.
        targets: Where each of them leads, for links and images.
        before: Markup around the whole text …
        after: … on both sides.
        holes: The titles in it.
        width: The longest line of hard-wrapped text; 0 where the source has one line.
        newline: The line end and the container prefix of the lines after the first.
        quote: The quotes around a link's title.
    """

    style: Style
    content: str = ""
    kinds: tuple[str, ...] = ()
    placeables: tuple[Placeable, ...] = ()
    targets: tuple[str, ...] = ()
    before: str = ""
    after: str = ""
    holes: tuple[Hole, ...] = ()
    width: int = 0
    newline: str = ""
    quote: str = ""


class LanguageMark(NamedTuple):
    """Where in which piece of the skeleton the front matter names the language."""

    piece: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class MarkdownDocument(Document):
    """A Markdown file taken apart.

    Attributes:
        slots: One a segment.
        known: The references and footnotes that the file defines.
        language: Where the front matter names the language.
        fields: The front matter's keys whose values are text.
        blocks: For each run of inline text in the file its segment; -1 where it is none.
        structure: The blocks of the file, `blocks.Located.structure`.
    """

    slots: tuple[Slot, ...] = ()
    known: Known = field(default_factory=Known)
    language: LanguageMark | None = None
    fields: tuple[str, ...] = DEFAULT_FIELDS
    blocks: tuple[int, ...] = ()
    structure: tuple[str, ...] = ()
