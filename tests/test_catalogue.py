"""One PO file: states, other tools' edits, and files that must be refused."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.catalogue import Catalogue
from translator.entry import Entry, key_of
from translator.errors import TranslatorError
from translator.po_syntax import written
from translator.provenance import Provenance
from translator.state import State

ARGOS = Provenance("argos", ("en-ru", "1.9"), score=0.83)
HEADER = """\
msgid ""
msgstr ""
"Language: ru\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"""
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"))


def entry(source: str = "Peace", context: str | None = None) -> Entry:
    return Entry(polib.POEntry(msgid=source, msgctxt=context))


def loads(text: str | bytes) -> Catalogue:
    return Catalogue.loads(text.encode() if isinstance(text, str) else text, Path("x.po"))


def new(*entries: Entry) -> Catalogue:
    catalogue = Catalogue.new(Path("x.po"), "ru")
    catalogue.entries = list(entries)
    return catalogue


def state(it: Entry) -> State:
    return it.state


def test_an_entry_walks_through_its_states() -> None:
    it = entry()
    assert state(it) is State.UNTRANSLATED
    it.suggest("Мир", ARGOS)
    assert state(it) is State.DRAFT
    assert it.provenance == ARGOS
    it.settle("Мир", ARGOS)
    assert state(it) is State.TRANSLATED
    it.po.tcomment += f'\napproved: "Aigul B." 2026-11-22 @{it.digest}'
    assert state(it) is State.APPROVED


def test_a_draft_that_another_tool_changed_needs_work() -> None:
    it = entry()
    it.suggest("Мир", ARGOS)
    it.po.msgstr = "Покой"
    assert state(it) is State.NEEDS_WORK
    it.po.flags = []
    assert state(it) is State.TRANSLATED


def test_an_approval_ends_with_its_text() -> None:
    it = entry()
    it.settle("Мир")
    it.po.tcomment = f'approved: "Aigul B." 2026-11-22 @{it.digest}'
    it.po.msgstr = "Покой"
    assert state(it) is State.TRANSLATED


def test_a_translator_s_comments_survive_a_new_text() -> None:
    it = entry()
    it.po.tcomment = "ask Aigul\nnote: twice"
    it.suggest("Мир", ARGOS)
    it.settle("Покой")
    assert it.po.tcomment == "ask Aigul\nnote: twice"


def test_text_that_was_in_the_target_language_needs_no_approval() -> None:
    it = entry("Мир")
    it.settle("Мир", Provenance("source"))
    assert it.finished("approved")
    it.po.msgstr = "Покой"
    assert not it.finished("approved")


def test_keys_are_the_documented_digest() -> None:
    assert key_of(None, "Peace") == "9faf7e5a6d8c908b"
    assert key_of("title", "Peace") != key_of(None, "Peace")
    assert key_of("", "Peace") != key_of(None, "Peace")


@given(st.lists(st.tuples(TEXT.filter(str.strip), TEXT), unique_by=lambda pair: pair[0]))
def test_any_texts_come_back_and_the_second_dump_is_the_first(
    pairs: list[tuple[str, str]],
) -> None:
    entries = [entry(source) for source, _ in pairs]
    for it, (_, target) in zip(entries, pairs, strict=True):
        it.suggest(target, ARGOS)
    data = new(*entries).dump()
    again = loads(data)
    assert [(it.source, it.target) for it in again.entries] == pairs
    assert not again.changed
    assert again.dump() == data


def test_no_line_is_wrapped_and_no_header_is_volatile() -> None:
    it = entry("word " * 60 + "end")
    it.settle("слово " * 60 + "конец")
    text = new(it).dump().decode()
    assert 'msgid "word word' in text
    assert "Date" not in text


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="gettext is not installed")
def test_gettext_accepts_what_we_write(tmp_path: Path) -> None:
    it = entry('He said "peace"\\ \u2028 tab\t')
    it.settle("Он сказал «мир»")
    path = tmp_path / "x.po"
    path.write_bytes(new(it).dump())
    done = subprocess.run(
        ["msgfmt", "-c", "-o", "/dev/null", str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(not shutil.which("msgmerge"), reason="gettext is not installed")
def test_a_draft_that_msgmerge_carried_to_another_source_needs_work(tmp_path: Path) -> None:
    it = entry("The European Union supports education in Kyrgyzstan")
    it.suggest("Европейский союз поддерживает образование", ARGOS)
    old, pot = tmp_path / "old.po", tmp_path / "new.pot"
    old.write_bytes(new(it).dump())
    other = entry("The European Union supports education in Kazakhstan")
    pot.write_bytes(new(other).dump())
    subprocess.run(["msgmerge", "-q", "-U", str(old), str(pot)], check=True)
    (merged,) = Catalogue.load(old).entries
    assert merged.source == other.source
    assert merged.state is State.NEEDS_WORK


def test_another_tool_s_layout_alone_is_no_change(tmp_path: Path) -> None:
    path = tmp_path / "x.po"
    wrapped = '#. paragraph\nmsgid ""\n"one "\n"two"\nmsgstr ""\n'
    path.write_bytes(b"\xef\xbb\xbf" + (HEADER + "\n" + wrapped).replace("\n", "\r\n").encode())
    before = path.read_bytes()
    catalogue = Catalogue.load(path)
    assert catalogue.entries[0].source == "one two"
    assert not catalogue.save()
    assert path.read_bytes() == before


@pytest.mark.parametrize("charset", ["KOI8-R", "ISO-8859-5", "CP1251"])
def test_other_charsets_are_read(charset: str) -> None:
    text = HEADER.replace("UTF-8", charset) + '\nmsgid "Peace"\nmsgstr "Мир"\n'
    catalogue = loads(text.encode(charset))
    assert catalogue.entries[0].target == "Мир"
    assert "charset=UTF-8" in catalogue.dump().decode()


def test_plural_entries_of_other_tools_are_kept() -> None:
    text = HEADER + (
        '\nmsgid "%d day"\nmsgid_plural "%d days"\n'
        'msgstr[0] "%d день"\nmsgstr[1] "%d дня"\nmsgstr[2] "%d дней"\nmsgstr[3] "%d дня"\n'
    )
    assert 'msgstr[3] "%d дня"' in loads(text).dump().decode()


GOOD = '\n#. paragraph\nmsgid "Peace"\nmsgstr "Мир"\n'


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (HEADER + GOOD + '<<<<<<< HEAD\nmsgid "a"\nmsgstr "b"\n', 9, "conflict markers"),
        (HEADER + GOOD + '\nmsgid "War"\nmsgstr "Вой', 11, "no closing quote"),
        (HEADER + GOOD + '\nmsgid "War"\nmsgstr "a\\"', 11, "no closing quote"),
        (HEADER + GOOD + '\nmsgid "War"\n', None, "ends after msgid"),
        (HEADER + GOOD + GOOD, 10, "twice"),
        (HEADER + GOOD + "\nnonsense\n", 10, "not valid PO"),
        (HEADER + '\nmsgid "Pe\0ace"\nmsgstr ""\n', 6, "NUL"),
        (HEADER.replace("UTF-8", "klingon"), None, "unknown charset 'klingon'"),
        (HEADER.encode() + b'\nmsgid "a"\nmsgstr "\xff"\n', 7, "not UTF-8"),
    ],
)
def test_a_spoilt_file_is_refused_and_named(
    tmp_path: Path, text: str | bytes, line: int | None, words: str
) -> None:
    path = tmp_path / "x.po"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    before = path.read_bytes()
    with pytest.raises(TranslatorError) as error:
        Catalogue.load(path)
    assert words in error.value.message
    assert str(path) in str(error.value)
    if line is not None:
        assert error.value.line == line
    assert path.read_bytes() == before


FIELD = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
LINE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=12)


@settings(max_examples=200)
@given(st.data())
def test_an_entry_is_written_as_polib_writes_it(data: st.DataObject) -> None:
    optional = st.none() | FIELD
    po = polib.POEntry(
        msgid=data.draw(FIELD),
        msgstr=data.draw(FIELD),
        msgctxt=data.draw(optional),
        msgid_plural=data.draw(st.just("") | FIELD),
        msgstr_plural=data.draw(st.dictionaries(st.integers(0, 3), FIELD, max_size=3)),
        tcomment="\n".join(data.draw(st.lists(LINE, max_size=3))),
        comment="\n".join(data.draw(st.lists(LINE, max_size=3))),
        flags=data.draw(st.lists(st.sampled_from(["fuzzy", "no-wrap"]), unique=True)),
        occurrences=data.draw(st.lists(st.tuples(LINE, st.sampled_from(["", "7"])), max_size=2)),
        previous_msgctxt=data.draw(optional),
        previous_msgid=data.draw(optional),
        previous_msgid_plural=data.draw(optional),
        obsolete=data.draw(st.booleans()),
    )
    assert written(po) == po.__unicode__(0)


def test_every_catalogue_here_is_written_as_it_is() -> None:
    paths = sorted((Path(__file__).parent.parent / "locales").glob("*/news/*.po"))
    assert paths
    for path in paths:
        assert Catalogue.load(path).dump() == path.read_bytes(), path


def test_the_previous_source_of_an_obsolete_entry_is_kept() -> None:
    text = HEADER + '\n#, fuzzy\n#~| msgid "Old"\n#~ msgid "New"\n#~ msgstr "Старый"\n'
    catalogue = loads(text.encode())
    (gone,) = catalogue.obsolete
    assert (gone.previous_source, gone.source, gone.target) == ("Old", "New", "Старый")
    assert catalogue.dump().decode().endswith(text.removeprefix(HEADER))
