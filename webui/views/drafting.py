"""Drafting an item at the press of a button: begin, watch, end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from flask import Blueprint, current_app, make_response, redirect, render_template, request, url_for

from webui import drafter, machine, security
from webui.desk import catalogue_or_404, desk, people
from webui.drafter import Drafter
from webui.people import jobs
from webui.people.database import now
from webui.people.jobs import Job

blueprint = Blueprint("drafting", __name__)

_NEWS_SECONDS = 900
"""How long the page says what came of a job."""


@dataclass(frozen=True, slots=True)
class Work:
    """Where drafting an item stands, for the page.

    Attributes:
        lang: The target language.
        item: The item's id.
        job: The item's job, at work or ended of late.
        open: Segments that drafting could fill.
        engine: The engine from the project's source language; None where there is none.
    """

    lang: str
    item: str
    job: Job | None
    open: int
    engine: str | None


def work(lang: str, item: str) -> Work:
    """Where drafting an item stands."""
    job = _drafter().latest(people(), lang, item)
    if job and job.ended is not None and now() - job.ended > _NEWS_SECONDS:
        job = None
    engine = machine.name(desk().project.source_language, lang)
    return Work(lang, item, job, drafter.open_segments(desk(), lang, item), engine)


@blueprint.get("/<lang:lang>/drafting/<path:item>")
def show(lang: str, item: str) -> Any:
    """Where it stands: a part of the editor's page, which asks again while a job is at work."""
    catalogue_or_404(lang, item)
    found = work(lang, item)
    answer = make_response(render_template("job.html", work=found))
    if found.job and found.job.ended is not None:
        answer.headers["HX-Trigger"] = "desk:drafted"
    return answer


@blueprint.post("/<lang:lang>/drafting/<path:item>")
def begin(lang: str, item: str) -> Any:
    """Begin to draft the item, or to end that; who comes second watches the first one's job."""
    catalogue_or_404(lang, item)
    if request.form.get("do") == "stop":
        jobs.ask_to_stop(people(), lang, item)
    else:
        _drafter().begin(people(), security.me(), lang, item)
    if "HX-Request" in request.headers:
        return show(lang, item)
    return redirect(url_for("editor.show", lang=lang, item=item))


def _drafter() -> Drafter:
    return cast(Drafter, current_app.extensions["drafter"])
