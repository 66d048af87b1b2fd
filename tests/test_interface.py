"""The gate over the texts of an interface, beside the items."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Desk
from translator.interface import interface_findings
from translator.project import find

GATE = '[gate]\ninterface = ["LC_MESSAGES/site.po"]\n'
HEAD = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals={forms}; plural=(n != 1);\\n"

"""
GOOD = {
    "ru": HEAD.format(forms=3)
    + """\
#: a.html
msgid "Read more"
msgstr "Подробнее"

msgid "%(n)s word by {name}"
msgid_plural "%(n)s words by {name}"
msgstr[0] "%(n)s слово, {name}"
msgstr[1] "%(n)s слова, {name}"
msgstr[2] "%(n)s слов, {name}"
""",
    "ka": HEAD.format(forms=2)
    + """\
msgid "One item"
msgid_plural "%(n)s items"
msgstr[0] "ერთი მასალა"
msgstr[1] "%(n)s მასალა"

#, fuzzy
#~ msgid "Gone"
#~ msgstr "წავიდა"
""",
}


@pytest.fixture
def news(desk: Desk) -> Desk:
    """A project whose items are done, with an interface that is done, too."""
    desk.configure(GATE, '"ka", "ru"')
    desk.write("content/news.txt", "One.\n")
    desk.run("extract")
    desk.translate("ru", "news", {"One.": "Раз."})
    desk.translate("ka", "news", {"One.": "ერთი."})
    for language, text in GOOD.items():
        desk.write(f"locales/{language}/LC_MESSAGES/site.po", text)
    return desk


def spoil(news: Desk, before: str, after: str, language: str = "ru") -> None:
    assert before in GOOD[language]
    text = GOOD[language].replace(before, after, 1)
    news.write(f"locales/{language}/LC_MESSAGES/site.po", text)


def test_a_complete_interface_passes(news: Desk) -> None:
    found = news.json("check")
    assert (found["gate"], found["diagnostics"]) == ("passed", [])


@pytest.mark.parametrize(
    ("before", "after", "rule", "line", "words"),
    [
        ('"Подробнее"', '""', "interface", 6, "is not translated"),
        ("#: a.html\n", "#: a.html\n#, fuzzy\n", "interface", 6, "fuzzy"),
        ('"%(n)s слов, {name}"', '""', "interface", 10, "plural form 3 of 3"),
        ('msgstr[2] "%(n)s слов, {name}"\n', "", "interface", 10, "plural form 3 of 3"),
        ("%(n)s слова", "слова", "placeables", 10, "%(n)s"),
        ("слов, {name}", "слов, {nane}", "placeables", 10, "{name}"),
        ("Подробнее", "Подрoбнее", "look-alikes", 6, "Подр"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(
    news: Desk, before: str, after: str, rule: str, line: int, words: str
) -> None:
    spoil(news, before, after)
    found = news.json("check", "--fail-on", "warning", code=1)
    first = found["diagnostics"][0]
    place = (first["path"], first["line"], first["lang"], first["rule"])
    assert place == ("locales/ru/LC_MESSAGES/site.po", line, "ru", rule)
    assert words in first["message"]
    assert found["languages"]["ka"]["passed"]
    assert not found["languages"]["ru"]["passed"]


def test_every_format_names_path_and_line(news: Desk) -> None:
    spoil(news, '"ერთი მასალა"', '""', "ka")
    path = "locales/ka/LC_MESSAGES/site.po"
    text = news.run("check", code=1).stdout
    assert f"{path}:6: error: “One item” lacks plural form 1 of 2. [interface]" in text
    assert "1 finding of severity error" in text
    assert f"::error file={path},line=6," in news.run("check", "--format", "github", code=1).stdout
    assert f"{path}:6: error" in news.run("check", "--format", "junit", code=1).stdout
    sarif = json.loads(news.run("check", "--format", "sarif", code=1).stdout)
    place = sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": path}, "region": {"startLine": 6}}


def test_a_missing_or_spoilt_file_closes_the_gate(news: Desk) -> None:
    spoil(news, 'msgstr "Подробнее"', "<<<<<<< ours")
    (news.root / "locales/ka/LC_MESSAGES/site.po").unlink()
    text = news.run("check", code=1).stdout
    assert "locales/ka/LC_MESSAGES/site.po: error: there is no such file [interface]" in text
    assert "locales/ru/LC_MESSAGES/site.po:8: error: has conflict markers" in text


def test_only_the_languages_asked_for_are_judged_and_no_interface_with_items(news: Desk) -> None:
    spoil(news, '"Подробнее"', '""')
    news.run("check", "--language", "ka")
    news.run("check", "--item", "news")
    news.run("check", "--language", "ru", code=1)


@pytest.mark.parametrize("name", ["../site.po", "/site.po", "site.json"])
def test_a_name_outside_is_refused(desk: Desk, name: str) -> None:
    desk.configure(GATE.replace("LC_MESSAGES/site.po", name), '"ka", "ru"')
    assert "[gate] interface" in desk.run("check", code=2).stderr


def test_the_interface_of_this_project_is_complete() -> None:
    project = find(Path(__file__).parent.parent, explicit=True)
    assert project.config.gate.interface == ["LC_MESSAGES/webui.po"]
    found = list(interface_findings(project, project.languages))
    assert [(one.path, one.line, one.message) for one in found] == []
