"""Translators who work on one served project at once, and the proof that no save was lost.

Each is a thread that reads items and saves entries through the JSON interface, and notes what the
server answered. `missing` holds those notes against the catalogues on disk.
"""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from translator import review
from translator.catalogue import Catalogue
from translator.entry import Entry
from translator.errors import TranslatorError
from translator.project import Project

Slot = tuple[str, str, str]
"""A language, an item and an entry's key."""

_FAVOURED = 0.25
"""How often a translator goes to one of the few items where all are: there conflicts arise."""
_WORDS = "переговоры граница поддержка развитие проект форум делегация дорога".split()  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Saved:
    """A save that the server answered with 200: the entry's revisions before and after."""

    slot: Slot
    before: str
    after: str
    target: str


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A save whose answer never came: the server was killed, before or after it was made."""

    slot: Slot
    before: str
    target: str


@dataclass(slots=True)
class Log:
    """What one translator saw.

    Attributes:
        saved: The acknowledged saves, in order.
        unanswered: Saves whose connection broke.
        conflicts: Saves that were answered 409.
        failures: Other answers to a save or a read, and reads that broke, by what they were.
        save_seconds: How long each answered save took.
        read_seconds: How long each answered read of an item took.
    """

    saved: list[Saved] = field(default_factory=list)
    unanswered: list[Unanswered] = field(default_factory=list)
    conflicts: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    save_seconds: list[float] = field(default_factory=list)
    read_seconds: list[float] = field(default_factory=list)


class Translator:
    """One person's script."""

    def __init__(self, address: str, token: str, name: str, seed: int) -> None:
        parts = urlsplit(address)
        if parts.hostname not in ("127.0.0.1", "localhost", "::1"):
            raise ValueError(f"{address} is not on this machine")
        self._host, self._port = parts.hostname, parts.port
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self._name = name
        self._random = random.Random(seed)
        self._connection: http.client.HTTPConnection | None = None
        self._number = 0
        self.log = Log()

    def work(self, items: Sequence[tuple[str, str]], saves: int, stop: threading.Event) -> None:
        """Make so many saves, on entries at random; end early when `stop` is set.

        Args:
            items: Languages and items; everybody often goes to the first few.
            saves: How many attempts to have made in all, those of earlier calls included.
            stop: Set when the server is about to be taken away.
        """
        while self._number < saves and not stop.is_set():
            few = self._random.random() < _FAVOURED
            lang, item = self._random.choice(items[:3] if few else items)
            entries = self._read(lang, item)
            self._number += not entries
            for entry in self._random.sample(entries, min(len(entries), 3)):
                if self._number < saves and not stop.is_set():
                    self._number += 1
                    self._save((lang, item, entry["key"]), entry["revision"])
        self.close()

    def close(self) -> None:
        """Give the connection back."""
        if self._connection:
            self._connection.close()
            self._connection = None

    def _read(self, lang: str, item: str) -> list[dict[str, Any]]:
        began = time.perf_counter()
        status, answer = self._ask("GET", f"/api/v1/{lang}/items/{item}")
        if status != 200:
            self.log.failures[f"GET {status}"] += 1
            return []
        self.log.read_seconds.append(time.perf_counter() - began)
        entries: list[dict[str, Any]] = answer["entries"]
        return entries

    def _save(self, slot: Slot, revision: str) -> None:
        lang, item, key = slot
        words = " ".join(self._random.sample(_WORDS, 4))
        target = f"{words}, {self._name}, {chr(ord('а') + self._number % 32)}{self._number}"
        body = {"target": target, "state": "needs-work", "revision": revision}
        began = time.perf_counter()
        status, answer = self._ask("PUT", f"/api/v1/{lang}/items/{item}/entries/{key}", body)
        if status == 200:
            self.log.save_seconds.append(time.perf_counter() - began)
            self.log.saved.append(Saved(slot, revision, answer["revision"], target))
        elif status == 409:
            self.log.save_seconds.append(time.perf_counter() - began)
            self.log.conflicts += 1
        elif status == 0:
            self.log.unanswered.append(Unanswered(slot, revision, target))
        else:
            self.log.failures[f"PUT {status}"] += 1

    def _ask(self, method: str, path: str, body: object = None) -> tuple[int, Any]:
        """Ask over one kept connection; status 0 stands for one that broke."""
        if self._connection is None:
            self._connection = http.client.HTTPConnection(self._host, self._port, timeout=60)
        try:
            data = json.dumps(body) if body is not None else None
            self._connection.request(method, path, data, self._headers)
            answer = self._connection.getresponse()
            return answer.status, json.loads(answer.read())
        except (OSError, http.client.HTTPException, ValueError):
            self.close()
            return 0, None


def work_together(
    translators: Sequence[Translator], items: Sequence[tuple[str, str]], saves: int
) -> threading.Event:
    """Let translators begin; each makes an equal share of the saves in a thread of its own.

    Returns:
        What ends them early; `joined` waits for them.
    """
    stop = threading.Event()
    for number, translator in enumerate(translators):
        share = saves // len(translators) + (number < saves % len(translators))
        thread = threading.Thread(
            target=translator.work, args=(items, share, stop), name=f"translator-{id(stop)}"
        )
        thread.start()
    return stop


def joined(stop: threading.Event) -> None:
    """Wait for the translators that `work_together` began."""
    for thread in threading.enumerate():
        if thread.name == f"translator-{id(stop)}":
            thread.join()


def missing(project: Project, logs: Sequence[Log]) -> tuple[int, list[str]]:
    """Hold the acknowledged saves against the catalogues.

    Each entry's saves must form one chain, each starting from the revision that the one before left
    behind, and the catalogue must hold the last one's text. Two saves from one revision would be a
    silent overwrite. Where the server was killed, a link may be a save that nobody answered.

    Args:
        project: The project on disk.
        logs: What the translators saw.

    Returns:
        How many acknowledged saves there were, and what is wrong, a line each.
    """
    chains: dict[Slot, list[Saved]] = {}
    unanswered: dict[Slot, list[Unanswered]] = {}
    for log in logs:
        for saved in log.saved:
            chains.setdefault(saved.slot, []).append(saved)
        for lost in log.unanswered:
            unanswered.setdefault(lost.slot, []).append(lost)
    wrong: list[str] = []
    catalogues: dict[tuple[str, str], Catalogue] = {}
    for slot, saves in sorted(chains.items()):
        lang, item, key = slot
        try:
            if (lang, item) not in catalogues:
                path = project.catalogue_path(lang, item)
                catalogues[lang, item] = Catalogue.load(path)
        except TranslatorError as error:
            wrong.append(str(error))
            continue
        entry = catalogues[lang, item].by_key().get(key)
        if problem := _broken(saves, unanswered.get(slot, []), entry):
            wrong.append(f"{lang} {item} {key}: {problem}")
    return sum(map(len, chains.values())), wrong


def _broken(saves: list[Saved], unanswered: list[Unanswered], entry: Entry | None) -> str | None:
    """What is wrong with one entry's chain of saves; None where it is whole."""
    if entry is None:
        return "is gone"
    begun = Counter(saved.before for saved in saves)
    if begun.total() > len(begun):
        return "was overwritten silently"
    ends = {saved.after for saved in saves} - begun.keys()
    followed = {lost.before for lost in unanswered}  # by a save that may have been made
    last = ends - followed
    if len(last) > 1:
        return f"{len(last)} saves claim to be the last"
    stored = review.revision(entry)
    if stored in (last or ends):
        return None
    if not last and entry.target in {lost.target for lost in unanswered}:
        return None
    return f"{entry.target!r} is not what was saved last"


def percentile(seconds: Sequence[float], share: float) -> float:
    """The time within which a share of all answers came, in milliseconds."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000
