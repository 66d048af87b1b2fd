"""Faults are found, at the right severity, place and with the right fix."""

from __future__ import annotations

import pytest

from translator.rules import (
    RULES,
    Diagnostic,
    GlossaryTerm,
    Pair,
    Parameters,
    SetAside,
    check_consistency,
    check_item,
    check_pair,
    check_source,
    may_set_aside,
    standing,
)


def found(source: str, target: str, language: str = "ru", rule: str = "") -> list[Diagnostic]:
    """The diagnostics of a pair, of one rule if it is named."""
    everything = check_pair(Pair(source, target, "en", language), style=rule.startswith("style"))
    return [diagnostic for diagnostic in everything if diagnostic.rule == (rule or diagnostic.rule)]


@pytest.mark.parametrize(
    ("source", "target", "named"),
    [
        ("in 2007", "в 2008 году", "2007"),
        ("in 2007 and 2014", "в 2007 году", "2014"),
        ("in Almaty", "в 2007 году в Алматы", "2007"),
        ("3 million", "3 тысячи", "3 million"),
        ("the 1830s", "1530-е годы", "1830"),
        ("12.8 km or 8 miles", "12,2 км или 8 миль", "12.8"),
        ("nine miles, two groups", "2 мили, 2 группы", "2"),
        ("15/01/2021", "15 февраля 2021 года", "15/01/2021"),
        ("a 24-hour strike at 5 pm", "24-часовая забастовка в 18:00", "5"),
    ],
)
def test_numbers_differ_by_value(source: str, target: str, named: str) -> None:
    diagnostics = found(source, target, rule="numbers")
    assert any(named in diagnostic.message for diagnostic in diagnostics)
    assert {diagnostic.severity for diagnostic in diagnostics} == {"error"}


def test_a_changed_number_is_shown_and_mended() -> None:
    target = "Протокол вступил в силу в 2008 году."
    diagnostics = found("The Protocol entered into force in 2007.", target)
    spans = [diagnostic.span for diagnostic in diagnostics if diagnostic.span]
    assert [target[start:end] for start, end in spans] == ["2008"]
    assert target.replace("2008", "2007") in {diagnostic.fix for diagnostic in diagnostics}


def test_a_number_is_mended_in_the_notation_of_the_language() -> None:
    fixes = {d.fix for d in found("over 300,000 ampoules", "более 30 000 ампул", rule="numbers")}
    assert "более 300\u00a0000 ампул" in fixes


@pytest.mark.parametrize(
    ("rule", "source", "target", "fix"),
    [
        ("placeables", "See http://a.org/a", "См. http://a.org/b", "См. http://a.org/a"),
        ("look-alikes", "Families came", "Пришли cемьи", "Пришли семьи"),
        ("look-alikes", "with Moscow", "Он c Москвой", "Он с Москвой"),
        ("doubled-words", "It is so", "Это это так", "Это так"),
        ("spaces", "It is so", "Это  так", "Это так"),
        ("spaces", "It is so", " Это так", "Это так"),
        ("spaces", "Yes, it is", "Да , это так", "Да, это так"),
        ("artefacts", "It is so", "Это▁так", "Это так"),
        ("style-quotes", "the “School”", 'эта "Школа"', "эта «Школа»"),
        ("style-numbers", "1,138 kg", "1,138 кг", "1\u00a0138 кг"),
        ("style-spaces", "12 kg", "12 кг", "12\u00a0кг"),
    ],
)  # fmt: skip
def test_offers_a_fix(rule: str, source: str, target: str, fix: str) -> None:
    assert fix in {diagnostic.fix for diagnostic in found(source, target, rule=rule)}


OTHERS = {
    "ky": "Бул сапар Европа Кеңеши менен кызматташууга кызыкдар экендигин ырастады.",
    "kk": "Сапар Қырғыз Республикасының жұмысты жалғастыруға мүдделі екенін растады.",
    "tg": "Ин сафар манфиатдор будани ҷумҳуриро дар идомаи ҳамкорӣ тасдиқ кард.",
    "ru": "Визит вновь подтвердил заинтересованность в продолжении сотрудничества.",
    "ka": "ვიზიტმა კიდევ ერთხელ დაადასტურა რესპუბლიკის დაინტერესება მუშაობით.",
    "en": "The visit reaffirmed the interest of the Republic to continue its work.",
    "ru, in English at the end": "Визит подтвердил интерес the Republic to continue its work.",
    "kk, in Russian at the end": "Сапар аяқталды. Визит вновь подтвердил интерес к этой работе.",
}


@pytest.mark.parametrize(
    ("language", "target"),
    [
        (language, text)
        for language in ("ka", "tg", "ru", "kk", "ky")
        for other, text in OTHERS.items()
        if other != language and (", " not in other or other.startswith(language))
    ],
)
def test_another_language_is_an_error(language: str, target: str) -> None:
    source = "The visit reaffirmed the interest of the Kyrgyz Republic to continue its work."
    assert "wrong-language" in {d.rule for d in found(source, target, language)}


def test_kazakh_without_its_letters_is_not_taken_for_kyrgyz() -> None:
    source = (
        "In recent years Kazakhstan has actively cooperated with the Council of Europe on a wide "
        "range of issues. This document was adopted last year. It is a priority for the country, "
        "and the work is going on in all regions and cities."
    )
    target = (
        "Сонгы жылдары Казакстан Еуропа Кенесимен коптеген маселе бойынша белсенди ынтымактасып "
        "келди. Бул кужат былтыр кабылданган болатын. Ол ел ушин басымдык болып табылады, жане "
        "жумыс барлык аймактар мен калаларда журип жатыр."
    )
    rules = {diagnostic.rule for diagnostic in found(source, target, "kk")}
    assert "own-letters" in rules
    assert "wrong-language" not in rules


def test_tags_must_pair_in_order() -> None:
    assert found("<b>a <i>b</i></b>", "<b>а <i>б</b></i>", rule="placeables")
    assert not found("<b>a</b> <i>b</i>", "<i>б</i> <b>а</b>", rule="placeables")


def test_an_empty_translation_gets_no_other_finding() -> None:
    assert [d.rule for d in found("In 2007 (twelve people).", " \u00a0")] == ["empty"]
    assert found("", "") == []


def test_errors_come_first() -> None:
    severities = [d.severity for d in found("In 2007 it began.", "Началось в  2008 году")]
    assert severities == sorted(severities, key=["error", "warning", "style"].index)
    assert {"error", "warning"} <= set(severities)


def test_glossary_terms_that_stay_as_they_are() -> None:
    pair = Pair(
        "the HELP programme", "программа ПОМОЩЬ", "en", "ru",
        glossary=[GlossaryTerm("HELP", do_not_translate=True)],
    )  # fmt: skip
    assert "glossary" in {d.rule for d in check_pair(pair)}


def test_a_project_sets_what_runs_and_how_grave_it_is() -> None:
    pair = Pair("It is so", "Это  так", "en", "ru")
    assert check_pair(pair, disabled=["spaces"]) == []
    assert check_pair(pair, Parameters(disabled=frozenset({"spaces"}))) == []
    (graver,) = check_pair(pair, Parameters(severity={"spaces": "error"}))
    assert graver.severity == "error"


def test_a_project_sets_thresholds() -> None:
    source = "The strategy is supported by a significant increase in EU assistance to the region."
    pair = Pair(source, "Стратегия подкрепляется помощью Евросоюза региону.", "en", "ru")
    assert "lost-text" not in {d.rule for d in check_pair(pair)}
    strict = Parameters(options={"lost-text": {"shortest": 0.7}})
    assert "lost-text" in {d.rule for d in check_pair(pair, strict)}


def test_findings_are_set_aside_by_rule() -> None:
    diagnostics = found("In 2007", "В  2008 году")
    stand, aside = standing(diagnostics, [SetAside("numbers", "the source is wrong", "Aigul B.")])
    assert {d.rule for d in aside} == {"numbers"}
    assert "spaces" in {d.rule for d in stand}
    assert may_set_aside("warning", "translator")
    assert not may_set_aside("error", "translator")
    assert may_set_aside("error", "reviewer")


def test_an_item_typed_without_its_letters_is_reported_once() -> None:
    line = "Сонгы жылдары Казакстан Еуропа Кенесимен сан алуан маселе бойынша ынтымактасты."
    pairs = [Pair(f"Line {n}", f"{line} {n}", "en", "kk") for n in range(4)]
    assert [(n, d.rule) for n, d in check_item(pairs)] == [(0, "item-own-letters")]
    right = Pair("x", "Соңғы жылдары Қазақстан көптеген мәселе бойынша ынтымақтасты.", "en", "kk")
    assert list(check_item([*pairs, right])) == []


def test_the_rarer_translation_is_the_inconsistent_one() -> None:
    pairs = [
        Pair("News", target, "en", "ru", role)
        for target, role in [
            ("Новости", "title"),
            ("новости.", "title"),
            ("Известия", "title"),
            ("Вести", "caption"),
        ]
    ]  # fmt: skip
    ((index, diagnostic),) = check_consistency(pairs)
    assert index == 2
    assert diagnostic.fix == "Новости"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "EuropeAid, YouTube, LinkedIn and McDonald's in the U.S. are at example.org/News."),
        ("en", "Kazakhstan’s and Kyrgyzstan's relations with the Austrians and Australians"),
        ("ru", "КазМунайГаз и «Росатом» в Казахстане, Кыргызстане и Узбекистане."),
        ("tg", "Қирғизистону Тоҷикистон ва Ӯзбекистонро"),
        ("ka", "ევროკავშირის წარმომადგენლობა საქართველოში (EU Delegation)"),
    ],
)
def test_a_good_source_is_left_alone(language: str, text: str) -> None:
    assert check_source(text, language) == []


def test_glued_words_are_known_by_the_item() -> None:
    text = "the Border ManagementProgramme began"
    assert check_source(text, "en") == []
    (diagnostic,) = check_source(text, "en", item=["a Programme", "of Management"])
    assert diagnostic.fix == "the Border Management Programme began"


def test_a_misspelt_name_is_mended() -> None:
    (diagnostic,) = check_source("дар Ҷумҳурии Қиғизистон", "tg")
    assert diagnostic.fix == "дар Ҷумҳурии Қирғизистон"


@pytest.mark.parametrize("text", ["The EUâ€™s neighbour", "ÐŸÑ€Ð¸Ð²ÐµÑ‚, Ð¼Ð¸Ñ€"])
def test_mojibake_is_undone(text: str) -> None:
    fixes = [d.fix for d in check_source(text, "en") if d.rule == "source-mojibake"]
    assert fixes in (["The EU’s neighbour"], ["Привет, мир"])


def test_rules_have_names_for_the_config() -> None:
    assert all(name == name.lower().replace("_", "-") for name in RULES)
    assert {rule.severity for rule in RULES.values()} == {"error", "warning", "style"}
