"""Full disks, folders that can't be written, files taken away, links that lead out."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import load
from benchmarks.translators import Translator
from tests.conftest import Desk
from tests.faults.test_killed import litter, sound

COMMANDS = (
    ("extract",), ("draft",), ("status",), ("check",), ("compile",), ("compile", "--preview"),
    ("users", "add", "X", "--no-password"),
)  # fmt: skip
_PR_CAPBSET_DROP = 24  # linux/prctl.h
_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH = 1, 2  # linux/capability.h


def obey_rights() -> None:
    """Let even root obey the rights of files, in a child process."""
    libc = ctypes.CDLL(None, use_errno=True)
    for capability in (_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH):
        libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)


def run(root: Path, *arguments: str) -> tuple[int, str]:
    """The exit code and messages of a command that obeys the rights of files."""
    done = subprocess.run(
        load.command(root, *arguments),
        check=False, capture_output=True, text=True, timeout=60,
        preexec_fn=obey_rights if sys.platform == "linux" else None,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stderr


def edited(root: Path) -> dict[str, bytes]:
    """Give extract something to do; the catalogues as they are before."""
    with (root / "content/000/item-00000.txt").open("a") as item:
        item.write("\nA new paragraph.\n")
    return load.tree(root / "locales")


@pytest.fixture
def small_disk(newsroom: Path) -> Iterator[Path]:
    """The newsroom on a file system of its own that is full."""
    disk = newsroom.parent / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "none", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("a small file system can't be mounted here")
    try:
        shutil.copytree(newsroom, disk / "project")
        yield disk / "project"
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def fill(root: Path) -> Path:
    """Leave no byte free."""
    filler = root.parent / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 1024)
        except OSError:
            return filler


def test_a_full_disk(small_disk: Path) -> None:
    before = edited(small_disk)
    filler = fill(small_disk)
    for command in COMMANDS:
        code, said = run(small_disk, *command)
        if code == 2:
            assert "No space left" in said or "full" in said or "disk" in said, said
            assert "Error: " in said
    code, said = run(small_disk, "extract")
    assert code == 2
    assert "Free space" in said
    assert load.tree(small_disk / "locales") == before
    filler.unlink()
    assert run(small_disk, "extract")[0] == 0
    assert load.tree(small_disk / "locales") != before
    sound(small_disk)


def test_a_save_on_a_full_disk_is_refused_and_can_be_made_later(small_disk: Path) -> None:
    [secret] = load.tokens(small_disk, 1)
    before = load.tree(small_disk / "locales")
    with load.served(small_disk) as address:
        filler = fill(small_disk)
        person = Translator(address, secret, "запись", 1)
        person.work([("ru", "000/item-00000")], 3, load.never())
        assert person.log.saved == []
        assert person.log.failures.total() == 3
        assert load.tree(small_disk / "locales") == before
        filler.unlink()
        person.work([("ru", "000/item-00000")], 4, load.never())
        assert len(person.log.saved) == 1


def test_folders_that_cannot_be_written(newsroom: Path) -> None:
    before = edited(newsroom)
    folders = [newsroom / "locales", *(p for p in (newsroom / "locales").rglob("*") if p.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        code, said = run(newsroom, "extract")
        assert code == 2
        assert "locales/ka/news/000/item-00000.po: can't be written: Permission denied" in said
        assert load.tree(newsroom / "locales") == before
    finally:
        for folder in folders:
            folder.chmod(0o755)
    derived = newsroom / ".translator"
    for path in (derived, *derived.rglob("*")):
        path.chmod(path.stat().st_mode & 0o555)
    for command in (*COMMANDS, ("serve", "--port", "0")):
        code, said = run(newsroom, *command)
        assert code != 1 or command == ("check",), (command, said)
        assert code == 0 or ".translator" in said, (command, said)


@pytest.mark.parametrize(
    "what", ["content/000/item-00001.txt", "locales/ru/news/000/item-00001.po"]
)
def test_a_file_that_cannot_be_read_is_named_and_the_others_are_done(
    newsroom: Path, what: str
) -> None:
    edited(newsroom)
    (newsroom / what).chmod(0)
    code, said = run(newsroom, "extract")
    assert code == 2
    assert what in said
    assert b"A new paragraph." in (newsroom / "locales/ru/news/000/item-00000.po").read_bytes()


def test_links_do_not_lead_out_of_the_project(newsroom: Path) -> None:
    outside = newsroom.parent / "outside"
    outside.mkdir()
    secret = newsroom.parent / "secret.txt"
    secret.write_text("The password is mellon.\n")
    (newsroom / "content/secret.txt").symlink_to(secret)
    shutil.rmtree(newsroom / "locales/kk/news")
    (newsroom / "locales/kk/news").symlink_to(outside)
    code, said = run(newsroom, "extract")
    assert code == 2
    assert "locales/kk/news/000/item-00000.po: is behind a link that leads out" in said
    assert list(outside.iterdir()) == []
    run(newsroom, "compile", "--preview")
    for folder in ("locales", "build"):
        assert not any(b"mellon" in data for data in load.tree(newsroom / folder).values())


def test_a_catalogue_replaced_while_it_is_served(newsroom: Path) -> None:
    path = newsroom / "locales/ru/news/000/item-00000.po"
    whole = path.read_bytes()
    [secret] = load.tokens(newsroom, 1)
    with load.served(newsroom) as address:
        person = Translator(address, secret, "запись", 1)
        items = [("ru", "000/item-00000")]
        path.unlink()
        person.work(items, 1, load.never())
        assert person.log.failures.popitem()[0] == "GET 404"
        path.write_bytes(whole[: whole.rindex(b'"')])
        person.work(items, 2, load.never())
        assert person.log.failures.popitem()[0] == "GET 500"
        path.write_bytes(whole)
        person.work(items, 3, load.never())
        assert len(person.log.saved) == 1


def test_a_clock_set_back_hides_no_change(desk: Desk) -> None:
    desk.write("content/a.txt", "A title\n\nA paragraph.\n")
    desk.run("extract")
    path = desk.path("ru", "a")
    tomorrow = time.time() + 86_400
    os.utime(path, (tomorrow, tomorrow))
    assert desk.json("status")["languages"]["ru"]["states"]["translated"] == 0
    desk.translate("ru", "a", {"A title": "Заголовок"})
    os.utime(path, (tomorrow, tomorrow))
    assert desk.json("status")["languages"]["ru"]["states"]["translated"] == 1


def test_an_interrupted_pull_is_named_and_stops_nothing_else(desk: Desk) -> None:
    for name in "ab":
        desk.write(f"content/{name}.txt", f"Title of {name}\n\nA paragraph.\n")
    desk.run("extract")
    desk.git("init", "-q", "-b", "main")
    desk.git("add", ".")
    desk.git("commit", "-qm", "first")
    desk.git("checkout", "-qb", "other")
    desk.translate("ru", "a", {"A paragraph.": "Абзац."})
    desk.git("commit", "-qam", "theirs")
    desk.git("checkout", "-q", "main")
    desk.translate("ru", "a", {"A paragraph.": "Другой абзац."})
    desk.git("commit", "-qam", "ours")
    desk.git("merge", "other", code=1)  # without the merge driver: markers in the catalogue
    broken = desk.path("ru", "a").read_bytes()
    assert b"<<<<<<<" in broken
    desk.write("content/b.txt", "Title of b\n\nAnother paragraph.\n")
    said = desk.run("extract", code=2).stderr
    assert "locales/ru/news/a.po" in said
    assert "conflict markers" in said
    assert desk.path("ru", "a").read_bytes() == broken
    assert desk.entry("ru", "b", "Another paragraph.")
    assert "unreadable" in {d["rule"] for d in desk.json("check", code=1)["diagnostics"]}
    desk.git("merge", "--abort")
    desk.run("extract")


def test_no_hard_links_no_network_and_nothing_outside(newsroom: Path) -> None:
    """An audit hook watches what Python opens, links and connects to."""
    watched = Path(__file__).with_name("watched.py")
    for command in (*COMMANDS[:-1], ("compile", "--state", "translated"), ("models", "list")):
        done = subprocess.run(
            [sys.executable, str(watched), str(newsroom), *command],
            check=False, capture_output=True, text=True,
        )  # fmt: skip
        assert "FORBIDDEN" not in done.stderr, done.stderr
        assert done.returncode in (0, 1), done.stderr


def test_ctrl_c_leaves_no_litter(newsroom: Path) -> None:
    edited(newsroom)
    with subprocess.Popen(load.command(newsroom, "extract"), stderr=subprocess.PIPE) as process:
        time.sleep(0.4)
        process.send_signal(signal.SIGINT)
        process.wait(20)
    assert litter(newsroom) == []
    sound(newsroom)
