"""The merge driver: files in, file out, and how git learns of it."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

from translator.catalogue import Catalogue
from translator.errors import TranslatorError
from translator.merge import merge
from translator.storage import write_atomically


def merge_files(base: Path, ours: Path, theirs: Path) -> list[str]:
    """Merge three catalogue files; the result replaces `ours`.

    Returns:
        Sources of the entries that both sides changed.

    Raises:
        TranslatorError: One of them is no sound catalogue, or the result can't be written.
    """
    catalogues = [Catalogue.load(path) for path in (base, ours, theirs)]
    merged = merge(*catalogues)
    write_atomically(ours, merged.catalogue.dump())
    return merged.conflicts


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
