"""Which language a segment is in, and how sure that is."""

from __future__ import annotations

import pytest

from translator.languages import Identification, identify, script_shares

ALL = ("en", "ka", "tg", "ru", "kk", "ky")

# Our own sentences, one a language.
SENTENCES = {
    "en": "The delegation opened a new school in the mountains last week.",
    "ka": "დელეგაციამ გასულ კვირას მთაში ახალი სკოლა გახსნა.",
    "tg": "Ҳайати намояндагон ҳафтаи гузашта дар кӯҳистон мактаби навро ифтитоҳ кард.",
    "ru": "На прошлой неделе делегация открыла в горах новую школу для сельских детей.",
    "kk": "Делегация өткен аптада таулы өңірде жаңа мектептің ашылуына қатысты.",
    "ky": "Өткөн жумада делегация тоодо айыл балдары үчүн жаңы мектеп ачты, деп билдиришти.",
}


def one(text: str, default: str = "en") -> Identification:
    return identify([text], ALL, default)[0]


@pytest.mark.parametrize("language", ALL)
def test_a_sentence_is_recognised(language: str) -> None:
    assert one(SENTENCES[language]).language == language


@pytest.mark.parametrize("language", ["en", "ka", "tg", "kk", "ky"])
def test_script_or_own_letters_make_it_certain(language: str) -> None:
    assert one(SENTENCES[language]).certain


def test_russian_has_no_letter_of_its_own_so_it_stays_a_guess() -> None:
    assert not one(SENTENCES["ru"]).certain


def test_a_foreign_name_does_not_decide() -> None:
    found = one("Президент Қасым-Жомарт Тоқаев выступил вчера вечером перед журналистами столицы")
    assert found == Identification("ru", certain=False)


def test_what_has_no_letters_goes_with_its_neighbours() -> None:
    texts = [SENTENCES["ka"], "17/05/2016 - 17:42", SENTENCES["ka"]]
    assert identify(texts, ALL, "en")[1] == Identification("ka", certain=False)
    texts = [SENTENCES["en"], "17/05/2016", SENTENCES["en"], SENTENCES["ka"]]
    assert identify(texts, ALL, "en")[1].language == "en"


def test_a_short_word_goes_with_the_item() -> None:
    texts = [SENTENCES["kk"], "реклама", SENTENCES["kk"]]
    assert identify(texts, ALL, "en")[1] == Identification("kk", certain=False)


def test_an_item_that_says_nothing_is_in_the_project_s_language() -> None:
    assert identify(["2024", "—"], ALL, "en") == [Identification("en", certain=False)] * 2


def test_only_the_candidates_are_possible() -> None:
    assert identify([SENTENCES["ky"]], ("en", "ru"), "en")[0].language == "ru"


def test_half_and_half_is_not_certain() -> None:
    text = "დელეგაცია Delegation სკოლა school"
    assert not one(text).certain


def test_script_shares_count_letters_alone() -> None:
    assert script_shares("ab: აბ 12!") == {"Latin": 0.5, "Georgian": 0.5}
    assert script_shares("12 – 13") == {}
