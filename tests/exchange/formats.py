"""What the tests of the exchange formats write and read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from translator.entry import key_of
from translator.exchange import Bundle, Reply, Unit, bundles, tables, units, xliff
from translator.exchange.units import Answer, Ref
from translator.exchange.word import write as write_word
from translator.exchange.word_reader import read as read_word
from translator.state import State

WRITE: dict[str, Callable[[Bundle], bytes]] = {
    "xliff": xliff.write,
    "po": bundles.write,
    "csv": tables.write,
    "docx": write_word,
}
READ: dict[str, Callable[[bytes, str], Answer]] = {
    "xliff": xliff.read,
    "po": bundles.read,
    "csv": tables.read,
    "docx": read_word,
}


def unit(source: str, target: str, state: State = State.TRANSLATED, **more: Any) -> Unit:
    ref = Ref(key_of(more.get("context"), source), "0" * 8, state, units.digest(target))
    more = {"role": "paragraph", "source_language": "en", **more}
    return Unit(more.pop("item", "news"), ref, source, target, state, **more)


def bundle(*them: Unit) -> Bundle:
    return Bundle("Desk", "en", "ru", {one.item: "Title" for one in them}, list(them))


def back(kind: str, *them: Unit) -> list[Reply]:
    return READ[kind](WRITE[kind](bundle(*them)), "file").replies
