"""Spoilt files of every kind the program reads: an error that names them, or a sane result."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import CONFIG
from tests.support.tiny_argos import WORDS_EN_RU, build_package
from translator import config, review
from translator.catalogue import Catalogue
from translator.entry import Entry
from translator.errors import TranslatorError
from translator.models import store

PO = (Path(__file__).parents[2] / "locales/ru/news/eu-central-asia-relations.po").read_bytes()
TOML = (
    CONFIG + "[gate]\ncomplete = 80\n[gate.languages]\ntg = { complete = 10 }\n"
    '[rules]\ndisable = ["numbers"]\n[rules.items]\n"a*" = { style = true }\n'
).encode()
_INSERTS = [
    *(b"\0", b"\xff", b"\xef\xbb\xbf", b'"', b"\\", b"\n", b"\r", b"\x1b[2J", "\u2028".encode()),
    *(b"msgid ", b"msgstr[9] ", b"#~ ", b"#| ", b"[[", b"=", b"charset=KOI8-R", b"\\u0000"),
]


@st.composite
def spoilt(draw: st.DrawFn, whole: bytes) -> bytes:
    """A file after a few accidents: cut, bytes changed, put in, taken out, or lines doubled."""
    data = bytearray(whole)
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, max(0, len(data) - 1)))
        match draw(st.sampled_from(["cut", "flip", "insert", "drop", "double"])):
            case "cut":
                del data[place:]
            case "flip" if data:
                data[place] ^= 1 << draw(st.integers(0, 7))
            case "insert":
                data[place:place] = draw(st.sampled_from(_INSERTS))
            case "drop":
                del data[place : place + draw(st.integers(1, 60))]
            case "double":
                data[place:place] = data[place : place + draw(st.integers(1, 200))]
    return bytes(data)


@pytest.fixture
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("spoilt")


def _read_catalogue(path: Path) -> None:
    catalogue = Catalogue.load(path)
    for entry in catalogue.entries:
        _ = entry.state, entry.key, entry.provenance, review.revision(entry)
    path.write_bytes(catalogue.dump())
    again = Catalogue.load(path)
    assert [_all(entry) for entry in again.entries] == [_all(e) for e in catalogue.entries]
    assert again.dump() == path.read_bytes()


def _all(entry: Entry) -> tuple[object, ...]:
    return entry.context, entry.source, entry.target, entry.state, entry.po.tcomment


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=spoilt(PO))
def test_a_spoilt_catalogue(place: Path, data: bytes) -> None:
    _refused_or_read(place / "item.po", data, _read_catalogue)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=spoilt(TOML))
def test_a_spoilt_config(place: Path, data: bytes) -> None:
    _refused_or_read(place / "translator.toml", data, config.load)


def _refused_or_read(path: Path, data: bytes, read: Callable[[Path], object]) -> None:
    path.write_bytes(data)
    error = _error_of(lambda: read(path))
    assert error is None or (error.message and path.name in str(error))


def _error_of(action: Callable[[], object]) -> TranslatorError | None:
    try:
        action()
    except TranslatorError as error:
        return error
    return None


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A real Argos package."""
    path = tmp_path_factory.mktemp("whole") / "en_ru.argosmodel"
    return build_package(path, "en", "ru", WORDS_EN_RU).read_bytes()


def _spoil(data: bytes, chance: random.Random) -> bytes:
    """A file with a few bytes changed, taken out or put in."""
    spoilt = bytearray(data)
    for _ in range(chance.randrange(1, 4)):
        place = chance.randrange(len(spoilt))
        match chance.randrange(3):
            case 0:
                spoilt[place] ^= 1 << chance.randrange(8)
            case 1:
                del spoilt[place : place + chance.randrange(1, 50)]
            case 2:
                spoilt[place:place] = chance.randbytes(chance.randrange(1, 20))
    return bytes(spoilt)


def _packed(whole: bytes, name: str, member: bytes) -> bytes:
    """An archive with one member replaced."""
    source, output = zipfile.ZipFile(io.BytesIO(whole)), io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        for each in source.namelist():
            archive.writestr(each, member if each == name else source.read(each))
    return output.getvalue()


@pytest.mark.parametrize(
    "part", ["archive", "metadata.json", "sentencepiece.model", "model/model.bin"]
)
def test_a_spoilt_package(place: Path, package: bytes, part: str, chance: random.Random) -> None:
    path = place / "en_ru.argosmodel"
    name = f"translate-en_ru-1_0/{part}"
    refused = 0
    for _ in range(40 if part in ("archive", "metadata.json") else 12):
        data = package
        if part == "archive":
            data = _spoil(package, chance)
        else:
            member = zipfile.ZipFile(io.BytesIO(package)).read(name)
            data = _packed(package, name, _spoil(member, chance))
        path.write_bytes(data)
        if error := _error_of(lambda: store.install(path)):
            assert error.path == path
            refused += 1
    assert refused
