"""The review queue: entries of all items that fit a filter, and steps on many of them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _

from translator.index.queries import pages
from translator.index.queries.pages import Filter
from translator.state import State
from webui import bulk, security
from webui.desk import desk, people
from webui.marks import mark
from webui.people import accounts, assignments, history
from webui.saving import Place, Saver
from webui.views import index

blueprint = Blueprint("queue", __name__)

ORIGINS = ("memory", "glossary", "cldr", "argos", "source", "import", "sample")


@blueprint.get("/<lang:lang>/review")
def show(lang: str) -> Any:
    """The page."""
    if lang not in desk().project.languages:
        abort(404)
    index().look_after()
    args = request.args
    wanted = Filter(
        state=args.get("state", "todo"),
        origin=args.get("origin", ""),
        rule=args.get("rule", ""),
        item=args.get("item", "").strip(),
        text=args.get("text", "").strip(),
        order=args.get("order", "confidence"),
        exact=bool(args.get("exact")),
        items=_assigned(lang),
    )
    page = max(0, args.get("page", 0, type=int))
    with index().reading() as db:
        rows = pages.queue(db, lang, wanted, page * pages.PAGE)
        number = pages.count(db, lang, wanted)
        titles = pages.titles(db, [row["item"] for row in rows])
    batch = args.get("batch", type=int)
    return render_template(
        "queue.html",
        lang=lang,
        wanted=wanted,
        assigned=args.get("assigned", type=int),
        everyone=accounts.everyone(people()),
        rows=rows[: pages.PAGE],
        more=len(rows) > pages.PAGE,
        page=page,
        number=number,
        counted=pages.COUNTED,
        titles=titles,
        states=["todo", *(state.value for state in State)],
        origins=ORIGINS,
        said=args.get("said"),
        done=args.get("done", 0, type=int),
        left=args.get("left", 0, type=int),
        batch=batch,
    )


@blueprint.post("/<lang:lang>/review/preview")
def preview(lang: str) -> Any:
    """Show what a step on the chosen entries would change, before it does."""
    action = _action()
    places = _places(lang)
    found = bulk.find(desk(), places)
    chosen = [(place, entry) for place, entry in found if bulk.eligible(action, entry)]
    return render_template(
        "bulk.html",
        lang=lang,
        action=action,
        chosen=[(place, entry, mark(entry.source, entry.target)) for place, entry in chosen],
        left=len(places) - len(chosen),
    )


@blueprint.post("/<lang:lang>/review/apply")
def apply(lang: str) -> Any:
    """Do the step, as one that can be undone."""
    action = _action()
    batch = history.new_batch(people())
    saver = Saver(desk(), people(), security.me(), batch)
    outcome = bulk.apply(desk(), saver, action, _places(lang))
    left = len(outcome.left)
    return redirect(
        url_for(".show", lang=lang, said=action, done=outcome.done, left=left, batch=batch)
    )


@blueprint.post("/<lang:lang>/review/undo")
def undo(lang: str) -> Any:
    """Take a step back."""
    changes = history.of_batch(people(), request.form.get("batch", 0, type=int))
    mine = [change for change in changes if change.person == security.me().name]
    if not mine:
        abort(404)
    outcome = bulk.undo(Saver(desk(), people(), security.me()), mine)
    return redirect(
        url_for(".show", lang=lang, said="undone", done=outcome.done, left=len(outcome.left))
    )


def _assigned(lang: str) -> tuple[str, ...] | None:
    """The items of the person that the queue is to show; None for everybody's."""
    account = request.args.get("assigned", type=int)
    if not account:
        return None
    return tuple(one.item for one in assignments.of_person(people(), account, lang))


def _action() -> str:
    action = request.form.get("action", "")
    if action not in bulk.ACTIONS:
        abort(400, description=_("Say what to do with the segments."))
    if action == "send-back" and not security.me().may("reviewer"):
        abort(403, description=_("Only reviewers send back."))
    return action


def _places(lang: str) -> list[Place]:
    """The entries chosen: key, revision and item, with a space between."""
    places = []
    for value in request.form.getlist("entry"):
        key, revision, item = ([*value.split(" ", 2), "", ""])[:3]
        places.append(Place(lang, item, key, revision))
    return places
