"""CSV as spreadsheets write and read it.

A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula, and «12.05.2016» for
a date that it writes in its own way. An apostrophe before such a text keeps it text, as it does
when typed into a cell; on the way back one apostrophe is taken off.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from translator.errors import TranslatorError, reason
from translator.limits import MOST_CELLS, MOST_ROWS
from translator.message import phrase

# Formulas, with the full-width signs that some spreadsheets read as theirs.
_FORMULA = re.compile(r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20']")
# Short texts with a figure, and the two words that are values.
_VALUE = re.compile(r"(?=.*\d)(?:\S+\s+){0,3}\S+|true|false", re.IGNORECASE | re.DOTALL)
_LONGEST_VALUE = 40
_LARGEST_CELL = 1_000_000


def guarded(text: str) -> str:
    """A text as a cell that no spreadsheet takes for anything else."""
    value = len(text) <= _LONGEST_VALUE and _VALUE.fullmatch(text.strip())
    return f"'{text}" if value or _FORMULA.match(text.lstrip(" ")) else text


def unguarded(cell: str) -> str:
    """The text of a cell; the inverse of `guarded`."""
    return cell.removeprefix("'")


def rows(data: bytes, name: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """A CSV file's header and its rows, each with the line it ends on; cells are unguarded.

    Commas, semicolons and tabs part cells, whichever the header has most of. Lines before it that
    begin with `#` are remarks.

    Raises:
        TranslatorError: It is in no Unicode charset, has no header, a row is broken, or there are
            too many.
    """
    text = _decoded(data, name)
    remarks = re.match(r"(?:#.*\n)*", text)
    lines = remarks[0].count("\n") if remarks else 0
    text = "\n" * lines + text[remarks.end() if remarks else 0 :]
    head = text.lstrip("\n").partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    if any(line.count(delimiter) > MOST_CELLS for line in io.StringIO(text, newline="")):
        raise TranslatorError(phrase("has more than {most} columns", most=MOST_CELLS), path=name)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    previous = csv.field_size_limit(_LARGEST_CELL)
    found: list[tuple[int, list[str]]] = []
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                found.append((reader.line_num, [unguarded(cell) for cell in row]))
            if len(found) > MOST_ROWS:
                raise TranslatorError(
                    phrase("has more than {most} rows", most=MOST_ROWS), path=name
                )
    except csv.Error as error:
        raise TranslatorError(
            phrase("is broken: {reason}", reason=reason(error)),
            path=name,
            line=reader.line_num,
            remedy=phrase(
                "A quotation mark is open or misplaced. Export it from the spreadsheet anew."
            ),
        ) from None
    finally:
        csv.field_size_limit(previous)
    if not found:
        raise TranslatorError(phrase("is empty"), path=name)
    return found[0][1], found[1:]


def table(header: Sequence[str], lines: Iterable[Sequence[str]]) -> bytes:
    """A CSV file as spreadsheets read it right: UTF-8 with a mark, every cell quoted."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(header)
    writer.writerows([guarded(cell) for cell in line] for line in lines)
    return text.getvalue().encode("utf-8-sig", "replace")


def _decoded(data: bytes, name: str) -> str:
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return data.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise TranslatorError(
            phrase(
                "is not UTF-8 (byte {place} is {value})",
                place=error.start,
                value=f"0x{data[error.start]:02x}",
            ),
            path=name,
            line=data.count(b"\n", 0, error.start) + 1,
            remedy=phrase(
                "Save it as “CSV UTF-8” (Excel) or with the character set UTF-8 (LibreOffice): "
                "other character sets have no room for all letters."
            ),
        ) from None
