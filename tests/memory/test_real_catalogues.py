"""Catalogues that packages installed here: all are taken in or refused, none is changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.real_catalogues import USUAL, catalogues, take_in

FILES = 60


def test_catalogues_of_this_machine(tmp_path: Path) -> None:
    found = catalogues(path for path in USUAL if path.is_dir())[:FILES]
    if not found:
        pytest.skip("no catalogues of other programs on this machine")
    result = take_in(found, tmp_path)
    assert result.files == len(found)
    assert not result.changed
    assert result.units.total() > 0
    assert len(result.refused) < len(found) / 4
