"""The states of an entry."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where an entry stands on its way to publication."""

    UNTRANSLATED = "untranslated"
    DRAFT = "draft"
    NEEDS_WORK = "needs-work"
    TRANSLATED = "translated"
    APPROVED = "approved"

    @property
    def accepted(self) -> bool:
        """Whether a person stands behind the text."""
        return self in (State.TRANSLATED, State.APPROVED)
