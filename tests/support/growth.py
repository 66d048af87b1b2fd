"""Whether time grows with the size of a text, and not with its square."""

from __future__ import annotations

import time
from collections.abc import Callable

TRIES = 3
"""A machine with other work can make a try slow, but not all of them."""


def seconds(work: Callable[[str], object], text: str) -> float:
    """Processor time of some work on a text."""
    begin = time.process_time()
    work(text)
    return time.process_time() - begin


def assert_linear(work: Callable[[str], object], unit: str, size: int) -> None:
    """Eight times the text takes far less than sixty-four times as long.

    Args:
        work: What is done with a text.
        unit: What the text is a repetition of.
        size: Its length, in characters.
    """
    times = []
    for _ in range(TRIES):
        small = seconds(work, unit * (size // 8 // len(unit)))
        large = seconds(work, unit * (size // len(unit)))
        if large < 24 * small + 0.5:
            return
        times.append((small, large))
    raise AssertionError(f"{unit!r}: {times} seconds for an eighth and for all of it")
