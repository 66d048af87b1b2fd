"""What docs/server.md says is run: nginx before a real desk, systemd's verifier, a backup."""

from __future__ import annotations

import getpass
import http.client
import re
import shutil
import socket
import sqlite3
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.browser.conftest import Server
from tests.webui.conftest import PASSWORD, Newsroom, csrf_in

PAGE = Path(__file__).parents[2] / "docs" / "server.md"
NGINX = shutil.which("nginx")


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return found[1]


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def sent(cookies: list[str]) -> str:
    """What a browser sends back of the cookies set."""
    return "; ".join(cookie.partition(";")[0] for cookie in cookies)


@contextmanager
def nginx(folder: Path, site: str, port: int) -> Iterator[None]:
    """nginx with a site of its own, nothing of the machine's."""
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    config = folder / "nginx.conf"
    config.write_text(
        f"daemon off; pid {folder}/pid; user {getpass.getuser()}; error_log stderr;\n"
        f"events {{}}\nhttp {{\naccess_log off;\n{temporary}{site}}}\n"
    )
    command = [str(NGINX), "-e", "stderr", "-p", str(folder), "-c", str(config)]
    checked = subprocess.run([*command, "-t"], check=False, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(200):
                with socket.socket() as trial:
                    if trial.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.02)
            yield
        finally:
            process.terminate()


@pytest.mark.skipif(not NGINX or not shutil.which("openssl"), reason="needs nginx and openssl")
def test_nginx_before_a_real_desk(newsroom: Newsroom, tmp_path: Path) -> None:
    newsroom.person("Aigul", "translator", PASSWORD)
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    names = ["-subj", "/CN=desk.example.org", "-addext", "subjectAltName=DNS:desk.example.org"]
    files = ["-keyout", str(tmp_path / "desk.key"), "-out", str(tmp_path / "desk.pem")]
    subprocess.run([*make, *names, *files], check=True, capture_output=True)
    server = Server(newsroom.desk.root, 0, "--proxy")
    port = free_port()
    site = (
        block("nginx")
        .replace("443", f"127.0.0.1:{port}")
        .replace("/etc/ssl", str(tmp_path))
        .replace("127.0.0.1:8000", f"127.0.0.1:{server.port}")
    )
    context = ssl.create_default_context(cafile=tmp_path / "desk.pem")

    def ask(
        method: str, path: str, cookie: str = "", form: dict[str, str] | None = None
    ) -> tuple[int, str, list[str]]:
        """Status, page and cookies set, over TLS, the certificate verified."""
        with (
            socket.create_connection(("127.0.0.1", port)) as plain,
            context.wrap_socket(plain, server_hostname="desk.example.org") as secured,
        ):
            browser = http.client.HTTPConnection("desk.example.org")
            browser.sock = secured
            kind = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
            body = urlencode(form) if form else None
            browser.request(method, path, body, {"Cookie": cookie, "Connection": "close", **kind})
            with browser.getresponse() as answer:
                page = answer.read().decode()
                assert "Strict-Transport-Security" in answer.headers
                return answer.status, page, answer.headers.get_all("Set-Cookie", [])

    try:
        with nginx(tmp_path, site, port):
            status, page, visitor = ask("GET", "/login")
            assert status == 200
            assert all("Secure" in cookie for cookie in visitor)
            form = {"csrf_token": csrf_in(page), "name": "Aigul", "password": PASSWORD}
            status, _, session = ask("POST", "/login", sent(visitor), form)
            assert status == 302
            assert any(cookie.startswith("desk=") for cookie in session)
            assert all("Secure" in cookie for cookie in session if cookie.startswith("desk="))
            assert all("HttpOnly" in cookie for cookie in session if cookie.startswith("desk="))
            status, page, _ = ask("GET", "/", sent(session))
            assert status == 200
            assert "Aigul" in page
    finally:
        assert server.stop() == 0


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
def test_the_unit_is_one_that_systemd_takes(tmp_path: Path) -> None:
    unit = tmp_path / "translator.service"
    command = shutil.which("true") or "/bin/true"
    text = re.sub(r"ExecStart=\S+", f"ExecStart={command}", block("ini"))
    unit.write_text(text.replace("User=desk", f"User={getpass.getuser()}"))
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--recursive-errors=no", str(unit)],
        check=False,
        capture_output=True,
        text=True,
    )
    assert checked.returncode == 0, checked.stderr
    assert unit.name not in checked.stderr


@pytest.mark.skipif(not shutil.which("sqlite3"), reason="needs sqlite3")
def test_a_backup_while_the_desk_runs_holds_everything(newsroom: Newsroom, tmp_path: Path) -> None:
    browser = newsroom.browser()
    key = newsroom.entries()[0].key
    browser.post(f"/ru/items/{newsroom.item}/entries/{key}/comments", text="Keep this")
    line = block("sh").strip().replace("/backup/", f"{tmp_path}/")
    with newsroom.people() as _open:
        subprocess.run(["sh", "-c", line], cwd=newsroom.desk.root, check=True)
    (copy,) = tmp_path.glob("people-*.db")
    with sqlite3.connect(copy) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("SELECT text FROM comments").fetchall() == [("Keep this",)]
    db.close()
