"""Long work shown as it goes on: a bar on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from translator.cli.context import Context
    from translator.draft.report import Step

_LINE_SECONDS = 15.0
"""Between two lines where there is no terminal."""
_BIG = 4_000_000
"""Bytes of a file from which reading it is shown."""


@contextlib.contextmanager
def shown(context: Context) -> Iterator[Callable[[Step], None]]:
    """Show the steps it is called with, on standard error; nothing with `--quiet`."""
    if context.quiet:
        yield lambda _: None
    elif sys.stderr.isatty():
        with _bar() as step:
            yield step
    else:
        yield _lines(context.say)


def _lines(say: Callable[[str], None]) -> Callable[[Step], None]:
    last = time.monotonic()

    def step(now: Step) -> None:
        nonlocal last
        if not now.done:
            say(f"{now.pair}: {now.engine} drafts {now.total:,} segments …")
            last = time.monotonic()
        elif time.monotonic() - last > _LINE_SECONDS:
            last = time.monotonic()
            left = f", {_minutes(now.left)} left" if now.left is not None else ""
            crew = _workers(now)
            say(f"{now.pair}: {now.done:,} of {now.total:,} segments, {now.rate:.1f}/s{crew}{left}")

    return step


@contextlib.contextmanager
def _bar() -> Iterator[Callable[[Step], None]]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        tasks = {}

        def step(now: Step) -> None:
            if now.pair not in tasks:
                tasks[now.pair] = progress.add_task(now.pair, total=now.total, rate="")
            rate = f"{now.rate:.1f} segments/s{_workers(now)}"
            progress.update(tasks[now.pair], completed=now.done, rate=rate)

        yield step


@contextlib.contextmanager
def download_bar(context: Context) -> Iterator[Callable[[int, int | None], None]]:
    """Show bytes that come in, with rate and time left, on a terminal."""
    if context.quiet or not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn
    from rich.progress import TransferSpeedColumn as Speed

    columns = (BarColumn(), DownloadColumn(), Speed(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


@contextlib.contextmanager
def reading_bar(context: Context, path: Path) -> Iterator[Callable[[int], None]]:
    """Show how far a big file is read, on standard error; called with the bytes read so far."""
    size = path.stat().st_size
    if context.quiet or size < _BIG:
        yield lambda _done: None
    elif sys.stderr.isatty():
        with download_bar(context) as step:
            yield lambda done: step(done, size)
    else:
        yield _read_lines(context.say, path, size)


def _read_lines(say: Callable[[str], None], path: Path, size: int) -> Callable[[int], None]:
    began = last = time.monotonic()

    def step(done: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last > _LINE_SECONDS:
            last = now
            rate = done / (now - began)
            left = _minutes(max(0, size - done) / rate)
            say(f"{path.name}: {done / size:.0%} read, {rate / 1e6:.1f} MB/s, {left} left")

    return step


def _workers(now: Step) -> str:
    if now.workers is None:
        return ""
    return f", {now.workers} worker{'' if now.workers == 1 else 's'}"


def _minutes(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d} min" if whole >= 60 else f"{whole} s"
