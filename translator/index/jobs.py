"""What is to be read: items with their catalogues, some of one folder at a time."""

from __future__ import annotations

from dataclasses import dataclass, field

from translator.index.scan import Folder
from translator.item import Item


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be read of one item.

    Attributes:
        item: The item.
        stamp: What its file had when it was looked at; None where it is as it was.
        template: What the index knows of the item, where it need not be read.
        catalogues: The catalogues to be read: language and stamp.
    """

    item: Item
    stamp: bytes | None
    template: bytes | None
    catalogues: tuple[tuple[str, bytes], ...]


@dataclass(slots=True)
class Step:
    """Items of one folder that are read and stored together.

    Attributes:
        folder: The folder.
        jobs: The items; there may be none.
        orphans: The folder's catalogues without an item, on its last step.
    """

    folder: Folder
    jobs: list[Job] = field(default_factory=list)
    orphans: list[str] | None = None

    @property
    def files(self) -> int:
        """How many files it reads."""
        return sum(len(job.catalogues) + (job.stamp is not None) for job in self.jobs)
