"""The interface's texts for translation: `python -m webui.messages extract|compile`.

The texts of `locales/<lang>/LC_MESSAGES/webui.po` follow the templates and modules; what was
translated stays. No header field changes without a reason.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from translator.languages import LANGUAGES
from translator.storage import write_atomically

ROOT = Path(__file__).resolve().parent.parent
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
KEYWORDS = {"_": None, "_mark": None, "gettext": None, "ngettext": (1, 2)}
OPTIONS = {"templates/**.html": {"trimmed": "true"}}
DOMAIN = "webui.po"


def extract(root: Path = ROOT) -> list[Path]:
    """Bring every language's catalogue up to date, and say which changed."""
    template = Catalog()
    folder = root / "webui"
    for name, _line, message, comments, context in extract_from_dir(
        folder, METHODS, OPTIONS, keywords=KEYWORDS
    ):
        template.add(message, None, [(f"webui/{name}", None)], (), comments, context=context)  # type: ignore[list-item]
    changed = []
    for path in _paths(root):
        code = path.parent.parent.name
        catalogue = _read(path if path.exists() else io.BytesIO(_head(code)), code)
        catalogue.update(template, no_fuzzy_matching=True, update_header_comment=False)
        catalogue.obsolete.clear()
        if _write(path, catalogue):
            changed.append(path)
    return changed


def compile_(root: Path = ROOT) -> list[Path]:
    """Write the `.mo` files that the interface reads, and say which."""
    written = []
    for path in _paths(root):
        if path.exists():
            data = io.BytesIO()
            write_mo(data, _read(path, path.parent.parent.name))
            write_atomically(path.with_suffix(".mo"), data.getvalue())
            written.append(path.with_suffix(".mo"))
    return written


def _paths(root: Path) -> list[Path]:
    return [root / "locales" / code / "LC_MESSAGES" / DOMAIN for code in LANGUAGES if code != "en"]


def _read(source: Path | io.BytesIO, code: str) -> Catalog:
    if isinstance(source, Path):
        source = io.BytesIO(source.read_bytes())
    return read_po(source, locale=code)


def _head(code: str) -> bytes:
    return (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {code}\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n'
        f'"Plural-Forms: {LANGUAGES[code].plural_forms}\\n"\n\n'
    ).encode()


def _write(path: Path, catalogue: Catalog) -> bool:
    """Write a catalogue where it changed, without the header's dates and versions."""
    data = io.BytesIO()
    write_po(data, catalogue, width=0, sort_output=True, include_lineno=False, omit_header=True)
    whole = _head(str(catalogue.locale_identifier)) + data.getvalue()
    if path.exists() and path.read_bytes() == whole:
        return False
    write_atomically(path, whole)
    return True


def main() -> None:
    """Run one of the two commands."""
    commands = {"extract": extract, "compile": compile_}
    if len(sys.argv) != 2 or sys.argv[1] not in commands:
        sys.exit("usage: python -m webui.messages extract|compile")
    for path in commands[sys.argv[1]]():
        sys.stderr.write(f"{path.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
