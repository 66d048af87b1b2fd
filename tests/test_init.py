"""A new project, from nothing to a published page."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.conftest import Desk
from translator import review
from translator.catalogue import Catalogue
from translator.cli import cli
from translator.project import find


def run(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == code, result.output
    return result.output


def test_a_new_folder_becomes_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = run("init", "desk")
    assert said.endswith("Next: translator -C desk extract\n")
    said = run("-C", "desk", "extract")
    assert "1 item: 8 segments × 5 languages; 5 catalogues" in said
    assert said.endswith("Next: translator -C desk draft\n")
    said = run("-C", "desk", "draft")
    assert re.search(
        r"^  ka +5 +3$", said, re.MULTILINE
    )  # a desk without any model has drafts on its first day
    assert said.endswith("Next: translator -C desk serve\n")
    catalogue = (tmp_path / "desk/locales/ky/news/welcome.po").read_text()
    assert "# draft: memory machine-prepared.tmx match=100%" in catalogue
    run("-C", "desk", "extract", "--check")
    run("-C", "desk", "check", code=1)
    run("-C", "desk", "compile", "--preview")
    assert (tmp_path / "desk/build/preview/ka/welcome.txt").exists()


def test_five_commands_lead_to_a_published_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for command in ("init", "extract", "draft"):
        run(command)
    project = find(tmp_path)
    with Catalogue.edit(project.catalogue_path("ru", "welcome"), project.locks) as catalogue:
        for entry in catalogue.entries:  # what somebody does in the page that `serve` opens
            review.translate(entry, entry.target or "Перевод 40, translator extract")
            review.approve(entry, "Aigul", dt.date(2026, 11, 24))
    assert "1 localised item in build/" in run("compile")
    assert "Перевод" in (tmp_path / "build/site/ru/welcome.html").read_text()


def test_what_is_there_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".gitignore").write_text("mine\n")
    assert ".gitignore" not in run("init")
    assert (tmp_path / ".gitignore").read_text() == "mine\n"
    assert "has a translator.toml already" in run("init", code=2)


def test_the_ci_job_s_commands_run(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("init", "new")
    job = (tmp_path / "new/.github/workflows/translations.yml").read_text()
    commands = [
        text.split("run: translator ")[1] for text in job.splitlines() if "run: translator " in text
    ]
    assert commands == ["extract --check", "check --format github"]
    run("-C", "new", "extract")
    assert run("-C", "new", *commands[0].split())
    assert "::error title=incomplete::" in run("-C", "new", *commands[1].split(), code=1)
