"""What drafting tells: how far it is, and at the end what it did."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from translator.engines import Engine
from translator.errors import TranslatorError


@dataclass(frozen=True, slots=True)
class Step:
    """How far an engine is with the segments of one pair of languages.

    Attributes:
        pair: Such as `en-ru`.
        engine: Its name and version, such as `argos en-ru 1.9`.
        done: Segments drafted or refused.
        total: Segments to be drafted.
        seconds: Since it began.
        workers: Processes on other machines that are at work; None where this one is.
    """

    pair: str
    engine: str
    done: int
    total: int
    seconds: float
    workers: int | None = None

    @property
    def rate(self) -> float:
        """Segments a second; 0 before there is one."""
        return self.done / self.seconds if self.seconds > 0 else 0.0

    @property
    def left(self) -> float | None:
        """Seconds left at this rate; None before there is one."""
        return (self.total - self.done) / self.rate if self.done else None


class Stop(Exception):  # noqa: N818 - nothing is wrong
    """Raised by who watches the steps, to end drafting: what was drafted until then is stored."""


class Watch:
    """Tells of each step of a pair."""

    def __init__(self, pair: str, engine: Engine, total: int, tell: Callable[[Step], None]) -> None:
        self._pair, self._engine, self._total, self._tell = pair, engine, total, tell
        self._name = str(engine.provenance)
        self._begin = time.monotonic()
        self._done = 0

    def step(self, segments: int = 1) -> None:
        """So many more segments are done."""
        self._done += segments
        workers = self._engine.workers
        step = Step(self._pair, self._name, self._done, self._total, self.seconds, workers)
        self._tell(step)

    @property
    def seconds(self) -> float:
        """Since it began."""
        return time.monotonic() - self._begin


@dataclass(slots=True)
class Drafting:
    """What `draft` did.

    Attributes:
        made: Drafts stored, by language and origin.
        missing: Segments left for want of an engine, by pair (`en-ka`).
        refused: Segments whose machine drafts were refused, by language and reason.
        changed: Catalogues written (or to be written), relative to the project.
        errors: Catalogues and packages that could not be used; the others were done.
        translated: Segments that an engine looked at, by language.
        seconds: What that took, by language.
        stopped: Whether who watched ended it early.
    """

    made: dict[str, Counter[str]] = field(default_factory=dict)
    missing: Counter[str] = field(default_factory=Counter)
    refused: dict[str, Counter[str]] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)
    errors: list[TranslatorError] = field(default_factory=list)
    translated: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=dict)
    stopped: bool = False

    def lacking(self) -> dict[tuple[str, str], int]:
        """`missing` by source and target language."""
        pairs = ((pair.partition("-"), segments) for pair, segments in self.missing.items())
        return {(source, target): segments for (source, _, target), segments in pairs}
