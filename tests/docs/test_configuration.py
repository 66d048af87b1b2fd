"""docs/configuration.md names every key of `translator.toml`, and the default it really has."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from translator.config import Config, ProjectTable

PAGE = Path(__file__).parents[2] / "docs" / "configuration.md"
_ROW = re.compile(r"^\| (?P<table>.*?)\| (?P<keys>.*?) \| (?P<default>.*?) ?\| ", re.MULTILINE)
_CODE = re.compile(r"`([^`]+)`")


def documented() -> dict[str, dict[str, str]]:
    """Table -> key -> its default as the page writes it; a table of free keys has none."""
    tables: dict[str, dict[str, str]] = {}
    table = ""
    for row in _ROW.finditer(PAGE.read_text(encoding="utf-8")):
        if named := _CODE.findall(row["table"]):
            table = named[0].strip("[]").replace('."2026/*"', "")
        keys, defaults = _CODE.findall(row["keys"]), _CODE.findall(row["default"])
        rows = tables.setdefault(table, {})
        rows |= dict(zip(keys, defaults or [row["default"]] * len(keys), strict=True))
    return tables


def real(table: msgspec.Struct, path: str = "") -> Iterator[tuple[str, str, Any]]:
    """Table, key and default of everything that can be set."""
    for field in msgspec.structs.fields(table):
        value = getattr(table, field.name)
        if isinstance(value, msgspec.Struct):
            yield from real(value, f"{path}.{field.encode_name}".strip("."))
        else:
            yield path, field.encode_name, value


def test_every_key_is_there_with_its_default() -> None:
    page = documented()
    for table, key, default in real(Config(ProjectTable("", []))):
        if isinstance(default, dict) and f"{table}.{key}" in page:
            continue
        assert key in page[table], f"[{table}] {key}"
        written = page[table][key]
        if (table, key) in {("project", "name"), ("project", "languages")}:
            assert written == "required"
        elif isinstance(default, str | bool | int | float | list):
            assert written == json.dumps(default), f"[{table}] {key}"


def test_nothing_is_there_that_can_not_be_set() -> None:
    keys = {(table, key) for table, key, _ in real(Config(ProjectTable("", [])))}
    free = {f"{table}.{key}" for table, key in keys}
    for table, rows in documented().items():
        for key in rows:
            assert (table, key) in keys or table in free, f"[{table}] {key}"
