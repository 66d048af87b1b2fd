"""Long work: what is done is stored, remembered, and not done again; nothing is passed over."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.conftest import Desk
from tests.drafting.hostile import Fake, russian
from translator import engines
from translator.draft.cache import Cached
from translator.draft.machine import Draft, drafts
from translator.draft.stage import CACHE
from translator.engines import Translation
from translator.limits import LONGEST_SOURCE
from translator.state import State


class Diligent(Fake):
    """Translates word for word, counts, and may be stopped."""

    def __init__(self, stop_after: int = 10**9, identity: str = "one") -> None:
        self.asked: list[str] = []
        self.stop_after = stop_after
        self._identity = identity

    @property
    def identity(self) -> str:
        return self._identity

    def stream(self, texts: Sequence[str]) -> Iterator[tuple[int, Translation]]:
        for index, text in enumerate(texts):
            if len(self.asked) >= self.stop_after:
                raise KeyboardInterrupt
            self.asked.append(text)
            yield index, Translation(russian(text), 0.5)


def test_what_was_made_once_is_not_made_again(tmp_path: Path) -> None:
    engine = Diligent()
    cached = Cached(engine, tmp_path / "x" / "drafts.db")
    first = cached.translate(["Union", "water", "Union and water"])
    assert cached.translate(["water", "law", "Union"]) == [
        first[1],
        Translation("право", 0.5),
        first[0],
    ]
    assert engine.asked == ["Union", "water", "Union and water", "law"]
    other = Diligent(identity="another version")
    Cached(other, tmp_path / "x" / "drafts.db").translate(["Union"])
    assert other.asked == ["Union"]


@pytest.mark.parametrize("content", [b"junk" * 1000, b""])
def test_a_damaged_store_is_begun_anew(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "drafts.db"
    path.write_bytes(content)
    for _ in range(2):
        assert Cached(Diligent(), path).translate(["Union"])[0].text == "Союз"
    with sqlite3.connect(path) as store:
        assert store.execute("SELECT count(*) FROM drafts").fetchone() == (1,)
    store.close()


def test_a_store_that_can_t_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    path = tmp_path / "file" / "drafts.db"
    assert Cached(Diligent(), path).translate(["Union"])[0].text == "Союз"


def test_stopping_stores_what_is_done_and_the_next_run_goes_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        text = "\n\n".join(f"School {number * 10 + n} supports water." for n in range(10))
        desk.write(f"content/{number}.txt", text + "\n")
    desk.run("extract")
    first = Diligent(stop_after=25)
    monkeypatch.setattr(engines, "find", lambda *_, **__: first)
    result = desk.run("draft", "-l", "ru", code=130)
    assert "Stopped" in result.stderr
    states = [e.state for n in range(4) for e in desk.catalogue("ru", str(n)).entries]
    assert states.count(State.DRAFT) == 25
    second = Diligent()
    monkeypatch.setattr(engines, "find", lambda *_, **__: second)
    result = desk.run("draft", "-l", "ru")
    assert re.search(r"^  ru +15$", result.stderr, re.MULTILINE)
    assert re.search(r"^ru: [0-9.]+ segments/s", result.stderr, re.MULTILINE)
    assert not set(first.asked) & set(second.asked)
    assert (desk.root / CACHE).is_file()


def test_refused_drafts_are_not_made_again_either(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Mute(Diligent):
        def stream(self, texts: Sequence[str]) -> Iterator[tuple[int, Translation]]:
            for index, text in enumerate(texts):
                self.asked.append(text)
                yield index, Translation("", 0.0)

    engine = Mute()
    monkeypatch.setattr(engines, "find", lambda *_, **__: engine)
    desk.write("content/a.txt", "The Union supports water.\n")
    desk.run("extract")
    for _ in range(2):
        result = desk.run("draft", "-l", "ru")
        assert "1 empty: nothing came back" in result.stderr
    assert len(engine.asked) == len(set(engine.asked))


def one(source: str, language: str = "ru") -> Draft:
    (made,) = drafts(Diligent(), [source], language, spoken="en")
    return made


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("<b>Union</b> supports water.", "<b>Союз</b> поддерживает вода."),
        (
            "<p>Union supports <em>water</em> today</p>",
            "<p>Союз поддерживает <em>вода</em> сегодня</p>",
        ),
        ("trade &amp; energy", "торговля &amp; энергия"),
        ("Union news: https://example.org/a_b.", "Союз новости: https://example.org/a_b."),
        ("EUROPEAN WATER", "ЕВРОПЕЙСКИЙ ВОДА"),
        ("law<br/>justice", "право<br/>правосудие"),
        ("Union  supports.  Union and law!", "Союз  поддерживает.  Союз и право!"),
        ("Projects: 1,138 on 15/01/2021, €11.2", "Пройецтс: 1\u00a0138 на 15.01.2021, 11,2\u00a0€"),
        ("Article 5.3 of law", "Артицле 5.3 из право"),
    ],
)
def test_repairs(source: str, target: str) -> None:
    assert one(source).text == target


def test_the_second_way_is_taken_where_the_first_is_refused() -> None:
    class Careless(Diligent):
        """Forgets what is in braces, unless it never saw it."""

        def stream(self, texts: Sequence[str]) -> Iterator[tuple[int, Translation]]:
            for index, found in super().stream(texts):
                yield index, Translation(found.text.replace("{наме}", ""), 0.5)

    (made,) = drafts(Careless(), ["Union supports {name} and law"], "ru", spoken="en")
    assert made.text == "Союз поддерживает {name} и право"


@pytest.mark.parametrize("piece", ["1 ", "<b>a</b> ", "a <br> b ", "&amp; a ", "http://a.b "])
def test_any_text_at_the_limit_is_drafted_or_refused(piece: str) -> None:
    """A thousand numbers were a traceback, as many tags took half a minute."""
    text = (piece * LONGEST_SOURCE)[:LONGEST_SOURCE].strip()
    (draft,) = drafts(Diligent(), [text], "ru", spoken="en")
    assert draft.source == text
