"""Hard-wrapped plain text: a paragraph is one segment, and is wrapped again."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.formats import text

ENGLISH = (
    "The European Union and Kazakhstan signed a new agreement on trade, energy and education in "
    "Brussels on Monday. It replaces one that was concluded in 1999, before most of the present "
    "member states had joined the Union."
)
GEORGIAN = (
    "ევროკავშირმა და ყაზახეთმა ორშაბათს ბრიუსელში ხელი მოაწერეს ახალ შეთანხმებას ვაჭრობის, "
    "ენერგეტიკისა და განათლების შესახებ. იგი ცვლის შეთანხმებას, რომელიც 1999 წელს დაიდო."
)
RUSSIAN = (
    "Европейский союз и Казахстан подписали в понедельник в Брюсселе новое соглашение о торговле, "
    "энергетике и образовании. Оно заменяет соглашение 1999 года."
)


def texts(source: str) -> list[str]:
    document = text.parse(source.encode())
    assert text.render(document, [None] * len(document.segments)) == source.encode()
    return [segment.text for segment in document.segments]


@pytest.mark.parametrize("width", [60, 68, 72, 80])
@pytest.mark.parametrize("paragraph", [ENGLISH, GEORGIAN, RUSSIAN])
@pytest.mark.parametrize("newline", ["\n", "\r\n", " \n"])
def test_a_wrapped_paragraph_is_one_segment(paragraph: str, width: int, newline: str) -> None:
    source = f"Title\n\n{textwrap.fill(paragraph, width)}\n\nShort line.\n".replace("\n", newline)
    assert texts(source) == ["Title", paragraph, "Short line."]


def test_it_is_wrapped_again_as_wide_with_its_line_ends_and_indentation() -> None:
    source = f"* {textwrap.fill(ENGLISH, 64, subsequent_indent='  ')}\n\nEnd.\n".replace(
        "\n", "\r\n"
    )
    document = text.parse(source.encode())
    assert [segment.role for segment in document.segments] == ["list entry", "paragraph"]
    lines = text.render(document, [RUSSIAN, None]).decode().split("\r\n")
    widest = max(len(line) for line in source.split("\r\n")[:-3]) - 2
    assert lines[0].startswith("* Европейский союз")
    assert all(line.startswith("  ") for line in lines[1:-3])
    assert max(len(line) - 2 for line in lines[:-3]) <= widest
    assert " ".join(line[2:] for line in lines[:-3]) == RUSSIAN
    assert lines[-3:] == ["", "End.", ""]


def test_no_line_of_a_translation_begins_like_a_list_entry() -> None:
    document = text.parse(textwrap.fill(ENGLISH, 60).encode())
    for words in ("– тире", "1. число", "* звезда"):
        rendered = text.render(document, [f"слово {words} " * 30]).decode()
        assert len(rendered.splitlines()) > 3
        assert [
            s.role for s in text.parse(rendered.encode()).segments if s.role == "list entry"
        ] == []


@pytest.mark.parametrize(
    "lines",
    [
        ["Commission visits Georgia for talks on trade and energy", "Council adopts a declaration"],
        ["Delegation of the European Union to the Republic of Kazakhstan", "62 Kosmonavtov Street"],
        [
            "The talks between both sides were held in the city of Tbilisi.",
            "Then they all went home.",
        ],
        ["ევროკავშირის დელეგაცია საქართველოში ახალ პროექტს იწყებს დღეს", "საბჭო დეკლარაციას იღებს"],
        ["Dear colleagues,", "we are glad to invite you all."],
        ["Tel. 1", "fax 2"],
        [ENGLISH, "a second paragraph right below it"],
        ["- education, and what belongs to it in all of the regions", "- energy"],
    ],
)
def test_lines_that_only_stand_below_each_other_are_segments_each(lines: list[str]) -> None:
    assert len(texts("\n".join(lines))) == len(lines)


def test_what_is_left_as_it_is_keeps_its_lines() -> None:
    source = f"{textwrap.fill(ENGLISH, 50)}\n"
    document = text.parse(source.encode())
    assert text.render(document, [ENGLISH]).decode() == source


@given(
    st.lists(st.sampled_from([ENGLISH, RUSSIAN, "Short.", "", "- a", "  b c"]), max_size=6),
    st.integers(30, 110),
)
def test_any_mixture_comes_back(paragraphs: list[str], width: int) -> None:
    source = "\n".join(textwrap.fill(paragraph, width) for paragraph in paragraphs)
    document = text.parse(source.encode())
    assert text.render(document, [None] * len(document.segments)).decode() == source
    assert text.render(document, [s.text for s in document.segments]).decode() == source
