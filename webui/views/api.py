"""The JSON interface, for scripts and for the editor's own script."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import IO, Any

import msgspec
from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue

from translator.state import State
from translator.status import Status
from translator.status import status as take_stock
from webui import findings, glossary, machine, security
from webui.desk import catalogue_or_404, desk, people
from webui.entries import View
from webui.people import following, history
from webui.saving import Place, RefusedError, SaveError, Saver, StaleError, cleaned
from webui.suggestions import suggestions
from webui.views import error_json, index

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")


class _Save(msgspec.Struct, forbid_unknown_fields=True):
    target: str
    state: str
    revision: str
    override: str = ""


class _Check(msgspec.Struct, forbid_unknown_fields=True):
    target: str


class _Restore(msgspec.Struct, forbid_unknown_fields=True):
    change: int
    revision: str


class _Aside(msgspec.Struct, forbid_unknown_fields=True):
    rule: str
    reason: str
    revision: str


@blueprint.errorhandler(msgspec.DecodeError)
def bad_body(error: msgspec.DecodeError) -> ResponseReturnValue:
    """The body is no JSON, or not the JSON asked for."""
    return error_json(400, "bad-request", str(error))


@blueprint.errorhandler(SaveError)
def not_saved(error: SaveError) -> ResponseReturnValue:
    """A change was not made."""
    details: Any = None
    answer: dict[str, Any] = {}
    if isinstance(error, StaleError):
        answer["current"] = details = error.current.as_json()
    if isinstance(error, RefusedError):
        answer["diagnostics"] = details = [found.as_json() for found in error.diagnostics]
    shape = {"code": error.code, "message": str(error), "details": details}
    return jsonify({"error": shape, **answer}), error.status


@blueprint.get("/status")
def status() -> ResponseReturnValue:
    """What `translator status --format json` prints."""
    project = desk().fresh_project()
    with ExitStack() as stack:
        report = stack.enter_context(TemporaryFile())  # it may be longer than memory

        def write(found: Status) -> None:
            report.writelines(piece.encode() for piece in found.json(project.config.gate.fail_on))

        take_stock(project, write)
        report.seek(0)
        stack.pop_all()
    return Response(_read_out(report), mimetype="application/json")


def _read_out(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while block := file.read(1 << 16):
            yield block


@blueprint.get("/<lang:lang>/items/<path:item>")
def read(lang: str, item: str) -> ResponseReturnValue:
    """An item's entries in one language."""
    _path, catalogue = catalogue_or_404(lang, item)
    views = [View(desk().project, lang, item, entry) for entry in catalogue.entries]
    with index().reading() as db:
        found = findings.of_item(db, views, catalogue)
    entries = [view.as_json(found[view.key]) for view in views]
    return jsonify({"item": item, "lang": lang, "entries": entries})


@blueprint.put("/<lang:lang>/items/<path:item>/entries/<key:key>")
def save(lang: str, item: str, key: str) -> ResponseReturnValue:
    """Store an entry; the answer comes when it is on disk."""
    body = msgspec.json.decode(request.get_data(), type=_Save)
    try:
        state = State(body.state)
    except ValueError:
        return error_json(400, "bad-request", f"unknown state {body.state!r}")
    place = Place(lang, item, key, body.revision)
    saver = _saver()
    return _saved(saver, saver.save(place, body.target, state, body.override))


@blueprint.post("/<lang:lang>/items/<path:item>/entries/<key:key>/restore")
def restore(lang: str, item: str, key: str) -> ResponseReturnValue:
    """Put an entry back as it was before a change."""
    body = msgspec.json.decode(request.get_data(), type=_Restore)
    change = history.get(people(), body.change)
    keys = following.keys_of(people(), lang, item, key)
    if change is None or (change.lang, change.item) != (lang, item) or change.key not in keys:
        return error_json(404, "not-found", "there is no such change of this entry")
    saver = _saver()
    return _saved(saver, saver.restore(Place(lang, item, key, body.revision), change.before))


@blueprint.post("/<lang:lang>/items/<path:item>/entries/<key:key>/aside")
def aside(lang: str, item: str, key: str) -> ResponseReturnValue:
    """Set a rule's finding aside, with a reason."""
    body = msgspec.json.decode(request.get_data(), type=_Aside)
    place = Place(lang, item, key, body.revision)
    saver = _saver()
    return _saved(saver, saver.set_aside(place, body.rule, body.reason))


@blueprint.post("/<lang:lang>/items/<path:item>/entries/<key:key>/check")
def check(lang: str, item: str, key: str) -> ResponseReturnValue:
    """What the rules say of a text that is not stored."""
    body = msgspec.json.decode(request.get_data(), type=_Check)
    _path, catalogue = catalogue_or_404(lang, item)
    entry = catalogue.by_key().get(key)
    if entry is None:
        return error_json(404, "gone", "the segment is no longer in the item")
    view = View(desk().project, lang, item, entry)
    with index().reading() as db:
        found = findings.of_entry(db, view, catalogue, cleaned(body.target, entry.source))
    return jsonify({"diagnostics": [one.as_json() for one in found]})


@blueprint.get("/<lang:lang>/suggest")
def suggest(lang: str) -> ResponseReturnValue:
    """Texts that may fit an entry, the best first; the engine's last, unless `engine=no`."""
    item = request.args.get("item", "")
    _path, catalogue = catalogue_or_404(lang, item)
    entry = catalogue.by_key().get(request.args.get("key", ""))
    if entry is None:
        return error_json(404, "not-found", "there is no such entry")
    index().look_after()
    view = View(desk().project, lang, item, entry)
    found = suggestions(index(), view, glossary.termbase(view.project, lang).known)
    if request.args.get("engine") != "no":
        try:
            asked = machine.suggestions(view)
        except machine.BusyError:
            return error_json(503, "busy", "the engine is at work for others: try again")
        seen = {one.text for one in found}
        found += [one for one in asked if one.text not in seen]
    return jsonify(
        {
            "suggestions": [one.as_json() for one in found],
            "engine": machine.name(view.source_language, lang),
        }
    )


def _saver() -> Saver:
    return Saver(desk(), people(), security.me())


def _saved(saver: Saver, view: View) -> ResponseReturnValue:
    undo = history.undo_of(people(), view.lang, view.item, view.key, view.revision)
    with index().reading() as db:
        found = findings.of_entry(db, view, saver.catalogue)
    return jsonify({**view.as_json(found), "undo": undo})
