"""The same files through us, po4a, Translate Toolkit and mdpo: to catalogues, and back.

Each tool is a child process (po4a one a file, as it is used), set so that it wraps nothing anew.
What it takes of the processor is counted, less what it takes with no file at all.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from benchmarks.real_files.find import KINDS, Text
from benchmarks.real_files.trees import TREES

_SECONDS = 600
_PER_FILE = 30
_PO4A = {
    "markdown": ("text", "-o", "markdown", "-o", "neverwrap"),
    "commonmark": ("text", "-o", "markdown", "-o", "neverwrap"),
    "html": ("xhtml",),
    "feed": ("xml",),
    "text": ("text", "-o", "neverwrap"),
}
_TOOLKIT = {"markdown": "md", "commonmark": "md", "html": "html", "text": "txt", "json": "json"}
_STEPS = Path(__file__).parent


class Folders(NamedTuple):
    """Where the files, their catalogues and what comes back are."""

    source: Path
    catalogues: Path
    target: Path


class Peer(NamedTuple):
    """A tool: its name and its two steps."""

    name: str
    extract: Callable[[Folders], None]
    back: Callable[[Folders], None]


def compare(
    kind: str, texts: Sequence[Text], toolkit: Path | None, mdpo: Path | None
) -> Iterator[str]:
    """One line a tool: what it extracts, what comes back, and how fast.

    Args:
        kind: The format.
        texts: The files.
        toolkit: A virtual environment with translate-toolkit.
        mdpo: One with mdpo.
    """
    size = sum(len(text.data) for text in texts) / 1e6
    yield f"tool | extracted | byte-identical | same tree | MB/s out, back ({len(texts)} files)"
    for peer in _peers(kind, toolkit, mdpo):
        with tempfile.TemporaryDirectory() as name:
            out, back = _times(peer, _folders(Path(name) / "idle", kind, ()))
            folders = _folders(Path(name) / "busy", kind, texts)
            busy_out, busy_back = _times(peer, folders)
            speed = [
                size / max(busy - idle, 1e-6) for busy, idle in ((busy_out, out), (busy_back, back))
            ]
            yield _line(kind, peer.name, folders, f"{speed[0]:.2f}, {speed[1]:.2f}")


def _folders(place: Path, kind: str, texts: Sequence[Text]) -> Folders:
    """The three folders, with the files in the first."""
    folders = Folders(*(place / part for part in ("source", "po", "back")))
    for folder in folders:
        folder.mkdir(parents=True)
    for number, text in enumerate(texts):
        (folders.source / f"{number:05}{KINDS[kind].suffix}").write_bytes(text.data)
    return folders


def _times(peer: Peer, folders: Folders) -> tuple[float, float]:
    return _timed(peer.extract, folders), _timed(peer.back, folders)


def _peers(kind: str, toolkit: Path | None, mdpo: Path | None) -> Iterator[Peer]:
    yield _in_one("ours", (sys.executable, "-m", "benchmarks.real_files.ours"))
    if kind in _PO4A and shutil.which("po4a"):
        yield Peer("po4a", partial(_po4a, kind, back=False), partial(_po4a, kind, back=True))
    if kind in _TOOLKIT and toolkit:
        yield _translate_toolkit(toolkit / "bin", _TOOLKIT[kind])
    if kind in ("markdown", "commonmark") and mdpo:
        yield _in_one("mdpo", (str(mdpo / "bin/python"), str(_STEPS / "mdpo_steps.py")))


def _in_one(name: str, command: tuple[str, ...]) -> Peer:
    def extract(folders: Folders) -> None:
        _run(*command, "extract", str(folders.source), str(folders.catalogues))

    def back(folders: Folders) -> None:
        _run(*command, "back", *map(str, folders))

    return Peer(name, extract, back)


def _translate_toolkit(programs: Path, kind: str) -> Peer:
    quiet = ("--progress=none", "--errorlevel=none")

    def extract(folders: Folders) -> None:
        program = str(programs / f"{kind}2po")
        _run(program, *quiet, str(folders.source), str(folders.catalogues))

    def back(folders: Folders) -> None:
        program, template = str(programs / f"po2{kind}"), str(folders.source)
        _run(program, *quiet, "-t", template, str(folders.catalogues), str(folders.target))

    return Peer("Translate Toolkit", extract, back)


def _po4a(kind: str, folders: Folders, *, back: bool) -> None:
    for path in sorted(folders.source.iterdir()):
        catalogue = folders.catalogues / f"{path.stem}.po"
        given = ("-f", *_PO4A[kind], "-M", "UTF-8", "-m", str(path), "-p", str(catalogue))
        if not back:
            _run("po4a-updatepo", *given, seconds=_PER_FILE)
        elif catalogue.exists():
            target = folders.target / path.name
            _run("po4a-translate", *given, "-k", "0", "-l", str(target), seconds=_PER_FILE)


def _run(*command: str, seconds: int = _SECONDS) -> None:
    try:
        subprocess.run(command, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        return  # what it has not done counts as not done


def _timed(step: Callable[[Folders], None], folders: Folders) -> float:
    """Seconds of processor time that the child processes of a step took."""
    before = os.times()
    step(folders)
    after = os.times()
    used = after.children_user + after.children_system
    return used - before.children_user - before.children_system


def _line(kind: str, name: str, folders: Folders, speed: str) -> str:
    sources = sorted(folders.source.iterdir())
    extracted = identical = same = 0
    for source in sources:
        found = [*folders.catalogues.glob(f"{source.stem}*")]
        extracted += bool(found and found[0].stat().st_size)
        target = folders.target / source.name
        if target.exists():
            data, back = source.read_bytes(), target.read_bytes()
            identical += data == back
            same += data == back or _same_tree(kind, data, back)
    parts = (extracted, identical, same)
    shares = " | ".join(f"{100 * part / len(sources):.0f} %" for part in parts)
    return f"{name} | {shares} | {speed}"


def _same_tree(kind: str, data: bytes, back: bytes) -> bool:
    try:
        return TREES[kind](data.decode()) == TREES[kind](back.decode())
    except Exception:  # noqa: BLE001 - the other parser can't read one of them
        return False
