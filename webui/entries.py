"""An entry as pages and the JSON interface show it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from translator import review
from translator.entry import Entry
from translator.project import Project
from translator.provenance import Provenance
from translator.state import State
from webui.quality import Diagnostic, diagnose


@dataclass(frozen=True)
class View:
    """One entry, with what is to be shown of it.

    Attributes:
        project: The project.
        lang: The target language.
        item: The item's id.
        entry: The entry.
    """

    project: Project
    lang: str
    item: str
    entry: Entry

    @cached_property
    def key(self) -> str:
        """The entry's key."""
        return self.entry.key

    @cached_property
    def state(self) -> State:
        """The entry's state."""
        return self.entry.state

    @cached_property
    def revision(self) -> str:
        """The entry's revision."""
        return review.revision(self.entry)

    @property
    def source(self) -> str:
        """The text to be translated."""
        return self.entry.source

    @property
    def target(self) -> str:
        """The translation."""
        return self.entry.target

    @property
    def role(self) -> str:
        """What the segment is in the document."""
        return self.entry.role

    @property
    def source_language(self) -> str:
        """The language of the source."""
        return self.entry.source_language or self.project.source_language

    @cached_property
    def provenance(self) -> Provenance | None:
        """Where the text came from or started from."""
        return self.entry.provenance if self.entry.target else None

    @property
    def previous(self) -> str | None:
        """The source before it was edited."""
        return self.entry.po.previous_msgid

    @property
    def approved_by(self) -> str:
        """Who signed it off and when."""
        if self.state is not State.APPROVED:
            return ""
        return " ".join(self.entry.remarks("approved")[-1].tokens[:2])

    @cached_property
    def diagnostics(self) -> list[Diagnostic]:
        """What the rules say of it."""
        return diagnose(self.project, self.lang, self.item, self.entry)

    def as_json(self, found: list[Diagnostic] | None = None) -> dict[str, Any]:
        """The entry of the JSON interface, with all that is found about it where that is known."""
        origin = self.provenance
        return {
            "key": self.key,
            "source": self.source,
            "target": self.target,
            "state": self.state.value,
            "revision": self.revision,
            "role": self.role,
            "occurrences": [path for path, _ in self.entry.po.occurrences],
            "source_language": self.source_language,
            "origin": str(Provenance(origin.origin, origin.detail)) if origin else None,
            "score": origin.score if origin else None,
            "match": origin.match if origin else None,
            "approved": self.approved_by or None,
            "diagnostics": [
                one.as_json() for one in (self.diagnostics if found is None else found)
            ],
        }
