"""The last stage: accepted text becomes localised items and a site, ready to publish.

Nothing below the state that the config asks for gets out; a preview, which is for translators, has
everything, with what nobody reviewed marked. See docs/publishing.md.
"""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby, islice
from operator import attrgetter
from pathlib import Path

import msgspec

from translator import former
from translator.errors import TranslatorError
from translator.project import Project
from translator.publish import clock, lists
from translator.publish.decide import Policy, entries_of, shown
from translator.publish.memory import Memory
from translator.publish.order import Order, changed, names_of
from translator.publish.pages import write_site
from translator.publish.records import Held, Record
from translator.publish.site import Theme
from translator.publish.stage import Deciding
from translator.publish.versions import FOLDER, NewVersion, Versions
from translator.storage import locked

FIRST_HELD = 40
"""Items that are told of one by one."""
PREVIEW = "preview"
"""The folder, in the output folder, that gets the preview."""

__all__ = ["PREVIEW", "Held", "Publication", "Record", "compile_items", "entries_of", "shown"]


@dataclass(slots=True)
class Publication:
    """What `compile` did.

    Attributes:
        folder: Where it all is.
        published: How many items are out, by language.
        held: What was held back, of the first `FIRST_HELD` items.
        held_times: How often an item was held back in a language.
        held_items: How many items were held back in any language.
        errors: Items and catalogues that can't be read; they are held back.
        changed: Whether there was anything to do.
    """

    folder: Path
    published: dict[str, int] = field(default_factory=dict)
    held: list[Held] = field(default_factory=list)
    held_times: int = 0
    held_items: int = 0
    errors: list[TranslatorError] = field(default_factory=list)
    changed: bool = True


def compile_items(
    project: Project,
    *,
    languages: tuple[str, ...] = (),
    output: Path | None = None,
    state: str | None = None,
    now: dt.datetime | None = None,
    preview: bool = False,
) -> Publication:
    """Write what may be published in each language, and say what may not and why.

    Args:
        project: The project.
        languages: Target languages to decide on; all where there is none. The others stay as they
            were published last.
        output: The folder to write, where it is not to be the config's.
        state: `approved` or `translated`, where it is not to be the config's.
        now: The moment that `publish-after` is compared with; the environment's or the clock's
            where none is given.
        preview: Write everything into the folder `preview`, what nobody reviewed marked.

    Raises:
        TranslatorError: The items can't be listed, a language or a template is wrong, or the output
            can't be written.
    """
    folder = output or project.output
    if preview:
        folder = folder / PREVIEW
    settings = project.config.publish
    policy = Policy(state or settings.state, settings.incomplete == "source", preview)
    order = Order(
        project,
        tuple(project.select_languages(languages)),
        policy,
        now or clock.now(project),
        former.read(project),
    )
    theme = Theme(project.root / settings.templates, settings.templates)
    with locked(folder / FOLDER, project.locks, anywhere=True):
        try:
            return _compile(order, theme, folder)
        except sqlite3.DatabaseError as error:
            raise TranslatorError(
                f"can't be written or read: {error}",
                path=folder / FOLDER,
                remedy="The output was left as it was. Free space or mend the rights; the files "
                "*.db in this folder may be deleted.",
            ) from None


def _compile(order: Order, theme: Theme, folder: Path) -> Publication:
    versions = Versions(folder)
    if order.policy.preview and not (folder / FOLDER).is_dir():
        shutil.rmtree(folder, ignore_errors=True)  # an earlier version's: nothing in it is kept
    versions.adopt(order.project.languages)
    before = versions.memory()
    try:
        if before and _up_to_date(order, theme, versions, before):
            versions.show()
            return _publication(order, folder, before, changed=False)
        version = NewVersion(versions, before)
        try:
            deciding = Deciding(order, version, _Last(versions, before, order.former))
            deciding.run()
            lists.write(write_site(order, theme, version, deciding), version)
            version.memory.set("theme", theme.digest)
            version.memory.set("former", names_of(order))
            result = _publication(order, folder, version.memory, changed=True)
        except BaseException:
            version.abandon()
            raise
        version.finish()
        return result
    finally:
        if before:
            before.close()


def _up_to_date(order: Order, theme: Theme, versions: Versions, before: Memory) -> bool:
    return (
        before.get("theme") == theme.digest
        and not changed(order, before)
        and versions.whole(before)
    )


def _publication(order: Order, folder: Path, memory: Memory, *, changed: bool) -> Publication:
    counts = memory.counts()
    chosen = set(order.languages)
    return Publication(
        folder,
        {lang: counts.get(lang, 0) for lang in order.languages},
        _first_held(memory, chosen),
        *memory.count_held(chosen),
        [problem.error() for problem in memory.problems(chosen)],
        changed,
    )


def _first_held(memory: Memory, chosen: set[str]) -> list[Held]:
    """What was held back in some languages, of the first items: all may be very many."""
    held = (each for each in memory.held() if each.lang in chosen)
    items = islice(groupby(held, key=attrgetter("item")), FIRST_HELD)
    return [each for _, group in items for each in group]


class _Last:
    """An item as it was published last, by language, also under a name that it had then."""

    def __init__(
        self, versions: Versions, before: Memory | None, former: Mapping[str, str]
    ) -> None:
        self._before = before
        self._former: dict[str, list[str]] = {}
        for old, new in former.items():
            self._former.setdefault(new, []).append(old)
        self._listed: dict[str, dict[str, bytes]] = {}
        if before is None:
            for lang, item, record in _listed(versions.current):
                self._listed.setdefault(item, {})[lang] = record

    def __call__(self, item: str) -> dict[str, Record]:
        found: dict[str, Record] = {}
        for name in (*self._former.get(item, ()), item):
            found |= {
                lang: msgspec.structs.replace(record, id=item)
                for lang, record in self._of(name).items()
            }
        return found

    def _of(self, item: str) -> dict[str, Record]:
        if self._before:
            return self._before.records(item)
        listed = self._listed.get(item, {})
        return {lang: msgspec.json.decode(each, type=Record) for lang, each in listed.items()}


class _Listed(msgspec.Struct):
    """The file `items.json`, its items not decoded yet: they may be very many."""

    items: list[msgspec.Raw]


def _listed(folder: Path) -> Iterator[tuple[str, str, bytes]]:
    """What `items.json` of a version says that has no memory, as far as it can be believed.

    Yields:
        The language, the item, and its record as JSON.
    """
    for path in sorted(folder.glob("*/items.json")):
        inside = path.parent.resolve()
        try:
            listing = msgspec.json.decode(path.read_bytes(), type=_Listed)
            for item in listing.items:
                record = msgspec.json.decode(item, type=Record)
                place = (inside / record.path).resolve()
                if place.is_relative_to(inside) and place.is_file():
                    yield path.parent.name, record.id, bytes(item)
        except (OSError, msgspec.DecodeError):
            continue
