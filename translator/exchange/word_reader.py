"""A Word table that comes back, whatever word processor saved it last.

Only the document's own parts are read, from memory and within bounds; nothing is unpacked to disk.
Text that tracked changes delete is out, text that they insert is in, comments are notes.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from translator.errors import TranslatorError
from translator.exchange.units import Answer, Ref, Reply
from translator.exchange.word import NOTE_STYLE, OK, SOURCE, TRANSLATION
from translator.languages import code_of
from translator.limits import LARGEST_RECEIVED, too_large
from translator.message import phrase
from translator.safe_xml import children, name_of, parse

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_PARTS = 5_000
_WRITTEN = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_SKIPPED = {"del", "moveFrom", "pPr", "rPr", "instrText", "delText", "AlternateContent", "pict"}
_REFERENCE = re.compile(r"([0-9a-f]{8})\.([0-9a-f]{16}\.[0-9a-f]{8}\.[udnta][0-9a-f]{8})")
_HEAD = re.compile(rf"{TRANSLATION}\b.*\(([\w-]+)\)", re.DOTALL)
_NO = {"", "-", "–", "—", "no", "нет", "не", "жоқ", "жок", "არა"}
_EXPORT = phrase("Export it anew, or put the column back.")


def read(data: bytes, name: str) -> Answer:
    """What a document's tables say.

    Raises:
        TranslatorError: It is no sound Word document, has no table of ours, or a row has lost its
            cells.
    """
    document, remarks = _parts(data, name)
    replies: list[Reply] = []
    languages: set[str] = set()
    for number, table in enumerate(document.iter("{*}tbl"), 1):
        rows = list(_rows(table))
        place = phrase("table {number}", number=number)
        if not any(_REFERENCE.search(_tight(row)) for row in rows):
            continue
        titles = [_text(cell).strip() for cell in _cells(rows[0])] if rows else []
        found = [match for title in titles if (match := _HEAD.match(title))]
        if len(found) != 1:
            raise TranslatorError(
                phrase(
                    "{place}: its first row lacks the title “{title}: … (language)”",
                    place=place,
                    title=TRANSLATION,
                ),
                path=name,
                remedy=_EXPORT,
            )
        languages.add(code_of(found[0][1]))
        columns = {
            SOURCE: next((i for i, title in enumerate(titles) if title.startswith(SOURCE)), None),
            TRANSLATION: titles.index(found[0].string),
            OK: titles.index(OK) if OK in titles else None,
        }
        for index, row in enumerate(rows[1:], 2):
            reply = _reply(
                row,
                columns,
                len(titles),
                phrase("{table}, row {row}", table=place, row=index),
                name,
                remarks,
            )
            if reply is not None:
                replies.append(reply)
    if len(languages) != 1:
        raise TranslatorError(
            phrase("has tables of several languages")
            if languages
            else phrase("has no table of ours"),
            path=name,
            remedy=phrase("Take in documents that `translator export --format docx` made."),
        )
    return Answer(name, languages.pop(), replies)


def _reply(
    row: _Element,
    columns: dict[str, int | None],
    width: int,
    place: str,
    name: str,
    remarks: dict[str, str],
) -> Reply | None:
    cells = list(_cells(row))
    found = _REFERENCE.search(_tight(row))
    if found is None:
        if any(_text(cell).strip() for cell in cells):
            raise TranslatorError(
                phrase("{place} has a text but no reference in its first column", place=place),
                path=name,
                remedy=phrase("Put back what stood there, or empty the row."),
            )
        return None
    if len(cells) != width:
        raise TranslatorError(
            phrase(
                "{place} has {found} cells instead of {wanted}",
                place=place,
                found=len(cells),
                wanted=width,
            ),
            path=name,
            remedy=phrase("Part the merged cells again."),
        )
    ref = Ref.parse(found[2])
    if ref is None:  # the pattern above is the same
        raise AssertionError(found[2])
    at = {column: _text(cells[i]) if i is not None else "" for column, i in columns.items()}
    signed = at[OK].strip().casefold() not in _NO
    return Reply(
        found[1],
        ref.key,
        at[SOURCE],
        at[TRANSLATION],
        place,
        ref,
        True if signed and not ref.state.accepted else None,
        signed,
        notes=tuple(_remarks(row, remarks)),
    )


def _rows(table: _Element) -> Iterator[_Element]:
    """A table's rows, without those that tracked changes delete."""
    for row in _inside(table, "tr"):
        properties = children(row, "trPr")
        if not (properties and children(properties[0], "del")):
            yield row


def _cells(row: _Element) -> Iterator[_Element]:
    return _inside(row, "tc")


def _inside(element: _Element, wanted: str) -> Iterator[_Element]:
    """The nearest descendants of a name; content controls and the like may lie between."""
    for child in element:
        if name_of(child) == wanted:
            yield child
        elif name_of(child) in ("sdt", "sdtContent", "ins", "customXml", "smartTag"):
            yield from _inside(child, wanted)


def _text(cell: _Element) -> str:
    """A cell's text, its paragraphs as lines, our notes left out."""
    paragraphs = (paragraph for paragraph in cell.iter("{*}p") if not _is_note(paragraph))
    return "\n".join("".join(_pieces(paragraph)) for paragraph in paragraphs)


def _is_note(paragraph: _Element) -> bool:
    wanted = NOTE_STYLE.replace(" ", "").casefold()
    for properties in children(paragraph, "pPr"):
        for style in children(properties, "pStyle"):
            name = _attributes(style).get("val", "")
            return name.replace(" ", "").casefold().startswith(wanted)
    return False


def _pieces(element: _Element) -> Iterator[str]:
    for child in element:
        name = name_of(child)
        if name == "t":
            yield child.text or ""
        elif name in _WRITTEN:
            yield _WRITTEN[name]
        elif name not in _SKIPPED and name != "p":
            yield from _pieces(child)


def _tight(row: _Element) -> str:
    """All text of a row's first cells without white space, for its reference."""
    texts = [
        "".join("".join(_pieces(paragraph)) for paragraph in cell.iter("{*}p"))
        for cell in _cells(row)
    ]
    return "\n".join("".join(text.split()) for text in texts)


def _remarks(row: _Element, remarks: dict[str, str]) -> Iterator[str]:
    for reference in row.iter("{*}commentReference"):
        if (name := _attributes(reference).get("id", "")) in remarks:
            yield remarks[name]


def _attributes(element: _Element) -> dict[str, str]:
    """An element's attributes by their names without the namespace."""
    return {str(key).rpartition("}")[2]: str(value) for key, value in element.items()}


def _parts(data: bytes, name: str) -> tuple[_Element, dict[str, str]]:
    """The document's root, and its comments by id."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise TranslatorError(
            phrase("is an old or a protected Word document"),
            path=name,
            remedy=phrase("Save it as .docx without a password."),
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.namelist()) > _MOST_PARTS:
                raise TranslatorError(
                    phrase("has more than {number} parts", number=_MOST_PARTS), path=name
                )
            main = _related(parse(_part(archive, "_rels/.rels", name), name), "officeDocument", "")
            if main is None:
                raise KeyError
            document = parse(_part(archive, main, name), name)
            return document, _comments(archive, main, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, RuntimeError, NotImplementedError):
        raise TranslatorError(
            phrase("is no sound Word document"), path=name, remedy=phrase("Save it anew as .docx.")
        ) from None


def _part(archive: zipfile.ZipFile, part: str, name: str) -> bytes:
    with archive.open(part) as file:
        data = file.read(LARGEST_RECEIVED + 1)
    if len(data) > LARGEST_RECEIVED:
        raise too_large(LARGEST_RECEIVED, name, "It is packed: this is its size unpacked.")
    return data


def _related(relations: _Element, kind: str, folder: str) -> str | None:
    """The part that a relation of a kind points to."""
    for relation in children(relations, "Relationship"):
        if relation.get("Type", "").endswith(f"/{kind}"):
            return posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))[1:]
    return None


def _comments(archive: zipfile.ZipFile, main: str, name: str) -> dict[str, str]:
    folder, _, file = main.rpartition("/")
    relations = posixpath.join(folder, "_rels", f"{file}.rels")
    if relations not in archive.namelist():
        return {}
    part = _related(parse(_part(archive, relations, name), name), "comments", folder)
    if part is None or part not in archive.namelist():
        return {}
    found = {}
    for comment in parse(_part(archive, part, name), name).iter("{*}comment"):
        attributes = _attributes(comment)
        text = " ".join(_text(comment).split())
        author = attributes.get("author", "")
        if text:
            found[attributes.get("id", "")] = f"{author}: {text}" if author else text
    return found
