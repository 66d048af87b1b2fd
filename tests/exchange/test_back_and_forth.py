"""What a translator who works elsewhere can rely on, whatever the file format."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import docx
import polib
import pytest

from tests.exchange import tools
from tests.exchange.conftest import ITEM, Work
from translator import review
from translator.catalogue import Catalogue
from translator.state import State

FIRST, SECOND, THIRD = "First line.", "Second line.", "Third line."


def approve(work: Work, source: str) -> None:
    with Catalogue.edit(work.desk.path("ru", ITEM), work.desk.project.locks) as catalogue:
        entry = next(e for e in catalogue.entries if e.source == source)
        review.approve(entry, "Nino", dt.date(2026, 11, 22))


def test_what_nobody_touched_changes_nothing(work: Work) -> None:
    approve(work, FIRST)
    before = work.desk.tree()
    work.export()
    assert work.take()["outcomes"] == {"unchanged": 7}
    assert work.desk.tree() == before


def test_new_text_is_translated_and_says_where_it_comes_from(work: Work) -> None:
    work.export()
    work.edit(**{THIRD: "Третья строка."})
    assert work.take()["outcomes"] == {"taken": 1, "unchanged": 6}
    entry = work.entry(THIRD)
    assert (entry.target, entry.state) == ("Третья строка.", State.TRANSLATED)
    assert str(entry.provenance) == f"import {work.file.name}"
    after = work.desk.tree()
    assert work.take()["outcomes"] == {"unchanged": 7}
    assert work.desk.tree() == after


def test_an_edited_draft_keeps_its_origin_on_record(work: Work) -> None:
    work.export()
    work.edit(**{SECOND: "Вторая строчка."})
    work.take()
    entry = work.entry(SECOND)
    assert entry.state is State.TRANSLATED
    assert str(entry.provenance) == "argos en-ru 1.9 score=0.80"


MARKS = {
    "xliff": ('state="needs-review-translation"', 'state="translated"'),
    "po": ("#, fuzzy\n", ""),
    "csv": ('"draft"', '"translated"'),
}


def test_a_draft_marked_as_done_is_accepted(work: Work) -> None:
    work.export("--item", ITEM)
    if work.kind == "docx":
        word: Any = docx.Document(str(work.file))
        word.tables[0].rows[3].cells[3].text = "OK"
        word.save(str(work.file))
    else:
        text = work.file.read_text("utf-8").replace(*MARKS[work.kind])
        work.file.write_text(text, "utf-8")
    if work.kind == "xliff":
        # OmegaT does that to every draft, looked at or not.
        assert work.take()["outcomes"] == {"untouched drafts marked as done": 1, "unchanged": 3}
        assert work.entry(SECOND).state is State.DRAFT
        assert work.take("--accept-drafts")["outcomes"] == {"accepted": 1, "unchanged": 3}
    else:
        assert work.take()["outcomes"] == {"accepted": 1, "unchanged": 3}
    entry = work.entry(SECOND)
    assert (entry.target, entry.state) == ("Вторая строка.", State.TRANSLATED)
    assert str(entry.provenance) == "argos en-ru 1.9 score=0.80"
    after = work.desk.tree()
    assert work.take()["outcomes"] == {"unchanged": 4}
    assert work.desk.tree() == after


def test_a_text_marked_as_unfinished_is_sent_back(work: Work) -> None:
    work.export("--item", ITEM)
    marks = {
        "xliff": ('state="translated"', 'state="needs-translation"'),
        "po": (
            '\nmsgctxt "2026/talks"\nmsgid "First',
            '\n#, fuzzy\nmsgctxt "2026/talks"\nmsgid "First',
        ),
        "csv": ('"translated"', '"needs-work"'),
    }
    if work.kind not in marks:
        pytest.skip("a Word table has no sign for that")
    text = work.file.read_text("utf-8").replace(*marks[work.kind])
    work.file.write_text(text, "utf-8")
    assert work.take()["outcomes"] == {"sent back": 1, "unchanged": 3}
    assert work.entry(FIRST).state is State.NEEDS_WORK
    assert work.take()["outcomes"] == {"unchanged": 4}


def test_a_reviewer_approves_what_the_file_signs_off(work: Work) -> None:
    if work.kind == "po":
        pytest.skip("PO has no sign of approval")
    work.export("--item", ITEM)
    if work.kind == "docx":
        word: Any = docx.Document(str(work.file))
        for row in word.tables[0].rows[1:]:
            row.cells[3].text = "OK"
        word.save(str(work.file))
    else:
        text = work.file.read_text("utf-8")
        for old, new in (('approved="no"', 'approved="yes"'), ('"translated"', '"approved"')):
            text = text.replace(old, new)
        work.file.write_text(text, "utf-8")
    work.edit(**{THIRD: "Третья строка."})
    work.take()
    assert work.entry(FIRST).state is State.TRANSLATED
    taken = work.take("--approved-by", "Nino K.")
    assert taken["outcomes"]["approved"] >= 1
    assert work.entry(FIRST).state is State.APPROVED
    assert work.entry(FIRST).remarks("approved")[0].tokens[0] == "Nino K."
    after = work.desk.tree()
    assert "approved" not in work.take("--approved-by", "Nino K.")["outcomes"]
    assert work.desk.tree() == after


def test_who_brings_a_text_does_not_approve_it_where_four_eyes_are_asked(work: Work) -> None:
    if work.kind != "docx":
        pytest.skip("the same for all formats that sign off")
    work.export("--item", ITEM)
    word: Any = docx.Document(str(work.file))
    for row in word.tables[0].rows[1:]:
        row.cells[3].text = "OK"
    word.tables[0].rows[4].cells[2].text = "Третья строка."
    word.save(str(work.file))
    work.take("--approved-by", "Nino K.")
    assert work.entry(FIRST).state is State.APPROVED
    assert work.entry(THIRD).state is State.TRANSLATED


def test_a_changed_approved_text_is_approved_no_more(work: Work) -> None:
    approve(work, FIRST)
    work.export()
    work.edit(**{FIRST: "Строка первая."})
    work.take()
    assert work.entry(FIRST).state is State.TRANSLATED


def test_a_text_changed_on_both_sides_is_a_conflict_that_keeps_both(work: Work) -> None:
    work.export()
    work.edit(**{FIRST: "Их строка."})
    work.translate(**{FIRST: "Наша строка."})
    (conflict,) = work.take()["conflicts"]
    assert (conflict["ours"], conflict["theirs"]) == ("Наша строка.", "Их строка.")
    assert (conflict["item"], conflict["source"]) == (ITEM, FIRST)
    entry = work.entry(FIRST)
    assert (entry.target, entry.state) == ("Наша строка.", State.NEEDS_WORK)
    assert [r.tokens for r in entry.remarks("conflict")] == [("Их строка.",)]
    after = work.desk.tree()
    assert work.take()["outcomes"] == {"unchanged": 7}
    assert work.desk.tree() == after


def test_the_same_text_on_both_sides_is_no_conflict(work: Work) -> None:
    work.export()
    work.edit(**{FIRST: "Та же строка."})
    work.translate(**{FIRST: "Та же строка."})
    assert work.take()["conflicts"] == []
    assert work.entry(FIRST).state is State.TRANSLATED


def test_an_approval_given_meanwhile_is_not_overwritten(work: Work) -> None:
    work.export()
    work.edit(**{FIRST: "Их строка."})
    approve(work, FIRST)
    assert len(work.take()["conflicts"]) == 1
    entry = work.entry(FIRST)
    assert (entry.target, entry.state) == ("Первая строка.", State.NEEDS_WORK)


def test_a_draft_made_meanwhile_gives_way_to_a_person(work: Work) -> None:
    work.export()
    work.edit(**{THIRD: "Третья строка."})
    work.suggest(THIRD, "Машинная строка.")
    assert work.take()["conflicts"] == []
    assert work.entry(THIRD).target == "Третья строка."


def test_a_source_edited_meanwhile_gets_the_text_as_needs_work(work: Work) -> None:
    work.export()
    work.edit(**{FIRST: "Очень первая строка."})
    work.desk.write(f"content/{ITEM}.txt", "Talks\n\nFirst line now.\n\nSecond line.\n")
    work.desk.run("extract")
    (conflict,) = work.take()["conflicts"]
    assert "source was edited" in conflict["reason"]
    entry = work.entry("First line now.")
    assert (entry.target, entry.state) == ("Очень первая строка.", State.NEEDS_WORK)
    assert entry.previous_source == FIRST
    after = work.desk.tree()
    work.take()
    assert work.desk.tree() == after


def test_a_segment_taken_out_meanwhile_keeps_its_new_text_as_memory(work: Work) -> None:
    work.export()
    work.edit(**{THIRD: "Третья строка."})
    work.desk.write(f"content/{ITEM}.txt", "Talks\n\nFirst line.\n\nSecond line.\n")
    work.desk.run("extract")
    assert work.take()["outcomes"] == {"kept as memory": 1, "unchanged": 6}
    after = work.desk.tree()
    assert work.take()["outcomes"]["unchanged"] == 7
    assert work.desk.tree() == after
    work.desk.write(f"content/{ITEM}.txt", "Talks\n\nFirst line.\n\nThird line.\n")
    work.desk.run("extract")
    assert (work.entry(THIRD).target, work.entry(THIRD).state) == (
        "Третья строка.",
        State.TRANSLATED,
    )


def test_a_renamed_item_is_found(work: Work) -> None:
    work.export("--item", ITEM)
    work.edit(**{THIRD: "Третья строка."})
    old = work.desk.root / f"content/{ITEM}.txt"
    old.rename(old.with_name("border.txt"))
    work.desk.run("extract")
    assert work.take()["outcomes"]["taken"] == 1
    assert work.entry(THIRD, "2026/border").target == "Третья строка."


def test_an_item_that_is_gone_is_said_with_its_texts(work: Work) -> None:
    work.export()
    work.edit(**{THIRD: "Третья строка."})
    (work.desk.root / f"content/{ITEM}.txt").unlink()
    work.desk.path("ru", ITEM).unlink()
    (conflict,) = work.take("--strict", code=1)["conflicts"]
    assert conflict["theirs"] == "Третья строка."
    assert "no such item" in conflict["reason"]


def test_emptied_texts_and_rows_left_out_lose_nothing(work: Work) -> None:
    work.export("--state", "translated")
    work.edit(**{FIRST: ""})
    taken = work.take()
    assert taken["outcomes"] == {"emptied": 1}
    assert len(taken["emptied"]) == 1
    assert work.entry(FIRST).target == "Первая строка."
    assert work.entry(SECOND).state is State.DRAFT


def test_an_error_in_a_text_makes_it_needs_work_and_is_said(work: Work) -> None:
    source = "Write to press@example.org"
    work.export()
    work.edit(**{source: "Пишите на press@example.com"})
    taken = work.take("--strict", code=1)
    (refusal,) = taken["needs_work"]
    assert "press@example.org" in " ".join(refusal["messages"])
    entry = work.entry(source, "aid")
    assert (entry.target, entry.state) == ("Пишите на press@example.com", State.NEEDS_WORK)
    after = work.desk.tree()
    assert work.take()["needs_work"] == []
    assert work.desk.tree() == after


def test_markup_survives_the_way_out_and_back(work: Work) -> None:
    source = "See <1>the treaty</1> of <2>1992</2>."
    work.translate("aid", **{source: "См. <1>договор</1> <2>1992</2> года."})
    before = work.desk.tree()
    work.export()
    assert work.take()["outcomes"] == {"unchanged": 7}
    assert work.desk.tree() == before


def test_dry_run_says_the_same_and_writes_nothing(work: Work) -> None:
    work.export()
    work.edit(**{THIRD: "Третья строка.", FIRST: "Их строка."})
    work.translate(**{FIRST: "Наша строка."})
    before = work.desk.tree()
    dry = work.take("--dry-run")
    assert work.desk.tree() == before
    assert work.take() == dry


def test_one_line_a_file_on_stdout_and_conflicts_on_stderr(work: Work) -> None:
    work.export()
    work.edit(**{THIRD: "Третья строка.", FIRST: "Их строка."})
    work.translate(**{FIRST: "Наша строка."})
    done = work.desk.run("import", str(work.file))
    line = f"{work.file.name}: ru, 7 segments: 1 conflict, 1 taken, 5 unchanged\n"
    assert done.stdout == line
    for text in (FIRST, "Наша строка.", "Их строка.", ITEM):
        assert text in done.stderr


def test_selection_by_item_and_state(work: Work) -> None:
    work.export("--item", "2026/*", "--state", "todo")
    assert set(tools.targets(work.file)) == {"Talks", SECOND, THIRD}
    work.export("--state", "draft", "--state", "translated", "--overwrite")
    assert set(tools.targets(work.file)) == {FIRST, SECOND}


def test_a_file_that_somebody_worked_in_is_not_replaced(work: Work) -> None:
    work.export()
    work.translate(**{FIRST: "Новая строка."})
    work.export()
    assert tools.targets(work.file)[FIRST] == "Новая строка."
    work.edit(**{THIRD: "Третья строка."})
    done = work.desk.run("export", "-l", "ru", str(work.file), code=2)
    assert "somebody may have worked in it" in done.stderr
    assert tools.targets(work.file)[THIRD] == "Третья строка."
    work.export("--overwrite")
    assert tools.targets(work.file)[THIRD] == ""


def test_a_broken_catalogue_stops_all_before_anything_is_written(work: Work) -> None:
    work.export()
    work.edit(**{THIRD: "Третья строка."})
    work.desk.write("locales/ru/news/aid.po", "msgid broken")
    before = work.desk.tree()
    done = work.desk.run("import", str(work.file), code=2)
    assert "aid.po" in done.stderr
    assert work.desk.tree() == before


def test_of_several_files_none_is_taken_where_one_is_broken(work: Work, tmp_path: Path) -> None:
    work.export()
    work.edit(**{THIRD: "Третья строка."})
    broken = tmp_path / f"broken{work.file.suffix}"
    data = work.file.read_bytes()
    inside = data.find("Вторая".encode()) + 3
    broken.write_bytes(data[: inside if inside > 2 else len(data) // 2])
    before = work.desk.tree()
    done = work.desk.run("import", str(work.file), str(broken), code=2)
    assert broken.name in done.stderr
    assert work.desk.tree() == before


def test_another_projects_language_is_refused(work: Work) -> None:
    work.export()
    work.desk.configure("", languages='"ky"')
    done = work.desk.run("import", str(work.file), code=2)
    assert "none of the project's languages" in done.stderr


def test_a_catalogue_itself_may_come_back(desk: Any, tmp_path: Path) -> None:
    desk.configure("", languages='"ru"')
    desk.write("content/news.txt", "Hello.\n\nBye.\n")
    desk.run("extract")
    file = polib.pofile(str(desk.path("ru", "news")))
    file[0].msgstr = "Здравствуйте."
    file.save(str(tmp_path / "news.po"))
    desk.run("import", str(tmp_path / "news.po"))
    assert desk.entry("ru", "news", "Hello.").state is State.TRANSLATED


def test_export_refuses_what_it_cant_do(desk: Any, tmp_path: Path) -> None:
    desk.write("content/a.txt", "Hello.\n")
    out = tmp_path / "x.xlf"
    assert "translator extract" in desk.run("export", "-l", "ru", str(out), code=2).stderr
    desk.run("extract")
    assert "'de'" in desk.run("export", "-l", "de", str(out), code=2).stderr
    assert "no format" in desk.run("export", "-l", "ru", str(tmp_path / "x.y"), code=2).stderr
    assert "no item" in desk.run("export", "-l", "ru", "--item", "b", str(out), code=2).stderr
    assert "can't be written" in desk.run("export", "-l", "ru", "/proc/x.xlf", code=2).stderr
    assert not out.exists()


@pytest.mark.parametrize("name", ["x.tmx", "x.txt", "missing.xlf", "."])
def test_import_refuses_what_is_no_export(desk: Any, tmp_path: Path, name: str) -> None:
    (tmp_path / "x.tmx").write_text("<tmx/>")
    (tmp_path / "x.txt").write_text("Hello.")
    assert "Error" in desk.run("import", str(tmp_path / name), code=2).stderr
