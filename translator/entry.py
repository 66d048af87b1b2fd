"""An entry of a catalogue: its text, its state, and what its comment lines say of it."""

from __future__ import annotations

import hashlib

import polib

from translator.provenance import Provenance, Remark, digest_of, parse_line
from translator.state import State


def key_of(context: str | None, source: str) -> str:
    """The entry's name for the outside: 16 hexadecimal digits of context and source's SHA-256."""
    whole = source if context is None else f"{context}\x04{source}"
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Entry:
    """One segment's record: a view of a polib entry that knows states and provenance."""

    __slots__ = ("po",)

    def __init__(self, po: polib.POEntry) -> None:
        self.po = po

    @property
    def source(self) -> str:
        """The text to be translated."""
        return self.po.msgid

    @property
    def target(self) -> str:
        """The translation; empty where there is none."""
        return self.po.msgstr

    @property
    def previous_source(self) -> str | None:
        """The source that the text was made for, where the source was edited since."""
        return self.po.previous_msgid

    @property
    def context(self) -> str | None:
        """What tells it from another entry of the same source, where there is one."""
        return self.po.msgctxt

    @property
    def key(self) -> str:
        """See `key_of`."""
        return key_of(self.context, self.source)

    @property
    def line(self) -> int:
        """The line of the file, counted from 1, where the entry began when it was read."""
        return self.po.linenum or 0

    @property
    def role(self) -> str:
        """What the segment is in the document."""
        return self._extracted[0] if self._extracted else "paragraph"

    @property
    def source_language(self) -> str | None:
        """The source's language where it is not the item's."""
        prefix = "language: "
        return next((x.removeprefix(prefix) for x in self._extracted if x.startswith(prefix)), None)

    @property
    def _extracted(self) -> list[str]:
        return self.po.comment.split("\n") if self.po.comment else []

    @property
    def obsolete(self) -> bool:
        """Whether its segment is no longer in the item."""
        return bool(self.po.obsolete)

    @obsolete.setter
    def obsolete(self, value: bool) -> None:
        self.po.obsolete = value

    @property
    def fuzzy(self) -> bool:
        """Whether PO tools call it fuzzy."""
        return "fuzzy" in self.po.flags

    @property
    def state(self) -> State:
        """The state that flags, comments and digests add up to."""
        if not self.target.strip():
            return State.UNTRANSLATED
        if self.fuzzy:
            return State.DRAFT if self._fits("draft") else State.NEEDS_WORK
        return State.APPROVED if self._fits("approved") else State.TRANSLATED

    def finished(self, required: str) -> bool:
        """Whether it is good enough for a gate that asks for `translated` or `approved`.

        Text that already was in the target language needs nobody's approval.
        """
        if self.state is State.APPROVED:
            return True
        if self.state is not State.TRANSLATED:
            return False
        provenance = self.provenance
        own = provenance is not None and provenance.origin == "source"
        return required == State.TRANSLATED or (own and self.target == self.source)

    @property
    def provenance(self) -> Provenance | None:
        """Where the text came from or started from, where that is on record."""
        for key in ("draft", "from"):
            for remark in self.remarks(key):
                return Provenance.parse(remark.tokens)
        return None

    @property
    def conflicts(self) -> list[str]:
        """The texts that others have, kept beside until somebody decides."""
        return [remark.tokens[0] for remark in self.remarks("conflict") if remark.tokens]

    @property
    def digest(self) -> str:
        """The digest that `draft`, `approved` and `ok` lines are bound to."""
        return digest_of(self.context, self.source, self.target)

    def remarks(self, key: str) -> list[Remark]:
        """Our comment lines of one kind."""
        start = f"{key}: "
        return [
            found
            for line in self._comment
            if line.startswith(start) and (found := parse_line(line)) and found.key == key
        ]

    def suggest(self, text: str, provenance: Provenance) -> None:
        """Put a suggestion in, as a draft that nobody has accepted."""
        self._write(text, fuzzy=True)
        self._replace(Remark("draft", tuple(provenance.tokens), self.digest))

    def settle(self, text: str, provenance: Provenance | None = None) -> None:
        """Put a text in that somebody stands behind, and where it started from."""
        self._write(text, fuzzy=False)
        if provenance:
            self._replace(Remark("from", tuple(provenance.tokens)))

    def carry(self, other: Entry) -> None:
        """Take over the text of an entry whose source is the same but whose context is not.

        An approval is bound to its context and does not come along; all else does.
        """
        state = other.state
        self.po.msgstr = other.target
        self.po.flags = list(other.po.flags)
        self.po.tcomment = other.po.tcomment
        if state is State.DRAFT and other.provenance:
            self.suggest(other.target, other.provenance)

    def inherit(self, former: Entry) -> None:
        """Take over the text of the entry that this one was before its source was edited.

        It needs work, and says what the source was; an approval ends.
        """
        self.po.msgstr = former.target
        self.po.flags = [*(flag for flag in former.po.flags if flag != "fuzzy"), "fuzzy"]
        kept = (line for line in former._comment if not _bound(line))
        self.po.tcomment = "\n".join(kept)
        # What the text really translates: a second edit does not change that.
        self.po.previous_msgid = former.previous_source or former.source

    def describe_as(self, other: Entry) -> None:
        """Say of its place in the item what another version of the entry says."""
        self.po.comment = other.po.comment
        self.po.occurrences = list(other.po.occurrences)

    def add_comments(self, other: Entry) -> None:
        """Take over the comment lines of another version of the entry that it lacks itself."""
        lacking = [line for line in other._comment if line not in self._comment]
        self.po.tcomment = "\n".join([*self._comment, *lacking])

    def contradict(self, other: Entry) -> None:
        """Need work, as another version of the entry has another text, which is kept beside."""
        self.add_comments(other)
        self.dispute(other.target)

    def dispute(self, text: str) -> None:
        """Need work, as somebody has another text, which is kept beside."""
        kept = [line for line in self._comment if not _bound(line)]
        self.po.tcomment = "\n".join([*kept, str(Remark("conflict", (text,)))])
        self.po.flags = [*(flag for flag in self.po.flags if flag != "fuzzy"), "fuzzy"]

    def _write(self, text: str, *, fuzzy: bool) -> None:
        self.po.msgstr = text
        self.po.flags = [flag for flag in self.po.flags if flag != "fuzzy"]
        if fuzzy:
            self.po.flags.append("fuzzy")
        self.po.previous_msgid = self.po.previous_msgctxt = None
        kept = [line for line in self._comment if not parse_line(line)]
        self.po.tcomment = "\n".join(kept)

    def _replace(self, remark: Remark) -> None:
        self.po.tcomment = "\n".join([*self._comment, str(remark)])

    def _fits(self, key: str) -> bool:
        return any(remark.digest == self.digest for remark in self.remarks(key))

    @property
    def _comment(self) -> list[str]:
        return self.po.tcomment.split("\n") if self.po.tcomment else []


def _bound(line: str) -> bool:
    """Whether a comment line of ours holds only for the text it was written for."""
    remark = parse_line(line)
    return remark is not None and remark.key not in ("from", "conflict")
