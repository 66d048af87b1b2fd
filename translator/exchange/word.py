"""A Word table, for the press officer who signs off in Word: source and translation side by side.

A narrow first column holds the reference of each row, small and grey: unlike hidden text or
document properties it survives every word processor, sorting and copying. `word_reader` reads the
file when it comes back.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from translator import placeables
from translator.exchange.units import Bundle, Unit, mark
from translator.languages import LANGUAGES
from translator.safe_xml import printable
from translator.state import State

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

NOTE_STYLE = "Desk note"
REF, SOURCE, TRANSLATION, OK = "Ref", "Source", "Translation", "OK"

_TAGS = {"en": "en-GB", "ka": "ka-GE", "tg": "tg-Cyrl-TJ", "ru": "ru-RU", "kk": "kk-KZ"} | {
    "ky": "ky-KG"
}
_GREY = "767676"
_UNFINISHED = "FFF4CC"
_WIDTHS = (1.7, 11.2, 11.2, 1.3)  # centimetres; a landscape A4 page less its margins
_MARGIN = 1.8
_INTRODUCTION = (
    "Change the texts in the column “{translation}” as you like. To sign a text off, write OK in "
    "the last column. Please leave the first column as it is; rows may be sorted or left out. "
    "Numbers in brackets such as <1>…</1> stand for formatting and links. Yellow texts are not "
    "finished."
)


def write(bundle: Bundle) -> bytes:
    """A bundle as a Word document, a table an item."""
    import docx

    document = docx.Document()
    _set_up(document, bundle)
    document.add_heading(f"{bundle.project}: {_named(bundle.language)}", 1)
    document.add_paragraph(_INTRODUCTION.format(translation=TRANSLATION))
    by_item: dict[str, list[Unit]] = {}
    for unit in bundle.units:
        by_item.setdefault(unit.item, []).append(unit)
    number = 0
    for item, units in by_item.items():
        document.add_heading(printable(bundle.titles[item]), 2)
        document.add_paragraph(printable(item), NOTE_STYLE)
        table = _table(document, len(units), bundle)
        rows = table._tbl.tr_lst[1:]  # noqa: SLF001 - `rows` and `cell` count from the top each time
        for row, unit in zip(rows, units, strict=True):
            number += 1
            _fill(table, row, unit, number, bundle)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _set_up(document: Document, bundle: Bundle) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm, Pt, RGBColor

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(_MARGIN)
    section.top_margin = section.bottom_margin = Cm(_MARGIN)
    note: Any = document.styles.add_style(NOTE_STYLE, WD_STYLE_TYPE.PARAGRAPH)
    note.font.size, note.font.color.rgb = Pt(8), RGBColor.from_string(_GREY)
    note.paragraph_format.space_after = Pt(0)
    normal: Any = document.styles["Normal"]
    normal.font.size = Pt(10)
    properties = document.core_properties
    properties.title = f"{bundle.project}: {bundle.language}"
    properties.author = properties.comments = ""
    properties.language = _TAGS[bundle.language]


def _table(document: Document, rows: int, bundle: Bundle) -> Table:
    from docx.oxml import OxmlElement
    from docx.shared import Cm

    table: Table = document.add_table(rows + 1, len(_WIDTHS), "Table Grid")
    table.autofit = False
    head = table.rows[0]
    repeated = OxmlElement("w:tblHeader")
    head._tr.get_or_add_trPr().append(repeated)  # noqa: SLF001 - python-docx has no name for it
    source, target = _named(bundle.source_language), _named(bundle.language)
    titles = (REF, f"{SOURCE}: {source}", f"{TRANSLATION}: {target}", OK)
    for column, cell, width, title in zip(table.columns, head.cells, _WIDTHS, titles, strict=True):
        column.width = Cm(width)
        cell.paragraphs[0].add_run(title).bold = True
    return table


def _fill(table: Table, row: Any, unit: Unit, number: int, bundle: Bundle) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Cm, Pt
    from docx.table import _Cell

    row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    ref, source, target, ok = (_Cell(tc, table) for tc in row.tc_lst)
    for cell, width in zip((ref, source, target, ok), _WIDTHS, strict=True):
        cell.width = Cm(width)
    ref.paragraphs[0].style = NOTE_STYLE
    ref.paragraphs[0].add_run(f"{number} {unit.state}").font.size = Pt(6)
    name = ref.add_paragraph(style=NOTE_STYLE).add_run(f"{mark(unit.item)}.{unit.ref}")
    name.font.size = Pt(4)
    _write_text(source.paragraphs[0], unit.source, unit.source_language, unit.role)
    for note in (*unit.notes, *([f"Was: {unit.previous_source}"] if unit.previous_source else ())):
        source.add_paragraph(printable(note), NOTE_STYLE)
    _write_text(target.paragraphs[0], unit.target, bundle.language, unit.role)
    if not unit.state.accepted:
        _shade(target, _UNFINISHED)
    if unit.state is State.APPROVED:
        ok.paragraphs[0].add_run("OK")


def _write_text(paragraph: Paragraph, text: str, language: str, role: str) -> None:
    """Write a text with its placeables in grey and its language for the spelling check."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    position = 0
    pieces: list[tuple[str, bool]] = []
    for found in placeables.find(text):
        pieces += ((text[position : found.start], False), (found.text, True))
        position = found.end
    for piece, grey in (*pieces, (text[position:], False)):
        if shown := printable(piece):
            _run(paragraph, shown, language, grey=grey, bold=role == "title")


def _run(paragraph: Paragraph, text: str, language: str, *, grey: bool, bold: bool) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    run = paragraph.add_run(text)
    run.bold = bold or None
    if grey:
        run.font.color.rgb = RGBColor.from_string(_GREY)
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), _TAGS.get(language, language))
    run._r.get_or_add_rPr().append(spoken)  # noqa: SLF001 - python-docx has no name for it


def _shade(cell: _Cell, colour: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - python-docx has no name for it


def _named(language: str) -> str:
    return f"{LANGUAGES[language].native} ({language})"
