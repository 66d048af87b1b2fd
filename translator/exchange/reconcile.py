"""One segment that came back, against its entry as the project has it now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

import polib

from translator import review
from translator.catalogue import Catalogue
from translator.entry import Entry, key_of
from translator.exchange.outgoing import notes_of
from translator.exchange.units import Reply, comparable, digest
from translator.project import Project
from translator.provenance import Provenance, parse_line
from translator.quality import errors_in
from translator.state import State


class Outcome(StrEnum):
    """What became of a segment."""

    UNCHANGED = "unchanged"
    TAKEN = "taken"
    ACCEPTED = "accepted"
    SENT_BACK = "sent back"
    APPROVED = "approved"
    SHELVED = "kept as memory"
    EMPTIED = "emptied"
    CONFLICT = "conflict"
    LEFT = "left alone"
    DOUBTED = "untouched drafts marked as done"


class Cause(StrEnum):
    """What stands in the way of a text from elsewhere."""

    TEXT = "text"
    SOURCE = "source"
    BOTH = "both"
    SEGMENT = "segment"
    ITEM = "item"


REASONS = {
    Cause.TEXT: "the project's text changed meanwhile; both texts are kept and need work",
    Cause.SOURCE: "the source was edited meanwhile; the text needs work",
    Cause.BOTH: "source and translation changed meanwhile; both texts are kept and need work",
    Cause.SEGMENT: "the segment is no longer in the item; the text is in the file only",
    Cause.ITEM: "there is no such item any more; the text is in the file only",
}


@dataclass(slots=True)
class Verdict:
    """What became of a segment, and why.

    Attributes:
        outcome: What became of it.
        cause: What makes it a conflict.
        findings: What the rules say against a text that was to be accepted.
        noted: Whether the entry got a note.
    """

    outcome: Outcome
    cause: Cause | None = None
    findings: tuple[str, ...] = ()
    noted: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """What holds for all segments of a file.

    Attributes:
        project: The project.
        language: The target language.
        name: The file's name.
        approver: The reviewer who signs what is signed off in the file; empty for nobody.
        today: The day of the signature.
        accept_drafts: Whether to believe that a draft was looked at which nobody changed, where
            only a tool may have said so.
        may_approve: Asked with item and entry whether the approver may sign.
    """

    project: Project
    language: str
    name: str
    approver: str
    today: dt.date
    accept_drafts: bool = False
    may_approve: Callable[[str, Entry], bool] | None = None

    @property
    def origin(self) -> Provenance:
        """Where a text comes from that came with the file."""
        return Provenance("import", (self.name,))


def reconcile(entry: Entry, reply: Reply, item: str, desk: Desk) -> Verdict:
    """Let an entry hear what came back for it.

    An untouched segment changes nothing; a touched one is taken where the project's text is still
    the one the person started from, or nobody's; otherwise both texts are kept and the entry needs
    work.

    Args:
        entry: The entry as it is now; changed in place.
        reply: What came back.
        item: The item's id.
        desk: What holds for the file.
    """
    verdict = _text(entry, reply, item, desk)
    if verdict.outcome is not Outcome.CONFLICT:
        _sign(entry, reply, verdict, item, desk)
    verdict.noted = _add_notes(entry, reply.notes)
    return verdict


def shelve(catalogue: Catalogue, reply: Reply, desk: Desk) -> tuple[Verdict, Entry | None]:
    """Keep a text whose segment is no longer in the item.

    Where its source was edited, the new entry gets the text as `needs-work`; else it becomes an
    obsolete entry, which serves as memory and comes back if the source does.

    Returns:
        What became of it, and the entry that has it.
    """
    text = reply.target.strip()
    if not text or not reply.touched:
        return Verdict(Outcome.UNCHANGED), None
    follower = next((e for e in catalogue.entries if review.previous_key(e) == reply.key), None)
    if follower is not None:
        return _follow(follower, reply), follower
    if not reply.source or key_of(reply.context, reply.source) != reply.key:
        return Verdict(Outcome.CONFLICT, Cause.SEGMENT), None
    former = next((entry for entry in catalogue.obsolete if entry.key == reply.key), None)
    if former is None:
        former = Entry(polib.POEntry(msgid=reply.source, msgctxt=reply.context))
        former.obsolete = True
        review.translate(former, review.cleaned(text, reply.source), desk.origin)
        catalogue.obsolete.append(former)
    elif _has(former, text):
        return Verdict(Outcome.UNCHANGED), former
    else:
        former.dispute(review.cleaned(text, reply.source))
    return Verdict(Outcome.SHELVED), former


def _text(entry: Entry, reply: Reply, item: str, desk: Desk) -> Verdict:
    touched = reply.touched
    if not reply.target.strip():
        lost = bool(entry.target.strip()) and touched and reply.ref is not None
        return Verdict(Outcome.EMPTIED if lost else Outcome.UNCHANGED)
    same = comparable(reply.target) == comparable(entry.target)
    if same or not touched:
        started_here = reply.ref is None or reply.ref.revision == review.revision(entry)[:8]
        if not (same and (started_here or entry.state is State.DRAFT)):
            return Verdict(Outcome.UNCHANGED)
        if reply.done is False and entry.state.accepted:
            review.leave_unfinished(entry, entry.target)
            return Verdict(Outcome.SENT_BACK)
        accepts = reply.done or (touched and reply.done is None and reply.ref is not None)
        if accepts and not touched and not (reply.sure or desk.accept_drafts):
            return Verdict(Outcome.DOUBTED if not entry.state.accepted else Outcome.UNCHANGED)
        if accepts and not entry.state.accepted:
            return _accept(entry, entry.target, Outcome.ACCEPTED, item, desk)
        return Verdict(Outcome.UNCHANGED)
    if _free(entry, reply):
        text = review.cleaned(reply.target, entry.source)
        if reply.done is False:
            review.leave_unfinished(entry, text, desk.origin)
            return Verdict(Outcome.TAKEN)
        return _accept(entry, text, Outcome.TAKEN, item, desk)
    if _has(entry, reply.target):
        return Verdict(Outcome.UNCHANGED)
    entry.dispute(review.cleaned(reply.target, entry.source))
    return Verdict(Outcome.CONFLICT, Cause.TEXT)


def _free(entry: Entry, reply: Reply) -> bool:
    """Whether a text may take the place of the entry's own."""
    if entry.state in (State.UNTRANSLATED, State.DRAFT):
        return True
    if reply.ref is None or digest(entry.target) != reply.ref.digest:
        return False
    return entry.state is not State.APPROVED or reply.ref.state is State.APPROVED


def _accept(entry: Entry, text: str, outcome: Outcome, item: str, desk: Desk) -> Verdict:
    """Take a text that a person stands behind; with an error in it, it needs work."""
    errors = errors_in(desk.project, desk.language, item, entry, text)
    if errors:
        review.leave_unfinished(entry, text, desk.origin)
        return Verdict(Outcome.TAKEN, findings=tuple(found.message for found in errors))
    review.translate(entry, text, desk.origin)
    return Verdict(outcome)


def _sign(entry: Entry, reply: Reply, verdict: Verdict, item: str, desk: Desk) -> None:
    """Approve a text that is signed off in the file, where a reviewer vouches for that."""
    same = comparable(reply.target) == comparable(entry.target)
    if not (desk.approver and reply.signed_off and same and entry.state is State.TRANSLATED):
        return
    by_this_hand = verdict.outcome is Outcome.TAKEN and desk.project.config.review.four_eyes
    if by_this_hand or not (desk.may_approve is None or desk.may_approve(item, entry)):
        return
    if errors_in(desk.project, desk.language, item, entry, entry.target):
        return
    review.approve(entry, desk.approver, desk.today)
    verdict.outcome = Outcome.APPROVED


def _follow(follower: Entry, reply: Reply) -> Verdict:
    """Give a text to the entry that its source was edited into."""
    text = review.cleaned(reply.target, follower.source)
    if comparable(text) == comparable(follower.target) or _has(follower, text):
        return Verdict(Outcome.UNCHANGED)
    if reply.ref is not None and digest(follower.target) == reply.ref.digest:
        review.leave_unfinished(follower, text)
        return Verdict(Outcome.CONFLICT, Cause.SOURCE)
    follower.dispute(text)
    return Verdict(Outcome.CONFLICT, Cause.BOTH)


def _has(entry: Entry, text: str) -> bool:
    """Whether an entry has a text already, as its own or as the other side of a conflict."""
    return any(comparable(text) == comparable(one) for one in (entry.target, *entry.conflicts))


def _add_notes(entry: Entry, notes: Iterable[str]) -> bool:
    """Add the notes that the entry lacks to its comment lines."""
    known = {comparable(note) for note in notes_of(entry)}
    lines = []
    for note in notes:
        text = " ".join(comparable(note).split())
        # A note that reads as a line of ours would say what nobody said.
        text = f"note: {text}" if parse_line(text) else text
        if text and text not in known:
            known.add(text)
            lines.append(text)
    if lines:
        entry.po.tcomment = "\n".join(filter(None, (entry.po.tcomment, *lines)))
    return bool(lines)
