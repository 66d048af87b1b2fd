"""CSS selectors, matched against the open elements while a page is read.

Type, `*`, `#id`, `.class`, `[attribute]` with its six comparisons, descendant and child
combinators, and lists: what can be decided at a start tag. Anything else is refused, not ignored.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from translator.errors import TranslatorError
from translator.formats.html.tree import Element

_NAME = r"-?[A-Za-z_\u0080-\U0010ffff][\w\u0080-\U0010ffff-]*"
_SIMPLE = re.compile(
    rf"""(?P<type>\*|{_NAME}) | \#(?P<id>[\w-]+) | \.(?P<class>{_NAME})
       | \[ \s* (?P<attribute>{_NAME}(?::{_NAME})?) \s*
           (?: (?P<operator>[~|^$*]?=) \s* (?: "(?P<double>[^"]*)" | '(?P<single>[^']*)'
             | (?P<bare>[\w-]+) ) \s* (?P<flag>[iI])? \s* )? \]""",
    re.VERBOSE,
)
_COMBINATOR = re.compile(r"\s*>\s*|\s+")


class _Test(NamedTuple):
    """One condition on an attribute's value."""

    attribute: str
    operator: str
    value: str
    fold: bool = False

    def matches(self, element: Element) -> bool:
        found = element.attributes.get(self.attribute)
        if found is None:
            return False
        value = self.value
        if self.fold:
            found, value = found.lower(), value.lower()
        match self.operator:
            case "":
                return True
            case "=":
                return found == value
            case "~=":
                return value in found.split()
            case "|=":
                return found == value or found.startswith(f"{value}-")
            case "^=":
                return bool(value) and found.startswith(value)
            case "$=":
                return bool(value) and found.endswith(value)
            case _:
                return bool(value) and value in found


@dataclass(slots=True)
class _Compound:
    name: str = "*"
    tests: list[_Test] = field(default_factory=list)
    child: bool = False

    def matches(self, element: Element) -> bool:
        return self.name in ("*", element.name) and all(
            test.matches(element) for test in self.tests
        )


State = tuple[int, int]
"""How many compounds, from the outermost, have been fulfilled so far, as bits: with the last of
them at any open element, and with the last of them at the innermost one."""
START: State = (1, 1)


@dataclass(slots=True)
class Selector:
    """One selector: compounds from the outermost to the one that is the element itself."""

    compounds: list[_Compound]

    def step(self, element: Element, above: State) -> tuple[bool, State]:
        """Whether an element is meant, and the state for its children.

        Args:
            element: The element, whose ancestors have been put through this before it.
            above: The state that its parent has given, `START` for the outermost element.
        """
        anywhere, directly = above
        here = 1
        for place, compound in enumerate(self.compounds):
            before = directly if compound.child else anywhere
            if before >> place & 1 and compound.matches(element):
                here |= 2 << place
        return bool(here >> len(self.compounds)), (anywhere | here, here)


def compile_all(selectors: Sequence[str]) -> list[Selector]:
    """Compile selectors and selector lists.

    Raises:
        TranslatorError: One is not a selector, or of a kind that is not known here.
    """
    return [
        _compile(part.strip(), selector)
        for selector in selectors
        for part in re.split(r",(?![^\[]*\])", selector)
    ]


def _compile(selector: str, whole: str) -> Selector:
    compounds = [_Compound()]
    position = 0
    fresh = True
    while position < len(selector):
        if match := _SIMPLE.match(selector, position):
            if match["type"] and not fresh:
                break
            _add(compounds[-1], match)
            fresh = False
        elif not fresh and (match := _COMBINATOR.match(selector, position)):
            compounds.append(_Compound(child=">" in match[0]))
            fresh = True
        else:
            break
        position = match.end()
    if fresh or position < len(selector):
        raise TranslatorError(
            f"{whole!r} is not a CSS selector that can be used here",
            remedy="Use names, .class, #id, [attribute=value], spaces and >, separated by commas.",
        )
    return Selector(compounds)


def _add(compound: _Compound, match: re.Match[str]) -> None:
    if match["type"]:
        compound.name = match["type"].lower()
    elif match["id"]:
        compound.tests.append(_Test("id", "=", match["id"]))
    elif match["class"]:
        compound.tests.append(_Test("class", "~=", match["class"]))
    else:
        value = next(
            (match[key] for key in ("double", "single", "bare") if match[key] is not None), ""
        )
        name = match["attribute"].lower()
        compound.tests.append(_Test(name, match["operator"] or "", value, bool(match["flag"])))
