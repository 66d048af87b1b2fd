"""Translations that nobody would write: made of what could be markup somewhere."""

from __future__ import annotations

from hypothesis import strategies as st

from translator.formats.inline import PLACEABLE

ATOMS = [
    *"`*_[]<>~\\!|^#-+=:.)('\"&{}%$@0123;,/? \n\t\xa0\u2028\u200b«»—",
    *("  ", "    ", "--- ", "===", "```", "[x]: ", "[^1]: ", "[^1]", "](u)", "![", "<b>", "</b>"),
    *("<div>", "<!--", "-->", "<script>", "&amp;", "&#35;", "1. ", "2) ", "- ", "* ", "+ ", "> "),
    *("# ", "|--|", ": ", ":::", "{%", "(a)=", "[ ] ", "https://x.y/a_b", "+++", "www.x.y"),
    *(
        "</p>",
        "</title>",
        "]]>",
        "<![CDATA[",
        "<?x ",
        '">',
        "'>",
        "&lt;i&gt;",
        "\\u0041",
        "\x00\x1b",
    ),
    *("слово", "სიტყვა", "калима", "сөз", "ү ", "word", "Ж ", "а ", "A"),
]
noise = st.lists(st.sampled_from(ATOMS), max_size=10).map("".join)
"""Up to ten of them in a row."""


def around(text: str, between: list[str]) -> str:
    """The placeables of a text in their order, with other texts between them, none of them bare."""
    parts = [f"а{between[0]}"]
    for number, match in enumerate(PLACEABLE.finditer(text), 1):
        parts += (match[0], f"{between[number % len(between)]}б")
    return "".join(parts)
