"""Checkpoints from the Hugging Face hub, fetched by `huggingface_hub` within bounds of our own.

The library keeps to one commit, resumes what was cut off, and knows mirrors (`HF_ENDPOINT`) and
tokens (`HF_TOKEN`). What it lacks is around it here: nothing begins that is larger than was said or
under another licence, every wait ends, and what came is what the hub promised, by its digests.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import queue
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from translator.errors import TranslatorError
from translator.models.download import HEADROOM, OFFLINE, Progress
from translator.models.store import file_digest

HUB = "https://huggingface.co"
_DONE = "complete.json"
"""In a checkpoint's folder once all is there: the commit, and each file's SHA-256."""
_LOOK_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of a repository on the hub.

    Attributes:
        repository: Its name.
        files: The files wanted; one that is not there is passed over.
        licence: The licence as the model card's `license` says it.
        size: The most bytes to take.
    """

    repository: str
    files: tuple[str, ...]
    licence: str
    size: int


def fetch(
    wanted: Wanted,
    place: Path,
    *,
    timeout: float,
    deadline: float,
    say: Callable[[str], None] = lambda _: None,
    progress: Progress = lambda _done, _total: None,
) -> None:
    """Bring the files of a repository into a folder; what is there of an earlier attempt is used.

    Args:
        wanted: Which, and what it may be.
        place: The folder.
        timeout: Seconds without an answer after which to give up.
        deadline: The `time.monotonic()` at which to give up, however it goes.
        say: Called with a line about what is under way.
        progress: Called with the bytes there are and will be, now and then.

    Raises:
        TranslatorError: It can't be had within the bounds, or is not what it should be.
    """
    if _complete(place):
        return
    hub = library(timeout)
    endpoint = (os.environ.get("HF_ENDPOINT") or HUB).rstrip("/")
    address = f"{endpoint}/{wanted.repository}"
    say(f"downloading {address} …")
    api = hub.HfApi(endpoint=endpoint)
    info: Any = _within(
        lambda: api.model_info(wanted.repository, files_metadata=True, timeout=timeout),
        address,
        min(deadline, time.monotonic() + timeout + 1),
    )
    files = [file for file in info.siblings if file.rfilename in wanted.files]
    total = sum(file.size or 0 for file in files)
    _check(wanted, info, files, total, place)
    progress(0, total)
    place.mkdir(parents=True, exist_ok=True)

    def bring() -> None:
        for file in files:
            hub.hf_hub_download(
                wanted.repository,
                file.rfilename,
                revision=info.sha,
                local_dir=place,
                endpoint=endpoint,
                etag_timeout=timeout,
            )

    _within(bring, address, deadline, lambda: progress(min(_size(place), total), total))
    progress(total, total)
    digests = {file.rfilename: _checked(place / file.rfilename, file) for file in files}
    for name, digest in digests.items():
        say(f"SHA-256 {digest}  {name}")
    done = {"commit": info.sha, "sha256": digests}
    (place / _DONE).write_text(json.dumps(done, indent=1) + "\n", encoding="utf-8")


def library(timeout: float = 10) -> Any:
    """The module `huggingface_hub`.

    Args:
        timeout: Seconds that its downloads wait for a server; what the environment says goes first.

    Raises:
        TranslatorError: It is not installed.
    """
    from translator.models.convert import EXTRA

    if importlib.util.find_spec("huggingface_hub") is None:
        raise TranslatorError("fetching a checkpoint needs huggingface_hub", remedy=EXTRA)
    # It is read when the library is imported.
    os.environ.setdefault("HF_HUB_DOWNLOAD_TIMEOUT", str(max(1, round(timeout))))
    import huggingface_hub
    from huggingface_hub.utils import disable_progress_bars
    from huggingface_hub.utils.logging import set_verbosity_error

    disable_progress_bars()
    set_verbosity_error()  # it tells of each new attempt
    return huggingface_hub


def _within(
    work: Callable[[], Any],
    address: str,
    deadline: float,
    look: Callable[[], None] = lambda: None,
) -> Any:
    """Let the library work in a thread, and leave it there when it takes too long.

    A name server that does not answer can't be timed out otherwise.
    """
    results: queue.Queue[tuple[Any, Exception | None]] = queue.Queue()

    def run() -> None:
        try:
            results.put((work(), None))
        except Exception as error:  # noqa: BLE001  # told to the thread that waits
            results.put((None, error))

    threading.Thread(target=run, daemon=True).start()
    while True:
        try:
            result, error = results.get(timeout=_LOOK_SECONDS)
        except queue.Empty:
            look()
            if time.monotonic() > deadline:
                raise TranslatorError(
                    f"can't download {address}: timed out", remedy=f"Try again later. {OFFLINE}"
                ) from None
            continue
        if error is not None:
            why = str(error).strip().splitlines() or [type(error).__name__]
            raise TranslatorError(
                f"can't download {address}: {why[0]}", remedy=f"Try again later. {OFFLINE}"
            ) from None
        return result


def _check(wanted: Wanted, info: Any, files: list[Any], total: int, place: Path) -> None:
    """That what the hub offers is what was asked for."""
    licence = getattr(info.card_data, "license", None)
    if licence and str(licence).lower() != wanted.licence:
        raise TranslatorError(
            f"{wanted.repository} is now under the licence {licence}, not {wanted.licence}",
            remedy="Nothing was downloaded. Read its card, download it yourself, and use "
            "`translator models convert`.",
        )
    if not files:
        raise TranslatorError(f"{wanted.repository} has none of {', '.join(wanted.files)}")
    if total > wanted.size:
        raise TranslatorError(
            f"{wanted.repository} is larger than {wanted.size:,} bytes, the most we take: {total:,}"
        )
    folder = next(parent for parent in (place, *place.parents) if parent.is_dir())
    free = shutil.disk_usage(folder).free
    if total - _size(place) + HEADROOM > free:
        raise TranslatorError(
            f"{wanted.repository} has {total:,} bytes, but only {free:,} are free", path=folder
        )


def _checked(path: Path, file: Any) -> str:
    """A file's SHA-256, after a look whether it is what the hub says.

    Of large files the hub tells the SHA-256, of small ones git's name for their content.
    """
    found = file_digest(path)
    promised = file.lfs.sha256 if file.lfs else None
    if promised:
        sound = found == promised
    else:
        data = path.read_bytes()
        git = hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
        sound = file.blob_id in (None, git)
    if not sound:
        path.unlink()
        raise TranslatorError(
            f"{file.rfilename} is not the file it should be: its SHA-256 is {found}",
            remedy="It was thrown away. Try again later.",
        )
    return found


def _complete(place: Path) -> bool:
    try:
        done = json.loads((place / _DONE).read_bytes())
        return all((place / name).is_file() for name in done["sha256"])
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _size(place: Path) -> int:
    """The bytes in a folder, what is half there included."""
    total = 0
    for path in place.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except OSError:
            continue  # just renamed
    return total
