"""What translators ask about the sources, collected for the editor."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for

from translator.index.queries import pages
from webui import security
from webui.desk import people
from webui.people import comments
from webui.people.comments import Comment
from webui.views import index

blueprint = Blueprint("questions", __name__)


@blueprint.get("/questions")
def show() -> Any:
    """The page."""
    settled = request.args.get("settled") == "yes"
    return render_template("questions.html", groups=_by_item(settled), settled=settled)


@blueprint.get("/questions.txt")
def export() -> Any:
    """The open ones as plain text, to be sent to the editor."""
    text = render_template("questions.txt", groups=_by_item(settled=False))
    answer = Response(text, mimetype="text/plain")
    answer.headers["Content-Disposition"] = "attachment; filename=questions.txt"
    return answer


@blueprint.post("/questions")
def settle() -> Any:
    """Settle a question."""
    comments.resolve(people(), request.form.get("resolve", 0, type=int), security.me().id)
    return redirect(url_for(".show"))


def _by_item(settled: bool) -> list[tuple[str, str, list[Comment]]]:
    """Item, its title, and what is asked about it."""
    found = comments.questions(people(), settled=settled)
    grouped = [(item, list(several)) for item, several in groupby(found, lambda one: one.item)]
    index().look_after()
    with index().reading() as db:
        titles = pages.titles(db, [item for item, _ in grouped])
    return [(item, titles.get(item, item), several) for item, several in grouped]
