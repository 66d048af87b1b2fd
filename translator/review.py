"""What reviewing does to an entry: accept, finish, approve, send back, set a finding aside, undo.

The entry's state follows from what these leave in the PO file, so it is the same for every tool.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re

import msgspec

from translator.entry import Entry
from translator.errors import TranslatorError
from translator.limits import LONGEST_TEXT
from translator.message import phrase
from translator.provenance import Provenance, Remark, parse_line
from translator.state import State

_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class Snapshot(msgspec.Struct, frozen=True, omit_defaults=True):
    """All of an entry that a person or a stage may change, to restore it later.

    Attributes:
        target: The translation.
        flags: The PO flags.
        comment: The translator comments, ours included.
        previous: The previous source.
        previous_context: The previous context.
    """

    target: str = ""
    flags: tuple[str, ...] = ()
    comment: str = ""
    previous: str | None = None
    previous_context: str | None = None

    @classmethod
    def of(cls, entry: Entry) -> Snapshot:
        """What the entry holds now."""
        po = entry.po
        return cls(po.msgstr, tuple(po.flags), po.tcomment, po.previous_msgid, po.previous_msgctxt)

    def restore(self, entry: Entry) -> None:
        """Put everything back as it was, provenance and digests included."""
        po = entry.po
        po.msgstr = self.target
        po.flags = list(self.flags)
        po.tcomment = self.comment
        po.previous_msgid = self.previous
        po.previous_msgctxt = self.previous_context


def revision(entry: Entry) -> str:
    """A digest of the stored entry: it differs after every change anybody made to it."""
    whole = msgspec.json.encode([entry.context, entry.source, Snapshot.of(entry)])
    return hashlib.sha256(whole).hexdigest()[:16]


def cleaned(text: str, source: str) -> str:
    """A person's text as catalogues hold it: no edge spaces, no line end unless the source has one.

    Raises:
        TranslatorError: It is too long, or has characters no text has.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if "\n" not in source:
        text = re.sub(r"\s*\n\s*", " ", text)
    if found := _UNWRITABLE.search(text):
        raise TranslatorError(
            phrase("the text has the control character {code}", code=f"U+{ord(found[0]):04X}")
        )
    if len(text) > LONGEST_TEXT:
        raise TranslatorError(
            phrase("the text is longer than {longest} characters", longest=LONGEST_TEXT)
        )
    return text


def translate(entry: Entry, text: str, origin: Provenance | None = None) -> None:
    """A person stands behind this text: accepted as it was, edited, or written anew.

    What it started from stays on record, and so do findings set aside where the text is the same.

    Args:
        entry: The entry.
        text: The text.
        origin: Where the text comes from, where nothing is on record that it started from.
    """
    _write(entry, text, fuzzy=False, origin=origin)
    entry.po.previous_msgid = entry.po.previous_msgctxt = None


def leave_unfinished(entry: Entry, text: str, origin: Provenance | None = None) -> None:
    """A person's text that is not done, or was sent back: `needs-work`; `origin` as above."""
    _write(entry, text, fuzzy=True, origin=origin)


def approve(entry: Entry, person: str, day: dt.date) -> None:
    """Sign a translated text off.

    Raises:
        ValueError: Nobody stands behind the text yet.
    """
    if not entry.state.accepted:
        raise ValueError(f"{entry.state} text can't be approved")
    others = [line for line in _lines(entry) if not _is(line, "approved")]
    remark = Remark("approved", (person, day.isoformat()), entry.digest)
    entry.po.tcomment = "\n".join([*others, str(remark)])


def set_aside(entry: Entry, rule: str, reason: str, person: str) -> None:
    """Say that a rule's finding is no fault, until the text changes."""
    others = [
        line
        for line in _lines(entry)
        if not (
            (remark := parse_line(line)) and remark.key == "ok" and remark.tokens[:1] == (rule,)
        )
    ]
    remark = Remark("ok", (rule, reason, person), entry.digest)
    entry.po.tcomment = "\n".join([*others, str(remark)])


def asides(entry: Entry) -> dict[str, tuple[str, str]]:
    """The rules set aside for the text as it is now: reason and person by rule."""
    return {
        remark.tokens[0]: (remark.tokens[1], remark.tokens[2])
        for remark in entry.remarks("ok")
        if remark.digest == entry.digest and len(remark.tokens) >= 3
    }


def previous_key(entry: Entry) -> str | None:
    """The key the entry had before its source was edited, where PO tools left that on record."""
    from translator.entry import key_of

    if entry.po.previous_msgid is None:
        return None
    return key_of(entry.po.previous_msgctxt, entry.po.previous_msgid)


def _write(entry: Entry, text: str, *, fuzzy: bool, origin: Provenance | None = None) -> None:
    """Put a text in with its flag, and keep of our comment lines what still holds."""
    provenance = entry.provenance if entry.state is not State.UNTRANSLATED else None
    provenance = provenance or origin
    entry.po.msgstr = text
    entry.po.flags = [flag for flag in entry.po.flags if flag != "fuzzy"]
    if fuzzy and text.strip():
        entry.po.flags.append("fuzzy")
    kept = []
    for line in _lines(entry):
        remark = parse_line(line)
        if remark is None or (remark.key == "ok" and remark.digest == entry.digest):
            kept.append(line)
    if provenance and text.strip():
        kept.append(str(Remark("from", tuple(provenance.tokens))))
    entry.po.tcomment = "\n".join(kept)


def _lines(entry: Entry) -> list[str]:
    return entry.po.tcomment.split("\n") if entry.po.tcomment else []


def _is(line: str, key: str) -> bool:
    remark = parse_line(line)
    return remark is not None and remark.key == key
