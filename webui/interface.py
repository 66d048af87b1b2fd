"""The interface's own language, and what every template can use."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from flask import Flask, current_app, request
from flask_babel import Babel, format_date, format_datetime, format_decimal, format_percent
from flask_babel import gettext as _

from translator.languages import LANGUAGES
from translator.rules import RULES
from translator.state import State
from translator.status import whole_percent
from webui import quality, security
from webui.desk import desk
from webui.said import looked_up, said

FOLDER = Path(__file__).resolve().parent / "translations"
"""Compiled from `locales/<lang>/LC_MESSAGES/webui.po`, see `webui.messages` and setup.py."""


def _mark(text: str) -> str:
    """Mark a text for extraction; it is translated where it is shown."""
    return text


_STATES = {
    State.UNTRANSLATED.value: _mark("untranslated"),
    State.DRAFT.value: _mark("draft"),
    State.NEEDS_WORK.value: _mark("needs work"),
    State.TRANSLATED.value: _mark("translated"),
    State.APPROVED.value: _mark("approved"),
}
_COUNTED = _mark("%(number)s %(state)s")
_ROLES = {
    "title": _mark("title"),
    "heading": _mark("heading"),
    "paragraph": _mark("paragraph"),
    "list entry": _mark("list entry"),
    "table cell": _mark("table cell"),
    "caption": _mark("caption"),
    "summary": _mark("summary"),
    "translator": _mark("translator"),
    "reviewer": _mark("reviewer"),
    "admin": _mark("administrator"),
}
_ORIGINS = {
    "memory": _mark("memory"),
    "glossary": _mark("glossary"),
    "cldr": _mark("date or number"),
    "source": _mark("source"),
    "import": _mark("import"),
    "sample": _mark("sample"),
}
_ACTIONS = {
    "translated": _mark("accepted"),
    "approved": _mark("approved"),
    "unfinished": _mark("kept unfinished"),
    "sent-back": _mark("sent back"),
    "set-aside": _mark("set a finding aside"),
    "restored": _mark("restored"),
    "not-saved": _mark("wrote, but did not save"),
}

_REASONS = {
    "empty": _mark("nothing came back"),
    "untranslated": _mark("it was the source"),
    "token": _mark("a token of the model was left in it"),
    "placeables": _mark("markup, an address, a code or a term was lost or changed"),
    "numbers": _mark("a number was lost or changed"),
    "amounts": _mark("it named another currency"),
    "repetition": _mark("it went round in circles"),
    "length": _mark("it was far too long or short"),
    "overlong": _mark("the source is too long: split the paragraph"),
    "script": _mark("it was in another script"),
    "language": _mark("it was in another language"),
    "unfinished": _mark("the engine did not come to an end"),
}


_OUTCOMES = {
    "unchanged": _mark("as it was"),
    "taken": _mark("taken"),
    "accepted": _mark("drafts accepted"),
    "sent back": _mark("sent back"),
    "approved": _mark("approved"),
    "kept as memory": _mark("no longer in the item, kept as memory"),
    "emptied": _mark("emptied in the file"),
    "conflict": _mark("to be decided"),
    "left alone": _mark("left alone"),
    "untouched drafts marked as done": _mark("unchanged drafts marked as done, left as drafts"),
}
_CONFLICTS = {
    "text": _mark("the text was changed here meanwhile; it needs work, with both texts"),
    "source": _mark("the source was edited meanwhile; the file's text needs work"),
    "both": _mark("source and text were changed here meanwhile; it needs work, with both texts"),
    "segment": _mark("the segment is no longer in the item; the text is in the file only"),
    "item": _mark("there is no such item any more; the text is in the file only"),
}


def choose_language() -> str:
    """The language of the interface: the person's choice, else the browser's preference.

    A script says by `Accept-Language` what it wants; what it asks for is English otherwise.
    """
    person = None if security.is_script() else security.account()
    if person and person.settings.language in LANGUAGES:
        return person.settings.language
    return request.accept_languages.best_match(list(LANGUAGES), "en") or "en"


def state_name(state: str) -> str:
    """A state in the interface's language."""
    return _named(_STATES, state)


def counted(number: int, state: str) -> str:
    """How many segments are in a state, in the interface's language and order of words."""
    return looked_up(_COUNTED) % {"number": format_decimal(number), "state": state_name(state)}


def role_name(role: str) -> str:
    """What a segment is, or what a person may do, in the interface's language."""
    return _named(_ROLES, role)


def action_name(action: str) -> str:
    """What somebody did, in the interface's language."""
    return _named(_ACTIONS, action)


def origin_name(origin: str) -> str:
    """Where a text came from, in the interface's language; engines and people by their names."""
    return _named(_ORIGINS, origin)


def origin_names() -> dict[str, str]:
    """The origins that have a name in the interface's language, for scripts."""
    return {origin: _named(_ORIGINS, origin) for origin in _ORIGINS}


def reason_name(reason: str) -> str:
    """Why a draft was refused, in the interface's language."""
    return _named(_REASONS, reason)


def outcome_name(outcome: str) -> str:
    """What became of a segment that came back from elsewhere, in the interface's language."""
    return _named(_OUTCOMES, outcome)


def conflict_name(cause: str) -> str:
    """What stood in the way of a text from elsewhere, in the interface's language."""
    return _named(_CONFLICTS, cause)


def rule_name(rule: str) -> str:
    """What people call a rule, in the interface's language."""
    return said(RULES[rule].title) if rule in RULES else rule


def rule_names() -> dict[str, str]:
    """The rules that look at entries, in the order of what people call them."""
    return dict(
        sorted(
            ((name, rule_name(name)) for name in quality.names()), key=lambda one: one[1].casefold()
        )
    )


def _named(names: dict[str, str], name: str) -> str:
    text = names.get(name)
    return name if text is None else looked_up(text)


def _nav() -> list[tuple[str, str]]:
    return [
        (_("Dashboard"), "dashboard.show"),
        (_("Search"), "search.show"),
        (_("Glossary"), "glossary.show"),
        (_("Questions"), "questions.show"),
        (_("History"), "history.show"),
    ]


def _own_nav() -> list[tuple[str, str]]:
    person = security.account()
    users = [(_("Users"), "settings.users")] if person and person.may("admin") else []
    return [(_("Settings"), "settings.show"), *users]


def language_name(code: str) -> str:
    """A language as its readers call it."""
    return LANGUAGES[code].native if code in LANGUAGES else code


def _moment(seconds: float) -> str:
    """A moment: the time alone for today."""
    at = dt.datetime.fromtimestamp(seconds, dt.UTC).astimezone()
    if at.date() == dt.datetime.now().astimezone().date():
        return str(format_datetime(at, "HH:mm", rebase=False))
    return str(format_date(at, "medium", rebase=False))


def _day(day: str) -> str:
    """A day written as 2026-11-24, as the interface's language writes it; else as it is."""
    try:
        return str(format_date(dt.date.fromisoformat(day), "medium"))
    except ValueError:
        return day


def _iso(seconds: float) -> str:
    return dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat(timespec="seconds")


def _path(item: str) -> str:
    """An item's id that may be broken after its slashes and hyphens."""
    return item.replace("/", "/\u200b").replace("-", "-\u200b")


def _globals() -> dict[str, Any]:
    person = security.account()
    return {
        "me": person,
        "csrf_token": security.csrf_token,
        "interface_language": choose_language(),
        "theme": person.settings.theme if person else "",
        "project": desk().project,
        "static_version": current_app.config["STATIC_VERSION"],
        "nav": _nav(),
        "own_nav": _own_nav(),
    }


def install(app: Flask) -> None:
    """Set the language up, and give templates their helpers."""
    Babel(
        app,
        default_translation_directories=str(FOLDER),
        default_domain="webui",
        locale_selector=choose_language,
    )
    app.context_processor(_globals)
    app.jinja_env.globals.update(
        state_name=state_name,
        counted=counted,
        role_name=role_name,
        language_name=language_name,
        action_name=action_name,
        origin_name=origin_name,
        origin_names=origin_names,
        reason_name=reason_name,
        outcome_name=outcome_name,
        conflict_name=conflict_name,
        rule_name=rule_name,
        rule_names=rule_names,
    )
    app.jinja_env.filters.update(
        moment=_moment,
        iso=_iso,
        day=_day,
        number=format_decimal,
        percent=lambda share: format_percent(share, "#,##0%"),
        whole_percent=whole_percent,
        breakable=_path,
        said=said,
    )
