"""A person's own settings, and for administrators the accounts."""

from __future__ import annotations

import secrets
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _

from translator.errors import TranslatorError
from translator.languages import LANGUAGES
from webui import security
from webui.desk import desk, people
from webui.people import accounts, throttle
from webui.people.accounts import Account, Settings
from webui.said import said_error
from webui.security import role

blueprint = Blueprint("settings", __name__)


@blueprint.get("/settings")
def show() -> Any:
    """The person's settings."""
    return render_template(
        "settings.html",
        languages=LANGUAGES,
        targets=desk().project.languages,
        said=request.args.get("said"),
        error="",
    )


@blueprint.post("/settings")
def save() -> Any:
    """Remember the person's settings."""
    form = request.form
    language, theme = form.get("language", ""), form.get("theme", "")
    references = [code for code in form.getlist("reference") if code in desk().project.languages]
    settings = Settings(
        language if language in LANGUAGES else "",
        theme if theme in ("light", "dark") else "",
        references[:2],
    )
    accounts.save_settings(people(), security.me(), settings)
    return redirect(url_for(".show", said="saved"))


@blueprint.post("/settings/password")
def password() -> Any:
    """Change the person's own password; every other browser is signed out."""
    me = security.me()
    old, new = request.form.get("old", ""), request.form.get("new", "")
    attempt = security.attempt(me.name)
    error = ""
    if throttle.blocked(people(), attempt):
        error = _("Too many failed attempts. Wait a quarter of an hour, then try again.")
    elif accounts.has_password(people(), me) and not accounts.verify(people(), me.name, old):
        throttle.note_failure(people(), attempt)
        error = _("The old password is wrong.")
    else:
        try:
            accounts.set_password(people(), me, new)
        except TranslatorError as problem:
            error = said_error(problem)
    if error:
        page = render_template(
            "settings.html",
            languages=LANGUAGES,
            targets=desk().project.languages,
            said=None,
            error=error,
        )
        return page, 400
    return security.sign_in(redirect(url_for(".show", said="password")), me)


@blueprint.get("/users")
@role("admin")
def users() -> Any:
    """The accounts."""
    return _users()


@blueprint.post("/users")
@role("admin")
def change_users() -> Any:
    """Add, change or remove an account."""
    form = request.form
    name, wanted = form.get("name", ""), form.get("role", "translator")
    if wanted not in accounts.ROLES:
        abort(400, description=_("There is no such role."))
    try:
        if form.get("do") == "add":
            words = secrets.token_urlsafe(12)
            accounts.add(people(), name, wanted, words)
            return _users(new=(name.strip(), words))
        found: Account = accounts.get(people(), name)
        if form.get("do") == "remove":
            accounts.remove(people(), found)
        else:
            accounts.set_role(people(), found, wanted)
    except TranslatorError as error:
        return _users(error=said_error(error)), 400
    return redirect(url_for(".users"))


def _users(error: str = "", new: tuple[str, str] | None = None) -> str:
    return render_template(
        "users.html",
        everyone=accounts.everyone(people()),
        roles=accounts.ROLES,
        error=error,
        new=new,
    )
