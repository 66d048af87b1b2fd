"""Who may do what: sessions, roles, tokens against forged requests, and response headers.

Everything is closed unless it says otherwise: a view is for people who are signed in unless it is
marked `public`, and takes the role `translator` unless it is marked `role`; every request that may
change something needs the session's token.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from typing import Any, TypeVar, cast
from urllib.parse import quote

from flask import Flask, Response, abort, current_app, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from translator.limits import LARGEST_RECEIVED
from webui.desk import people
from webui.people import signins
from webui.people.accounts import Account
from webui.people.signins import Session
from webui.people.throttle import DEVICE_SECONDS, Attempt

COOKIE = "desk"
VISITOR = "desk-visitor"
"""A cookie for the sign-in form, which needs a token before there is a session."""
DEVICE = "desk-device"
"""A cookie that outlives sessions: in this browser somebody signed in before."""
SAFE = ("GET", "HEAD", "OPTIONS")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors {ancestors}"
)

View = TypeVar("View", bound=Callable[..., Any])


def public(view: View) -> View:
    """Mark a view as open to everybody."""
    view.__dict__["public"] = True
    return view


def role(name: str) -> Callable[[View], View]:
    """Mark a view as open to a role and those above it."""

    def mark(view: View) -> View:
        view.__dict__["role"] = name
        return view

    return mark


def accepts_files(view: View) -> View:
    """Mark a view as one that people send files to, larger than any form."""
    view.__dict__["files"] = True
    return view


def me() -> Account:
    """Who is signed in."""
    return cast(Account, g.account)


def account() -> Account | None:
    """Who is signed in, if anybody is."""
    return cast("Account | None", g.get("account"))


def is_script() -> bool:
    """Whether the request comes with a token, not from a page."""
    return bool(g.get("script"))


def csrf_token() -> str:
    """The token for this page's forms and scripts."""
    session: Session | None = g.get("session")
    if session:
        return session.csrf
    return signins.csrf_of(visitor())


def visitor() -> str:
    """The value of the visitor's cookie; set with the answer where there is none yet."""
    if "visitor" not in g:
        found = request.cookies.get(VISITOR, "")
        g.visitor = found if len(found) >= 32 else secrets.token_urlsafe(32)
    return cast(str, g.visitor)


def attempt(name: str) -> Attempt:
    """An attempt to sign in with a password, as this request makes it."""
    return Attempt(name, request.remote_addr or "", request.cookies.get(DEVICE, ""))


def sign_in(response: AnyResponse, who: Account, device: str = "") -> AnyResponse:
    """Begin a new session with this answer; one that the browser had is over."""
    if device:
        _set_cookie(response, DEVICE, device, DEVICE_SECONDS)
    if old := request.cookies.get(COOKIE):
        signins.end(people(), old)
    _set_cookie(response, COOKIE, signins.begin(people(), who), signins.SESSION_SECONDS)
    response.delete_cookie(VISITOR)
    g.pop("visitor", None)
    return response


def sign_out(response: AnyResponse) -> AnyResponse:
    """End the session."""
    if cookie := request.cookies.get(COOKIE):
        signins.end(people(), cookie)
    response.delete_cookie(COOKIE)
    return response


def install(app: Flask) -> None:
    """Guard every request and finish every answer."""
    app.before_request(_guard)
    app.after_request(_finish)


def _guard() -> AnyResponse | None:
    if request.endpoint == "static":
        return None
    if request.endpoint is None:  # the page that says so is in the person's language
        _identify()
        return None
    view = current_app.view_functions[request.endpoint]
    marks = view.__dict__
    bearer = _identify()
    if g.get("account") and marks.get("files"):
        request.max_content_length = LARGEST_RECEIVED
    if request.method not in SAFE and not bearer:
        _check_token()
    if marks.get("public"):
        return None
    if g.get("account") is None:
        part = "HX-Request" in request.headers  # of a page: the form would land in its midst
        if request.path.startswith("/api/") or request.method not in SAFE or part:
            abort(401, description=_("Sign in first, or send a bearer token."))
        here = request.full_path.rstrip("?")
        return redirect(f"{url_for('auth.login')}?next={quote(here)}")
    if not me().may(marks.get("role", "translator")):
        abort(403, description=_("Your role does not allow this."))
    return None


def _identify() -> bool:
    """Find out who asks; whether a bearer token says so."""
    header = request.headers.get("Authorization", "")
    if header.startswith("Bearer ") and request.path.startswith("/api/"):
        found = signins.api_account(people(), header.removeprefix("Bearer ").strip())
        if found is None:
            abort(401, description=_("This token is not known."))
        g.account, g.script = found, True
        return True
    if cookie := request.cookies.get(COOKIE):
        session = signins.resume(people(), cookie)
        if session:
            g.session, g.account = session, session.account
    return False


def _check_token() -> None:
    sent = request.headers.get("X-CSRF-Token") or request.form.get("csrf_token", "")
    if not hmac.compare_digest(sent.encode(), csrf_token().encode()):
        if g.get("account") is None and not request.cookies.get(VISITOR):
            abort(401, description=_("You are signed out, or your browser refuses cookies."))
        message = _("This page is out of date. Load it again; nothing was changed.")
        abort(403, description=message)


def _set_cookie(response: AnyResponse, name: str, value: str, seconds: int | None) -> None:
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure,
        path="/",
    )


def _finish(response: Response) -> Response:
    if "visitor" in g and request.cookies.get(VISITOR) != g.visitor:
        _set_cookie(response, VISITOR, g.visitor, None)
    framed = request.endpoint == "preview.document"
    headers = response.headers
    headers.setdefault(
        "Content-Security-Policy", POLICY.format(ancestors="'self'" if framed else "'none'")
    )
    headers["X-Content-Type-Options"] = "nosniff"
    headers["X-Frame-Options"] = "SAMEORIGIN" if framed else "DENY"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    if request.is_secure:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    if request.endpoint != "static":
        headers["Cache-Control"] = "no-store"
    return response
