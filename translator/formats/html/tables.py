"""Where in a table a text stands, for the remark on its column's heading."""

from __future__ import annotations

from translator.formats.columns import MOST_COLUMNS, Table
from translator.formats.html.tokens import attributes
from translator.formats.html.tree import Element

TABLE_PARTS = frozenset({"table", "thead", "tbody", "tfoot", "caption", "tr", "td", "th"})
_ROWS = ("row", "rowgroup")
_MOST_ROWS = 65534  # HTML Living Standard, 4.9.11: rowspan's limit


def enter(element: Element, parent: Element, tag: str) -> None:
    """An element of a table begins.

    Args:
        element: It, with the table around it, if there is one.
        parent: What it stands in.
        tag: Its start tag, as it stands in the source.
    """
    if element.name == "table":
        element.table = Table()
    elif element.table is None:
        return
    elif element.name == "tr":
        element.table.row(head=parent.name == "thead")
    elif element.name in ("td", "th"):
        found = attributes(tag) if "=" in tag else {}
        scope = found["scope"].value.strip().lower() if "scope" in found else ""
        element.table.cell(
            heading=element.name == "th" and scope not in _ROWS,
            across=_number(found["colspan"].value, MOST_COLUMNS) if "colspan" in found else 1,
            down=_number(found["rowspan"].value, _MOST_ROWS) if "rowspan" in found else 1,
        )
    else:
        element.table.outside()


def _number(value: str, most: int) -> int:
    digits = value.strip()
    if not digits.isdecimal() or len(digits) > len(str(most)):
        return 1
    return max(1, min(int(digits), most))
