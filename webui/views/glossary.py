"""The glossary: what each term must be in a language, who said so and when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _

from translator import glossary as core
from translator.errors import TranslatorError
from translator.glossary import Term
from webui import glossary, security
from webui.desk import desk
from webui.said import said_error
from webui.security import role

blueprint = Blueprint("glossary", __name__)

PAGE = 50


@dataclass(frozen=True, slots=True)
class Form:
    """A term as somebody wrote it into the page's form.

    Attributes:
        source: The term.
        targets: Its renderings, one a line, the preferred one first.
        forbidden: Renderings not to be used, one a line.
        do_not_translate: Whether it stays as it is.
        notes: What to know, in lines.
        part_of_speech: What kind of word it is.
        context: What tells it from a namesake.
        proposal: Whether it is not in use yet.
    """

    source: str = ""
    targets: str = ""
    forbidden: str = ""
    do_not_translate: bool = False
    notes: str = ""
    part_of_speech: str = ""
    context: str = ""
    proposal: bool = False

    @classmethod
    def sent(cls) -> Form:
        """What the request's form holds."""
        form = request.form
        return cls(
            form.get("source", ""),
            form.get("targets", ""),
            form.get("forbidden", ""),
            bool(form.get("do-not-translate")),
            form.get("notes", ""),
            form.get("part-of-speech", ""),
            form.get("context", ""),
            bool(form.get("proposal")),
        )

    @classmethod
    def of(cls, term: Term) -> Form:
        """What a stored term says."""
        rule = term.rule
        return cls(
            rule.source,
            "\n".join(rule.targets),
            "\n".join(rule.forbidden),
            rule.do_not_translate,
            "\n".join(term.notes),
            term.part_of_speech,
            term.context or "",
            not term.settled,
        )

    def term(self) -> Term:
        """The term it describes.

        Raises:
            TranslatorError: It can't be one.
        """
        return core.make_term(
            self.source,
            self.targets.splitlines(),
            forbidden=self.forbidden.splitlines(),
            do_not_translate=self.do_not_translate,
            notes=[self.notes],
            part_of_speech=self.part_of_speech,
            context=self.context,
            settled=not self.proposal,
        )


@blueprint.get("/glossary")
def show() -> Any:
    """The terms of a language, searched and filtered."""
    languages = desk().project.languages
    lang = request.args.get("lang", "")
    lang = lang if lang in languages else languages[0]
    text = " ".join(request.args.get("q", "").split())[:200]
    page = max(0, request.args.get("page", 0, type=int))
    found = glossary.search(glossary.read(desk().project, lang).all, text)
    return render_template(
        "glossary.html",
        lang=lang,
        text=text,
        number=len(found),
        terms=found[page * PAGE : (page + 1) * PAGE],
        page=page,
        more=len(found) > (page + 1) * PAGE,
        said=request.args.get("said"),
    )


@blueprint.get("/<lang:lang>/glossary/new")
def new(lang: str) -> Any:
    """The form for a new term; what was marked in the editor is in it."""
    _known(lang)
    return _form(lang, Form(source=request.args.get("source", "")))


@blueprint.post("/<lang:lang>/glossary/new")
def add(lang: str) -> Any:
    """Put a new term in."""
    _known(lang)
    form = Form.sent()
    try:
        term = core.add_term(desk().project, lang, form.term(), security.me().name, _today())
    except core.TermExistsError as error:
        return _form(lang, form, existing=error.current), 409
    except TranslatorError as error:
        return _form(lang, form, error=said_error(error)), 400
    return _back(lang, term, "added")


@blueprint.get("/<lang:lang>/glossary/<key:key>")
def term(lang: str, key: str) -> Any:
    """The form for a term."""
    _known(lang)
    found = _find(lang, key)
    return _form(lang, Form.of(found), stored=found)


@blueprint.post("/<lang:lang>/glossary/<key:key>")
def change(lang: str, key: str) -> Any:
    """Replace a term by what the form says, if nobody else changed it meanwhile."""
    _known(lang)
    form, project = Form.sent(), desk().project
    revision = request.form.get("revision", "")
    try:
        name = security.me().name
        found = core.change_term(project, lang, key, revision, form.term(), name, _today())
    except core.TermChangedError as error:
        return _form(lang, form, stored=error.current, theirs=Form.of(error.current)), 409
    except core.TermExistsError as error:
        return _form(lang, form, stored=_find(lang, key), existing=error.current), 409
    except core.TermGoneError:
        gone = _("Somebody took this term out meanwhile. Saving puts it in again.")
        return _form(lang, form, error=gone), 409
    except TranslatorError as error:
        return _form(lang, form, stored=_find(lang, key), error=said_error(error)), 400
    return _back(lang, found, "changed")


@blueprint.post("/<lang:lang>/glossary/<key:key>/remove")
@role("reviewer")
def remove(lang: str, key: str) -> Any:
    """Take a term out of use."""
    _known(lang)
    try:
        found = core.remove_term(desk().project, lang, key, request.form.get("revision", ""))
    except core.TermChangedError as error:
        current = error.current
        return _form(lang, Form.of(current), stored=current, theirs=Form.of(current)), 409
    except core.TermGoneError:
        abort(404)
    return _back(lang, found, "removed")


def _form(
    lang: str,
    form: Form,
    *,
    stored: Term | None = None,
    theirs: Form | None = None,
    existing: Term | None = None,
    error: str = "",
) -> str:
    return render_template(
        "term.html",
        lang=lang,
        form=form,
        stored=stored,
        theirs=theirs,
        existing=existing,
        error=error,
    )


def _back(lang: str, term: Term, said: str) -> Any:
    return redirect(url_for(".show", lang=lang, q=term.rule.source, said=said))


def _find(lang: str, key: str) -> Term:
    terms = core.all_terms(desk().project, lang)
    return next((term for term in terms if term.key == key), None) or abort(404)


def _known(lang: str) -> None:
    if lang not in desk().project.languages:
        abort(404)


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()
