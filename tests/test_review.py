"""What reviewing leaves in the PO file."""

import datetime as dt
from pathlib import Path

import polib
import pytest

from translator import review
from translator.catalogue import Catalogue
from translator.entry import Entry
from translator.provenance import Provenance
from translator.state import State

DAY = dt.date(2026, 11, 22)


@pytest.fixture
def entry() -> Entry:
    made = Entry(polib.POEntry(msgid="Juvenile justice", tcomment="a translator's own remark"))
    made.suggest("Ювенальная юстиция", Provenance("argos", ("en-ru", "1.9"), 0.83))
    return made


def test_accepting_a_draft_keeps_where_it_started_from(entry: Entry) -> None:
    review.translate(entry, entry.target)
    assert entry.state is State.TRANSLATED
    assert entry.po.tcomment.split("\n") == [
        "a translator's own remark",
        "from: argos en-ru 1.9 score=0.83",
    ]


def test_a_text_written_from_nothing_has_no_origin() -> None:
    entry = Entry(polib.POEntry(msgid="Yes"))
    review.translate(entry, "Да")
    assert (entry.state, entry.po.tcomment) == (State.TRANSLATED, "")


def test_approval_names_person_day_and_digest(entry: Entry) -> None:
    review.translate(entry, "Ювенальная юстиция")
    review.approve(entry, "Aigul B.", DAY)
    assert entry.state is State.APPROVED
    assert f'approved: "Aigul B." 2026-11-22 @{entry.digest}' in entry.po.tcomment


def test_approving_again_leaves_one_line(entry: Entry) -> None:
    review.translate(entry, "Ювенальная юстиция")
    review.approve(entry, "A", DAY)
    review.approve(entry, "B", DAY)
    assert [remark.tokens[0] for remark in entry.remarks("approved")] == ["B"]


def test_a_draft_cannot_be_approved_as_it_is(entry: Entry) -> None:
    with pytest.raises(ValueError, match="draft"):
        review.approve(entry, "A", DAY)


def test_sending_back_takes_the_approval_away(entry: Entry) -> None:
    review.translate(entry, "Ювенальная юстиция")
    review.approve(entry, "A", DAY)
    review.leave_unfinished(entry, entry.target)
    assert entry.state is State.NEEDS_WORK
    assert not entry.remarks("approved")


def test_a_draft_left_unfinished_is_no_draft_any_more(entry: Entry) -> None:
    review.leave_unfinished(entry, entry.target)
    assert entry.state is State.NEEDS_WORK


def test_emptied_text_is_untranslated_and_without_an_origin(entry: Entry) -> None:
    review.leave_unfinished(entry, "")
    assert (entry.state, entry.fuzzy) == (State.UNTRANSLATED, False)
    assert entry.provenance is None


def test_a_finding_stays_set_aside_until_the_text_changes(entry: Entry) -> None:
    review.translate(entry, "Юстиция")
    review.set_aside(entry, "numbers", 'the source says "two"', "Aigul B.")
    review.approve(entry, "Bek", DAY)
    assert review.asides(entry) == {"numbers": ('the source says "two"', "Aigul B.")}
    review.leave_unfinished(entry, entry.target)
    assert "numbers" in review.asides(entry)
    review.translate(entry, "Правосудие")
    assert review.asides(entry) == {}


def test_the_previous_source_stays_while_unfinished_and_goes_when_done() -> None:
    po = polib.POEntry(msgid="New", msgstr="Старое", flags=["fuzzy"], previous_msgid="Old")
    entry = Entry(po)
    review.leave_unfinished(entry, "Новое?")
    assert po.previous_msgid == "Old"
    review.translate(entry, "Новое")
    assert po.previous_msgid is None


def test_a_snapshot_brings_a_draft_back_as_a_draft(entry: Entry) -> None:
    before, revision = review.Snapshot.of(entry), review.revision(entry)
    review.translate(entry, "Другое")
    assert review.revision(entry) != revision
    before.restore(entry)
    assert (entry.state, review.revision(entry)) == (State.DRAFT, revision)


def test_everything_survives_the_file(entry: Entry, tmp_path: Path) -> None:
    catalogue = Catalogue.new(tmp_path / "x.po", "ru")
    review.translate(entry, "Юстиция «детей»\\n")
    review.set_aside(entry, "numbers", "a\nb", "N")
    review.approve(entry, 'A "B"', DAY)
    catalogue.entries.append(entry)
    catalogue.save()
    read = Catalogue.load(tmp_path / "x.po").entries[0]
    assert review.revision(read) == review.revision(entry)
    assert (read.state, read.target) == (State.APPROVED, entry.target)
