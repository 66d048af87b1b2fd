"""Golden files: beside each input what its segments are and what a translation of it looks like.

`UPDATE_GOLDEN=1 pytest` writes them anew; read the difference before committing it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from translator.document import Document

FOLDER = Path(__file__).parent.parent / "formats" / "golden"


def inputs(kind: str) -> list[Path]:
    """The inputs of one format."""
    return sorted(
        path for path in (FOLDER / kind).iterdir() if ".expect." not in path.name and path.is_file()
    )


def check(path: Path, document: Document, translated: bytes) -> None:
    """Compare an input's segments and its translation with the files beside it."""
    seen = {
        "notes": list(document.notes),
        "segments": [
            {
                "text": segment.text,
                "role": segment.role,
                **({"language": segment.language} if segment.language else {}),
                **({"comments": list(segment.comments)} if segment.comments else {}),
            }
            for segment in document.segments
        ],
    }
    expected = path.with_name(f"{path.stem}.expect.json")
    output = path.with_name(f"{path.stem}.expect{path.suffix}.out")
    if os.environ.get("UPDATE_GOLDEN"):
        expected.write_text(json.dumps(seen, ensure_ascii=False, indent=1) + "\n", "utf-8")
        output.write_bytes(translated)
    assert seen == json.loads(expected.read_text("utf-8"))
    assert translated == output.read_bytes()


def marked(document: Document) -> list[str]:
    """A translation of each segment that can be told from its source."""
    return [f"«{segment.text}»" for segment in document.segments]
