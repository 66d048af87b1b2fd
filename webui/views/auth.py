"""Signing in and out."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _

from webui import security
from webui.desk import people
from webui.people import accounts, signins, throttle
from webui.security import public

blueprint = Blueprint("auth", __name__)


@blueprint.get("/login")
@public
def login() -> Any:
    """The sign-in form, or for a one-time link the button that uses it up."""
    token = request.args.get("token", "")
    if token:
        return _link_page(token)
    if security.account():
        return redirect(_next())
    return render_template("login.html", next=_next(), name="", error="")


@blueprint.post("/login")
@public
def sign_in() -> Any:
    """Sign in with a name and a password, or with a one-time token."""
    if token := request.form.get("token"):
        account = signins.use_link(people(), token)
        if account is None:
            return _link_page(token)
        return security.sign_in(redirect(_next()), account)
    name, password = request.form.get("name", ""), request.form.get("password", "")
    attempt = security.attempt(name)
    if throttle.blocked(people(), attempt):
        error = _("Too many failed attempts. Wait a quarter of an hour, then try again.")
        return render_template("login.html", next=_next(), name=name, error=error), 429
    account = accounts.verify(people(), name, password)
    if account is None:
        throttle.note_failure(people(), attempt)
        error = _("Name or password is wrong.")
        return render_template("login.html", next=_next(), name=name, error=error), 401
    device = throttle.note_success(people(), attempt, account)
    return security.sign_in(redirect(_next()), account, device)


@blueprint.post("/logout")
@public
def sign_out() -> Any:
    """Sign out."""
    return security.sign_out(redirect(url_for("auth.login")))


def _link_page(token: str) -> Any:
    account = signins.peek_link(people(), token)
    if account is None:
        error = _("This link was used already or is too old. Start the server again for a new one.")
        return render_template("login.html", next=_next(), name="", error=error), 410
    return render_template("link.html", token=token, account=account, next=_next())


def _next() -> str:
    """Where to go after signing in: an address of this site, or the dashboard."""
    wanted = request.values.get("next", "")
    plain = wanted.isprintable() and not any(mark in wanted for mark in "\\\t\r\n")
    if wanted.startswith("/") and not wanted.startswith("//") and plain:
        return wanted
    return url_for("dashboard.show")
