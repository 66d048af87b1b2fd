"""What `doctor` finds, and what the program may bring with it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from tests.conftest import Desk
from translator.cli import cli

CODE = """
import importlib, json, pkgutil, sys
from importlib import metadata
import translator, webui
from translator.cli import cli

for package in (translator, webui):
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
for command in (["draft"], ["check"], ["compile", "--preview"]):
    cli(["-q", "-C", sys.argv[1], *command], standalone_mode=False)
owners = metadata.packages_distributions()
names = {name for module in sys.modules for name in owners.get(module.partition(".")[0], ())}
print(json.dumps(sorted(names)))
"""


def findings(desk: Desk) -> dict[tuple[str, str], str]:
    report = desk.json("doctor")
    assert report["version"] == 1
    return {(each["about"], each["level"]): each["message"] for each in report["findings"]}


def test_engines_are_named_for_each_pair(desk: Desk, package_files: dict[str, Path]) -> None:
    desk.write("content/a.txt", "A title\n\nA paragraph.\n")
    desk.run("extract")
    assert "en → ka, kk, ky, ru, tg (10 segments)" in findings(desk)["engines", "note"]
    desk.run("models", "install", str(package_files["en-ru"]))
    found = findings(desk)
    assert found["engines", "fine"].startswith("en → ru: argos")
    assert "en → ka, kk, ky, tg (8 segments)" in found["engines", "note"]


def test_what_stands_in_the_way_is_a_problem(desk: Desk) -> None:
    desk.write("content/a.txt", "A title\n")
    desk.run("status")
    desk.git("init", "-q")
    assert ".gitignore" in desk.run("doctor", "--strict", code=1).stdout
    desk.write(".gitignore", "/.translator/\n")
    desk.run("git-setup")
    desk.run("doctor", "--strict")
    desk.write(".translator/people.db", b"no database" * 100)
    said = desk.run("doctor", "--strict", code=1).stdout
    assert "people.db: file is not a database" in said
    assert "backup" in said


def test_without_a_project_it_still_says_what_is_installed(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["-C", str(tmp_path), "doctor"])
    assert result.exit_code == 0
    assert "newsroom-translator" in result.stdout
    assert "no translator.toml here" in result.stdout


def test_licences_are_listed_and_nothing_copyleft_is_imported(
    desk: Desk, package_files: dict[str, Path]
) -> None:
    listed = json.loads(desk.run("doctor", "--licences", "--format", "json").stdout)
    licences = {each["name"]: each["licence"] for each in listed}
    assert licences["newsroom-translator"] == "Apache-2.0"
    desk.write("content/a.txt", "The Union supports education.\n")
    desk.run("extract")
    desk.run("models", "install", str(package_files["en-ru"]))
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(desk.root)], check=False, capture_output=True, text=True
    )
    assert done.returncode in (0, 1), done.stderr
    imported = json.loads(done.stdout.splitlines()[-1])
    assert "ctranslate2" in imported
    copyleft = {
        name: licence
        for name in imported
        if "GPL" in (licence := licences[name]).upper() or "GNU" in licence.upper()
    }
    assert copyleft == {}
