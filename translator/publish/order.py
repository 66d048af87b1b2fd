"""What a run is to do, and whether there is anything to do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b

import msgspec

from translator import __version__
from translator.index.scan import folders
from translator.project import Project
from translator.publish.decide import Policy
from translator.publish.memory import Memory

_RENDERING = 2
"""To be raised when the same texts are to be written otherwise than before."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a run is to do.

    Attributes:
        project: The project.
        languages: The languages to decide on; the others stay as they are out.
        policy: What may go out.
        now: The moment it counts as its own.
        former: Names that items had before, and those of today.
    """

    project: Project
    languages: tuple[str, ...]
    policy: Policy
    now: dt.datetime
    former: Mapping[str, str]

    @property
    def settings(self) -> bytes:
        """What decisions depend on beside items and catalogues."""
        config = self.project.config
        parts = [__version__, _RENDERING, config.project, config.publish, config.formats]
        return digest(*parts, self.policy.required, self.policy.fill, self.policy.preview)


def digest(*parts: object) -> bytes:
    """A key for what is made from these."""
    return blake2b(msgspec.msgpack.encode(parts), digest_size=16).digest()


def names_of(order: Order) -> bytes:
    """What former names lead to, as a key."""
    return digest(sorted(order.former.items()))


def changed(order: Order, before: Memory) -> bool:
    """Whether anything is different now from what a version was made of, or may be."""
    if before.get("settings") != order.settings:
        return True
    if before.get("former") != names_of(order):
        return True
    began, due = (float(before.get(name) or b"0") for name in ("now", "due"))
    now = order.now.timestamp()
    if now < began or (due and due <= now):
        return True
    seen = before.seen()
    for folder in folders(order.project):
        if seen.pop(folder.path, None) != folder.fingerprint:
            return True
    return bool(seen)
