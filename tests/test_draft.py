"""Drafts from memory, CLDR and a real engine, never over a person's text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import Desk
from translator import models
from translator.draft import Step, Stop, draft
from translator.provenance import Provenance
from translator.state import State

NEWS = "European Union news\n\n17/05/2016 - 17:42\n\nThe Union supports education in Kazakhstan.\n"
SENTENCE = "The Union supports education in Kazakhstan."


@pytest.fixture
def news(desk: Desk) -> Desk:
    desk.write("content/news.txt", NEWS)
    desk.run("extract")
    return desk


def install(desk: Desk, package_files: dict[str, Path], *pairs: str) -> None:
    desk.run("models", "install", *(str(package_files[pair]) for pair in pairs))


def test_a_date_is_drafted_by_cldr(news: Desk) -> None:
    news.run("draft")
    entry = news.entry("ru", "news", "17/05/2016 - 17:42")
    assert (entry.target, entry.state) == ("17.05.2016 - 17:42", State.DRAFT)
    assert entry.provenance == Provenance("cldr")
    assert entry.fuzzy


def test_memory_finds_what_was_translated_elsewhere_also_with_other_numbers(desk: Desk) -> None:
    desk.write("content/a.txt", "Displaying 1 - 10 of 443\n\nRead more\n")
    desk.write("content/b.txt", "Displaying 1 - 10 of 538\n\nRead more\n")
    desk.run("extract")
    desk.translate(
        "ru", "a", {"Displaying 1 - 10 of 443": "Показано 1–10 из 443", "Read more": "Подробнее"}
    )
    desk.run("draft")
    numbers = desk.entry("ru", "b", "Displaying 1 - 10 of 538")
    assert (numbers.target, numbers.state) == ("Показано 1–10 из 538", State.DRAFT)
    assert numbers.provenance == Provenance("memory", ("a",), match=95)
    exact = desk.entry("ru", "b", "Read more")
    assert (exact.target, exact.provenance) == (
        "Подробнее",
        Provenance("memory", ("a",), match=100),
    )
    assert desk.entry("ka", "b", "Read more").state is State.UNTRANSLATED


def test_drafts_are_no_memory(desk: Desk) -> None:
    desk.write("content/a.txt", "17/05/2016\n")
    desk.run("extract")
    desk.run("draft")
    desk.write("content/b.txt", "18/05/2016\n")
    desk.run("extract")
    desk.run("draft")
    provenance = desk.entry("ru", "b", "18/05/2016").provenance
    assert provenance
    assert provenance.origin == "cldr"


def test_an_installed_package_translates_what_is_left(
    news: Desk, package_files: dict[str, Path]
) -> None:
    install(news, package_files, "en-ru", "en-ky")
    result = news.run("draft")
    entry = news.entry("ru", "news", "European Union news")
    assert (entry.target, entry.state) == ("Европейский Союз новости", State.DRAFT)
    assert entry.provenance
    assert entry.provenance.origin == "argos"
    assert entry.provenance.detail == ("en-ru", "1.0")
    assert entry.provenance.score is not None
    assert 0.5 < entry.provenance.score <= 1
    comment = news.path("ru", "news").read_text()
    assert f"# draft: argos en-ru 1.0 score={entry.provenance.score:.2f} @" in comment
    assert re.search(r"^ +cldr +argos +no engine$", result.stderr, re.MULTILINE)
    assert re.search(r"^  ru +1 +2 +·$", result.stderr, re.MULTILINE)
    assert news.entry("ka", "news", "European Union news").state is State.UNTRANSLATED


def test_a_removed_package_drafts_no_more(news: Desk, package_files: dict[str, Path]) -> None:
    install(news, package_files, "en-ru")
    news.run("models", "remove", "en-ru")
    result = news.run("draft")
    assert news.entry("ru", "news", SENTENCE).state is State.UNTRANSLATED
    assert "No engine: en → ka, tg, ru, kk, ky (10 segments)" in result.stderr


def test_a_missing_engine_is_said_once_in_one_line_and_is_no_error(desk: Desk) -> None:
    desk.write("content/a.txt", "A school.\n\nსაქართველოს მთავრობამ ახალი სკოლა გახსნა.\n")
    desk.run("extract")
    lines = [line for line in desk.run("draft").stderr.splitlines() if "No engine" in line]
    assert len(lines) == 1
    assert "en → ka, tg, ru, kk, ky (5 segments); ka → tg, ru, kk, ky (4 segments)" in lines[0]
    assert "translator models list" in lines[0]


def test_a_second_run_changes_no_byte(news: Desk, package_files: dict[str, Path]) -> None:
    install(news, package_files, "en-ru")
    news.run("draft")
    before = news.tree()
    assert "0 drafts made in 0 catalogues" in news.run("draft").stderr
    assert "0 drafts made in 0 catalogues" in news.run("draft", "--redo").stderr
    assert news.tree() == before


def test_a_person_s_text_is_never_touched(news: Desk, package_files: dict[str, Path]) -> None:
    install(news, package_files, "en-ru")
    news.translate("ru", "news", {SENTENCE: "Союз поддерживает образование."})
    news.run("draft")
    path = news.path("ru", "news")
    path.write_text(path.read_text().replace("Европейский Союз новости", "Новости Союза"))
    before = path.read_bytes()
    assert news.entry("ru", "news", "European Union news").state is State.NEEDS_WORK
    news.run("draft", "--redo")
    assert path.read_bytes() == before


def test_redo_makes_untouched_drafts_anew(news: Desk, package_files: dict[str, Path]) -> None:
    install(news, package_files, "en-ru")
    news.run("draft")
    news.write("content/b.txt", SENTENCE)
    news.run("extract")
    news.translate("ru", "b", {SENTENCE: "Союз помогает образованию."})
    news.run("draft")
    provenance = news.entry("ru", "news", SENTENCE).provenance
    assert provenance
    assert provenance.origin == "argos"
    news.run("draft", "--redo")
    assert news.entry("ru", "news", SENTENCE).target == "Союз помогает образованию."


def test_dry_run_writes_nothing(news: Desk) -> None:
    before = news.tree()
    assert "5 drafts possible in 5 catalogues" in news.run("draft", "--dry-run").stderr
    assert news.tree() == before


def test_without_an_engine_memory_and_cldr_remain(
    news: Desk, package_files: dict[str, Path]
) -> None:
    install(news, package_files, "en-ru")
    result = news.run("draft", "-l", "ru", "--engine", "none")
    assert re.search(r"^  ru +1$", result.stderr, re.MULTILINE)
    assert "No engine" not in result.stderr
    assert news.entry("ka", "news", "17/05/2016 - 17:42").state is State.UNTRANSLATED


def test_only_the_items_asked_for(news: Desk) -> None:
    news.write("content/2026/b.txt", "18/05/2016\n")
    news.run("extract")
    news.run("draft", "--item", "2026/*")
    assert news.entry("ru", "2026/b", "18/05/2016").state is State.DRAFT
    assert news.entry("ru", "news", "17/05/2016 - 17:42").state is State.UNTRANSLATED


def test_what_the_guard_refuses_is_counted_and_not_stored(
    desk: Desk, package_files: dict[str, Path]
) -> None:
    # None of these words is in the package's dictionary: it copies them, in Latin letters.
    desk.write("content/a.txt", "Something else entirely.\n")
    desk.run("extract")
    install(desk, package_files, "en-ru")
    result = desk.run("draft", "-l", "ru")
    assert "1 untranslated: it is the source" in result.stderr
    assert desk.entry("ru", "a", "Something else entirely.").target == ""


def test_a_package_that_does_not_load_is_named_and_the_rest_is_drafted(
    news: Desk, package_files: dict[str, Path]
) -> None:
    install(news, package_files, "en-ru", "en-ky")
    (model,) = Path(news.root.parent, "home", "packages").glob("*en_ru*/model/model.bin")
    model.write_bytes(b"junk")
    result = news.run("draft", code=2)
    assert "the package can't be loaded" in result.stderr
    assert "models remove en-ru" in result.stderr
    assert news.entry("ky", "news", "European Union news").state is State.DRAFT
    assert news.entry("ru", "news", "17/05/2016 - 17:42").state is State.DRAFT


def test_an_unknown_language_is_named(news: Desk) -> None:
    result = news.run("draft", "-l", "de", code=2)
    assert "'de' is none of the project's languages" in result.stderr
    assert "ka, tg, ru, kk, ky" in result.stderr


def test_who_watches_may_end_it_and_what_was_done_is_stored(
    desk: Desk, package_files: dict[str, Path]
) -> None:
    models.install(package_files["en-ru"])
    for name in ("a", "b"):
        desk.write(f"content/{name}.txt", f"Union supports education in {name}.\n")
    desk.run("extract")

    def stop(step: Step) -> None:
        if step.done == 1:
            raise Stop

    found = draft(desk.project, languages=("ru",), progress=stop)
    assert found.stopped
    states = [desk.catalogue("ru", name).entries[0].state for name in ("a", "b")]
    assert sorted(states) == [State.DRAFT, State.UNTRANSLATED]
    again = draft(desk.project, languages=("ru",))
    assert not again.stopped
    assert again.made["ru"].total() == 1
