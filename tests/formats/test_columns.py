"""A cell of a table says under which heading it stands."""

from __future__ import annotations

import pytest

from translator.document import Document
from translator.formats import html, markdown

NESTED = "<table><tr><th>Out<tr><td><table><tr><td>in</table><p>after</p></table>"
SPANS = """<table><thead><tr><th rowspan=2>City<th colspan="2">Pupils <b>of 2025</b>
<tr><th>Girls<th>Boys</thead>
<tr><td rowspan=2>Osh<td>ten<td>nine<tr><td>eight<td>seven<tfoot><tr><td>All<td>x<td>y</table>"""
INFO = "<table><tr><th>Capital<td>Tbilisi<tr><th>Money<td>Lari</table>"
CORNER = """<table><caption>Word</caption><tr><td></td><th>Old<th scope=col>New
<tr><th scope=row>Rate<td>ten<td><p>one<p>two</table><p>Text</p>"""
GROUPS = "<table><tr><th>A<th>B<tr><th colspan=2>Asia<tr><td>a<td>b</table>"


def columns(document: Document) -> dict[str, str]:
    """Which heading each text is said to stand under."""
    return {
        segment.text: comment.removeprefix("column ")
        for segment in document.segments
        for comment in segment.comments
        if comment.startswith("column ")
    }


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (NESTED, {"after": "“Out”"}),
        (
            SPANS,
            {
                "Osh": "“City”",
                "All": "“City”",
                **dict.fromkeys(("ten", "eight", "x"), "“Pupils of 2025 / Girls”"),
                **dict.fromkeys(("nine", "seven", "y"), "“Pupils of 2025 / Boys”"),
                **dict.fromkeys(("Girls", "Boys"), ""),
            },
        ),
        (INFO, {}),
        (CORNER, {"ten": "“Old”", "one": "“New”", "two": "“New”"}),
        (GROUPS, {"Asia": "“A”", "a": "“A”", "b": "“B”"}),
        ("<table><tr><td colspan=9999 rowspan=x>a<td>b<tr><td>c</table><td>d", {}),
    ],
)
def test_cells_of_pages(page: str, expected: dict[str, str]) -> None:
    document = html.parse(page.encode())
    assert columns(document) == {text: column for text, column in expected.items() if column}


def test_cells_of_markdown() -> None:
    text = (
        "| City | **Pupils** [now](x) | |\n|--|--|--|\n| Osh | ten | a |\n| | nine |\n\n"
        "City | Rate\n--|--\nTbilisi | one\n\nText | no table\n"
    )
    assert columns(markdown.parse(text.encode())) == {
        "Osh": "“City”",
        "ten": "“Pupils now”",
        "nine": "“Pupils now”",
        "Tbilisi": "“City”",
        "one": "“Rate”",
    }
