"""What goes out to another tool and what comes back, whatever the file format."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from translator import review
from translator.entry import Entry
from translator.state import State

_LETTERS = {
    State.UNTRANSLATED: "u",
    State.DRAFT: "d",
    State.NEEDS_WORK: "n",
    State.TRANSLATED: "t",
    State.APPROVED: "a",
}
_STATES = {letter: state for state, letter in _LETTERS.items()}
_REF = re.compile(r"([0-9a-f]{16})\.([0-9a-f]{8})\.([udnta])([0-9a-f]{8})")
# What XML, spreadsheets or word processors can't carry; its loss on the way is no change.
_LOST = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def comparable(text: str) -> str:
    """A text without what a way through another tool may change: line ends, controls, edges."""
    return _LOST.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def digest(text: str) -> str:
    """Eight hexadecimal digits of a text as `comparable` has it."""
    return hashlib.sha256(comparable(text).encode("utf-8")).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Ref:
    """What a person elsewhere started from; a file carries it with each segment.

    Written as `KEY.REVISION.SDIGEST`, S being the state's first letter.

    Attributes:
        key: The entry's key.
        revision: The first eight digits of the entry's revision.
        state: Its state.
        digest: The digest of its translation.
    """

    key: str
    revision: str
    state: State
    digest: str

    @classmethod
    def of(cls, entry: Entry) -> Ref:
        """The reference to an entry as it is now."""
        return cls(entry.key, review.revision(entry)[:8], entry.state, digest(entry.target))

    @classmethod
    def parse(cls, text: str) -> Ref | None:
        """Read what `str` wrote, white space anywhere; None where it is no reference."""
        found = _REF.search("".join(text.split()))
        return cls(found[1], found[2], _STATES[found[3]], found[4]) if found else None

    def __str__(self) -> str:
        return f"{self.key}.{self.revision}.{_LETTERS[self.state]}{self.digest}"


@dataclass(frozen=True, slots=True)
class Unit:
    """One entry, as it goes out.

    Attributes:
        item: Its item's id.
        ref: Its key and what it was.
        source: The text to be translated.
        target: The translation as it is; empty where there is none.
        state: Its state.
        role: What it is in the document.
        source_language: The source's language.
        context: The `msgctxt`, where there is one.
        notes: What a translator should know, one line each.
        origin: Where the translation comes from, as in the catalogue.
        score: How sure its maker was: `mt`, `exact` or `fuzzy`; empty where no machine made it.
        previous_source: The source that the translation was made for, where it was edited since.
    """

    item: str
    ref: Ref
    source: str
    target: str
    state: State
    role: str
    source_language: str
    context: str | None = None
    notes: tuple[str, ...] = ()
    origin: str = ""
    score: str = ""
    previous_source: str | None = None


@dataclass(frozen=True, slots=True)
class Bundle:
    """What goes out in one file.

    Attributes:
        project: The project's name.
        source_language: The language that items are in where nothing says otherwise.
        language: The target language.
        titles: The items' titles by id, in order.
        units: The entries, item by item, in document order.
    """

    project: str
    source_language: str
    language: str
    titles: dict[str, str]
    units: list[Unit]


@dataclass(frozen=True, slots=True)
class Reply:
    """One segment, as it comes back.

    Attributes:
        item: Its item's id, or its `mark` where the file has no more.
        key: The entry's key.
        source: The source as the file has it; empty where it has none.
        target: The translation.
        place: Where in the file, for a person: `line 12`, `row 5`.
        ref: What the person started from; None where the tool dropped that.
        done: Whether the person says that the text is done; None where the file does not say.
        signed_off: Whether the person signs the text off.
        context: The `msgctxt`.
        notes: Notes on the segment, those that went out and new ones.
        sure: Whether it was a person who said `done`; some tools say it of every text.
    """

    item: str
    key: str
    source: str
    target: str
    place: str
    ref: Ref | None = None
    done: bool | None = None
    signed_off: bool = False
    context: str | None = None
    notes: tuple[str, ...] = ()
    sure: bool = True

    @property
    def touched(self) -> bool:
        """Whether the text differs from the one that went out, as far as that is known."""
        return self.ref is None or digest(self.target) != self.ref.digest


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes back in one file.

    Attributes:
        name: The file's name.
        language: The target language.
        replies: The segments.
    """

    name: str
    language: str
    replies: list[Reply] = field(default_factory=list)


def said(claimed: State | None, ref: Ref | None) -> bool | None:
    """What a state in a file says of a text: done, not done, or nothing.

    Many tools leave a state as it was while its text is edited; so only another state than the one
    that went out says something.
    """
    if claimed is None or (ref is not None and claimed is ref.state):
        return None
    if claimed.accepted:
        return True
    return False if claimed is State.NEEDS_WORK else None


def mark(item: str) -> str:
    """A short name for an item, for files that have no room for its id: eight digits."""
    return hashlib.sha256(item.encode("utf-8", "surrogatepass")).hexdigest()[:8]
