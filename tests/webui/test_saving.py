"""Saving through the JSON interface: durable, refused, in conflict, four eyes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.webui.conftest import Newsroom
from translator.catalogue import Catalogue
from translator.provenance import Provenance
from translator.state import State

TITLE = "Переговоры о границе возобновились в Оше"
ARGOS = Provenance("argos", ("en-ru", "1.9"), 0.83)


def first(newsroom: Newsroom, browser: Any) -> dict[str, Any]:
    answer = browser.get(newsroom.api()).json
    entry: dict[str, Any] = answer["entries"][0]
    return entry


def test_an_item_is_read_as_the_interface_says(newsroom: Newsroom) -> None:
    newsroom.suggest(0, TITLE, ARGOS)
    answer = newsroom.browser().get(newsroom.api()).json
    assert (answer["item"], answer["lang"]) == ("border-talks", "ru")
    entry = answer["entries"][0]
    assert entry["source"] == "Border talks resume in Osh"
    assert entry["target"] == TITLE
    assert (entry["state"], entry["origin"], entry["score"]) == ("draft", "argos en-ru 1.9", 0.83)
    assert entry["source_language"] == "en"
    assert entry["occurrences"] == ["content/border-talks.txt"]
    assert entry["key"] == newsroom.entries()[0].key


def test_accepting_is_on_disk_when_the_answer_comes(newsroom: Newsroom) -> None:
    newsroom.suggest(0, TITLE, ARGOS)
    browser = newsroom.browser()
    entry = first(newsroom, browser)
    answer = browser.put(
        newsroom.api(key=entry["key"]),
        target=TITLE, state="translated", revision=entry["revision"],
    )  # fmt: skip
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["state"] == "translated"
    assert answer.json["revision"] != entry["revision"]
    stored = newsroom.entries()[0]
    assert (stored.state, stored.target) == (State.TRANSLATED, TITLE)
    assert stored.po.tcomment == "from: argos en-ru 1.9 score=0.83"


def test_saving_the_same_again_changes_no_byte(newsroom: Newsroom) -> None:
    browser = newsroom.browser()
    entry = first(newsroom, browser)
    path = newsroom.api(key=entry["key"])
    saved = browser.put(path, target=TITLE, state="translated", revision=entry["revision"]).json
    before = newsroom.path().stat().st_mtime_ns
    again = browser.put(path, target=TITLE, state="translated", revision=saved["revision"])
    assert again.status_code == 200
    assert newsroom.path().stat().st_mtime_ns == before


def test_an_old_revision_is_a_conflict_that_changes_nothing(newsroom: Newsroom) -> None:
    browser = newsroom.browser()
    entry = first(newsroom, browser)
    with Catalogue.edit(newsroom.path(), newsroom.project.locks) as catalogue:
        catalogue.entries[0].settle("Чужой текст")
    data = newsroom.path().read_bytes()
    answer = browser.put(
        newsroom.api(key=entry["key"]),
        target=TITLE, state="translated", revision=entry["revision"],
    )  # fmt: skip
    assert answer.status_code == 409
    assert answer.json is not None
    assert answer.json["error"]["code"] == "conflict"
    assert answer.json["current"]["target"] == "Чужой текст"
    assert newsroom.path().read_bytes() == data


def test_a_text_that_lost_is_kept_in_the_history(newsroom: Newsroom) -> None:
    browser = newsroom.browser()
    entry = first(newsroom, browser)
    with Catalogue.edit(newsroom.path(), newsroom.project.locks) as catalogue:
        catalogue.entries[0].settle("Чужой текст")
    for _ in range(2):
        browser.put(
            newsroom.api(key=entry["key"]),
            target=TITLE, state="translated", revision=entry["revision"],
        )  # fmt: skip
    page = browser.text(f"/ru/items/{newsroom.item}/entries/{entry['key']}/help")
    assert page.count(TITLE) == 1
    current = first(newsroom, browser)
    with newsroom.people() as db:
        change = db.execute("SELECT id FROM history WHERE action = 'not-saved'").fetchone()["id"]
    answer = browser.send(
        newsroom.api(key=entry["key"]) + "/restore", change=change, revision=current["revision"]
    )
    assert answer.status_code == 200
    assert (newsroom.entries()[0].target, newsroom.entries()[0].state) == (TITLE, State.NEEDS_WORK)


def test_an_error_stands_against_acceptance_but_not_against_unfinished_work(
    newsroom: Newsroom,
) -> None:
    browser = newsroom.browser()
    entry = browser.get(newsroom.api()).json["entries"][1]
    path = newsroom.api(key=entry["key"])
    wrong = "Стороны встретились 12 мая 2026 года. Обсудили более 530 проектов на 180 млн евро."
    answer = browser.put(path, target=wrong, state="translated", revision=entry["revision"])
    assert answer.status_code == 422
    assert answer.json is not None
    assert {found["rule"] for found in answer.json["diagnostics"]} == {"numbers"}
    assert newsroom.entries()[1].state is State.UNTRANSLATED
    answer = browser.put(path, target=wrong, state="needs-work", revision=entry["revision"])
    assert answer.status_code == 200
    assert newsroom.entries()[1].state is State.NEEDS_WORK


def test_only_a_reviewer_overrides_and_the_reason_is_in_the_file(newsroom: Newsroom) -> None:
    entry = newsroom.browser().get(newsroom.api()).json["entries"][1]
    path = newsroom.api(key=entry["key"])
    body = {
        "target": "Встретились 12 мая 2026 года, 530 проектов на 180 млн евро.",
        "state": "translated",
        "revision": entry["revision"],
        "override": "the source is wrong",
    }
    assert newsroom.browser().put(path, **body).status_code == 422
    answer = newsroom.browser("Bek", "reviewer").put(path, **body)
    assert answer.status_code == 200
    line = newsroom.entries()[1].remarks("ok")[0]
    assert line.tokens == ("numbers", "the source is wrong", "Bek")
    assert answer.json is not None
    assert [d["aside"] for d in answer.json["diagnostics"] if d["rule"] == "numbers"]


def test_a_reviewer_approves_a_draft_with_one_request(newsroom: Newsroom) -> None:
    newsroom.suggest(0, TITLE, ARGOS)
    browser = newsroom.browser("Bek", "reviewer")
    entry = first(newsroom, browser)
    answer = browser.put(
        newsroom.api(key=entry["key"]),
        target=TITLE, state="approved", revision=entry["revision"],
    )  # fmt: skip
    assert answer.status_code == 200
    stored = newsroom.entries()[0]
    assert stored.state is State.APPROVED
    assert stored.remarks("approved")[0].tokens[0] == "Bek"


def test_a_translator_does_not_approve(newsroom: Newsroom) -> None:
    browser = newsroom.browser()
    entry = first(newsroom, browser)
    answer = browser.put(
        newsroom.api(key=entry["key"]),
        target=TITLE, state="approved", revision=entry["revision"],
    )  # fmt: skip
    assert answer.status_code == 403
    assert newsroom.entries()[0].state is State.UNTRANSLATED


def test_four_eyes_keep_a_hand_from_signing_its_own_text(newsroom: Newsroom) -> None:
    newsroom.desk.configure("[review]\nfour-eyes = true\n", languages='"ru", "ky"')
    bek, gul = newsroom.browser("Bek", "reviewer"), newsroom.browser("Gul", "reviewer")
    entry = first(newsroom, bek)
    path = newsroom.api(key=entry["key"])
    direct = bek.put(path, target=TITLE, state="approved", revision=entry["revision"])
    assert direct.status_code == 403
    saved = bek.put(path, target=TITLE, state="translated", revision=entry["revision"]).json
    own = bek.put(path, target=TITLE, state="approved", revision=saved["revision"])
    assert own.status_code == 403
    assert newsroom.entries()[0].state is State.TRANSLATED
    other = gul.put(path, target=TITLE, state="approved", revision=saved["revision"])
    assert other.status_code == 200
    assert newsroom.entries()[0].state is State.APPROVED


def test_an_approval_survives_accepting_the_same_text(newsroom: Newsroom) -> None:
    browser = newsroom.browser("Bek", "reviewer")
    entry = first(newsroom, browser)
    path = newsroom.api(key=entry["key"])
    saved = browser.put(path, target=TITLE, state="approved", revision=entry["revision"]).json
    browser.put(path, target=TITLE, state="translated", revision=saved["revision"])
    assert newsroom.entries()[0].state is State.APPROVED


def test_undo_brings_the_draft_back_as_a_draft(newsroom: Newsroom) -> None:
    newsroom.suggest(0, TITLE, ARGOS)
    before = newsroom.path().read_bytes()
    browser = newsroom.browser()
    entry = first(newsroom, browser)
    path = newsroom.api(key=entry["key"])
    saved = browser.put(
        path, target=TITLE + "?", state="translated", revision=entry["revision"]
    ).json
    answer = browser.send(path + "/restore", change=saved["undo"], revision=saved["revision"])
    assert answer.status_code == 200
    assert newsroom.path().read_bytes() == before


def test_a_change_of_another_entry_is_no_undo(newsroom: Newsroom) -> None:
    browser = newsroom.browser()
    one, other = browser.get(newsroom.api()).json["entries"][:2]
    saved = browser.put(
        newsroom.api(key=one["key"]), target=TITLE, state="translated", revision=one["revision"]
    ).json
    answer = browser.send(
        newsroom.api(key=other["key"]) + "/restore",
        change=saved["undo"], revision=other["revision"],
    )  # fmt: skip
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "text", ["nul\x00", "lone \ud800 surrogate", "escape \x1b[31m", "x" * 20_001]
)
def test_what_no_text_has_is_refused(newsroom: Newsroom, text: str) -> None:
    browser = newsroom.browser()
    entry = first(newsroom, browser)
    data = newsroom.path().read_bytes()
    answer = browser.put(
        newsroom.api(key=entry["key"]),
        target=text, state="needs-work", revision=entry["revision"],
    )  # fmt: skip
    assert answer.status_code == 400
    assert newsroom.path().read_bytes() == data


def test_line_ends_and_edges_are_not_the_translators(newsroom: Newsroom) -> None:
    browser = newsroom.browser()
    entry = first(newsroom, browser)
    answer = browser.put(
        newsroom.api(key=entry["key"]),
        target="  Переговоры\r\nв Оше \n", state="needs-work", revision=entry["revision"],
    )  # fmt: skip
    assert answer.json is not None
    assert answer.json["target"] == "Переговоры в Оше"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"target": 1, "state": "translated", "revision": "x"},
        {"target": "x", "state": "draft", "revision": "x"},
        {"target": "x", "state": "finished", "revision": "x"},
        {"target": "x", "state": "translated", "revision": "x", "more": 1},
    ],
)
def test_a_wrong_request_says_so_in_one_shape(newsroom: Newsroom, body: dict[str, Any]) -> None:
    browser = newsroom.browser()
    entry = first(newsroom, browser)
    answer = browser.put(newsroom.api(key=entry["key"]), **body)
    assert answer.status_code == 400
    assert answer.json is not None
    assert set(answer.json["error"]) == {"code", "message", "details"}


def test_a_segment_whose_source_was_edited_is_gone_and_said_so(newsroom: Newsroom) -> None:
    browser = newsroom.browser()
    entry = first(newsroom, browser)
    newsroom.desk.write(f"content/{newsroom.item}.txt", "Talks end\n")
    newsroom.desk.run("extract")
    answer = browser.put(
        newsroom.api(key=entry["key"]),
        target=TITLE, state="translated", revision=entry["revision"],
    )  # fmt: skip
    assert answer.status_code == 404
    assert answer.json is not None
    assert answer.json["error"]["code"] == "gone"


def test_what_the_command_line_changes_is_seen_at_once(newsroom: Newsroom) -> None:
    browser = newsroom.browser()
    assert first(newsroom, browser)["target"] == ""
    newsroom.desk.translate("ru", newsroom.item, {"Border talks resume in Osh": TITLE})
    assert first(newsroom, browser)["target"] == TITLE


def test_typing_is_checked_without_being_stored(newsroom: Newsroom) -> None:
    browser = newsroom.browser()
    entry = browser.get(newsroom.api()).json["entries"][2]
    answer = browser.send(newsroom.api(key=entry["key"]) + "/check", target="Пишите нам.").json
    assert any("press@example.org" in found["message"] for found in answer["diagnostics"])
    assert newsroom.entries()[2].state is State.UNTRANSLATED


def test_an_error_is_set_aside_by_reviewers_only(newsroom: Newsroom) -> None:
    bek = newsroom.browser("Bek", "reviewer")
    entry = bek.get(newsroom.api()).json["entries"][2]
    path = newsroom.api(key=entry["key"])
    saved = bek.put(path, target="Пишите нам.", state="needs-work", revision=entry["revision"]).json
    rule = saved["diagnostics"][0]["rule"]
    body = {"rule": rule, "reason": "no address here", "revision": saved["revision"]}
    assert newsroom.browser().send(path + "/aside", **body).status_code == 403
    answer = bek.send(path + "/aside", **body)
    assert answer.status_code == 200
    assert answer.json is not None
    found = next(d for d in answer.json["diagnostics"] if d["rule"] == rule)
    assert found["aside"] == "Bek: no address here"


def test_comments_and_history_follow_an_edited_source(newsroom: Newsroom) -> None:
    browser = newsroom.browser()
    entry = browser.get(newsroom.api()).json["entries"][1]
    here = f"/ru/items/{newsroom.item}/entries/{entry['key']}"
    text = "Стороны встретились 12 мая 2026 года. Обсудили более 350 проектов на 180 млн евро."
    saved = browser.put(
        newsroom.api(key=entry["key"]), target=text, state="translated", revision=entry["revision"]
    )
    assert saved.status_code == 200
    browser.post(here + "/comments", text="Is it 350?")
    source = newsroom.desk.root / f"content/{newsroom.item}.txt"
    source.write_text(source.read_text().replace("More than 350", "Over 350"))
    newsroom.desk.run("extract")
    now = browser.get(newsroom.api()).json["entries"][1]
    assert now["key"] != entry["key"]
    assert now["state"] == "needs-work"
    new = f"/ru/items/{newsroom.item}/entries/{now['key']}/help"
    assert "Is it 350?" in browser.text(new)
    # Finishing it takes the previous source out of the file; the thread goes on all the same.
    browser.put(
        newsroom.api(key=now["key"]), target=text, state="translated", revision=now["revision"]
    )
    assert newsroom.entries()[1].state is State.TRANSLATED
    assert "Is it 350?" in browser.text(new)
