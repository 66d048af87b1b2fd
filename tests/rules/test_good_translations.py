"""Good translations are left alone."""

from __future__ import annotations

import pytest

from translator.rules import GlossaryTerm, Pair, check_pair

GOOD = [
    ("A 24.8 million euro was received", "ru", "Получено 24,8 млн евро"),
    ("EUR 3 million (KGS 265 Million)", "ru", "3 млн евро (265 млн сомов)"),
    ("EUR 3 million (KGS 265 Million)", "ka", "3 მილიონი ევრო (265 მილიონი სომი)"),
    ("up to US$ 4,000", "kk", "4000 АҚШ долларына дейін"),
    ("300,000 ampoules and 2,000 oximeters", "tg", "300 000 ампула ва 2000 дастгоҳ"),
    ("The total weight is 1,138 kg.", "ru", "Общий вес — 1138 кг."),
    ("15/01/2021 – HR/VP blog", "ru", "15 января 2021 года – блог ВП/ЗП"),
    ("15/01/2021 – HR/VP blog", "kk", "2021 жылғы 15 қаңтар – ЖӨ/ВП блогы"),
    ("15/01/2021 – HR/VP blog", "ka", "15 იანვარი, 2021 – HR/VP-ის ბლოგი"),
    ("on 24 January, 2021", "ru", "24.01.2021"),
    ("30 May – 1 June 2023", "ky", "2023-жылдын 30-майынан 1-июнуна чейин"),
    ("becoming the 88th party", "kk", "88-ші қатысушы болды"),
    ("in the 20th century", "ka", "მე-20 საუკუნეში"),
    ("in the 20th century", "kk", "ХХ ғасырда"),
    ("in the 1960s", "ru", "в 60-е годы"),
    ("at 10:30 pm", "ru", "в 22:30"),
    ("at 5 pm", "ru", "в 17:00"),
    ("88% of the points", "kk", "ұпайлардың 88 пайызы"),
    ("88% of the points", "ka", "ქულების 88 პროცენტი"),
    ("twelve representatives of six countries", "tg", "12 намоянда аз шаш кишвар"),
    ("12 representatives of 6 countries", "kk", "алты елдің он екі өкілі"),
    ("twenty-five projects", "ka", "ოცდახუთი პროექტი"),
    ("4 components", "ru", "четыре компонента"),
    ("Article IV of the treaty", "ru", "статья 4 договора"),
    ("See https://example.org/a.", "kk", "https://example.org/a сілтемесін қараңыз."),
    ("Open the URL", "kk", "URLды ашыңыз"),
    ("See <b>the report</b>", "ru", "См. <b>отчет</b>"),
    ("The OSCE (ODIHR) said “yes”.", "ru", "ОБСЕ (БДИПЧ) ответила «да»."),
    ("Europe’s conventions:", "ka", "ევროპის „კონვენციები“:"),
    ("1) justice", "ru", "1) правосудие"),
    ("HELP", "ru", "HELP"),
    ("Internet", "ru", "Интернет"),
    ("in the framework of the EU", "ru", "в рамках ЕС"),
    ("in the Grand Connaught Rooms hotel", "ru", "в гостинице Grand Connaught Rooms"),
    ("The film The Lord of the Rings", "kk", "«The Lord of the Rings» фильмі"),
    ("Turn left, then left again", "ky", "Солго, анан дагы солго бурулуңуз"),
    ("It gradually changed.", "ky", "Ал бара-бара өзгөрдү."),
    ("Bank of Georgia", "ru", "Банк Bank of Georgia"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "language", "target"), GOOD)
def test_says_nothing(source: str, language: str, target: str) -> None:
    assert check_pair(Pair(source, target, "en", language)) == []


@pytest.mark.parametrize(
    ("term", "language", "target"),
    [
        ("верховенство права", "ru", "принципов верховенства права"),
        ("Европейский союз", "ru", "с Европейским союзом"),
        ("отец", "ru", "его отца"),
        ("Центральная Азия", "ru", "в Центральной Азии"),
        ("Еуропа Кеңесі", "kk", "Еуропа Кеңесінің отырысы"),
        ("өкілдік", "kk", "өкілдігінде"),
        ("баспасөз хабарламасы", "kk", "баспасөз хабарламалары"),
        ("басма сөз билдирүүсү", "ky", "басма сөз билдирүүлөрү"),
        ("Европа Кеңеши", "ky", "Европа Кеңешинин жыйыны"),
        ("китеп", "ky", "китебинде"),
        ("ევროპის საბჭო", "ka", "ევროპის საბჭოს სხდომა"),
        ("წყალი", "ka", "წყლის რესურსები"),
        ("Шӯрои Аврупо", "tg", "бо Шӯрои Аврупо"),
        ("ҳуқуқи инсон", "tg", "ҳуқуқи инсонро"),
        ("дастгирии буҷетӣ", "tg", "дастгирии буҷетии давлат"),
        ("кишвари узв", "tg", "кишварҳои узв"),
        ("Суди Олӣ", "tg", "Суди Олиро"),
        ("Черное море", "ru", "на Чёрном море"),
        ("зелёная экономика", "ru", "к зеленой экономике"),
    ],
)
def test_knows_a_term_in_its_inflected_forms(term: str, language: str, target: str) -> None:
    glossary = [GlossaryTerm("the term", (term,))]
    pair = Pair("About the term", target, "en", language, glossary=glossary)
    assert "glossary" not in {found.rule for found in check_pair(pair)}


def test_style_leaves_dates_and_times_alone() -> None:
    pair = Pair("17/05/2016 - 17:42", "17.05.2016 - 17:42", "en", "ru")
    assert check_pair(pair, style=True) == []


def test_a_glossary_term_of_another_word_is_not_asked_for() -> None:
    glossary = [GlossaryTerm("EU", ("ЕС",)), GlossaryTerm("aid", ("помощь",))]
    pair = Pair(
        "They said Europe is neutral",
        "Сказали, что Европа нейтральна",
        "en",
        "ru",
        glossary=glossary,
    )
    assert check_pair(pair) == []
