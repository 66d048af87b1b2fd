"""Which units a word stands in: an inverted index in SQLite, built of segments.

A segment covers a range of unit numbers and is never changed. New units are looked at one by one
until there are enough for a segment; segments of like size are merged, so that there are few. A
word's row holds the numbers of its units, ascending, as 32-bit integers: numpy reads them as they
are. Units that were deleted stay in the rows until so many are gone that all is built again.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import groupby

import numpy as np
import numpy.typing as npt

from translator.memory.numbers import pattern
from translator.memory.words import words

Numbers = npt.NDArray[np.uint32]

SCHEMA = """
CREATE TABLE segments (
    id INTEGER PRIMARY KEY, low INTEGER NOT NULL, high INTEGER NOT NULL, lengths BLOB NOT NULL
);
CREATE TABLE postings (
    segment INTEGER NOT NULL, space INTEGER NOT NULL, word TEXT NOT NULL, count INTEGER NOT NULL,
    units BLOB NOT NULL, PRIMARY KEY (segment, space, word)
) WITHOUT ROWID;
"""
TAIL = 1000
"""Units that may wait for a segment; a look-up compares them all."""
_AT_ONCE = 100_000
"""Units of a new segment; bounds what building one keeps in memory."""
_LONGEST = 65_535
_ANY = "segment IN (SELECT id FROM segments)"


def space(pair: int, *, target: bool = False) -> int:
    """The number under which the words of a pair's sources, or of its targets, are kept."""
    return 2 * pair + target


def indexed(db: sqlite3.Connection) -> int:
    """The highest unit number that is in a segment."""
    return int(db.execute("SELECT coalesce(max(high), 0) FROM segments").fetchone()[0])


def build(db: sqlite3.Connection, least: int = TAIL) -> bool:
    """Make a segment of the next units that wait, where there are more than `least`.

    The caller holds a write transaction.

    Returns:
        Whether one was made; there may be units for another one.
    """
    low = indexed(db)
    if not db.execute("SELECT 1 FROM units WHERE id > ? LIMIT 1 OFFSET ?", (low, least)).fetchone():
        return False
    rows = db.execute(
        "SELECT id, pair, source, target FROM units WHERE id > ? ORDER BY id LIMIT ?",
        (low, _AT_ONCE),
    )
    found: dict[tuple[int, str], array[int]] = {}
    lengths: dict[int, int] = {}
    high = low
    for high, pair, source, target in rows:
        plain = pattern(source)
        lengths[high] = min(len(plain), _LONGEST)
        for where, text in ((space(pair), plain), (space(pair, target=True), target)):
            for word in set(words(text)):
                key = (where, word)
                if key in found:
                    found[key].append(high)
                else:
                    found[key] = array("I", (high,))
    of_range = np.zeros(high - low, np.uint16)
    of_range[np.fromiter(lengths, np.int64, len(lengths)) - low - 1] = list(lengths.values())
    segment = _new_segment(db, low, high, of_range.tobytes())
    db.executemany(
        "INSERT INTO postings VALUES (?, ?, ?, ?, ?)",
        (
            (segment, where, word, len(units), units.tobytes())
            for (where, word), units in sorted(found.items())
        ),
    )
    _merge(db)
    return True


def clear(db: sqlite3.Connection) -> None:
    """Forget all segments, so that they are built again."""
    db.execute("DELETE FROM segments")
    db.execute("DELETE FROM postings")


def rarest(
    db: sqlite3.Connection, where: int, wanted: Iterable[str], at_most: int
) -> list[tuple[int, list[Numbers]]]:
    """The words that stand in the fewest units, as many as stand in `at_most` together.

    Returns:
        The length of each word and the numbers of its units, segment by segment; one word at
        least where any is known.
    """
    asked = list(dict.fromkeys(wanted))
    query = (
        f"SELECT word, units FROM postings WHERE {_ANY} AND space = ? "  # noqa: S608
        f"AND word IN ({','.join('?' * len(asked))})"
    )
    # Common words are most of what there is to read: their rows are passed over.
    rows = db.execute(f"{query} AND count <= ?", (where, *asked, at_most)).fetchall()
    if not rows:
        rows = db.execute(f"{query} ORDER BY count LIMIT 1", (where, *asked)).fetchall()
    found: dict[str, list[Numbers]] = {}
    for word, blob in rows:
        found.setdefault(word, []).append(np.frombuffer(blob, np.uint32))
    chosen: list[tuple[int, list[Numbers]]] = []
    read = 0
    for word, parts in sorted(found.items(), key=lambda both: sum(map(len, both[1]))):
        read += sum(map(len, parts))
        if chosen and read > at_most:
            break
        chosen.append((len(word), parts))
    return chosen


def beginning(db: sqlite3.Connection, where: int, prefix: str, limit: int) -> list[str]:
    """The words that begin with `prefix`, those in most units first."""
    rows = db.execute(
        f"SELECT word FROM postings WHERE {_ANY} AND space = ? AND word >= ? AND word < ? "  # noqa: S608
        "GROUP BY word ORDER BY sum(count) DESC LIMIT ?",
        (where, prefix, prefix + "\U0010ffff", limit),
    )
    return [word for (word,) in rows]


def units(db: sqlite3.Connection, where: int, wanted: Sequence[str]) -> Iterator[Numbers]:
    """The numbers of the units that the words stand in, a word and a segment at a time."""
    rows = db.execute(
        f"SELECT units FROM postings WHERE {_ANY} AND space = ? "  # noqa: S608
        f"AND word IN ({','.join('?' * len(wanted))})",
        (where, *wanted),
    )
    for (blob,) in rows:
        yield np.frombuffer(blob, np.uint32)


def lengths(db: sqlite3.Connection) -> npt.NDArray[np.uint16]:
    """The lengths of all sources, by unit number; 0 for a number that no unit has."""
    rows = db.execute("SELECT low, lengths FROM segments ORDER BY low").fetchall()
    whole = np.zeros(indexed(db) + 1, np.uint16)
    for low, blob in rows:
        part = np.frombuffer(blob, np.uint16)
        whole[low + 1 : low + 1 + len(part)] = part
    return whole


def _merge(db: sqlite3.Connection) -> None:
    """Merge the last two segments while they are of like size."""
    while True:
        last = db.execute(
            "SELECT id, low, high, lengths FROM segments ORDER BY low DESC LIMIT 2"
        ).fetchall()
        if len(last) < 2:
            return
        (new, new_low, high, new_lengths), (old, low, old_high, old_lengths) = last
        if old_high - low > 2 * (high - new_low):
            return
        merged = _new_segment(db, low, high, old_lengths + new_lengths)
        db.executemany(
            "INSERT INTO postings VALUES (?, ?, ?, ?, ?)", _together(db, old, new, merged)
        )
        db.execute("DELETE FROM postings WHERE segment IN (?, ?)", (old, new))
        db.execute("DELETE FROM segments WHERE id IN (?, ?)", (old, new))


def _together(
    db: sqlite3.Connection, old: int, new: int, merged: int
) -> Iterator[tuple[int, int, str, int, bytes]]:
    """The rows of two segments as those of one; unit numbers in `old` are the lower ones."""
    query = "SELECT space, word, count, units FROM postings WHERE segment = ? ORDER BY space, word"
    rows = merge(*(db.execute(query, (segment,)) for segment in (old, new)), key=_word_of)
    for _, group in groupby(rows, key=_word_of):
        parts = list(group)
        where, word = parts[0][:2]
        total = sum(part[2] for part in parts)
        yield merged, where, word, total, b"".join(part[3] for part in parts)


def _word_of(row: tuple[int, str, int, bytes]) -> tuple[int, bytes]:
    return row[0], row[1].encode()  # SQLite orders text by its bytes


def _new_segment(db: sqlite3.Connection, low: int, high: int, of_range: bytes) -> int:
    cursor = db.execute(
        "INSERT INTO segments (low, high, lengths) VALUES (?, ?, ?)", (low, high, of_range)
    )
    return int(cursor.lastrowid or 0)
