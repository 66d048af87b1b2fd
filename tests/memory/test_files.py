"""Files from elsewhere are read as they are, or refused with a reason."""

from __future__ import annotations

import contextlib
import struct
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from translator.errors import TranslatorError
from translator.memory.files import read
from translator.memory.files.scope import Scope, code_of
from translator.memory.files.tmx_write import Translation, write

Pairs = list[tuple[str, str, str, str]]


def scope() -> Scope:
    return Scope("en", ("ka", "tg", "ru", "kk", "ky"))


def pairs(path: Path, wanted: Scope | None = None, language: str | None = None) -> Pairs:
    return [
        (unit.spoken, unit.language, unit.source, unit.target)
        for unit in read(path, wanted or scope(), language)
    ]


def tmx(body: str, encoding: str = "UTF-8", head: str = "", srclang: str = "en-GB") -> bytes:
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>\n{head}<tmx version="1.4">\n'
        f'<header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" '
        f'adminlang="en" srclang="{srclang}" datatype="plaintext"/>\n<body>{body}</body></tmx>\n'
    )
    return text.encode(encoding)


def unit(target: str, source: str = "Peace", lang: str = "ru", inside: str = "") -> str:
    return (
        f'<tu>{inside}<tuv xml:lang="en-GB"><seg>{source}</seg></tuv>'
        f'<tuv xml:lang="{lang}"><seg>{target}</seg></tuv></tu>'
    )


@pytest.mark.parametrize(
    "encoding", ["UTF-8", "UTF-16", "windows-1251", "KOI8-R", "ISO-8859-5", "UTF-32", "GB18030"]
)
def test_a_tmx_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "x.tmx"
    path.write_bytes(tmx(unit("Мир"), encoding))
    assert pairs(path) == [("en", "ru", "Peace", "Мир")]


def test_utf_16_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "x.tmx"
    path.write_bytes(tmx(unit("Мир")).replace(b'encoding="UTF-8"', b'encoding="UTF-16"'))
    assert pairs(path) == [("en", "ru", "Peace", "Мир")]


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en-GB", "en"),
        ("EN-US", "en"),
        ("kk_KZ", "kk"),
        ("ky-Cyrl", "ky"),
        ("ky-Cyrl-KG", "ky"),
        ("tg-Arab", None),
        ("kk@latin", None),
        ("kk@cyrillic", "kk"),
        ("ru_RU.UTF-8", "ru"),
        ("geo", "ka"),
        ("kat", "ka"),
        ("de", None),
        ("", None),
    ],
)
def test_language_tags(tag: str, code: str | None) -> None:
    assert code_of(tag) == code


def test_inline_elements_become_text_or_placeables(tmp_path: Path) -> None:
    source = (
        'Read <bpt i="1">&lt;b&gt;</bpt>the <hi type="x">new</hi> report<ept i="1">&lt;/b&gt;</ept>'
        '<ph x="2">\\par<sub>footnote</sub></ph> here'
    )
    path = tmp_path / "x.tmx"
    path.write_bytes(tmx(unit("Читать", source)))
    assert pairs(path) == [("en", "ru", "Read <b>the new report</b> here", "Читать")]


def test_who_and_when_and_notes_are_kept(tmp_path: Path) -> None:
    body = (
        '<tu creationid="A" creationdate="20200131T120000Z"><note>From the treaty.</note>'
        '<tuv xml:lang="en"><note>no</note><seg>Peace</seg></tuv>'
        '<tuv lang="ru" changeid="B" changedate="20210201T000000Z"><seg>\n  Мир\n</seg></tuv>'
        '<tuv lang="ky"><seg>Тынчтык</seg></tuv></tu>'
    )
    path = tmp_path / "x.tmx"
    path.write_bytes(tmx(body))
    russian, kyrgyz = read(path, scope())
    assert (russian.author, russian.date, russian.target) == ("B", "2021-02-01", "Мир")
    assert (kyrgyz.author, kyrgyz.date) == ("A", "2020-01-31")
    assert russian.note == kyrgyz.note == "From the treaty."


def test_which_pairs_a_unit_in_many_languages_gives(tmp_path: Path) -> None:
    body = (
        '<tu srclang="tg"><tuv xml:lang="tg"><seg>Сулҳ</seg></tuv>'
        '<tuv xml:lang="ru"><seg>Мир</seg></tuv><tuv xml:lang="en"><seg>Peace</seg></tuv>'
        '<tuv xml:lang="de"><seg>Frieden</seg></tuv></tu>'
        '<tu><tuv xml:lang="de"><seg>Frieden</seg></tuv>'
        '<tuv xml:lang="ru"><seg>Мир</seg></tuv></tu>'
    )
    path = tmp_path / "x.tmx"
    path.write_bytes(tmx(body))
    wanted = scope()
    assert sorted(pairs(path, wanted)) == [
        ("en", "ru", "Peace", "Мир"),
        ("en", "tg", "Peace", "Сулҳ"),
        ("tg", "ru", "Сулҳ", "Мир"),
    ]
    assert wanted.left_out == {"in other languages": 1}


def test_what_is_of_no_use_is_counted(tmp_path: Path) -> None:
    body = "".join(
        [
            unit("Peace"),
            unit("  "),
            unit("Beibitshilik", lang="kk"),
            unit("Мир" * 10_000),
            unit("EU 2021", "EU 2021"),
            unit("2021", "2021"),
        ]
    )
    path = tmp_path / "x.tmx"
    path.write_bytes(tmx(body))
    wanted = scope()
    assert pairs(path, wanted) == [("en", "ru", "2021", "2021")]
    assert wanted.left_out == {
        "untranslated": 2,
        "empty": 1,
        "in another script": 1,
        "overlong": 1,
    }


BOMB = '<!DOCTYPE tmx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>\n'  #


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (tmx(unit("&b;"), head=BOMB), "declares the entity 'a'"),
        (
            tmx(unit("&x;"), head='<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
            "declares the entity 'x'",
        ),
        (tmx(unit("&x;"), head='<!DOCTYPE tmx SYSTEM "tmx14.dtd">'), "entity 'x'"),
        (tmx(unit("&x;")), "not well-formed"),
        (tmx(unit("Мир"))[:-30], "cut off"),
        (tmx(unit("Мир"))[:300], "not well-formed"),
        (b"<html><body/></html>", "is no TMX file"),
        (b"", "not well-formed"),
        (b"PK\3\4 nothing of the kind", "not well-formed"),
        (tmx(unit("Мир")).replace(b"UTF-8", b"klingon"), "unknown encoding 'klingon'"),
        (tmx(unit("Мир"), "KOI8-R").replace(b"KOI8-R", b"UTF-8"), "not in the encoding utf-8"),
    ],
)
def test_a_spoilt_tmx_is_refused_with_a_reason(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "x.tmx"
    path.write_bytes(data)
    with pytest.raises(TranslatorError) as error:
        pairs(path)
    assert words.lower() in str(error.value).lower()
    assert str(path) in str(error.value)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=80), st.integers(0, 700))
def test_no_bytes_make_it_crash(tmp_path: Path, junk: bytes, place: int) -> None:
    good = tmx(unit("Мир") + unit("Война", "War"))
    for name, data in (("x.tmx", good), ("x.po", PO.encode()), ("x.mo", mo([(b"a", b"b")]))):
        path = tmp_path / name
        path.write_bytes(data[:place] + junk + data[place:])
        with contextlib.suppress(TranslatorError):
            pairs(path, language="ru")


# Any text that XML can hold and that is not changed by being one line.
TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
    min_size=1,
    max_size=30,
).map(lambda text: f"Я {text} <b>&amp;</b> я")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXT.map(lambda text: f"English: {text}"), TEXT)
def test_what_is_written_is_read_again(tmp_path: Path, source: str, target: str) -> None:
    path = tmp_path / "x.tmx"
    one = Translation("en", "ru", source, target, 0, "news", 'A "B" <C>', "2026-11-22", "a & b")
    other = Translation("en", "ru", source, f"{target} иначе", 1, "news", "", "", "")
    kazakh = Translation("en", "kk", source, target, 1, "news", "", "", "")
    assert write(path, "en", [one, other, kazakh]) == 3
    first, *_ = read(path, scope())
    assert (first.author, first.date) == ('A "B" <C>', "2026-11-22")
    assert sorted(pairs(path)) == sorted(
        (each.spoken, each.language, each.source, each.target) for each in (one, other, kazakh)
    )


PO = """\
msgid ""
msgstr ""
"Language: ru\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

msgctxt "menu"
msgid "Open"
msgstr "Открыть"

#, fuzzy
msgid "Close"
msgstr "Закрыть"

msgid "%d file"
msgid_plural "%d files"
msgstr[0] "%d файл"
msgstr[1] "%d файла"
msgstr[2] "%d файлов"
msgstr[3] "%d файла"

msgid "Open"
msgstr "Открой"

msgid "Nothing"
msgstr ""

#~ msgid "Gone"
#~ msgstr "Ушло"
"""
PO_PAIRS = [
    ("en", "ru", "Open", "Открыть"),
    ("en", "ru", "%d file", "%d файл"),
    ("en", "ru", "%d files", "%d файлов"),
    ("en", "ru", "Open", "Открой"),
]


def test_a_po_file_with_all_that_po_has(tmp_path: Path) -> None:
    path = tmp_path / "x.po"
    wanted = scope()
    path.write_text(PO)
    assert pairs(path, wanted) == PO_PAIRS
    assert wanted.left_out == {"fuzzy": 1, "empty": 1, "obsolete": 1}


@pytest.mark.parametrize(
    "data",
    [
        PO.replace("UTF-8", "KOI8-R").encode("KOI8-R"),
        PO.replace("UTF-8", "ISO-8859-5").encode("ISO-8859-5"),
        PO.replace("UTF-8", "x-bogus-8").encode(),
        b"\xef\xbb\xbf" + PO.encode(),
        PO.replace("\n", "\r\n").encode(),
    ],
)
def test_a_po_file_of_another_make(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.po"
    path.write_bytes(data)
    assert pairs(path) == PO_PAIRS


def mo(messages: list[tuple[bytes, bytes]], order: str = "<") -> bytes:
    """A MO file."""
    count = len(messages)
    start = 28 + 16 * count
    tables: list[bytes] = [b"", b""]
    strings = b""
    for side in (0, 1):
        for message in messages:
            text = message[side]
            tables[side] += struct.pack(f"{order}2I", len(text), start + len(strings))
            strings += text + b"\0"
    head = struct.pack(f"{order}7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, 0)
    return head + tables[0] + tables[1] + strings


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_mo_file(tmp_path: Path, order: str) -> None:
    header = "Language: ru\nContent-Type: text/plain; charset=KOI8-R\n".encode("KOI8-R")
    messages = [
        (b"", header),
        (b"menu\x04Open", "Открыть".encode("KOI8-R")),
        (b"%d file\0%d files", "%d файл\0%d файла\0%d файлов".encode("KOI8-R")),
    ]
    path = tmp_path / "x.mo"
    path.write_bytes(mo(messages, order))
    assert pairs(path) == PO_PAIRS[:3]
    path.write_bytes(mo(messages, order)[:-20])
    with pytest.raises(TranslatorError, match="cut off"):
        pairs(path)
    path.write_bytes(b"nothing of the kind, though it is long enough")
    with pytest.raises(TranslatorError, match="no MO file"):
        pairs(path)


def test_the_language_of_a_file_is_in_its_path_if_not_in_it(tmp_path: Path) -> None:
    path = tmp_path / "locale" / "kk_KZ" / "LC_MESSAGES" / "x.po"
    path.parent.mkdir(parents=True)
    path.write_text('msgid "Open"\nmsgstr "Ашу"\n')
    assert pairs(path) == [("en", "kk", "Open", "Ашу")]
    plain = tmp_path / "x.po"
    plain.write_text('msgid "Open"\nmsgstr "Ашу"\n')
    with pytest.raises(TranslatorError, match="does not say which language"):
        pairs(plain)
    assert pairs(plain, language="ky") == [("en", "ky", "Open", "Ашу")]
