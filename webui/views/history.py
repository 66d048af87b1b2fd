"""Who changed what, newest first."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request

from translator.index.queries import pages
from webui.desk import desk, people
from webui.marks import diff
from webui.people import accounts, history
from webui.views import index

blueprint = Blueprint("history", __name__)

PAGE = 50


@blueprint.get("/history")
def show() -> Any:
    """The page."""
    args = request.args
    chosen = {name: args.get(name, "") for name in ("person", "lang", "item", "action")}
    changes = history.search(
        people(), **chosen, before=args.get("before", type=int), limit=PAGE + 1
    )
    with index().reading() as db:
        titles = pages.titles(db, [change.item for change in changes[:PAGE]])
    return render_template(
        "history.html",
        chosen=chosen,
        titles=titles,
        changes=[(change, diff(change.before.target, change.target)) for change in changes[:PAGE]],
        more=changes[PAGE - 1].id if len(changes) > PAGE else None,
        persons=[account.name for account in accounts.everyone(people())],
        languages=desk().project.languages,
        actions=history.ACTIONS,
    )
