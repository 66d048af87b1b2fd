"""Every PO and MO file of the five languages that this machine has, taken into a memory.

    python -m benchmarks.real_catalogues [FOLDER ...]

Each is imported as `memory import` does it, or refused with a message; none may change, none may
crash. Without folders, those where packages put them are searched. For many more of them, unpack
some packages first: `apt-get download gettext iso-codes python3-django …; dpkg -x … FOLDER`.
"""

from __future__ import annotations

import hashlib
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from translator.catalogue import Catalogue
from translator.errors import TranslatorError
from translator.memory.library import import_file
from translator.project import find

USUAL = (Path("/usr/share/locale"), Path("/usr/lib/python3/dist-packages"))
LANGUAGES = ("ka", "tg", "ru", "kk", "ky")
_NAMED = re.compile(rf"(?:^|[/._-])({'|'.join(LANGUAGES)})(?:[_@][A-Za-z@]+)?(?=[/.])")
_CHARSET = re.compile(rb"charset=([^\s\\\";]+)", re.IGNORECASE)


@dataclass
class Outcome:
    """What became of the files.

    Attributes:
        units: Units taken in, by language.
        charsets: Files by charset.
        refused: Why files were refused.
        opened: PO files that are read as catalogues, too, and those that are not.
        changed: Files that are no longer what they were; there must be none.
    """

    files: int = 0
    units: Counter[str] = field(default_factory=Counter)
    charsets: Counter[str] = field(default_factory=Counter)
    refused: list[str] = field(default_factory=list)
    opened: Counter[bool] = field(default_factory=Counter)
    changed: list[Path] = field(default_factory=list)


def catalogues(folders: Iterable[Path]) -> list[tuple[Path, str]]:
    """The files below the folders, and their languages as their paths have them."""
    return [
        (path, named[1])
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".po", ".mo", ".gmo")
        and path.is_file()
        and (named := _NAMED.search(path.relative_to(folder).as_posix()))
    ]


def take_in(files: Iterable[tuple[Path, str]], root: Path) -> Outcome:
    """Import each file into a new project's memory.

    Args:
        files: The files with their languages.
        root: An empty folder for the project.
    """
    languages = ", ".join(f'"{language}"' for language in LANGUAGES)
    (root / "translator.toml").write_text(f'[project]\nname = "B"\nlanguages = [{languages}]\n')
    (root / "content").mkdir()
    project = find(root, explicit=True)
    result = Outcome()
    for path, language in files:
        data = path.read_bytes()
        before = hashlib.sha256(data).digest()
        charset = _CHARSET.search(data)
        result.charsets[charset[1].decode("ascii", "replace").upper() if charset else "none"] += 1
        result.files += 1
        try:
            done = import_file(project, path, language=language, replace=True)
            result.units += done.scope.taken if done.scope else Counter()
        except TranslatorError as error:
            result.refused.append(str(error))
        if path.suffix == ".po":
            try:
                Catalogue.loads(data, path)
                result.opened[True] += 1
            except TranslatorError:
                result.opened[False] += 1
        if hashlib.sha256(path.read_bytes()).digest() != before:
            result.changed.append(path)
    return result


def main() -> None:
    """Take in what is found and say what became of it."""
    folders = [Path(name) for name in sys.argv[1:]] or [path for path in USUAL if path.is_dir()]
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        result = take_in(catalogues(folders), Path(folder))
    seconds = time.perf_counter() - began
    print(f"{result.files:,} files, {result.units.total():,} units in {seconds:.0f} s")
    print("units:", ", ".join(f"{code} {number:,}" for code, number in result.units.most_common()))
    print("charsets:", ", ".join(f"{name} {n}" for name, n in result.charsets.most_common()))
    print(f"PO files that are sound catalogues, too: {result.opened[True]}")
    print(f"refused: {len(result.refused)}; changed: {len(result.changed)}")
    for message in result.refused:
        print(f"  {message}")
    if result.changed:
        sys.exit(1)


if __name__ == "__main__":
    main()
