"""The largest that is taken needs little, what is larger is refused: see `docs/security.md`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conftest import CONFIG, Desk
from tests.faults.confined import Confined
from tests.faults.corpus.case import HEADER, entries
from translator import limits

WORD = "word "


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    root = tmp_path / "place" / "desk"
    root.mkdir(parents=True)
    return Desk(root, CONFIG.replace('"ka", "tg", "ru", "kk", "ky"', '"ru"'))


def paragraphs(number: int, length: int) -> str:
    """So many different paragraphs of so many characters."""
    tail = WORD * (length // len(WORD))
    return "\n\n".join(f"Text {n} {tail}".strip()[:length] for n in range(number))


@pytest.mark.parametrize(
    ("number", "length", "commands"),
    [
        (limits.MOST_SEGMENTS, 190, ["extract", "GET /ru/items/a"]),
        (
            limits.LARGEST_ITEM // 10_100,
            limits.LONGEST_SOURCE,
            ["extract", "draft", "compile --preview", "GET /ru/items/a"],
        ),
    ],
    ids=["most segments", "longest segments"],
)
def test_the_largest_item(
    confined: Confined, desk: Desk, number: int, length: int, commands: list[str]
) -> None:
    desk.write("content/a.md", paragraphs(number, length))
    for command in commands:
        confined.run(desk.root, *command.split()).sane()
    assert len(desk.catalogue("ru", "a").entries) == number


def test_an_item_written_anew(confined: Confined, desk: Desk) -> None:
    """Each paragraph may be an edit of any that vanished."""
    desk.write("content/a.txt", paragraphs(4000, 60).replace("word", "one"))
    confined.run(desk.root, "extract").sane()
    path = desk.path("ru", "a")
    text = path.read_text(encoding="utf-8").replace('msgstr ""\n\n', 'msgstr "Слово"\n\n')
    path.write_text(text, encoding="utf-8")
    desk.write("content/a.txt", paragraphs(4000, 60).replace("Text", "Other words"))
    confined.run(desk.root, "extract").sane()
    assert len(desk.catalogue("ru", "a").entries) == 4000


def test_the_largest_catalogue(confined: Confined, desk: Desk) -> None:
    desk.write("content/a.txt", "Hello world.\n")
    desk.write("locales/ru/news/a.po", entries(limits.MOST_ENTRIES - 1))
    confined.run(desk.root, "extract").sane()
    assert len(desk.catalogue("ru", "a").obsolete) == limits.MOST_ENTRIES - 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x" * (limits.LARGEST_ITEM + 1), "a.txt: is larger than 2 MB"),
        ("A title\n\n" + WORD * 2_100, "a.txt:3: a text is longer than 10000 characters: 10499"),
        (paragraphs(limits.MOST_SEGMENTS + 1, 20), "a.txt: has more than 10000 segments"),
        ("a\n" * (limits.MOST_LINES + 1), "a.txt: has more than 50000 lines"),
        ("<" * (limits.MOST_BRACKETS + 1), "a.txt: has more than 100000 tags or brackets"),
    ],
    ids=["bytes", "longest", "segments", "lines", "tags"],
)
def test_a_larger_item_is_refused_and_the_others_are_done(desk: Desk, text: str, said: str) -> None:
    desk.write("content/a.txt", text)
    desk.write("content/b.txt", "Sound.\n")
    assert f"content/{said}" in desk.run("extract", code=2).stderr
    assert list(desk.tree()) == ["ru/news/b.po"]
    assert said.rpartition(": ")[2] in desk.run("check", code=1).output


def test_a_pipe_is_no_item(desk: Desk) -> None:
    os.mkfifo(desk.root / "content" / "a.txt")
    desk.write("content/b.txt", "Sound.\n")
    desk.run("extract")
    assert list(desk.tree()) == ["ru/news/b.po"]


def test_an_overlong_text_from_elsewhere_is_a_finding_and_left_alone(desk: Desk) -> None:
    desk.write("content/a.txt", "Hello world.\n\nA second one.\n")
    desk.run("extract")
    long = WORD * 5_000
    text = f'\n#. paragraph\nmsgid "Hello {long}"\nmsgstr ""\n'
    text += f'\n#. paragraph\nmsgid "Hello world."\nmsgstr "Привет {long}"\n'
    desk.write("locales/ru/news/a.po", HEADER + text.encode())
    found = desk.json("check", code=1)["diagnostics"]
    assert [one["rule"] for one in found] == ["overlong"]
    drafted = desk.run("draft", "--dry-run")
    assert "1 overlong: the source is too long: split the paragraph" in drafted.stderr


def test_a_catalogue_does_not_grow_beyond_what_can_be_read(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_ENTRIES", 5)
    desk.write("content/a.txt", "Hello world.\n")
    desk.write("locales/ru/news/a.po", entries(5))
    before = desk.tree()
    assert "too large to be read again" in desk.run("extract", code=2).stderr
    assert desk.tree() == before


TEXTS = [
    *("a", "я", "aя ", "a.", "1 ", "1.", "1,000,", "1/", "(", "()", "«", "«a» ", '"', '"a ', " "),
    *(
        "\u00a0",
        "a/",
        "a/1/",
        "<",
        "<b>",
        "<b ",
        "<!--",
        "&",
        "&a",
        "{{ a",
        "%(",
        "a@b.",
        "http://a",
    ),
    *("www.a.", "a.com ", "a-", "- ", "1 мая ", "May 1, ", "01.02.2020 ", "5 million ", "one "),
    *("twenty-one hundred ", "двадцать тысяч ", "Аб ", "Аб Вг ", "A. B. ", "аб аб ", "aB", "ABа"),
    *(
        "ქა ",
        "XIV ",
        "1-й ",
        "a'a",
        "\u200b",
        "а\u0301",
        "🙂",
        ".",
        "!?",
        "…",
        "_",
        "*",
        "Ã©",
        "€ 5 ",
    ),
]


def po_text(text: str) -> str:
    """A text as PO files have it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


@pytest.mark.parametrize("third", range(3))
def test_no_text_at_the_limit_holds_the_rules_up(
    confined: Confined, desk: Desk, third: int
) -> None:
    """Each is the translation of the one before, all in the longest that rules look at."""
    desk.write("content/a.txt", "Hello world.\n")
    chosen = TEXTS[third::3]
    entries = ""
    for number, (source, target) in enumerate(zip(chosen, chosen[1:] + chosen[:1], strict=True)):
        long = f"{number} {source * limits.LONGEST_TEXT}"[: limits.LONGEST_TEXT]
        translation = (target * limits.LONGEST_TEXT)[: limits.LONGEST_TEXT]
        entries += f"\n#. paragraph\nmsgid {po_text(long)}\nmsgstr {po_text(translation)}\n"
    desk.write("locales/ru/news/a.po", HEADER + entries.encode())
    confined.run(desk.root, "check").sane()
    found = desk.json("check", code=1)["diagnostics"]
    assert "overlong" not in {one["rule"] for one in found}
    assert len({one["key"] for one in found}) > len(chosen) / 2
