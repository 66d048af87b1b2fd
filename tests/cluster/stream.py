"""A client in a process of its own: streams so many sentences through a cluster, window by window.

    python -m tests.cluster.stream ADDRESS SENTENCES

Prints the number of translations that came back and its own peak of memory in KiB.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator

from tests.support.words import WORDS_EN_RU
from translator.cluster.engine import Cluster
from translator.engines import batching

WORDS = list(WORDS_EN_RU)


def sentences(number: int) -> Iterator[str]:
    """Different sentences of words that the tiny package knows."""
    for index in range(number):
        digits = (index // len(WORDS) ** place % len(WORDS) for place in range(3))
        yield " ".join(WORDS[digit] for digit in digits)


def peak(pid: int | str = "self") -> int:
    """The most memory that a process has held, in KiB."""
    with open(f"/proc/{pid}/status", encoding="ascii") as status:  # noqa: PTH123
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))


def main(address: str, number: int) -> None:
    # Dask's own work is the same for a batch of any size: with large ones this is quick.
    batching.BATCH_TOKENS *= 8
    done = 0
    with Cluster(address, say=print) as cluster:
        engine = cluster.find("en", "ru", beam_size=1)
        assert engine is not None
        todo = sentences(number)
        while window := list(itertools.islice(todo, engine.appetite)):
            done += sum(bool(translation.text) for _, translation in engine.stream(window))
    print(done, peak())


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
