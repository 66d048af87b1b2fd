"""What the index knows of items and catalogues."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from translator.errors import TranslatorError
from translator.extract import Template
from translator.quality import Fault


class Problem(msgspec.Struct, frozen=True):
    """A file that can't be read: what a TranslatorError says of it."""

    message: str
    line: int | None = None
    remedy: str = ""

    @classmethod
    def of(cls, error: TranslatorError) -> Problem:
        """The parts of an error that don't name the file."""
        return cls(error.message, error.line, error.remedy)

    def error(self, path: str) -> TranslatorError:
        """The error again."""
        return TranslatorError(self.message, path=path, line=self.line, remedy=self.remedy)


class ItemFacts(msgspec.Struct, frozen=True):
    """What the index knows of an item at a glance.

    Attributes:
        problem: Why it can't be read.
        questions: How many things its editor should be asked.
    """

    problem: Problem | None = None
    questions: int = 0


class ItemDetail(msgspec.Struct, frozen=True):
    """The rest of what it knows of an item: the entries it asks for, and what to ask its editor."""

    template: Template | None = None
    questions: list[Fault] = []


class Accepted(msgspec.Struct, frozen=True):
    """An entry that a person stands behind."""

    key: str
    line: int
    spoken: str
    source: str
    target: str


class CatalogueFacts(msgspec.Struct, frozen=True):
    """What the index knows of a catalogue at a glance.

    Attributes:
        words: Words of its entries' sources.
        states: Entries by state.
        finished: Entries good enough for a gate that asks for `translated`, or for `approved`.
        spoken: Entries by the language of their source.
        faults: Findings in texts that a person stands behind, by severity.
        found: How many findings there are in all.
        stale: Whether `extract` would change it.
        problem: Why it can't be read.
    """

    words: int = 0
    states: dict[str, int] = {}
    finished: dict[str, int] = {}
    spoken: dict[str, int] = {}
    faults: dict[str, int] = {}
    found: int = 0
    stale: bool = False
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Rendering:
    """One of several translations that the project has of one source.

    Attributes:
        path: The catalogue, relative to the project.
        language: The target language.
        entry: The entry.
    """

    path: str
    language: str
    entry: Accepted
