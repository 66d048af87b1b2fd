"""Checkpoints over real HTTP from something that answers as the Hugging Face hub does."""

from __future__ import annotations

import hashlib
import json
import math
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.models.server import COMMIT, Shop, open_shop
from translator.errors import TranslatorError
from translator.models import hub

REPOSITORY = "someone/model"
FILES = {
    "config.json": b'{"model_type": "marian"}\n',
    "source.spm": b"pieces",
    "pytorch_model.bin": bytes(range(256)) * 4000,
    "README.md": b"not wanted",
    "tf_model.h5": b"not wanted either",
}
WANTED = hub.Wanted(
    REPOSITORY,
    ("config.json", "source.spm", "pytorch_model.bin", "vocab.json"),
    "apache-2.0",
    10**7,
)
WEIGHTS = f"/{REPOSITORY}/resolve/{COMMIT}/pytorch_model.bin"


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    with open_shop() as opened:
        opened.publish(REPOSITORY, FILES)
        monkeypatch.setenv("HF_ENDPOINT", opened.address)
        constants = hub.library().constants
        monkeypatch.setattr(constants, "HF_HUB_DOWNLOAD_TIMEOUT", 0.5)
        monkeypatch.setattr(constants, "DOWNLOAD_CHUNK_SIZE", 1000)
        yield opened


def fetch(place: Path, wanted: hub.Wanted = WANTED, within: float = math.inf) -> list[str]:
    said: list[str] = []
    deadline = time.monotonic() + within
    hub.fetch(wanted, place, timeout=1, deadline=deadline, say=said.append)
    return said


def test_what_is_wanted_comes_with_its_digests_and_no_more(shop: Shop, tmp_path: Path) -> None:
    said = fetch(tmp_path / "x")
    names = {path.name for path in (tmp_path / "x").iterdir() if path.is_file()}
    assert names == {"config.json", "source.spm", "pytorch_model.bin", "complete.json"}
    for name in names - {"complete.json"}:
        assert (tmp_path / "x" / name).read_bytes() == FILES[name]
        assert f"SHA-256 {hashlib.sha256(FILES[name]).hexdigest()}  {name}" in said


def test_what_is_there_is_not_asked_for_again(shop: Shop, tmp_path: Path) -> None:
    fetch(tmp_path)
    shop.asked.clear()
    assert fetch(tmp_path) == []
    assert shop.asked == []
    (tmp_path / "source.spm").unlink()
    fetch(tmp_path)
    assert (tmp_path / "source.spm").read_bytes() == FILES["source.spm"]
    assert WEIGHTS not in shop.asked or shop.ranges == []


def test_progress_tells_of_all_files_together(shop: Shop, tmp_path: Path) -> None:
    seen: list[tuple[int, int | None]] = []
    hub.fetch(
        WANTED,
        tmp_path,
        timeout=1,
        deadline=math.inf,
        progress=lambda done, total: seen.append((done, total)),
    )
    total = sum(len(FILES[name]) for name in WANTED.files if name in FILES)
    assert seen[0] == (0, total)
    assert seen[-1] == (total, total)


def test_what_was_cut_off_is_resumed(shop: Shop, tmp_path: Path) -> None:
    shop.faults[WEIGHTS] = "cut"
    fetch(tmp_path)
    assert shop.ranges == ["bytes=512000-"]
    assert (tmp_path / "pytorch_model.bin").read_bytes() == FILES["pytorch_model.bin"]


def test_a_wrong_file_is_thrown_away(shop: Shop, tmp_path: Path) -> None:
    for name in ("pytorch_model.bin", "config.json"):
        path = f"/{REPOSITORY}/resolve/{COMMIT}/{name}"
        sound = shop.files[path]
        shop.files[path] = sound[:-1] + b"!"
        with pytest.raises(TranslatorError, match=f"{name} is not the file it should be"):
            fetch(tmp_path / f"{name}s")
        assert not (tmp_path / f"{name}s" / name).exists()
        shop.files[path] = sound
        fetch(tmp_path / f"{name}s")
        assert (tmp_path / f"{name}s" / name).read_bytes() == FILES[name]


def test_nothing_begins_that_is_too_large_or_under_another_licence(
    shop: Shop, tmp_path: Path
) -> None:
    with pytest.raises(TranslatorError, match="larger than 1,000 bytes, the most we take"):
        fetch(tmp_path, replace(WANTED, size=1000))
    shop.publish(REPOSITORY, FILES, licence="cc-by-nc-4.0")
    with pytest.raises(TranslatorError, match=r"now under the licence cc-by-nc-4\.0"):
        fetch(tmp_path)
    assert WEIGHTS not in shop.asked
    assert list(tmp_path.iterdir()) == []


def test_a_repository_that_is_not_there_or_has_nothing_of_it(shop: Shop, tmp_path: Path) -> None:
    with pytest.raises(TranslatorError, match=r"can't download .*someone/else: "):
        fetch(tmp_path, replace(WANTED, repository="someone/else"))
    with pytest.raises(TranslatorError, match="has none of a, b"):
        fetch(tmp_path, replace(WANTED, files=("a", "b")))


@pytest.mark.parametrize(
    ("fault", "at"),
    [
        ("silent", f"/api/models/{REPOSITORY}?blobs=true"),
        ("loop", f"/api/models/{REPOSITORY}?blobs=true"),
        ("stall", WEIGHTS),
        ("trickle", WEIGHTS),
    ],
)
def test_a_bad_hub_is_left_in_time(shop: Shop, tmp_path: Path, fault: str, at: str) -> None:
    shop.faults[at] = fault
    start = time.monotonic()
    with pytest.raises(TranslatorError, match="can't download") as caught:
        fetch(tmp_path, within=1.5)
    assert time.monotonic() - start < 6
    assert "models install FILE.argosmodel" in caught.value.remedy
    assert not (tmp_path / "complete.json").exists()


def test_a_spoilt_note_of_what_is_there_counts_for_nothing(shop: Shop, tmp_path: Path) -> None:
    (tmp_path / "complete.json").write_text(json.dumps(["x"]))
    assert fetch(tmp_path)
