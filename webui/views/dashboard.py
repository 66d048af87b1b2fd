"""The first page: where every language and item stands, and what waits for whom."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request

from translator.index.queries import pages
from webui import machine, security
from webui.desk import asked, desk, people
from webui.people import comments, history
from webui.views import index

blueprint = Blueprint("dashboard", __name__)

ITEMS = 12


@blueprint.get("/")
def show() -> Any:
    """The page."""
    index().look_after()
    languages = desk().project.languages
    page = max(0, request.args.get("page", 0, type=int))
    me = security.me()
    with index().reading() as db:
        totals = pages.totals(db, asked())
        items = pages.newest_items(db, asked(), ITEMS + 1, page * ITEMS)
        waiting = {}
        if me.may("reviewer") and desk().project.config.publish.state == "approved":
            waiting = {lang: totals[lang]["translated"] for lang in languages if lang in totals}
        places = history.last_places(people(), me.id)
        talk = comments.open_ones(people())
        titles = pages.titles(db, [item for _, item, _ in places] + [one.item for one in talk])
        unreadable = pages.unreadable(db)
    return render_template(
        "dashboard.html",
        totals=totals,
        items=items[:ITEMS],
        page=page,
        more=len(items) > ITEMS,
        waiting={lang: number for lang, number in waiting.items() if number},
        places=places,
        talk=talk,
        titles=titles,
        unreadable=unreadable,
        read=index().read,
        engines={lang: machine.name(desk().project.source_language, lang) for lang in languages},
    )
