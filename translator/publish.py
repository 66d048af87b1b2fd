"""The last stage: accepted text becomes localised items, ready to publish.

Nothing below the state that the config asks for gets out.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import msgspec

from translator.catalogue import Catalogue, Entry
from translator.document import Document, shorten
from translator.errors import TranslatorError
from translator.languages import LANGUAGES
from translator.project import Item, Project
from translator.storage import write_atomically

ITEMS = "items.json"
HELD = "held.json"


class Record(msgspec.Struct, frozen=True, rename="kebab"):
    """One item of `items.json`.

    Attributes:
        id: The item's id.
        title: Its title in this language.
        path: Its file, relative to the language's folder.
        source: The source file, relative to the project.
        source_digest: What the source was when this was rendered.
        complete: Whether all of it is translated, with no gap filled by source text.
        stale: Whether the source changed since and this is the last rendering before that.
    """

    id: str
    title: str
    path: str
    source: str
    source_digest: str
    complete: bool = True
    stale: bool = False


class Held(msgspec.Struct, frozen=True):
    """One item of `held.json`: it was held back in one language.

    Attributes:
        item: The item's id.
        lang: The target language.
        reason: Why, in one line.
        states: What keeps its segments back: how many in which state, or `missing`.
        kept: Whether its last published rendering stays out meanwhile.
    """

    item: str
    lang: str
    reason: str
    states: dict[str, int]
    kept: bool


class _Items(msgspec.Struct):
    version: int = 1
    language: str = ""
    items: list[Record] = []


class _Held(msgspec.Struct):
    version: int = 1
    held: list[Held] = []


@dataclass(slots=True)
class Publication:
    """What `compile` did.

    Attributes:
        folder: Where it all is.
        published: What is out, by language, as `items.json` lists it.
        held: What was held back.
        errors: Items and catalogues that can't be read; they are held back.
    """

    folder: Path
    published: dict[str, list[Record]] = field(default_factory=dict)
    held: list[Held] = field(default_factory=list)
    errors: list[TranslatorError] = field(default_factory=list)


def compile_items(
    project: Project,
    *,
    languages: tuple[str, ...] = (),
    output: Path | None = None,
    state: str | None = None,
) -> Publication:
    """Write what may be published in each language, and say what may not and why.

    Args:
        project: The project.
        languages: Target languages; all where there is none.
        output: The folder to write, where it is not to be the config's.
        state: `approved` or `translated`, where it is not to be the config's.

    Raises:
        TranslatorError: The items can't be listed, a language is wrong, or the output can't be
            written.
    """
    result = Publication(output or project.output)
    required = state or project.config.publish.state
    chosen = project.select_languages(languages)
    read = _read(project, result)
    for language in chosen:
        folder = result.folder / language
        before = {record.id: record for record in _load(folder / ITEMS, _Items).items}
        records = []
        for item, document, digest in read:
            last = before.get(item.id)
            try:
                records.append(
                    _publish(project, item, document, digest, folder, language, required)
                )
                continue
            except _HeldBackError as error:
                kept = _kept(project, last, digest, folder)
                held = Held(item.id, language, str(error), error.states, kept is not None)
            except TranslatorError as error:
                kept = last
                result.errors.append(error)
                held = Held(item.id, language, error.message, {}, kept is not None)
            result.held.append(held)
            if kept:
                records.append(kept)
        _remove(before.values(), records, folder)
        _save(folder / ITEMS, _Items(language=language, items=records))
        result.published[language] = records
    others = [h for h in _load(result.folder / HELD, _Held).held if h.lang not in chosen]
    _save(result.folder / HELD, _Held(held=[*others, *result.held]))
    return result


def entries_of(
    project: Project, item: Item, document: Document, language: str
) -> list[Entry | None]:
    """The catalogue's entry for each segment of a document, None where there is none.

    Raises:
        TranslatorError: The catalogue can't be read.
    """
    path = project.catalogue_path(language, item.id)
    entries = Catalogue.load(path).entries if path.exists() else []
    by_identity = {(entry.context, entry.source): entry for entry in entries}
    return [
        by_identity.get((context, segment.text))
        for context, segment in zip(document.contexts, document.segments, strict=True)
    ]


class _HeldBackError(Exception):
    """An item may not go out in a language yet."""

    def __init__(self, reason: str, states: dict[str, int]) -> None:
        super().__init__(reason)
        self.states = states


def _read(project: Project, result: Publication) -> list[tuple[Item, Document | None, str]]:
    """Each item with its document (None where it can't be read) and its source's digest."""
    read: list[tuple[Item, Document | None, str]] = []
    for item in project.items:
        try:
            data = item.data()
            read.append((item, item.parse(data), hashlib.sha256(data).hexdigest()[:16]))
        except TranslatorError as error:
            result.errors.append(error)
            read.append((item, None, ""))
    return read


def _publish(
    project: Project,
    item: Item,
    document: Document | None,
    digest: str,
    folder: Path,
    language: str,
    required: str,
) -> Record:
    """Write one item in one language.

    Raises:
        _HeldBackError: Some segment is not in the required state, and gaps are not to be filled.
        TranslatorError: The catalogue can't be read, or the file can't be written.
    """
    if document is None:
        raise _HeldBackError("its source can't be read", {})
    entries = entries_of(project, item, document, language)
    texts = [entry.target if entry and entry.finished(required) else None for entry in entries]
    lacking = Counter(
        entry.state.value if entry else "missing"
        for entry, text in zip(entries, texts, strict=True)
        if text is None
    )
    if lacking:
        fill = project.config.publish.incomplete == "source" and any(texts)
        if not fill:
            raise _HeldBackError(_reason(lacking, len(texts), required), dict(lacking))
        texts = _gaps_filled(project, document, entries, texts)
    path = f"{item.id}{item.path.suffix}"
    write_atomically(folder / path, item.render(document, texts, language))
    title = texts[document.title_index] if document.segments else ""
    return Record(
        item.id, shorten(title or document.title), path, item.source, digest, complete=not lacking
    )


def _gaps_filled(
    project: Project,
    document: Document,
    entries: Sequence[Entry | None],
    texts: Sequence[str | None],
) -> list[str | None]:
    """Put the source text, marked with its language, where there is no translation."""
    filled: list[str | None] = []
    for segment, entry, text in zip(document.segments, entries, texts, strict=True):
        spoken = (entry and entry.source_language) or project.source_language
        filled.append(text or f"[{LANGUAGES[spoken].native}] {segment.text}")
    return filled


def _reason(lacking: Counter[str], total: int, required: str) -> str:
    parts = ", ".join(f"{count} {state}" for state, count in sorted(lacking.items()))
    return f"{sum(lacking.values())} of {total} segments are not {required}: {parts}"


def _kept(project: Project, last: Record | None, digest: str, folder: Path) -> Record | None:
    """The record of the last rendering, where the source changed since and the config keeps it."""
    if not last or project.config.publish.stale != "keep" or last.source_digest == digest:
        return None
    if not (folder / last.path).is_file():
        return None
    return msgspec.structs.replace(last, stale=True)


def _remove(before: Iterable[Record], now: list[Record], folder: Path) -> None:
    """Take away what an earlier run published and this one does not."""
    paths = {record.path for record in now}
    for record in before:
        old = folder / record.path
        if record.path not in paths and old.resolve().is_relative_to(folder.resolve()):
            old.unlink(missing_ok=True)


_Listing = TypeVar("_Listing", _Items, _Held)


def _load(path: Path, kind: type[_Listing]) -> _Listing:
    """A file that an earlier run wrote; an empty one where it is missing or spoilt."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError):
        return kind()


def _save(path: Path, listing: _Items | _Held) -> None:
    text = msgspec.json.format(msgspec.json.encode(listing), indent=2)
    write_atomically(path, text + b"\n")
