"""Many at once: browsers and commands change the same catalogue, and nobody's text is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from tests.webui.conftest import Newsroom
from translator.catalogue import Catalogue
from translator.state import State
from webui.people import history


def long_item(newsroom: Newsroom, segments: int) -> None:
    text = "".join(f"Paragraph of the talks, part {chr(97 + n)}.\n\n" for n in range(segments))
    newsroom.desk.write(f"content/{newsroom.item}.txt", text)
    newsroom.desk.run("extract")


def test_people_who_save_different_segments_at_once_all_keep_their_text(
    newsroom: Newsroom,
) -> None:
    long_item(newsroom, 12)
    entries = newsroom.browser().get(newsroom.api()).json["entries"]
    browsers = [newsroom.browser(f"Person {n}") for n in range(4)]

    def work(n: int) -> list[int]:
        return [
            browsers[n]
            .put(
                newsroom.api(key=entry["key"]),
                target=f"Часть переговоров {n}-{number}, абзац.",
                state="needs-work",
                revision=entry["revision"],
            )
            .status_code
            for number, entry in enumerate(entries)
            if number % 4 == n
        ]

    with ThreadPoolExecutor(4) as pool:
        statuses = [status for found in pool.map(work, range(4)) for status in found]
    assert statuses == [200] * 12
    texts = [entry.target for entry in newsroom.entries()]
    assert texts == [f"Часть переговоров {n % 4}-{n}, абзац." for n in range(12)]


def test_of_people_who_save_the_same_segment_at_once_one_wins_and_no_text_is_lost(
    newsroom: Newsroom,
) -> None:
    entry = newsroom.browser().get(newsroom.api()).json["entries"][0]
    browsers = [newsroom.browser(f"Person {n}") for n in range(5)]

    def work(n: int) -> int:
        answer = browsers[n].put(
            newsroom.api(key=entry["key"]),
            target=f"Переговоры, вариант {n}",
            state="needs-work",
            revision=entry["revision"],
        )
        return int(answer.status_code)

    with ThreadPoolExecutor(5) as pool:
        statuses = sorted(pool.map(work, range(5)))
    assert statuses == [200, 409, 409, 409, 409]
    stored = newsroom.entries()[0].target
    with newsroom.people() as db:
        changes = history.of_entry(db, "ru", newsroom.item, [entry["key"]])
    lost = {change.before.target for change in changes if change.action == "not-saved"}
    assert lost | {stored} == {f"Переговоры, вариант {n}" for n in range(5)}


def test_a_save_and_the_command_line_do_not_undo_each_other(newsroom: Newsroom) -> None:
    browser = newsroom.browser()
    entries = browser.get(newsroom.api()).json["entries"]
    with Catalogue.edit(newsroom.path(), newsroom.project.locks) as catalogue:
        catalogue.entries[2].settle("Пишите на press@example.org за подробностями.")
    answer = browser.put(
        newsroom.api(key=entries[0]["key"]),
        target="Переговоры о границе возобновились в Оше",
        state="translated",
        revision=entries[0]["revision"],
    )
    assert answer.status_code == 200
    states = [entry.state for entry in newsroom.entries()]
    assert states == [State.TRANSLATED, State.UNTRANSLATED, State.TRANSLATED]


def test_a_full_disk_is_said_and_changes_nothing(newsroom: Newsroom) -> None:
    browser = newsroom.browser()
    entry = browser.get(newsroom.api()).json["entries"][0]
    before = newsroom.path().read_bytes()
    # A folder where the temporary file would be: writing fails as it does on a full disk.
    newsroom.path().with_name(f".{newsroom.path().name}.new").mkdir()
    answer = browser.put(
        newsroom.api(key=entry["key"]),
        target="Текст",
        state="needs-work",
        revision=entry["revision"],
    )
    assert answer.status_code == 500
    assert "can't be written" in answer.json["error"]["message"]
    assert newsroom.path().read_bytes() == before
