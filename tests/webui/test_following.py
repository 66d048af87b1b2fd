"""What people said stays with its segment when the source is edited and the item renamed."""

from __future__ import annotations

from tests.webui.conftest import TEXT, Newsroom
from translator.index import path_of
from translator.index.database import Database
from translator.index.update import refresh
from webui.following import follow_edits, follow_moves
from webui.people import following

TITLE = "Border talks resume in Osh"
LAST = "Write to press@example.org for the details."


def say(newsroom: Newsroom, index: int, text: str, kind: str = "comment") -> str:
    key = newsroom.entries()[index].key
    address = f"/ru/items/{newsroom.item}/entries/{key}/comments"
    newsroom.browser().post(address, text=text, kind=kind)
    return key


def edit(newsroom: Newsroom, old: str, new: str) -> None:
    path = newsroom.desk.root / "content" / f"{newsroom.item}.txt"
    newsroom.desk.write(f"content/{newsroom.item}.txt", path.read_text().replace(old, new))
    newsroom.desk.run("extract")


def help_of(newsroom: Newsroom, item: str, key: str) -> str:
    return newsroom.browser().text(f"/ru/items/{item}/entries/{key}/help")


def test_a_question_follows_the_source_that_it_made_an_editor_change(newsroom: Newsroom) -> None:
    old = say(newsroom, 2, "Which details?", "question")
    edit(newsroom, "for the details", "for the details of the talks")
    new = newsroom.entries()[2].key
    assert new != old
    assert "Which details?" in help_of(newsroom, newsroom.item, new)
    assert "1 comment" in newsroom.browser().text(f"/ru/items/{newsroom.item}")
    answer = newsroom.browser().get(f"/ru/items/{newsroom.item}/entries/{old}")
    assert answer.location == f"/ru/items/{newsroom.item}#s-{new}"
    edit(newsroom, "of the talks", "of all talks")
    newest = newsroom.entries()[2].key
    assert "Which details?" in help_of(newsroom, newsroom.item, newest)


def test_history_follows_a_translated_source(newsroom: Newsroom) -> None:
    browser = newsroom.browser()
    entry = browser.get(newsroom.api()).json["entries"][0]
    text = "Переговоры о границе возобновились в Оше"
    revision = entry["revision"]
    path = newsroom.api(key=entry["key"])
    browser.put(path, target=text, state="translated", revision=revision)
    edit(newsroom, TITLE, f"{TITLE} today")
    new = newsroom.entries()[0].key
    assert text in help_of(newsroom, newsroom.item, new)


def test_a_text_with_nothing_in_common_gets_nobodys_comments(newsroom: Newsroom) -> None:
    say(newsroom, 2, "Which details?")
    edit(newsroom, LAST, "Ships were loaded with grain at the port of Batumi last week.")
    assert "Which details?" not in help_of(newsroom, newsroom.item, newsroom.entries()[2].key)


def test_all_goes_along_when_extract_finds_an_item_renamed(newsroom: Newsroom) -> None:
    key = say(newsroom, 0, "A remark")
    browser = newsroom.browser()
    nino = newsroom.person("Nino", "translator")
    newsroom.browser("Nino").post(f"/ru/assign/{newsroom.item}", account=nino.id)
    content = newsroom.desk.root / "content"
    (content / "2026").mkdir()
    (content / f"{newsroom.item}.txt").rename(content / "2026" / "talks.txt")
    newsroom.desk.run("extract")
    assert "A remark" in help_of(newsroom, "2026/talks", key)
    assert "Nino" in browser.text("/ru/items/2026/talks")
    assert browser.get(f"/ru/items/{newsroom.item}").location == "/ru/items/2026/talks"
    address = f"/ru/items/{newsroom.item}/entries/{key}"
    assert browser.get(address).location == f"/ru/items/2026/talks#s-{key}"


def test_who_translated_what_is_still_known_under_the_new_name(newsroom: Newsroom) -> None:
    browser = newsroom.browser()
    entry = browser.get(newsroom.api()).json["entries"][0]
    text = "Переговоры о границе возобновились в Оше"
    address = newsroom.api(key=entry["key"])
    browser.put(address, target=text, state="translated", revision=entry["revision"])
    content = newsroom.desk.root / "content"
    (content / f"{newsroom.item}.txt").rename(content / "talks.txt")
    newsroom.desk.run("extract", code=0)
    assert text in browser.text("/history?item=talks")


def test_all_goes_along_into_the_folder_of_a_month(newsroom: Newsroom) -> None:
    key = say(newsroom, 0, "A remark")
    newsroom.desk.write(f"content/{newsroom.item}.toml", "date = 2026-11-24\n")
    newsroom.desk.run("arrange", code=0)
    new = f"2026/11/{newsroom.item}"
    assert "A remark" in help_of(newsroom, new, key)
    assert newsroom.browser().get(f"/ru/items/{newsroom.item}").location == f"/ru/items/{new}"


def test_a_rename_that_came_with_git_is_found_by_what_is_in_the_item(newsroom: Newsroom) -> None:
    key = say(newsroom, 1, "A remark")
    newsroom.desk.write("content/other.txt", "Border talks resume in Osh\n\nNothing else.\n")
    newsroom.desk.run("extract")
    root = newsroom.desk.root
    (root / "content" / f"{newsroom.item}.txt").rename(root / "content" / "talks.txt")
    for lang in newsroom.project.languages:
        path = newsroom.path(lang)
        path.rename(path.with_name("talks.po"))
    index = Database(path_of(newsroom.project))
    with newsroom.people() as db, index.opened() as entries:
        refresh(entries, newsroom.project)
        follow_moves(db, newsroom.project, entries)
        assert following.current_item(db, newsroom.item) == "talks"
        follow_moves(db, newsroom.project, entries)
    assert "A remark" in help_of(newsroom, "talks", key)


def test_following_twice_changes_nothing(newsroom: Newsroom) -> None:
    say(newsroom, 2, "Which details?")
    newsroom.desk.write(
        f"content/{newsroom.item}.txt", TEXT.replace("the details", "the many details")
    )
    newsroom.desk.run("extract")
    with newsroom.people() as db:
        before = "\n".join(db.iterdump())
        follow_edits(db, newsroom.project, following.with_open_comments(db))
        assert "\n".join(db.iterdump()) == before
