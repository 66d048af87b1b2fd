"""Nothing a file holds may make the parser hang or fail."""

from __future__ import annotations

import time

import pytest

from tests.support.growth import assert_linear
from translator.formats import markdown

MB = 1_000_000


def _sane(source: str, seconds: float = 5) -> None:
    begin = time.process_time()
    document = markdown.parse(source.encode())
    rendered = markdown.render(document, [None] * len(document.segments))
    assert time.process_time() - begin < seconds
    assert rendered == source.encode()


@pytest.mark.parametrize(
    "unit",
    [
        "word ",
        "x",
        "*a* ",
        "[a](b) ",
        "[",
        "](",
        "`",
        "`a``",
        "<b>",
        "<!--",
        '<a b="',
        "&",
        "![",
        "**a _b ",
    ],
)
def test_ten_megabytes_on_one_line(unit: str) -> None:
    _sane(unit * (10 * MB // len(unit)))


@pytest.mark.parametrize(
    "source",
    [
        "> " * 5000 + "deep",
        ">" * 5000 + "deep",
        "- " * 5000 + "deep",
        "1. " * 5000 + "deep",
        "[" * 5000 + "deep" + "]" * 5000,
        "[" * 5000 + "deep" + "](x)" * 5000,
        "![" * 5000 + "deep" + "](x)" * 5000,
        "*" * 5000 + "deep" + "*" * 5000,
        "*a **b " * 5000,
        "(" * 5000 + "x" + ")" * 5000,
        "[a](" + "(" * 5000,
        "<b>" * 5000 + "deep" + "</b>" * 5000,
        "\n".join("  " * n + "- deep" for n in range(1000)),
        "".join(f"{'>' * n} deep\n" for n in range(700)),
        "[a]: b\n" * 5000,
        "| a " * 5000 + "|\n" + "|-" * 5000 + "|\n" + "| b " * 5000 + "|\n",
        "a\n: b\n\n" * 5000,
        "[^1]: a\n\n" * 3000,
        "```\n" * 5000,
        "---\n" * 5000,
        "+++\na = [\n" * 3000,
        "\\" * 200_001,
        "a  \n" * 5000,
    ],
    ids=range(23),
)
def test_deep_or_many(source: str) -> None:
    _sane(source)


@pytest.mark.parametrize(
    "unit",
    [
        *("*a", "_a_ ", "**a*", "[a", "[a](", '[a](b "', "[a](b 'c", "[a](<b", "![a]", "]", "[]("),
        *("`a", "``a` ", "<a ", "<a b='", "<!-- ", "<?", "<![CDATA[", "</a", "~~a", "&amp;", "\\a"),
        *("a\n", "- a\n", "> a\n", "# a\n", "a\n\n", "[a]: b\n", "|a|\n", "a\n=\n", "^[a", "[^a]"),
    ],
)
def test_linear(unit: str) -> None:
    assert_linear(lambda source: markdown.parse(source.encode()), unit, 100_000)
