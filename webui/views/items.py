"""The items of one language."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, render_template, request

from webui.desk import desk
from webui.index import queries, schema
from webui.views import index

blueprint = Blueprint("items", __name__)


@blueprint.get("/<lang:lang>/")
def show(lang: str) -> Any:
    """The page."""
    if lang not in desk().project.languages:
        abort(404)
    index().look_after()
    page = max(0, request.args.get("page", 0, type=int))
    with schema.opened(index().path) as db:
        items = queries.newest_items(db, queries.PAGE + 1, page * queries.PAGE)
        total = queries.totals(db).get(lang)
    return render_template(
        "items.html",
        lang=lang,
        total=total,
        items=items[: queries.PAGE],
        page=page,
        more=len(items) > queries.PAGE,
    )
