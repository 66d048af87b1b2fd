"""Hostile files from elsewhere: memories, work that comes back, termbases, packages."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

from tests.faults.corpus.case import BOMB, HEADER, TBX, TMX, XLIFF, Case, entries


def _mo(strings: int, length: int) -> bytes:
    """A MO file whose strings are all the same bytes."""
    tables = struct.pack("<2I", length, 28 + 8) * strings * 2
    body = b"a" * length
    head = struct.pack("<7I", 0x950412DE, 0, strings, 28 + 8 + length, 28 + 8 + length, 0, 0)
    return head + b"\0" * 8 + body + tables


def _memory(name: str, did: str, make: Callable[[], str | bytes], said: str = "") -> Case:
    return Case("memory", name, did, make, said)


UNIT = '<tu><tuv xml:lang="en"><seg>A{0}</seg></tuv><tuv xml:lang="ru"><seg>Б{0}</seg></tuv></tu>'
MEMORIES = [
    _memory("m.mo", "strings that overlap: a terabyte", lambda: _mo(100_000, 5_000_000), "overlap"),
    _memory(
        "m.mo",
        "as many strings as a number can say",
        lambda: _mo(1, 10)[:8] + b"\xff" * 20,
        "entries",
    ),
    _memory(
        "m.tmx",
        "elements without end inside each other",
        lambda: TMX.format("<tu>" * 1_000_000),
        "inside each other",
    ),
    _memory(
        "m.tmx",
        "a unit in a million languages",
        lambda: TMX.format("<tu>" + '<tuv xml:lang="ru"><seg>a</seg></tuv>' * 200_000 + "</tu>"),
        "1000 languages",
    ),
    _memory(
        "m.tmx",
        "a billion laughs",
        lambda: BOMB.replace("DOCTYPE x", "DOCTYPE tmx") + TMX.partition("?>")[2],
        "declares the entity",
    ),
    _memory("m.tmx", "a text of 10 MB", lambda: TMX.format(UNIT.format("word " * 1_000_000)), ""),
    _memory(
        "m.tmx",
        "an attribute of 10 MB",
        lambda: TMX.format(f'<tu changeid="{"a" * 10_000_000}">{UNIT[4:].format("")}'),
        "",
    ),
    _memory("m.po", "100,000 entries", lambda: entries(101_000), "more than 100000 entries"),
    _memory(
        "m.po",
        "a comment of a million lines took hours",
        lambda: HEADER + b"# a\n" * 1_000_000,
        "2000 lines",
    ),
]


def _zip(**parts: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr({"rels": "_rels/.rels", "document": "word/document.xml"}[name], data)
    return packed.getvalue()


RELS = b"""<Relationships>
<Relationship Type="x/officeDocument" Target="word/document.xml"/>
</Relationships>"""


def _exchange(name: str, did: str, make: Callable[[], str | bytes], said: str) -> Case:
    return Case("exchange", name, did, make, said)


EXCHANGES = [
    _exchange(
        "x.docx",
        "50 MB packed into 50 kB",
        lambda: _zip(rels=b" " * 50_000_000),
        "larger than 20 MB",
    ),
    _exchange(
        "x.docx",
        "20 MB of elements: 2 GB",
        lambda: _zip(rels=RELS, document=b"<a>" + b"<b/>" * 4_000_000 + b"</a>"),
        "tags and attributes",
    ),
    _exchange(
        "x.docx",
        "paragraphs inside each other",
        lambda: _zip(
            rels=RELS,
            document=b"<w>" + b"<tbl><tr><tc><p>" * 60 + b"</p></tc></tr></tbl>" * 60 + b"</w>",
        ),
        "",
    ),
    _exchange(
        "x.docx",
        "a billion laughs",
        lambda: _zip(rels=RELS, document=BOMB.encode() + b"<x/>"),
        "declares the entity",
    ),
    _exchange(
        "x.docx",
        "a part that leads out",
        lambda: _zip(rels=RELS.replace(b"word/", b"../../../etc/")),
        "no sound Word",
    ),
    _exchange(
        "x.xlf",
        "20 MB of elements: 2 GB",
        lambda: XLIFF.format("<a/>" * 4_500_000),
        "tags and attributes",
    ),
    _exchange(
        "x.xlf", "as many elements as there may be", lambda: XLIFF.format("<a/>" * 990_000), ""
    ),
    _exchange(
        "x.xlf",
        "elements inside each other",
        lambda: XLIFF.format("<g>" * 100_000),
        "not well-formed",
    ),
    _exchange(
        "x.xlf", "a billion laughs", lambda: BOMB + XLIFF.format("&e19;"), "declares the entity"
    ),
    _exchange(
        "x.csv",
        "a row of 20 million cells",
        lambda: "Item,Ref,Target (ru)\n" + "," * 19_000_000,
        "2000 columns",
    ),
    _exchange(
        "x.csv",
        "a table of 5 million rows",
        lambda: "Item,Ref,Target (ru)\n" + "a\n" * 5_000_000,
        "100000 rows",
    ),
    _exchange(
        "x.csv", "a cell of 19 MB", lambda: "Item,Ref,Target (ru)\n" + "a" * 19_000_000, "is broken"
    ),
    _exchange(
        "x.po",
        "a text of a million lines took hours",
        lambda: HEADER + b'\nmsgid "a"\nmsgstr ""\n' + b'"a"\n' * 1_900_000,
        "2000 lines",
    ),
]

GLOSSARIES = [
    Case(
        "glossary",
        "t.tbx",
        "20 MB of elements: 2 GB",
        lambda: TBX.format("<a/>" * 4_500_000),
        "tags and attributes",
    ),
    Case(
        "glossary",
        "t.tbx",
        "elements inside each other",
        lambda: TBX.format("<termEntry>" * 100_000),
        "not well-formed",
    ),
    Case(
        "glossary",
        "t.tbx",
        "a billion laughs",
        lambda: BOMB + TBX.format("&e19;"),
        "declares the entity",
    ),
    Case(
        "glossary",
        "t.csv",
        "a table of 5 million rows",
        lambda: "en,ru\n" + "a,б\n" * 3_000_000,
        "100000 rows",
    ),
]


def _package(**members: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()


def _metadata(data: bytes) -> bytes:
    return _package(
        **{
            "en_ru/metadata.json": data,
            "en_ru/model/model.bin": b"x",
            "en_ru/sentencepiece.model": b"x",
        }
    )


PACKAGES = [
    Case(
        "package",
        "p.argosmodel",
        "metadata nested without end were a traceback",
        lambda: _metadata(b"[" * 200_000),
        "metadata.json",
    ),
    Case(
        "package",
        "p.argosmodel",
        "metadata of 100 MB",
        lambda: _metadata(b" " * 30_000_000 + b"{}"),
        "metadata.json",
    ),
    Case(
        "package",
        "p.argosmodel",
        "300 MB packed into 300 kB",
        lambda: _package(**{"a/model/model.bin": b"\0" * 300_000_000}),
        "would unpack",
    ),
    Case(
        "package",
        "p.argosmodel",
        "a member that leaves its folder",
        lambda: _package(**{"../../evil": b"x"}),
        "leaves its folder",
    ),
    Case(
        "package",
        "p.argosmodel",
        "a model of noise",
        lambda: _metadata(b'{"from_code": "en", "to_code": "ru"}'),
        "p.argosmodel",
    ),
]
