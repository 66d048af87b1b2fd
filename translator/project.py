"""A project on disk: its config, its folders and which items it has."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

from translator import config, formats
from translator.config import Config
from translator.errors import TranslatorError
from translator.item import Item
from translator.message import phrase
from translator.metadata import Reading

NEWS = "news"
"""The folder below `locales/<lang>` that holds the items' catalogues."""
TERMBASE = "glossary.po"
"""The file in `locales/<lang>` that holds its terms."""
HIDDEN = (".", "_")
"""How names of files and folders begin that are no items and hold none."""


@dataclass(frozen=True)
class Project:
    """A project folder with its validated config."""

    root: Path
    config: Config

    @property
    def languages(self) -> list[str]:
        """The target languages' codes, in the config's order."""
        return self.config.project.languages

    @property
    def source_language(self) -> str:
        """The language that items are in where nothing says otherwise."""
        return self.config.project.source_language

    @property
    def content(self) -> Path:
        """The folder of the source items."""
        return self.root / self.config.project.content

    @property
    def locales(self) -> Path:
        """The folder of the catalogues."""
        return self.root / self.config.project.locales

    @property
    def memory(self) -> Path:
        """The folder of the files that were imported into the translation memory."""
        return self.root / self.config.project.memory

    @property
    def output(self) -> Path:
        """The folder that `compile` writes."""
        return self.root / self.config.project.output

    @cached_property
    def reading(self) -> Reading:
        """How items' metadata are understood."""
        return Reading(
            ZoneInfo(self.config.project.time_zone), self.source_language, tuple(self.languages)
        )

    @property
    def base_url(self) -> str:
        """Where the published items will stand, with a slash at the end; empty if not known."""
        url = self.config.project.base_url
        return url if not url or url.endswith("/") else f"{url}/"

    @property
    def locks(self) -> Path:
        """The folder of the lock files."""
        return self.root / ".translator" / "locks"

    def catalogue_path(self, language: str, item: str) -> Path:
        """Where the catalogue of an item in a language is kept."""
        return self.root / self.catalogue_name(language, item)

    def catalogue_name(self, language: str, item: str) -> str:
        """The same, relative to the project, as reports and the index name it."""
        return f"{self._locales_name}/{language}/{NEWS}/{item}.po"

    def place_of(self, catalogue: str) -> tuple[str, str]:
        """The language and the item of a catalogue, by the name that `catalogue_name` gives it."""
        language, _, name = catalogue.removeprefix(f"{self._locales_name}/").partition(f"/{NEWS}/")
        return language, name.removesuffix(".po")

    def termbase_path(self, language: str) -> Path:
        """Where the termbase of a language is kept."""
        return self.locales / language / TERMBASE

    @cached_property
    def _locales_name(self) -> str:
        return PurePosixPath(self.config.project.locales).as_posix()

    @cached_property
    def _content_name(self) -> str:
        return PurePosixPath(self.config.project.content).as_posix()

    def relative(self, path: Path) -> str:
        """A path inside the project as reports show it."""
        return path.relative_to(self.root).as_posix()

    @cached_property
    def items(self) -> list[Item]:
        """All items, ordered by id, as they were when this was asked first.

        Raises:
            TranslatorError: The content folder is missing, or two files make one item.
        """
        self.check_content()
        found: dict[str, Item] = {}
        waiting = [""]
        while waiting:
            folder = waiting.pop()
            with os.scandir(self.content / folder) as entries:
                for entry in entries:
                    name = folder + entry.name
                    if entry.is_dir(follow_symlinks=False):
                        if not entry.name.startswith(HIDDEN):
                            waiting.append(f"{name}/")
                    elif self.takes(entry):
                        item = self.item(name)
                        if item.id in found:
                            raise item.twice(found[item.id])
                        found[item.id] = item
        return [found[name] for name in sorted(found)]

    def check_content(self) -> None:
        """Raise a TranslatorError where the content folder is missing."""
        if not self.content.is_dir():
            raise TranslatorError(
                phrase("the content folder is missing"),
                path=self.content,
                remedy=phrase(
                    "Create it, or set [project] content in {file}.", file=config.CONFIG_NAME
                ),
            )

    def takes(self, entry: os.DirEntry[str]) -> bool:
        """Whether a file below the content folder is an item's; a link out of there is not."""
        if entry.name.startswith(HIDDEN) or not formats.known(entry.name) or not entry.is_file():
            return False
        return not entry.is_symlink() or Path(entry.path).resolve().is_relative_to(
            self.content.resolve()
        )

    def item(self, name: str) -> Item:
        """The item of a file, by its path below the content folder, with `/` between folders."""
        return Item(
            os.path.splitext(name)[0],  # noqa: PTH122 - ten times as fast, for many items
            self.content / name,
            f"{self._content_name}/{name}",
            self.config.formats,
            self.reading,
        )

    def item_of(self, source: str) -> Item:
        """The item of a file, by its path in the project."""
        return self.item(source.removeprefix(f"{self._content_name}/"))

    def select_items(self, patterns: tuple[str, ...]) -> list[Item]:
        """The items that match any of the glob patterns (or paths); all where there is none.

        Raises:
            TranslatorError: A pattern matches nothing.
        """
        if not patterns:
            return self.items
        chosen: dict[str, Item] = {}
        for pattern in patterns:
            found = self._named(pattern.removeprefix("./"))
            if not found:
                raise TranslatorError(
                    phrase("no item matches {pattern}", pattern=repr(pattern)),
                    remedy=phrase(
                        "Items are named by their path below {folder}/ "
                        "without the extension; `translator status` lists them.",
                        folder=self.config.project.content,
                    ),
                )
            chosen |= {item.id: item for item in found}
        return [chosen[name] for name in sorted(chosen)]

    def _named(self, pattern: str) -> list[Item]:
        """The items that a pattern is about; one name is looked up without a look at all items."""
        if re.search(r"[*?]", pattern):
            return [item for item in self.items if matches(item.id, pattern)]
        source = pattern.removeprefix(f"{self._content_name}/")
        by_source = self.find_item(os.path.splitext(source)[0])  # noqa: PTH122
        found = [self.find_item(pattern), by_source]
        return [item for item in found if item and pattern in (item.id, item.source)]

    def find_item(self, name: str) -> Item | None:
        """The item of an id, as it is now; None where there is none.

        Raises:
            TranslatorError: Two files make it.
        """
        *folders, stem = name.split("/")
        if not all(folders) or any(part.startswith(HIDDEN) or part == ".." for part in folders):
            return None
        try:
            with os.scandir(self.content.joinpath(*folders)) as entries:
                found = [
                    self.item("/".join((*folders, entry.name)))
                    for entry in entries
                    if os.path.splitext(entry.name)[0] == stem and self.takes(entry)  # noqa: PTH122
                ]
        except OSError:
            return None
        if len(found) > 1:
            raise found[0].twice(found[1])
        return found[0] if found else None

    def select_languages(self, codes: tuple[str, ...]) -> list[str]:
        """The target languages named, in the config's order; all where none is named.

        Raises:
            TranslatorError: A code is none of the project's languages.
        """
        for code in codes:
            if code not in self.languages:
                raise TranslatorError(
                    phrase("{value} is none of the project's languages", value=repr(code)),
                    remedy=phrase("They are: {languages}.", languages=", ".join(self.languages)),
                )
        return [code for code in self.languages if not codes or code in codes]


def matches(item: str, pattern: str) -> bool:
    """Whether an item's id fits a glob; `*` stops at `/`, `**` does not."""
    regex = re.escape(pattern).replace(r"\*\*", ".*").replace(r"\*", "[^/]*").replace(r"\?", "[^/]")
    return re.fullmatch(regex, item) is not None


def find(start: Path | None, *, explicit: bool = False) -> Project:
    """Open the project of a folder.

    Args:
        start: The folder; its nearest parent with a config file is the project.
        explicit: The folder itself must be the project.

    Raises:
        TranslatorError: There is no config file, or it is wrong.
    """
    folder = (start or Path.cwd()).resolve()
    candidates = [folder] if explicit else [folder, *folder.parents]
    for candidate in candidates:
        path = candidate / config.CONFIG_NAME
        if path.is_file():
            return Project(candidate, config.load(path))
    raise TranslatorError(
        f"no {config.CONFIG_NAME} here" + ("" if explicit else " or in any folder above"),
        path=folder,
        remedy="Name the project's folder with -C, or begin one: translator init",
    )
