"""Output that is swapped in as a whole.

    build/.versions/a, b         two versions: the one that is out, and the one before or after it
    build/.versions/a.db, b.db   what they were made of
    build/.versions/current      a link to the one that is out
    build/ka, build/site …       links to what is in `current`

A new version is made in the folder that is not out, then one rename points `current` at it: a web
server, or anyone, sees all of the old output or all of the new one, even if the program is killed.
Files that did not change are hard links to those that are out; a version costs what changed.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Collection, Iterable
from hashlib import blake2b
from pathlib import Path

from translator.errors import TranslatorError
from translator.publish.memory import Memory

FOLDER = ".versions"
_FIRST, _SECOND = "a", "b"


class Versions:
    """The versions of one output folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._base = folder / FOLDER
        self._link = self._base / "current"

    @property
    def current(self) -> Path:
        """The folder of the version that is out; it is missing before the first one."""
        return self._base / self._name()

    @property
    def other(self) -> Path:
        """The folder in which the next version is made."""
        return self._base / (_SECOND if self._name() == _FIRST else _FIRST)

    def _name(self) -> str:
        with contextlib.suppress(OSError):
            return _SECOND if str(self._link.readlink()) == _SECOND else _FIRST
        return _SECOND  # so that the first version is made in the first folder

    def memory(self) -> Memory | None:
        """What the version that is out was made of, where that is known."""
        return Memory.load(_memory_of(self.current))

    def whole(self, memory: Memory) -> bool:
        """Whether nobody put anything into the version that is out, or took anything away."""
        try:
            return all(
                (self.current / path).stat().st_mtime_ns == modified
                for path, modified in memory.made()
            )
        except OSError:
            return False

    def adopt(self, names: Collection[str]) -> None:
        """Take over what an earlier version of this program wrote into plain folders.

        Args:
            names: The languages.

        Raises:
            TranslatorError: A folder that is not ours stands in the way.
        """
        for name in names:
            place = self.folder / name
            if place.is_symlink() or not place.exists():
                continue
            if not (place / "items.json").is_file():
                raise TranslatorError(
                    "is in the way: it was not written by compile",
                    path=place,
                    remedy="Move it somewhere else, or choose another folder with --output.",
                )
            taken = self._base / _FIRST / name
            taken.parent.mkdir(parents=True, exist_ok=True)
            place.rename(taken)
            if not self._link.is_symlink():
                self._link.symlink_to(_FIRST)

    def show(self) -> None:
        """See to it that each part of the version that is out has its link."""
        names = {path.name for path in self.current.iterdir()}
        for name in sorted(names):
            place = self.folder / name
            wanted = Path(FOLDER, "current", name)
            if place.is_symlink() and place.readlink() == wanted:
                continue
            if place.is_dir() and not place.is_symlink():
                raise TranslatorError(
                    "is in the way: it was not written by compile",
                    path=place,
                    remedy="Move it somewhere else, or choose another folder with --output.",
                )
            _point(place, wanted)
        for place in self.folder.iterdir():
            ours = place.is_symlink() and place.readlink().parts[:1] == (FOLDER,)
            if ours and place.name not in names:
                place.unlink()

    def swap(self) -> None:
        """Let the version in `other` be the one that is out."""
        os.sync()
        _point(self._link, Path(self.other.name))
        self.show()


class NewVersion:
    """A version while it is made.

    Attributes:
        memory: What it is made of.
        before: What the version that is out was made of, where that is known.
        folder: Where it is made.
    """

    def __init__(self, versions: Versions, before: Memory | None) -> None:
        self._versions = versions
        self.before = before
        self.folder = versions.other
        self._out = versions.current
        self._here, self._there = f"{self.folder}{os.sep}", f"{self._out}{os.sep}"
        base = self.folder.parent
        try:
            base.mkdir(parents=True, exist_ok=True)
            # Without its memory a folder that a killed run has left half changed is never trusted.
            self._unfinished = base / "new.db"
            self._memory = _memory_of(self.folder)
            self._spare = Memory.load(self._memory)
            if self._spare is None:
                shutil.rmtree(self.folder, ignore_errors=True)
            self._memory.unlink(missing_ok=True)
            self.folder.mkdir(exist_ok=True)
            self.memory = Memory.new(self._unfinished)
        except OSError as error:
            raise _unwritable(error, base) from None
        self._folders: set[str] = set()

    def put(self, path: str, key: bytes, make: Callable[[], bytes | Path]) -> None:
        """Add a file.

        Args:
            path: Below the version's folder.
            key: What it is made from: the same key, the same bytes.
            make: Makes it, or a file to be moved to its place; called where neither version has
                it already.

        Raises:
            TranslatorError: It can't be written, or what `make` raises.
        """
        try:
            self.memory.add_file(path, key)
        except sqlite3.IntegrityError:
            raise TranslatorError(
                f"two items would both be written to {path}", remedy="Rename one of them."
            ) from None
        target = f"{self._here}{path}"  # a string: there are very many
        parent = path.rpartition("/")[0]
        try:
            if self._spare and self._spare.key(path) == key and os.path.exists(target):  # noqa: PTH110
                self._folders.add(parent)
                return
            if parent not in self._folders:
                Path(target).parent.mkdir(parents=True, exist_ok=True)
                self._folders.add(parent)
            # Never written in place: the same file may be out, under its name in the other folder.
            with contextlib.suppress(FileNotFoundError):
                os.unlink(target)  # noqa: PTH108
            same = self.before is not None and self.before.key(path) == key
            if same and _link(f"{self._there}{path}", target):
                return
            made = make()
            if isinstance(made, Path):
                made.replace(target)
            else:
                Path(target).write_bytes(made)
        except OSError as error:
            raise _unwritable(error, Path(target)) from None

    def put_data(self, path: str, data: bytes) -> None:
        """Add a file that is quickly made."""
        self.put(path, blake2b(data, digest_size=16).digest(), lambda: data)

    def put_pieces(self, path: str, pieces: Iterable[bytes]) -> None:
        """Add a file that may be longer than memory; its pieces are made each time."""
        part = self._unfinished.with_name("new.part")
        key = blake2b(digest_size=16)
        try:
            with part.open("wb") as file:
                for piece in pieces:
                    key.update(piece)
                    file.write(piece)
            self.put(path, key.digest(), lambda: part)
            part.unlink(missing_ok=True)
        except OSError as error:
            raise _unwritable(error, part) from None

    def keep(self, path: str) -> bool:
        """Take a file over from the version that is out; False where it has none."""
        place = self._out / path
        if not place.is_file():
            return False
        key = self.before.key(path) if self.before else None
        if key is None:
            key = blake2b(place.read_bytes(), digest_size=16).digest()
        self.put(path, key, place.read_bytes)
        return True

    def read(self, path: str) -> bytes:
        """A file that was put into it."""
        return (self.folder / path).read_bytes()

    def finish(self) -> None:
        """Complete it, and let it be the one that is out where it differs from that."""
        same = (
            self.before is not None
            and self._versions.whole(self.before)
            and self.memory.same_files(self.before)
        )
        folder = self._out if same else self.folder
        try:
            self._sweep()
            for name in sorted(self._folders - {""}):
                self.memory.make(name, (folder / name).stat().st_mtime_ns)
            self.memory.close()
            if same:
                shutil.copyfile(self._unfinished, self._memory)
            self._unfinished.replace(_memory_of(folder))
            if same:
                self._versions.show()
            else:
                self._versions.swap()
            self._close()
        except OSError as error:
            raise _unwritable(error, self.folder) from None

    def abandon(self) -> None:
        """Leave it unfinished; the next run begins anew."""
        self.memory.close()
        self._close()

    def _close(self) -> None:
        if self._spare:
            self._spare.close()

    def _sweep(self) -> None:
        """Take away the files that this version no longer has, and folders without any."""
        for path in self._spare.files() if self._spare else ():
            if self.memory.key(path) is None:
                (self.folder / path).unlink(missing_ok=True)
                parent = path.rpartition("/")[0]
                with contextlib.suppress(OSError):  # up to the first that is not empty
                    while parent:
                        (self.folder / parent).rmdir()
                        parent = parent.rpartition("/")[0]


def _memory_of(version: Path) -> Path:
    return version.with_name(f"{version.name}.db")


def _link(source: str, target: str) -> bool:
    """Give a file a second name, or copy it where that can't be done; False where it is gone."""
    try:
        os.link(source, target)
    except FileNotFoundError:
        return False
    except OSError:
        shutil.copyfile(source, target)
    return True


def _point(link: Path, target: Path) -> None:
    """Make a link, or make it point somewhere else, in one step."""
    new = link.with_name(f".{link.name}.new")
    new.unlink(missing_ok=True)
    try:
        new.symlink_to(target)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise TranslatorError(
            f"a symbolic link can't be made: {error.strerror}",
            path=link,
            remedy="Mend the rights, or choose a folder on a file system that has such links "
            "with --output.",
        ) from None
    new.replace(link)


def _unwritable(error: OSError, path: Path) -> TranslatorError:
    return TranslatorError(
        f"can't be written: {error.strerror or error}",
        path=error.filename or path,
        remedy="The output was left as it was. Free space or mend the rights, then try again.",
    )
