"""Numbers are read by value, in every language's way of writing them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Literal

import pytest
from babel.dates import format_date
from babel.numbers import format_compact_decimal, format_decimal
from hypothesis import given
from hypothesis import strategies as st

from translator.numerals import find, months, said, spelled

LANGUAGES = ["en", "ka", "tg", "ru", "kk", "ky"]
AMOUNTS = st.decimals(min_value=0, max_value=10**12, places=2)


def values(text: str, language: str) -> list[Decimal]:
    """The likeliest values of the numbers of a text, in order."""
    return [value for number in find(text, language) for value in number.readings[0]]


@pytest.mark.parametrize("language", LANGUAGES)
@given(amount=AMOUNTS)
def test_reads_what_cldr_writes(language: str, amount: Decimal) -> None:
    written = format_decimal(amount, locale=language)
    (number,) = find(f"({written})", language)
    assert (amount,) in number.readings


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("style", ["short", "long"])
@given(tenths=st.integers(min_value=10, max_value=9999), power=st.sampled_from([6, 9, 12]))
def test_reads_scales_as_cldr_writes_them(
    language: str, style: Literal["short", "long"], tenths: int, power: int
) -> None:
    amount = tenths * 10 ** (power - 1)
    written = format_compact_decimal(
        amount,
        format_type=style,
        locale=language,
        fraction_digits=1,
    )
    (number,) = find(written, language)
    assert (Decimal(amount),) in number.readings


@pytest.mark.parametrize("language", LANGUAGES)
@given(date=st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2100, 1, 1)))
def test_reads_dates_as_cldr_writes_them(language: str, date: dt.date) -> None:
    written = format_date(date, "long", locale=language)
    assert sorted(values(written, language)) == [date.day, date.year]
    assert months(written, language) == {date.month}


@given(st.text(alphabet="0123456789 .,:/-'млнkmpсx%\u00a0", max_size=40))
def test_reads_anything_without_losing_a_digit(text: str) -> None:
    numbers = find(text, "ru")
    covered = "".join(text[number.start : number.end] for number in numbers)
    units = [n for n, letter in enumerate(text) if letter in "23" and text[n - 1 : n] in ("m", "м")]
    assert sum(map(str.isdigit, covered)) >= sum(map(str.isdigit, text)) - len(units)
    assert all(number.text == text[number.start : number.end] for number in numbers)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("24.8 million euro", "en", ["24800000"]),
        ("24,8 млн евро", "ru", ["24800000"]),
        ("24,8 миллиона", "ru", ["24800000"]),
        ("265 Million", "en", ["265000000"]),
        ("300 мың", "kk", ["300000"]),
        ("300 ათასი", "ka", ["300000"]),
        ("over 300,000 ampoules", "en", ["300000"]),
        ("300\u202f000 ампул", "ru", ["300000"]),
        ("1,138 kg", "en", ["1138"]),
        ("1,138 кг", "ru", ["1.138"]),
        ("2014-2020", "en", ["2014", "2020"]),
        ("15/01/2021", "en", ["15", "1", "2021"]),
        ("5:30 p.m.", "en", ["17", "30"]),
        ("12 am", "en", ["0"]),
        ("88th, 2-й, 10-го", "ru", ["88", "2", "10"]),
        ("160 km2", "en", ["160"]),
        ("COVID-19", "en", ["19"]),
    ],
)
def test_reads(text: str, language: str, expected: list[str]) -> None:
    assert values(text, language) == [Decimal(value) for value in expected]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "zero one two three four five six seven eight nine ten eleven twelve"),
        ("ka", "ნული ერთი ორი სამი ოთხი ხუთი ექვსი შვიდი რვა ცხრა ათი თერთმეტი თორმეტი"),
        ("tg", "сифр як ду се чор панҷ шаш ҳафт ҳашт нӯҳ даҳ ёздаҳ дувоздаҳ"),
        (
            "ru",
            "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать",
        ),
        ("kk", "нөл бір екі үш төрт бес алты жеті сегіз тоғыз он"),
        ("ky", "нөл бир эки үч төрт беш алты жети сегиз тогуз он"),
    ],
)
def test_reads_number_words(language: str, words: str) -> None:
    for value, word in enumerate(words.split()):
        assert Decimal(value) in spelled(f"({word})", language), word


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("двенадцати представителей", "ru", 12),
        ("двухлетний план", "ru", 2),
        ("двадцать пять стран", "ru", 25),
        ("он екі өкілі", "kk", 12),
        ("он эки өкүлү", "ky", 12),
        ("үшінші", "kk", 3),
        ("дувоздаҳ намоянда", "tg", 12),
        ("бисту панҷ кишвар", "tg", 25),
        ("ოცდახუთი ქვეყანა", "ka", 25),
        ("სამოცდათორმეტი", "ka", 72),
        ("მეორე", "ka", 2),
        ("XX век", "ru", 20),
        ("ХХ ғасыр", "kk", 20),
        ("two hundred and five", "en", 205),
        ("the second half", "en", 2),
    ],
)
def test_reads_words_in_any_form(text: str, language: str, value: int) -> None:
    assert Decimal(value) in spelled(text, language)


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("для пятницы", "ru", 5),
        ("семья", "ru", 7),
        ("сіз үшін", "kk", 3),
        ("оның айтуынша", "kk", 10),
        ("алтын", "ky", 6),
        ("чорабинӣ", "tg", 4),
        ("ҳафта", "tg", 7),
    ],
)
def test_takes_no_everyday_word_for_a_number(text: str, language: str, value: int) -> None:
    assert Decimal(value) not in spelled(text, language)


def test_tells_months_in_their_cases() -> None:
    assert months("до 1-июня и в мае", "ru") == {5, 6}
    assert months("30-майынан 1-июнуна чейин", "ky") == {5, 6}
    assert months("5 қыркүйегіне дейін", "kk") == {9}
    assert months("2023 წლის 30 მაისს – 1 ივნისს", "ka") == {5, 6}
    assert months("Marching may be", "en") == set()


def test_english_words_that_can_only_be_numbers() -> None:
    assert said("twenty-five of the six countries") == [
        ("twenty-five", Decimal(25)),
        ("six", Decimal(6)),
    ]
    assert said("One of the Six Days, the second time") == []
