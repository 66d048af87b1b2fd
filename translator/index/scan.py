"""Looking at a project's files: which there are, and what tells that one changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b

import msgspec

from translator.errors import TranslatorError, reason
from translator.formats import FORMATS
from translator.message import phrase
from translator.project import NEWS, Project
from translator.stamps import pack

_SIDECAR = ".toml"


@dataclass(slots=True)
class Folder:
    """One folder of the content, with the folders of the catalogues that mirror it.

    Attributes:
        path: Below the content folder, with `/`; empty for itself.
        sources: The files of items, with their stamps.
        catalogues: For each language the ids of items that have a catalogue, with its stamp.
    """

    path: str
    sources: dict[str, bytes] = field(default_factory=dict)
    catalogues: dict[str, dict[str, bytes]] = field(default_factory=dict)

    @property
    def fingerprint(self) -> bytes:
        """What differs as soon as any of its files was changed, is new or gone."""
        return blake2b(msgspec.msgpack.encode([self.sources, self.catalogues])).digest()[:16]

    @property
    def stamps(self) -> list[bytes]:
        """The stamps of all items and of the catalogues that have one, sorted."""
        items = {os.path.splitext(name)[0] for name in self.sources}  # noqa: PTH122
        prefix = f"{self.path}/" if self.path else ""
        found = [
            stamp
            for stamps in self.catalogues.values()
            for item, stamp in stamps.items()
            if item[len(prefix) :] in items
        ]
        return sorted([*self.sources.values(), *found])


def folders(project: Project) -> Iterator[Folder]:
    """Every folder of a project, a parent before what is in it.

    Raises:
        TranslatorError: A folder can't be read.
    """
    waiting = [""]
    while waiting:
        folder = Folder(waiting.pop())
        inside: set[str] = set()
        if "/_" not in f"/{folder.path}":
            content = os.path.join(project.content, folder.path)  # noqa: PTH118 - for many files
            _look(content, "._", _source_keeper(folder.sources, project), inside)
            _join_sidecars(folder.sources)
        prefix = f"{folder.path}/" if folder.path else ""
        for language in project.languages:
            found: dict[str, bytes] = {}
            base = os.path.join(project.locales, language, NEWS, folder.path)  # noqa: PTH118
            _look(base, ".", _catalogue_keeper(found, prefix), inside)
            if found:
                folder.catalogues[language] = found
        yield folder
        waiting += (prefix + name for name in sorted(inside, reverse=True))


def _look(
    folder: str, hidden: str, keep: Callable[[os.DirEntry[str]], None], inside: set[str]
) -> None:
    """Show every file of a folder to `keep`; names of its folders go into `inside`."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name[0] in hidden:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    inside.add(entry.name)
                    continue
                try:
                    keep(entry)
                except FileNotFoundError:  # gone meanwhile, or a link to nothing
                    continue
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise TranslatorError(
            phrase("can't be read: {reason}", reason=reason(error)),
            path=folder,
            remedy=phrase("Mend the folder's rights."),
        ) from None


def _source_keeper(found: dict[str, bytes], project: Project) -> Callable[[os.DirEntry[str]], None]:
    def keep(entry: os.DirEntry[str]) -> None:
        if project.takes(entry) or entry.name.endswith(_SIDECAR):
            found[entry.name] = pack(entry.stat())

    return keep


def _catalogue_keeper(found: dict[str, bytes], prefix: str) -> Callable[[os.DirEntry[str]], None]:
    def keep(entry: os.DirEntry[str]) -> None:
        name = entry.name
        if name.endswith(".po"):
            found[prefix + name[:-3]] = pack(entry.stat())

    return keep


def _join_sidecars(sources: dict[str, bytes]) -> None:
    """What a file beside an item says of it is part of the item."""
    sidecars = [name for name in sources if name.endswith(_SIDECAR)]
    for sidecar in sidecars:
        stamp = sources.pop(sidecar)
        stem = sidecar[: -len(_SIDECAR)]
        for suffix in FORMATS:
            if (name := stem + suffix) in sources:
                sources[name] += stamp
