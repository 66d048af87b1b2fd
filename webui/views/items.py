"""The items of one language."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, render_template, request

from translator.index.queries import pages
from webui.desk import asked, desk, people
from webui.people import assignments
from webui.views import index
from webui.views.assignments import today

blueprint = Blueprint("items", __name__)


@blueprint.get("/<lang:lang>/")
def show(lang: str) -> Any:
    """The page."""
    if lang not in desk().project.languages:
        abort(404)
    index().look_after()
    page = max(0, request.args.get("page", 0, type=int))
    with index().reading() as db:
        items = pages.newest_items(db, asked(), pages.PAGE + 1, page * pages.PAGE)
        total = pages.totals(db, asked()).get(lang)
    names = [row["item"] for row, _ in items]
    return render_template(
        "items.html",
        lang=lang,
        total=total,
        items=items[: pages.PAGE],
        page=page,
        held=assignments.of_items(people(), lang, names),
        today=today(),
        more=len(items) > pages.PAGE,
    )
