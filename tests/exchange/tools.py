"""What people do with exported files in their own tools, format by format."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import polib
from lxml import etree

from translator.exchange.inline import NAMESPACE

KINDS = {"xliff": ".xlf", "po": ".po", "csv": ".csv", "docx": ".docx"}
NS = {"x": NAMESPACE}

Edit = Callable[[str, str], str | None]
"""From a source and its target to the new target; None leaves it."""


def edit(path: Path, change: Edit) -> None:
    """Edit translations as one would in the tool for the file."""
    _EDITORS[path.suffix](path, change)


def texts(**new: str) -> Edit:
    """An edit by source; underscores stand for spaces."""
    by_source = {source.replace("_", " "): target for source, target in new.items()}
    return lambda source, _: by_source.get(source)


def targets(path: Path) -> dict[str, str]:
    """The translations in a file, by source."""
    found: dict[str, str] = {}

    def note(source: str, target: str) -> None:
        found[source] = target

    edit(path, note)
    return found


def _xliff(path: Path, change: Edit) -> None:
    tree = etree.parse(path)
    for unit in tree.iterfind(".//x:trans-unit", NS):
        source, target = unit.find("x:source", NS), unit.find("x:target", NS)
        assert source is not None
        was = "".join(map(str, target.itertext())) if target is not None else ""
        new = change("".join(map(str, source.itertext())), was)
        if new is not None:
            if target is None:
                target = etree.Element(f"{{{NAMESPACE}}}target")
                source.addnext(target)
            for child in list(target):
                target.remove(child)
            target.text = new
    tree.write(path, encoding="utf-8", xml_declaration=True)


def _po(path: Path, change: Edit) -> None:
    file = polib.pofile(str(path))
    for entry in file:
        new = change(entry.msgid, entry.msgstr)
        if new is not None:
            entry.msgstr = new
            entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    file.save()


def _csv(path: Path, change: Edit) -> None:
    """As a spreadsheet does: the apostrophe before a text is no part of it."""
    was = path.read_text("utf-8-sig")
    delimiter = ";" if was.startswith("Item;") else ","
    rows = list(csv.reader(io.StringIO(was, newline=""), delimiter=delimiter))
    head = rows[0]
    source = head.index("Source")
    target = next(i for i, title in enumerate(head) if title.startswith("Target"))
    for row in rows[1:]:
        new = change(row[source].removeprefix("'"), row[target].removeprefix("'"))
        if new is not None:
            row[target] = new
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(rows)
    path.write_text(text.getvalue(), "utf-8-sig", newline="")


def _docx(path: Path, change: Edit) -> None:
    document: Any = docx.Document(str(path))
    for table in document.tables:
        for row in table.rows[1:]:
            _, source, target, _ = row.cells
            new = change(source.paragraphs[0].text, target.text)
            if new is not None:
                target.text = new
    document.save(str(path))


_EDITORS = {".xlf": _xliff, ".po": _po, ".csv": _csv, ".docx": _docx}
