"""What `items.json` and `held.json` say, and what is remembered between two runs."""

from __future__ import annotations

import msgspec

from translator.errors import TranslatorError
from translator.message import Packed, packed, unpacked


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
        summary: The beginning of its text, or its summary, in this language.
        date: Its date in ISO 8601; None where it has none.
        date_text: The same as the language writes it, by CLDR.
        updated: When it was last corrected, in ISO 8601.
        url: The address of its page, relative to the output folder where there is no `base-url`.
        alternates: The addresses of its translations and of the source, by language.
    """

    id: str
    title: str
    path: str
    source: str
    source_digest: str
    complete: bool = True
    stale: bool = False
    summary: str = ""
    date: str | None = None
    date_text: str | None = None
    updated: str | None = None
    url: str = ""
    alternates: dict[str, str] = {}


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


class ItemList(msgspec.Struct):
    """The file `items.json`."""

    version: int = 1
    language: str = ""
    items: list[Record] = []


class Problem(msgspec.Struct, frozen=True):
    """A file that can't be read, or a translation that does not fit; messages packed."""

    message: Packed
    path: str
    line: int | None
    remedy: Packed

    @classmethod
    def of(cls, error: TranslatorError) -> Problem:
        """What an error says."""
        return cls(packed(error.message), str(error.path or ""), error.line, packed(error.remedy))

    def error(self) -> TranslatorError:
        """The error again."""
        message, remedy = unpacked(self.message), unpacked(self.remedy)
        return TranslatorError(message, path=self.path or None, line=self.line, remedy=remedy)


class Source(msgspec.Struct, frozen=True):
    """What is remembered of an item's source file.

    Attributes:
        digest: Of the file's bytes, and of the title that stands beside it.
        title: The title.
        titled: Whether it is one, and not the beginning of the text.
        summary: The beginning of the text.
        date: In ISO 8601, or empty.
        updated: The same.
        moment: The date as seconds since 1970; None without one.
        languages: The target languages it is wanted in.
        publish_after: Seconds since 1970.
        withdrawn: Whether it is to be taken out.
        links: Addresses in it that may be those of other items, or of files beside it.
        problem: Why it can't be read.
    """

    digest: str = ""
    title: str = ""
    titled: bool = True
    summary: str = ""
    date: str = ""
    updated: str = ""
    moment: float | None = None
    languages: tuple[str, ...] = ()
    publish_after: float | None = None
    withdrawn: bool = False
    links: tuple[str, ...] = ()
    problem: Problem | None = None


class Page(msgspec.Struct, frozen=True):
    """An item's page of the site in one language.

    Attributes:
        id: The item's id.
        lang: The page's language.
        text_lang: The language that the item's text is in on it.
        title: The title.
        titled: Whether it is one, and not the beginning of the text.
        summary: The beginning of the text.
        date: In ISO 8601, or empty.
        updated: The same.
        path: The localised file whose content it shows, below the output folder; empty for the
            source.
        translated: Whether it is a whole translation, or the original in its own language.
        notice: Which of the site's words tells the reader what it is; may be empty.
    """

    id: str
    lang: str
    text_lang: str
    title: str
    titled: bool
    summary: str
    date: str
    updated: str
    path: str
    translated: bool
    notice: str


class Decision(msgspec.Struct, frozen=True):
    """Whether an item may go out in a language, and as what.

    Attributes:
        texts: The digest of the texts that go out; empty where it is held back.
        title: The title in this language.
        summary: The beginning of the text in this language.
        complete: Whether no gap is filled with source text.
        reason: Why it is held back, or has gaps.
        states: What keeps its segments back.
        problem: What is wrong with the catalogue or with a translation in it.
    """

    texts: str = ""
    title: str = ""
    summary: str = ""
    complete: bool = True
    reason: str = ""
    states: dict[str, int] = {}
    problem: Problem | None = None


def page_of(item: str, source: Source, record: Record | None, lang: str, own: str) -> Page | None:
    """An item's page in a language: its translation, else the original; None for what is broken."""
    if record is None and source.problem:
        return None
    notice = "" if lang == own else "untranslated"
    if record is not None:
        notice = "stale" if record.stale else "" if record.complete else "partial"
    shown = record or source
    return Page(
        id=item,
        lang=lang,
        text_lang=lang if record else own,
        title=shown.title,
        titled=source.titled,
        summary=shown.summary,
        date=shown.date or "",
        updated=shown.updated or "",
        path=f"{lang}/{record.path}" if record else "",
        translated=record.complete if record else lang == own,
        notice=notice,
    )
