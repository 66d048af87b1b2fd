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
from translator.publish.records import Held, ItemList, Record
from translator.publish.site import Theme
from translator.publish.stage import Deciding
from translator.publish.versions import FOLDER, NewVersion, Versions
from translator.storage import locked

PREVIEW = "preview"
"""The folder, in the output folder, that gets the preview."""

__all__ = ["PREVIEW", "Held", "Publication", "Record", "compile_items", "entries_of", "shown"]


@dataclass(slots=True)
class Publication:
    """What `compile` did.

    Attributes:
        folder: Where it all is.
        published: How many items are out, by language.
        held: What was held back.
        errors: Items and catalogues that can't be read; they are held back.
        changed: Whether there was anything to do.
    """

    folder: Path
    published: dict[str, int] = field(default_factory=dict)
    held: list[Held] = field(default_factory=list)
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
        [held for held in memory.held() if held.lang in chosen],
        [problem.error() for problem in memory.problems(chosen)],
        changed,
    )


class _Last:
    """An item as it was published last, by language, also under a name that it had then."""

    def __init__(
        self, versions: Versions, before: Memory | None, former: Mapping[str, str]
    ) -> None:
        self._before = before
        self._former: dict[str, list[str]] = {}
        for old, new in former.items():
            self._former.setdefault(new, []).append(old)
        self._listed: dict[str, dict[str, Record]] = {}
        if before is None:
            for lang, record in _listed(versions.current):
                self._listed.setdefault(record.id, {})[lang] = record

    def __call__(self, item: str) -> dict[str, Record]:
        found: dict[str, Record] = {}
        for name in (*self._former.get(item, ()), item):
            found |= {
                lang: msgspec.structs.replace(record, id=item)
                for lang, record in self._of(name).items()
            }
        return found

    def _of(self, item: str) -> dict[str, Record]:
        return self._before.records(item) if self._before else self._listed.get(item, {})


def _listed(folder: Path) -> Iterator[tuple[str, Record]]:
    """What `items.json` of a version says that has no memory, as far as it can be believed."""
    for path in sorted(folder.glob("*/items.json")):
        try:
            listing = msgspec.json.decode(path.read_bytes(), type=ItemList)
        except (OSError, msgspec.DecodeError):
            continue
        inside = path.parent.resolve()
        for record in listing.items:
            place = (inside / record.path).resolve()
            if place.is_relative_to(inside) and place.is_file():
                yield path.parent.name, record
