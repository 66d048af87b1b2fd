"""`make cluster-demo` does what it says, and leaves nothing behind."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_the_demo_drafts_the_sample_and_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    done = subprocess.run(
        [sys.executable, "-m", "tools.cluster_demo"],
        check=False, capture_output=True, text=True, cwd=ROOT, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "No Argos package is installed: tiny ones are built" in done.stdout
    assert re.search(r"All \d+ catalogues are the same, byte for byte", done.stdout)
    assert done.stderr.count("en-ru: argos en-ru 1.0 drafts") == 2
    (port,) = re.findall(r"tcp://127\.0\.0\.1:(\d+)", done.stdout)
    with socket.socket() as client:
        assert client.connect_ex(("127.0.0.1", int(port))) != 0
    assert not list(tmp_path.glob("cluster-demo-*"))
