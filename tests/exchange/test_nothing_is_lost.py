"""Whatever two sides do to the same texts while a file is away, no text of a person disappears."""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Desk
from translator import review
from translator.catalogue import Catalogue
from translator.entry import Entry
from translator.exchange import gather, tables, take_in
from translator.exchange.units import comparable
from translator.provenance import Provenance
from translator.state import State

SOURCES = ("Alpha news today.", "Beta news today.", "Gamma news today.")
HERE = ("none", "none", "write", "suggest", "approve", "back", "edit source", "remove")
THERE = ("none", "none", "write", "empty", "mark", "leave out")
BEFORE = ("none", "write", "suggest", "approve")


def act(entry: Entry, step: str, text: str) -> None:
    if step == "write":
        review.translate(entry, text)
    elif step == "suggest" and entry.state in (State.UNTRANSLATED, State.DRAFT):
        entry.suggest(text, Provenance("argos", (), 0.5))
    elif step == "approve":
        review.translate(entry, text)
        review.approve(entry, "Nino", dt.date(2026, 11, 22))
    elif step == "back" and entry.target:
        review.leave_unfinished(entry, entry.target)


def texts_of(desk: Desk) -> set[str]:
    """Every text that the catalogue holds, beside others and out of the item too."""
    catalogue = desk.catalogue("ru", "news")
    found: set[str] = set()
    for entry in (*catalogue.entries, *catalogue.obsolete):
        found |= {comparable(text) for text in (entry.target, *entry.conflicts)}
    return found - {""}


@settings(max_examples=25)
@given(
    st.tuples(*[st.sampled_from(BEFORE)] * 3),
    st.tuples(*[st.sampled_from(HERE)] * 3),
    st.tuples(*[st.sampled_from(THERE)] * 3),
)
def test_no_persons_text_disappears(
    before: tuple[str, ...], here: tuple[str, ...], there: tuple[str, ...]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        desk.configure("", languages='"ru"')
        desk.write("content/news.txt", "\n\n".join(SOURCES))
        desk.run("extract")
        change(desk, before, "Прежде")
        answer = tables.read(tables.write(gather(desk.project, "ru")), "x.csv")
        replies = []
        for reply, step, source in zip(answer.replies, there, SOURCES, strict=True):
            if step == "write":
                replies.append(replace(reply, target=f"Там {source[0]}"))
            elif step == "empty":
                replies.append(replace(reply, target=""))
            elif step != "leave out":
                replies.append(replace(reply, done=True if step == "mark" else reply.done))
        change(desk, here, "Здесь")
        shown = list(SOURCES)
        for i, step in enumerate(here):
            shown[i] = {"edit source": f"{SOURCES[i][:-1]} again.", "remove": ""}.get(
                step, shown[i]
            )
        desk.write("content/news.txt", "\n\n".join(filter(None, shown)) or "x")
        desk.run("extract")
        ours = texts_of(desk)
        drafts = {
            comparable(entry.target)
            for entry in desk.catalogue("ru", "news").entries
            if entry.state is State.DRAFT
        }
        result = take_in(desk.project, replace(answer, replies=replies)) if replies else None
        after = texts_of(desk)
        told = {comparable(one.theirs) for one in result.conflicts} if result else set()
        assert ours - drafts <= after | replaced(here, there, before)
        for step, source in zip(there, SOURCES, strict=True):
            if step == "write":
                assert f"Там {source[0]}" in after | told
        tree = desk.tree()
        if result:
            take_in(desk.project, replace(answer, replies=replies))
        assert desk.tree() == tree


def change(desk: Desk, steps: tuple[str, ...], word: str) -> None:
    with Catalogue.edit(desk.path("ru", "news"), desk.project.locks) as catalogue:
        for entry, step in zip(catalogue.entries, steps, strict=True):
            act(entry, step, f"{word} {entry.source[0]}")


def replaced(here: tuple[str, ...], there: tuple[str, ...], before: tuple[str, ...]) -> set[str]:
    """The texts that a person elsewhere saw and rewrote, nobody having touched them here."""
    untouched = ("none", "suggest", "back")
    return {
        f"Прежде {source[0]}"
        for source, ours, theirs, was in zip(SOURCES, here, there, before, strict=True)
        if theirs == "write" and ours in (*untouched, "edit source") and was != "none"
    }
