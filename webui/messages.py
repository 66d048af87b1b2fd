"""The interface's texts for translation: `python -m webui.messages extract|compile`.

The texts of `locales/<lang>/LC_MESSAGES/webui.po` follow the templates and modules, and what the
core says to people (`translator.message.phrase`, the titles of rules). No translation
is lost: a text that is gone stays as an obsolete entry and comes back with its translation, and one
that was edited a little keeps it as fuzzy. No header field changes without a reason.
"""

from __future__ import annotations

import copy
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import polib
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from rapidfuzz import fuzz, process

from translator.errors import TranslatorError
from translator.languages import LANGUAGES
from translator.po_syntax import decoded, parse, written
from translator.storage import write_atomically

ROOT = Path(__file__).resolve().parent.parent
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2.ext:babel_extract")]
PAGES: dict[str, Any] = {
    "_": None,
    "_mark": None,
    "gettext": None,
    "ngettext": (1, 2),
    "phrase": None,
}
_TITLE = (2,)
CORE: dict[str, Any] = {
    "phrase": None,
    "Language": (2,),
    **dict.fromkeys(("pair_rule", "source_rule", "item_rule", "project_rule"), _TITLE),
}
FOLDERS = {"webui": PAGES, "translator": CORE}
"""Where texts are, and the functions whose arguments they are there, as Babel has it."""
OPTIONS = {"templates/**.html": {"trimmed": "true"}}
DOMAIN = "webui.po"
NEAR = 75.0
"""Percent of characters in common (normalised Indel similarity), from which a text is an edit."""


def extract(root: Path = ROOT) -> list[Path]:
    """Bring every language's catalogue up to date, and say which changed.

    Raises:
        TranslatorError: A catalogue can't be read; it is left as it is.
    """
    texts = _texts(root)
    changed = []
    for path in _paths(root):
        code = path.parent.parent.name
        entries = _follow(_read(path) if path.exists() else (), texts, code)
        whole = "\n".join([_head(code), *map(written, entries)]).encode()
        if not path.exists() or path.read_bytes() != whole:
            write_atomically(path, whole)
            changed.append(path)
    return changed


def compile_(root: Path = ROOT) -> list[Path]:
    """Bring the `.mo` files that the interface reads up to date, and say which changed.

    setup.py makes them for a wheel.

    Raises:
        TranslatorError: A catalogue can't be read.
    """
    changed = []
    for path in _paths(root):
        if path.exists():
            code = path.parent.parent.name
            target = root / "webui" / "translations" / code / "LC_MESSAGES" / "webui.mo"
            whole = _read(path).to_binary()
            if not target.exists() or target.read_bytes() != whole:
                target.parent.mkdir(parents=True, exist_ok=True)
                write_atomically(target, whole)
                changed.append(target)
    return changed


def _texts(root: Path) -> list[polib.POEntry]:
    """The interface's texts, sorted, without translations."""
    found = Catalog()
    for folder, keywords in FOLDERS.items():
        for name, _line, text, comments, context in extract_from_dir(
            root / folder, METHODS, OPTIONS, keywords=keywords
        ):
            # Of the core the package is enough: code that moves within it is no change here.
            where = f"{folder}/{name}" if keywords is PAGES else str(Path(folder, name).parent)
            place: Any = (where, None)
            found.add(text, None, [place], (), comments, context=context)
    return [_entry(message) for message in sorted(found) if message.id]


def _entry(message: Message) -> polib.POEntry:
    text, plural = (message.id, "") if isinstance(message.id, str) else message.id
    return polib.POEntry(
        msgid=text,
        msgid_plural=plural,
        msgctxt=message.context,
        flags=sorted(message.flags),
        comment="\n".join(message.auto_comments),
        occurrences=[(path, "") for path in sorted({path for path, _ in message.locations})],
    )


def _follow(
    old: Sequence[polib.POEntry], texts: Sequence[polib.POEntry], code: str
) -> list[polib.POEntry]:
    """A catalogue's entries for the texts as they are now, with the translations it had."""
    # A current entry comes last here, and so wins over an obsolete one of the same text.
    known = {_key(entry): entry for entry in sorted(old, key=lambda entry: not entry.obsolete)}
    gone = dict(known)
    for text in texts:
        gone.pop(_key(text), None)
    entries = []
    for text in texts:
        entry = copy.copy(text)
        if former := known.get(_key(text)):
            _carry(former, entry, fuzzy=former.fuzzy)
            entry.previous_msgid = former.previous_msgid
            entry.previous_msgid_plural = former.previous_msgid_plural
        elif former := _nearest(text, gone.values()):
            _carry(former, entry, fuzzy=True)
            entry.previous_msgid = former.msgid
            entry.previous_msgid_plural = former.msgid_plural or None
        if entry.msgid_plural:
            forms = range(_number_of_forms(code))
            entry.msgstr_plural = {form: entry.msgstr_plural.get(form, "") for form in forms}
        entries.append(entry)
    for entry in sorted(gone.values(), key=lambda entry: entry.msgid):
        if entry.msgstr or any(entry.msgstr_plural.values()):
            entry.obsolete = True
            entries.append(entry)
    return entries


def _key(entry: polib.POEntry) -> tuple[str | None, str, str]:
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def _carry(former: polib.POEntry, entry: polib.POEntry, *, fuzzy: bool) -> None:
    """Take over another entry's translation and its translator's comments."""
    entry.msgstr = former.msgstr
    entry.msgstr_plural = dict(former.msgstr_plural)
    entry.tcomment = former.tcomment
    if fuzzy:
        entry.flags = ["fuzzy", *entry.flags]


def _nearest(text: polib.POEntry, gone: Iterable[polib.POEntry]) -> polib.POEntry | None:
    """The translated entry that a new text is an edit of, if there is one."""
    rivals = [
        entry
        for entry in gone
        if entry.msgctxt == text.msgctxt
        and bool(entry.msgid_plural) == bool(text.msgid_plural)
        and (entry.msgstr or any(entry.msgstr_plural.values()))
    ]
    sources = [entry.msgid for entry in rivals]
    near = process.extractOne(text.msgid, sources, scorer=fuzz.ratio, score_cutoff=NEAR)
    return rivals[near[2]] if near else None


def _paths(root: Path) -> list[Path]:
    return [root / "locales" / code / "LC_MESSAGES" / DOMAIN for code in LANGUAGES if code != "en"]


def _read(path: Path) -> polib.POFile:
    return parse(decoded(path.read_bytes(), "UTF-8", path), path)


def _number_of_forms(code: str) -> int:
    return int(LANGUAGES[code].plural_forms.split(";")[0].removeprefix("nplurals="))


def _head(code: str) -> str:
    return (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {code}\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n'
        f'"Plural-Forms: {LANGUAGES[code].plural_forms}\\n"\n'
    )


def main() -> None:
    """Run one of the two commands."""
    commands = {"extract": extract, "compile": compile_}
    if len(sys.argv) != 2 or sys.argv[1] not in commands:
        sys.exit("usage: python -m webui.messages extract|compile")
    try:
        for path in commands[sys.argv[1]]():
            sys.stderr.write(f"{path.relative_to(ROOT)}\n")
    except TranslatorError as error:
        sys.exit(f"Error: {error}")


if __name__ == "__main__":
    main()
