"""What tests of faults share: a project that translators work on, and commands under limits."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import load
from tests.faults.confined import Confined


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    """A project of a few items in five languages, extracted."""
    root = tmp_path / "newsroom"
    root.mkdir()
    load.write_project(root, 6)
    load.run(root, "extract")
    return root


@pytest.fixture
def kills(request: pytest.FixtureRequest) -> int:
    """How often to kill: `--kills`."""
    return int(request.config.getoption("--kills"))


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> random.Random:
    """Where the moments come from: `--seed`."""
    return random.Random(request.config.getoption("--seed"))


@pytest.fixture(scope="module")
def confined() -> Iterator[Confined]:
    """What runs commands under limits of time and memory."""
    server = Confined()
    yield server
    server.close()
