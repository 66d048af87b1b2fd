"""Changing an entry: locked, checked against what is on disk now, durable before it returns."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask_babel import gettext as _

from translator import review
from translator.catalogue import Catalogue
from translator.entry import Entry
from translator.errors import TranslatorError
from translator.review import Snapshot
from translator.state import State
from translator.storage import locked
from webui.desk import Desk
from webui.entries import View
from webui.people import following, history
from webui.people.accounts import Account
from webui.people.history import Record
from webui.quality import Diagnostic, diagnose, severity
from webui.said import said


class SaveError(Exception):
    """A change that was not made; nothing was written.

    Attributes:
        status: The HTTP status that fits.
        code: A word for programs.
    """

    status = 400
    code = "bad-text"


class GoneError(SaveError):
    """The entry is no longer in the item: its source was edited or taken out."""

    status = 404
    code = "gone"


class ForbiddenError(SaveError):
    """The person may not do that, or not with this text."""

    status = 403
    code = "forbidden"


class StaleError(SaveError):
    """Somebody or something changed the entry since the page was made.

    Attributes:
        current: The entry as it is now.
    """

    status = 409
    code = "conflict"

    def __init__(self, current: View) -> None:
        super().__init__(_("the segment was changed by somebody else meanwhile"))
        self.current = current


class RefusedError(SaveError):
    """A rule finds an error in the text.

    Attributes:
        diagnostics: The errors that stand.
    """

    status = 422
    code = "findings"

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        super().__init__("; ".join(said(found.message) for found in diagnostics))
        self.diagnostics = diagnostics


@dataclass(frozen=True, slots=True)
class Place:
    """An entry, as an address names it.

    Attributes:
        lang: The target language.
        item: The item's id.
        key: The entry's key.
        revision: The revision that the change starts from.
    """

    lang: str
    item: str
    key: str
    revision: str


class Saver:
    """Makes changes in one person's name.

    Attributes:
        batch: The bulk action that the changes are part of.
        catalogue: The catalogue changed last, as it was written.
    """

    catalogue: Catalogue

    def __init__(
        self, desk: Desk, db: sqlite3.Connection, person: Account, batch: int | None = None
    ) -> None:
        self._desk = desk
        self._project = desk.project
        self._db = db
        self._person = person
        self.batch = batch

    def save(self, place: Place, text: str, state: State, override: str = "") -> View:
        """Store a text in a state: `translated`, `approved` or `needs-work`.

        Args:
            place: Which entry, and what the person saw of it.
            text: The translation.
            state: The state asked for.
            override: A reviewer's reason to set the errors aside that rules find.

        Raises:
            SaveError: See its subclasses. Nothing was written.
            TranslatorError: The catalogue can't be read or written.
        """
        if state not in (State.TRANSLATED, State.APPROVED, State.NEEDS_WORK):
            raise SaveError(f"{state} is no state to save in")
        try:
            return self._save(place, text, state, override)
        except StaleError as error:
            self._keep(place, text, error.current)
            raise

    def _save(self, place: Place, text: str, state: State, override: str) -> View:
        with self._change(place) as entry:
            text = cleaned(text, entry.source)
            if state is State.NEEDS_WORK:
                was_done = entry.state.accepted and text == entry.target
                review.leave_unfinished(entry, text)
                return self._done(place, "sent-back" if was_done else "unfinished")
            if not text:
                raise SaveError(_("an empty text can't be accepted"))
            self._check(place, entry, text, override)
            if not (entry.state.accepted and entry.target == text):
                if state is State.APPROVED:
                    self._four_eyes(place, entry, text)
                review.translate(entry, text)
                self._override(place, entry, override)
                if state is State.TRANSLATED:
                    return self._done(place, "translated")
            elif state is State.TRANSLATED:
                self._override(place, entry, override)
                return self._done(place, "translated")
            if not self._person.may("reviewer"):
                raise ForbiddenError(_("only reviewers approve"))
            self._four_eyes(place, entry, text)
            self._override(place, entry, override)
            if entry.state is not State.APPROVED:
                review.approve(entry, self._person.name, dt.datetime.now(dt.UTC).date())
            return self._done(place, "approved")

    def set_aside(self, place: Place, rule: str, reason: str) -> View:
        """Say that a rule's finding about the stored text is no fault; errors are for reviewers.

        Raises:
            SaveError: See its subclasses. Nothing was written.
            TranslatorError: The catalogue can't be read or written.
        """
        reason = " ".join(reason.split())
        with self._change(place) as entry:
            gravity = severity(self._project, place.item, rule)
            if not gravity or not reason:
                raise SaveError(_("there is no such rule, or no reason was given"))
            if gravity == "error" and not self._person.may("reviewer"):
                raise ForbiddenError(_("only reviewers set errors aside"))
            review.set_aside(entry, rule, reason, self._person.name)
            return self._done(place, "set-aside")

    def restore(self, place: Place, snapshot: Snapshot) -> View:
        """Put an entry back as it was once.

        An approval comes back only where the person might give it.

        Raises:
            SaveError: See its subclasses. Nothing was written.
            TranslatorError: The catalogue can't be read or written.
        """
        with self._change(place) as entry:
            snapshot.restore(entry)
            if entry.state is State.APPROVED and not self._person.may("reviewer"):
                review.translate(entry, entry.target)
            return self._done(place, "restored")

    @contextmanager
    def _change(self, place: Place) -> Iterator[Entry]:
        """Lock and read the entry, let it be changed, write it, and remember who did it."""
        path = self._desk.path(place.lang, place.item)
        if path is None:
            raise GoneError(_("there is no such item"))
        with locked(path, self._project.locks):
            self.catalogue = catalogue = Catalogue.load(path)
            entry = catalogue.by_key().get(place.key)
            if entry is None:
                raise GoneError(_("the segment is no longer in the item: its source was edited"))
            if entry.po.msgid_plural:
                raise ForbiddenError(_("entries with plural forms are edited in a PO editor"))
            if review.revision(entry) != place.revision:
                raise StaleError(View(self._project, place.lang, place.item, entry))
            self._before = (entry.state, Snapshot.of(entry), review.previous_key(entry))
            self._entry = entry
            self._action = ""
            yield entry
            changed = catalogue.save()
        if changed:
            self._desk.note_saved(place.lang, place.item)
            self._remember(place)

    def _keep(self, place: Place, text: str, current: View) -> None:
        """Put a text that lost to somebody else's into the history, so that it can't be lost."""
        text = cleaned(text, current.source)
        if text in ("", current.target):
            return
        known = history.of_entry(self._db, place.lang, place.item, [place.key])
        if any(one.action == "not-saved" and one.before.target == text for one in known):
            return
        record = Record(
            self._person.id,
            "not-saved",
            place.lang,
            place.item,
            place.key,
            current.source,
            State.NEEDS_WORK.value,
            Snapshot(text, ("fuzzy",)),
            current.state.value,
            current.target,
            current.revision,
        )
        history.remember(self._db, [record])

    def _done(self, place: Place, action: str) -> View:
        self._action = action
        return View(self._project, place.lang, place.item, self._entry)

    def _remember(self, place: Place) -> None:
        state, before, previous = self._before
        entry = self._entry
        if previous:
            following.note_successor(self._db, place.lang, place.item, previous, place.key)
        history.remember(
            self._db,
            [
                Record(
                    self._person.id,
                    self._action,
                    place.lang,
                    place.item,
                    place.key,
                    entry.source,
                    state.value,
                    before,
                    entry.state.value,
                    entry.target,
                    review.revision(entry),
                    self.batch,
                )
            ],
        )

    def _errors(self, place: Place, entry: Entry, text: str) -> list[Diagnostic]:
        found = diagnose(self._project, place.lang, place.item, entry, text)
        return [one for one in found if one.severity == "error" and not one.aside]

    def _check(self, place: Place, entry: Entry, text: str, override: str) -> None:
        errors = self._errors(place, entry, text)
        if errors and not (override.strip() and self._person.may("reviewer")):
            raise RefusedError(errors)

    def _override(self, place: Place, entry: Entry, override: str) -> None:
        for found in self._errors(place, entry, entry.target):
            review.set_aside(entry, found.rule, " ".join(override.split()), self._person.name)

    def _four_eyes(self, place: Place, entry: Entry, text: str) -> None:
        """Refuse a second signature by the same hand, where the config asks for two people."""
        if not self._project.config.review.four_eyes:
            return
        if not may_approve(self._db, self._person, place, entry, text):
            raise ForbiddenError(
                _(
                    "four eyes: who accepted or wrote a text can't approve it; accept it, and "
                    "somebody else approves"
                )
            )


def may_approve(
    db: sqlite3.Connection, person: Account, place: Place, entry: Entry, text: str
) -> bool:
    """Whether somebody else stands behind the text already."""
    if not (entry.state.accepted and entry.target == text):
        return False
    return history.translator_of(db, place.lang, place.item, place.key, text) != person.id


def cleaned(text: str, source: str) -> str:
    """A text as catalogues hold it; see `review.cleaned`.

    Raises:
        SaveError: It is too long, or has characters no text has.
    """
    try:
        return review.cleaned(text, source)
    except TranslatorError as error:
        raise SaveError(said(error.message)) from None
