"""The merge driver: files in, file out, and how git learns of it."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

from translator.catalogue import Catalogue
from translator.errors import TranslatorError
from translator.merge import merge
from translator.storage import write_atomically


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a merge.

    Attributes:
        conflicts: Sources of the entries that both sides changed.
        set_aside: Where a catalogue of another language was put that git took for an earlier name
            of this one.
    """

    conflicts: list[str]
    set_aside: Path | None = None


def merge_files(base: Path, ours: Path, theirs: Path, name: str) -> Outcome:
    """Merge three catalogue files; the result replaces `ours`.

    Catalogues of one item are much alike in all languages, so git may take the Russian one for what
    the Kazakh one was called before its item was renamed. They are not mixed: what does not belong
    here is put, as it is, where its own language has its catalogues.

    Args:
        base: What both started from.
        ours: The one side.
        theirs: The other side.
        name: The path of the result in the work tree.

    Raises:
        TranslatorError: One of them is no sound catalogue, or the result can't be written.
    """
    was, our, their = (Catalogue.load(path) for path in (base, ours, theirs))
    languages = [_language_of(catalogue) for catalogue in (our, their)]
    folders = Path(name).parts
    if languages[0] != languages[1] and {*languages} & {*folders} and all(languages):
        right, wrong = (our, their) if languages[0] in folders else (their, our)
        aside = None
        if wrong.dump() != was.dump():
            aside = _place_of(wrong, right, Path(name))
            write_atomically(aside, wrong.dump())
        write_atomically(ours, right.dump())
        return Outcome([], aside)
    merged = merge(was, our, their)
    write_atomically(ours, merged.catalogue.dump())
    return Outcome(merged.conflicts)


def _place_of(catalogue: Catalogue, other: Catalogue, place: Path) -> Path:
    """Where a catalogue belongs, told from where another one does; a name that is not taken."""
    folders = list(place.parent.parts)
    at = folders.index(_language_of(other))
    inside = len(place.parts) - at - 2  # the language's folder and that of the news
    source = Path(catalogue.header("X-Source") or place.name)
    item = source.parts[max(0, len(Path(other.header("X-Source") or "").parts) - inside) :]
    folder = Path(*folders[:at], _language_of(catalogue), folders[at + 1])
    wanted = folder.joinpath(*item or place.parts[-1:]).with_suffix(".po")
    numbered = (wanted.with_stem(f"{wanted.stem}-{number}") for number in count(2))
    return next(path for path in chain([wanted], numbered) if not path.exists())


def _language_of(catalogue: Catalogue) -> str:
    """The language in the header, without the country that other tools write."""
    return re.split("[_@-]", catalogue.header("Language") or "")[0]


def merge_lines(base: Path, ours: Path, theirs: Path) -> bool:
    """Merge as git would have without us, conflict markers included; says whether it was clean."""
    command = ["git", "merge-file", *map(str, (ours, base, theirs))]
    return subprocess.run(command, check=False).returncode == 0  # noqa: S603


def set_up(root: Path, locales: str) -> list[str]:
    """Install the driver for a clone.

    Args:
        root: The project's folder, inside a git work tree.
        locales: The folder of the catalogues, relative to it.

    Returns:
        What was done, one line each.

    Raises:
        TranslatorError: It is no git work tree, or git is not installed.
    """
    driver = f"{shlex.quote(sys.executable)} -m translator merge-driver %O %A %B %P"
    settings = {"merge.translator.name": "catalogues by entry", "merge.translator.driver": driver}
    for key, value in settings.items():
        try:
            command = ["git", "-C", str(root), "config", "--local", key, value]
            subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
        except FileNotFoundError:
            raise TranslatorError("git is not installed", remedy="Install git.") from None
        except subprocess.CalledProcessError as error:
            raise TranslatorError(
                f"git refused: {error.stderr.strip()}", path=root, remedy="Run `git init` first."
            ) from None
    rule = f"/{locales}/**/*.po merge=translator"
    attributes = root / ".gitattributes"
    text = attributes.read_text(encoding="utf-8") if attributes.exists() else ""
    if rule in text.splitlines():
        return ["This clone merges catalogues by entry."]
    write_atomically(
        attributes, (text + "\n" * (text != "" and text[-1] != "\n") + f"{rule}\n").encode()
    )
    return [
        "This clone merges catalogues by entry.",
        "Commit .gitattributes; each other clone needs `translator git-setup` once.",
    ]
