"""Whether an item may go out in a language, and with which texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import msgspec

from translator.catalogue import Catalogue
from translator.document import Document, shorten
from translator.entry import Entry
from translator.errors import TranslatorError
from translator.item import Item
from translator.languages import LANGUAGES
from translator.project import Project
from translator.publish.records import Decision, Problem
from translator.state import State

MARK = "UNREVIEWED"
"""What the preview puts before a text that nobody reviewed."""
_SUMMARY_WIDTH = 240
_PLACEABLE = re.compile(r"</?[0-9]+/?>")
_BODY = ("summary", "paragraph", "list entry")


@dataclass(frozen=True, slots=True)
class Policy:
    """What may go out.

    Attributes:
        required: `translated` or `approved`.
        fill: Whether gaps are filled with the marked source text.
        preview: Whether everything goes out, with what nobody reviewed marked.
    """

    required: str
    fill: bool = False
    preview: bool = False


def entries_of(
    project: Project, item: Item, document: Document, language: str
) -> list[Entry | None]:
    """The catalogue's entry for each segment of a document, None where there is none.

    Raises:
        TranslatorError: The catalogue can't be read.
    """
    return _aligned(_by_identity(project, item, language), document)


def decide(
    project: Project, item: Item, document: Document, language: str, policy: Policy
) -> tuple[Decision, list[str]]:
    """Whether a document may go out in a language.

    Returns:
        The decision, and the text of each segment; none where it is held back.
    """
    try:
        found = _by_identity(project, item, language)
    except TranslatorError as error:
        return Decision(reason=str(error.message), problem=Problem.of(error)), []
    entries = _aligned(found, document)
    sources = [segment.text for segment in document.segments]
    beside = document.metadata.title
    if beside:
        entries.append(found.get((None, beside)))
        sources.append(beside)
    lacking = Counter(
        entry.state.value if entry else "missing"
        for entry in entries
        if entry is None or not entry.finished(policy.required)
    )
    reason = _reason(lacking, len(entries), policy.required) if lacking else ""
    if lacking and not policy.preview:
        anything = policy.fill and lacking.total() < len(entries)
        if not anything:
            return Decision(reason=reason, states=dict(lacking)), []
    write = _marked if policy.preview else _filled
    texts = [
        write(project, entry, source, policy.required)
        for entry, source in zip(entries, sources, strict=True)
    ]
    title = texts.pop() if beside else main(document, texts)
    decision = Decision(
        texts=blake2b(msgspec.msgpack.encode([title, *texts]), digest_size=12).hexdigest(),
        title=title_of(document, title),
        summary=summary_of(document, texts),
        complete=not lacking,
        reason=reason,
        states=dict(lacking),
    )
    return decision, texts


def shown(entry: Entry | None, source: str, required: str) -> str:
    """What a preview shows of a segment: its text, marked where nobody reviewed it."""
    if entry is None or entry.state is State.UNTRANSLATED:
        return f"[{MARK} source] {source}"
    if entry.finished(required):
        return entry.target
    if entry.state is State.DRAFT:
        return f"[{MARK} draft, {entry.provenance}] {entry.target}"
    return f"[{MARK} {entry.state}] {entry.target}"


def main(document: Document, texts: Sequence[str]) -> str:
    """The text that is a document's title; empty where it has no text."""
    return texts[document.title_index] if texts else ""


def title_of(document: Document, text: str) -> str:
    """A title as lists and pages show it: whole, or the beginning of a text that is none."""
    return bare(text) if is_titled(document) else shorten(bare(text))


def is_titled(document: Document) -> bool:
    """Whether a document has a title of its own, or one beside it."""
    if document.metadata.title or not document.segments:
        return bool(document.metadata.title)
    return document.segments[document.title_index].role == "title"


def bare(text: str) -> str:
    """A text without its placeables."""
    return " ".join(_PLACEABLE.sub("", text).split())


def summary_of(document: Document, texts: Sequence[str]) -> str:
    """A document's summary where it has one, else the beginning of its text."""
    for role in _BODY:
        for index, (segment, text) in enumerate(zip(document.segments, texts, strict=True)):
            if segment.role == role and (document.metadata.title or index != document.title_index):
                return shorten(bare(text), _SUMMARY_WIDTH)
    return ""


_Entries = dict[tuple[str | None, str], Entry]


def _by_identity(project: Project, item: Item, language: str) -> _Entries:
    path = project.catalogue_path(language, item.id)
    entries = Catalogue.load(path).entries if path.exists() else []
    return {(entry.context, entry.source): entry for entry in entries}


def _aligned(entries: _Entries, document: Document) -> list[Entry | None]:
    return [
        entries.get((context, segment.text))
        for context, segment in zip(document.contexts, document.segments, strict=True)
    ]


def _marked(_: Project, entry: Entry | None, source: str, required: str) -> str:
    return shown(entry, source, required)


def _filled(project: Project, entry: Entry | None, source: str, required: str) -> str:
    """The translation, or the source text marked with its language where there is none."""
    if entry is not None and entry.finished(required):
        return entry.target
    spoken = (entry and entry.source_language) or project.source_language
    return f"[{LANGUAGES[spoken].native}] {source}"


def _reason(lacking: Counter[str], total: int, required: str) -> str:
    parts = ", ".join(f"{count} {state}" for state, count in sorted(lacking.items()))
    verb = "is" if lacking.total() == 1 else "are"
    return f"{lacking.total()} of {total} segments {verb} not {required}: {parts}"
