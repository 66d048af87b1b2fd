"""The index is derived and disposable, and never out of date."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.conftest import Desk
from translator import review
from translator.catalogue import Catalogue
from translator.cli import cli
from translator.index import ask
from translator.index.jobs import Job, Step
from translator.index.queries import pages
from translator.index.reading import Reading
from translator.index.scan import Folder
from translator.index.schema import ENTRY, SUMS
from translator.index.store import store
from translator.index.update import make_searchable
from translator.index.workers import read_on_all_cores
from translator.item import Item
from translator.project import Project

ONE, TWO = "The programme supports 12 schools.", "A school was opened."
TEXTS = {ONE: "Программа поддерживает 12 школ.", TWO: "Открылась школа."}


@pytest.fixture
def news(desk: Desk) -> Desk:
    desk.configure("", '"ru"')
    desk.write("content/news.txt", f"{ONE}\n\n{TWO}\n")
    desk.run("extract")
    desk.translate("ru", "news", TEXTS)
    return desk


def database(desk: Desk) -> Path:
    return desk.root / ".translator" / "index.db"


def check(desk: Desk) -> Any:
    """The gate's JSON, whatever it says."""
    done = CliRunner().invoke(cli, ["-C", str(desk.root), "check", "--format", "json"])
    assert done.exit_code in (0, 1), done.output
    return json.loads(done.stdout)


def test_deleting_it_changes_nothing(news: Desk) -> None:
    first = news.json("check")
    assert news.json("check") == first
    database(news).unlink()
    assert news.json("check") == first


@pytest.mark.parametrize("junk", [b"", b"junk" * 1000])
def test_a_spoilt_one_is_made_anew(news: Desk, junk: bytes) -> None:
    first = news.json("check")
    for path in (news.root / ".translator").glob("index.db*"):
        path.unlink()
    database(news).write_bytes(junk)
    assert news.json("check") == first


def test_one_that_is_spoilt_inside_is_made_anew(news: Desk) -> None:
    first = news.json("check")
    for path in (news.root / ".translator").glob("index.db-*"):
        path.unlink()
    data = bytearray(database(news).read_bytes())
    half = len(data) // 2
    data[4096:] = b"\xa5" * (len(data) - 4096)
    database(news).write_bytes(data)
    assert half > 4096
    assert news.json("check") == first


def test_an_older_one_is_made_anew(news: Desk) -> None:
    first = news.json("check")
    with sqlite3.connect(database(news)) as connection:
        connection.execute("DROP TABLE entries")
        connection.execute("PRAGMA user_version = 3")
    connection.close()
    assert news.json("check") == first


def test_one_with_other_tables_is_made_anew(news: Desk) -> None:
    first = news.json("check")
    with sqlite3.connect(database(news)) as connection:
        connection.execute("UPDATE settings SET value = 'another version'")
    connection.close()
    assert news.json("check") == first


def test_every_change_is_seen_at_once(news: Desk) -> None:
    path = news.path("ru", "news")
    for number in range(8):  # several within the clock's grain, the size unchanged
        target = f"Программа поддерживает {12 + number % 2} школ."
        news.translate("ru", "news", {ONE: target})
        found = [d["rule"] for d in check(news)["diagnostics"]]
        assert ("numbers" in found) == bool(number % 2), path.read_text()


def test_a_file_put_back_with_its_old_time_is_seen(news: Desk) -> None:
    path = news.path("ru", "news")
    old, stamp = path.read_bytes(), path.stat()
    news.json("check")
    news.translate("ru", "news", {ONE: "Программа поддерживает 13 школ."})
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert news.json("check", code=1)["languages"]["ru"]["errors"] > 0
    path.write_bytes(old)
    assert news.json("check")["languages"]["ru"]["errors"] == 0


def test_what_is_gone_is_forgotten(news: Desk) -> None:
    news.write("content/b.txt", f"{ONE}\n")
    news.run("extract")
    assert news.json("status")["languages"]["ru"]["items"] == 2
    news.path("ru", "b").unlink()
    (news.root / "content/b.txt").unlink()
    found = news.json("status")
    assert found["languages"]["ru"]["items"] == 1
    assert list(found["items"]) == ["news"]


def test_another_setting_of_the_rules_judges_anew(news: Desk) -> None:
    news.translate("ru", "news", {ONE: "Программа поддерживает 13 школ."})
    assert news.json("check", code=1)["languages"]["ru"]["errors"] > 0
    news.configure('[rules]\ndisable = ["numbers"]\n', '"ru"')
    assert news.json("check")["languages"]["ru"]["errors"] == 0
    news.configure('[rules.items."n*"]\nseverity = { numbers = "warning" }\n', '"ru"')
    found = news.json("check")["languages"]["ru"]
    assert found["errors"] == 0
    assert found["warnings"] > 0
    news.configure('[rules]\ndisable = ["nummbers"]\n', '"ru"')
    assert "Did you mean 'numbers'?" in news.run("check", code=2).stderr


def test_two_processes_may_make_it_at_once(news: Desk) -> None:
    command = [sys.executable, "-m", "translator", "-C", str(news.root), "status"]
    processes = [
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    for process in processes:
        _, said = process.communicate()
        assert (process.returncode, said) == (0, "")


def test_many_files_are_read_on_all_cores(news: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("translator.index.update._POOL_FROM", 1)
    first = check(news)
    database(news).unlink()
    assert news.json("check") == first


def many(desk: Desk, number: int) -> None:
    """A project of so many items, in folders of ten, with a translation in each."""
    desk.configure("", '"ru", "ky"')
    for place in range(number):
        desk.write(f"content/{place // 10}/item-{place:03}.txt", f"{ONE}\n\nItem {place}.\n")
    desk.run("extract")
    for place in range(number):
        desk.translate("ru", f"{place // 10}/item-{place:03}", TEXTS)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is read for the index from now on: files of items, catalogues."""
    seen: list[str] = []
    load, data = Catalogue.load, Item.data

    def load_noted(path: Path, **options: bool) -> Catalogue:
        seen.append(path.name)
        return load(path, **options)

    def data_noted(item: Item) -> bytes:
        seen.append(item.path.name)
        return data(item)

    monkeypatch.setattr(Catalogue, "load", load_noted)
    monkeypatch.setattr(Item, "data", data_noted)
    return seen


def settle(desk: Desk) -> None:
    """Make the files look older than the clock's grain."""
    for folder in ("content", "locales"):
        for path in sorted((desk.root / folder).rglob("*.*")):
            os.utime(path, (1_600_000_000, 1_600_000_000))


def test_only_what_changed_is_read(
    desk: Desk, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    many(desk, 12)
    settle(desk)
    # The status-change time can't be set back.
    monkeypatch.setattr("translator.index.store.is_settled", lambda *_: True)
    desk.json("status")
    read.clear()
    assert desk.json("status")["languages"]["ru"]["items"] == 12
    assert read == []
    desk.translate("ru", "1/item-011", {"Item 11.": "Пункт 11."})
    read.clear()
    desk.json("status")
    assert read == ["item-011.po"]
    desk.write("content/0/item-003.txt", f"{TWO}\n")
    read.clear()
    desk.json("status")
    assert set(read) == {"item-003.txt", "item-003.po"}


def test_extract_reads_only_what_changed_and_counts_all(
    desk: Desk, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    many(desk, 12)
    settle(desk)
    monkeypatch.setattr("translator.index.store.is_settled", lambda *_: True)
    desk.json("status")
    read.clear()
    assert "12 items: 24 segments" in desk.run("extract").stderr
    assert read == []
    desk.write("content/0/item-003.txt", f"{TWO}\n\n{ONE}\n")
    said = desk.run("extract", "1/item-011").stderr
    assert "1 item: 2 segments" in said
    assert "0 catalogues written" in said
    said = desk.run("extract").stderr
    assert "12 items: 24 segments" in said
    assert "2 catalogues written" in said
    assert set(read) == {"item-003.txt", "item-003.po"}


def test_a_build_that_is_killed_goes_on_where_it_was(
    desk: Desk, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    many(desk, 12)
    settle(desk)
    monkeypatch.setattr("translator.index.store.is_settled", lambda *_: True)
    monkeypatch.setattr("translator.index.update._TOGETHER", 2)
    stored: list[str] = []

    def store_some(
        db: sqlite3.Connection, project: Project, folder: str, readings: list[Reading]
    ) -> None:
        if len(stored) >= 4:
            raise KeyboardInterrupt
        store(db, project, folder, readings)
        stored.extend(reading.item.path.name for reading in readings)

    with monkeypatch.context() as patched:
        patched.setattr("translator.index.store.store", store_some)
        with pytest.raises(KeyboardInterrupt):
            ask(desk.project, lambda db: db)
    read.clear()
    assert desk.json("status")["languages"]["ru"]["items"] == 12
    items = {name for name in read if name.endswith(".txt")}
    assert len(items) == 8
    assert not items & set(stored)


def test_few_readings_are_in_memory_at_once(desk: Desk) -> None:
    desk.write("content/a.txt", f"{ONE}\n")
    taken = 0

    def steps() -> Iterator[Step]:
        nonlocal taken
        for _ in range(100):
            taken += 1
            yield Step(Folder(""), [Job(desk.project.items[0], b"", None, ())])

    workers = os.cpu_count() or 1
    for done, (_, readings) in enumerate(read_on_all_cores(desk.project, steps()), 1):
        assert [reading.item.id for reading in readings] == ["a"]
        assert taken - done <= 2 * workers + 1
    assert done == 100


@pytest.mark.parametrize("noticed", [False, True])
def test_it_goes_on_when_readers_are_ended(desk: Desk, noticed: bool) -> None:
    desk.write("content/a.txt", f"{ONE}\n")
    steps = [Step(Folder(""), [Job(desk.project.items[0], b"", None, ())]) for _ in range(40)]
    done: list[Step] = []
    for step, readings in read_on_all_cores(desk.project, iter(steps)):
        if not done:
            for child in multiprocessing.active_children():
                child.kill()
            if noticed:  # the pool takes nothing more; otherwise it may, and never answers
                for thread in threading.enumerate():
                    if type(thread).__module__ == "concurrent.futures.process":
                        thread.join()
        done.append(step)
        assert [reading.item.id for reading in readings] == ["a"]
    assert done == steps


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_build_that_is_ended_leaves_no_process_and_says_little(desk: Desk, how: int) -> None:
    for number in range(80):
        desk.write(f"content/{number}.txt", f"{ONE}\n")
    desk.run("extract")
    process = subprocess.Popen(
        [sys.executable, "-m", "translator", "-C", str(desk.root), "check"],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
        text=True,
    )
    tasks = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    children: list[str] = []
    while process.poll() is None and len(children) < 2:
        children = tasks.read_text().split()
        time.sleep(0.01)
    if how == signal.SIGINT:
        os.killpg(process.pid, how)  # as a terminal does
    else:
        process.kill()
    _, said = process.communicate()  # waits for all who can still write
    assert how == signal.SIGKILL or "Traceback" not in said
    assert process.returncode in (1, 130, -signal.SIGKILL)
    assert desk.json("status")["languages"]["ru"]["items"] == 80


def dumped(project: Project) -> dict[str, list[Any]]:
    """All that an index says, without its numbers of rows and times."""

    def tables(db: sqlite3.Connection) -> dict[str, list[Any]]:
        wanted = {
            "totals": f"lang, {', '.join(SUMS)}",
            "items": "item, source, title, languages, stale, problem",
            "catalogues": f"lang, item, path, wanted, stale, {', '.join(SUMS)}",
            "entries": f"lang, item, {', '.join(ENTRY)}",
            "findings": "key, rule, severity, message, fix",
            "divided": "*",
            "orphans": "*",
            "templates": "*",
        }
        while not make_searchable(db):
            pass
        found = {
            table: sorted(map(repr, db.execute(f"SELECT {columns} FROM {table}")))
            for table, columns in wanted.items()
        }
        hits = pages.search(db, "school", ["ru", "ky"])
        return {**found, "search": [(row["item"], row["key"], row["target"]) for row in hits]}

    return ask(project, tables)


def test_what_follows_changes_is_as_what_is_made_anew(desk: Desk) -> None:
    many(desk, 6)
    chance = random.Random(7)

    def step(number: int) -> None:
        place = chance.randrange(6)
        item = f"0/item-{place:03}"
        source = desk.root / f"content/{item}.txt"
        match chance.randrange(7):
            case 0 | 1:
                if desk.path("ru", item).exists():
                    target = chance.choice(["Школ 12.", "Программа поддерживает 12 школ.", ""])
                    desk.translate("ru", item, {ONE: target})
            case 2:
                desk.write(f"content/{item}.txt", f"{ONE}\n\nItem {place}, step {number}.\n")
            case 3:
                desk.run("extract")
            case 4:
                source.unlink(missing_ok=True)
            case 5:
                desk.path("ky", item).unlink(missing_ok=True)
            case 6:
                if desk.path("ru", item).exists():
                    desk.path("ru", item).write_text('msgid "cut off')
                    dumped(desk.project)
                    desk.path("ru", item).unlink()

    for number in range(16):
        step(number)
        followed = dumped(desk.project)
        for path in (desk.root / ".translator").glob("index.db*"):
            path.rename(path.with_name(f"kept-{path.name}"))
        anew = dumped(desk.project)
        for path in (desk.root / ".translator").glob("kept-index.db*"):
            path.rename(path.with_name(path.name.removeprefix("kept-")))
        assert followed == anew


def test_a_difference_that_a_person_set_aside_is_none(news: Desk) -> None:
    news.write("content/b.txt", f"{TWO}\n")
    news.write("content/c.txt", f"{TWO}\n")
    news.run("extract")
    for item, target in (("b", TEXTS[TWO]), ("c", "Школу открыли.")):
        news.translate("ru", item, {TWO: target})
    assert [d["rule"] for d in check(news)["diagnostics"]] == ["consistency"]
    with Catalogue.edit(news.path("ru", "c"), news.project.locks) as catalogue:
        review.set_aside(catalogue.entries[0], "consistency", "as in the headline", "Aigul")
    assert check(news)["diagnostics"] == []


def test_a_title_may_differ_from_a_body_line(desk: Desk) -> None:
    desk.configure("", '"ru"')
    desk.write("content/a.md", f"# {TWO}\n\nOne.\n")
    desk.write("content/b.md", f"# One.\n\n{TWO}\n")
    desk.run("extract")
    desk.translate("ru", "a", {TWO: "Открыта школа"})
    desk.translate("ru", "b", {TWO: "Открылась школа."})
    assert "consistency" not in [d["rule"] for d in check(desk)["diagnostics"]]


def glossary_findings(desk: Desk) -> list[str]:
    return [d["message"] for d in check(desk)["diagnostics"] if d["rule"] == "glossary"]


def test_a_changed_termbase_judges_anew(news: Desk) -> None:
    assert glossary_findings(news) == []
    termbase = 'msgid "school"\nmsgstr "{}"\n\nmsgid "rule of law"\nmsgstr "верховенство права"\n'
    news.write("locales/ru/glossary.po", termbase.format("училище"))
    assert len(glossary_findings(news)) == 2
    news.write("locales/ru/glossary.po", termbase.format("школа"))
    assert glossary_findings(news) == []
    news.write("locales/ru/glossary.po", termbase.format("училище | школа"))
    assert glossary_findings(news) == []
    many = "".join(f'msgid "school {n}"\nmsgstr "школа"\n\n' for n in range(60))
    news.write("locales/ru/glossary.po", many + termbase.format("училище"))
    assert len(glossary_findings(news)) == 2
    (news.root / "locales/ru/glossary.po").unlink()
    assert glossary_findings(news) == []


def test_a_termbase_that_cannot_be_read_is_said(news: Desk) -> None:
    news.write("locales/ru/glossary.po", 'msgid "school"\nmsgstr "школа\n')
    found = check(news)
    assert found["gate"] == "failed"
    [problem] = [d for d in found["diagnostics"] if d["rule"] == "unreadable"]
    assert (problem["path"], problem["line"]) == ("locales/ru/glossary.po", 2)
    news.write("locales/ru/glossary.po", 'msgid "school"\nmsgstr "школа"\n')
    assert check(news)["gate"] == "passed"
