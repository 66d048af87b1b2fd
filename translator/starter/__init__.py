"""The files of a new project."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from translator.config import CONFIG_NAME
from translator.errors import TranslatorError
from translator.storage import write_atomically

MEMORY = "machine-prepared.tmx"
"""Stock phrases of such news in five languages, from which a desk without a model gets drafts. Its
name is what the drafts say of where they are from."""

FILES = {
    "translator.toml": CONFIG_NAME,
    "welcome.txt": "content/welcome.txt",
    MEMORY: f"memory/{MEMORY}",
    "gitignore": ".gitignore",
    "translations.yml": ".github/workflows/translations.yml",
    "pre-commit-config.yaml": ".pre-commit-config.yaml",
}
"""Our file -> where it goes in a project."""


def begin(folder: Path) -> list[str]:
    """Make a project; files that are there already are left as they are.

    Returns:
        The files written, relative to the folder.

    Raises:
        TranslatorError: The folder is a project already, or can't be written.
    """
    if (folder / CONFIG_NAME).exists():
        raise TranslatorError(
            f"has a {CONFIG_NAME} already", path=folder.resolve(), remedy="Name another folder."
        )
    written = []
    for ours, theirs in FILES.items():
        target = folder / theirs
        if not target.exists():
            write_atomically(target, files(__name__).joinpath(ours).read_bytes())
            written.append(theirs)
    return written
