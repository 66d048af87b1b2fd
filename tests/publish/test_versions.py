"""The output is swapped in whole, only what changed is made again, and a kill leaves old or new."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time

import pytest

from tests.publish.conftest import Press

KILLS = 3


def inodes(press: Press) -> dict[str, int]:
    """Which file, on disk, each published one is."""
    root = press.desk.root / "build"
    return {path: (root / path).stat().st_ino for path in press.desk.published()}


@pytest.fixture
def newsroom(press: Press) -> Press:
    press.item("one.md", "# One\n\nSee [two](two.md).\n", "date = 2026-11-24\n")
    press.item("two.md", "# Two\n\nSee [one](one.md).\n", "date = 2026-11-23\n")
    press.item("2026/three.txt", "Three\n")
    press.translate("ru", "ka")
    press.compile()
    return press


def test_only_what_changed_is_made_again(newsroom: Press) -> None:
    before, old = inodes(newsroom), newsroom.desk.published()
    newsroom.item("2026/three.txt", "Three\n\nMore.\n")
    newsroom.translate("ru", "ka")
    newsroom.compile()
    after, new = inodes(newsroom), newsroom.desk.published()
    assert before.keys() == after.keys()
    changed = {path for path in new if new[path] != old[path]}
    assert {path for path in after if after[path] != before[path]} == changed
    assert "ru/2026/three.txt" in changed
    assert "site/ru/2026/three.html" in changed
    assert "site/ru/one.html" not in changed


def test_where_nothing_changed_nothing_is_touched(newsroom: Press) -> None:
    before = inodes(newsroom)
    current = (newsroom.desk.root / "build/.versions/current").readlink()
    for _ in range(3):
        newsroom.compile()
    assert inodes(newsroom) == before
    assert (newsroom.desk.root / "build/.versions/current").readlink() == current


def test_a_published_version_is_never_written_into(newsroom: Press) -> None:
    published = newsroom.desk.root / "build/site"
    out = published.resolve()
    old = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    newsroom.item("one.md", "# First\n\nSee [two](two.md).\n", "date = 2026-11-24\n")
    newsroom.translate("ru", "ka")
    newsroom.compile()
    assert published.resolve() != out
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == old


def test_what_somebody_took_away_comes_back(newsroom: Press) -> None:
    before = newsroom.desk.published()
    (newsroom.desk.root / "build/ru/one.md").unlink()
    newsroom.compile()
    assert newsroom.desk.published() == before
    (newsroom.desk.root / "build/site").unlink()
    newsroom.compile()
    assert newsroom.desk.published() == before


def test_a_language_that_is_no_longer_a_target_is_no_longer_out(newsroom: Press) -> None:
    newsroom.configure(languages='"ru"')
    newsroom.compile()
    assert not (newsroom.desk.root / "build/ka").is_symlink()
    assert not [path for path in newsroom.desk.published() if "ka/" in path]


def test_a_folder_of_somebody_elses_is_not_taken(press: Press) -> None:
    press.item("news.txt", "News\n")
    press.translate("ru")
    photos = press.desk.write("build/ru/photo.jpg", "a photo")
    said = press.compile(code=2)
    assert "build/ru: is in the way" in said
    assert "--output" in said
    assert photos.read_text() == "a photo"


def test_what_an_earlier_program_published_is_taken_over(press: Press) -> None:
    press.item("news.txt", "News\n")
    press.translate("ru")
    press.compile()
    plain = press.desk.root / "plain"
    shutil.copytree(press.desk.root / "build/ru", plain)
    shutil.rmtree(press.desk.root / "build")
    shutil.copytree(plain, press.desk.root / "build/ru")
    press.item("news.txt", "Corrected\n")
    press.compile()
    assert press.text("ru/news.txt") == "RU News\n"
    assert press.held()["news"]["kept"] is True


@pytest.mark.parametrize("spoilt", [b"", b"nonsense" * 1000])
def test_a_spoilt_memory_costs_only_time(newsroom: Press, spoilt: bytes) -> None:
    before = newsroom.desk.published()
    for path in (newsroom.desk.root / "build/.versions").glob("*.db"):
        path.write_bytes(spoilt)
    newsroom.item("one.md", "# Corrected\n", "date = 2026-11-24\n")
    newsroom.compile()
    after = newsroom.desk.published()
    assert after["ru/one.md"] == before["ru/one.md"]  # kept, as items.json tells of it
    assert after["ru/two.md"] == before["ru/two.md"]


def test_an_output_that_cant_be_written_stays_as_it_was(newsroom: Press) -> None:
    before = newsroom.desk.published()
    blocked = newsroom.desk.root / "build/.versions/new.db"
    blocked.mkdir()
    newsroom.item("one.md", "# Corrected\n", "date = 2026-11-24\n")
    said = newsroom.compile(code=2)
    assert "can't be written" in said
    assert newsroom.desk.published() == before


def test_two_orders_of_work_give_the_same_bytes(newsroom: Press) -> None:
    newsroom.item("2026/three.txt", "Three\n\nMore.\n")
    newsroom.translate("ru", "ka")
    newsroom.compile()
    grown = newsroom.desk.published()
    shutil.rmtree(newsroom.desk.root / "build")
    shutil.rmtree(newsroom.desk.root / ".translator")
    newsroom.compile()
    assert newsroom.desk.published() == grown


def test_a_kill_at_any_moment_leaves_the_old_output_or_the_new(newsroom: Press) -> None:
    desk = newsroom.desk
    for number in range(12):
        newsroom.item(f"more-{number:02}.md", f"# More {number}\n\nSee [one](one.md).\n")
    newsroom.translate("ru", "ka")
    newsroom.compile()
    old = desk.published()
    for number in range(12):
        newsroom.item(f"more-{number:02}.md", f"# Even more {number}\n\nSee [one](one.md).\n")
    newsroom.translate("ru", "ka")
    build, kept = desk.root / "build", desk.root / "kept"
    shutil.copytree(build, kept, symlinks=True)
    command = [sys.executable, "-m", "translator", "-C", str(desk.root), "compile"]
    subprocess.run(command, check=True, capture_output=True)
    new = desk.published()
    assert new != old
    seed = random.Random(20261124)
    outcomes = []
    for number in range(KILLS):
        shutil.rmtree(build)
        shutil.copytree(kept, build, symlinks=True)
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        while not (build / ".versions/new.db").exists() and process.poll() is None:
            time.sleep(0.001)
        time.sleep(number * seed.uniform(0.01, 0.1))
        process.send_signal(signal.SIGKILL)
        process.wait()
        found = desk.published()
        assert found in (old, new)
        outcomes.append(found == old)
        subprocess.run(command, check=True, capture_output=True)
        assert desk.published() == new
        assert not list(build.rglob(".*.new")), "no litter"
    assert any(outcomes), "no run was killed before its end: the test proves nothing"
