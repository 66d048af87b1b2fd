r"""One term of a termbase, and the PO entry that holds it.

A termbase is a PO file, so that any PO editor opens it: the term is the source, its required
translation the target, and `msgctxt` tells terms apart that are written alike. What PO has no field
for stands in translator comments, one line each:

    # do-not-translate                   the term stays as it is; the target is empty or the same
    # also: second form | third form     renderings that are as good
    # forbidden: form | form             renderings that must not be used
    # part-of-speech: noun
    # note: also: is a word here         a note that would read as one of these lines
    # from: import eu-terms.tbx          where the term comes from
    # added: "Aigul B." 2026-11-22       who put it in, and when
    # changed: Nino 2026-11-24           who changed it last, and when

Every other comment line is a note for translators. A `|` inside a form is written `\|`. A fuzzy
entry is not settled and not used.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import polib

from translator import review
from translator.entry import Entry, key_of
from translator.errors import TranslatorError
from translator.message import phrase
from translator.project import TERMBASE
from translator.provenance import Provenance, parse_tokens, quote
from translator.rules.model import GlossaryTerm

NAME = TERMBASE
LONGEST = 1000
"""How many characters a term, a rendering or a note's line may have."""

KEPT = "do-not-translate"
"""The comment line of a term that stays as it is."""

_LINE = re.compile(r"(also|forbidden|part-of-speech|note|from|added|changed):\s+(.+)")
_SPACES = re.compile(r"[ \t-\r\x1c-\x1f\x85\u2028\u2029]+")  # a no-break space is text
_SEPARATOR = re.compile(r"(?<!\\)\|")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Signature:
    """Who did something, and when.

    Attributes:
        by: The person's name; empty where no person is known.
        on: The day, as YYYY-MM-DD.
    """

    by: str
    on: str

    def __str__(self) -> str:
        return " ".join(filter(None, (self.by, self.on)))


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of a language's termbase.

    Attributes:
        rule: What the rules look at: the term and its renderings, the first one preferred.
        notes: What a translator should know, one line each.
        part_of_speech: `noun`, `verb`, `adjective` … where it is on record.
        context: What tells it from another term that is written alike (`msgctxt`).
        origin: Where it comes from, where that is on record.
        added: Who put it in, and when.
        changed: Who changed it last, and when.
        settled: Whether it is used; an unsettled one (`fuzzy`) is a proposal.
        revision: A digest of the stored entry; empty for a term that is not stored.
    """

    rule: GlossaryTerm
    notes: tuple[str, ...] = ()
    part_of_speech: str = ""
    context: str | None = None
    origin: Provenance | None = None
    added: Signature | None = None
    changed: Signature | None = None
    settled: bool = True
    revision: str = ""

    @property
    def key(self) -> str:
        """The term's name for the outside: see `entry.key_of`."""
        return key_of(self.context, self.rule.source)

    @property
    def says_something(self) -> bool:
        """Whether it asks for, allows or forbids anything, so that rules and drafts can use it."""
        rule = self.rule
        return bool(rule.do_not_translate or rule.targets or rule.forbidden)

    def same_content(self, other: Term) -> bool:
        """Whether it says the same, whoever wrote it and when."""
        return self._unsigned() == other._unsigned()

    def _unsigned(self) -> Term:
        return replace(self, origin=None, added=None, changed=None, revision="")


def make_term(
    source: str,
    targets: Sequence[str] = (),
    *,
    forbidden: Sequence[str] = (),
    do_not_translate: bool = False,
    notes: Sequence[str] = (),
    part_of_speech: str = "",
    context: str | None = None,
    origin: Provenance | None = None,
    settled: bool = True,
) -> Term:
    """A term from what a form, a script or a file holds.

    White space is collapsed, empty and repeated forms are left out. A term that stays as it is has
    no other rendering.

    Args:
        source: The term in the source language.
        targets: Its renderings, the preferred one first.
        forbidden: Renderings that must not be used.
        do_not_translate: The term stays as it is.
        notes: What a translator should know; line ends part them further.
        part_of_speech: `noun`, `verb` …
        context: What tells it from another term that is written alike.
        origin: Where it comes from.
        settled: Whether it is used, or a proposal.

    Raises:
        TranslatorError: The source is empty, a form is too long or has a control character, or a
            rendering is required and forbidden at once.
    """
    source = _one_line(source, phrase("the term"))
    if not source:
        raise TranslatorError(phrase("a term needs a source text"))
    wanted = _forms(targets, phrase("a rendering")) if not do_not_translate else ()
    banned = _forms(forbidden, phrase("a forbidden form"))
    if both := set(wanted) & set(banned):
        raise TranslatorError(
            phrase(
                "{term}: {form} can't be both required and forbidden",
                term=repr(source),
                form=repr(min(both)),
            )
        )
    lines = (line for note in notes for line in note.splitlines())
    rule = GlossaryTerm(source, wanted, banned, do_not_translate)
    return Term(
        rule,
        _forms(lines, phrase("a note")),
        _one_line(part_of_speech, phrase("the part of speech")),
        _one_line(context or "", phrase("the context")) or None,
        origin,
        settled=settled,
    )


def term_of(entry: Entry) -> Term:
    """The term that a PO entry of a termbase holds."""
    kept = False
    forms: dict[str, list[str]] = {"also": [], "forbidden": []}
    notes: list[str] = []
    values: dict[str, str] = {}
    for line in filter(None, map(str.strip, entry.po.tcomment.split("\n"))):
        found = _LINE.fullmatch(line)
        key = found[1] if found else ""
        value = found[2] if found else line
        if line == KEPT:
            kept = True
        elif key in forms:
            forms[key] += parted(value)
        elif key == "note":
            notes.append(value)
        elif key and key not in values and _proper(key, value):
            values[key] = value
        else:
            notes.append(line)
    targets = [] if kept else [*parted(entry.target), *forms["also"]]
    return Term(
        GlossaryTerm(entry.source, tuple(targets), tuple(forms["forbidden"]), kept),
        tuple(notes),
        values.get("part-of-speech", ""),
        entry.context,
        Provenance.parse(parse_tokens(values["from"])) if "from" in values else None,
        _signature(values.get("added", "")),
        _signature(values.get("changed", "")),
        not entry.fuzzy,
        review.revision(entry),
    )


def write_term(entry: Entry, term: Term) -> None:
    """Make the PO entry of a term say what it says; its flags but `fuzzy` stay."""
    rule = term.rule
    lines = [_as_note(note) for note in term.notes]
    if rule.do_not_translate:
        lines.append(KEPT)
    for key, forms in (("also", rule.targets[1:]), ("forbidden", rule.forbidden)):
        if forms:
            lines.append(f"{key}: {joined(forms)}")
    if term.part_of_speech:
        lines.append(f"part-of-speech: {term.part_of_speech}")
    if term.origin:
        lines.append(f"from: {term.origin}")
    for key, signature in (("added", term.added), ("changed", term.changed)):
        if signature:
            lines.append(f"{key}: {quote(signature.by)} {quote(signature.on)}")
    po = entry.po
    po.msgstr = _escaped(rule.targets[0]) if rule.targets else ""
    po.tcomment = "\n".join(lines)
    po.flags = [flag for flag in po.flags if flag != "fuzzy"]
    if not term.settled:
        po.flags.append("fuzzy")
    po.previous_msgid = po.previous_msgctxt = None


def entry_of(term: Term) -> Entry:
    """A new PO entry that holds a term."""
    entry = Entry(polib.POEntry(msgid=term.rule.source, msgctxt=term.context))
    write_term(entry, term)
    return entry


def signed(by: str, on: dt.date) -> Signature:
    """A person's signature of a day."""
    return Signature(_one_line(by, phrase("the name")), on.isoformat())


def _signature(value: str) -> Signature | None:
    tokens = parse_tokens(value)
    return Signature(tokens[0], tokens[1]) if len(tokens) == 2 else None


def _proper(key: str, value: str) -> bool:
    """Whether a line that looks like one of ours is one, and no note."""
    return key not in ("added", "changed") or _signature(value) is not None


def _as_note(note: str) -> str:
    plain = note != KEPT and not _LINE.fullmatch(note)
    return note if plain else f"note: {note}"


def parted(value: str) -> list[str]:
    """The forms of a line such as `also`; the inverse of `joined`."""
    parts = (part.strip().replace("\\|", "|") for part in _SEPARATOR.split(value))
    return list(filter(None, parts))


def joined(forms: Iterable[str]) -> str:
    """Forms as one line has them."""
    return " | ".join(map(_escaped, forms))


def _escaped(form: str) -> str:
    return form.replace("|", "\\|")


def _forms(values: Iterable[str], what: str) -> tuple[str, ...]:
    found = (_one_line(value, what) for value in values)
    return tuple(dict.fromkeys(filter(None, found)))


def _one_line(text: str, what: str) -> str:
    text = _SPACES.sub(" ", text).strip()
    if bad := _UNWRITABLE.search(text):
        raise TranslatorError(
            phrase(
                "{what} has the control character {code}", what=what, code=f"U+{ord(bad[0]):04X}"
            )
        )
    if len(text) > LONGEST:
        raise TranslatorError(
            phrase(
                "{what} is longer than {longest} characters: {text}…",
                what=what,
                longest=LONGEST,
                text=text[:40],
            )
        )
    return text
