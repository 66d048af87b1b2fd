"""What the peers do, done by us: `python -m benchmarks.real_files.ours extract|back FROM PO [TO]`.

`extract` writes a catalogue for each file of a folder; `back` puts each file and its untranslated
catalogue together again. Languages are not identified, as no peer does that.
"""

from __future__ import annotations

import sys
from pathlib import Path

import polib

from translator import formats
from translator.config import FormatsTable
from translator.document import Document
from translator.errors import TranslatorError

_SETTINGS = FormatsTable()


def main(step: str, source: Path, catalogues: Path, target: Path | None = None) -> None:
    """Do one of the two steps for all files of a folder."""
    for path in sorted(source.iterdir()):
        catalogue = catalogues / f"{path.stem}.po"
        try:
            document = formats.parse(path, path.read_bytes(), _SETTINGS)
            if step == "extract":
                catalogue.write_text(_extracted(document), "utf-8")
            elif target is not None:
                (target / path.name).write_bytes(_back(path, document, catalogue))
        except TranslatorError as error:
            print(f"{path.name}: {error.message}", file=sys.stderr)


def _extracted(document: Document) -> str:
    file = polib.POFile(wrapwidth=0)
    file.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    known: set[tuple[str | None, str]] = set()
    for segment, context in zip(document.segments, document.contexts, strict=True):
        if (context, segment.text) not in known:
            known.add((context, segment.text))
            comment = "\n".join((segment.role, *segment.comments))
            file.append(polib.POEntry(msgid=segment.text, msgctxt=context, comment=comment))
    return str(file)


def _back(path: Path, document: Document, catalogue: Path) -> bytes:
    found: dict[tuple[str | None, str], str] = {
        (entry.msgctxt, entry.msgid): entry.msgstr for entry in polib.pofile(str(catalogue))
    }
    texts = [
        found[context, segment.text] or None
        for segment, context in zip(document.segments, document.contexts, strict=True)
    ]
    return formats.render(path, document, texts)


if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:]))
