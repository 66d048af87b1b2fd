"""CSV, for spreadsheets: a row a segment."""

from __future__ import annotations

import re

from translator.errors import TranslatorError
from translator.exchange.units import Answer, Bundle, Ref, Reply, said
from translator.languages import code_of
from translator.message import phrase
from translator.spreadsheets import rows, table
from translator.state import State

_COLUMNS = ("Item", "Role", "Source", "State", "Notes", "Origin", "Previous source", "Context")
_REF = "Ref"
_TARGET = re.compile(r"target\W*([A-Za-z]{2,3}(?:[-_]\w+)*)?\W*", re.IGNORECASE)


def write(bundle: Bundle) -> bytes:
    """A bundle as one table, an entry a row."""
    item, role, source, *rest = _COLUMNS
    header = (item, role, source, f"Target ({bundle.language})", *rest, _REF)
    return table(
        header,
        (
            (
                unit.item,
                unit.role,
                unit.source,
                unit.target,
                unit.state.value,
                "\n".join(unit.notes),
                unit.origin,
                unit.previous_source or "",
                unit.context or "",
                str(unit.ref),
            )
            for unit in bundle.units
        ),
    )


def read(data: bytes, name: str) -> Answer:
    """What a table says.

    Raises:
        TranslatorError: It is no sound CSV, or lacks a column, or a row has lost its reference.
    """
    header, lines = rows(data, name)
    places = {cell.strip().casefold(): i for i, cell in enumerate(header)}
    targets = [i for i, cell in enumerate(header) if _TARGET.fullmatch(cell.strip())]
    language = _TARGET.fullmatch(header[targets[0]].strip()) if len(targets) == 1 else None
    missing = [n for n in ("Item", _REF) if n.casefold() not in places]
    if language is None or not language[1]:
        missing.append("Target (language)")
    if missing or language is None:
        raise TranslatorError(
            phrase("lacks the column {column}", column=repr(missing[0])),
            path=name,
            line=1,
            remedy=phrase(
                "Keep the header and all columns as they were exported; hide those in the way."
            ),
        )
    replies = []
    for line, row in lines:
        cells = [*row, *[""] * (len(header) - len(row))]

        def cell(column: str, cells: list[str] = cells) -> str:
            index = places.get(column.casefold())
            return "" if index is None else cells[index]

        ref = Ref.parse(cell(_REF))
        if ref is None:
            raise TranslatorError(
                phrase(
                    "the column {column} has {text}, which is no reference",
                    column=repr(_REF),
                    text=repr(cell(_REF)[:60]),
                ),
                path=name,
                line=line,
                remedy=phrase("Put back what was exported there, or take the row out."),
            )
        replies.append(
            Reply(
                cell("Item"),
                ref.key,
                cell("Source"),
                cells[targets[0]],
                f"line {line}",
                ref,
                said(_state(cell("State"), name, line), ref),
                cell("State").strip() == State.APPROVED.value,
                cell("Context") or None,
                tuple(cell("Notes").splitlines()),
            )
        )
    return Answer(name, code_of(language[1]), replies)


def _state(cell: str, name: str, line: int) -> State | None:
    word = cell.strip().casefold()
    if not word:
        return None
    try:
        return State(word)
    except ValueError:
        raise TranslatorError(
            phrase("{text} is no state", text=repr(cell)),
            path=name,
            line=line,
            remedy=phrase("States are: {states}.", states=", ".join(State)),
        ) from None
