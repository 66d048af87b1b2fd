"""Dates, times, numbers and amounts, written as the language does."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.cldr import translate

NBSP = "\u00a0"
TARGETS = ("ka", "tg", "ru", "kk", "ky")


@pytest.mark.parametrize(
    ("source", "language", "expected"),
    [
        ("17/05/2016 - 17:42", "ka", "17.05.2016 - 17:42"),
        ("17/05/2016 - 17:42", "tg", "17/05/2016 - 17:42"),
        ("17/05/2016 - 17:42", "ru", "17.05.2016 - 17:42"),
        ("17/05/2016 - 17:42", "kk", "17.05.2016 - 17:42"),
        ("05/06/2016", "ru", "05.06.2016"),  # day first
        ("2016-06-05", "kk", "05.06.2016"),
        ("2 June 2023", "ka", "2 ივნისი, 2023"),
        ("June 2, 2023", "ru", "2 июня 2023\u202fг."),
        ("02 Sept. 2023", "ky", "2023-ж., 2-сентябрь"),
        ("300,000", "ru", f"300{NBSP}000"),
        ("24.85", "tg", "24,85"),
        ("2016", "ka", "2016"),
        ("12.5%", "ru", f"12,5{NBSP}%"),
        ("12.5 %", "ka", "12,5%"),
        ("€11.2", "ky", f"11,2{NBSP}€"),
        ("EUR 3,000", "ru", f"3{NBSP}000{NBSP}€"),
        ("3,000 KGS", "ky", f"3{NBSP}000{NBSP}сом"),
        ("10 - 20", "kk", "10 - 20"),
    ],
)
def test_conventions(source: str, language: str, expected: str) -> None:
    assert translate(source, language) == expected


@pytest.mark.parametrize(
    "source",
    [
        "",
        " - ",
        "-",
        "32/01/2020",
        "29/02/2023",
        "25:10",
        "10:30 pm",
        "3.4.5",
        "1,2345",
        "2014-2020",
        "€180 million",
        "1,138 kg",
        "Page 3",
        "COVID-19",
        "Strasbourg 02 June 2023",
        "10 -",
    ],
)
def test_what_is_more_or_unclear_is_left_alone(source: str) -> None:
    assert translate(source, "ru") is None


@given(st.dates(dt.date(1000, 1, 1), dt.date(9999, 12, 31)), st.sampled_from(TARGETS))
def test_no_part_of_a_date_is_lost(date: dt.date, language: str) -> None:
    written = translate(date.strftime("%d/%m/%Y"), language)
    assert written
    separators = str.maketrans("./", "--")
    day, month, year = (int(part) for part in written.translate(separators).split("-"))
    assert (day, month, year) == (date.day, date.month, date.year)


@given(st.decimals(0, 10**12, places=2), st.sampled_from(TARGETS))
def test_no_digit_of_a_number_is_lost(number: object, language: str) -> None:
    written = translate(f"{number:,}", language)
    assert written
    assert [c for c in written if c.isdigit()] == [c for c in str(number) if c.isdigit()]
