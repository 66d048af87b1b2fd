"""What an item asks of its catalogues: its entries, in every language."""

from __future__ import annotations

from dataclasses import dataclass

from translator.document import Document, Segment
from translator.item import Item
from translator.languages import Identification, identify
from translator.project import Project


@dataclass(frozen=True, slots=True)
class Unit:
    """What an entry of a catalogue is to be: a segment's text, once.

    Attributes:
        source: The text.
        context: The `msgctxt`.
        role: What it is in the document.
        language: The language it is written in.
        certain: Whether script or letters decided the language.
        comments: What a translator should know.
    """

    source: str
    context: str | None
    role: str
    language: str
    certain: bool
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """What an item's catalogues are to hold, in every language: a POT, not written to disk.

    Attributes:
        item: The item's id.
        source: The item's file, as reports name it.
        title: The item's title.
        language: The language the item is in.
        units: The entries, in document order, each once.
        date: The item's date in ISO 8601; empty where it has none.
        languages: The target languages that the item is owed to.
    """

    item: str
    source: str
    title: str
    language: str
    units: tuple[Unit, ...]
    date: str = ""
    languages: tuple[str, ...] = ()


def template_of(item: Item, document: Document, project: Project) -> Template:
    """The entries a document asks for."""
    found = identify(
        [segment.text for segment in document.segments],
        {project.source_language, *project.languages},
        project.source_language,
    )
    known = document.metadata
    units: dict[tuple[str | None, str], Unit] = {}
    if known.title:
        by = identify([known.title], {project.source_language}, project.source_language)[0]
        units[None, known.title] = Unit(known.title, None, "title", by.language, by.certain)
    for segment, context, guess in zip(document.segments, document.contexts, found, strict=True):
        by = _declared(segment, project) or guess
        units.setdefault(
            (context, segment.text),
            Unit(segment.text, context, segment.role, by.language, by.certain, segment.comments),
        )
    return Template(
        item.id,
        item.source,
        document.title,
        project.source_language,
        tuple(units.values()),
        known.date.isoformat() if known.date else "",
        tuple(language for language in project.languages if known.wants(language)),
    )


def _declared(segment: Segment, project: Project) -> Identification | None:
    """The language that the source itself declares for a segment, where it is one of ours."""
    code = (segment.language or "").replace("_", "-").partition("-")[0].lower()
    known = code in (project.source_language, *project.languages)
    return Identification(code, certain=True) if known else None
