"""What comes back from elsewhere, taken into the catalogues without overwriting anybody's work."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath

from translator import review
from translator.catalogue import Catalogue
from translator.entry import Entry
from translator.errors import TranslatorError
from translator.exchange.reconcile import REASONS, Cause, Desk, Outcome, Verdict, reconcile, shelve
from translator.exchange.units import Answer, Reply, mark
from translator.message import Message, phrase
from translator.project import NEWS, Project
from translator.review import Snapshot
from translator.state import State
from translator.storage import locked


@dataclass(frozen=True, slots=True)
class Conflict:
    """A text that was not simply taken, because of what changed in the project meanwhile.

    Attributes:
        item: The item's id, as the file names it.
        key: The entry's key.
        source: The source text.
        ours: The project's translation.
        theirs: The file's translation.
        cause: What stands in the way.
        place: Where in the file.
    """

    item: str
    key: str
    source: str
    ours: str
    theirs: str
    cause: Cause
    place: str

    @property
    def reason(self) -> str:
        """What stands in the way and where the file's text is kept, in a sentence."""
        return REASONS[self.cause]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A text that was taken but needs work, as a rule finds an error in it.

    Attributes:
        item: The item's id.
        key: The entry's key.
        source: The source text.
        target: The translation.
        messages: What the rules say.
    """

    item: str
    key: str
    source: str
    target: str
    messages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A change of one entry, for whoever keeps a history.

    Attributes:
        path: The catalogue.
        item: The item's id.
        entry: The entry as it is now.
        state: The state it had.
        before: What it held.
        outcome: What happened to it.
    """

    path: Path
    item: str
    entry: Entry
    state: State
    before: Snapshot
    outcome: Outcome


@dataclass(slots=True)
class Result:
    """What taking one file in came to.

    Attributes:
        name: The file's name.
        language: Its language.
        outcomes: How many segments met which outcome.
        notes: How many got a note.
        changed: The catalogues written, or that would be.
        conflicts: What a person must decide.
        refusals: What was taken as `needs-work`, because of the rules.
        emptied: Places of segments whose text was emptied in the file; the project's stays.
    """

    name: str
    language: str
    outcomes: dict[Outcome, int] = field(default_factory=dict)
    notes: int = 0
    changed: list[Path] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    emptied: list[str] = field(default_factory=list)

    @property
    def segments(self) -> int:
        """How many segments the file has."""
        return sum(self.outcomes.values())


def take_in(
    project: Project,
    answer: Answer,
    *,
    approver: str = "",
    may_approve: Callable[[str, Entry], bool] | None = None,
    accept_drafts: bool = False,
    dry_run: bool = False,
    today: dt.date | None = None,
    observe: Callable[[Change], None] | None = None,
) -> Result:
    """Take a file's texts into the catalogues.

    Args:
        project: The project.
        answer: What the file says.
        approver: The reviewer in whose name texts that are signed off in the file are approved.
        may_approve: Asked with item and entry whether the approver may sign; always if not given.
        accept_drafts: Accept drafts that nobody changed where a tool may have marked them as done
            by itself.
        dry_run: Change nothing, only say what would happen.
        today: The day of the approvals.
        observe: Told of each change, after it is on disk.

    Raises:
        TranslatorError: The language is none of the project's, no segment is the project's, or a
            catalogue can't be read; then nothing was written. Or a catalogue can't be written.
    """
    if answer.language not in project.languages:
        raise TranslatorError(
            phrase(
                "is in {language}, which is none of the project's languages",
                language=repr(answer.language),
            ),
            path=answer.name,
            remedy=phrase("They are: {languages}.", languages=", ".join(project.languages)),
        )
    _check(answer)
    result = Result(answer.name, answer.language)
    day = today or dt.datetime.now(dt.UTC).date()
    desk = Desk(project, answer.language, answer.name, approver, day, accept_drafts, may_approve)
    found = _Finder(project, answer).catalogues()
    for item, path, replies in found:
        if path is None:
            for reply in replies:
                _count(result, item, reply, None, _homeless(reply))
        elif dry_run:
            _apply(Catalogue.load(path), item, replies, desk, result)
    if dry_run:
        return result
    for item, path, replies in found:
        if path is None:
            continue
        with locked(path, project.locks):
            catalogue = Catalogue.load(path)
            changes = _apply(catalogue, item, replies, desk, result)
            catalogue.save()
        if observe:
            for change in changes:
                observe(change)
    return result


def _check(answer: Answer) -> None:
    """Refuse a file with a text that no catalogue can hold, before anything is written."""
    for reply in answer.replies:
        if reply.touched:
            try:
                review.cleaned(reply.target, reply.source)
            except TranslatorError as error:
                raise TranslatorError(
                    Message("{place}: {problem}", {"place": reply.place, "problem": error.message}),
                    path=answer.name,
                ) from None


def _apply(
    catalogue: Catalogue, item: str, replies: Sequence[Reply], desk: Desk, result: Result
) -> list[Change]:
    """Let a catalogue hear its replies."""
    active = catalogue.by_key()
    changes = []
    for reply in replies:
        entry = active.get(reply.key)
        if entry is not None and entry.po.msgid_plural:
            _count(result, item, reply, entry, Verdict(Outcome.LEFT))
            continue
        before = (entry.state, Snapshot.of(entry)) if entry else None
        if entry is None:
            verdict, entry = shelve(catalogue, reply, desk)
            before = None
        else:
            verdict = reconcile(entry, reply, item, desk)
        _count(result, item, reply, entry, verdict)
        if entry is not None and before is not None and Snapshot.of(entry) != before[1]:
            changes.append(Change(catalogue.path, item, entry, *before, verdict.outcome))
    if catalogue.changed:
        result.changed.append(catalogue.path)
    return changes


def _count(result: Result, item: str, reply: Reply, entry: Entry | None, verdict: Verdict) -> None:
    outcome = verdict.outcome
    result.outcomes[outcome] = result.outcomes.get(outcome, 0) + 1
    result.notes += verdict.noted
    source = entry.source if entry else reply.source
    if verdict.cause is not None:
        ours = entry.target if entry else ""
        result.conflicts.append(
            Conflict(item, reply.key, source, ours, reply.target, verdict.cause, reply.place)
        )
    elif outcome is Outcome.EMPTIED:
        result.emptied.append(reply.place)
    if verdict.findings:
        result.refusals.append(
            Refusal(item, reply.key, source, reply.target, tuple(verdict.findings))
        )


def _homeless(reply: Reply) -> Verdict:
    """What becomes of a text whose item is not there."""
    if not reply.target.strip() or (reply.ref and not reply.touched):
        return Verdict(Outcome.UNCHANGED)
    return Verdict(Outcome.CONFLICT, Cause.ITEM)


class _Finder:
    """Finds the catalogue of each item that a file names, also of one that was renamed since."""

    def __init__(self, project: Project, answer: Answer) -> None:
        self._project = project
        self._answer = answer
        self._folder = project.locales / answer.language / NEWS

    def catalogues(self) -> list[tuple[str, Path | None, list[Reply]]]:
        """Each item with its catalogue, if there is one, and its replies.

        Every catalogue is read once, so that a broken one is met before anything is written.
        """
        by_item: dict[str, list[Reply]] = {}
        for reply in self._answer.replies:
            by_item.setdefault(reply.item, []).append(reply)
        found: list[tuple[str, Path | None, list[Reply]]] = []
        for item, replies in by_item.items():
            name, path = self._find(item, replies)
            if path is not None:
                Catalogue.load(path)
            found.append((name, path, replies))
        if not any(path for _, path, _ in found):
            raise TranslatorError(
                phrase("has no segment of this project's items"),
                path=self._answer.name,
                remedy=phrase(
                    "Take in files that `translator export` made in this project; a memory or a "
                    "catalogue from elsewhere is for `translator memory import`."
                ),
            )
        return found

    def _find(self, item: str, replies: Sequence[Reply]) -> tuple[str, Path | None]:
        path = self._proper(item)
        if path is not None:
            return item, path
        if item in self._marks:
            return self._marks[item], self._known[self._marks[item]]
        wanted = {reply.key for reply in replies}
        for name, keys in self._keys.items():
            if len(wanted & keys) * 2 > len(wanted):
                return name, self._known[name]
        return item, None

    def _proper(self, item: str) -> Path | None:
        """The catalogue of an item's id, which a file may have wrong on purpose."""
        parts = PurePosixPath(item).parts
        if not parts or "\0" in item or "\\" in item or any(p.startswith(".") for p in parts):
            return None
        path = self._project.catalogue_path(self._answer.language, item)
        try:
            inside = path.resolve().is_relative_to(self._folder.resolve())
            return path if inside and path.is_file() else None
        except OSError:
            return None

    @cached_property
    def _known(self) -> dict[str, Path]:
        return {
            path.relative_to(self._folder).with_suffix("").as_posix(): path
            for path in sorted(self._folder.rglob("*.po"))
        }

    @cached_property
    def _marks(self) -> dict[str, str]:
        return {mark(name): name for name in self._known}

    @cached_property
    def _keys(self) -> dict[str, set[str]]:
        """The keys of each sound catalogue; only what was renamed needs them."""
        found = {}
        for name, path in self._known.items():
            with contextlib.suppress(TranslatorError):
                found[name] = set(Catalogue.load(path).by_key())
        return found
