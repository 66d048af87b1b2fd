"""The same step on many entries, and taking all of it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from translator import review
from translator.entry import Entry
from translator.errors import TranslatorError
from translator.state import State
from webui.desk import Desk
from webui.people.history import Change
from webui.saving import Place, SaveError, Saver

ACTIONS = ("accept", "send-back")


@dataclass(slots=True)
class Outcome:
    """What a bulk step did.

    Attributes:
        done: How many entries were changed.
        left: Entries left as they were, and why.
    """

    done: int = 0
    left: list[tuple[Place, str]] = field(default_factory=list)


def eligible(action: str, entry: Entry) -> bool:
    """Whether a bulk step may touch an entry: only exact memory matches are accepted unread."""
    if action == "accept":
        origin = entry.provenance
        exact = origin is not None and origin.origin == "memory" and origin.match == 100
        return entry.state is State.DRAFT and exact
    return entry.state in (State.DRAFT, State.TRANSLATED, State.APPROVED)


def find(desk: Desk, places: Sequence[Place]) -> list[tuple[Place, Entry]]:
    """The entries named, as far as they are as the person saw them."""
    found = []
    for place in places:
        path = desk.path(place.lang, place.item)
        try:
            entry = desk.read(path).by_key().get(place.key) if path else None
        except TranslatorError:
            continue
        if entry is not None and review.revision(entry) == place.revision:
            found.append((place, entry))
    return found


def apply(desk: Desk, saver: Saver, action: str, places: Sequence[Place]) -> Outcome:
    """Accept or send back entries, each only if it is as the person saw it."""
    outcome = Outcome()
    for place, entry in find(desk, places):
        if not eligible(action, entry):
            outcome.left.append((place, "not eligible"))
            continue
        state = State.TRANSLATED if action == "accept" else State.NEEDS_WORK
        try:
            saver.save(place, entry.target, state)
        except (SaveError, TranslatorError) as error:
            outcome.left.append((place, str(error)))
            continue
        outcome.done += 1
    return outcome


def undo(saver: Saver, changes: Sequence[Change]) -> Outcome:
    """Take a bulk step back wherever nobody has gone on since."""
    outcome = Outcome()
    for change in changes:
        place = Place(change.lang, change.item, change.key, change.revision)
        try:
            saver.restore(place, change.before)
        except (SaveError, TranslatorError) as error:
            outcome.left.append((place, str(error)))
            continue
        outcome.done += 1
    return outcome
