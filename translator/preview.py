"""Every item as it would look, with what nobody reviewed visibly marked."""

from __future__ import annotations

from pathlib import Path

from translator.catalogue import Entry, State
from translator.errors import TranslatorError
from translator.project import Project
from translator.publish import entries_of
from translator.storage import write_atomically

FOLDER = "preview"
MARK = "UNREVIEWED"


def preview(
    project: Project, *, languages: tuple[str, ...] = (), output: Path | None = None
) -> tuple[int, list[TranslatorError]]:
    """Write all items in all languages to the preview folder.

    Args:
        project: The project.
        languages: Target languages; all where there is none.
        output: The folder that gets the folder `preview`, where it is not to be the config's.

    Returns:
        How many files were written, and what could not be read.

    Raises:
        TranslatorError: The items can't be listed, a language is wrong, or a file can't be written.
    """
    folder = (output or project.output) / FOLDER
    required = project.config.publish.state
    written, errors = 0, []
    for item in project.items:
        try:
            document = item.read()
        except TranslatorError as error:
            errors.append(error)
            continue
        for language in project.select_languages(languages):
            try:
                entries = entries_of(project, item, document, language)
            except TranslatorError as error:
                errors.append(error)
                continue
            texts = [
                shown(entry, segment.text, required)
                for entry, segment in zip(entries, document.segments, strict=True)
            ]
            try:
                data = item.render(document, texts, language)
            except TranslatorError as error:
                errors.append(error)
                continue
            write_atomically(folder / language / f"{item.id}{item.path.suffix}", data)
            written += 1
    return written, errors


def shown(entry: Entry | None, source: str, required: str) -> str:
    """What the preview shows of a segment: its text, marked where nobody reviewed it."""
    if entry is None or entry.state is State.UNTRANSLATED:
        return f"[{MARK} source] {source}"
    if entry.finished(required):
        return entry.target
    if entry.state is State.DRAFT:
        return f"[{MARK} draft, {entry.provenance}] {entry.target}"
    return f"[{MARK} {entry.state}] {entry.target}"
