"""Files that are broken in every way: a clear message, or a sane result; never a traceback."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Desk
from translator import formats
from translator.config import FormatsTable, JsonTable
from translator.errors import TranslatorError

Make = Callable[[str], bytes]
"""Puts the fault into a good file."""

GOOD = {
    "text.txt": "Title\n\nПривет, the news.\n",
    "note.md": (
        "---\ntitle: Привет\n---\n# Head\n\nthe **news** here\n\n| a | b |\n|---|---|\n| c | d |\n"
    ),
    "page.html": (
        "<!DOCTYPE html><html><head><title>Привет</title></head>"
        "<body><p>the <b>news</b></p></body></html>"
    ),
    "rss.xml": (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Привет</title>'
        "<item><title>news</title><description>&lt;p&gt;text&lt;/p&gt;</description></item>"
        "</channel></rss>"
    ),
    "feed.atom": (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Привет</title><entry><title>news</title>'
        '<content type="html">&lt;p&gt;text&lt;/p&gt;</content></entry></feed>'
    ),
    "item.json": '{"title": "Привет", "body": "<p>the <b>news</b></p>", "n": 1.0}',
}
EVERY = tuple(GOOD)
XML = ("rss.xml", "feed.atom")
STRICT = (*XML, "item.json")
LAX = ("text.txt", "note.md", "page.html")
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 20))
BOMB = f'<!DOCTYPE x [<!ENTITY e0 "ha">{ENTITIES}]>'


def with_doctype(text: str, doctype: str, entity: str) -> str:
    """A text with a document type where it can have one, and an entity in its text."""
    for root in ("<rss", "<feed"):
        text = text.replace(root, doctype + root)
    return text.replace("<!DOCTYPE html>", doctype).replace("news", f"news {entity}")


REFUSED: list[tuple[str, tuple[str, ...], Make, str]] = [
    # fault, the formats it is put into, how it is made, what the message says
    ("truncated in a character", EVERY, lambda t: t.encode().split(b"\xd0")[0] + b"\xd0", ""),
    ("truncated", STRICT, lambda t: t.encode()[:-9], ""),
    ("empty", STRICT, lambda _: b"", ""),
    ("in windows-1251", EVERY, lambda t: t.encode("cp1251"), "not UTF-8"),
    ("in UTF-16 without a mark", EVERY, lambda t: t.encode("utf-16-le"), ""),
    ("half a code unit of UTF-16", EVERY, lambda t: t.encode("utf-16")[:-1], "not UTF-16"),
    ("a surrogate", EVERY, lambda t: t.encode().replace(b"e", b"\xed\xa0\x80"), "not UTF-8"),
    ("a NUL", EVERY, lambda t: t.encode().replace(b"e", b"\0", 1), "NUL"),
    ("not text at all", EVERY, lambda _: bytes(range(256)) * 9, ""),
    ("a bomb", XML, lambda t: with_doctype(t, BOMB, "&e19;").encode(), "declares the entity"),
    (
        "an external entity",
        XML,
        lambda t: with_doctype(t, '<!DOCTYPE x [<!ENTITY e SYSTEM "URL">]>', "&e;").encode(),
        "declares the entity",
    ),
    (
        "a parameter entity",
        XML,
        lambda t: with_doctype(t, '<!DOCTYPE x [<!ENTITY % e SYSTEM "URL">%e;]>', "").encode(),
        "declares the entity",
    ),
    ("the wrong charset", XML, lambda t: decl(t, "utf-8").encode("koi8-r"), "declares the charset"),
    ("control characters", XML, lambda t: t.replace("news", "n\x01s").encode(), "not well-formed"),
    ("40,000 levels", ("item.json",), lambda _: b'{"a":[' * 40_000, "nesting"),
    ("two documents", STRICT, lambda t: (t + t).encode(), ""),
]
SANE: list[tuple[str, tuple[str, ...], Make, int | None]] = [
    # fault, the formats, how it is made, how many entries there are
    ("empty", LAX, lambda _: b"", 0),
    ("truncated", ("page.html",), lambda t: t.encode()[:-9], 2),
    ("a byte-order mark", EVERY, lambda t: t.encode("utf-8-sig"), None),
    ("UTF-16", EVERY, lambda t: t.encode("utf-16"), None),
    ("UTF-16, the other way round", EVERY, lambda t: b"\xfe\xff" + t.encode("utf-16-be"), None),
    ("UTF-32", EVERY, lambda t: t.encode("utf-32"), None),
    ("an unknown charset", ("rss.xml",), lambda t: decl(t, "x-none").encode(), None),
    ("a bomb", ("page.html",), lambda t: with_doctype(t, BOMB, "&e19;").encode(), None),
    ("4,000 levels", ("text.txt",), lambda _: b"> " * 4000 + b"deep", 1),
    ("5,000 levels", ("note.md",), lambda _: b"> " * 5000 + b"deep\n\nflat", 1),
    (
        "5,000 levels",
        ("page.html",),
        lambda _: b"<div>" * 5000 + b"deep" + b"</div>" * 5000,
        1,
    ),
    ("5,000 levels", XML, lambda t: t.replace("text", "&lt;b&gt;" * 5000 + "text").encode(), 3),
    (
        "5,000 levels",
        ("item.json",),
        lambda _: b'{"a":[' * 2500 + b'{"title": "b"}' + b"]}" * 2500,
        1,
    ),
    (
        "the same key twice",
        ("item.json",),
        lambda t: t.replace('"n": 1.0', '"title": "B"').encode(),
        3,
    ),
    ("the same key twice", ("note.md",), lambda t: t.replace("ti", "title: A\nti", 1).encode(), 8),
    ("half a surrogate pair", ("item.json",), lambda t: t.replace("news", "\\ud800").encode(), 1),
    ("control characters", LAX, lambda t: t.replace("news", "n\x01\x1bs").encode(), None),
    (
        "an external DTD",
        XML,
        lambda t: with_doctype(t, '<!DOCTYPE x SYSTEM "URL">', "&e;").encode(),
        2,
    ),
    ("49,000 blank lines", EVERY, lambda t: t.encode() + b"\n" * 49_000, None),
]


def decl(text: str, charset: str) -> str:
    """The text with the charset in its XML declaration."""
    declaration = f'<?xml version="1.0" encoding="{charset}"?>'
    return declaration + text.removeprefix('<?xml version="1.0"?>')


def cases(table: Sequence[tuple[str, tuple[str, ...], Make, object]]) -> list[ParameterSet]:
    return [
        pytest.param(name, make, expected, id=f"{name}: {fault}")
        for fault, names, make, expected in table
        for name in names
    ]


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """Listens for anything that would fetch what a file names."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def write(desk: Desk, name: str, data: bytes, listener: socket.socket) -> None:
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/e".encode()
    desk.configure("", '"ru"')
    desk.write(f"content/{name}", data.replace(b"URL", url))
    desk.write("content/sound.txt", "Sound.\n")


def assert_nothing_was_fetched(listener: socket.socket) -> None:
    with pytest.raises(BlockingIOError):
        listener.accept()


@pytest.mark.parametrize(("name", "make", "message"), cases(REFUSED))
def test_refused(
    desk: Desk,
    listener: socket.socket,
    name: str,
    make: Make,
    message: str,
) -> None:
    write(desk, name, make(GOOD[name]), listener)
    result = desk.run("extract", code=2)
    assert f"content/{name}" in result.stderr
    assert message in result.stderr
    assert len(result.stderr) < 1000
    assert list(desk.tree()) == ["ru/news/sound.po"]  # the others are done
    assert_nothing_was_fetched(listener)


@pytest.mark.parametrize(("name", "make", "count"), cases(SANE))
def test_sane(
    desk: Desk,
    listener: socket.socket,
    name: str,
    make: Make,
    count: int | None,
) -> None:
    sound = formats.parse(Path(name), GOOD[name].encode(), FormatsTable())
    write(desk, name, make(GOOD[name]), listener)
    desk.run("extract")
    entries = desk.catalogue("ru", name.partition(".")[0]).entries
    assert len(entries) == (len(sound.segments) if count is None else count)
    desk.run("compile", "--preview")
    assert_nothing_was_fetched(listener)


@pytest.mark.parametrize(
    ("name", "content", "note"),
    [
        ("note.md", "> " * 70 + "deep\n", "nested more than 60 deep stays as it is"),
        ("note.md", "---\ntitle: a\n  b\n---\n", "the value of title can't be located"),
        ("page.html", "<p>a</p>\n<!-- never ends", "line 2: a comment that never ends"),
        (
            "item.json",
            '{"title": "a", "title": "b"}',
            "the key 'title' stands there more",
        ),
        ("item.json", '{"x": "a"}', "no string in the file is text"),
    ],
)
def test_what_stays_as_it_is_is_said(desk: Desk, name: str, content: str, note: str) -> None:
    desk.write(f"content/{name}", content)
    stderr = desk.run("extract").stderr
    assert f"content/{name}: " in stderr
    assert note in stderr


def test_a_broken_page_does_not_fill_the_screen(desk: Desk) -> None:
    keys = ", ".join('"title": "x"' for _ in range(100))
    rows = ",\n".join(f"{{{keys}}}" for _ in range(20))
    desk.write("content/item.json", f"[{rows}]")
    stderr = desk.run("extract").stderr
    assert "15 more of the kind" in stderr
    assert len(stderr.splitlines()) < 12


PIECES = [
    *(b"<", b">", b"&", b'"', b"'", b"{", b"}", b"[", b"]", b":", b",", b"\\", b"/", b"!", b"\n"),
    *(b"\r", b"\t", b" ", b"\0", b"\xff", b"\xfe", b"\xef\xbb\xbf", b"\xd0", b"\xed\xa0\x80"),
    *(b"<rss><channel>", b"</channel></rss>", b"<title>", b"</title>", b"<![CDATA[", b"]]>"),
    *(
        b"<feed xmlns='http://www.w3.org/2005/Atom'>",
        b"</feed>",
        b"<entry>",
        b"<content type='xhtml'>",
    ),
    *(b"<!--", b"-->", b"<!DOCTYPE x [", b"<!ENTITY a 'b'>", b"<?xml version='1.0' encoding='"),
    *(b"utf-16'?>", b"&#0;", b"&#xD800;", b"&nbsp;", b"<p>", b"</p>", b"<meta charset="),
    *(
        b'"title":',
        b'"a"',
        b"1e999",
        b"\\ud83d",
        b"\\u0000",
        b"null",
        b"---\n",
        b"+++\n",
        b"title: ",
    ),
    *(
        b"```\n",
        b"# ",
        b"- ",
        b"> ",
        b"|",
        b"[a]: b",
        b"[^1]: ",
        b"word ",
        b"\xe1\x83\xa5",
        b"\x85",
    ),
]
EVERYTHING = FormatsTable(json=JsonTable(paths={"**": "html"}))


@pytest.mark.parametrize("name", EVERY)
def test_any_bytes_are_read_or_refused(name: str) -> None:
    path = Path(name)

    @settings(max_examples=250, deadline=None)
    @given(
        st.lists(st.sampled_from(PIECES) | st.binary(max_size=3), max_size=25).map(b"".join),
        st.integers(0, len(GOOD[name])),
        st.booleans(),
    )
    def check(noise: bytes, at: int, inside: bool) -> None:
        good = GOOD[name].encode()
        data = good[:at] + noise + good[at:] if inside else noise
        try:
            document = formats.parse(path, data, EVERYTHING)
        except TranslatorError:
            return
        assert formats.render(path, document, [None] * len(document.segments)) == data

    check()
