"""All that the rules say of entries where they stand: alone, in their item, in the project."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from translator.catalogue import Catalogue
from translator.index.queries import pages
from webui import quality
from webui.entries import View
from webui.quality import Diagnostic


def of_entry(
    index: sqlite3.Connection, view: View, catalogue: Catalogue, text: str | None = None
) -> list[Diagnostic]:
    """What is found about one entry, or a text that may become its.

    What is wrong with the item as a whole is said with the entry that somebody is at.

    Args:
        index: The project's index.
        view: The entry.
        catalogue: Its catalogue.
        text: The text; the stored one where there is none.
    """
    target = view.target if text is None else text
    place = (view.project, view.lang, view.item)
    if not target.strip():
        return []
    found = quality.diagnose(*place, view.entry, target)
    whole = quality.diagnose_item(*place, catalogue.entries, (view.entry, target))
    found += [one for several in whole.values() for one in several]
    return [*found, *_elsewhere(index, view, target)]


def of_item(
    index: sqlite3.Connection, views: Sequence[View], catalogue: Catalogue
) -> dict[str, list[Diagnostic]]:
    """What is found about each entry of an item, by key."""
    if not views:
        return {}
    first = views[0]
    found = {view.key: list(view.diagnostics) for view in views}
    whole = quality.diagnose_item(first.project, first.lang, first.item, catalogue.entries)
    for key, several in whole.items():
        found[key] += several
    divided = pages.divided_in(index, first.lang, first.item)
    for view in views:
        if view.key in divided and view.target:
            found[view.key] += _elsewhere(index, view, view.target)
    return found


def _elsewhere(index: sqlite3.Connection, view: View, text: str) -> list[Diagnostic]:
    rows = pages.accepted(index, view.lang, view.source, view.source_language)
    others = [
        row["target"]
        for row in rows
        if row["role"] == view.role and (row["item"], row["key"]) != (view.item, view.key)
    ]
    if not others:
        return []
    place = (view.project, view.lang, view.item)
    return quality.diagnose_elsewhere(*place, view.entry, text, others)
