"""Who may not draft, and what is said when nobody can."""

from __future__ import annotations

import http.server
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.cluster.conftest import Newsroom
from tools.loopback import Loopback
from translator.cluster.address import exposed
from translator.engines import package
from translator.state import State

SENTENCE = "The Union supports education in Kazakhstan."


@pytest.fixture
def news(newsroom: Newsroom) -> Newsroom:
    newsroom.configure("", languages='"ru"')
    newsroom.write("content/news.txt", f"European Union news\n\n17/05/2016\n\n{SENTENCE}\n")
    newsroom.run("extract")
    return newsroom


def state(news: Newsroom) -> State:
    return news.entry("ru", "news", SENTENCE).state


def test_workers_with_another_model_or_none_are_refused_and_the_others_draft(
    news: Newsroom, loopback: Loopback, packages: dict[str, Path]
) -> None:
    for name in ("none", "other"):
        loopback.start_worker(packages[name])
    loopback.wait(2)
    refused = news.run("draft", "--scheduler", loopback.address, "--patience", "1", code=2)
    assert "none of the cluster's workers (2) can draft en-ru" in refused.stderr
    assert state(news) is State.UNTRANSLATED
    assert news.entry("ru", "news", "17/05/2016").state is State.DRAFT  # needs no engine
    loopback.start_worker(packages["right"])
    result = news.run("draft", "--scheduler", loopback.address)
    digest = package.digest(package.installed()[1])
    lines = refused.stderr.splitlines() + result.stderr.splitlines()
    (none,) = {line for line in lines if "it has no package en-ru" in line}
    (other,) = {line for line in lines if "it has en-ru 2.0 (SHA-256 " in line}
    for line in (none, other):
        assert line.startswith(f"The worker {loopback.address.rpartition(':')[0]}:")
        assert f"wanted is 1.0 (SHA-256 {digest[:12]}…)" in line
        assert "translator models install FILE" in line
    assert state(news) is State.DRAFT


def test_a_worker_without_the_program_or_with_another_library_is_refused(
    news: Newsroom, loopback: Loopback, packages: dict[str, Path], tmp_path: Path
) -> None:
    for name, code in {
        "without": "raise ImportError(\"No module named 'translator'\")",
        "another": "from importlib import metadata\nreal = metadata.version\n"
        "metadata.version = lambda name: '4.0.0' if name == 'ctranslate2' else real(name)\n",
    }.items():
        folder = tmp_path / name
        folder.mkdir()
        (folder / ("translator.py" if name == "without" else "sitecustomize.py")).write_text(code)
        loopback.start_worker(packages["right"], environment={"PYTHONPATH": str(folder)})
    loopback.wait(2)
    said = news.run("draft", "--scheduler", loopback.address, "--patience", "1", code=2).stderr
    assert "none of the cluster's workers (2)" in said
    assert "this program is not installed there, or another version" in said
    assert "pip install 'newsroom-translator[cluster]'" in said
    assert "it runs ctranslate2 4.0.0, this machine" in said


@pytest.mark.parametrize(
    ("version", "said"),
    [
        ("return '0.0.1'", "has this program 0.0.1, this machine has"),
        ("raise metadata.PackageNotFoundError(name)", "has this program not at all"),
    ],
)
def test_a_scheduler_with_another_version_of_the_program(
    news: Newsroom, tmp_path: Path, version: str, said: str
) -> None:
    code = (
        "from importlib import metadata\nreal = metadata.version\n"
        f"def version(name):\n    if name == 'newsroom-translator':\n        {version}\n"
        "    return real(name)\nmetadata.version = version\n"
    )
    (tmp_path / "sitecustomize.py").write_text(code)
    with Loopback(tmp_path, {"PYTHONPATH": str(tmp_path)}) as loopback:
        result = news.run("draft", "--scheduler", loopback.address, code=2)
    assert said in result.stderr
    assert "pip install 'newsroom-translator[cluster]==" in result.stderr
    assert state(news) is State.UNTRANSLATED


def test_a_scheduler_without_workers(news: Newsroom, loopback: Loopback) -> None:
    result = news.run("draft", "--scheduler", loopback.address, "--patience", "1", code=2)
    assert "has no worker for en-ru; waiting 1 second for one" in result.stderr
    assert "has had no worker for en-ru for 1 second" in result.stderr
    assert f"dask worker {loopback.address}" in result.stderr
    assert "1 draft made" in result.stderr


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("127.0.0.1:8786", "does not start with tcp:// or tls://"),
        ("http://127.0.0.1:8786", "does not start with tcp:// or tls://"),
        ("tcp://127.0.0.1", "is not a scheme, a host and a port"),
        ("tcp://127.0.0.1:port", "is not a scheme, a host and a port"),
        ("tcp://127.0.0.1:1", "no Dask scheduler answers at tcp://127.0.0.1:1"),
        ("tls://127.0.0.1:1", "no certificates for tls://"),
    ],
)
def test_an_address_where_no_scheduler_is(
    news: Newsroom, address: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("translator.cluster.connection.ANSWERS_WITHIN", 1.0)
    before = news.tree()
    result = news.run("draft", "--scheduler", address, code=2)
    assert said in result.stderr
    assert news.tree() == before


def test_what_answers_is_no_scheduler(
    news: Newsroom,
    loopback: Loopback,
    packages: dict[str, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("translator.cluster.connection.ANSWERS_WITHIN", 1.0)
    with http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        result = news.run("draft", "--scheduler", f"tcp://127.0.0.1:{server.server_port}", code=2)
        server.shutdown()
    assert "no Dask scheduler answers at" in result.stderr


def test_the_extra_is_named_where_it_is_not_installed(news: Newsroom, tmp_path: Path) -> None:
    (tmp_path / "distributed.py").write_text("raise ImportError('no')\n")
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    command = [sys.executable, "-m", "translator", "-C", str(news.root), "draft"]
    done = subprocess.run(
        [*command, "--scheduler", "tcp://127.0.0.1:1"],
        check=False, capture_output=True, text=True, env=environment,
    )  # fmt: skip
    assert done.returncode == 2
    assert "pip install 'newsroom-translator[cluster]'" in done.stderr
    # And without a scheduler, nothing of Dask is missed: nothing of it is imported.
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    assert state(news) is State.DRAFT


def test_without_a_scheduler_nothing_of_dask_is_imported(news: Newsroom) -> None:
    script = (
        "import sys\nfrom translator.cli import cli\n"
        f"try:\n    cli(['-C', {str(news.root)!r}, 'draft'])\nexcept SystemExit:\n    pass\n"
        "print(*sorted({m.partition('.')[0] for m in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert state(news) is State.DRAFT
    assert not {"dask", "distributed", "tornado"} & set(done.stdout.split())


def test_options_that_do_not_go_together(news: Newsroom) -> None:
    result = news.run("draft", "--scheduler", "tcp://127.0.0.1:1", "--engine", "none", code=2)
    assert "--engine none" in result.stderr
    assert "--patience needs a --scheduler" in news.run("draft", "--patience", "1", code=2).stderr


def test_which_addresses_are_told_to_be_open() -> None:
    assert exposed("tcp://192.0.2.10:8786")
    assert exposed("tcp://office:8786")
    assert not exposed("tls://192.0.2.10:8786")
    assert not exposed("tcp://127.0.0.1:8786")
    assert not exposed("tcp://localhost:8786")
    assert not exposed("tcp://[::1]:8786")


@pytest.fixture
def tls(tmp_path: Path) -> dict[str, str]:
    """Variables that give Dask a certificate which is its own authority."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed")
    certificate, key = tmp_path / "cluster.pem", tmp_path / "cluster.key"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
         "-subj", "/CN=cluster", "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    comm = {"DASK_DISTRIBUTED__COMM__TLS__CA_FILE": str(certificate)}
    comm["DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION"] = "true"
    for role in ("SCHEDULER", "WORKER", "CLIENT"):
        comm[f"DASK_DISTRIBUTED__COMM__TLS__{role}__CERT"] = str(certificate)
        comm[f"DASK_DISTRIBUTED__COMM__TLS__{role}__KEY"] = str(key)
    return comm


def test_a_cluster_behind_tls(
    news: Newsroom, packages: dict[str, Path], tmp_path: Path, tls: dict[str, str]
) -> None:
    folder = tmp_path / "cluster"
    folder.mkdir()
    command = [sys.executable, "-m", "translator", "-C", str(news.root), "draft"]
    with Loopback(folder, tls, tls=True) as loopback:
        assert loopback.address.startswith("tls://")
        loopback.start_worker(packages["right"])
        stranger = subprocess.run(
            [*command, "--scheduler", loopback.address],
            check=False, capture_output=True, text=True,
        )  # fmt: skip
        assert stranger.returncode == 2
        assert "no certificates for tls://" in stranger.stderr
        done = subprocess.run(
            [*command, "--scheduler", loopback.address],
            check=False, capture_output=True, text=True, env=os.environ | tls,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert state(news) is State.DRAFT
