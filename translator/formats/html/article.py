"""Finds the article in a saved web page: what the page itself says, else where the prose is."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from translator.formats.html.elements import BLOCK, OPAQUE, VOID
from translator.formats.html.tokens import Kind, attributes, closes_itself, tokens
from translator.formats.html.tree import Element, OpenElements

_BESIDE = frozenset({"nav", "aside", "footer", "form", "dialog", "menu"})
_ALWAYS = frozenset({"head", "title", "meta", "h1"})
_DECLARES = re.compile(r"articlebody|(?<![\w-])main(?![\w-])", re.IGNORECASE)
_ENOUGH_PROSE = 140
_SHORT_PARAGRAPH = 25


@dataclass(slots=True)
class _Candidate:
    """An element that may be the article, with the text in it that is not a link."""

    start: int
    name: str
    declared: str
    prose: int = 0
    score: float = 0.0


def live(parent_live: bool, name: str, is_article: bool) -> bool:
    """Whether the text of an element is to be translated when only the article is."""
    if is_article or name in _ALWAYS:
        return True
    return parent_live and name not in _BESIDE


def find(text: str, *, xml: bool = False) -> Collection[int]:
    """Where the start tag of the article stands, if there is an article.

    What a page declares (`itemprop="articleBody"`, one `article`, `main`) goes before what can only
    be guessed: the element with most prose in paragraphs directly inside it.
    """
    candidates = _measure(text, xml)
    for wanted in ("body", "article", "main"):
        same = sorted(
            (candidate for candidate in candidates if candidate.declared == wanted),
            key=lambda candidate: -candidate.prose,
        )
        # Several of a size are a list of teasers, not an article.
        if same and same[0].prose and (len(same) == 1 or same[0].prose > 2 * same[1].prose):
            return {same[0].start}
    best = max(candidates, key=lambda candidate: candidate.score, default=None)
    return {best.start} if best and best.score >= _ENOUGH_PROSE else ()


def _measure(text: str, xml: bool) -> list[_Candidate]:
    opened = OpenElements(Element(""))
    root = _Candidate(0, "", "")
    measures: dict[int, _Candidate] = {0: root}
    found: list[_Candidate] = []
    above: dict[int, int] = {}

    def close(elements: list[Element]) -> None:
        for element in elements:
            candidate = measures.pop(element.serial)
            parent = measures.get(above.pop(element.serial), root)
            if element.name not in _BESIDE:
                parent.prose += candidate.prose
            if element.name == "p" and candidate.prose >= _SHORT_PARAGRAPH:
                parent.score += candidate.prose
            if element.block and element.name not in ("p", "html", "body"):
                found.append(candidate)

    for kind, start, end, name in tokens(text, xml=xml):
        if kind is Kind.TEXT:
            top = opened.top
            if top.live:
                measures[top.serial].prose += len(text[start:end].strip())
        elif kind is Kind.OPEN:
            close(opened.before_start(name))
            tag = text[start:end]
            if name in VOID or closes_itself(tag):
                continue
            parent = opened.top
            beside = name in OPAQUE or name in _BESIDE or name == "a"
            element = Element(name, name in BLOCK, parent.live and not beside)
            opened.push(element)
            above[element.serial] = parent.serial
            measures[element.serial] = _Candidate(start, name, _declared(name, tag))
        elif kind is Kind.CLOSE:
            close(opened.end(name))
    close([element for element in opened.stack[:0:-1] if not element.closed])
    return found


def _declared(name: str, tag: str) -> str:
    if name in ("article", "main"):
        return name
    if _DECLARES.search(tag):
        found = attributes(tag)
        if "itemprop" in found and "articleBody" in found["itemprop"].value.split():
            return "body"
        if "role" in found and found["role"].value.strip().lower() == "main":
            return "main"
    return ""
