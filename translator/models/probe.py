"""Trying a package in a process of its own: a spoilt model can bring the engine's library down.

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
    asked = [sys.executable, "-c", f"from {__name__} import main; main()", str(folder), text]
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


def main() -> None:
    """Translate a text in this process; exits with 2 where that fails, and says why."""
    from translator.engines.argos import ArgosEngine

    folder, text = sys.argv[1:]
    try:
        engine = ArgosEngine(package.read(Path(folder)), beam_size=1)
        print(engine.translate([text])[0].text, end="")
    except TranslatorError as error:
        print(error.message, file=sys.stderr)
        sys.exit(2)
    except (OSError, RuntimeError, ValueError) as error:
        print(f"its model does not run: {error}", file=sys.stderr)
        sys.exit(2)
