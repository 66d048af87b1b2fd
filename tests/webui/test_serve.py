"""Starting the server, and the accounts' commands."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request

import pytest
from click.testing import CliRunner

from tests.browser.conftest import Server
from tests.conftest import Desk
from tests.webui.conftest import PASSWORD, Newsroom
from translator.cli import cli
from webui.people import accounts
from webui.server import is_loopback


def fetch(url: str, token: str = "") -> tuple[int, str]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def refused(newsroom: Newsroom, *arguments: str) -> str:
    """What `serve` says when it does not start."""
    command = [sys.executable, "-m", "translator", "-C", str(newsroom.desk.root), "serve"]
    result = subprocess.run(
        [*command, *arguments], check=False, capture_output=True, text=True, timeout=60
    )
    assert result.returncode == 2
    return result.stderr


def test_serve_says_where_and_ends_cleanly(newsroom: Newsroom) -> None:
    server = Server(newsroom.desk.root)
    try:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", server.address)
        assert server.link.startswith(server.address + "login?token=")
        assert fetch(server.address + "healthz")[0] == 200
        newsroom.desk.run("users", "add", "Script", "--no-password")
        token = newsroom.desk.run("users", "token", "Script").stdout.strip()
        status, text = fetch(f"{server.address}api/v1/ru/items/{newsroom.item}", token)
        assert status == 200
        assert "Border talks" in text
        assert fetch(server.address + "api/v1/status", token)[0] == 200
        newsroom.desk.run("users", "token", "Script", "--revoke")
        assert fetch(server.address + "api/v1/status", token)[0] == 401
    finally:
        assert server.stop(signal.SIGTERM) == 0
    assert any("GET /healthz 200" in line for line in server.lines)
    assert not any("Traceback" in line for line in server.lines)
    assert server.lines[-1].startswith("Next: translator -C")
    assert server.lines[-1].endswith(" compile\n")


@pytest.mark.parametrize("how", [["--host", "0.0.0.0"], ["--proxy"]])
def test_elsewhere_than_on_loopback_accounts_are_required(
    newsroom: Newsroom, how: list[str]
) -> None:
    newsroom.desk.run("users", "add", "Script", "--role", "admin", "--no-password")
    assert "users add" in refused(newsroom, "--port", "0", *how)


def test_a_taken_port_is_said_so(newsroom: Newsroom) -> None:
    server = Server(newsroom.desk.root)
    try:
        assert "--port" in refused(newsroom, "--port", str(server.port))
    finally:
        server.stop()


def test_loopback_is_told_from_the_rest() -> None:
    assert is_loopback("127.0.0.1")
    assert is_loopback("::1")
    assert is_loopback("localhost")
    assert not is_loopback("0.0.0.0")
    assert not is_loopback("192.0.2.1")


class TestUsers:
    def run(self, desk: Desk, *arguments: str, stdin: str = "", code: int = 0) -> str:
        result = CliRunner().invoke(cli, ["-C", str(desk.root), "users", *arguments], input=stdin)
        assert result.exit_code == code, result.output
        return result.output

    def test_an_account_from_beginning_to_end(self, newsroom: Newsroom) -> None:
        desk = newsroom.desk
        self.run(desk, "add", "Айгүл", "--role", "reviewer", "--password-stdin", stdin=PASSWORD)
        assert self.run(desk, "list") == "reviewer    Айгүл\n"
        self.run(desk, "role", "Айгүл", "admin")
        self.run(desk, "passwd", "Айгүл", "--password-stdin", stdin="another long password")
        with newsroom.people() as db:
            assert accounts.verify(db, "айгүл", PASSWORD) is None
            found = accounts.verify(db, "Айгүл", "another long password")
            assert found is not None
            assert found.role == "admin"
        self.run(desk, "remove", "Айгүл", code=2)  # nobody could manage accounts any more
        self.run(desk, "add", "Bek", "--role", "admin", "--password-stdin", stdin=PASSWORD)
        self.run(desk, "remove", "Айгүл")
        assert self.run(desk, "list") == "admin       Bek\n"

    def test_a_short_password_is_refused(self, newsroom: Newsroom) -> None:
        self.run(newsroom.desk, "add", "X", "--password-stdin", stdin="short", code=2)
        assert self.run(newsroom.desk, "list").startswith("There is no account")

    def test_without_a_password_there_is_only_the_token(self, newsroom: Newsroom) -> None:
        self.run(newsroom.desk, "token", "Nobody", code=2)
