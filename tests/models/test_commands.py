"""The `models` commands as a person uses them, against a real server and real packages."""

from __future__ import annotations

import hashlib
import io
import json
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.conftest import Desk
from tests.models.server import Shop, open_shop
from translator.engines import package
from translator.models import store


@pytest.fixture
def shop(package_files: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    with open_shop() as opened:
        opened.files["/en_ru.argosmodel"] = package_files["en-ru"].read_bytes()
        offer(opened)
        monkeypatch.setenv("ARGOS_PACKAGE_INDEX", opened.address)
        yield opened


def offer(shop: Shop, **more: str) -> None:
    entry = {
        "from_code": "en",
        "to_code": "ru",
        "package_version": "1.0",
        "links": [f"{shop.address}/en_ru.argosmodel"],
        **more,
    }
    shop.files["/index.json"] = json.dumps([{"junk": 1}, 7, entry]).encode()


def test_a_language_is_installed_from_the_index_and_its_digest_is_remembered(
    desk: Desk, shop: Shop
) -> None:
    result = desk.run("models", "install", "ru")
    digest = hashlib.sha256(shop.files["/en_ru.argosmodel"]).hexdigest()
    assert f"SHA-256 {digest}" in result.stderr
    (found,) = package.installed()
    assert store.record(found)["sha256"] == digest
    # The same version must be the same file ever after.
    shop.files["/en_ru.argosmodel"] += b"\n"
    result = desk.run("models", "install", "en-ru", code=2)
    assert "is not the file it should be" in result.stderr
    assert package.installed() == [found]


def test_the_index_may_say_what_the_file_is(desk: Desk, shop: Shop) -> None:
    offer(shop, sha256="1" * 64)
    result = desk.run("models", "install", "ru", code=2)
    assert "is not the file it should be" in result.stderr
    assert package.installed() == []


def test_a_download_that_was_cut_off_goes_on_the_next_time(desk: Desk, shop: Shop) -> None:
    shop.faults["/en_ru.argosmodel"] = "cut"
    result = desk.run("models", "install", "ru", code=2)
    assert "cut off" in result.stderr
    desk.run("models", "install", "ru")
    assert len(shop.ranges) == 1
    assert [found.pair for found in package.installed()] == ["en-ru"]


def test_a_file_must_have_the_digest_that_was_asked_for(
    desk: Desk, package_files: dict[str, Path]
) -> None:
    file = package_files["en-ru"]
    result = desk.run("models", "install", str(file), "--sha256", "0" * 64, code=2)
    assert "is not the file it should be" in result.stderr
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    desk.run("models", "install", str(file), "--sha256", digest)


def test_verify_finds_what_rotted(desk: Desk, package_files: dict[str, Path]) -> None:
    desk.run("models", "install", str(package_files["en-ru"]))
    assert "en-ru 1.0: sound, files as installed" in desk.run("models", "verify").stdout
    (found,) = package.installed()
    metadata = found.folder / "metadata.json"
    metadata.write_text(metadata.read_text().replace("Russian", "Rassian"))
    result = desk.run("models", "verify", "en-ru", code=1)
    assert "broken: metadata.json is not as it was installed" in result.stdout
    (found.folder / "model" / "model.bin").unlink()
    assert "No package" in desk.run("models", "verify").stderr  # no package without a model


def test_list_names_recipes_and_their_licences(desk: Desk) -> None:
    listed = desk.run("models", "list").stdout
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n(?=\S)", listed))
    ka, kk = (part for part in paragraphs if part.startswith(("en-ka", "en-kk")))
    assert "not in the public index; can be converted from" in ka
    assert "madlad400-3b 11.8 GB apache-2.0" in ka
    assert "nllb-600m 2.5 GB cc-by-nc-4.0: no commercial use" in ka
    assert "opus-mt-en-trk 0.3 GB apache-2.0" in kk


@pytest.mark.skipif(find_spec("torch") is not None, reason="the extra `convert` is there")
def test_a_recipe_says_what_it_needs_before_it_asks_or_downloads(desk: Desk) -> None:
    result = desk.run("models", "install", "kk", code=2)
    assert "needs torch and transformers" in result.stderr
    assert "newsroom-translator[convert]" in result.stderr
    assert "licence" not in result.stderr


def test_a_recipe_must_serve_the_language(desk: Desk) -> None:
    result = desk.run("models", "install", "ka", "--recipe", "opus-mt-en-trk", code=2)
    assert "no recipe 'opus-mt-en-trk' serves ka" in result.stderr
    assert "Known for it: madlad400-3b, nllb-600m." in result.stderr


@pytest.mark.parametrize(
    "command",
    [
        ["list"],
        ["verify"],
        ["install", "ru"],
        ["install", "--available", "--timeout", "1"],
        ["remove", "en-ru"],
    ],
    ids=" ".join,
)
def test_without_a_network_every_command_answers_in_time(
    desk: Desk, shop: Shop, command: list[str]
) -> None:
    """A server that takes the connection and never answers is the worst that a network does."""
    shop.faults["/index.json"] = "silent"
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "translator", "-C", str(desk.root), "models", *command],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert time.monotonic() - start < 15
    assert "Traceback" not in done.stderr
    if command[0] == "install":
        assert done.returncode == 2
        assert "timed out" in done.stderr
        assert "models install FILE.argosmodel" in done.stderr


def test_a_bomb_is_refused_before_it_is_unpacked(desk: Desk, tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/model/model.bin", bytes(100 << 20))
    file = tmp_path / "bomb.argosmodel"
    file.write_bytes(buffer.getvalue())
    assert "would unpack from" in desk.run("models", "install", str(file), code=2).stderr


def test_metadata_must_be_sane(desk: Desk, tmp_path: Path) -> None:
    metadata = {"from_code": "../en", "to_code": "ru", "package_version": "1"}
    file = tmp_path / "odd.argosmodel"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a/metadata.json", json.dumps(metadata))
        archive.writestr("a/model/model.bin", b"")
        archive.writestr("a/sentencepiece.model", b"")
    assert "language code '../en'" in desk.run("models", "install", str(file), code=2).stderr


def test_evaluate_measures_the_installed_engine(
    desk: Desk, package_files: dict[str, Path], tmp_path: Path
) -> None:
    pytest.importorskip("sacrebleu")
    pairs = desk.write(
        "pairs.tsv",
        "Union supports education.\tСоюз поддерживает образование.\n"
        "Kazakhstan and Kyrgyzstan\tКазахстан и Кыргызстан\n"
        "Something else entirely.\tНечто совсем другое.\n",
    )
    assert "no engine" in desk.run("models", "evaluate", str(pairs), "-l", "ru", code=2).stderr
    desk.run("models", "install", str(package_files["en-ru"]))
    out = desk.run("models", "evaluate", str(pairs), "-l", "ru").stdout
    assert "chrF++     100.0" in out
    assert "refused    1 (33%)" in out
    assert "1 for untranslated" in out
    bad = desk.write("bad.tsv", "no tab here\n")
    result = desk.run("models", "evaluate", str(bad), "-l", "ru", code=2)
    assert "bad.tsv:1: is no pair" in result.stderr
