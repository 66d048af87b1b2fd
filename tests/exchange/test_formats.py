"""Any text comes back from any format; what the formats look like to others."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.exchange import tools
from tests.exchange.formats import WRITE, back, bundle, unit
from translator import spreadsheets
from translator.entry import key_of
from translator.exchange import bundles, tables, xliff
from translator.exchange.inline import Codes, text_of
from translator.exchange.units import comparable
from translator.state import State

GOLDEN = Path(__file__).parent / "golden"

PIECES = (
    *("<1>", "</1>", "<2/>", "</2>", "<3>", "<b>", "&amp;", "https://a.org/?x=1", "a@b.org"),
    *("]]>", "=SUM(1)", "'", '"', "+1", "-", "@x", "\t", "\r\n", "\n", "\u2028", "\x85", "\xa0"),
)
anything = st.lists(st.one_of(st.text(max_size=6), st.sampled_from(PIECES)), max_size=6).map(
    "".join
)


@pytest.mark.parametrize("kind", list(tools.KINDS))
@settings(max_examples=60)
@given(source=anything.filter(str.strip), target=anything)
def test_any_text_comes_back(kind: str, source: str, target: str) -> None:
    if kind == "po":
        # Of the characters that no text has, PO keeps what it keeps; catalogues come from it.
        source, target = (
            re.sub(r"[\x00-\x1f\ud800-\udfff]", "", t) or "x" for t in (source, target)
        )
    (reply,) = back(kind, unit(source, target))
    assert comparable(reply.target) == comparable(target)
    assert comparable(reply.source) == comparable(source)
    assert not reply.touched
    assert reply.done is None


@settings(max_examples=300)
@given(anything)
def test_inline_elements_stand_for_the_very_same_text(text: str) -> None:
    element = etree.Element("source")
    Codes().fill(element, text)
    again = etree.fromstring(etree.tostring(element))
    assert text_of(again) == text


@settings(max_examples=300)
@given(st.one_of(anything, st.text("'=+-@12 \t", max_size=5)))
def test_cells_are_text_to_a_spreadsheet_and_come_back(text: str) -> None:
    cell = spreadsheets.guarded(text)
    assert spreadsheets.unguarded(cell) == text
    assert not cell.startswith(tuple("=+-@\t\r＝＋－＠"))


@pytest.mark.parametrize("text", ["12.05.2016", "1/2", "007", "1E5", "17 мая 2016", "TRUE", "-5"])
def test_what_a_spreadsheet_would_rewrite_is_guarded(text: str) -> None:
    assert spreadsheets.guarded(text) == f"'{text}"


def test_placeables_are_inline_elements() -> None:
    source = "See <1>the treaty</1><2/> at https://x.org/a or a@b.org, &amp; {name}"
    target = "{name}: <1>договор</1><2/> на https://x.org/a, a@b.org &amp;"
    root = etree.fromstring(xliff.write(bundle(unit(source, target))))
    shown = {
        name: [(str(e.tag).rpartition("}")[2], e.get("id")) for e in root.iterfind(path, tools.NS)]
        for name, path in (("source", ".//x:source/*"), ("target", ".//x:target/*"))
    }
    assert shown["source"] == [
        ("g", "1"),
        ("x", "2"),
        ("mrk", None),
        ("mrk", None),
        ("ph", "p1"),
        ("ph", "p2"),
    ]
    # The same code has the same id, wherever it stands.
    assert [i for tag, i in shown["target"] if tag == "ph"] == ["p2", "p1"]


EXAMPLES = (
    unit("Talks <1>resume</1>", "", State.UNTRANSLATED, role="title", item="2026/talks"),
    unit("A draft", "Черновик", State.DRAFT, item="2026/talks", origin="argos en-ru", score="mt"),
    unit("Known", "Известно", State.DRAFT, item="2026/talks", origin="memory", score="exact"),
    unit(
        "17/05/2016",
        "17.05.2016",
        State.NEEDS_WORK,
        item="2026/talks",
        previous_source="16/05/2016",
        notes=("Ask Aigul.", "In the feed too."),
    ),
    unit("Aid", "Помощь", item="aid", context="title", role="title"),
    unit("=1+1 <2/>", "=1+1 <2/>", State.APPROVED, item="aid", source_language="tg"),
)


def dumped(kind: str, data: bytes) -> str:
    """A file as text to compare: for Word what its tables show."""
    if kind != "docx":
        return data.decode("utf-8")
    document: Any = docx.Document(io.BytesIO(data))
    shown = [[[c.text for c in r.cells] for r in t.rows] for t in document.tables]
    heads = [p.text for p in document.paragraphs]
    return json.dumps({"paragraphs": heads, "tables": shown}, ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("kind", list(tools.KINDS))
def test_a_file_looks_as_it_should(kind: str) -> None:
    """`UPDATE_GOLDEN=1 pytest` writes the files anew; read the difference."""
    seen = dumped(kind, WRITE[kind](bundle(*EXAMPLES)))
    path = GOLDEN / f"work{'.docx.json' if kind == 'docx' else tools.KINDS[kind]}"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(seen, "utf-8", newline="")
    assert seen == path.read_bytes().decode("utf-8")
    replies = back(kind, *EXAMPLES)
    assert not any(reply.touched or reply.done is not None for reply in replies)
    assert [reply.signed_off for reply in replies] == (
        [False] * 6 if kind == "po" else [False] * 5 + [True]
    )


def test_xliff_is_valid() -> None:
    found = schema()
    if found is None:
        pytest.skip("no package with the XLIFF schema is installed (`make schemas`)")
    found.assertValid(etree.fromstring(xliff.write(bundle(*EXAMPLES))))


def schema() -> etree.XMLSchema | None:
    """The standard's schema, from Debian's php-symfony-translation or where XLIFF_XSD says."""
    inside = "usr/share/php/Symfony/Component/Translation/Resources/schemas"
    root = Path(__file__).parents[2] / ".venv" / "schemas"
    name = "xliff-core-1.2-strict.xsd"
    places = [Path(os.environ.get("XLIFF_XSD", "")), root / inside / name, Path("/", inside, name)]
    path = next((place for place in places if place.is_file()), None)
    if path is None:
        return None
    # The schema of xml:lang lies beside it, but is asked for at its home.
    text = path.read_text("utf-8").replace(
        "http://www.w3.org/2001/xml.xsd", path.with_name("xml.xsd").as_uri()
    )
    return etree.XMLSchema(etree.fromstring(text.encode()))


def test_an_independent_reader_sees_the_same() -> None:
    toolkit = pytest.importorskip("translate.storage.xliff")
    store = toolkit.xlifffile.parsestring(xliff.write(bundle(*EXAMPLES)))
    found = {one.source: (one.target or "", one.isapproved()) for one in store.units}
    assert found["A draft"] == ("Черновик", False)
    assert found["Aid"] == ("Помощь", False)
    assert [one.xmlelement.get("id") for one in store.units if one.isapproved()] == [
        key_of(None, "=1+1 <2/>")
    ]


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="gettext is not installed")
def test_gettext_takes_the_po(tmp_path: Path) -> None:
    path = tmp_path / "work.po"
    path.write_bytes(bundles.write(bundle(*EXAMPLES)))
    subprocess.run(["msgfmt", "-c", "-o", "/dev/null", path], check=True, capture_output=True)
    wrapped = subprocess.run(["msgcat", path], check=True, capture_output=True).stdout
    assert not any(reply.touched for reply in bundles.read(wrapped, "work.po").replies)


# What other tools make of a file.


def test_omegat_fills_the_untranslated_with_the_source() -> None:
    data = xliff.write(bundle(unit("Talks", "", State.UNTRANSLATED)))
    filled = data.replace(b"</source>", b"</source><target>Talks</target>")
    (reply,) = xliff.read(filled, "x.xlf").replies
    assert reply.target == ""
    filled = data.replace(b"</source>", b'</source><target state="translated">Talks</target>')
    (reply,) = xliff.read(filled, "x.xlf").replies
    assert (reply.target, reply.done) == ("Talks", True)


def test_trados_parts_texts_into_segments() -> None:
    data = xliff.write(bundle(unit("One. Two.", "Раз. Два.", State.DRAFT))).decode()
    parted = data.replace(
        ">Раз. Два.<",
        '><mrk mtype="seg" mid="1">Раз.</mrk> <mrk mtype="seg" mid="2">Два!</mrk><',
    )
    (reply,) = xliff.read(parted.encode(), "x.xlf").replies
    assert (reply.target, reply.touched) == ("Раз. Два!", True)


@pytest.mark.parametrize(
    ("state", "approved", "done", "signed"),
    [
        ("needs-review-translation", "no", None, False),
        ("translated", "no", True, False),
        ("final", "no", True, True),
        ("needs-review-translation", "yes", True, True),
        ("needs-adaptation", "no", False, False),
        ("new", "no", None, False),
    ],
)
def test_states_of_xliff(state: str, approved: str, done: bool | None, signed: bool) -> None:
    data = xliff.write(bundle(unit("A", "Б", State.DRAFT))).decode()
    data = data.replace('"needs-review-translation"', f'"{state}"')
    (reply,) = xliff.read(
        data.replace('approved="no"', f'approved="{approved}"').encode(), "x"
    ).replies
    assert (reply.done, reply.signed_off, reply.touched) == (done, signed, False)


def test_excel_writes_semicolons_tabs_or_utf_16() -> None:
    data = tables.write(bundle(unit("=A", "=Б"))).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(data, newline="")))
    for delimiter, codec in ((";", "utf-8-sig"), ("\t", "utf-16"), (",", "utf-8")):
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=delimiter).writerows(rows)
        (reply,) = tables.read(text.getvalue().encode(codec), "x.csv").replies
        assert (reply.source, reply.target, reply.touched) == ("=A", "=Б", False)


def test_po_editors_say_by_the_fuzzy_flag_whether_a_text_is_done() -> None:
    text = bundles.write(bundle(unit("A", "Б", State.DRAFT))).decode()
    plain = text.replace("#, fuzzy\n", "")
    for data, done in (
        (text, None),
        (text.replace('"Б"', '"В"'), False),
        (plain, True),
        (plain.replace('"Б"', '"В"'), True),
    ):
        (reply,) = bundles.read(data.encode(), "x.po").replies
        assert reply.done is done
