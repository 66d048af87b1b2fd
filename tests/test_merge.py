"""Branches merge by entry, with real git."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import Desk
from translator.catalogue import Catalogue
from translator.state import State

ONE, TWO, THREE = (
    "The European Union opened a school in Naryn.",
    "Its pupils came from five villages around.",
    "The minister of education was there too.",
)


class Repository(Desk):
    """A newsroom under git."""

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "x")

    def texts(self, item: str = "news") -> list[tuple[str, str, State]]:
        return [(e.source, e.target, e.state) for e in self.catalogue("ru", item).entries]

    def approve(self, source: str) -> None:
        path = self.path("ru", "news")
        digest = self.entry("ru", "news", source).digest
        start = path.read_text().rindex("\n\n", 0, path.read_text().index(f'msgid "{source}"')) + 2
        text = path.read_text()
        line = f'# approved: "Aigul" 2026-11-22 @{digest}\n'
        path.write_text(text[:start] + line + text[start:])


@pytest.fixture
def news(desk: Desk) -> Repository:
    repository = Repository(desk.root)
    repository.configure("", '"ru"')
    repository.write(".gitignore", ".translator/\n")
    repository.write("content/news.txt", f"{ONE}\n\n{TWO}\n\n{THREE}\n")
    repository.run("extract")
    repository.git("init", "-q", "-b", "main")
    repository.run("git-setup")
    repository.commit()
    return repository


def merge(news: Repository, other: str, code: int = 0) -> str:
    return news.git("merge", "-q", "--no-edit", other, code=code)


def test_both_translated_neighbouring_entries(news: Repository) -> None:
    news.git("checkout", "-q", "-b", "a")
    news.translate("ru", "news", {ONE: "Раз."})
    news.commit()
    news.git("checkout", "-q", "-b", "b", "main")
    news.translate("ru", "news", {TWO: "Два."})
    news.commit()
    merge(news, "a")
    assert news.texts() == [
        (ONE, "Раз.", State.TRANSLATED),
        (TWO, "Два.", State.TRANSLATED),
        (THREE, "", State.UNTRANSLATED),
    ]


def test_one_entry_translated_in_two_ways_keeps_both_and_needs_work(news: Repository) -> None:
    news.git("checkout", "-q", "-b", "a")
    news.translate("ru", "news", {ONE: 'Раз "один".'})
    news.commit()
    news.git("checkout", "-q", "-b", "b", "main")
    news.translate("ru", "news", {ONE: "Один."})
    news.commit()
    said = merge(news, "a")
    assert "1 entry changed on both sides" in said
    assert news.texts()[0] == (ONE, "Один.", State.NEEDS_WORK)
    assert '# conflict: "Раз \\"один\\"."' in news.path("ru", "news").read_text()


def test_approved_against_edited(news: Repository) -> None:
    news.translate("ru", "news", {ONE: "Раз."})
    news.commit()
    news.git("checkout", "-q", "-b", "a")
    news.approve(ONE)
    news.commit()
    assert news.texts()[0][2] is State.APPROVED
    news.git("checkout", "-q", "-b", "b", "main")
    news.translate("ru", "news", {ONE: "Один."})
    news.commit()
    merge(news, "a")
    assert news.texts()[0] == (ONE, "Один.", State.NEEDS_WORK)
    assert "# conflict: Раз." in news.path("ru", "news").read_text()


def test_approved_against_untouched_stays_approved(news: Repository) -> None:
    news.translate("ru", "news", {ONE: "Раз."})
    news.commit()
    news.git("checkout", "-q", "-b", "a")
    news.approve(ONE)
    news.commit()
    news.git("checkout", "-q", "-b", "b", "main")
    news.translate("ru", "news", {TWO: "Два."})
    news.commit()
    merge(news, "a")
    assert [state for _, _, state in news.texts()] == [
        State.APPROVED,
        State.TRANSLATED,
        State.UNTRANSLATED,
    ]


def test_one_translated_while_the_other_re_extracted(news: Repository) -> None:
    edited = TWO.replace("five", "six")
    news.git("checkout", "-q", "-b", "a")
    news.write("content/news.txt", f"New title\n\n{ONE}\n\n{edited}\n")
    news.run("extract")
    news.commit()
    news.git("checkout", "-q", "-b", "b", "main")
    news.translate("ru", "news", {ONE: "Раз.", TWO: "Пять.", THREE: "Три."})
    news.commit()
    merge(news, "a")
    assert news.texts() == [
        ("New title", "", State.UNTRANSLATED),
        (ONE, "Раз.", State.TRANSLATED),
        (edited, "Пять.", State.NEEDS_WORK),
    ]
    kept = {entry.target for entry in news.catalogue("ru", "news").obsolete}
    assert "Три." in kept
    news.run("extract", "--check", code=0)


def test_a_draft_gives_way_to_a_person(news: Repository) -> None:
    news.write("content/news.txt", "17/05/2016\n")
    news.run("extract")
    news.commit()
    news.git("checkout", "-q", "-b", "a")
    news.run("draft")
    news.commit()
    news.git("checkout", "-q", "-b", "b", "main")
    news.translate("ru", "news", {"17/05/2016": "17 мая 2016 года"})
    news.commit()
    merge(news, "a")
    assert news.texts() == [("17/05/2016", "17 мая 2016 года", State.TRANSLATED)]


def test_renamed_against_translated(news: Repository) -> None:
    news.git("checkout", "-q", "-b", "a")
    (news.root / "content/news.txt").rename(news.root / "content/school.txt")
    news.run("extract")
    news.commit()
    news.git("checkout", "-q", "-b", "b", "main")
    news.translate("ru", "news", {ONE: "Раз.", TWO: "Два."})
    news.commit()
    merge(news, "a")
    news.run("extract")
    assert [target for _, target, _ in news.texts("school")] == ["Раз.", "Два.", ""]
    assert not news.path("ru", "news").exists()


def test_both_sides_made_the_catalogue(news: Repository) -> None:
    for branch in ("a", "b"):
        news.git("checkout", "-q", "-b", branch, "main")
        news.write("content/new.txt", f"{branch} {ONE}\n\n{TWO}\n")
        news.run("extract")
        news.translate("ru", "new", {TWO: "Два."})
        news.commit()
    merge(news, "a", code=1)  # the item itself is in conflict, its catalogue is not
    sources = [entry.source for entry in news.catalogue("ru", "new").entries]
    assert sorted(sources) == sorted([f"a {ONE}", f"b {ONE}", TWO])


def test_a_spoilt_side_is_left_to_git(news: Repository) -> None:
    news.git("checkout", "-q", "-b", "a")
    path = news.path("ru", "news")
    path.write_text(path.read_text() + "nonsense\n")
    news.commit()
    news.git("checkout", "-q", "-b", "b", "main")
    news.translate("ru", "news", {ONE: "Раз."})
    news.commit()
    said = merge(news, "a")
    assert "merged line by line" in said
    text = news.path("ru", "news").read_text()
    assert "nonsense" in text
    assert "Раз." in text


def test_setting_up_twice_changes_nothing(news: Repository) -> None:
    before = (news.root / ".gitattributes").read_text()
    assert before == "/locales/**/*.po merge=translator\n"
    news.run("git-setup")
    assert (news.root / ".gitattributes").read_text() == before


def test_outside_git_it_says_what_to_do(desk: Desk) -> None:
    result = desk.run("git-setup", code=2)
    assert "git init" in result.stderr


def test_merging_changes_nothing_where_nothing_changed(news: Repository) -> None:
    news.translate("ru", "news", {ONE: "Раз."})
    path = news.path("ru", "news")
    before = path.read_bytes()
    news.run("merge-driver", str(path), str(path), str(path), "x.po")
    assert path.read_bytes() == before == Catalogue.load(path).dump()


def test_git_takes_another_language_for_the_old_name_of_a_renamed_item(news: Repository) -> None:
    """The driver is called as git calls it then: theirs is Russian, and the result is Kazakh."""
    news.configure("", '"ru", "kk"')
    news.run("extract")
    base = news.write("base", news.path("ru", "news").read_bytes())
    news.translate("ru", "news", {ONE: "Раз."})
    theirs = news.write("theirs", news.path("ru", "news").read_bytes())
    (news.root / "content/news.txt").rename(news.root / "content/school.txt")
    news.run("extract")
    news.translate("kk", "school", {ONE: "Бір."})
    before = news.path("kk", "school").read_bytes()
    ours = news.write("ours", before)
    command = [sys.executable, "-m", "translator", "merge-driver", *map(str, (base, ours, theirs))]
    done = subprocess.run(
        [*command, "locales/kk/news/school.po"],
        cwd=news.root,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ours.read_bytes() == before
    assert "locales/ru/news/news.po" in done.stderr
    assert (news.root / "locales/ru/news/news.po").read_bytes() == theirs.read_bytes()
    assert news.json("memory", "search", ONE, "-l", "ru")["matches"][0]["target"] == "Раз."


def test_another_tool_s_header_is_merged_field_by_field(news: Repository) -> None:
    news.git("checkout", "-q", "-b", "a")
    path = news.path("ru", "news")
    other = '"Language: ru_RU\\n"\n"Last-Translator: A <a@b>\\n"\n"X-Generator: Poedit 3\\n"\n'
    path.write_text(path.read_text().replace('"Language: ru\\n"\n', other))
    news.translate("ru", "news", {ONE: "Раз."})
    news.commit()
    news.git("checkout", "-q", "-b", "b", "main")
    news.write("content/news.txt", f"New title\n\n{ONE}\n\n{TWO}\n\n{THREE}\n")
    news.run("extract")
    news.translate("ru", "news", {TWO: "Два."})
    news.commit()
    merge(news, "a")
    catalogue = news.catalogue("ru", "news")
    headers = {name: catalogue.header(name) for name in catalogue.headers}
    assert headers["Language"] == "ru_RU"
    assert headers["Last-Translator"] == "A <a@b>"
    assert headers["X-Title"] == "New title"
    assert [entry.target for entry in catalogue.entries] == ["", "Раз.", "Два.", ""]


def test_an_older_text_never_takes_the_place_of_the_one_an_edit_carries(news: Repository) -> None:
    """Theirs edited the source; it also has, obsolete, what the old source was called before."""
    news.translate("ru", "news", {TWO: "Пять."})
    news.commit()
    edited = TWO.replace("five", "six")
    news.git("checkout", "-q", "-b", "a")
    news.write("content/news.txt", f"{ONE}\n\n{edited}\n\n{THREE}\n")
    news.run("extract")
    path = news.path("ru", "news")
    old = f'#~ msgid "{TWO}"\n#~ msgstr "Пять."'
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, f'#~ msgid "{TWO}"\n#~ msgstr "Старое."'))
    news.commit()
    news.git("checkout", "-q", "-b", "b", "main")
    news.translate("ru", "news", {ONE: "Раз."})
    news.commit()
    merge(news, "a")
    assert news.texts()[1] == (edited, "Пять.", State.NEEDS_WORK)
