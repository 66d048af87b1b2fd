"""The licences of what is installed with the program."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import metadata


@dataclass(frozen=True, slots=True)
class Licence:
    """An installed distribution, and its licence as it states it."""

    name: str
    version: str
    licence: str


def installed() -> list[Licence]:
    """Every distribution that is installed beside the program, itself included, by name."""
    found = {}
    for distribution in metadata.distributions():
        name = distribution.metadata["Name"]
        found[name.lower()] = Licence(name, distribution.version, _stated(distribution))
    return [found[name] for name in sorted(found)]


def _stated(distribution: metadata.Distribution) -> str:
    """A distribution's licence: its expression, its classifiers, or its free text's first line."""

    def lines(field: str) -> list[str]:
        return [str(line) for line in distribution.metadata.get_all(field) or ()]

    if expression := lines("License-Expression"):
        return expression[0]
    prefix = "License :: "
    classifiers = [
        line.rpartition(" :: ")[2]
        for line in lines("Classifier")
        if line.startswith(prefix) and line != f"{prefix}OSI Approved"
    ]
    if classifiers:
        return ", ".join(classifiers)
    text = "".join(lines("License")).strip().splitlines()
    return text[0][:60] if text else "not stated"
