"""What is kept of a file holds as long as the file does."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from translator import stamps


def test_it_is_made_anew_only_when_the_file_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamps, "_GRAIN", -(10**15))  # as on any later day
    path = tmp_path / "terms.po"
    kept = stamps.Kept[str](2)
    assert kept.get(path, Path.read_text) is None
    path.write_text("one")
    first = kept.get(path, Path.read_text)
    assert first == "one"
    assert kept.get(path, Path.read_text) is first
    other = tmp_path / "new"
    other.write_text("two")
    os.utime(other, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
    other.replace(path)
    assert kept.get(path, Path.read_text) == "two"
    path.unlink()
    assert kept.get(path, Path.read_text) is None


def test_what_was_written_just_now_is_not_trusted(tmp_path: Path) -> None:
    path = tmp_path / "terms.po"
    path.write_text("one")
    kept = stamps.Kept[str](2)
    first = kept.get(path, Path.read_text)
    assert kept.get(path, Path.read_text) is not first


def test_those_asked_for_last_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamps, "_GRAIN", -(10**15))
    paths = [tmp_path / name for name in "abc"]
    made = []

    def make(path: Path) -> str:
        made.append(path.name)
        return path.name

    kept = stamps.Kept[str](2)
    for path in paths:
        path.touch()
    for index in (0, 1, 0, 2, 0, 1):
        kept.get(paths[index], make)
    assert made == ["a", "b", "c", "b"]
