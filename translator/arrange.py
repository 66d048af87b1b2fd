"""Items that lie in one folder by the thousand go into folders by their date.

Nothing of an item is lost on the way: its file, the file beside it and its catalogues move, links
to and from it are written anew, and its former name is noted, so that `compile` leads readers of
its old address to the new one and keeps what was published of it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import quote, unquote

from translator import former
from translator.errors import TranslatorError
from translator.index import ask
from translator.index.queries import stock
from translator.item import Item
from translator.metadata import sidecar
from translator.moves import Move, move
from translator.project import Project
from translator.publish import links
from translator.storage import write_atomically

BY = ("month", "year")
_ABOVE = "/above" * 20
"""Folders above the content folder, for links that lead out of it."""


@dataclass(slots=True)
class Arrangement:
    """What `arrange` did, or would do.

    Attributes:
        moved: The items that moved.
        undated: Items that stay where they are, as they have no date.
        linking: Files whose links follow, by the name they have now.
        errors: Items that could not be read or moved; they stay, the others were done.
    """

    moved: list[Move] = field(default_factory=list)
    undated: list[str] = field(default_factory=list)
    linking: list[str] = field(default_factory=list)
    errors: list[TranslatorError] = field(default_factory=list)


def arrange(
    project: Project, folder: str = "", *, by: str = "month", dry_run: bool = False
) -> Arrangement:
    """Move the items that lie directly in a folder into folders of their year, or year and month.

    It may be stopped at any time and run again: an item is moved wholly or not at all, but for
    catalogues that `extract` finds.

    Args:
        project: The project.
        folder: The folder, below the content folder; empty for that itself.
        by: One of `PATTERNS`.
        dry_run: Change nothing.

    Raises:
        TranslatorError: The items can't be listed, there is no such folder, or the list of former
            names can't be written.
    """
    result = Arrangement()
    folder = f"{folder.strip('/')}/".removeprefix(f"{project.relative(project.content)}/").strip(
        "/"
    )
    if not (project.content / folder).is_dir():
        raise TranslatorError(
            "there is no such folder",
            path=project.content / folder,
            remedy="Name one below the content folder, with / between folders.",
        )
    known = ask(project, stock.places)
    goes: dict[str, str] = {}
    for name, (source, date) in known.items():
        if posixpath.dirname(name) != folder:
            continue
        if not date:
            result.undated.append(name)
            continue
        new = posixpath.join(_place(folder, date, by), posixpath.basename(name))
        if new == name:
            continue
        if new in known:
            result.errors.append(_taken(source, known[new][0]))
        else:
            goes[name] = new
    if goes and not dry_run:
        former.note(project, (Move(old, new) for old, new in goes.items()))
    for item, written in _concerned(project, known, goes, result):
        new = goes.get(item.id, item.id)
        try:
            if not dry_run:
                _carry_out(project, item, new, written)
        except TranslatorError as error:
            result.errors.append(error)
            continue
        if new != item.id:
            result.moved.append(Move(item.id, new))
        if written is not None:
            result.linking.append(new)
    return result


def _place(folder: str, date: str, by: str) -> str:
    """The folder of a year or month in a folder, which may be one of these itself."""
    year, month, *_ = date.split("-")
    parts = [year, month] if by == "month" else [year]
    inside = folder.split("/")
    if inside[-2:] == [year, month] or inside[-len(parts) :] == parts:
        return folder
    return posixpath.join(folder, *(parts[1:] if inside[-1] == year else parts))


def _taken(source: str, other: str) -> TranslatorError:
    return TranslatorError(
        f"would be the same item as {other}", path=source, remedy="Rename one of the two."
    )


def _concerned(
    project: Project,
    known: Mapping[str, tuple[str, str]],
    goes: Mapping[str, str],
    result: Arrangement,
) -> Iterator[tuple[Item, bytes | None]]:
    """The items that move, or link to one that does, and what their files are to be.

    Yields:
        An item as it is now, and its new file; None where that stays as it is.
    """
    if not goes:
        return
    suffixes = {item: Path(source).suffix for item, (source, _) in known.items()}
    languages = (project.source_language, *project.languages)
    addresses = links.Addresses(project.base_url, languages, suffixes)
    for name, (source, _) in known.items():
        item = project.item_of(source)
        try:
            document = item.read()
            text = document.splice([None] * len(document.segments))
            follow = partial(_followed, addresses, goes, name)
            written = links.rewrite(text, item.markup(text), follow)
        except TranslatorError as error:
            result.errors.append(error)
            continue
        if written != text:
            yield item, item.encoded(document, written)
        elif name in goes:
            yield item, None


def _followed(
    addresses: links.Addresses, goes: Mapping[str, str], item: str, address: str
) -> str | None:
    """What an address in an item becomes; None where it stays as it is."""
    if not addresses.may_be_an_item(address):
        return None
    target = addresses.target(item, address)
    there = goes.get(target.item) if target else None
    whole, *tail = re.split(r"(?=[?#])", address, maxsplit=1)
    if target and target.base:
        if there is None:
            return None
        path = whole[len(target.base) :]
        if unquote(path) != target.path:  # the folder of a language stands before it
            path = path.partition("/")[2]
        new = quote(there + target.path[len(target.item) :])
        return whole[: len(whole) - len(path)] + new + "".join(tail)
    if there is None and item not in goes:
        return None
    path = posixpath.join(posixpath.dirname(item), unquote(whole))
    if target and there is not None:
        path = there + target.path[len(target.item) :]
    here = posixpath.dirname(goes.get(item, item))
    new = posixpath.relpath(*(posixpath.normpath(f"{_ABOVE}/{each}") for each in (path, here)))
    return quote(new) + "/" * whole.endswith("/") + "".join(tail)


def _carry_out(project: Project, item: Item, new: str, written: bytes | None) -> None:
    """Move an item with all that is its own, and write what its links are now."""
    if new == item.id:
        if written is not None:
            write_atomically(item.path, written)
        return
    place = project.content / f"{new}{item.path.suffix}"
    beside = sidecar.path_of(item.path)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        # Until the item itself has moved it keeps all it had, whenever the program is stopped.
        if beside.exists():
            write_atomically(sidecar.path_of(place), beside.read_bytes())
        if written is None:
            item.path.rename(place)
        else:
            write_atomically(place, written)
            item.path.unlink()
        beside.unlink(missing_ok=True)
    except OSError as error:
        raise TranslatorError(f"can't be moved: {error.strerror}", path=item.source) from None
    move(project, Move(item.id, new))
