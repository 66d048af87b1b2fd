"""Engines translate batches of texts offline; drafting asks them last, after memory and CLDR."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from translator.errors import TranslatorError
from translator.provenance import Provenance


@dataclass(frozen=True, slots=True)
class Translation:
    """What an engine makes of one text.

    Attributes:
        text: The translation.
        score: Mean token probability, exp(mean log-probability), 0 to 1.
        complete: Whether the engine came to an end by itself; one that was cut off is no
            translation.
    """

    text: str
    score: float
    complete: bool = True


class EngineLost(TranslatorError):  # noqa: N818 - an error by its base
    """What engines run on is gone: other pairs have none either."""


class Engine(ABC):
    """Something that translates from one language into another."""

    @property
    @abstractmethod
    def provenance(self) -> Provenance:
        """What drafts say of where they come from, the score left out."""

    @property
    def identity(self) -> str:
        """What changes whenever the engine may give another text: model, version, settings.

        Drafts are remembered under it; an engine without one is asked every time.
        """
        return ""

    @property
    def appetite(self) -> int:
        """Texts that are best asked for together; more would only take more memory."""
        return 2000

    @property
    def workers(self) -> int | None:
        """Machines' processes that are at work for it; None where it is this one alone."""
        return None

    @abstractmethod
    def stream(self, texts: Sequence[str]) -> Iterator[tuple[int, Translation]]:
        """Translate texts of any length, each on its own.

        Yields:
            The index and the translation of every text, as they get done. An engine that runs
            elsewhere may give a text up; then it says so itself, and leaves it out.
        """

    def translate(self, texts: Sequence[str]) -> list[Translation]:
        """Translate texts of any length, each on its own; as many come back, in the same order."""
        done = dict(self.stream(texts))
        return [done[index] for index in range(len(texts))]

    def alternatives(self, text: str, number: int) -> list[Translation]:
        """Several translations of one text, for a person to choose from.

        Args:
            text: A text of any length.
            number: How many are wanted, 1 or more.

        Returns:
            As many different ones as there are, at most `number`, the surest first. An engine that
            knows of one only gives that one.
        """
        del number
        return self.translate([text])


class Find(Protocol):
    """Finds the engine for a pair of languages; None where there is none."""

    def __call__(self, source: str, target: str, *, beam_size: int) -> Engine | None:
        """Find it, and load it where it is not yet."""


def find(source: str, target: str, *, beam_size: int) -> Engine | None:
    """The engine for a pair of languages, or None where none is installed.

    Raises:
        TranslatorError: There is one but it can't be loaded.
    """
    from translator.engines import loaded

    return loaded.find(source, target, beam_size=beam_size)


def available(source: str, target: str) -> str | None:
    """The name and version of a pair's engine, without loading it; None where there is none."""
    from translator.engines import package

    found = package.best(source, target)
    return f"argos {found.version}" if found else None


def listed(pairs: Mapping[tuple[str, str], int]) -> list[str]:
    """Pairs and their segments by source language, most first: `en → ka, tg (122 segments)`."""
    targets: dict[str, dict[str, int]] = {}
    for (source, target), segments in pairs.items():
        targets.setdefault(source, {})[target] = segments
    parts = []
    for source, into in sorted(targets.items(), key=lambda each: -sum(each[1].values())):
        number = sum(into.values())
        noun = "segment" if number == 1 else "segments"
        parts.append(f"{source} → {', '.join(into)} ({number:,} {noun})")
    return parts
