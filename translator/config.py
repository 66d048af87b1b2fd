"""`translator.toml`: the project's settings, typed and validated."""

from __future__ import annotations

import difflib
import re
from pathlib import Path
from typing import Annotated, Literal, get_args, get_type_hints

import msgspec
from msgspec import Meta, Struct, field

from translator import limits, toml_files
from translator.config_values import faults
from translator.errors import TranslatorError

CONFIG_NAME = "translator.toml"

Percent = Annotated[float, Meta(ge=0, le=100)]
Finished = Literal["translated", "approved"]


class _Table(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """A table of the config file: unknown keys are errors, names are written with hyphens."""


class ProjectTable(_Table, frozen=True):
    """`[project]`: what is translated, into what, and where things are."""

    name: Annotated[str, Meta(min_length=1)]
    languages: Annotated[list[str], Meta(min_length=1)]
    source_language: str = "en"
    content: str = "content"
    locales: str = "locales"
    memory: str = "memory"
    output: str = "build"
    base_url: str = ""
    time_zone: str = "UTC"


class DraftTable(_Table, frozen=True):
    """`[draft]`: how suggestions are made."""

    memory_threshold: Annotated[int, Meta(ge=50, le=100)] = 75
    beam_size: Annotated[int, Meta(ge=1, le=16)] = 4


class PublishTable(_Table, frozen=True):
    """`[publish]`: what `compile` lets out."""

    state: Finished = "approved"
    incomplete: Literal["hold", "source"] = "hold"
    stale: Literal["keep", "hold"] = "keep"
    templates: str = "site/templates"


class ReviewTable(_Table, frozen=True):
    """`[review]`: how translations are signed off."""

    four_eyes: bool = True


class LanguageGate(_Table, frozen=True):
    """`[gate.languages]`: what differs for one language."""

    complete: Percent | None = None
    state: Finished | None = None


class GateTable(_Table, frozen=True):
    """`[gate]`: what `check` asks for."""

    complete: Percent = 100
    state: Finished = "translated"
    fail_on: Literal["error", "warning"] = "error"
    interface: list[str] = field(default_factory=list)
    languages: dict[str, LanguageGate] = field(default_factory=dict)

    def required(self, language: str) -> float:
        """The share of finished entries the gate asks of a language, 0 to 1."""
        own = self.languages.get(language, LanguageGate()).complete
        return (self.complete if own is None else own) / 100

    def finished_at(self, language: str) -> Finished:
        """The state from which the gate counts a language's entry as finished."""
        return self.languages.get(language, LanguageGate()).state or self.state


class RuleSettings(_Table, frozen=True):
    """What can be set for the rules, in the whole project or in some items."""

    disable: list[str] = field(default_factory=list)
    style: bool | None = None
    severity: dict[str, Literal["error", "warning", "style"]] = field(default_factory=dict)
    options: dict[str, dict[str, float]] = field(default_factory=dict)


class RulesTable(RuleSettings, frozen=True):
    """`[rules]`: how translations are judged; `items` has what differs, by glob over ids."""

    items: dict[str, RuleSettings] = field(default_factory=dict)


class HtmlTable(_Table, frozen=True):
    """`[formats.html]`: which parts of a page are text."""

    exclude: list[str] = field(default_factory=list)
    main_content: bool = False


class JsonTable(_Table, frozen=True):
    """`[formats.json]`: which strings are text, and of which kind; the first path that fits."""

    paths: dict[str, Literal["plain", "html", "markdown"]] = field(default_factory=dict)
    metadata: dict[Literal["date", "updated", "languages", "publish-after", "withdrawn"], str] = (
        field(default_factory=dict)
    )


class MarkdownTable(_Table, frozen=True):
    """`[formats.markdown]`: which keys of the front matter hold text; empty for the usual ones."""

    front_matter: list[str] = field(default_factory=list)


class FormatsTable(_Table, frozen=True):
    """`[formats]`: what formats can't know by themselves."""

    html: HtmlTable = field(default_factory=HtmlTable)
    json: JsonTable = field(default_factory=JsonTable)
    markdown: MarkdownTable = field(default_factory=MarkdownTable)


class Config(_Table, frozen=True):
    """The whole file."""

    project: ProjectTable
    draft: DraftTable = field(default_factory=DraftTable)
    publish: PublishTable = field(default_factory=PublishTable)
    review: ReviewTable = field(default_factory=ReviewTable)
    gate: GateTable = field(default_factory=GateTable)
    rules: RulesTable = field(default_factory=RulesTable)
    formats: FormatsTable = field(default_factory=FormatsTable)


def load(path: Path) -> Config:
    """Read and validate a config file.

    Raises:
        TranslatorError: It can't be read, is no TOML, or has an unknown key, a wrong type or an
            impossible value; the message names the table and the key.
    """
    try:
        text = limits.read(path, limits.LARGEST_SETTINGS).decode("utf-8-sig")
        data = toml_files.loads(text)
    except toml_files.TomlError as error:
        raise TranslatorError(
            f"not valid TOML: {error.reason}", path=path, line=error.line
        ) from None
    except OSError as error:
        raise TranslatorError(f"can't be read: {error.strerror}", path=path) from None
    except UnicodeDecodeError as error:
        raise TranslatorError(
            f"not UTF-8 (byte {error.start})", path=path, remedy="Save it as UTF-8."
        ) from None
    try:
        config = msgspec.convert(data, Config)
    except msgspec.ValidationError as error:
        message, table, key = _explain(str(error))
        raise TranslatorError(
            f"{_place(table, key)}: {message}",
            path=path,
            line=_line_of(text, table, key),
            remedy=_suggestion(table, key, message),
        ) from None
    if fault := next(faults(config), None):
        raise TranslatorError(
            f"{_place(fault.table, fault.key)}: {fault.message}",
            path=path,
            line=_line_of(text, fault.table, fault.key),
            remedy=fault.remedy,
        )
    return config


_Explained = tuple[str, str, str]
_KINDS = {
    "str": "a text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "a table",
    "null": "nothing",
}
"""What msgspec calls the kinds of values, in the words of this file."""
_KIND = re.compile(r"`([^`]*)`")
_AT = re.compile(r" - at `\$\.?(?P<path>[^`]*)`$")


def _explain(message: str) -> _Explained:
    """Turn msgspec's words into (message, table, key)."""
    found = _AT.search(message)
    parts = re.findall(r"[\w-]+", found["path"]) if found else []
    text = message[: found.start()] if found else message
    unknown = re.match(r"Object contains unknown field `(.+)`", text)
    missing = re.match(r"Object missing required field `(.+)`", text)
    if unknown:
        parts.append(unknown[1])
        text = "unknown key"
    elif missing:
        parts.append(missing[1])
        text = "is missing"
    text = _KIND.sub(lambda kind: _KINDS.get(kind[1], kind[1]), text)
    text = text[0].lower() + text[1:].replace("enum value", "value")
    if len(parts) > 1:
        return text, ".".join(parts[:-1]), parts[-1]
    return text, "", parts[0] if parts else ""


def _place(table: str, key: str) -> str:
    return f"[{table}] {key}" if table else f"[{key}]"


def _line_of(text: str, table: str, key: str) -> int | None:
    """The line of a key in its table, else of the table, as far as it is written plainly."""
    current, table_line = "", None
    for number, line in enumerate(text.splitlines(), 1):
        head = re.match(r"\s*\[+\s*([^\]]+?)\s*\]", line)
        if head:
            current = head[1]
            table_line = number if current in (table, key) else table_line
        elif current == table and re.match(rf"""\s*["']?{re.escape(key)}["']?\s*[=.]""", line):
            return number
    return table_line


_TABLES: dict[str, type[Struct]] = {
    "": Config,
    "project": ProjectTable,
    "draft": DraftTable,
    "publish": PublishTable,
    "review": ReviewTable,
    "gate": GateTable,
    "rules": RulesTable,
    "formats": FormatsTable,
    "formats.html": HtmlTable,
    "formats.json": JsonTable,
    "formats.markdown": MarkdownTable,
}


def _suggestion(table: str, key: str, message: str) -> str:
    kind = _TABLES.get(table, LanguageGate)
    if message == "unknown key":
        names = list(kind.__struct_encode_fields__)
        close = difflib.get_close_matches(key, names, 1)
        return f"Did you mean {close[0]!r}?" if close else f"Known here: {', '.join(names)}."
    hints = get_type_hints(kind)
    values = get_args(hints.get(key.replace("-", "_")))
    return (
        f"Possible: {', '.join(map(repr, values))}." if message.startswith("invalid value") else ""
    )
