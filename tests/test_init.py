"""A new project, from nothing to a published page."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.conftest import Desk
from translator.cli import cli


def run(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == code, result.output
    return result.output


def test_a_new_folder_becomes_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = run("init", "desk")
    assert said.endswith("Next: translator -C desk extract\n")
    assert "1 item: 6 segments × 5 languages; 5 catalogues" in run("-C", "desk", "extract")
    assert "ky: 1 from memory, 1 from cldr" in run("-C", "desk", "draft")
    catalogue = (tmp_path / "desk/locales/ky/news/welcome.po").read_text()
    assert "# draft: memory machine-prepared.tmx match=100%" in catalogue
    run("-C", "desk", "extract", "--check")
    run("-C", "desk", "check", code=1)
    run("-C", "desk", "compile", "--preview")
    assert (tmp_path / "desk/build/preview/ka/welcome.txt").exists()


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
