"""The PO files beside the items' catalogues: texts of a site's or a program's interface.

`[gate] interface` names them below `locales/<lang>/`. Nothing drafts them, and the index does not
know them: `check` reads them each time, a few files of a few hundred entries.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from translator import limits
from translator.catalogue import read_entries
from translator.check import Finding
from translator.entry import Entry
from translator.errors import TranslatorError
from translator.languages import LANGUAGES
from translator.project import Project
from translator.quality import parameters_for
from translator.rules import RULES, Diagnostic, Pair, Parameters, check_pair

RULE = "interface"
_ASKED = frozenset({"alphabet", "brackets", "format", "look-alikes", "placeables"})
"""Rules that hold for labels and buttons; the others know the prose of news."""
_LEFT_OUT = frozenset(RULES) - _ASKED
_FORMS = re.compile(r"\bnplurals\s*=\s*(\d+)")


def interface_findings(project: Project, languages: Iterable[str]) -> Iterator[Finding]:
    """What keeps the interface from being complete and right, file by file, in order of lines.

    Args:
        project: The project.
        languages: The target languages to look at.
    """
    parameters = parameters_for(project, "")
    for language in languages:
        for name in project.config.gate.interface:
            path = project.locales / language / name
            yield from _in_file(path, project.relative(path), language, parameters)


def _in_file(path: Path, name: str, language: str, parameters: Parameters) -> Iterator[Finding]:
    try:
        fields, entries = read_entries(limits.read(path, limits.LARGEST_CATALOGUE), Path(name))
    except FileNotFoundError:
        yield Finding(RULE, "error", "there is no such file", language, path=name, accepted=True)
        return
    except OSError as error:
        message = f"can't be read: {error.strerror}"
        yield Finding("unreadable", "error", message, language, path=name, accepted=True)
        return
    except TranslatorError as error:
        line = error.line or 0
        yield Finding(
            "unreadable", "error", error.message, language, path=name, line=line, accepted=True
        )
        return
    found = _FORMS.search(fields.get("Plural-Forms") or LANGUAGES[language].plural_forms)
    forms = int(found[1]) if found else 1
    for entry in entries:
        if not entry.obsolete:
            for rule, severity, message in _on_entry(entry, language, forms, parameters):
                yield Finding(
                    rule,
                    severity,
                    message,
                    language,
                    path=name,
                    line=entry.line,
                    key=entry.key,
                    source=entry.source,
                    target=entry.target or entry.po.msgstr_plural.get(0, ""),
                    accepted=True,
                )


def _on_entry(
    entry: Entry, language: str, forms: int, parameters: Parameters
) -> Iterator[tuple[str, str, str]]:
    """Rule, severity and message of what is wrong with one entry."""
    plural = entry.po.msgid_plural
    texts = entry.po.msgstr_plural if plural else {0: entry.target}
    empty = [form for form in range(forms if plural else 1) if not texts.get(form, "").strip()]
    start = f"“{_short(entry.source)}”"
    if len(empty) == (forms if plural else 1):
        yield RULE, "error", f"{start} is not translated."
    elif empty:
        named = " and ".join(f"{form + 1}" for form in empty)
        yield RULE, "error", f"{start} lacks plural form {named} of {forms}."
    elif entry.fuzzy:
        yield RULE, "error", f"{start} is marked fuzzy."
    else:
        for diagnostic in _faults(entry, texts, language, parameters):
            yield diagnostic.rule, diagnostic.severity, diagnostic.message


def _faults(
    entry: Entry, texts: dict[int, str], language: str, parameters: Parameters
) -> Iterator[Diagnostic]:
    """What the rules say of each form; the first one may follow the singular or the plural."""
    for form, text in sorted(texts.items()):
        sources = [entry.po.msgid_plural or entry.source]
        if form == 0 and entry.po.msgid_plural:
            sources.append(entry.source)
        yield from min(
            (
                check_pair(Pair(source, text, "", language), parameters, disabled=_LEFT_OUT)
                for source in sources
            ),
            key=len,
        )


def _short(text: str, longest: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"
