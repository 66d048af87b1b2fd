"""What a person is told of very many items stays short enough to be read."""

from __future__ import annotations

import pytest

from tests.conftest import Desk


def write(desk: Desk, folder: str, number: int) -> None:
    for place in range(number):
        desk.write(f"content/{folder}/item-{place:02}.txt", f"Item {place} of {folder}.\n")


def test_status_goes_by_folder(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.configure("", '"ru", "ky"')
    write(desk, "2026/10", 3)
    write(desk, "2026/11", 2)
    desk.run("extract")
    desk.translate("ru", "2026/11/item-00", {"Item 0 of 2026/11.": "Пункт 0 из 2026/11."})
    assert "2026/11/item-00" in desk.run("status").stdout
    monkeypatch.setattr("translator.cli.tables._MANY_ITEMS", 4)
    said = desk.run("status").stdout
    assert "5 items, by folder: complete" in said
    lines = [line.split() for line in said.splitlines()]
    assert ["2026/10/", "(3)", "0%", "0%"] in lines
    assert ["2026/11/", "(2)", "50%", "0%"] in lines
    assert "item-00" not in said


def test_the_first_of_what_is_out_of_date_or_gone(desk: Desk) -> None:
    desk.configure("", '"ru"')
    write(desk, "new", 23)
    said = desk.run("status").stdout
    assert said.count("Out of date: ") == 20
    assert "… and 3 more: --format json names them." in said
    desk.run("extract")
    for path in (desk.root / "content/new").iterdir():
        path.unlink()
    said = desk.run("extract").stderr
    assert said.count("its item is gone") == 20
    assert "… and 3 more: -v names them." in said
    assert desk.run("-v", "extract").stderr.count("its item is gone") == 23
