"""The editor: one item in one language on one page, in document order."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _

from translator.catalogue import Catalogue
from translator.errors import TranslatorError
from translator.state import State
from webui import findings, glossary, machine, security
from webui.desk import catalogue_or_404, desk, people
from webui.entries import View
from webui.marks import Piece, Term, diff, mark
from webui.people import assignments, comments, following, history
from webui.quality import Diagnostic
from webui.review_help import help_for
from webui.said import said_error
from webui.saving import Place, RefusedError, SaveError, Saver, StaleError
from webui.suggestions import Suggestion
from webui.views import drafting, index
from webui.views.assignments import today

blueprint = Blueprint("editor", __name__)


@dataclass
class Problem:
    """Why a text sent without JavaScript was not saved, shown where it happened.

    Attributes:
        error: What is wrong.
        mine: The text that was sent.
        base: The text that the person started from.
    """

    error: SaveError
    mine: str
    base: str

    @property
    def theirs(self) -> View | None:
        """What is stored now, where somebody else changed it."""
        return self.error.current if isinstance(self.error, StaleError) else None

    @property
    def refused(self) -> bool:
        """Whether rules refused the text."""
        return isinstance(self.error, RefusedError)

    def changes(self, after: str) -> list[Piece]:
        """What differs from the text that the person started from."""
        return diff(self.base, after)


@dataclass
class Row:
    """One segment of the page.

    Attributes:
        number: Counted from 1.
        view: The entry.
        terms: The glossary.
        references: The same segment in other languages: language and text.
        diagnostics: What the rules say of it.
        comments: How many open comments it has.
        problem: What was wrong with the text just sent.
    """

    number: int
    view: View
    terms: list[Term]
    references: list[tuple[str, str]] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    comments: int = 0
    problem: Problem | None = None

    @cached_property
    def pieces(self) -> list[Piece]:
        """The source, marked."""
        return mark(self.view.source, self.view.target, self.terms)

    @property
    def changes(self) -> list[Piece]:
        """What differs from the previous source."""
        previous = self.view.previous
        return diff(previous, self.view.source) if previous else []

    @property
    def text(self) -> str:
        """What the text field holds."""
        return self.problem.mine if self.problem else self.view.target

    @property
    def rows(self) -> int:
        """Lines the text field needs, about."""
        return max(1, -(-max(len(self.text), len(self.view.source)) // 52))


@blueprint.get("/<lang:lang>/items/<path:item>")
def show(lang: str, item: str) -> Any:
    """The page; of an item that has another name now, that one's."""
    if desk().path(lang, item) is None and (new := following.current_item(people(), item)):
        return redirect(url_for(".show", lang=lang, item=new))
    _path, catalogue = catalogue_or_404(lang, item)
    return _page(lang, item, catalogue)


@blueprint.get("/<lang:lang>/items/<path:item>/entries/<key:key>")
def entry(lang: str, item: str, key: str) -> Any:
    """The place on the page of an entry, also of one that had this key before."""
    item = following.current_item(people(), item) or item
    catalogue_or_404(lang, item)
    current = following.current_key(people(), lang, item, key)
    return redirect(url_for(".show", lang=lang, item=item) + f"#s-{current}")


@blueprint.post("/<lang:lang>/items/<path:item>/entries/<key:key>")
def save(lang: str, item: str, key: str) -> Any:
    """Save one segment, without JavaScript."""
    form = request.form
    place = Place(lang, item, key, form.get("revision", ""))
    text = form.get("target", "")
    saver = Saver(desk(), people(), security.me())
    try:
        try:
            state = State(form.get("state", ""))
        except ValueError:
            abort(400, description=_("Say what to do with the text."))
        saver.save(place, text, state, form.get("override", ""))
    except SaveError as error:
        path = desk().path(lang, item)
        if path is None:
            abort(404)
        problem = Problem(error, text, form.get("base", ""))
        return _page(lang, item, desk().read(path), {key: problem}), error.status
    keys = [entry.key for entry in desk().read(desk().path(lang, item) or _path_gone()).entries]
    after = keys[min(keys.index(key) + 1, len(keys) - 1)] if key in keys else key
    return redirect(url_for(".show", lang=lang, item=item, said="saved") + f"#s-{after}")


@blueprint.get("/<lang:lang>/items/<path:item>/entries/<key:key>/help")
def help_(lang: str, item: str, key: str) -> Any:
    """What helps with one segment: beside the text, or a page of its own without JavaScript."""
    _path, catalogue = catalogue_or_404(lang, item)
    entry = catalogue.by_key().get(key) or abort(404)
    index().look_after()
    view = View(desk().project, lang, item, entry)
    found = help_for(people(), index(), view, catalogue, _references(lang, item))
    whole = "HX-Request" not in request.headers
    asked = _ask(view) if whole and "engine" in request.args else None
    page = "help_page.html" if whole else "help.html"
    return render_template(page, help=found, asked=asked, whole=whole)


@blueprint.get("/<lang:lang>/items/<path:item>/entries/<key:key>/engine")
def engine(lang: str, item: str, key: str) -> Any:
    """What the engine makes of one segment, for the help beside the text."""
    _path, catalogue = catalogue_or_404(lang, item)
    entry = catalogue.by_key().get(key) or abort(404)
    return render_template("engine.html", asked=_ask(View(desk().project, lang, item, entry)))


@dataclass(frozen=True)
class Asked:
    """What came of asking the engine.

    Attributes:
        view: The entry.
        suggestions: Its texts.
        busy: Whether it is at work for others.
        trouble: Why it can't be used.
        start: The number of its first text in the help.
    """

    view: View
    suggestions: list[Suggestion] = field(default_factory=list)
    busy: bool = False
    trouble: str = ""
    start: int = 1


def _ask(view: View) -> Asked:
    start = max(1, request.args.get("start", 1, type=int))
    try:
        found = machine.suggestions(view)
    except machine.BusyError:
        return Asked(view, busy=True, start=start)
    except TranslatorError as error:
        return Asked(view, trouble=said_error(error), start=start)
    return Asked(view, [one for one in found if one.text != view.target], start=start)


@blueprint.post("/<lang:lang>/items/<path:item>/entries/<key:key>/comments")
def comment(lang: str, item: str, key: str) -> Any:
    """Say something about a segment, or settle what was said."""
    _path, catalogue = catalogue_or_404(lang, item)
    settled = request.form.get("resolve", type=int)
    text = request.form.get("text", "").strip()
    if settled:
        comments.resolve(people(), settled, security.me().id)
    elif text:
        kind = "question" if request.form.get("kind") == "question" else "comment"
        entry = catalogue.by_key().get(key) or abort(404)
        me = security.me().id
        comments.add(people(), me, lang, item, key, kind, text, source=entry.source)
    if "HX-Request" in request.headers:
        return help_(lang, item, key)
    return redirect(url_for(".help_", lang=lang, item=item, key=key))


@blueprint.post("/<lang:lang>/items/<path:item>/entries/<key:key>/steps")
def step(lang: str, item: str, key: str) -> Any:
    """Restore an earlier text or set a finding aside, without JavaScript."""
    form = request.form
    saver = Saver(desk(), people(), security.me())
    place = Place(lang, item, key, form.get("revision", ""))
    try:
        if change := history.get(people(), form.get("change", 0, type=int)):
            keys = following.keys_of(people(), lang, item, key)
            if (change.lang, change.item) != (lang, item) or change.key not in keys:
                abort(404)
            saver.restore(place, change.before)
        else:
            saver.set_aside(place, form.get("rule", ""), form.get("reason", ""))
    except SaveError as error:
        abort(error.status if not isinstance(error, StaleError) else 409, description=str(error))
    return redirect(url_for(".show", lang=lang, item=item, said="saved") + f"#s-{key}")


def _path_gone() -> Any:
    abort(404)


def _page(
    lang: str, item: str, catalogue: Catalogue, problems: dict[str, Problem] | None = None
) -> str:
    project = desk().project
    terms = glossary.terms(project, lang)
    references = _references(lang, item)
    talk = comments.open_counts(people(), lang, item)
    views = [View(project, lang, item, entry) for entry in catalogue.entries]
    with index().reading() as db:
        found = findings.of_item(db, views, catalogue)
    rows = [
        Row(
            number,
            view,
            terms,
            [(code, texts[view.key]) for code, texts in references.items() if view.key in texts],
            found[view.key],
            talk.get(view.key, 0),
            (problems or {}).get(view.key),
        )
        for number, view in enumerate(views, 1)
    ]
    return render_template(
        "editor.html",
        lang=lang,
        item=item,
        title=catalogue.header("X-Title") or item,
        rows=rows,
        counts={state: sum(row.view.state is state for row in rows) for state in State},
        four_eyes=project.config.review.four_eyes,
        said=request.args.get("said"),
        references=[code for code in references if code != lang],
        work=drafting.work(lang, item),
        held=assignments.get(people(), lang, item),
        today=today(),
    )


def _references(lang: str, item: str) -> dict[str, dict[str, str]]:
    """The texts of the languages that the person wants to see below the source, by key."""
    found = {}
    for code in security.me().settings.references[:2]:
        path = desk().path(code, item)
        if path is None or code == lang:
            continue
        try:
            entries = desk().read(path).entries
        except TranslatorError:
            continue
        found[code] = {entry.key: entry.target for entry in entries if entry.state.accepted}
    return found
