"""The public index of Argos packages, or a mirror of it."""

from __future__ import annotations

import json
import math
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from translator.engines import package
from translator.errors import TranslatorError
from translator.models import store
from translator.models.download import Limits, Progress, download

INDEX = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/"
PUBLIC_INDEX = frozenset({"en-ru", "ru-en", "en-ky", "ky-en"})
"""The pairs of our languages that the public index had when last looked at, in November 2026."""
_MAX_INDEX = 8 << 20
_MAX_PACKAGE = 4 << 30


def fetch(
    pair: str,
    folder: Path,
    *,
    timeout: float,
    within: float = math.inf,
    sha256: str = "",
    say: Callable[[str], None] = lambda _: None,
    progress: Progress = lambda _done, _total: None,
) -> Path:
    """Download the newest package of a pair from the Argos index.

    The index is `INDEX`, or the address in the variable `ARGOS_PACKAGE_INDEX`. An entry may carry
    the `sha256` of its file, as mirrors do; the file of a version that was installed before must
    be the same as it was then.

    Args:
        pair: Such as `en-ru`.
        folder: Where the file goes; what is there of an earlier attempt is used.
        timeout: Seconds without an answer after which to give up.
        within: Seconds after which to give up, however the download goes.
        sha256: What the file must have, if known.
        say: Called with a line about what is under way.
        progress: Called while the package comes in.

    Raises:
        TranslatorError: The index can't be reached or has no such pair, or the download failed.
    """
    deadline = time.monotonic() + within
    address = _address()
    candidates = [
        entry
        for entry in _index(address, timeout, deadline)
        if f"{entry.get('from_code')}-{entry.get('to_code')}" == pair and _links(entry)
    ]
    if not candidates:
        raise TranslatorError(
            f"the Argos index has no package {pair}",
            remedy="Install one from a file: translator models install FILE.argosmodel",
        )
    newest = max(candidates, key=lambda e: package.comparable(str(e.get("package_version", ""))))
    version = str(newest.get("package_version", ""))
    wanted = sha256 or str(newest.get("sha256") or "") or _remembered(pair, version)
    link = urljoin(address, _links(newest)[0])
    say(f"{pair} {version}: downloading {link} …")
    target = folder / f"{pair}.argosmodel"
    limits = Limits(timeout, deadline, _MAX_PACKAGE)
    found = download(link, target, limits, sha256=wanted, progress=progress)
    say(f"SHA-256 {found}{' as it should be' if wanted else ''}")
    return target


def _address() -> str:
    base = os.environ.get("ARGOS_PACKAGE_INDEX") or INDEX
    return f"{base.rstrip('/')}/index.json"


def _index(address: str, timeout: float, deadline: float) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "index.json")
        # An index is small: who hasn't sent it in this time never will.
        deadline = min(deadline, time.monotonic() + 2 * timeout)
        download(address, target, Limits(timeout, deadline, _MAX_INDEX))
        try:
            index = json.loads(target.read_bytes())
        except (ValueError, RecursionError):
            index = None
    if not isinstance(index, list):
        raise TranslatorError(
            f"{address} is no package index",
            remedy="Is there a sign-in page between you and the internet?",
        )
    return [entry for entry in index if isinstance(entry, dict)]


def _links(entry: dict[str, Any]) -> list[str]:
    links = entry.get("links")
    return [link for link in links if isinstance(link, str)] if isinstance(links, list) else []


def _remembered(pair: str, version: str) -> str:
    """The SHA-256 that this very version's download had before."""
    for found in package.installed():
        known = store.record(found)
        if (found.pair, found.version) == (pair, version) and known.get("origin") == "index":
            return str(known.get("sha256") or "")
    return ""
