"""Search with a concordance: source beside target, in all languages."""

from __future__ import annotations

import re
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
    lang = request.args.get("lang", "")
    chosen = [lang] if lang in languages else languages
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
        lang=lang,
        page=page,
        more=len(rows) > pages.PAGE,
        found=[
            (row, _found(row["source"], text), _found(row["target"], text))
            for row in rows[: pages.PAGE]
        ],
        titles=titles,
    )


def _found(text: str, wanted: str) -> list[Piece]:
    """A text, what was looked for marked."""
    pieces = re.split(f"({re.escape(wanted)})", text, flags=re.IGNORECASE)
    return [
        Piece(piece, "found" if number % 2 else "plain")
        for number, piece in enumerate(pieces)
        if piece
    ]
