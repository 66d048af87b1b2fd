"""What an item's own file states of itself: front matter, a page's or feed's dates, JSON.

Front matter is read strictly where a key is ours; dates of pages and feeds, which come from
elsewhere, count where they can be understood.
"""

from __future__ import annotations

import codecs
import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from translator import toml_files
from translator.config import FormatsTable
from translator.errors import TranslatorError
from translator.limits import LONGEST_SOURCE
from translator.message import phrase
from translator.metadata import Date, Stated, moment, parse

_ALIASES = {
    "date": "date",
    "updated": "updated",
    "lastmod": "updated",
    "languages": "languages",
    "publish-after": "publish-after",
    "publish_after": "publish-after",
    "withdrawn": "withdrawn",
}
"""Front matter's keys -> ours."""

_LARGEST_HEAD = 50_000
_DEEPEST = 20
_KEY = re.compile(r"""(["']?)([\w-]+)\1[ \t]*:(?:[ \t]|$)""")
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<raw>script|style|template)\b.*?(?:</(?P=raw)|\Z)"
    r"|<(?P<tag>meta|time)\b[^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""(?<![\w:.-])([\w:.-]++)\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_PUBLISHED = ("article:published_time", "datepublished", "date", "dc.date", "dcterms.created")
_MODIFIED = ("article:modified_time", "datemodified", "dcterms.modified", "last-modified")
_FEED_DATE = re.compile(
    r"<(?:\w+:)?(?:pubDate|lastBuildDate|updated|published|modified|date)(?:\s[^<>]*)?>"
    r"(?:<!\[CDATA\[)?([^<]{1,100})<"
)
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


def read(kind: str, data: bytes, path: str, settings: FormatsTable) -> dict[str, Stated]:
    """What an item's own file states of itself.

    Args:
        kind: The format, as `formats.FORMATS` names it.
        data: The file's bytes.
        path: The file, as reports name it.
        settings: What the config says of formats.

    Raises:
        TranslatorError: Front matter is spoilt.
    """
    if kind == "text":
        return {}
    # Keys and dates are ASCII: the charset matters only where a byte-order mark names it.
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = data.decode("utf-16" if wide else "utf-8", "replace").removeprefix("\ufeff")
    match kind:
        case "markdown":
            return markdown(text, path)
        case "html":
            return html(text, path)
        case "feed":
            return feed(text, path)
    return json_item(text, path, settings.json.metadata.items())


def markdown(text: str, path: str) -> dict[str, Stated]:
    """The keys of ours in a Markdown file's front matter.

    Args:
        text: The whole file.
        path: The file, as reports name it.

    Raises:
        TranslatorError: The value of such a key is not YAML, or the front matter is not TOML or
            very long.
    """
    lines = text.splitlines()
    fence = lines[0].rstrip() if lines else ""
    if fence not in ("---", "+++"):
        return {}
    ends = ("---", "...") if fence == "---" else ("+++",)
    last = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() in ends), 0)
    head = lines[1:last]
    if sum(map(len, head)) > _LARGEST_HEAD:
        raise TranslatorError(
            phrase("the front matter has more than {most} characters", most=_LARGEST_HEAD),
            path=path,
            line=1,
        )
    return _yaml(head, path) if fence == "---" else _toml(head, path)


def _toml(lines: list[str], path: str) -> dict[str, Stated]:
    try:
        data = toml_files.loads("\n".join(lines))
    except toml_files.TomlError as error:
        raise TranslatorError(
            phrase("the front matter is not valid TOML: {reason}", reason=error.reason),
            path=path,
            line=1 + (error.line or 0),
        ) from None
    return _named(data, path, key_lines(lines, 2))


def key_lines(lines: Iterable[str], first: int) -> dict[str, int]:
    """The line on which each key of TOML's top level stands, as far as it is written plainly."""
    found: dict[str, int] = {}
    for number, line in enumerate(lines, first):
        if line.lstrip().startswith("["):
            break
        if match := re.match(r"""\s*["']?([\w-]+)["']?\s*=""", line):
            found.setdefault(match[1], number)
    return found


def _yaml(lines: list[str], path: str) -> dict[str, Stated]:
    """Only the lines of our own keys are read: what the others hold is not our business."""
    found: dict[str, Stated] = {}
    number = 0
    while number < len(lines):
        match = _KEY.match(lines[number])
        first = number
        number += 1
        if match is None or match[2] not in _ALIASES:
            continue
        while number < len(lines) and re.match(r"[ \t]|-(?:[ \t]|$)|[\]#]|$", lines[number]):
            number += 1
        value = _yaml_value(lines[first:number], path, first + 2)
        found[_ALIASES[match[2]]] = Stated(value, path, first + 2)
    return found


def _unsafe(text: str) -> str:
    """What a value has that ours never have, and that may take time or memory without end."""
    import yaml

    if len(text) > LONGEST_SOURCE:
        return f"a value of more than {LONGEST_SOURCE:,} characters"
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "tag", None):
            return "aliases and tags are not understood"
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            return "nested too deeply"
    return ""


def _yaml_value(lines: list[str], path: str, line: int) -> Any:  # whatever YAML may hold
    import yaml

    text = "\n".join(lines)
    try:
        if what := _unsafe(text):
            raise ValueError(what)
        data = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError) as error:
        what = getattr(error, "problem", None) or str(error)
        raise TranslatorError(
            phrase("the front matter is not valid YAML: {reason}", reason=what),
            path=path,
            line=line,
            remedy=phrase("Put the value in quotes."),
        ) from None
    return next(iter(data.values())) if isinstance(data, dict) else None


def html(text: str, path: str) -> dict[str, Stated]:
    """The dates that a page states in its `meta` and `time` elements."""
    names: dict[str, Stated] = {}
    times: list[Stated] = []
    for match in _TAG.finditer(text):
        if not match["tag"]:
            continue
        attributes = {
            found[1].lower(): next(value for value in found.groups()[1:] if value is not None)
            for found in _ATTRIBUTE.finditer(match[0])
        }
        written = attributes.get("content") or attributes.get("datetime") or ""
        value = parse(written)
        if value is None:
            continue
        stated = Stated(value, path, text.count("\n", 0, match.start()) + 1)
        if match["tag"].lower() == "time":
            times.append(stated)
        for key in ("property", "name", "itemprop", "http-equiv"):
            if key in attributes:
                names.setdefault(attributes[key].lower(), stated)
    found = {}
    for key, known in (("date", _PUBLISHED), ("updated", _MODIFIED)):
        if (name := next((name for name in known if name in names), None)) is not None:
            found[key] = names[name]
    if "date" not in found and times:
        found["date"] = times[0]
    return found


def feed(text: str, path: str) -> dict[str, Stated]:
    """The newest date in a feed: it is as new as its newest entry."""
    found: list[tuple[dt.datetime, Date, int]] = []
    for match in _FEED_DATE.finditer(text):
        value = parse(match[1].strip(" \t\r\n]>"))
        if value is not None:
            when = moment(value, dt.UTC)
            when = when if when.tzinfo else when.replace(tzinfo=dt.UTC)
            found.append((when, value, match.start()))
    if not found:
        return {}
    _, value, start = max(found, key=lambda each: each[0])
    return {"date": Stated(value, path, text.count("\n", 0, start) + 1)}


def json_item(text: str, path: str, paths: Iterable[tuple[str, str]]) -> dict[str, Stated]:
    """What a JSON item states at the paths the config names.

    Without one, `date` and `updated` of its top level count where they can be understood.

    Args:
        text: The whole file.
        path: The file, as reports name it.
        paths: Our key -> the place of its value, such as `meta.published` or `dates[0]`.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    found: dict[str, Stated] = {}
    for key in ("date", "updated") if isinstance(data, dict) else ():
        if isinstance(data.get(key), str) and (value := parse(data[key])) is not None:
            found[key] = Stated(value, path)
    for key, place in paths:
        found[key] = Stated(_at(data, place), path)
    return found


def _at(data: Any, place: str) -> Any:  # whatever JSON may hold
    for name, number in _STEP.findall(place):
        if number:
            data = data[int(number)] if isinstance(data, list) and int(number) < len(data) else None
        else:
            data = data.get(name) if isinstance(data, dict) else None
    return data


def _named(data: Mapping[str, Any], path: str, lines: Mapping[str, int]) -> dict[str, Stated]:
    return {
        _ALIASES[key]: Stated(value, path, lines.get(key))
        for key, value in data.items()
        if key in _ALIASES
    }
