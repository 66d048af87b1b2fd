"""A memory to fill and to ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from translator.memory.lookup import Memory
from translator.memory.store import Origin, Writer, connect, writing
from translator.memory.units import Standing, Unit

Fill = Callable[..., None]


class Shelf(Memory):
    """A memory that can be filled by hand, English into Russian."""

    def fill(self, *pairs: tuple[str, str], origin: str = "news", standing: int = 1) -> None:
        """Make these what an origin holds."""
        units = [Unit("en", "ru", source, target, Standing(standing)) for source, target in pairs]
        with self.locked() as db, writing(db):
            Writer(db).change(Origin("project", origin, origin, b""), units)


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    memory = Shelf(connect(tmp_path / "memory.db"))
    yield memory
    memory.close()
