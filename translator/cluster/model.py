"""What the client and a worker must have alike, so that a draft is the same wherever it is made."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import metadata
from typing import TypedDict

from translator import __version__

_LIBRARIES = ("ctranslate2", "sentencepiece")
_SHOWN = 12
"""Digits of a digest that a person is shown."""


class Report(TypedDict):
    """What a worker says of itself, in plain values.

    Attributes:
        host: Its machine's name.
        threads: Tasks it runs at once.
        versions: Of the programs that a translation hangs on.
        packages: Version and digest of each package that it has for the pair.
        fault: Why the wanted one can't be loaded; empty where it is, or is not there.
    """

    host: str
    threads: int
    versions: dict[str, str]
    packages: list[tuple[str, str]]
    fault: str


@dataclass(frozen=True, slots=True)
class Model:
    """The model that is wanted.

    Attributes:
        source: The language it translates from.
        target: The language it translates into.
        version: Its package's version.
        digest: SHA-256 of its package.
        beam_size: Translations that the search keeps in view.
    """

    source: str
    target: str
    version: str
    digest: str
    beam_size: int

    @property
    def pair(self) -> str:
        """Such as `en-ru`."""
        return f"{self.source}-{self.target}"

    def __str__(self) -> str:
        return f"{self.pair} {named(self.version, self.digest)}"


def versions() -> dict[str, str]:
    """The versions here of what a translation hangs on."""
    found = {"newsroom-translator": __version__}
    return found | {name: metadata.version(name) for name in _LIBRARIES}


def named(version: str, digest: str) -> str:
    """A package's version and the beginning of its digest, for a person to compare."""
    return f"{version or 'without a version'} (SHA-256 {digest[:_SHOWN]}…)"


def difference(wanted: Model, report: Report) -> str:
    """Why a worker can't draft with a model, and what to do there; empty where it can."""
    for name, here in versions().items():
        there = report["versions"].get(name, "none")
        if there != here:
            return (
                f"it runs {name} {there}, this machine {here}. "
                f"Install the same there: pip install '{name}=={here}'"
            )
    if report["fault"]:
        return f"its package {wanted.pair} can't be loaded: {report['fault']}"
    if all(digest != wanted.digest for _, digest in report["packages"]):
        has = ", ".join(named(*package) for package in report["packages"])
        return (
            f"it has {f'{wanted.pair} {has}' if has else f'no package {wanted.pair}'}, wanted is "
            f"{named(wanted.version, wanted.digest)}. Install the same package there: "
            "translator models install FILE, with the file it was installed from here"
        )
    return ""
