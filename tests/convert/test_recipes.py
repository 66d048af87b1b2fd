"""From a language's name to a package that translates, over HTTP and with real checkpoints."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Desk
from tests.convert import checkpoints
from tests.models.server import COMMIT, Shop, open_shop
from translator.engines import loaded, package

torch = pytest.importorskip("torch", reason="needs the extra `convert`")
pytest.importorskip("transformers", reason="needs the extra `convert`")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")

REPOSITORY = "Helsinki-NLP/opus-mt-en-trk"
INSTALL = ("models", "install", "--recipe", "opus-mt-en-trk")


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    with open_shop() as opened:
        monkeypatch.setenv("HF_ENDPOINT", opened.address)
        yield opened


def publish(shop: Shop, folder: Path) -> None:
    model = checkpoints.marian(folder, (">>kaz_Cyrl<<", ">>kir_Cyrl<<"))
    (folder / "model.safetensors").unlink()
    torch.save(model.state_dict(), folder / "pytorch_model.bin")  # as the real one is kept
    shop.publish(REPOSITORY, {path.name: path.read_bytes() for path in folder.iterdir()})


def test_one_checkpoint_serves_several_languages(desk: Desk, shop: Shop, tmp_path: Path) -> None:
    publish(shop, tmp_path / "checkpoint")
    result = desk.run(*INSTALL, "kk", "--accept-licence")
    assert "Helsinki-NLP/opus-mt-en-trk: licence apache-2.0, 0.3 GB" in result.stderr
    assert "could not run these weights" in result.stderr
    assert "installed en-kk 1.0" in result.stdout
    shop.asked.clear()
    assert "installed en-ky 1.0" in desk.run(*INSTALL, "ky", "--accept-licence").stdout
    assert shop.asked == []
    tokens = {found.target: found.source_prefix for found in package.installed()}
    assert tokens == {"kk": (">>kaz_Cyrl<<",), "ky": (">>kir_Cyrl<<",)}
    engine = loaded.find("en", "ky", beam_size=2)
    assert engine
    assert engine.translate(["The European Union supports education."])[0].score > 0
    assert "sound" in desk.run("models", "verify").stdout


def test_weights_that_are_damaged_are_named(desk: Desk, shop: Shop, tmp_path: Path) -> None:
    publish(shop, tmp_path / "checkpoint")
    (tmp_path / "checkpoint" / "pytorch_model.bin").write_bytes(b"no weights")
    command = ("models", "convert", str(tmp_path / "checkpoint"), "--from", "en", "--to", "kk")
    result = desk.run(*command, "--output", str(tmp_path / "x.argosmodel"), code=2)
    assert "can't be converted: " in result.stderr
    assert package.installed() == []


def test_the_licence_is_shown_and_asked_for_first(desk: Desk, shop: Shop) -> None:
    result = desk.run(*INSTALL, "kk", code=1)  # no answer: click's Abort
    assert "licence apache-2.0" in result.stderr
    assert "Do you accept this licence?" in result.stderr
    assert shop.asked == []


def test_without_a_network_it_answers_in_time(desk: Desk, shop: Shop) -> None:
    shop.faults[f"/api/models/{REPOSITORY}?blobs=true"] = "silent"
    command = [sys.executable, "-m", "translator", "-C", str(desk.root), *INSTALL, "kk"]
    start = time.monotonic()
    done = subprocess.run(
        [*command, "--accept-licence"], capture_output=True, text=True, timeout=60, check=False
    )
    assert time.monotonic() - start < 15
    assert done.returncode == 2
    assert f"can't download {shop.address}/{REPOSITORY}: " in done.stderr
    assert "models install FILE.argosmodel" in done.stderr
    assert "Traceback" not in done.stderr
    assert COMMIT not in done.stderr
