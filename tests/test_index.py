"""The index is derived and disposable, and never out of date."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Desk

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
    done = subprocess.run(
        [sys.executable, "-m", "translator", "-C", str(desk.root), "check", "--format", "json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
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
