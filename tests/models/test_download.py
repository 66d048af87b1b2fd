"""Downloads over real HTTP: whole, resumed, refused, and always over in time."""

from __future__ import annotations

import hashlib
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.models.server import Shop, open_shop
from translator.errors import TranslatorError
from translator.models.download import Limits, download

DATA = bytes(range(256)) * 2000
SHA = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def shop() -> Iterator[Shop]:
    with open_shop() as opened:
        opened.files["/file"] = DATA
        yield opened


def test_a_file_comes_with_its_digest_and_progress(shop: Shop, tmp_path: Path) -> None:
    seen: list[tuple[int, int | None]] = []
    target = tmp_path / "new" / "file"
    found = download(
        f"{shop.address}/file",
        target,
        Limits(5),
        sha256=SHA.upper(),
        progress=lambda done, total: seen.append((done, total)),
    )
    assert found == SHA
    assert target.read_bytes() == DATA
    assert seen[-1] == (len(DATA), len(DATA))
    assert [path.name for path in target.parent.iterdir()] == ["file"]


def test_one_that_was_cut_off_is_resumed(shop: Shop, tmp_path: Path) -> None:
    shop.faults["/file"] = "cut"
    target = tmp_path / "file"
    with pytest.raises(TranslatorError, match="cut off after 256,000 of 512,000 bytes"):
        download(f"{shop.address}/file", target, Limits(5))
    assert not target.exists()
    assert download(f"{shop.address}/file", target, Limits(5)) == SHA
    assert shop.ranges == ["bytes=256000-"]
    assert target.read_bytes() == DATA


def test_what_changed_meanwhile_is_fetched_anew(shop: Shop, tmp_path: Path) -> None:
    target = tmp_path / "file"
    (tmp_path / "file.part").write_bytes(b"of another address")
    (tmp_path / "file.part.json").write_text('{"address": "http://x/", "validator": "a"}')
    assert download(f"{shop.address}/file", target, Limits(5)) == SHA
    assert shop.ranges == []


def test_a_wrong_digest_is_thrown_away(shop: Shop, tmp_path: Path) -> None:
    with pytest.raises(TranslatorError, match="not the file it should be"):
        download(f"{shop.address}/file", tmp_path / "file", Limits(5), sha256="0" * 64)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("silent", "timed out"),
        ("stall", "timed out"),
        ("trickle", "takes too long"),
        ("loop", "infinite loop"),
        ("endless", "larger than 1,000,000 bytes"),
    ],
)
def test_a_bad_server_is_left_in_time(shop: Shop, tmp_path: Path, fault: str, words: str) -> None:
    shop.faults["/file"] = fault
    start = time.monotonic()
    with pytest.raises(TranslatorError, match=words):
        download(f"{shop.address}/file", tmp_path / "file", Limits(0.5, start + 2, size=1_000_000))
    assert time.monotonic() - start < 5
    assert not (tmp_path / "file").exists()


def test_what_is_too_large_is_not_begun(shop: Shop, tmp_path: Path) -> None:
    with pytest.raises(TranslatorError, match="larger than 1,000 bytes"):
        download(f"{shop.address}/file", tmp_path / "file", Limits(5, size=1000))
    assert not (tmp_path / "file.part").exists()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/none", "Not Found"),
        ("file:///etc/passwd", "no web address"),
        ("http://127.0.0.1:9/", "refused"),
    ],
)
def test_other_addresses(shop: Shop, tmp_path: Path, address: str, words: str) -> None:
    whole = shop.address + address if address.startswith("/") else address
    with pytest.raises(TranslatorError, match=words):
        download(whole, tmp_path / "file", Limits(5))


def test_a_name_server_that_does_not_answer_holds_nobody_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A resolver can't be made silent from here without the rights of the system's administrator.
    def silent(*_: object, **__: object) -> None:
        time.sleep(6)
        raise socket.gaierror("no answer")

    monkeypatch.setattr(socket, "getaddrinfo", silent)
    start = time.monotonic()
    with pytest.raises(TranslatorError, match="timed out"):
        download("http://index.invalid/file", tmp_path / "file", Limits(0.5))
    assert time.monotonic() - start < 4
