"""Fuzzing of the parsers, guided by coverage.

    pip install atheris        # wheels for CPython on Linux
    python -m tools.fuzz TARGET [SECONDS] [FOLDER]

A target may raise `TranslatorError` and nothing else, and what it reads and writes again must be
the same. FOLDER keeps the inputs that reached something new, to go on from; what broke something
lies in the working folder as `crash-…`, `oom-…` or `timeout-…`. A find becomes a case in
`tests/faults/corpus`.
"""

from __future__ import annotations

import contextlib
import io
import struct
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["translator", "polib", "markdown_it", "mdit_py_plugins"]):
    from translator import config, formats, review, rules
    from translator.catalogue import Catalogue
    from translator.config import FormatsTable, JsonTable
    from translator.document import Document
    from translator.engines import package
    from translator.errors import TranslatorError
    from translator.exchange import files
    from translator.glossary import tables, tbx
    from translator.memory.files import read as read_memory
    from translator.memory.files.scope import Scope
    from translator.metadata import stated
    from translator.po_syntax import written
    from translator.provenance import parse_line

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = FormatsTable(json=JsonTable(paths={"**": "html"}))
PLACE = Path(tempfile.mkdtemp(prefix="fuzz-"))
LARGEST = 4096
"""Bytes of an input: a grammar's corners are met in few."""


def expect(fact: bool) -> None:
    """Break where something does not hold."""
    if not fact:
        raise AssertionError


def catalogue(data: bytes) -> None:
    """A PO file: read, asked, written, read again."""
    first = Catalogue.loads(data, Path("x.po"))
    for entry in first.entries:
        _ = entry.state, entry.key, entry.provenance, review.revision(entry)
    again = Catalogue.loads(first.dump(), Path("x.po"))
    expect([written(e.po) for e in again.entries] == [written(e.po) for e in first.entries])


def _format(name: str) -> Callable[[bytes], None]:
    """An item: untranslated it comes back as it was; any translation is put in or refused."""
    path = Path(name)

    def read(data: bytes) -> None:
        document = formats.parse(path, data, SETTINGS)
        expect(formats.render(path, document, [None] * len(document.segments)) == data)
        for change in (str.upper, _turned, lambda _: "<b>&\n| [x](y) * 1. #"):
            _render(path, document, change)
        kind = formats.FORMATS[path.suffix]
        stated.read(kind, data, name, SETTINGS)

    return read


def _render(path: Path, document: Document, change: Callable[[str], str]) -> None:
    with contextlib.suppress(TranslatorError):
        formats.render(path, document, [change(one.text) for one in document.segments], "ru")


def _turned(text: str) -> str:
    return text[::-1]


def _file(name: str, read: Callable[[Path], object]) -> Callable[[bytes], None]:
    """A file that is read from disk."""
    path = PLACE / name
    path.parent.mkdir(exist_ok=True)

    def target(data: bytes) -> None:
        path.write_bytes(data)
        read(path)

    return target


def _memory(path: Path) -> None:
    for _ in read_memory(path, Scope("en", ("ru", "ka")), "ru"):
        pass


def pair(data: bytes) -> None:
    """Two texts under all rules."""
    source, _, target = data.decode("utf-8", "replace").partition("\n")
    for language in ("ru", "ka", "kk"):
        rules.check_pair(rules.Pair(source, target, "en", language), style=True)
    rules.check_source(source, "en")
    rules.check_source(target, "ru")


def comment(data: bytes) -> None:
    """A line of provenance: what is understood is written as it was understood."""
    line = " ".join(data.decode("utf-8", "replace").splitlines())
    if (remark := parse_line(line)) and remark.tokens:
        expect(parse_line(str(remark)) == remark)


_RELATIONS = (
    '<Relationships><Relationship Type="x/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)


def docx(data: bytes) -> None:
    """A Word file whose document is this XML; the archive around it is the standard library's."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr("word/document.xml", data)
    files.read_bytes(packed.getvalue(), "x.docx")


_WORD = (
    b"<w:document xmlns:w='w'><w:body><w:tbl><w:tr><w:tc><w:p><w:r><w:t>#</w:t></w:r></w:p></w:tc>"
    b"<w:tc><w:p><w:r><w:t>Source</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Translation (ru)"
    b"</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:t>9c1e77d0.0123456789abcdef.01234567"
    b".u01234567</w:t></w:p></w:tc><w:tc><w:p><w:t>A</w:t></w:p></w:tc><w:tc><w:p><w:ins><w:r><w:t>B"
    b"</w:t><w:br/></w:r></w:ins></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"
)
_TMX = (
    b'<?xml version="1.0"?><tmx version="1.4"><header srclang="en"/><body><tu changedate="20260101T'
    b'010101Z"><note/><tuv xml:lang="en"><seg>A <bpt i="1">&lt;b&gt;</bpt>b<ept i="1"/></seg>'
    b'</tuv><tuv xml:lang="ru"><seg>\xd0\x91 <ph>x<sub>y</sub></ph></seg></tuv></tu></body></tmx>'
)
_MO = (
    struct.pack("<7I", 0x950412DE, 0, 2, 28, 44, 0, 0)
    + struct.pack("<8I", 0, 60, 1, 61, 22, 62, 2, 84)
    + b"\0A"
    + b"Language: ru\ncharset=u\0"
    + b"\xd0\x91\0"
)
_COMMENT = b'approved: "Aigul \\"B.\\"" argos en-ru 1.9 score=0.83 2026-11-22 @a1b2c3d4'
_METADATA = (
    b'{"from_code": "en", "to_code": "ru", "package_version": "1.9", "source_prefix": ["a"]}'
)

TARGETS: dict[str, tuple[Callable[[bytes], object], str | bytes]] = {
    "po": (catalogue, "locales/ru/news/*.po"),
    "text": (_format("a.txt"), "content/*.txt"),
    "markdown": (_format("a.md"), "tests/formats/golden/markdown/*"),
    "html": (_format("a.html"), "tests/formats/golden/html/*"),
    "feed": (_format("a.xml"), "tests/formats/golden/feed/*"),
    "json": (_format("a.json"), "tests/formats/golden/json/*"),
    "tmx": (_file("m.tmx", _memory), _TMX),
    "mo": (_file("m.mo", _memory), _MO),
    "memory-po": (_file("m.po", _memory), "locales/ru/news/*.po"),
    "xliff": (lambda data: files.read_bytes(data, "x.xlf"), "tests/exchange/golden/*.xlf"),
    "docx": (docx, _WORD),
    "csv": (lambda data: files.read_bytes(data, "x.csv"), "tests/exchange/golden/*.csv"),
    "tbx": (lambda data: tbx.read(data, "t.tbx", "en", ["ru"]), "tests/glossary/golden/*.tbx"),
    "terms": (lambda data: tables.read(data, "t.csv", "en", ["ru"]), "tests/glossary/golden/*.csv"),
    "config": (_file("translator.toml", config.load), "translator.toml"),
    "package": (_file("p/metadata.json", lambda path: package.read(path.parent)), _METADATA),
    "rules": (pair, "content/*.txt"),
    "comment": (comment, _COMMENT),
}


def seeds(pattern: str | bytes) -> Iterator[bytes]:
    """Sound files to begin from: themselves, or where they are."""
    if isinstance(pattern, bytes):
        yield pattern
        return
    for path in sorted(ROOT.glob(pattern)):
        yield path.read_bytes()[:LARGEST]


def main() -> None:
    """Fuzz one target for some seconds."""
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(f"{(__doc__ or '').strip()}\n\nTargets: {', '.join(TARGETS)}")
    target, pattern = TARGETS[sys.argv[1]]
    seconds = sys.argv[2] if len(sys.argv) > 2 else "60"
    folder = Path(sys.argv[3]) if len(sys.argv) > 3 else Path(tempfile.mkdtemp(prefix="fuzz-"))
    folder.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(seeds(pattern)):
        (folder / f"seed-{number}").write_bytes(data)

    def once(data: bytes) -> None:
        with contextlib.suppress(TranslatorError):
            target(data)

    limits = [
        f"-max_total_time={seconds}",
        f"-max_len={LARGEST}",
        "-timeout=5",
        "-rss_limit_mb=1024",
    ]
    atheris.Setup([sys.argv[0], *limits, "-print_final_stats=1", str(folder)], once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
