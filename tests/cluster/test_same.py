"""Drafts of a cluster are those of one machine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cluster.conftest import Newsroom
from tools.loopback import Loopback

SAMPLE = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def cluster(
    tmp_path_factory: pytest.TempPathFactory, packages: dict[str, Path]
) -> Iterator[Loopback]:
    with Loopback(tmp_path_factory.mktemp("cluster")) as started:
        started.start_worker(packages["right"])
        started.start_worker(packages["right"], threads=2)
        yield started


def test_the_sample_s_drafts_are_the_same(newsroom: Newsroom, cluster: Loopback) -> None:
    newsroom.configure("", languages='"ru", "ky"')
    shutil.copytree(SAMPLE / "content", newsroom.root / "content", dirs_exist_ok=True)
    newsroom.run("extract")
    begun = newsroom.root / "begun"
    shutil.copytree(newsroom.root / "locales", begun)
    newsroom.run("draft")
    here = newsroom.tree()
    assert any(b"# draft: argos en-ky" in data for data in here.values())
    shutil.rmtree(newsroom.root / "locales")
    shutil.copytree(begun, newsroom.root / "locales")
    shutil.rmtree(newsroom.root / ".translator")
    result = newsroom.run("draft", "--scheduler", cluster.address)
    assert newsroom.tree() == here
    assert "en-ru: argos en-ru 1.0 drafts" in result.stderr
    again = newsroom.run("draft", "--scheduler", cluster.address)
    assert "0 drafts made in 0 catalogues" in again.stderr
