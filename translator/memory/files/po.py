"""PO and MO files of other programs, as units."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from translator.catalogue import read_entries
from translator.errors import TranslatorError
from translator.languages import LANGUAGES
from translator.memory.files.mo import messages
from translator.memory.files.scope import Scope, code_of
from translator.memory.units import Unit
from translator.storage import read_received

MANY = 2
"""The form for "many" among three or more plural forms, as Russian has them; else the last."""


def read(path: Path, scope: Scope, language: str | None = None) -> Iterator[Unit]:
    """The units of a PO or MO file: what is translated, not fuzzy and not obsolete.

    A plural message gives two units: singular with the first form, plural with the one for many.

    Args:
        path: The file; `.mo` or `.gmo` for MO.
        scope: The project's languages.
        language: The language of the translations; what the file or its path says if not given.

    Raises:
        TranslatorError: It can't be read, is spoilt, or says nothing of its language.
    """
    data = read_received(path)
    if path.suffix in (".mo", ".gmo"):
        fields, found = messages(data, path)
    else:
        fields, found = _entries(data, path, scope)
    language = language or language_of(path, fields)
    if not scope.knows(language) or language == scope.source_language:
        raise TranslatorError(
            f"is in {language}, which is none of the project's languages", path=path
        )
    spoken = code_of(fields.get("X-Source-Language", "")) or scope.source_language
    for sources, targets in found:
        forms = [targets[0], targets[min(MANY, len(targets) - 1)]]
        for source, target in zip(sources, forms, strict=False):
            yield from scope.unit(spoken, language, source, target)


def named_language(path: Path) -> str:
    """The language of a PO or MO file. Raises as `read` does."""
    data = read_received(path)
    mo = path.suffix in (".mo", ".gmo")
    return language_of(path, messages(data, path)[0] if mo else read_entries(data, path)[0])


def language_of(path: Path, fields: dict[str, str]) -> str:
    """The language of a file: what its header says, else its path.

    Raises:
        TranslatorError: Neither says it.
    """
    named = fields.get("Language") or fields.get("X-Language") or ""
    if named and (code := code_of(named)):
        return code
    if named.strip():
        return named.strip()
    places = [path.stem.rpartition(mark)[2] for mark in (".", "_", "-")]
    for part in (path.stem, *places, *(folder.name for folder in path.parents)):
        if (code := code_of(part)) in LANGUAGES:
            return code
    raise TranslatorError(
        "does not say which language it is in", path=path, remedy="Name it with -l."
    )


def _entries(
    data: bytes, path: Path, scope: Scope
) -> tuple[dict[str, str], Iterator[tuple[list[str], list[str]]]]:
    fields, entries = read_entries(data, path)

    def each() -> Iterator[tuple[list[str], list[str]]]:
        for entry in entries:
            if entry.obsolete or entry.fuzzy:
                scope.left_out["obsolete" if entry.obsolete else "fuzzy"] += 1
                continue
            plurals = entry.po.msgstr_plural
            forms = [plurals[form] for form in sorted(plurals)] or [entry.target]
            yield [entry.source, *filter(None, [entry.po.msgid_plural])], forms

    return fields, each()
