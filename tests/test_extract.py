"""Items become catalogues, and catalogues follow their items without losing a word."""

from __future__ import annotations

import os

import pytest

from tests.conftest import Desk
from translator.provenance import Provenance
from translator.state import State

NEWS = "School news\n\nA school was opened.\n\nPupils came.\n"


def extracted(desk: Desk, text: str = NEWS, name: str = "news") -> None:
    desk.write(f"content/{name}.txt", text)
    desk.run("extract", code=0)


def sources(desk: Desk, language: str = "ru", item: str = "news") -> list[str]:
    return [entry.source for entry in desk.catalogue(language, item).entries]


def test_a_new_item_gets_a_catalogue_in_every_language(desk: Desk) -> None:
    extracted(desk, name="2026/11/school")
    for language in desk.project.languages:
        assert sources(desk, language, "2026/11/school") == [
            "School news",
            "A school was opened.",
            "Pupils came.",
        ]
    text = desk.path("ru", "2026/11/school").read_text()
    assert "#. title\n#: content/2026/11/school.txt\nmsgid" in text
    assert "X-Title: School news" in text


def test_a_second_run_changes_no_byte(desk: Desk) -> None:
    extracted(desk)
    before = desk.tree()
    result = desk.run("extract")
    assert "0 catalogues written" in result.stderr
    assert desk.tree() == before


def test_check_says_what_would_change_and_changes_nothing(desk: Desk) -> None:
    desk.write("content/news.txt", NEWS)
    result = desk.run("-v", "extract", "--check", code=1)
    assert "locales/ka/news/news.po" in result.stderr
    assert not (desk.root / "locales").exists()
    desk.run("extract")
    desk.run("extract", "--check", code=0)


def test_added_removed_and_moved_segments(desk: Desk) -> None:
    extracted(desk)
    desk.translate(
        "ru", "news", {"A school was opened.": "Открылась школа.", "Pupils came.": "Да."}
    )
    extracted(desk, "School news\n\nPupils came.\n\nIt rained.\n")
    assert sources(desk) == ["School news", "Pupils came.", "It rained."]
    assert desk.entry("ru", "news", "Pupils came.").target == "Да."
    (gone,) = desk.catalogue("ru", "news").obsolete
    assert (gone.source, gone.target) == ("A school was opened.", "Открылась школа.")
    assert not desk.catalogue("ka", "news").obsolete  # nothing in it to keep

    extracted(desk)
    back = desk.entry("ru", "news", "A school was opened.")
    assert (back.target, back.state) == ("Открылась школа.", State.TRANSLATED)
    assert not desk.catalogue("ru", "news").obsolete


def test_the_same_text_twice_is_one_entry_unless_its_roles_differ(desk: Desk) -> None:
    extracted(desk, "News\n\nSame.\n\nSame.\n")
    assert sources(desk) == ["News", "Same."]
    desk.translate("ru", "news", {"News": "Новости"})
    extracted(desk, "News\n\nSame.\n\n - News\n")
    contexts = [(e.context, e.source, e.target) for e in desk.catalogue("ru", "news").entries]
    assert contexts == [
        ("title", "News", "Новости"),
        (None, "Same.", ""),
        ("list entry", "News", "Новости"),
    ]


def test_an_approval_does_not_follow_into_another_context(desk: Desk) -> None:
    extracted(desk, "News\n\nSame.\n")
    desk.translate("ru", "news", {"News": "Новости"})
    path = desk.path("ru", "news")
    entry = desk.entry("ru", "news", "News")
    line = f'# approved: "Aigul" 2026-11-22 @{entry.digest}\n#. title\n'
    path.write_text(path.read_text().replace("#. title\n", line))
    assert desk.entry("ru", "news", "News").state is State.APPROVED
    extracted(desk, "News\n\nSame.\n\n - News\n")
    states = {e.context: e.state for e in desk.catalogue("ru", "news").entries}
    assert states["title"] is State.TRANSLATED


def test_text_already_in_the_target_language_is_filled_with_itself(desk: Desk) -> None:
    georgian = "საქართველოს მთავრობამ გუშინ ახალი სკოლა გახსნა."
    russian = "Правительство Грузии вчера открыло новую школу для детей."
    extracted(desk, f"{georgian}\n\nA school was opened.\n\n{russian}\n")
    sure = desk.entry("ka", "news", georgian)
    assert (sure.target, sure.state) == (georgian, State.TRANSLATED)
    assert sure.provenance == Provenance("source")
    guess = desk.entry("ru", "news", russian)
    assert (guess.target, guess.state) == (russian, State.DRAFT)
    assert desk.entry("ru", "news", georgian).target == ""
    assert desk.entry("ru", "news", georgian).source_language == "ka"
    assert desk.entry("ru", "news", "A school was opened.").source_language is None


def test_a_person_s_text_is_kept_over_the_source(desk: Desk) -> None:
    georgian = "საქართველოს მთავრობამ გუშინ ახალი სკოლა გახსნა."
    extracted(desk, georgian)
    desk.translate("ka", "news", {georgian: "უკეთესი ტექსტი"})
    desk.run("extract")
    assert desk.entry("ka", "news", georgian).target == "უკეთესი ტექსტი"


def test_an_unreadable_item_is_named_and_the_others_are_done(desk: Desk) -> None:
    desk.write("content/bad.txt", "Привет".encode("cp1251"))
    desk.write("content/good.txt", "Hello.\n")
    result = desk.run("extract", code=2)
    assert "content/bad.txt:1: not UTF-8" in result.stderr
    assert "iconv" in result.stderr
    assert sources(desk, item="good") == ["Hello."]
    assert not desk.path("ru", "bad").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_item_without_rights_is_named(desk: Desk) -> None:
    desk.write("content/secret.txt", "x").chmod(0)
    result = desk.run("extract", code=2)
    assert "content/secret.txt: can't be read" in result.stderr


def test_a_spoilt_catalogue_is_named_left_alone_and_stops_no_other(desk: Desk) -> None:
    extracted(desk)
    spoilt = desk.path("ru", "news")
    spoilt.write_text("<<<<<<< HEAD\n" + spoilt.read_text())
    before = spoilt.read_bytes()
    desk.write("content/news.txt", NEWS + "\nMore.\n")
    result = desk.run("extract", code=2)
    assert "news.po:1: has conflict markers" in result.stderr
    assert spoilt.read_bytes() == before
    assert sources(desk, "ka")[-1] == "More."


def test_two_files_that_make_one_item_are_refused(desk: Desk) -> None:
    desk.write("content/news.txt", NEWS)
    desk.write("content/news.TXT", NEWS)
    result = desk.run("extract", code=2)
    assert "content/news.txt: is the same item as content/news.TXT" in result.stderr
    assert not (desk.root / "locales").exists()


def test_a_vanished_item_is_named_and_its_catalogues_stay(desk: Desk) -> None:
    extracted(desk)
    before = desk.tree()
    (desk.root / "content/news.txt").unlink()
    result = desk.run("extract")
    assert "locales/ru/news/news.po: its item is gone" in result.stderr
    assert desk.tree() == before


def test_notes_and_links_out_of_the_folder_are_no_items(desk: Desk) -> None:
    desk.write("content/photo.jpg", "x")
    desk.write("content/_drafts/x.txt", "x")
    desk.write("content/.hidden.txt", "x")
    outside = desk.write("outside.txt", "x")
    (desk.root / "content/link.txt").symlink_to(outside)
    assert desk.project.items == []


def test_items_are_chosen_by_id_path_or_glob(desk: Desk) -> None:
    for name in ("2026/a", "2026/b", "2025/c"):
        desk.write(f"content/{name}.txt", "Hello.\n")
    assert "2 items" in desk.run("extract", "2026/*").stderr
    assert "1 item:" in desk.run("extract", "content/2025/c.txt").stderr
    result = desk.run("extract", "nothing", code=2)
    assert "no item matches 'nothing'" in result.stderr


def test_an_empty_item_is_no_trouble(desk: Desk) -> None:
    extracted(desk, "\n \n")
    assert sources(desk) == []
    assert desk.json("check")["gate"] == "passed"
