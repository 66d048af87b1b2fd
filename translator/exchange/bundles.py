"""PO with many items in one file, for Poedit, Lokalize and other PO editors.

`msgctxt` holds the item and, where the catalogue has one, the entry's own context; `#.` comments
hold what the entry was when it went out.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polib

from translator.catalogue import Catalogue
from translator.entry import Entry, key_of
from translator.errors import TranslatorError
from translator.exchange.units import Answer, Bundle, Ref, Reply, Unit
from translator.languages import code_of
from translator.message import phrase
from translator.provenance import parse_line
from translator.state import State

_FORMAT = "X-Translator-Exchange"
_REF = "ref: "
_BETWEEN = " # "


def write(bundle: Bundle) -> bytes:
    """A bundle as one PO file."""
    catalogue = Catalogue.new(Path("bundle.po"), bundle.language)
    catalogue.set_header("X-Translator-Format", "")
    catalogue.set_header(_FORMAT, "1")
    catalogue.set_header("Project-Id-Version", bundle.project)
    catalogue.entries = [_entry(unit, bundle.titles[unit.item]) for unit in bundle.units]
    return catalogue.dump()


def read(data: bytes, name: str) -> Answer:
    """What a PO bundle says, or one of the project's own catalogues.

    A fuzzy text that was edited is not done; PO editors take the flag away when it is.

    Raises:
        TranslatorError: It is no sound PO, is no export, or names no language.
    """
    catalogue = Catalogue.loads(data, Path(name))
    language = code_of(catalogue.header("Language") or "")
    own = catalogue.header("X-Source")
    if catalogue.header(_FORMAT) is None and own is None:
        raise TranslatorError(
            phrase(
                "is no export of this project: its header says neither {field} nor X-Source",
                field=_FORMAT,
            ),
            path=name,
            remedy=phrase("A catalogue from elsewhere is for `translator memory import`."),
        )
    if not language:
        remedy = phrase('Its header must say "Language: …".')
        raise TranslatorError(phrase("names no language"), path=name, remedy=remedy)
    # An own catalogue's source is content/ITEM.EXT.
    item = (own or "").partition("/")[2].rpartition(".")[0]
    return Answer(name, language, [_reply(entry, item) for entry in catalogue.entries])


def _entry(unit: Unit, title: str) -> Entry:
    context = unit.item if unit.context is None else f"{unit.item}{_BETWEEN}{unit.context}"
    po = polib.POEntry(msgid=unit.source, msgctxt=context, msgstr=unit.target)
    about = [unit.role, title, _REF + str(unit.ref)]
    if unit.origin:
        about.append(f"origin: {unit.origin}")
    po.comment = "\n".join(about)
    po.occurrences = [(unit.item.replace(" ", "%20"), "")]
    po.tcomment = "\n".join(unit.notes)
    if unit.state in (State.DRAFT, State.NEEDS_WORK):
        po.flags = ["fuzzy"]
    if unit.previous_source is not None:
        po.previous_msgid = unit.previous_source
    return Entry(po)


def _reply(entry: Entry, item: str) -> Reply:
    about = (entry.po.comment or "").split("\n")
    refs = [Ref.parse(line) for line in about if line.startswith(_REF)]
    ref = refs[0] if refs else None
    context = entry.context
    if not item:
        before, between, last = (context or "").rpartition(_BETWEEN)
        item, context = (before, last) if between else (last, None)
    reply = Reply(
        item,
        ref.key if ref else key_of(context, entry.source),
        entry.source,
        entry.target,
        f"line {entry.line}",
        ref,
        context=context,
        notes=tuple(line for line in entry.po.tcomment.split("\n") if not parse_line(line)),
    )
    return replace(reply, done=_done(entry, reply))


def _done(entry: Entry, reply: Reply) -> bool | None:
    """What the fuzzy flag says: nothing while both it and the text are as they went out."""
    if not entry.target.strip():
        return None
    was = reply.ref.state if reply.ref else None
    if entry.fuzzy:
        before = was in (State.DRAFT, State.NEEDS_WORK)
        return None if before and not reply.touched else False
    return None if was is not None and was.accepted and not reply.touched else True
