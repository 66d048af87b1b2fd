"""Search with a concordance: source beside target, in all languages."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from flask import Blueprint, render_template, request

from translator.index.queries import pages
from webui.desk import desk
from webui.marks import Piece
from webui.views import index

blueprint = Blueprint("search", __name__)


@blueprint.get("/search")
def show() -> Any:
    """The page."""
    text = " ".join(request.args.get("q", "").split())[:200]
    languages = desk().project.languages
    asked = [code for code in request.args.getlist("lang") if code in languages]
    chosen = asked or languages
    page = max(0, request.args.get("page", 0, type=int))
    rows = []
    titles: dict[str, str] = {}
    if text:
        index().look_after()
        with index().reading() as db:
            rows = pages.search(db, text, chosen, page * pages.PAGE)
            titles = pages.titles(db, [row["item"] for row in rows])
    return render_template(
        "search.html",
        text=text,
        langs=asked,
        page=page,
        more=len(rows) > pages.PAGE,
        found=_concordance(rows[: pages.PAGE], text, chosen),
        titles=titles,
    )


def _concordance(
    rows: Sequence[sqlite3.Row], text: str, langs: Sequence[str]
) -> list[tuple[sqlite3.Row, list[Piece], list[tuple[sqlite3.Row, list[Piece]]]]]:
    """Each source once, with what it is in the languages, in their order.

    Rows of one source stand together.
    """
    groups = groupby(rows, lambda row: (row["item"], row["key"]))
    several = [sorted(group, key=lambda row: langs.index(row["lang"])) for _, group in groups]
    return [
        (
            group[0],
            _found(group[0]["source"], text),
            [(row, _found(row["target"], text)) for row in group],
        )
        for group in several
    ]


def _found(text: str, wanted: str) -> list[Piece]:
    """A text, what was looked for marked."""
    pieces = re.split(f"({re.escape(wanted)})", text, flags=re.IGNORECASE)
    return [
        Piece(piece, "found" if number % 2 else "plain")
        for number, piece in enumerate(pieces)
        if piece
    ]
