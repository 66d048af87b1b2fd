"""Plain text: lines are segments, and the rest comes back byte for byte."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from translator.errors import TranslatorError
from translator.formats import text

LINES = st.text(
    st.one_of(
        st.sampled_from("ab • -*1.)\t \u00a0\u2028\u0085\x0b\x0c\x1c\r\n\ufeff—"),
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
    )
)


@given(LINES)
@example("a\r\nb\rc\n\n\td")
@example("\ufeffTitle\n")
@example("no final newline")
@example("a\u2028b\u2029c")
@example(" \u00a0• x\u00a0 \r\n")
def test_rendering_its_own_segments_gives_the_file_back(content: str) -> None:
    data = content.encode()
    document = text.parse(data)
    assert text.render(document, [None] * len(document.segments)) == data
    assert text.render(document, [segment.text for segment in document.segments]) == data


@given(LINES)
def test_segments_are_lines_with_text_and_no_edges(content: str) -> None:
    for segment in text.parse(content.encode()).segments:
        assert segment.text == segment.text.strip()
        assert segment.text.splitlines() == [segment.text]


@pytest.mark.parametrize(
    ("line", "segment", "role"),
    [
        ("  • cooperation on:", "cooperation on:", "list entry"),
        (" - education", "education", "list entry"),
        ("* trade", "trade", "list entry"),
        ("  1. Judicial reform", "Judicial reform", "list entry"),
        ("(2) Justice", "Justice", "list entry"),
        ("\u00a0energy & transport \u00a0", "energy & transport", "paragraph"),
        ("-5 degrees", "-5 degrees", "paragraph"),
        ("2019. It was a year.", "2019. It was a year.", "paragraph"),
        ("3.5 million", "3.5 million", "paragraph"),
    ],
)
def test_bullets_numbers_and_indentation_are_skeleton(line: str, segment: str, role: str) -> None:
    document = text.parse(f"First line.\n{line}\n".encode())
    assert [s.text for s in document.segments] == ["First line.", segment]
    assert document.segments[1].role == role


def test_a_nested_list_keeps_its_shape_in_translation() -> None:
    source = " • cooperation on:\r\n  • education \r\n  • energy\u00a0& transport\r\n".encode()
    document = text.parse(source)
    rendered = text.render(document, ["сотрудничество:", "образование", None])
    assert rendered.decode() == (
        " • сотрудничество:\r\n  • образование \r\n  • energy\u00a0& transport\r\n"
    )


def test_a_short_first_line_without_full_stop_is_the_title() -> None:
    assert text.parse(b"News\n\nIt rained.").segments[0].role == "title"
    assert text.parse(b"It rained.\n\nNews").segments[0].role == "paragraph"


def test_a_line_end_in_a_translation_makes_no_second_segment() -> None:
    document = text.parse(b"one\ntwo\n")
    assert text.render(document, ["eins\nzwei", None]) == b"eins zwei\ntwo\n"


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_names_the_encoding_and_stays(codec: str) -> None:
    data = "Салом\r\nдунё".encode(codec)
    document = text.parse(data)
    assert [segment.text for segment in document.segments] == ["Салом", "дунё"]
    assert text.render(document, [None, None]) == data


def test_another_encoding_is_refused_with_its_place() -> None:
    with pytest.raises(TranslatorError) as error:
        text.parse("Title\n\nПривет".encode("cp1251"))
    assert error.value.line == 3
    assert "iconv" in error.value.remedy


def test_a_binary_file_is_refused() -> None:
    with pytest.raises(TranslatorError, match="NUL"):
        text.parse(b"GIF\n\0\0")
