"""What stands in an output folder, as its readers find it."""

from __future__ import annotations

from pathlib import Path


def published(folder: Path) -> dict[str, bytes]:
    """Every file that the links in an output folder lead to, by the path under which it is."""
    found: dict[str, bytes] = {}
    for place in folder.iterdir() if folder.is_dir() else ():
        if not place.is_symlink():
            continue
        for path in [place, *place.rglob("*")]:
            if path.is_file():
                found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found
