"""Files that are wholly old or wholly new."""

from __future__ import annotations

import resource
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from translator.errors import TranslatorError
from translator.storage import locked, write_atomically


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_a_write_replaces_the_whole_file_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a" / "x.po"
    write_atomically(path, b"one")
    path.chmod(0o640)
    write_atomically(path, b"two")
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o640
    assert names(path.parent) == ["x.po"]


def test_a_full_disk_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    path = tmp_path / "x.po"
    write_atomically(path, b"old")
    # A child process, as the limit on file sizes can't be taken back.
    script = textwrap.dedent(
        """
        import pathlib, resource, signal, sys
        from translator.errors import TranslatorError
        from translator.storage import write_atomically
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        try:
            write_atomically(pathlib.Path(sys.argv[1]), b"x" * 5000)
        except TranslatorError as error:
            print(error)
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True
    )
    assert "x.po: can't be written" in done.stdout
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["x.po"]
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY


def test_a_lock_keeps_others_out_and_dies_with_its_holder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("translator.storage._LOCK_SECONDS", 0.2)
    path, locks = tmp_path / "x.po", tmp_path / "locks"
    script = textwrap.dedent(
        """
        import pathlib, sys
        from translator.storage import locked
        with locked(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])):
            print("held", flush=True)
            sys.stdin.read()
        """
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(path), str(locks)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(TranslatorError, match="in use"), locked(path, locks):
            pass
        with locked(tmp_path / "y.po", locks):
            pass
        holder.kill()
        holder.wait()
    with locked(path, locks):
        pass


def test_the_locks_of_many_files_are_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("translator.storage._LOCK_DIGITS", 1)
    locks = tmp_path / ".translator" / "locks"
    for number in range(100):
        with locked(tmp_path / f"{number}.po", locks):
            pass
    assert len(names(locks)) == 16
