"""Exchange files that are out to harm, or damaged."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import Desk
from tests.exchange.formats import WRITE, bundle, unit
from translator.catalogue import Catalogue
from translator.errors import TranslatorError
from translator.exchange import gather, read, tables, units, xliff
from translator.exchange.word import write as write_word
from translator.exchange.word_reader import read as read_word
from translator.state import State

BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><xliff version="1.2"><file>&b;</file></xliff>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<xliff version="1.2"><file original="&a;"/></xliff>"""


@pytest.mark.parametrize("data", [BOMB, OUTSIDE], ids=["bomb", "outside"])
def test_entities_are_refused(data: bytes) -> None:
    with pytest.raises(TranslatorError, match="declares the entity 'a'"):
        xliff.read(data, "x.xlf")
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("_rels/.rels", data)
    with pytest.raises(TranslatorError, match="declares the entity 'a'"):
        read_word(archive.getvalue(), "x.docx")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<xliff", "not well-formed"),
        (b"<x/>", "is no XLIFF"),
        (b'<xliff version="2.0"/>', "XLIFF 2.0"),
        (b'<xliff version="1.2"/>', "no target language"),
        (
            b'<xliff version="1.2"><file target-language="ru"><trans-unit/></file></xliff>',
            r"x:1: a <trans-unit> needs",
        ),
        (b"<xliff>" + b"<g>" * 300 + b"</g>" * 300 + b"</xliff>", "can't be read as XML"),
    ],
)
def test_wrong_xliff_is_named(data: bytes, message: str) -> None:
    with pytest.raises(TranslatorError, match=message):
        xliff.read(data, "x")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("a,b\n1,2\n", "lacks the column 'Item'"),
        ("Item,Ref,Target\n", r"lacks the column 'Target \(language\)'"),
        ("Item,Ref,Target (ru)\na,1,b\n", "x:2: the column 'Ref' has '1'"),
        ('Item,Ref,Target (ru)\na,"1,b\n', "x:2: is broken"),
        (f"Item,Ref,Target (ru),State\na,{'0' * 16}.{'0' * 8}.d{'0' * 8},b,x\n", "'x' is no state"),
    ],
)
def test_wrong_csv_is_named(text: str, message: str) -> None:
    with pytest.raises(TranslatorError, match=message):
        tables.read(text.encode(), "x")


def test_csv_in_another_charset_is_refused() -> None:
    data = tables.write(bundle(unit("A", "Б"))).decode("utf-8-sig").encode("cp1251")
    with pytest.raises(TranslatorError, match="x:2: is not UTF-8"):
        tables.read(data, "x")


def test_other_zips_and_old_word_files_are_refused() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("../../evil.txt", b"x")
    whole = write_word(bundle(unit("A", "Б")))
    for data, message in (
        (archive.getvalue(), "is no sound Word document"),
        (whole[:-100], "is no sound Word document"),
        (whole[:200] + b"\0" * 400 + whole[600:], "is no sound Word document|can't be read"),
        (b"\xd0\xcf\x11\xe0rest", "old or a protected"),
    ):
        with pytest.raises(TranslatorError, match=message):
            read_word(data, "x.docx")


@pytest.mark.parametrize("item", ["../../../outside", "/etc/x", "a/../../../outside", "..", "a\0b"])
def test_paths_in_files_lead_nowhere(desk: Desk, tmp_path: Path, item: str) -> None:
    desk.configure("", languages='"ru"')
    desk.write("content/news.txt", "Hello.\n")
    desk.run("extract")
    outside = desk.write("outside.po", desk.path("ru", "news").read_bytes())
    before = desk.tree(".")
    path = tmp_path / "x.csv"
    new = unit("Hello.", "Привет.", item=item)
    new = replace(new, ref=replace(new.ref, digest=units.digest("")))
    path.write_bytes(tables.write(bundle(new)))
    desk.run("import", str(path))  # taken for a renamed item, as its segment is there
    assert outside.read_bytes() == before["outside.po"]
    assert desk.entry("ru", "news", "Hello.").target == "Привет."
    path.write_bytes(tables.write(bundle(unit("Other.", "Иное.", item=item))))
    assert "has no segment" in desk.run("import", str(path), code=2).stderr


def test_texts_no_catalogue_can_hold_are_named_before_anything_is_written(
    desk: Desk, tmp_path: Path
) -> None:
    desk.configure("", languages='"ru"')
    desk.write("content/news.txt", "Hello.\n\nBye.\n")
    desk.run("extract")
    went = gather(desk.project, "ru")
    before = desk.tree()
    path = tmp_path / "x.csv"
    for text, message in (("а" * 20_001, "longer than 20000"), ("а\x07б", "U+0007")):
        rows = list(csv.reader(io.StringIO(tables.write(went).decode("utf-8-sig"), newline="")))
        rows[1][3], rows[2][3] = "Привет.", text
        out = io.StringIO(newline="")
        csv.writer(out).writerows(rows)
        path.write_text(out.getvalue(), "utf-8", newline="")
        done = desk.run("import", str(path), code=2)
        assert f"x.csv: line 3: the text {'is' if text[1] == 'а' else 'has'}" in done.stderr
        assert message in done.stderr
        assert desk.tree() == before


def test_new_notes_come_back_once(desk: Desk, tmp_path: Path) -> None:
    desk.configure("", languages='"ru"')
    desk.write("content/news.txt", "Hello.\n")
    desk.run("extract")
    path = tmp_path / "x.po"
    desk.run("export", "-l", "ru", str(path))
    text = path.read_text("utf-8").replace("#. paragraph", "# Who says so?\n# ok: x\n#. paragraph")
    path.write_text(text, "utf-8")
    for count in (1, 0):
        answer = json.loads(desk.run("import", str(path), "--format", "json").stdout)
        assert answer["files"][0]["notes"] == count
        assert desk.entry("ru", "news", "Hello.").po.tcomment == "Who says so?"
    assert not read(path).replies[0].touched


def test_reading_is_by_content_whatever_the_name(tmp_path: Path) -> None:
    for kind in ("xliff", "po", "docx"):
        path = tmp_path / f"{kind}.bin"
        path.write_bytes(WRITE[kind](bundle(unit("A", "Б"))))
        assert read(path).replies[0].target == "Б"


def test_exports_are_the_same_twice(desk: Desk) -> None:
    desk.configure("", languages='"ru"')
    desk.write("content/news.txt", "Hello.\n")
    desk.run("extract")
    went = gather(desk.project, "ru")
    for kind in ("xliff", "po", "csv"):
        assert WRITE[kind](went) == WRITE[kind](went)
    assert Catalogue.load(desk.path("ru", "news")).entries[0].state is State.UNTRANSLATED
