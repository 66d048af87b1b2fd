"""Requests to the JSON interface that no honest script sends: an answer in JSON, never a 500."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.webui.conftest import Newsroom
from webui.people import signins

_WORDS = st.sampled_from(["approved", "translated", "needs-work", "\0", "\ud800"])
_TEXTS = st.text(max_size=30) | _WORDS
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3),
    max_leaves=8,
)
_NAMES = st.sampled_from(["target", "state", "revision", "override", "change", "rule", "reason"])
_BODIES = st.dictionaries(_NAMES, _VALUES, max_size=7).map(json.dumps).map(str.encode) | st.binary(
    max_size=40
)
_ADDRESSES = st.sampled_from(
    [
        ("PUT", ""), ("POST", "/restore"), ("POST", "/aside"), ("POST", "/check"),
        ("GET", ""), ("DELETE", ""),
    ]
)  # fmt: skip


@pytest.fixture
def asked(newsroom: Newsroom) -> Any:
    """A function that asks with a reviewer's token."""
    with newsroom.people() as db:
        token = signins.new_api_token(db, newsroom.person("Script", "reviewer"))
    client, headers = newsroom.app.test_client(), {"Authorization": f"Bearer {token}"}

    def ask(method: str, path: str, data: bytes = b"") -> Any:
        return client.open(path, method=method, data=data, headers=headers)

    return ask


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=_ADDRESSES, body=_BODIES)
def test_any_body(newsroom: Newsroom, asked: Any, where: tuple[str, str], body: bytes) -> None:
    method, tail = where
    revisions = [entry.key for entry in newsroom.entries()]
    answer = asked(method, newsroom.api(key=revisions[0]) + tail, body)
    assert answer.status_code in (200, 400, 403, 404, 405, 409, 413, 422), answer.data
    assert answer.is_json
    if answer.status_code >= 400:
        assert set(answer.json["error"]) == {"code", "message", "details"}
    newsroom.entries()


@pytest.mark.parametrize(
    "body",
    [b"[" * 1_900_000, b'{"a":' * 300_000, b'"' + b"\\" * 1_900_000, b"1e" + b"9" * 1_000_000],
    ids=["arrays", "objects", "backslashes", "digits"],
)
def test_large_bodies(newsroom: Newsroom, asked: Any, body: bytes) -> None:
    answer = asked("PUT", newsroom.api(key=newsroom.entries()[0].key), body)
    assert answer.status_code == 400


def test_an_address_longer_than_a_file_s_name(asked: Any) -> None:
    assert asked("GET", f"/api/v1/ru/suggest?key=a&item={'a' * 5000}").status_code == 404


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    item=st.text(max_size=20).filter(lambda text: text.isprintable()), key=st.text(max_size=20),
    lang=st.sampled_from(["ru", "xx", "../", "RU", ""]),
)  # fmt: skip
def test_any_address(newsroom: Newsroom, asked: Any, lang: str, item: str, key: str) -> None:
    from urllib.parse import quote, urlencode

    address = f"/api/v1/{quote(lang)}/items/{quote(item)}"
    for path in (address, f"{address}/entries/{quote(key)}",
                 f"/api/v1/ru/suggest?{urlencode({'item': item, 'key': key})}"):  # fmt: skip
        answer = asked("GET", path)
        assert answer.status_code in (200, 308, 400, 404, 405), (path, answer.data)
