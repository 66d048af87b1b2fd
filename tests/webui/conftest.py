"""A newsroom's pages, and people who use them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import Desk
from translator.catalogue import Catalogue
from translator.entry import Entry
from translator.project import Project
from translator.provenance import Provenance
from webui import create_app
from webui.people import accounts, database, signins

PASSWORD = "a long enough password"
TEXT = """\
Border talks resume in Osh

The two sides met on 12 May 2026. More than 350 projects amounting to €180 million were discussed.

Write to press@example.org for the details.
"""


@dataclass
class Browser:
    """A signed-in test client that knows its token."""

    client: FlaskClient
    csrf: str

    def get(self, path: str, **kwargs: Any) -> Any:
        return self.client.get(path, **kwargs)

    def text(self, path: str, code: int = 200) -> str:
        response = self.client.get(path)
        assert response.status_code == code, (path, response.status_code)
        return response.get_data(as_text=True)

    def post(self, path: str, **form: Any) -> Any:
        return self.client.post(path, data={"csrf_token": self.csrf, **form})

    def put(self, path: str, **body: Any) -> Any:
        return self.client.put(path, json=body, headers={"X-CSRF-Token": self.csrf})

    def send(self, path: str, **body: Any) -> Any:
        return self.client.post(path, json=body, headers={"X-CSRF-Token": self.csrf})


class Newsroom:
    """A project with one item in Russian and Kyrgyz, its app, and its people."""

    item = "border-talks"

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.app: Flask = create_app(desk.project, {"TESTING": True})

    @property
    def project(self) -> Project:
        return self.desk.project

    def path(self, lang: str = "ru") -> Path:
        return self.project.catalogue_path(lang, self.item)

    @contextmanager
    def people(self) -> Iterator[Connection]:
        with database.opened(self.project.root / ".translator" / "people.db") as db:
            yield db

    def person(self, name: str, role: str, password: str | None = None) -> accounts.Account:
        with self.people() as db:
            return accounts.add(db, name, role, password)

    def browser(self, name: str = "Aigul", role: str = "translator") -> Browser:
        """A browser in which somebody is signed in; the account is made where there is none."""
        with self.people() as db:
            known = {account.name for account in accounts.everyone(db)}
            account = (
                accounts.get(db, name) if name in known else accounts.add(db, name, role, None)
            )
            cookie = signins.begin(db, account)
        client = self.app.test_client()
        client.set_cookie("desk", cookie)
        return Browser(client, signins.csrf_of(cookie))

    def entries(self, lang: str = "ru") -> list[Entry]:
        return Catalogue.load(self.path(lang)).entries

    def suggest(self, index: int, text: str, provenance: Provenance, lang: str = "ru") -> None:
        with Catalogue.edit(self.path(lang), self.project.locks) as catalogue:
            catalogue.entries[index].suggest(text, provenance)

    def api(self, lang: str = "ru", key: str = "") -> str:
        base = f"/api/v1/{lang}/items/{self.item}"
        return f"{base}/entries/{key}" if key else base


@pytest.fixture
def newsroom(desk: Desk) -> Newsroom:
    desk.configure("[review]\nfour-eyes = false\n", languages='"ru", "ky"')
    desk.write(f"content/{Newsroom.item}.txt", TEXT)
    desk.run("extract")
    return Newsroom(desk)


def csrf_in(page: str) -> str:
    """The token that a page's form holds."""
    found = re.search(r'name="csrf_token" value="([0-9a-f]{64})"', page)
    assert found
    return found[1]
