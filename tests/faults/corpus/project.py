"""Hostile files of a project: items, catalogues, settings."""

from __future__ import annotations

from collections.abc import Callable

from tests.faults.corpus.case import BOMB, HEADER, RSS, Case, entries


def _item(name: str, did: str, make: Callable[[], str | bytes], said: str = "") -> Case:
    return Case("item", name, did, make, said)


def _merged_aliases() -> str:
    """YAML's mappings that merge ten of the one before: ten times as large with each step."""
    steps = zip("abcdefgh", "bcdefghi", strict=True)
    merged = (f", &{new} {{<<: [{', '.join([f'*{old}'] * 10)}]}}" for old, new in steps)
    return f"---\nlanguages: [&a {{k: v}}{''.join(merged)}]\n---\nText.\n"


ITEMS = [
    _item("a.txt", "869 MB and 16 s to draft", lambda: "word " * 2_000_000, "larger than 2 MB"),
    _item(
        "a.txt",
        "judged as long as one cares",
        lambda: "Word word. " * 1000,
        "a.txt:1: a text is longer",
    ),
    _item("a.txt", "900 MB for a million lines", lambda: "a\n" * 900_000, "more than 50000 lines"),
    _item(
        "a.txt",
        "a catalogue of 200,000 entries",
        lambda: "".join(f"Word {n}\n\n" for n in range(20_000)),
        "segments",
    ),
    _item("a.md", "2.9 GB and 44 s", lambda: "- a\n" * 450_000, "more than 50000 lines"),
    _item(
        "a.html",
        "360 MB for 700,000 tags",
        lambda: "<p>a b</p>" + "<b></b>" * 280_000,
        "tags or brackets",
    ),
    _item(
        "a.html",
        "attributes of a meta tag took the square of their length",
        lambda: f"<p>a b</p><meta {'a' * 1_900_000}>",
    ),
    _item(
        "a.html",
        "languages of nested roots took the square of their number",
        lambda: "<p>a b</p>" + "<html>" * 30_000,
    ),
    _item("a.html", "a cell without a row never ended", lambda: "<table><td>A cell.</table>"),
    _item(
        "a.xml",
        "a date with an endless offset was a traceback",
        lambda: RSS.format(f"<pubDate>1 Jan 2026 00:00:00 +{'9' * 30}</pubDate>"),
    ),
    _item(
        "a.json",
        "notes on doubled keys took the square of their number",
        lambda: '{"x": [' + '{"title": "a", "title": "b"},' * 11_000 + "1]}",
        "segments",
    ),
    _item(
        "a.json", "numbers of 5,000 digits", lambda: '{"title": "A title", "n": ' + "9" * 5000 + "}"
    ),
    _item("a.md", "a text in one script took the square of its length", lambda: "я" * 9_900),
    _item("a.md", "glued words took the square of their length", lambda: "ABа" * 3_300),
    _item(
        "a.md",
        "spaces before a mark took the square of their number",
        lambda: "a &nbsp;" + "&#32;" * 1_900 + "b",
    ),
    _item(
        "a.md",
        "YAML: a tag without its value was a traceback",
        lambda: "---\ndate: !!timestamp x\n---\nText here.\n",
        "not valid YAML",
    ),
    _item(
        "a.md",
        "YAML: no truth value was a traceback",
        lambda: "---\nwithdrawn: !!bool x\n---\nText here.\n",
        "not valid YAML",
    ),
    _item("a.md", "YAML: merged aliases grow without end", _merged_aliases, "not valid YAML"),
    _item(
        "a.md",
        "YAML: a number to the base of 60 took the square of its length",
        lambda: "---\ndate: 1" + ":59" * 600_000 + "\n---\nText.\n",
        "front matter",
    ),
    _item(
        "a.md",
        "YAML: a hundred thousand dates",
        lambda: "---\n" + "date: 2020-01-01\n" * 40_000 + "---\nText.\n",
        "front matter",
    ),
    _item(
        "a.md",
        "TOML: 5,000 digits were a traceback",
        lambda: "+++\ndate = " + "1" * 5000 + "\n+++\nText here.\n",
        "not valid TOML",
    ),
    _item(
        "a.md",
        "TOML: nested arrays",
        lambda: "+++\ndate = " + "[" * 5000 + "\n+++\nText here.\n",
        "not valid TOML",
    ),
    _item(
        "a.xml",
        "a billion laughs",
        lambda: RSS.format("").replace("<rss", BOMB + "<rss").replace("A title", "&e19;"),
        "declares the entity",
    ),
    _item(
        "a.xml",
        "elements without end inside each other",
        lambda: RSS.format("<a>" * 20_000 + "</a>" * 20_000),
    ),
]


def _catalogue(did: str, make: Callable[[], str | bytes], said: str = "") -> Case:
    return Case("catalogue", "a.po", did, make, said)


CATALOGUES = [
    _catalogue(
        "a second header was taken for the first", lambda: HEADER + b"\n" + HEADER, "header"
    ),
    _catalogue(
        "a NUL in the charset's name was a traceback",
        lambda: HEADER.replace(b"UTF", b"\0UTF"),
        "charset",
    ),
    _catalogue("a NUL in a text", lambda: HEADER + b'\nmsgid "a\0"\nmsgstr ""\n', "NUL"),
    _catalogue("5 s to read 49,000 entries", lambda: entries(49_000), "more than 20000 entries"),
    _catalogue(
        "a comment of a million lines took hours",
        lambda: HEADER + b"\n" + b"# a\n" * 1_900_000 + b'msgid "a"\nmsgstr ""\n',
        "2000 lines",
    ),
    _catalogue(
        "a header of 700,000 fields took hours",
        lambda: b'msgid ""\nmsgstr ""\n' + b'"a: b\\n"\n' * 700_000,
        "2000 lines",
    ),
    _catalogue(
        "a text of a million lines took hours",
        lambda: HEADER + b'\nmsgid "a"\nmsgstr ""\n' + b'"a"\n' * 1_900_000,
        "2000 lines",
    ),
    _catalogue(
        "258 MB of backslashes",
        lambda: HEADER + b'\nmsgid "a"\nmsgstr "' + b"\\\\" * 3_900_000 + b'"\n',
        "1 MB",
    ),
    _catalogue(
        "617 MB of references",
        lambda: (
            HEADER
            + b"".join(
                b"\n#: " + b"a:1 " * 200_000 + b'\nmsgid "%d"\nmsgstr "a"\n' % n for n in range(9)
            )
        ),
        "references and flags",
    ),
    _catalogue(
        "rules ran on a text of 800,000 characters",
        lambda: HEADER + ('\nmsgid "Text"\nmsgstr "' + "Слово слово, " * 30_000 + '"\n').encode(),
    ),
    _catalogue(
        "control characters and terminal escapes",
        lambda: HEADER + b'\nmsgid "Hello world."\nmsgstr "\x1b[2J\x07\xc2\x9b31m"\n',
    ),
]


def _settings(
    did: str, make: Callable[[], str | bytes], said: str = "not valid TOML"
) -> list[Case]:
    """The same file as the project's config and beside an item."""
    return [
        Case("config", "translator.toml", did, make, said),
        Case("sidecar", "a.toml", did, make, said),
    ]


SETTINGS = [
    *_settings("a number of 5,000 digits was a traceback", lambda: f"a = {'1' * 5000}\n"),
    *_settings("nested arrays were a traceback", lambda: f"a = {'[' * 100_000}\n"),
    *_settings(
        "a key of many parts takes the square of their number",
        lambda: "a" + ".a" * 400_000 + " = 1\n",
    ),
    *_settings("10 MB", lambda: "# a comment\n" * 900_000, "larger than 1 MB"),
    *_settings("no UTF-8", lambda: b"a = '\xff'\n", "not UTF-8"),
    *_settings("NUL", lambda: b"a = '\0'\n"),
]
