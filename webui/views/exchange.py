"""Work for other tools: a language's texts to take home, and files that come back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any

from flask import Blueprint, Response, abort, render_template, request
from flask_babel import gettext as _

from translator.entry import Entry
from translator.errors import TranslatorError
from translator.exchange import FORMATS, Change, Outcome, Result, files, gather, take_in
from translator.exchange.outgoing import TODO
from translator.review import revision
from translator.state import State
from webui import security
from webui.desk import desk, people
from webui.people import history
from webui.people.history import Record
from webui.said import said_error
from webui.saving import Place, may_approve
from webui.security import accepts_files

blueprint = Blueprint("exchange", __name__)

_TYPES = {
    "xliff": "application/x-xliff+xml",
    "po": "text/x-gettext-translation",
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_ACTIONS = {Outcome.APPROVED: "approved", Outcome.ACCEPTED: "translated"}


@blueprint.get("/<lang:lang>/exchange")
def show(lang: str) -> Any:
    """The page: what to take home, and where to bring it back."""
    return _page(lang)


@blueprint.get("/<lang:lang>/exchange/file")
def download(lang: str) -> Any:
    """The file with a language's texts."""
    _known(lang)
    kind, state = request.args.get("format", "xliff"), request.args.get("state", "todo")
    if kind not in FORMATS or state not in ("todo", "all", *State):
        abort(400, description=_("There is no such format or state."))
    states = {"todo": TODO, "all": frozenset(State)}.get(state) or {State(state)}
    patterns = tuple(request.args.get("item", "").split())
    try:
        bundle = gather(desk().fresh_project(), lang, patterns, states)
    except TranslatorError as error:
        return _page(lang, error=said_error(error)), 400
    if not bundle.units:
        return _page(lang, error=_("There is no such text.")), 404
    name = f"{lang}-{state}-{_today().isoformat()}{FORMATS[kind]}"
    response = Response(files.write(bundle, kind), mimetype=_TYPES[kind])
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


@blueprint.post("/<lang:lang>/exchange")
@accepts_files
def take(lang: str) -> Any:
    """Take a file in, or only say what that would do."""
    _known(lang)
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _page(lang, error=_("Choose a file first.")), 400
    name = PurePosixPath(sent.filename.replace("\\", "/")).name
    dry_run = "look" in request.form
    approve = bool(request.form.get("approve")) and security.me().may("reviewer")
    batch = history.new_batch(people())
    records: list[Record] = []

    def observe(change: Change) -> None:
        desk().note_saved(lang, change.item)
        if (change.before.target, change.state) != (change.entry.target, change.entry.state):
            records.append(_record(lang, change, batch))

    try:
        with sent.stream:
            answer = files.read_bytes(sent.read(), name)
        if answer.language != lang:
            wrong = _("This file is in another language: %(lang)s.", lang=answer.language)
            return _page(lang, error=wrong), 400
        result = take_in(
            desk().fresh_project(),
            answer,
            approver=security.me().name if approve else "",
            may_approve=_approves(lang),
            accept_drafts=bool(request.form.get("accept-drafts")),
            dry_run=dry_run,
            observe=observe,
        )
    except TranslatorError as error:
        return _page(lang, error=said_error(error)), 400
    finally:
        history.remember(people(), records)
    return _page(lang, result=result, dry_run=dry_run, batch=batch if records else 0)


def _page(
    lang: str,
    *,
    error: str = "",
    result: Result | None = None,
    dry_run: bool = False,
    batch: int = 0,
) -> str:
    _known(lang)
    return render_template(
        "exchange.html",
        lang=lang,
        error=error,
        result=result,
        dry_run=dry_run,
        batch=batch,
        item=request.args.get("item", ""),
        states=list(State),
    )


def _approves(lang: str) -> Callable[[str, Entry], bool] | None:
    """Whether the person may sign an entry: where four eyes count, not who translated it."""
    if not desk().project.config.review.four_eyes:
        return None

    def may(item: str, entry: Entry) -> bool:
        place = Place(lang, item, entry.key, revision(entry))
        return may_approve(people(), security.me(), place, entry, entry.target)

    return may


def _record(lang: str, change: Change, batch: int) -> Record:
    """A change for the history."""
    entry, action = change.entry, _ACTIONS.get(change.outcome)
    if action is None and change.outcome is Outcome.TAKEN:
        action = "translated" if entry.state.accepted else "unfinished"
    return Record(
        security.me().id,
        action or "sent-back",
        lang,
        change.item,
        entry.key,
        entry.source,
        change.state.value,
        change.before,
        entry.state.value,
        entry.target,
        revision(entry),
        batch,
    )


def _known(lang: str) -> None:
    if lang not in desk().project.languages:
        abort(404)


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()
