"""Trying a package in a process of its own: a spoilt model can bring the engine's library down.

    python -m translator.models.probe FOLDER TEXT

CTranslate2 aborts, or reads where it may not, on some spoilt models (seen in each version from 4.4
to 4.8.0); no exception tells of it.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from translator.engines import package
from translator.errors import TranslatorError

_SECONDS = 600
"""The largest models take minutes to load from a slow disk."""


def probe(folder: Path, text: str) -> str:
    """What an unpacked package makes of a text.

    Raises:
        TranslatorError: It can't be loaded, or does not run.
    """
    asked = [sys.executable, "-m", __name__, str(folder), text]
    try:
        done = subprocess.run(  # noqa: S603 - Python and our own module
            asked, check=False, capture_output=True, encoding="utf-8", timeout=_SECONDS
        )
    except subprocess.TimeoutExpired:
        raise TranslatorError(f"its model does not run within {_SECONDS} s") from None
    if done.returncode == 0:
        return done.stdout
    if done.returncode == 2:
        raise TranslatorError(done.stderr.strip())
    raise TranslatorError("its model does not run: it brings the engine down")


def main() -> int:
    """Translate a text; the exit code."""
    from translator.engines.argos import ArgosEngine

    folder, text = sys.argv[1:]
    try:
        engine = ArgosEngine(package.read(Path(folder)), beam_size=1)
        print(engine.translate([text])[0].text, end="")
    except TranslatorError as error:
        print(error.message, file=sys.stderr)
        return 2
    except (OSError, RuntimeError, ValueError) as error:
        print(f"its model does not run: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
