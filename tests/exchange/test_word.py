"""What people do to a table in Word, and what comes of it."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import docx
import pytest
from lxml import etree

from tests.exchange.formats import bundle, unit
from translator.errors import TranslatorError
from translator.exchange import Unit
from translator.exchange.word import write as write_word
from translator.exchange.word_reader import read as read_word
from translator.state import State


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
