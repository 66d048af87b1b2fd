"""The pages, one blueprint a concern, and what they answer when something is wrong."""

from __future__ import annotations

import sqlite3
from http import HTTPStatus
from typing import Any, cast

from flask import Flask, current_app, jsonify, render_template, request
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.routing import BaseConverter
from werkzeug.wrappers import Response

from translator.errors import TranslatorError, reason
from translator.limits import LARGEST_RECEIVED
from translator.message import phrase
from webui.index import Index
from webui.said import said_error


class _Key(BaseConverter):
    """An entry's key in an address."""

    regex = "[0-9a-f]{16}"


class _Language(BaseConverter):
    """A language's code in an address."""

    regex = "[a-z]{2}"


def install(app: Flask) -> None:
    """Register the pages and the errors."""
    from webui.views import (
        api,
        assignments,
        auth,
        dashboard,
        drafting,
        editor,
        exchange,
        glossary,
        health,
        history,
        items,
        preview,
        questions,
        queue,
        search,
        settings,
    )

    app.url_map.converters.update(key=_Key, lang=_Language)
    work = (dashboard, items, editor, drafting, preview, assignments, queue, exchange)
    rest = (search, glossary, questions, history, settings)
    for module in (auth, health, *work, *rest, api):
        app.register_blueprint(module.blueprint)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(TranslatorError, _project_error)
    app.register_error_handler(sqlite3.OperationalError, _database_error)


def index() -> Index:
    """The index of the project that this app serves."""
    return cast(Index, current_app.extensions["index"])


def error_json(status: int, code: str, message: str, details: Any = None) -> tuple[Any, int]:
    """The one shape of errors in the JSON interface."""
    return jsonify({"error": {"code": code, "message": message, "details": details}}), status


def _http_error(error: HTTPException) -> Any:
    status = error.code or 500
    if isinstance(error, SecurityError):  # a host name that is not ours: no page has an address
        return Response(error.description, status, mimetype="text/plain")
    if request.path.startswith("/api/"):
        code = HTTPStatus(status).phrase.lower().replace(" ", "-")
        answer, _status = error_json(status, code, error.description or code)
        response: Response = answer
        response.status_code = status
        return response
    titles = {
        401: _("You are signed out"),
        403: _("Not allowed"),
        404: _("Not found"),
        413: _("Too large"),
    }
    title = titles.get(status, _("That did not work"))
    message = error.description
    if message == type(error).description:  # werkzeug's own, which is English and for programmers
        message = _http_message(status)
    return render_template("error.html", title=title, message=message), status


def _http_message(status: int) -> str:
    """What a person can do about it."""
    message = ""
    if status == 404:
        message = _("There is nothing at this address.")
    elif status == 413 and request.max_content_length == LARGEST_RECEIVED:
        message = _("A file may have at most %(n)s MB.", n=LARGEST_RECEIVED // 1_000_000)
    elif status >= 500:
        message = _("Try again. If it happens again, tell whoever runs the desk.")
    return message


def _project_error(error: TranslatorError) -> Any:
    """Something in the project's files has to be mended; say what and how."""
    if request.path.startswith("/api/"):
        return error_json(500, "project", said_error(error))
    title = _("A file of the project needs mending")
    return render_template("error.html", title=title, message=said_error(error)), 500


def _database_error(error: sqlite3.OperationalError) -> Any:
    """A full disk, or a folder that nobody may write."""
    remedy = phrase("Free space or mend the rights of the folder .translator, then try again.")
    return _project_error(
        TranslatorError(
            phrase("a database can't be used: {reason}", reason=reason(error)), remedy=remedy
        )
    )
