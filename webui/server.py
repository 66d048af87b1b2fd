"""Serving the interface: waitress, the log, and the way in on one's own machine."""

from __future__ import annotations

import getpass
import ipaddress
import logging
import signal
import socket
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType
from typing import Any

from waitress.server import create_server

from translator.errors import TranslatorError
from translator.project import Project
from translator.storage import sweep
from webui import create_app
from webui.desk import Desk
from webui.following import catch_up
from webui.people import accounts, database, signins
from webui.people.accounts import Account

THREADS = 8
LOCAL_NAMES = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True)
class Ready:
    """The server is ready to answer.

    Attributes:
        address: Where.
        link: What signs the local owner in once; none where accounts are required.
    """

    address: str
    link: str | None


def serve(
    project: Project, *, host: str, port: int, proxy: bool, ready: Callable[[Ready], None]
) -> None:
    """Serve a project until the process is asked to end.

    Args:
        project: The project.
        host: The address to listen on; accounts are required unless it is a loopback one.
        port: The port; 0 takes a free one.
        proxy: Requests come through a proxy on this machine that says who asks, and over what.
        ready: Called once the server listens.

    Raises:
        TranslatorError: The address is taken, or accounts are required and there are none.
    """
    local = is_loopback(host) and not proxy
    desk_people = Desk(project).people
    with database.opened(desk_people) as db:
        if not local and not accounts.can_sign_in(db):
            raise TranslatorError(
                f"no account can sign in yet, and on {host} everybody who reaches it could try",
                remedy="Create one: translator users add NAME --role admin. On a loopback address "
                "(--host 127.0.0.1, without --proxy) a one-time link signs you in without one.",
            )
    _log()
    sweep(project.locales, project.locks)
    app = create_app(project, {"TRUSTED_HOSTS": list(LOCAL_NAMES)} if local else None)
    options: dict[str, Any] = {}
    if proxy:
        options = {
            "trusted_proxy": "127.0.0.1",
            "trusted_proxy_headers": "x-forwarded-for x-forwarded-proto x-forwarded-host",
            "clear_untrusted_proxy_headers": True,
        }
    try:
        server = create_server(
            app, host=host, port=port, threads=THREADS, ident="translator", **options
        )
    except OSError as error:
        raise TranslatorError(
            f"can't listen on {host}, port {port}: {error.strerror}",
            remedy="Name another one with --port; 0 takes any that is free.",
        ) from None
    address = _address(host, int(server.effective_port))
    link = None
    if local:
        with database.opened(desk_people) as db:
            link = f"{address}login?token={signins.new_link(db, local_owner(db))}"
    _end_on_signals()
    threading.Thread(
        target=catch_up,
        args=(desk_people, project, app.extensions["index"]),
        name="following",
        daemon=True,
    ).start()
    ready(Ready(address, link))
    server.run()
    app.extensions["drafter"].close()
    server.close()


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    try:
        found = socket.getaddrinfo(host, None, proto=socket.IPPROTO_TCP)
    except OSError:
        return False
    return all(ipaddress.ip_address(each[4][0]).is_loopback for each in found)


def local_owner(db: sqlite3.Connection) -> Account:
    """The account of whoever starts the server: an administrator, made where there is none."""
    admins = [account for account in accounts.everyone(db) if account.role == "admin"]
    try:
        name = getpass.getuser()
    except (KeyError, OSError):
        name = "owner"
    for account in admins:
        if account.name.casefold() == name.casefold():
            return account
    return admins[0] if admins else accounts.add(db, name, "admin", None)


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _log() -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%Y-%m-%dT%H:%M:%S"))
    logging.getLogger().addHandler(handler)
    logging.getLogger("webui.requests").setLevel(logging.INFO)
    # A queue that is a request long for a moment is no news.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)


def _end_on_signals() -> None:
    """End as waitress does on Ctrl+C: requests that are being answered are finished first."""

    def end(_number: int, _frame: FrameType | None) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, end)
