"""Installing, listing and removing real Argos packages, and refusing what is none."""

from __future__ import annotations

import io
import json
import threading
import time
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.conftest import Desk
from tests.support.tiny_argos import WORDS_EN_RU, build_package
from translator.engines import package


def folders() -> list[str]:
    folder = package.packages_folder()
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_install_list_remove(desk: Desk, package_files: dict[str, Path]) -> None:
    result = desk.run("models", "install", str(package_files["en-ru"]))
    assert result.stdout == "installed en-ru 1.0\n"
    assert folders() == ["translate-en_ru-1_0"]
    listed = desk.run("models", "list").stdout
    assert "en-ru  1.0" in listed
    assert "en-ky  not installed, in the public index:" in listed
    assert "  translator models install en-ky\n" in listed
    assert "en-ka  not installed, not in the public index; can be converted from" in listed
    assert max(map(len, listed.splitlines()[1:-1])) <= 80  # without the folders' names
    assert desk.run("models", "remove", "en-ru").stdout == "removed en-ru 1.0\n"
    assert folders() == []
    result = desk.run("models", "remove", "en-ru", code=2)
    assert "no package 'en-ru' is installed" in result.stderr


def test_a_newer_package_replaces_the_older(desk: Desk, tmp_path: Path) -> None:
    for version in ("1.9", "1.10"):
        file = build_package(tmp_path / "x.argosmodel", "en", "ru", WORDS_EN_RU, version=version)
        desk.run("models", "install", str(file))
    assert folders() == ["translate-en_ru-1_10"]


def test_installing_again_changes_nothing_visible(
    desk: Desk, package_files: dict[str, Path]
) -> None:
    for _ in range(2):
        desk.run("models", "install", str(package_files["en-ru"]))
    assert folders() == ["translate-en_ru-1_0"]


def test_argos_s_own_setting_of_the_folder_counts(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ARGOS_PACKAGES_DIR")
    default = home / "xdg_data_home" / "argos-translate" / "packages"
    assert package.packages_folder() == default
    settings = home / "xdg_config_home" / "argos-translate" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text('{"ARGOS_PACKAGES_DIR": "/data/argos"}')
    assert package.packages_folder() == Path("/data/argos")
    settings.write_text("nonsense")
    assert package.packages_folder() == default
    assert not default.exists()  # asking creates nothing


def test_stray_folders_are_passed_over(desk: Desk, package_files: dict[str, Path]) -> None:
    desk.run("models", "install", str(package_files["en-ru"]))
    (package.packages_folder() / "stray").mkdir()
    (package.packages_folder() / "stray" / "metadata.json").write_text("[]")
    (package.packages_folder() / "file").write_text("x")
    assert [found.pair for found in package.installed()] == ["en-ru"]


def archive(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, data in members.items():
            file.writestr(name, data)
    return buffer.getvalue()


METADATA = json.dumps({"from_code": "en", "to_code": "ru", "package_version": "1"}).encode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"not a zip", "no readable zip"),
        (archive({}), "0 root folders"),
        (archive({"a/x": b"", "b/x": b""}), "2 root folders"),
        (archive({"a/../../x": b""}), "leaves its folder"),
        (archive({"/a/x": b""}), "leaves its folder"),
        (archive({"a/x": b""}), "no readable metadata.json"),
        (archive({"a/metadata.json": b"{}"}), "no from_code"),
        (archive({"a/metadata.json": METADATA}), "no model/model.bin"),
        (archive({"a/metadata.json": METADATA, "a/model/model.bin": b""}), "neither"),
        (
            archive(
                {
                    "a/metadata.json": METADATA,
                    "a/model/model.bin": b"junk",
                    "a/sentencepiece.model": b"junk",
                }
            ),
            "can't be loaded",
        ),
    ],
)
def test_what_is_no_package_is_refused(desk: Desk, tmp_path: Path, data: bytes, words: str) -> None:
    file = tmp_path / "bad.argosmodel"
    file.write_bytes(data)
    result = desk.run("models", "install", str(file), code=2)
    assert "bad.argosmodel: " in result.stderr
    assert words in result.stderr
    assert folders() == []
    assert not (tmp_path / "x").exists()


def test_a_damaged_update_leaves_the_old_package(
    desk: Desk, tmp_path: Path, package_files: dict[str, Path]
) -> None:
    desk.run("models", "install", str(package_files["en-ru"]))
    whole = package_files["en-ru"].read_bytes()
    cut = tmp_path / "cut.argosmodel"
    cut.write_bytes(whole[: len(whole) // 2])
    desk.run("models", "install", str(cut), code=2)
    assert folders() == ["translate-en_ru-1_0"]
    assert [found.version for found in package.installed()] == ["1.0"]


class Index(BaseHTTPRequestHandler):
    """A package index that misbehaves where the address says so."""

    package: bytes = b""

    def do_GET(self) -> None:
        address = f"http://{self.headers['Host']}"
        if self.path == "/good/index.json":
            link = f"{address}/en_ru.argosmodel"
            entry = {"from_code": "en", "to_code": "ru", "package_version": "1.9", "links": [link]}
            self.answer(json.dumps([entry]).encode())
        elif self.path == "/cut/index.json":
            entry = {"from_code": "en", "to_code": "ru", "links": [f"{address}/cut"]}
            self.answer(json.dumps([entry]).encode())
        elif self.path == "/en_ru.argosmodel":
            self.answer(self.package)
        elif self.path == "/cut":
            self.answer(self.package, promise=len(self.package) * 2)
        elif self.path == "/page/index.json":
            self.answer(b"<html>")
        elif self.path.startswith("/slow"):
            time.sleep(2)
        elif self.path.startswith("/loop"):
            self.send_response(302)
            self.send_header("Location", self.path)
            self.end_headers()
        else:
            self.send_error(404)

    def answer(self, data: bytes, promise: int | None = None) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(promise or len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def index(package_files: dict[str, Path]) -> Iterator[str]:
    Index.package = package_files["en-ru"].read_bytes()
    with ThreadingHTTPServer(("127.0.0.1", 0), Index) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_pair_is_fetched_from_the_index(
    desk: Desk, index: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", f"{index}/good/")
    assert desk.run("models", "install", "en-ru").stdout == "installed en-ru 1.0\n"
    assert folders() == ["translate-en_ru-1_0"]
    result = desk.run("models", "install", "en-ka", code=2)
    assert "the Argos index has no package en-ka" in result.stderr


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("cut", "cut off"),
        ("page", "no package index"),
        ("slow", "timed out"),
        ("loop", "infinite loop"),
        ("gone", "Not Found"),
    ],
)
def test_a_failing_index_is_a_short_message(
    desk: Desk, index: str, monkeypatch: pytest.MonkeyPatch, path: str, words: str
) -> None:
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", f"{index}/{path}/")
    result = desk.run("models", "install", "--timeout", "0.5", "en-ru", code=2)
    assert words in result.stderr
    assert folders() == []


def test_without_a_network_what_is_available_is_said_to_be_out_of_reach(desk: Desk) -> None:
    result = desk.run("models", "install", "--available", code=2)
    assert "can't download http://127.0.0.1:9/index.json" in result.stderr
    assert "models install FILE.argosmodel" in result.stderr


def test_nothing_named_is_wrong_usage(desk: Desk) -> None:
    assert "Name a file or a pair" in desk.run("models", "install", code=2).stderr
