"""Downloads that end: every wait is bounded, and what was fetched is never less than promised.

The network is read in a thread of its own, because a name server that does not answer can't be
timed out otherwise; whoever asked waits for it no longer than was said.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import math
import queue
import shutil
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from translator.errors import TranslatorError

Progress = Callable[[int, int | None], None]
"""Called with the bytes there are and, where it is known, how many there will be."""

_BLOCK = 1 << 16
HEADROOM = 64 << 20
"""Bytes of the disk that a download leaves free."""
OFFLINE = "Without a network: translator models install FILE.argosmodel"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a download may take.

    Attributes:
        silence: Seconds to wait for the first answer, and later for each next one.
        deadline: The `time.monotonic()` at which to give up, however it goes.
        size: The most bytes.
    """

    silence: float
    deadline: float = math.inf
    size: int = 4 << 30


@dataclass(slots=True)
class _Answer:
    """What the thread found out so far; put into the queue piece by piece."""

    status: int
    headers: http.client.HTTPMessage


def download(
    address: str,
    target: Path,
    limits: Limits,
    *,
    sha256: str = "",
    progress: Progress = lambda _done, _total: None,
) -> str:
    """Fetch a file; one that was broken off is resumed where the server can.

    What is there so far lies beside the target as `<name>.part`, with what the server said to tell
    one version of the file from another.

    Args:
        address: An http or https address.
        target: Where the file goes.
        limits: What it may take.
        sha256: What it must have, in hexadecimal, if known.
        progress: Called after every block.

    Returns:
        Its SHA-256, in hexadecimal.

    Raises:
        TranslatorError: It can't be had within the limits, or is not what it should be.
    """
    part = target.with_name(f"{target.name}.part")
    note = target.with_name(f"{target.name}.part.json")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _fetch(address, part, note, limits, progress)
        found = _digest(part)
        if sha256 and found != sha256.lower():
            part.unlink()
            note.unlink(missing_ok=True)
            raise TranslatorError(
                f"{address} is not the file it should be: its SHA-256 is {found}, "
                f"not {sha256.lower()}",
                remedy="It was thrown away. Try again later, or ask who publishes it.",
            )
        part.replace(target)
        note.unlink(missing_ok=True)
    except OSError as error:
        raise TranslatorError(
            f"the download can't be written: {error.strerror or error}", path=target
        ) from None
    return found


def _fetch(address: str, part: Path, note: Path, limits: Limits, progress: Progress) -> None:
    have, validator = _begun(part, note, address)
    messages: queue.Queue[_Answer | bytes | Exception | None] = queue.Queue(maxsize=16)
    stop = threading.Event()
    request = _request(address, have, validator)
    threading.Thread(
        target=_read, args=(request, limits.silence, messages, stop), daemon=True
    ).start()
    try:
        answer = _next(address, messages, limits)
        if not isinstance(answer, _Answer):
            raise TranslatorError(f"{address}: no answer")  # pragma: no cover
        resumed = answer.status == http.HTTPStatus.PARTIAL_CONTENT
        if not resumed:
            have = 0
        total = _promised(answer, have)
        _check_size(address, total, have, part, limits)
        _take_note(note, address, answer)
        with part.open("ab" if resumed else "wb") as file:
            while (block := _next(address, messages, limits)) is not None:
                if isinstance(block, _Answer):
                    continue
                have += len(block)
                if have > limits.size:
                    raise _too_large(address, limits)
                file.write(block)
                progress(have, total)
    except TranslatorError:
        if part.exists() and not note.exists():
            part.unlink()  # nothing tells whether more of the same would come
        raise
    finally:
        stop.set()
    if total is not None and have < total:
        raise TranslatorError(
            f"{address}: the download was cut off after {have:,} of {total:,} bytes",
            remedy=f"Try again: what is there is kept where it can be resumed. {OFFLINE}",
        )


def _read(
    request: urllib.request.Request,
    silence: float,
    messages: queue.Queue[Any],
    stop: threading.Event,
) -> None:
    """In a thread: put the answer, its blocks and a None into the queue, or what went wrong."""

    def put(message: Any) -> None:
        while not stop.is_set():
            try:
                messages.put(message, timeout=0.2)
            except queue.Full:
                continue
            return

    try:
        opener = urllib.request.build_opener(_Redirects)
        with opener.open(request, timeout=silence) as response:
            put(_Answer(response.status, response.headers))
            while not stop.is_set() and (block := response.read1(_BLOCK)):
                put(block)
        put(None)
    except (OSError, http.client.HTTPException, ValueError) as error:
        if isinstance(error, urllib.error.HTTPError):
            error.close()
        put(error)


def _next(address: str, messages: queue.Queue[Any], limits: Limits) -> Any:
    """The next message, within the limits; errors of the thread are raised."""
    wait = min(limits.silence + 1, limits.deadline - time.monotonic())
    if wait <= 0:
        raise TranslatorError(
            f"{address} takes too long to download", remedy=f"Try again later. {OFFLINE}"
        )
    try:
        message = messages.get(timeout=wait)
    except queue.Empty:
        late = time.monotonic() >= limits.deadline
        message = TimeoutError("takes too long" if late else "timed out")
    if isinstance(message, Exception):
        reason = getattr(message, "reason", None) or message
        raise TranslatorError(
            f"can't download {address}: {reason or type(message).__name__}", remedy=OFFLINE
        ) from None
    return message


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Redirects to the web only, and never from https to http."""

    def redirect_request(  # its shape is urllib's
        self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        before, after = urlsplit(req.full_url).scheme, urlsplit(newurl).scheme
        if after not in ("http", "https") or (before == "https" and after == "http"):
            fp.close()
            raise urllib.error.URLError(f"it is redirected to {newurl}, which is not safe")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _request(address: str, have: int, validator: str) -> urllib.request.Request:
    if urlsplit(address).scheme not in ("http", "https"):
        raise TranslatorError(f"{address!r} is no web address")
    headers = {"User-Agent": "newsroom-translator", "Accept-Encoding": "identity"}
    if have:
        headers |= {"Range": f"bytes={have}-", "If-Range": validator}
    return urllib.request.Request(address, headers=headers)  # noqa: S310  # checked above


def _begun(part: Path, note: Path, address: str) -> tuple[int, str]:
    """How many bytes of a file are there, and what tells its version."""
    try:
        known = json.loads(note.read_bytes())
        if known["address"] == address and known["validator"]:
            return part.stat().st_size, str(known["validator"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return 0, ""


def _take_note(note: Path, address: str, answer: _Answer) -> None:
    tag = answer.headers.get("ETag") or ""
    validator = tag if tag and not tag.startswith("W/") else answer.headers.get("Last-Modified")
    if validator:
        note.write_text(json.dumps({"address": address, "validator": validator}), encoding="utf-8")
    else:
        note.unlink(missing_ok=True)


def _promised(answer: _Answer, have: int) -> int | None:
    length = answer.headers.get("Content-Length", "")
    return have + int(length) if length.isdecimal() else None


def _check_size(address: str, total: int | None, have: int, part: Path, limits: Limits) -> None:
    if total is None:
        return
    if total > limits.size:
        raise _too_large(address, limits)
    free = shutil.disk_usage(part.parent).free
    if total - have + HEADROOM > free:
        raise TranslatorError(
            f"{address} has {total:,} bytes, but only {free:,} are free", path=part.parent
        )


def _too_large(address: str, limits: Limits) -> TranslatorError:
    return TranslatorError(f"{address} is larger than {limits.size:,} bytes, the most we take")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
