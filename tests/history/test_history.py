"""Whatever happens in whatever order, no accepted text disappears, and no other one counts.

HISTORY_STEPS=500 HISTORY_SEEDS=1,2,3 pytest tests/history
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.history.newsroom import Newsroom

STEPS = int(os.environ.get("HISTORY_STEPS", "100"))
SEEDS = [int(seed) for seed in os.environ.get("HISTORY_SEEDS", "20261122").split(",")]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_random_history(tmp_path: Path, seed: int) -> None:
    root = tmp_path / "desk"
    root.mkdir()
    newsroom = Newsroom(root, seed)
    for _ in range(STEPS):
        newsroom.step()
        try:
            newsroom.check()
        except Exception as error:
            error.add_note("\n".join(newsroom.log))
            raise
    assert newsroom.accepted["main"], "nobody translated anything"
