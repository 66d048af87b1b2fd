"""A termbase as TBX (ISO 30042), for OmegaT, MultiTerm and other termbases.

Written as TBX-Basic of the 2008 edition (`martif`), which most tools read; that and the 2019
edition, with its data categories as attributes or as elements, are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from translator.errors import TranslatorError
from translator.glossary.terms import KEPT, Term, make_term
from translator.languages import code_of
from translator.safe_xml import children, line_of, name_of, parse, printable, text_in

if TYPE_CHECKING:
    from lxml.etree import _Element

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_STATUS = "administrativeStatus"
_PREFERRED, _ADMITTED, _DEPRECATED = (
    f"{status}Term-admn-sts" for status in ("preferred", "admitted", "deprecated")
)
_ENTRIES = ("termEntry", "conceptEntry")
_SECTIONS = ("langSet", "langSec")
_TERMS = ("tig", "ntig", "termSec")
_BAD = ("deprecated", "superseded", "forbidden", "obsolete", "rejected")
# The picklist of TBX-Basic has one word each.
_PARTS = {"proper noun": "properNoun"}


def write(terms: Mapping[str, Sequence[Term]], source_language: str, title: str) -> bytes:
    """Terms by language as a TBX file; proposals and terms that say nothing stay out.

    Args:
        terms: The terms of each language.
        source_language: The language of the terms themselves.
        title: What the termbase is called.

    Raises:
        TranslatorError: No term is left.
    """
    from lxml import etree

    concepts: dict[str, dict[str, Term]] = {}
    for language, them in terms.items():
        for term in them:
            if term.settled and term.says_something:
                concepts.setdefault(term.key, {})[language] = term
    if not concepts:
        raise TranslatorError(
            f"there is no term in {', '.join(terms)}",
            remedy="Proposals and terms without a rendering do not go into TBX; CSV has them.",
        )
    root = etree.Element("martif", {"type": "TBX-Basic", _LANG: source_language})
    header = etree.SubElement(root, "martifHeader")
    description = etree.SubElement(header, "fileDesc")
    _add(_add(description, "titleStmt"), "title", title)
    _add(_add(description, "sourceDesc"), "p", "Newsroom translator")
    _add(_add(header, "encodingDesc"), "p", "TBXBasicXCSV02.xcs", type="XCSURI")
    body = _add(_add(root, "text"), "body")
    for key, by_language in concepts.items():
        _write_concept(_add(body, "termEntry", id=f"c{key}"), by_language, source_language)
    etree.indent(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _write_concept(entry: _Element, by_language: Mapping[str, Term], source: str) -> None:
    first = next(iter(by_language.values()))
    if first.context:
        _add(entry, "descrip", first.context, type="subjectField")
    own = _section(entry, source)
    parts = (term.part_of_speech for term in by_language.values())
    _tig(own, first.rule.source, part=next(filter(None, parts), ""))
    for language, term in by_language.items():
        section = _section(entry, language)
        if term.origin:
            _add(section, "admin", str(term.origin), type="source")
        for kind, signature in (("origination", term.added), ("modification", term.changed)):
            if signature:
                group = _add(section, "transacGrp")
                _add(group, "transac", kind, type="transactionType")
                _add(group, "transacNote", signature.by, type="responsibility")
                _add(group, "date", signature.on)
        for note in term.notes:
            _add(section, "note", note)
        rule = term.rule
        if rule.do_not_translate:
            _add(section, "note", KEPT)
        targets = (rule.source,) if rule.do_not_translate else rule.targets
        for index, target in enumerate(targets):
            _tig(section, target, _ADMITTED if index else _PREFERRED)
        for form in rule.forbidden:
            _tig(section, form, _DEPRECATED)


def read(
    data: bytes, name: str, source_language: str, languages: Iterable[str]
) -> dict[str, list[Term]]:
    """The terms of a TBX file by language, for the languages asked for.

    Each source term of a concept becomes a term. A note `do-not-translate`, which `write` makes of
    a term that stays as it is, is read as that.

    Args:
        data: The file.
        name: Names it in errors.
        source_language: The language that terms are taken from.
        languages: The target languages asked for.

    Raises:
        TranslatorError: It is no sound TBX, or a term can't be one of ours.
    """
    root = parse(data, name)
    if name_of(root) not in ("martif", "tbx"):
        raise TranslatorError(f"is no TBX: its root is <{name_of(root)}>", path=name)
    wanted = list(languages)
    found: dict[str, list[Term]] = {language: [] for language in wanted}
    for entry in root.iter("{*}" + _ENTRIES[0], "{*}" + _ENTRIES[1]):
        sections: dict[str, list[_Element]] = {}
        for section in children(entry, *_SECTIONS):
            sections.setdefault(code_of(section.get(_LANG, "")), []).append(section)
        for language in wanted:
            if language in sections and source_language in sections:
                try:
                    found[language] += _read_concept(
                        entry, sections[source_language], sections[language]
                    )
                except TranslatorError as error:
                    raise TranslatorError(error.message, path=name, line=line_of(entry)) from None
    return found


def _read_concept(
    entry: _Element, own: Sequence[_Element], theirs: Sequence[_Element]
) -> Iterator[Term]:
    terms = [one for section in own for one in _terms(section)]
    renderings = [one for section in theirs for one in _terms(section)]
    good = [text for text, status, _ in renderings if not status.startswith(_BAD)]
    preferred = [text for text, status, _ in renderings if status.startswith("preferred")]
    bad = [text for text, status, _ in renderings if status.startswith(_BAD)]
    notes = [
        text_in(remark)
        for place in (entry, *own, *theirs)
        for remark in place.iter("{*}note", "{*}descrip", "{*}definition")
        if remark.get("type") not in ("subjectField", "reliabilityCode")
        and (place is not entry or remark.getparent() in (entry, *children(entry, "descripGrp")))
    ]
    subject = [
        text_in(remark)
        for remark in entry.iter("{*}descrip", "{*}subjectField")
        if remark.get("type", name_of(remark)) == "subjectField"
    ]
    part = next((part for _, _, part in (*terms, *renderings) if part), "")
    for text, status, _ in terms:
        if status.startswith(_BAD):
            continue
        targets = [*preferred, *(one for one in good if one not in preferred)]
        yield make_term(
            text,
            targets,
            forbidden=[one for one in bad if one not in targets],
            do_not_translate=KEPT in notes,
            notes=[note for note in notes if note != KEPT],
            part_of_speech={value: key for key, value in _PARTS.items()}.get(part, part),
            context=subject[0] if subject else "",
        )


def _terms(section: _Element) -> Iterator[tuple[str, str, str]]:
    """Each term of a language section with its status and its part of speech."""
    for holder in children(section, *_TERMS):
        text = next((text_in(term) for term in holder.iter("{*}term")), "").strip()
        categories = {
            child.get("type", name_of(child)): text_in(child).strip() for child in holder.iter()
        }
        if text:
            status = categories.get(_STATUS) or categories.get("normativeAuthorization") or ""
            yield text, status, categories.get("partOfSpeech", "")


def _section(entry: _Element, language: str) -> _Element:
    return _add(entry, "langSet", **{_LANG: language})


def _tig(section: _Element, text: str, status: str = "", part: str = "") -> None:
    tig = _add(section, "tig")
    _add(tig, "term", text)
    if part:
        _add(tig, "termNote", _PARTS.get(part, part), type="partOfSpeech")
    if status:
        _add(tig, "termNote", status, type=_STATUS)


def _add(parent: _Element, name: str, text: str | None = None, **attributes: str) -> _Element:
    from lxml import etree

    element = etree.SubElement(parent, name, attributes)
    element.text = None if text is None else printable(text)
    return element
