"""The command line as a whole: help, wrong usage, and what goes where."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tests.conftest import Desk
from translator import __version__
from translator.cli import cli


def commands(group: click.Group, names: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        yield (*names, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*names, name))


@pytest.mark.parametrize("names", [(), *commands(cli)], ids=" ".join)
def test_every_command_and_option_has_help(names: tuple[str, ...]) -> None:
    result = CliRunner().invoke(cli, [*names, "--help"])
    assert result.exit_code == 0
    command: click.Command = cli
    for name in names:
        assert isinstance(command, click.Group)
        command = command.commands[name]
    assert command.help
    if isinstance(command, click.Group):
        listed = result.output.partition("Commands:")[2]
        assert "..." not in listed, "what a command does is cut off at 80 columns"
    for option in command.params:
        if isinstance(option, click.Option):
            described = option.help or isinstance(option.type, click.Choice)
            assert described, f"{option.name} has no help"


def test_colours_are_for_terminals_that_want_them(desk: Desk) -> None:
    coloured = CliRunner().invoke(cli, ["-C", str(desk.root), "doctor"], color=True)
    assert "\x1b[" in coloured.output
    environment = {"NO_COLOR": "1"}
    plain = CliRunner().invoke(cli, ["-C", str(desk.root), "doctor"], color=True, env=environment)
    assert "\x1b[" not in plain.output


def test_a_file_is_named_as_it_is_called_from_here(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.configure("[gate\n")
    monkeypatch.chdir(desk.root)
    assert CliRunner().invoke(cli, ["status"]).stderr.startswith("Error: translator.toml:4: not")
    monkeypatch.chdir(desk.root.parent)
    assert f"Error: {desk.root.name}/translator.toml:4" in desk.run("status", code=2).stderr


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys\nfrom translator.cli import cli\n"
        "try:\n    cli(['--help'])\nexcept SystemExit:\n    pass\n"
        "print(*sorted(m for m in sys.modules if '.' not in m), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    loaded = set(done.stderr.split())
    heavy = {"argostranslate", "babel", "ctranslate2", "filelock", "msgspec", "numpy", "polib"}
    assert not loaded & (heavy | {"py3langid", "rich", "sentencepiece", "sentencex"})


def test_python_m_is_the_same_program() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "translator", "--version"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"translator, version {__version__}\n"


def test_the_project_is_found_from_any_folder_below(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.write("content/2026/news.txt", "Hello.\n")
    monkeypatch.chdir(desk.root / "content" / "2026")
    result = CliRunner().invoke(cli, ["extract"])
    assert result.exit_code == 0, result.output
    assert desk.path("ru", "2026/news").exists()


def test_no_project_is_a_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(cli, ["status"])
    assert result.exit_code == 2
    assert "no translator.toml here or in any folder above" in result.stderr
    assert "-C" in result.stderr


def test_a_wrong_config_is_a_message(desk: Desk) -> None:
    desk.configure("[publish]\nstaet = 1\n")
    result = desk.run("compile", code=2)
    assert "translator.toml:5: [publish] staet: unknown key" in result.stderr
    assert "Did you mean 'state'?" in result.stderr


def test_a_missing_content_folder_is_a_message(desk: Desk) -> None:
    (desk.root / "content").rmdir()
    assert "the content folder is missing" in desk.run("extract", code=2).stderr


def test_json_is_alone_on_stdout(desk: Desk) -> None:
    desk.write("content/news.txt", "Hello.\n")
    for command in ("status", "check"):
        result = CliRunner().invoke(cli, ["-C", str(desk.root), command, "--format", "json"])
        assert json.loads(result.stdout)["version"] == 1


def test_human_words_go_to_stderr_and_quiet_leaves_them_out(desk: Desk) -> None:
    desk.write("content/news.txt", "17/05/2016\n")
    for command in (["extract"], ["draft"], ["compile"], ["compile", "--preview"]):
        loud = desk.run(*command)
        assert loud.stdout == ""
        assert loud.stderr
        quiet = desk.run("-q", *command)
        assert quiet.output == ""


def test_verbose_names_every_file(desk: Desk) -> None:
    desk.write("content/news.txt", "17/05/2016\n")
    assert "  locales/ka/news/news.po" in desk.run("-v", "extract").stderr
    assert "  locales/ka/news/news.po" in desk.run("-v", "draft").stderr


def test_a_reader_that_leaves_early_is_no_traceback(desk: Desk) -> None:
    desk.write("content/news.txt", "Hello.\n" * 2000)
    desk.run("extract")
    command = f"{sys.executable} -m translator -C {desk.root} status --format json | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout == "{\n"
    assert done.stderr == ""
