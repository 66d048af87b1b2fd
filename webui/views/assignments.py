"""Giving an item in a language to a person, with a day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _

from webui import security
from webui.desk import catalogue_or_404, people
from webui.people import accounts, assignments

blueprint = Blueprint("assignments", __name__)


@blueprint.get("/<lang:lang>/assign/<path:item>")
def show(lang: str, item: str) -> Any:
    """The form."""
    _path, catalogue = catalogue_or_404(lang, item)
    me = security.me()
    everyone = accounts.everyone(people()) if me.may("reviewer") else [me]
    return render_template(
        "assign.html",
        lang=lang,
        item=item,
        title=catalogue.header("X-Title") or item,
        held=assignments.get(people(), lang, item),
        everyone=everyone,
    )


@blueprint.post("/<lang:lang>/assign/<path:item>")
def save(lang: str, item: str) -> Any:
    """Assign it. Translators take what nobody has, and give back what is theirs."""
    catalogue_or_404(lang, item)
    me, held = security.me(), assignments.get(people(), lang, item)
    account = request.form.get("account", 0, type=int)
    others = {account, held.account if held else 0} - {0, me.id}
    if others and not me.may("reviewer"):
        abort(403, description=_("Reviewers assign work to others."))
    known = {one.id for one in accounts.everyone(people())}
    if account and account not in known:
        abort(400, description=_("There is no such person."))
    if account:
        assignments.assign(people(), lang, item, account, _day(), me.id)
    else:
        assignments.release(people(), lang, item)
    return redirect(url_for("editor.show", lang=lang, item=item))


def _day() -> dt.date | None:
    text = request.form.get("due", "").strip()
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        abort(400, description=_("The day must be written like 2026-11-24."))


def today() -> dt.date:
    """The day it is here."""
    return dt.datetime.now().astimezone().date()
