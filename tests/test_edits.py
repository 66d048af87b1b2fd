"""Catalogues follow items that are edited, renamed and brought back."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Desk
from translator.catalogue import Catalogue
from translator.entry import Entry
from translator.matching import edits, place
from translator.state import State

P1 = "The European Union opened a new school in the mountains of Naryn region last week."
P2 = "More than 200 pupils will learn there, and 12 teachers were trained in Bishkek."
P3 = "The ceremony was attended by the head of the delegation and by the minister of education."
T = {P1: "ЕС открыл школу в горах Нарына.", P2: "Там будут учиться 200 детей.", P3: "Был министр."}


def write(desk: Desk, *paragraphs: str, name: str = "news") -> None:
    desk.write(f"content/{name}.txt", "\n\n".join(paragraphs) + "\n")
    desk.run("extract")


def entry(desk: Desk, source: str, name: str = "news") -> Entry:
    return desk.entry("ru", name, source)


def approve(desk: Desk, source: str, name: str = "news") -> None:
    """Sign an entry off, as the file records it."""
    path = desk.path("ru", name)
    digest = entry(desk, source, name).digest
    text = path.read_text()
    position = text.index(f'msgid "{source}"')
    start = text.rindex("\n\n", 0, position) + 2
    line = f'# approved: "Aigul" 2026-11-22 @{digest}\n'
    path.write_text(text[:start] + line + text[start:])
    assert entry(desk, source, name).state is State.APPROVED


@pytest.fixture
def news(desk: Desk) -> Desk:
    write(desk, P1, P2, P3)
    desk.translate("ru", "news", T)
    return desk


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (P2, P2.replace("200", "300")),
        (P2, P2.replace("pupils will", "pupils will not")),
        (P1, P1.replace("mountains", "moutains")),
        (P3, P3 + " Afterwards the guests planted twenty apple trees in the school's garden."),
        (P3, "It was attended by the minister of education and the head of the EU delegation."),
    ],
)
def test_an_edited_segment_keeps_its_translation_as_needs_work(
    news: Desk, old: str, new: str
) -> None:
    approve(news, old)
    write(news, *(new if paragraph == old else paragraph for paragraph in (P1, P2, P3)))
    changed = entry(news, new)
    assert (changed.target, changed.state) == (T[old], State.NEEDS_WORK)
    assert changed.previous_source == old
    assert f'#| msgid "{old}"' in news.path("ru", "news").read_text()
    for same in {P1, P2, P3} - {old}:
        assert entry(news, same).state is State.TRANSLATED
    assert not any(e.target for e in news.catalogue("ka", "news").entries)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("In its early days.", f"In its early days. {P3}"),
        (f"In its early days. {P3}", "In its early days."),
        ("As long ago.", "As requirements ago."),
    ],
)
def test_a_short_text_that_stays_between_its_neighbours(desk: Desk, old: str, new: str) -> None:
    write(desk, P1, old, P2)
    desk.translate("ru", "news", {old: "Перевод."})
    write(desk, P1, new, P2)
    assert entry(desk, new).target == "Перевод."
    assert entry(desk, new).state is State.NEEDS_WORK


def test_an_edit_taken_back_brings_the_entry_back_whole(news: Desk) -> None:
    approve(news, P2)
    before = news.path("ru", "news").read_bytes()
    write(news, P1, P2.replace("200", "300"), P3)
    write(news, P1, P2, P3)
    assert news.path("ru", "news").read_bytes() == before


def test_a_second_edit_still_shows_what_the_text_was_made_for(news: Desk) -> None:
    write(news, P1, P2.replace("200", "300"), P3)
    last = P2.replace("200", "400")
    write(news, P1, last, P3)
    assert entry(news, last).previous_source == P2
    assert entry(news, last).target == T[P2]


def test_a_new_text_is_not_taken_for_an_edit(news: Desk) -> None:
    new = "Prices of bread and fuel rose again in October, according to official statistics."
    write(news, P1, new, P3)
    assert entry(news, new).state is State.UNTRANSLATED
    (gone,) = news.catalogue("ru", "news").obsolete
    assert (gone.source, gone.target) == (P2, T[P2])


def test_moved_and_edited_at_once(news: Desk) -> None:
    new = P1.replace("last week", "on Monday")
    write(news, P3, P2, new)
    assert entry(news, new).target == T[P1]
    assert entry(news, P3).state is entry(news, P2).state is State.TRANSLATED


def test_two_edits_are_not_mixed_up(news: Desk) -> None:
    write(news, P1.replace("Naryn", "Osh"), P2.replace("200", "300"), P3.replace("head", "chief"))
    assert [e.target for e in news.catalogue("ru", "news").entries] == [T[P1], T[P2], T[P3]]


def test_an_untouched_draft_is_not_kept_for_an_edited_source(desk: Desk) -> None:
    write(desk, "17/05/2016 - 17:42", P1)
    desk.run("draft")
    write(desk, "17/05/2016 - 17:43", P1)
    assert entry(desk, "17/05/2016 - 17:43").state is State.UNTRANSLATED
    assert not desk.catalogue("ru", "news").obsolete


def test_the_same_source_in_the_obsolete_part_twice_loses_neither(news: Desk) -> None:
    write(news, P1, P3)
    path = news.path("ru", "news")
    obsolete = f'\n#~ msgid "{P2}"\n#~ msgstr "Другой перевод."\n'
    path.write_text(path.read_text() + obsolete)
    write(news, P1)
    targets = {e.target for e in news.catalogue("ru", "news").obsolete}
    assert targets == {T[P2], T[P3], "Другой перевод."}


def test_a_renamed_item_takes_its_catalogues_along(news: Desk) -> None:
    before = news.path("ru", "news").read_text()
    (news.root / "content/2026").mkdir()
    (news.root / "content/news.txt").rename(news.root / "content/2026/school.txt")
    would = news.run("extract", "--check", code=1)
    assert "news is 2026/school now: its catalogues would go along" in would.stderr
    result = news.run("extract")
    assert "news is 2026/school now" in result.stderr
    assert "its item is gone" not in result.stderr
    assert not news.path("ru", "news").exists()
    after = news.path("ru", "2026/school").read_text()
    assert after == before.replace("content/news.txt", "content/2026/school.txt")
    news.run("extract", "--check", code=0)


def test_renamed_and_edited_at_once(news: Desk) -> None:
    (news.root / "content/news.txt").unlink()
    write(news, P1, P2.replace("200", "300"), P3, "A new end.", name="school")
    assert entry(news, P1, "school").state is State.TRANSLATED
    assert entry(news, P2.replace("200", "300"), "school").state is State.NEEDS_WORK
    assert not news.path("ka", "news").exists()


def test_another_item_is_no_rename(news: Desk) -> None:
    (news.root / "content/news.txt").unlink()
    write(news, "Something else.", P3, name="other")
    assert news.path("ru", "news").exists()
    assert not entry(news, P3, "other").target


def test_the_other_text_of_a_conflict_outlives_an_edit_that_is_taken_back(news: Desk) -> None:
    changed = P2.replace("200", "300")
    write(news, P1, changed, P3)
    with Catalogue.edit(news.path("ru", "news"), news.project.locks) as catalogue:
        (edited,) = [entry for entry in catalogue.entries if entry.source == changed]
        edited.po.tcomment = 'conflict: "Другая сторона."'
    write(news, P1, P2, P3)
    assert entry(news, P2).target == T[P2]
    assert 'conflict: "Другая сторона."' in news.path("ru", "news").read_text()


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.text("abcde ", min_size=5, max_size=30), max_size=6, unique=True),
    st.lists(st.text("abcde ", min_size=5, max_size=30), max_size=6, unique=True),
)
def test_each_text_is_paired_once_at_most(old: list[str], new: list[str]) -> None:
    kept = set(old) & set(new)
    gone, came = place(old, kept), place(new, kept)
    pairs = edits(gone, came)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert all(0 <= i < len(gone) and 0 <= j < len(came) for i, j in pairs)


def test_many_items_under_new_names_keep_their_translations(desk: Desk) -> None:
    desk.configure("", '"ru"')
    for number in range(30):  # what all have in common tells nothing, and one file's name is theirs
        desk.write(f"content/{number}/index.txt", f"News\n\nItem {number} was about {number}.\n")
    desk.run("extract")
    for number in range(30):
        desk.translate(
            "ru", f"{number}/index", {f"Item {number} was about {number}.": f"№ {number}"}
        )
    (desk.root / "content").rename(desk.root / "old")
    for number in range(30):
        data = (desk.root / f"old/{number}/index.txt").read_bytes()
        desk.write(f"content/new/{number}/index.txt", data)
    desk.run("extract")
    for number in range(30):
        entry = desk.entry("ru", f"new/{number}/index", f"Item {number} was about {number}.")
        assert entry.target == f"№ {number}"
