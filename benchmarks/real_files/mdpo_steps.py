"""mdpo's two steps over a folder, in one process; run with the Python of its own environment.

`python mdpo_steps.py extract|back FROM PO [TO]`, as in `ours.py`.
"""

import sys
from pathlib import Path


def main(step: str, source: Path, catalogues: Path, target: Path | None = None) -> None:
    """Do one of the two steps for all files of a folder."""
    from mdpo.md2po import markdown_to_pofile
    from mdpo.po2md import pofile_to_markdown

    for path in sorted(source.iterdir()):
        catalogue = catalogues / f"{path.stem}.po"
        try:
            if step == "extract":
                markdown_to_pofile(str(path), save=True, po_filepath=str(catalogue))
            elif target is not None:
                back = pofile_to_markdown(str(path), str(catalogue), wrapwidth=0)
                (target / path.name).write_text(back, "utf-8")
        except Exception as error:  # noqa: BLE001 - a failure is what is counted
            print(f"{path.name}: {error!r}", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:]))
