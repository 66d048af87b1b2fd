"""The first page: where every language and item stands, and what waits for whom."""

from __future__ import annotations

import sqlite3
from typing import Any

from flask import Blueprint, render_template, request

from translator.index.queries import pages
from webui import machine, security
from webui.desk import asked, desk, people
from webui.people import assignments, comments, history
from webui.people.assignments import Assignment
from webui.views import index
from webui.views.assignments import today

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
        mine = _work(db, assignments.of_person(people(), me.id))
        late = _work(db, assignments.overdue(people(), today())) if me.may("reviewer") else []
        places = history.last_places(people(), me.id)
        talk = comments.open_ones(people())
        named = [item for _, item, _ in places]
        named += [one.item for one in talk] + [one.item for one, _ in (*mine, *late)]
        titles = pages.titles(db, named)
        unreadable = pages.unreadable(db)
    return render_template(
        "dashboard.html",
        totals=totals,
        items=items[:ITEMS],
        page=page,
        more=len(items) > ITEMS,
        waiting={lang: number for lang, number in waiting.items() if number},
        mine=mine,
        late=[work for work in late if work[0].account != me.id],
        today=today(),
        places=places,
        talk=talk,
        titles=titles,
        unreadable=unreadable,
        read=index().read,
        engines={lang: machine.name(desk().project.source_language, lang) for lang in languages},
    )


def _work(
    db: sqlite3.Connection, given: list[Assignment]
) -> list[tuple[Assignment, dict[str, Any]]]:
    """Assignments that are not done yet, each with what its catalogue adds up to."""
    rows = pages.catalogues(db, asked(), [(one.lang, one.item) for one in given])
    found = ((one, rows.get((one.lang, one.item))) for one in given)
    return [(one, row) for one, row in found if row and row["finished"] < row["segments"]]
