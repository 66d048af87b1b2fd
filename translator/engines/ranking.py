"""Choices combined, the best first."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence


def combinations(gains: Sequence[Sequence[float]]) -> Iterator[tuple[int, ...]]:
    """Pick one of each list's choices, the picks with the greatest sum first.

    Args:
        gains: What each choice is worth, such as its log-probability; the best first, none empty.
            One that is worth more than the choice before it counts as much as that.

    Yields:
        The index of the choice in each list; every pick once.
    """
    first = (0,) * len(gains)
    open_ = [(0.0, first)]
    seen = {first}
    while open_:
        loss, pick = heapq.heappop(open_)
        yield pick
        for place, rank in enumerate(pick):
            if rank + 1 == len(gains[place]):
                continue
            after = (*pick[:place], rank + 1, *pick[place + 1 :])
            if after not in seen:
                seen.add(after)
                worse = max(0.0, gains[place][rank] - gains[place][rank + 1])
                heapq.heappush(open_, (loss + worse, after))
