"""Engines translate batches of texts offline; drafting asks them last, after memory and CLDR."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from translator.provenance import Provenance


@dataclass(frozen=True, slots=True)
class Translation:
    """What an engine makes of one text.

    Attributes:
        text: The translation.
        score: Mean token probability, exp(mean log-probability), 0 to 1.
    """

    text: str
    score: float


class Engine(Protocol):
    """Something that translates from one language into another."""

    @property
    def provenance(self) -> Provenance:
        """What drafts say of where they come from, the score left out."""

    def translate(self, texts: Sequence[str]) -> list[Translation]:
        """Translate texts of any length, each on its own; as many come back."""


def find(source: str, target: str, *, beam_size: int) -> Engine | None:
    """The engine for a pair of languages, or None where none is installed."""
    from translator.engines import argos

    return argos.find(source, target, beam_size=beam_size)


def available(source: str, target: str) -> str | None:
    """The name and version of a pair's engine, without loading it; None where there is none."""
    from translator.engines import package

    found = package.best(source, target)
    return f"argos {found.version}" if found else None
