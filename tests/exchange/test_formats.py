"""Any text comes back from any format; what the formats look like; files that are out to harm."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.conftest import Desk
from tests.exchange import tools
from translator import spreadsheets
from translator.catalogue import Catalogue
from translator.entry import key_of
from translator.errors import TranslatorError
from translator.exchange import Bundle, Reply, Unit, bundles, gather, read, tables, units, xliff
from translator.exchange.inline import Codes, text_of
from translator.exchange.units import Answer, Ref, comparable
from translator.exchange.word import write as write_word
from translator.exchange.word_reader import read as read_word
from translator.state import State

GOLDEN = Path(__file__).parent / "golden"
WRITE: dict[str, Callable[[Bundle], bytes]] = {
    "xliff": xliff.write,
    "po": bundles.write,
    "csv": tables.write,
    "docx": write_word,
}
READ: dict[str, Callable[[bytes, str], Answer]] = {
    "xliff": xliff.read,
    "po": bundles.read,
    "csv": tables.read,
    "docx": read_word,
}


def unit(source: str, target: str, state: State = State.TRANSLATED, **more: Any) -> Unit:
    ref = Ref(key_of(more.get("context"), source), "0" * 8, state, units.digest(target))
    more = {"role": "paragraph", "source_language": "en", **more}
    return Unit(more.pop("item", "news"), ref, source, target, state, **more)


def bundle(*them: Unit) -> Bundle:
    return Bundle("Desk", "en", "ru", {one.item: "Title" for one in them}, list(them))


def back(kind: str, *them: Unit) -> list[Reply]:
    return READ[kind](WRITE[kind](bundle(*them)), "file").replies


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


def document(*them: Unit) -> Any:
    return docx.Document(io.BytesIO(write_word(bundle(*them))))


def saved(word: Any) -> bytes:
    data = io.BytesIO()
    word.save(data)
    return data.getvalue()


def test_tracked_changes_in_word_count_as_made() -> None:
    word = document(unit("A house", "Старый дом"))
    paragraph = word.tables[0].rows[1].cells[2].paragraphs[0]
    w = paragraph._p.nsmap["w"]
    run = paragraph._p.find(f"{{{w}}}r")
    gone = etree.SubElement(paragraph._p, f"{{{w}}}del")
    gone.append(run)
    run.find(f"{{{w}}}t").tag = f"{{{w}}}delText"
    new = etree.SubElement(paragraph._p, f"{{{w}}}ins")
    etree.SubElement(etree.SubElement(new, f"{{{w}}}r"), f"{{{w}}}t").text = "Новый дом"
    (reply,) = read_word(saved(word), "x.docx").replies
    assert reply.target == "Новый дом"


def test_comments_in_word_become_notes() -> None:
    word = document(unit("A", "Б"))
    run = word.tables[0].rows[1].cells[2].paragraphs[0].runs[0]
    word.add_comment(run, text="Really?\nAsk.", author="Press officer")
    (reply,) = read_word(saved(word), "x.docx").replies
    assert reply.notes == ("Press officer: Really? Ask.",)


def test_rows_may_be_sorted_or_left_out_and_texts_may_have_paragraphs() -> None:
    word = document(unit("A", "Б"), unit("C", "Г"), unit("E", "Д"))
    table = word.tables[0]
    rows = [row._tr for row in table.rows]
    table._tbl.remove(rows[1])
    rows[3].addnext(rows[2])
    table.rows[1].cells[2].add_paragraph("ещё")
    replies = read_word(saved(word), "x.docx").replies
    assert [(reply.source, reply.target) for reply in replies] == [("E", "Д\nещё"), ("C", "Г")]


@pytest.mark.parametrize(("mark", "done"), [("OK", True), ("✓", True), ("–", None), ("нет", None)])
def test_ok_in_word_accepts_a_draft(mark: str, done: bool | None) -> None:
    word = document(unit("A", "Б", State.DRAFT))
    word.tables[0].rows[1].cells[3].text = mark
    (reply,) = read_word(saved(word), "x.docx").replies
    assert (reply.done, reply.signed_off) == (done, bool(done))


def merged(word: Any) -> None:
    cells = word.tables[0].rows[1].cells
    cells[2].merge(cells[3])


def without_reference(word: Any) -> None:
    word.tables[0].rows[1].cells[0].text = "1"


def without_head(word: Any) -> None:
    word.tables[0].rows[0].cells[2].text = "Text"


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (merged, "table 1, row 2 has 3 cells"),
        (without_reference, "table 1, row 2 has a text but no reference"),
        (without_head, "table 1: its first row lacks"),
    ],
)
def test_damage_in_word_is_named(damage: Callable[[Any], None], message: str) -> None:
    word = document(unit("A", "Б"), unit("C", "Г"))
    damage(word)
    with pytest.raises(TranslatorError, match=message):
        read_word(saved(word), "x.docx")


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


def test_a_zip_bomb_is_refused_early(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("translator.exchange.word_reader._LARGEST_PART", 1_000_000)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("_rels/.rels", b" " * 50_000_000)
    assert len(archive.getvalue()) < 100_000
    with pytest.raises(TranslatorError, match="unpacks to more than 1 MB"):
        read_word(archive.getvalue(), "x.docx")


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
