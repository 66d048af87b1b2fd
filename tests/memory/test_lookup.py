"""What was translated once is known again."""

from __future__ import annotations

import random

import pytest
from rapidfuzz import fuzz, process

from tests.memory.conftest import Shelf
from translator.memory.units import BELOW, EXACT, NUMBERS, Match, Standing

NOTHING: list[Match] = []


def test_an_exact_match(shelf: Shelf) -> None:
    shelf.fill(("Read more", "Подробнее"))
    assert shelf.look_up("en", "ru", "Read more") == Match(
        "Подробнее", EXACT, "news", "Read more", Standing.TRANSLATED
    )


def test_other_numbers_are_put_in(shelf: Shelf) -> None:
    shelf.fill(("Displaying 1 - 10 of 443", "Показано 1–10 из 443"))
    found = shelf.look_up("en", "ru", "Displaying 1 - 10 of 538")
    assert found
    assert (found.text, found.percent) == ("Показано 1–10 из 538", NUMBERS)
    found = shelf.look_up("en", "ru", "Displaying 11 - 20 of 443")
    assert found
    assert found.text == "Показано 11–20 из 443"


def test_numbers_may_stand_in_another_order(shelf: Shelf) -> None:
    shelf.fill(("10 of 443 shown", "443-тен 10 көрсетілді"))
    assert shelf.look_up("en", "ru", "20 of 51 shown") is None  # «443-тен»: its ending hangs on it
    shelf.fill(("10 of 443 shown", "Из 443 показано 10"))
    found = shelf.look_up("en", "ru", "20 of 51 shown")
    assert found
    assert found.text == "Из 51 показано 20"


def test_a_reference_takes_another_code(shelf: Shelf) -> None:
    shelf.fill(("Reference: EuropeAid/168640/DD/ACT/KG", "Шифр EuropeAid/168640/DD/ACT/KG"))
    found = shelf.look_up("en", "ru", "Reference: EuropeAid/171234/IH/SER/TJ")
    assert found
    assert (found.text, found.percent) == ("Шифр EuropeAid/171234/IH/SER/TJ", NUMBERS)
    assert shelf.look_up("en", "ru", "Reference: 5") is None
    assert shelf.look_up("en", "ru", "Reference: https://example.org/1/2") is None


def test_a_kyrgyz_date_takes_other_numbers(shelf: Shelf) -> None:
    shelf.fill(("Bishkek, 17 May 2026", "Бишкек, 2026-жылдын 17-майы"))
    found = shelf.look_up("en", "ru", "Bishkek, 3 May 2027")
    assert found
    assert found.text == "Бишкек, 2027-жылдын 3-майы"
    shelf.fill(("Since 2026", "2026-дан бери"))
    assert shelf.look_up("en", "ru", "Since 2027") is None


@pytest.mark.parametrize(
    ("source", "target", "asked"),
    [
        ("Page 3 of 3", "Страница 3 из 3", "Page 2 of 3"),  # which 3 is which?
        ("In 2020", "В 20-м", "In 2021"),  # the year is written otherwise
        ("12 months", "Год", "24 months"),  # the number is a word
        ("1,138 kg", "1138 кг", "1,139 kg"),  # separators differ by language
        ("Read more", "Подробнее", "Read less"),
        ("Article 5", "Статья 5 (п. 1)", "Article 6"),
    ],
)
def test_what_is_not_sure_is_no_match(shelf: Shelf, source: str, target: str, asked: str) -> None:
    shelf.fill((source, target))
    assert shelf.look_up("en", "ru", asked) is None


def test_the_languages_count(shelf: Shelf) -> None:
    shelf.fill(("Bank", "Банк"))
    assert shelf.look_up("ka", "ru", "Bank") is None
    assert shelf.look_up("en", "kk", "Bank") is None


def test_approved_goes_before_translated_before_former_before_imported(shelf: Shelf) -> None:
    for standing in (Standing.IMPORTED, Standing.FORMER, Standing.TRANSLATED, Standing.APPROVED):
        shelf.fill(("News", standing.label), origin=standing.label, standing=standing)
        found = shelf.look_up("en", "ru", "News")
        assert found
        assert found.text == standing.label
    assert [match.text for match in shelf.same("en", "ru", "News")] == [
        "approved",
        "translated",
        "former",
        "imported",
    ]


def test_what_an_origin_no_longer_holds_is_forgotten(shelf: Shelf) -> None:
    shelf.fill(("One thing we said", "Одно"), ("Another thing we said", "Другое"))
    shelf.fill(("Another thing we said", "Иное"))
    assert shelf.look_up("en", "ru", "One thing we said") is None
    found = shelf.look_up("en", "ru", "Another thing we said")
    assert found
    assert found.text == "Иное"
    assert [match.text for match in shelf.alike("en", "ru", "Another thing she said", 60, 5)] == [
        "Иное"
    ]


def test_a_text_that_is_alike_says_how_much_and_to_what(shelf: Shelf) -> None:
    known = "The ambassador opened a school in Osh on Monday."
    shelf.fill((known, "Посол открыл школу в Оше в понедельник."))
    (found,) = shelf.alike("en", "ru", "The ambassador opened a school in Naryn on Monday.", 70)
    assert found.source == known
    assert 85 < found.percent <= BELOW
    assert shelf.alike("en", "ru", "Prices of bread rose again, officials say.", 70) == NOTHING
    assert shelf.alike("en", "ru", known, 70) == NOTHING  # exact matches are not merely alike


def test_other_numbers_that_can_t_be_put_in_are_shown_as_alike(shelf: Shelf) -> None:
    shelf.fill(("The school has 12 pupils in 3 rooms.", "В школе двенадцать учеников в 3 классах."))
    asked = "The school has 14 pupils in 5 rooms."
    assert shelf.same("en", "ru", asked) == NOTHING
    (found,) = shelf.alike("en", "ru", asked, 70)
    assert (found.text, found.percent) == ("В школе двенадцать учеников в 3 классах.", BELOW)


def test_a_paragraph_of_known_sentences_is_put_together(shelf: Shelf) -> None:
    shelf.fill(
        ("The school was opened in Osh.", "Школа открыта в Оше."),
        ("It has 12 classrooms and a library.", "В ней 12 классов и библиотека."),
    )
    asked = "It has 14 classrooms and a library.  The school was opened in Osh."
    found = shelf.assembled("en", "ru", asked)
    assert found
    assert found.text == "В ней 14 классов и библиотека.  Школа открыта в Оше."
    assert found.percent == BELOW
    partly = "The school was opened in Osh. Nobody knows why it was so late."
    assert shelf.assembled("en", "ru", partly) is None
    first, second = shelf.by_sentences("en", "ru", partly)
    assert first[1]
    assert first[1].text == "Школа открыта в Оше."
    assert second[1] is None


def test_a_sentence_inside_a_paragraph_is_known_alone(shelf: Shelf) -> None:
    shelf.fill(
        (
            "The school was opened in Osh. It has 12 classrooms and a library.",
            "Школа открыта в Оше. В ней 12 классов и библиотека.",
        )
    )
    found = shelf.look_up("en", "ru", "It has 12 classrooms and a library.")
    assert found
    assert found.text == "В ней 12 классов и библиотека."


def test_sentences_that_were_divided_otherwise_are_not_paired(shelf: Shelf) -> None:
    shelf.fill(
        (
            "He came. The minister of education and science was there with all his deputies.",
            "Он приехал, и там был министр образования и науки со всеми заместителями. Да.",
        )
    )
    assert shelf.look_up("en", "ru", "He came.") is None


def test_words_are_found_in_context_in_both_languages(shelf: Shelf) -> None:
    shelf.fill(
        ("The delegation visited Karakol in spring.", "Делегация посетила Каракол весной."),
        ("A delegation of farmers came.", "Приехала делегация фермеров."),
        ("Nothing of the kind.", "Ничего такого."),
    )
    assert {match.text for match in shelf.concordance("delegation", "ru")} == {
        "Делегация посетила Каракол весной.",
        "Приехала делегация фермеров.",
    }
    (found,) = shelf.concordance("делегац каракол", "ru")
    assert found.source == "The delegation visited Karakol in spring."
    assert shelf.concordance("delegation minister", "ru") == NOTHING
    assert shelf.concordance("?!", "ru") == NOTHING


WORDS = [
    *("minister", "school", "border", "water", "energy", "report", "union", "police", "court"),
    *("farmer", "student", "bridge", "river", "export", "price", "loan", "vote", "party", "media"),
    *("doctor", "vaccine", "road", "train", "glacier", "festival", "museum", "harvest", "treaty"),
]


def test_among_thousands_the_best_is_found_as_if_all_were_compared(shelf: Shelf) -> None:
    """Through segments and their merging, what waits for a segment, and what was deleted."""
    chooser = random.Random(7)

    def text() -> str:
        return " ".join(chooser.choices(WORDS, k=chooser.randint(5, 14)))

    sources = [f"{text()} {number}" for number in range(4000)]
    for start in range(0, 4000, 800):
        part = sources[start : start + 800]
        shelf.fill(*((source, f"перевод {source}") for source in part), origin=f"item {start}")
    shelf.fill(origin="item 800")
    left = [*sources[:800], *sources[1600:]]
    with shelf.locked() as db:
        assert 1 <= db.execute("SELECT count(*) FROM segments").fetchone()[0] <= 4
    found = 0
    for source in chooser.sample(left, 60):
        words = source.split()
        words[chooser.randrange(len(words) - 1)] = chooser.choice(WORDS)
        asked = " ".join(words)
        best = process.extract(asked, left, scorer=fuzz.ratio, limit=1)[0][1]
        matches = shelf.alike("en", "ru", asked, 40, 3)
        found += any(fuzz.ratio(asked, match.source) >= best for match in matches) or (
            best == EXACT or shelf.look_up("en", "ru", asked) is not None
        )
        assert all(match.source in left for match in matches)
    assert found >= 59
