"""Whatever a translation holds, the rendered Markdown has the blocks and markup of its source."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.real_files.trees import markdown as shape
from tests.support.noise import ATOMS, around, noise
from translator.errors import TranslatorError
from translator.formats import markdown

PLACES = [
    *("para text\nmore text here\nand a third line\n", "para\n", "# Head\n", "## Head ##\n"),
    *("| a | b |\n|--|--|\n| c | d |\n", "a | b\n--|--\nc | d\n", "> a | b\n> --|--\n> c | d\n"),
    *(
        "- item\n",
        "- item one\n  wrapped on\n  more\n",
        "1. item\n2. two\n",
        "* narrow\n  a\n  b c\n",
    ),
    *("Head\n---\n", "Two line\nhead\n====\n", "Term\n: def\n", "Term\n: def\n  more def\n"),
    *("**bold**\n", "[text](u)\n", "[t]\n\n[t]: u\n", 'see [a](u "title x") b\n', "> quote\n"),
    *("> quote\n> more quote\nlazy\n", "x[^1]\n\n[^1]: note\n", "a  \nb  \nc\n", "> a\\\n> b\n"),
    *("[^1] begins\n\n[^1]: note\n    more note\n", "a\n\n***\n", "- [ ] task\n- [x] done\n"),
    *("*em* and **st** or `code` end\n", "see [*em*](u) here\n", "x <b>y</b> z\n", "![img](s) c\n"),
    *("- a\n\n  b\n  - c\n", "~~a~~ b\n", "text <http://x.y> z\n", "a *b*\nc **d** e\nf [g](h)\n"),
    *(
        "a^[inline note]\n",
        ":::{note}\ninside\nmore\n:::\n",
        "[a]: u\npara after\n",
        "*a* ***c*** d\n",
    ),
    *("para[a] b\n\n[a]: v\n", "```\ncode\n```\npara\n", "| a |\n|---|\n| b |\n\nafter\n"),
    *("1) x\n   y\n", "> - a b\n>   c d\n>   e\n", "<div>\nx\n</div>\n\npara\n", "a &copy; b\n"),
    *("\ufeff# x\r\n\r\ny\r\nz\r\n", "x ![a][r] y\n\n[r]: u\n", "para\n: : x\n\n    code\n"),
]


def containers(source: str, kind: int) -> str:
    """A place as it is, in a quote, in a list, or in a list in a quote."""
    bare = source.removeprefix("\ufeff")
    if kind & 1:
        bare = "- " + bare.replace("\n", "\n  ").rstrip(" ")
    if kind & 2:
        bare = "".join(f"> {line}" for line in bare.splitlines(keepends=True))
    return bare if kind else source


def tokens(source: str) -> tuple[list[str], list[str]]:
    """The types of a text's blocks in order, and those of its inline markup."""
    found = [str(token[0]) for token in shape(source)[0]]
    inline = ("em_", "strong_", "link_", "s_", "image", "code_inline", "html_inline", "hardbreak")
    return (
        [kind for kind in found if not kind.startswith((*inline, "text"))],
        sorted(kind for kind in found if kind.startswith(inline)),
    )


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(PLACES), st.integers(0, 3), st.lists(noise, min_size=3, max_size=5))
def test_blocks_and_markup_are_those_of_the_source(
    place: str, kind: int, between: list[str]
) -> None:
    source = containers(place, kind)
    document = markdown.parse(source.encode())
    translations = [around(segment.text, between) for segment in document.segments]
    try:
        result = markdown.render(document, translations).decode()
    except TranslatorError as error:
        assert "the translation of “" in str(error)  # noqa: PT017 - refusing is as good
        return
    assert tokens(result) == tokens(source)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(PLACES), st.integers(0, 3), noise)
def test_a_translation_without_the_placeables_keeps_the_blocks(
    place: str, kind: int, translation: str
) -> None:
    source = containers(place, kind)
    document = markdown.parse(source.encode())
    try:
        result = markdown.render(document, [translation] * len(document.segments)).decode()
    except TranslatorError:
        return
    kinds = [kind for kind in tokens(source)[0] if not kind.startswith("footnote_ref")]
    assert [kind for kind in tokens(result)[0] if not kind.startswith("footnote_ref")] == kinds


def test_hardly_any_translation_is_refused() -> None:
    chance = random.Random(1)
    refused = []
    for _ in range(1500):
        source = containers(chance.choice(PLACES), chance.randrange(4))
        document = markdown.parse(source.encode())
        between = ["".join(chance.choices(ATOMS, k=chance.randrange(8))) for _ in range(4)]
        try:
            markdown.render(document, [around(s.text, between) for s in document.segments])
        except TranslatorError as error:
            refused.append(error.message)
    assert len(refused) <= 15, refused  # one in a hundred of texts that nobody would write


FAULTS = [
    ("a\nb  \nc\n", "слово <1/> слово", "слово  \nслово\n"),
    ("a | b\n--|--\nc | d\n", "- слово", "\\- слово | b\n--|--\nc | d\n"),
    ("[^1] note\n\n[^1]: x\n", "<1/>: слово", "[^1]\\: слово\n\n[^1]: x\n"),
    ("- a b\n  c\n", "--- слово", "- \\---\n  слово\n"),
    ("Head\n---\n", "| слово", "&#124; слово\n---\n"),
    ("[t](u) a\n\n[^1]: y\n", "<1>^1</1> слово", "[\\^1](u) слово\n\n[^1]: y\n"),
    ("see [t](u) it\n", "<1>t</1>: слово", "[t](u): слово\n"),
    ("x[^1]\n\n[^1]: y\n", "слово<1/>(u)", "слово[^1]\\(u)\n\n[^1]: y\n"),
    ("> a\n> b\n", "> слово 1. слово", "> \\>\n> слово 1.\n> слово\n"),
    ("*a* b\n", "<1> а </1>б", "*а* б\n"),
    ("*a* b\n", "а <1> </1>", "а\n"),
]


@pytest.mark.parametrize(("source", "translation", "expected"), FAULTS)
def test_what_could_begin_a_block_is_escaped(source: str, translation: str, expected: str) -> None:
    document = markdown.parse(source.encode())
    translations = [translation, *[None] * (len(document.segments) - 1)]
    assert markdown.render(document, translations).decode() == expected


@pytest.mark.parametrize("count", [1, 3, 30])
def test_many_translations_that_would_change_blocks_are_all_mended(count: int) -> None:
    source = "Head\n---\n\npara\n\n" * count
    document = markdown.parse(source.encode())
    texts = ["| слово" if segment.text == "Head" else "слово" for segment in document.segments]
    result = markdown.render(document, texts).decode()
    assert result == "&#124; слово\n---\n\nслово\n\n" * count


@pytest.mark.parametrize("empty", ["", " ", "\n", "\u2028", "\x01"])
def test_an_empty_translation_is_refused(empty: str) -> None:
    document = markdown.parse(b"# One\n\ntwo\n")
    with pytest.raises(TranslatorError, match="“two” is empty") as caught:
        markdown.render(document, ["один", empty])
    assert caught.value.line == 3


def test_a_translation_that_no_escape_helps_is_named() -> None:
    document = markdown.parse(b"first\n\na  \n<b>x</b>\n\nlast\n")
    tag_first = document.segments[1].text.replace("a<1/> ", "а<1/> ")
    assert markdown.render(document, ["один", tag_first, "три"]).decode() == (
        "один\n\nа  \n<b>x</b>\n\nтри\n"
    )
    with pytest.raises(TranslatorError, match="“a<1/> <2>x</2>”") as caught:
        markdown.render(document, ["один", "<2>б</2>", "три"])
    assert caught.value.line == 3
