"""docs/reference/openapi.yaml says what the running app does."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from tests.webui.conftest import Browser, Newsroom

SPECIFICATION: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[2] / "docs/reference/openapi.yaml").read_text(encoding="utf-8")
)
REGISTRY: Registry[Any] = Registry().with_resource(
    "openapi", DRAFT202012.create_resource(SPECIFICATION)
)


def pointer(*parts: str) -> str:
    escaped = [part.replace("~", "~0").replace("/", "~1") for part in parts]
    return "openapi#/" + "/".join(escaped)


def fits(answer: Any, path: str, method: str, status: str) -> None:
    """Hold an answer against what the specification says of it."""
    described = SPECIFICATION["paths"][path][method]["responses"]
    place = ["paths", path, method, "responses", status if status in described else "default"]
    if "$ref" in described.get(status, described.get("default", {})):
        place = ["components", "responses", "Error"]
    schema = {"$ref": pointer(*place, "content", "application/json", "schema")}
    Draft202012Validator(schema, registry=REGISTRY).validate(answer)


def test_every_address_is_described_and_no_other(newsroom: Newsroom) -> None:
    described = {
        (path, method.upper())
        for path, operations in SPECIFICATION["paths"].items()
        for method in operations
        if method != "parameters"
    }
    real = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule).removeprefix("/api/v1"), method)
        for rule in newsroom.app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert described == real


@pytest.fixture
def reviewer(newsroom: Newsroom) -> Browser:
    return newsroom.browser("Bek", "reviewer")


def test_answers_fit(newsroom: Newsroom, reviewer: Browser) -> None:
    fits(reviewer.get("/api/v1/status").json, "/status", "get", "200")
    item = reviewer.get(newsroom.api()).json
    fits(item, "/{lang}/items/{item}", "get", "200")
    first, second, _ = item["entries"]
    base = "/{lang}/items/{item}/entries/{key}"

    def put(entry: dict[str, Any], status: int, **body: str) -> Any:
        sent = {"target": "Переговоры", "state": "translated", "revision": entry["revision"]}
        answer = reviewer.put(newsroom.api(key=entry["key"]), **sent | body)
        assert answer.status_code == status
        fits(answer.json, base, "put", str(status))
        return answer.json

    saved = put(first, 200, target="Переговоры о границе возобновились в Оше")
    put(first, 409)
    put(second, 422, target="Стороны встретились")
    put(second, 400, state="draft")
    approved = put(saved, 200, target=saved["target"], state="approved")
    address = newsroom.api(key=first["key"])
    checked = reviewer.send(f"{address}/check", target="Переговоры  о границе").json
    fits(checked, f"{base}/check", "post", "200")
    restored = reviewer.send(
        f"{address}/restore", change=approved["undo"], revision=approved["revision"]
    )
    assert restored.status_code == 200
    fits(restored.json, f"{base}/restore", "post", "200")
    refused = reviewer.send(f"{address}/aside", rule="numbers", reason="", revision="0")
    fits(refused.json, f"{base}/aside", "post", str(refused.status_code))
    asked = reviewer.get(f"/api/v1/ru/suggest?item={newsroom.item}&key={second['key']}")
    fits(asked.json, "/{lang}/suggest", "get", "200")
    fits(reviewer.get("/api/v1/ru/items/nothing").json, "/{lang}/items/{item}", "get", "404")
