"""XLIFF 1.2, for OmegaT, Trados, Poedit and their like.

https://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from translator.errors import TranslatorError
from translator.exchange.inline import NAMESPACE, Codes, text_of
from translator.exchange.units import Answer, Bundle, Ref, Reply, Unit, said
from translator.languages import code_of
from translator.message import phrase
from translator.safe_xml import children, line_of, name_of, parse, printable, text_in
from translator.state import State

if TYPE_CHECKING:
    from lxml.etree import _Element

_TOOL = "newsroom-translator"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_STATES = {
    State.DRAFT: "needs-review-translation",
    State.NEEDS_WORK: "needs-translation",
    State.TRANSLATED: "translated",
    State.APPROVED: "signed-off",
}
_QUALIFIERS = {"mt": "mt-suggestion", "exact": "exact-match", "fuzzy": "fuzzy-match"}
_FORMER = "Previous source: "
_REMEDY = phrase("Take in the file that the other tool saved, or export it anew.")


def write(bundle: Bundle) -> bytes:
    """A bundle as one XLIFF file, a `<file>` an item."""
    from lxml import etree

    nsmap: Any = {None: NAMESPACE}  # the stubs know no default namespace
    root = etree.Element(f"{{{NAMESPACE}}}xliff", {"version": "1.2"}, nsmap)
    by_item: dict[str, list[Unit]] = {}
    for unit in bundle.units:
        by_item.setdefault(unit.item, []).append(unit)
    for item, units in by_item.items():
        attributes = {
            "original": printable(item),
            "source-language": bundle.source_language,
            "target-language": bundle.language,
            "datatype": "plaintext",
        }
        file = _add(root, "file", attributes)
        header = _add(file, "header")
        tool = {"tool-id": _TOOL, "tool-name": "Newsroom translator"}
        _add(header, "tool", tool)
        _add(header, "note", text=bundle.titles[item])
        body = _add(file, "body")
        for unit in units:
            _write_unit(body, unit, bundle)
    _indent(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def read(data: bytes, name: str) -> Answer:
    """What an XLIFF 1.2 file says, whoever wrote it last.

    Raises:
        TranslatorError: It is no sound XLIFF 1.x, or names no target language, or two.
    """
    root = parse(data, name)
    if name_of(root) != "xliff":
        raise TranslatorError(
            phrase("is no XLIFF: its root is <{name}>", name=name_of(root)), path=name
        )
    if not root.get("version", "1.2").startswith("1."):
        remedy = phrase("Save it as XLIFF 1.2.")
        raise TranslatorError(
            phrase("is XLIFF {version}", version=root.get("version", "")), path=name, remedy=remedy
        )
    languages: set[str] = set()
    replies: list[Reply] = []
    for file in children(root, "file"):
        item = file.get("original", "")
        languages.add(code_of(file.get("target-language", "")))
        replies += [_read_unit(unit, item, name) for unit in file.iter("{*}trans-unit")]
    languages.discard("")
    if len(languages) != 1:
        raise TranslatorError(
            phrase("has {number} target languages", number=len(languages))
            if languages
            else phrase("has no target language"),
            path=name,
            remedy=phrase('Each <file> must say the same target-language="…".'),
        )
    return Answer(name, languages.pop(), replies)


def _read_unit(unit: _Element, item: str, name: str) -> Reply:
    sources, targets = children(unit, "source"), children(unit, "target")
    if len(sources) != 1 or len(targets) > 1:
        raise TranslatorError(
            phrase("a <trans-unit> needs one <source> and at most one <target>"),
            path=name,
            line=line_of(unit),
            remedy=_REMEDY,
        )
    details = {
        context.get("context-type", ""): text_in(context)
        for group in children(unit, "context-group")
        for context in children(group, "context")
    }
    ref = Ref.parse(details.get("x-ref", ""))
    target = text_of(targets[0]) if targets else ""
    source = text_of(sources[0])
    claimed = _claimed(unit, targets[0]) if targets else None
    if ref is not None and ref.state is State.UNTRANSLATED and target == source:
        # OmegaT fills what nobody translated with the source; a state alone tells it from a text.
        target = target if claimed is not None and claimed.accepted else ""
    notes = "\n".join(text_in(note) for note in children(unit, "note")).split("\n")
    return Reply(
        item,
        ref.key if ref else unit.get("id", ""),
        source,
        target,
        f"line {line_of(unit)}",
        ref,
        said(claimed, ref),
        claimed is State.APPROVED,
        details.get("x-context"),
        tuple(line for line in notes if not line.startswith(_FORMER)),
        # OmegaT marks every text as translated, also a draft that nobody looked at.
        sure=claimed is State.APPROVED,
    )


def _claimed(unit: _Element, target: _Element) -> State | None:
    """The state that a segment has in the file, as far as it says."""
    state = target.get("state", "")
    if state in ("final", "signed-off") or unit.get("approved") == "yes":
        return State.APPROVED
    if state == "translated":
        return State.TRANSLATED
    if state == "needs-review-translation":
        return State.DRAFT
    return State.NEEDS_WORK if state.startswith("needs-") else None


def _write_unit(body: _Element, unit: Unit, bundle: Bundle) -> None:
    approved = "yes" if unit.state is State.APPROVED else "no"
    element = _add(body, "trans-unit", {"id": unit.ref.key, "approved": approved})
    element.set(_SPACE, "preserve")
    codes = Codes()
    codes.fill(_add(element, "source", {_LANG: unit.source_language}), unit.source)
    if unit.target:
        attributes = {_LANG: bundle.language, "state": _STATES.get(unit.state, "new")}
        if unit.score:
            attributes["state-qualifier"] = _QUALIFIERS[unit.score]
        codes.fill(_add(element, "target", attributes), unit.target)
    group = _add(element, "context-group", {"purpose": "information"})
    for kind, value in (
        ("x-ref", str(unit.ref)),
        ("x-role", unit.role),
        ("x-context", unit.context),
        ("x-origin", unit.origin),
    ):
        if value:
            _add(group, "context", {"context-type": kind}, value)
    # OmegaT shows the last <note> alone, and takes the texts in <alt-trans> for the unit's own.
    former = [] if unit.previous_source is None else [_FORMER + unit.previous_source]
    if notes := [*unit.notes, *former]:
        _add(element, "note", {"from": _TOOL}, "\n".join(notes))


def _add(
    parent: _Element, name: str, attributes: dict[str, str] | None = None, text: str | None = None
) -> _Element:
    from lxml import etree

    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes or {})
    element.text = None if text is None else printable(text)
    return element


def _indent(element: _Element, level: int = 0) -> None:
    """Put each element on a line of its own, but for what is inside texts."""
    if name_of(element) in ("source", "target") or not len(element):
        return
    inner = "\n" + "  " * (level + 1)
    element.text = inner
    for child in element:
        child.tail = inner
        _indent(child, level + 1)
    element[-1].tail = "\n" + "  " * level
