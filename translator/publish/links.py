"""Links from one item to another: where they stand in a file, and which item they mean."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from translator.formats.embedded import Markup
from translator.formats.html.tokens import Attribute, attributes

# What never ends runs to the end of the file, and no alternative looks past the next "<": each
# character is looked at a few times, whatever stands there.
_HTML = re.compile(
    r"""<!--.*?(?:-->|\Z)
      | <(?P<raw>script|style|template|textarea)\b.*?(?:</(?P=raw)|\Z)
      | (?P<head><(?:link|meta)\b(?:[^<>"']|"[^"<]*+"|'[^'<]*+')*+>)
      | <(?:(?:a|area)\b(?:[^<>"']|"[^"<]*+"|'[^'<]*+')*?\shref
          | img\b(?:[^<>"']|"[^"<]*+"|'[^'<]*+')*?\ssrc)
        \s{0,20}=\s{0,20}(?:"(?P<double>[^"<]*)"|'(?P<single>[^'<]*)'|(?P<bare>[^\s"'<>]+))""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_MARKDOWN = re.compile(
    r"""(?m:^\ {0,3}(?P<fence>`{3,}|~{3,})).*?(?:(?m:^\ {0,3}(?P=fence))|\Z)
      | (?P<ticks>`+)(?!`).{0,2000}?(?<!`)(?P=ticks)(?!`)
      | \]\(\s{0,20}<?(?P<inline>[^()\s<>]+)
      | (?m:^\ {0,3}\[[^\]\n]+\]:[ \t]*<?(?P<defined>[^\s<>]+))
      | <(?P<auto>https?://[^\s<>]+)>""",
    re.DOTALL | re.VERBOSE,
)
_TAG_END = re.compile(r"""(?:[^<>"']++|"[^"<]*+"|'[^'<]*+'){0,100}""")
_RELATIONS = frozenset({"canonical", "prev", "next"})
"""What a page's `link` may lead to that its localised page has its own of."""
_OWN_ADDRESS = frozenset({"og:url", "twitter:url"})
_PAGES = ("", "/", ".html", ".htm")
"""How the address of an item's page may end, whatever its source's format."""
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/#?]|$")


def spans(kind: str, text: str) -> Iterator[tuple[int, int]]:
    """Where the destinations of links stand in a Markdown or HTML text, in order."""
    if kind == "html":
        yield from _in_tags(text)
    elif kind == "markdown":
        code: list[tuple[int, int]] = []
        found: list[tuple[int, int]] = []
        for match in _MARKDOWN.finditer(text):
            name = match.lastgroup or ""
            (found if name in ("inline", "defined", "auto") else code).append(match.span(name))
            if name in ("fence", "ticks"):
                code[-1] = match.span()
        found += [span for span in _in_tags(text) if not any(a <= span[0] < b for a, b in code)]
        yield from sorted(found)


def _in_tags(text: str) -> Iterator[tuple[int, int]]:
    for match in _HTML.finditer(text):
        if match["head"]:
            if (address := _in_head(match["head"])) is not None:
                yield match.start() + address.start, match.start() + address.end
            continue
        rest = _TAG_END.match(text, match.end())
        if "hreflang" in (match[0] + rest[0] if rest else match[0]).lower():
            continue  # it leads to one language
        for name in ("double", "single", "bare"):
            if match[name] is not None:
                yield match.span(name)


def _in_head(tag: str) -> Attribute | None:
    """Where the address of a page stands in a `link` or `meta` tag."""
    given = attributes(tag)
    if "href" in given and "rel" in given and "hreflang" not in given:
        relations = set(given["rel"].value.lower().split())
        return given["href"] if relations & _RELATIONS else None
    names = {given[name].value.strip().lower() for name in ("property", "name") if name in given}
    return given.get("content") if names & _OWN_ADDRESS else None


def found(parts: Iterable[Markup]) -> Iterator[str]:
    """The destinations of links, without the escapes of the file around."""
    for part in parts:
        text = part.value.text
        yield from (text[start:end] for start, end in spans(part.kind, text))


def rewrite(text: str, parts: Iterable[Markup], replace: Callable[[str], str | None]) -> str:
    """A file with other destinations for some of its links; of these only what differs is written.

    Args:
        text: The whole file.
        parts: The markup in it, in order.
        replace: What a destination becomes; None leaves it as it is.
    """
    pieces: list[str] = []
    position = done = 0
    for part in parts:
        value = part.value
        for start, end in spans(part.kind, value.text):
            old = value.text[start:end]
            new = replace(old)
            if new is None or new == old or value.start(start) < done:
                continue
            head = len(posixpath.commonprefix((old, new)))
            tail = len(posixpath.commonprefix((old[head:][::-1], new[head:][::-1])))
            first, last = value.span(start + head, end - tail, start)
            written = part.escape(new[head : len(new) - tail], first, last)
            if written is not None:
                pieces += [text[position:first], written]
                position, done = last, value.end(end)
    return "".join((*pieces, text[position:]))


@dataclass(frozen=True, slots=True)
class Target:
    """The item that a link means.

    Attributes:
        item: Its id.
        path: Where the link leads, below the content folder, without percent-encoding.
        tail: Its query and fragment, with their signs.
        base: What stands before that in the link: the base address, or the part of it from its
            host on; empty for a relative link.
    """

    item: str
    path: str
    tail: str
    base: str

    def address(self, base: str) -> str:
        """Where the link leads, under a base address or in a folder below it."""
        return f"{base}{quote(self.path)}{self.tail}"


class Addresses:
    """Which addresses are those of the project's items.

    A link means an item by its file (`talks.md`), or by an address that its page may have
    (`talks`, `talks/`, `talks.html`), relative to the linking item's folder or under `base-url`.
    """

    def __init__(
        self, base_url: str, languages: Collection[str], suffixes: Mapping[str, str]
    ) -> None:
        """Know the items.

        Args:
            base_url: Where the published items stand, with a slash at the end; may be empty.
            languages: The languages in whose folders below it pages may stand.
            suffixes: The suffix of each item's file, by id.
        """
        self.base_url = base_url
        self._bases = (base_url, urlsplit(base_url).path) if base_url else ()
        self._languages = languages
        self._suffixes = suffixes

    def may_be_an_item(self, address: str) -> bool:
        """Whether an address can be that of an item of the project, of one to come too."""
        return bool(self._base(address)) or _ELSEWHERE.match(address) is None

    def _base(self, address: str) -> str:
        if address.startswith("//"):
            return ""
        return next((base for base in self._bases if address.startswith(base)), "")

    def target(self, item: str, address: str) -> Target | None:
        """The item that an address in an item leads to; None where it leads to none."""
        if not self.may_be_an_item(address):
            return None
        whole, *tail = re.split(r"(?=[?#])", address, maxsplit=1)
        base = self._base(whole)
        if base:
            path = unquote(whole[len(base) :])
            first, _, rest = path.partition("/")
            path = rest if first in self._languages else path
        else:
            path = posixpath.normpath(posixpath.join(posixpath.dirname(item), unquote(whole)))
            path += "/" * whole.endswith("/")
        for name in (posixpath.splitext(path)[0], path.rstrip("/")):
            suffix = self._suffixes.get(name)
            if suffix is not None and path[len(name) :] in (suffix, *_PAGES):
                return Target(name, path, "".join(tail), base)
        return None


def relative(start: str, path: str) -> str:
    """A path as seen from another file of the same tree; both are normal and not absolute."""
    up, name = 0, path
    folder = posixpath.dirname(start)
    while folder and not path.startswith(f"{folder}/"):
        folder = posixpath.dirname(folder)
        up += 1
    if folder:
        name = path[len(folder) + 1 :]
    return "../" * up + name
