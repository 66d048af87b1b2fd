"""The benchmark runs on any folder of translations and fails when the rules do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
GOOD = {
    "ru": "В 2007 году Казахстан (как и ЕС) вновь подтвердил приверженность отмене смертной казни.",
    "ky": "Казакстан (ЕБ сыяктуу) 2007-жылы өлүм жазасын жоюуга берилгендигин дагы ырастады.",
}
SOURCE = "In 2007 Kazakhstan (like the EU) reaffirmed its commitment to abolish the death penalty."


def run(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the benchmark over a folder, without pofilter."""
    script = "benchmarks/rule_quality.py"
    return subprocess.run(
        [
            sys.executable,
            script,
            str(folder),
            "--pofilter",
            "no-such-command",
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=False,
    )


def test_good_translations_pass_and_faults_are_found(tmp_path: Path) -> None:
    for language, target in GOOD.items():
        (tmp_path / f"news.{language}.tsv").write_text(f"{SOURCE}\t{target}\n", encoding="utf-8")
    done = run(tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "digit changed" in done.stdout
    assert "pofilter is not installed" in done.stdout


def test_bad_translations_fail(tmp_path: Path) -> None:
    target = GOOD["ru"].replace("2007", "2008")
    (tmp_path / "news.ru.tsv").write_text(f"{SOURCE}\t{target}\n", encoding="utf-8")
    assert run(tmp_path).returncode == 1


def test_an_empty_folder_is_wrong_usage(tmp_path: Path) -> None:
    assert run(tmp_path).returncode == 2
