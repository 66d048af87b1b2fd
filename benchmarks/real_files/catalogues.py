"""The files of a corpus through the real `extract`, and every catalogue through `msgfmt -c`."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from benchmarks.real_files.find import KINDS, Text
from translator.extract import extract
from translator.project import find

_CONFIG = '[project]\nname = "Corpus"\nlanguages = ["ru"]\n'


def check(kind: str, texts: Iterable[Text]) -> str:
    """How many files gave a catalogue that `msgfmt -c` accepts, in words."""
    if shutil.which("msgfmt") is None:
        return "msgfmt is not installed (Debian's gettext)"
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        (root / "content").mkdir()
        (root / "translator.toml").write_text(_CONFIG, "utf-8")
        for number, text in enumerate(texts):
            (root / f"content/{number:05}{KINDS[kind].suffix}").write_bytes(text.data)
        result = extract(find(root))
        catalogues = sorted((root / "locales").rglob("*.po"))
        failed = [path.name for path in catalogues if not _accepts(path)]
    words = f"{len(catalogues) - len(failed)} of {len(catalogues)} catalogues pass msgfmt -c"
    return f"{words}, {len(result.errors)} files refused" + (f": {failed[:5]}" if failed else "")


def _accepts(path: Path) -> bool:
    done = subprocess.run(
        ["msgfmt", "-c", "-o", "/dev/null", str(path)], capture_output=True, check=False
    )
    return done.returncode == 0
