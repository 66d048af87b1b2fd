"""Three-way merge of catalogues, entry by entry, for git.

Lines mean little in a catalogue: two translators who work on neighbouring entries, or one who
translates while another re-extracts, never contradict each other. A real contradiction (one text
changed in two ways) keeps both texts and needs work.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass

from translator.catalogue import Catalogue
from translator.entry import Entry
from translator.matching import edits, place
from translator.state import State

Identity = tuple[str | None, str]

_RANK = {State.UNTRANSLATED: 0, State.DRAFT: 1}
"""What a person wrote (2) goes before what a machine did, and that before nothing."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge came to.

    Attributes:
        catalogue: The result; it has the path of `ours` and is not saved.
        conflicts: Sources of the entries that need work because both sides changed them.
    """

    catalogue: Catalogue
    conflicts: list[str]


def merge(base: Catalogue, ours: Catalogue, theirs: Catalogue) -> Merged:
    """Merge what two sides made of one catalogue.

    Args:
        base: What both started from; empty where both made it anew.
        ours: The one side; the result is made of it.
        theirs: The other side.
    """
    was, our, their = (_by_identity(each) for each in (base, ours, theirs))
    conflicts: list[str] = []
    result: dict[Identity, Entry] = {}
    for identity in {**our, **their}:
        entry = _entry(was.get(identity), our.get(identity), their.get(identity), conflicts)
        if entry is not None:
            result[identity] = entry
    order = _order(*(_active(each) for each in (base, ours, theirs)))
    active = [
        identity for identity in order if identity in result and not result[identity].obsolete
    ]
    _follow_edits(was, _active(base), result, active, (our, their))
    for name in {*base.headers, *ours.headers, *theirs.headers}:
        unchanged = ours.header(name) == base.header(name)
        ours.set_header(name, (theirs if unchanged else ours).header(name) or "")
    ours.entries = [result[identity] for identity in active]
    ours.obsolete = [entry for entry in result.values() if entry.obsolete]
    return Merged(ours, conflicts)


def _by_identity(catalogue: Catalogue) -> dict[Identity, Entry]:
    entries = [*catalogue.obsolete, *catalogue.entries]
    return {(entry.context, entry.source): entry for entry in entries}


def _active(catalogue: Catalogue) -> list[Identity]:
    return [(entry.context, entry.source) for entry in catalogue.entries]


def _entry(
    base: Entry | None, ours: Entry | None, theirs: Entry | None, conflicts: list[str]
) -> Entry | None:
    """One entry of the result; None where it is rightly gone."""
    if ours is None or theirs is None:
        left = ours or theirs
        if left is None or (base is not None and _same(base, left) and left.obsolete):
            return None
        gone = base is not None
        if gone and _RANK.get(left.state, 2) < 2:
            return None
        kept = Entry(copy.copy(left.po))
        kept.obsolete = left.obsolete or gone
        return kept
    entry = _text(base, ours, theirs, conflicts)
    flags = [each.obsolete for each in (base, ours, theirs) if each is not None]
    # The side that changed it wins; where both are new, the one that still has it in the item.
    entry.obsolete = all(flags) if base is None else flags[2] if flags[1] == flags[0] else flags[1]
    entry.describe_as(theirs if ours.obsolete and not theirs.obsolete else ours)
    return entry


def _text(base: Entry | None, ours: Entry, theirs: Entry, conflicts: list[str]) -> Entry:
    """The text, state and comments that two sides' versions of an entry come to."""
    if _same(ours, theirs) or (base is not None and _same(base, theirs)):
        return Entry(copy.copy(ours.po))
    if base is not None and _same(base, ours):
        return Entry(copy.copy(theirs.po))
    ranks = [_RANK.get(each.state, 2) for each in (ours, theirs)]
    if ranks[0] != ranks[1] or ranks[0] < 2:
        return Entry(copy.copy(theirs.po if ranks[1] > ranks[0] else ours.po))
    states = {ours.state, theirs.state}
    if ours.target == theirs.target:
        further = theirs if theirs.state is State.APPROVED else ours
        if State.NEEDS_WORK in states:
            further = ours if ours.state is State.NEEDS_WORK else theirs
        entry = Entry(copy.copy(further.po))
        entry.add_comments(theirs if further is ours else ours)
        return entry
    conflicts.append(ours.source)
    entry = Entry(copy.copy(ours.po))
    entry.contradict(theirs)
    return entry


def _same(one: Entry, other: Entry) -> bool:
    """Whether two versions of an entry have the same text, state and comments."""
    mine, yours = one.po, other.po
    return (
        mine.msgstr == yours.msgstr
        and mine.msgstr_plural == yours.msgstr_plural
        and mine.flags == yours.flags
        and mine.tcomment == yours.tcomment
        and mine.previous_msgid == yours.previous_msgid
    )


def _order(
    base: Sequence[Identity], ours: Sequence[Identity], theirs: Sequence[Identity]
) -> list[Identity]:
    """The document order: that of the side that changed it; of both, theirs put into ours."""
    if ours == base:
        return list(theirs)
    order = list(ours)
    for index, identity in enumerate(theirs):
        if identity not in order:
            before = next((x for x in reversed(theirs[:index]) if x in order), None)
            order.insert(order.index(before) + 1 if before else 0, identity)
    return order


def _follow_edits(
    base: dict[Identity, Entry],
    former: Sequence[Identity],
    result: dict[Identity, Entry],
    active: Sequence[Identity],
    sides: Sequence[dict[Identity, Entry]],
) -> None:
    """Give a segment that one side edited the translation that the other made of it meanwhile."""
    kept = {source for _, source in former} & {source for _, source in active}
    vanished = place([source for _, source in former], kept)
    appeared = place([source for _, source in active], kept)
    by_source = {identity[1]: identity for identity in (*former, *active)}
    for i, j in edits(vanished, appeared):
        old, new = by_source[vanished[i].text], by_source[appeared[j].text]
        translated, edited = result.get(old), result[new]
        if translated is None or _RANK.get(translated.state, 2) < 2:
            continue
        made = any(
            (still := side.get(old)) is not None
            and not still.obsolete
            and still.target == translated.target
            for side in sides
        )
        if not made:
            continue  # an older text, from before the segment had the base's
        if edited.target in ("", base[old].target) and edited.target != translated.target:
            edited.inherit(translated)
