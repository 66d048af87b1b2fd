"""The sample project of this repository, through all stages."""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import Desk
from translator.extract import template_of
from translator.project import Project, find
from translator.state import State

ROOT = Path(__file__).parent.parent
GEORGIAN = "eu-central-asia-relations"
COUNCIL = "council-of-europe-kyrgyz-republic"
NEW = "inclusive-schools"  # nobody translated it; its catalogues are not in git

# The items are real documents and must stay as they were published, byte for byte.
ITEMS = {
    COUNCIL: (10, "bf149db6abda7f3b"),
    GEORGIAN: (20, "8d001e40edbec402"),
    "eu-kazakhstan-news": (12, "48cf017549f1ab5a"),
    "eu-kazakhstan-relations": (11, "d03e3fc28560c743"),
    "eu-kyrgyz-republic-news": (13, "3ed392a87efd0f42"),
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A copy of the project's own content, catalogues and config."""
    root = tmp_path_factory.mktemp("sample")
    for name in ("content", "locales", "memory"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns(f"{NEW}.po"))
    return Desk(root, (ROOT / "translator.toml").read_text())


@pytest.fixture
def project() -> Project:
    return find(ROOT, explicit=True)


def test_the_items_are_the_published_documents(project: Project) -> None:
    found = {
        item.id: (len(item.read().segments), hashlib.sha256(item.data()).hexdigest()[:16])
        for item in project.items
        if item.id != NEW
    }
    assert found == ITEMS


def test_each_item_comes_back_byte_for_byte(project: Project) -> None:
    for item in project.items:
        document = item.read()
        assert item.render(document, [None] * len(document.segments), "ka") == item.data()


def test_the_language_of_every_segment(project: Project) -> None:
    for item in project.items:
        units = template_of(item, item.read(), project).units
        languages = [unit.language for unit in units]
        expected = {
            GEORGIAN: ["ka", *["en"] * 18, "ka"],
            COUNCIL: [*["tg"] * 3, *["en"] * 7],
        }.get(item.id, ["en"] * len(units))
        assert languages == expected
        assert all(unit.certain for unit in units if unit.language != "en")


def test_drafting_helps_with_the_new_item_and_changes_no_other_catalogue(sample: Desk) -> None:
    before = sample.tree()
    assert "86 segments × 5 languages; 5 catalogues written" in sample.run("extract").stderr
    sample.run("draft")
    after = sample.tree()
    assert {path.split("/")[-1] for path in after if after[path] != before.get(path)} == {
        f"{NEW}.po"
    }
    for language in sample.project.languages:
        drafts = {
            entry.source: entry.provenance
            for entry in sample.catalogue(language, NEW).entries
            if entry.state is State.DRAFT
        }
        made = Counter(one.origin for one in drafts.values() if one)
        assert made["memory"] == 8
        assert made["cldr"] == 4
        assert made["glossary"] == 2
        assert str(drafts["The programme supports:"]) == "memory machine-prepared.tmx match=100%"
        number = drafts["Displaying 1 - 10 of 612"]
        assert number
        assert number.match == 95
        assert sample.entry(language, NEW, "Displaying 1 - 10 of 612").target.count("612") == 1
        similar = drafts[
            "European Union mainly provides budget support to education and health sectors."
        ]
        assert similar
        assert similar.match
        assert similar.match < 95


def test_all_seed_items_are_published_in_five_languages_and_all_are_previewed(sample: Desk) -> None:
    result = sample.run("compile")
    assert "25 localised items in " in result.stderr
    assert "30 previews written" in sample.run("compile", "--preview").stderr
    published = sample.published()
    expected = {f"{lang}/{item}.txt" for lang in sample.project.languages for item in ITEMS}
    assert {path for path in published if path.endswith((".txt", ".md"))} == expected
    for path in expected:
        assert "UNREVIEWED" not in (sample.root / "build" / path).read_text()
    for language in sample.project.languages:
        preview = (sample.root / "build/preview" / language / f"{NEW}.md").read_text()
        assert "UNREVIEWED" in preview


def test_the_georgian_page_keeps_its_nested_list(sample: Desk) -> None:
    sample.run("compile")
    text = (sample.root / "build" / "ru" / f"{GEORGIAN}.txt").read_text()
    assert (
        " • диалог по правам человека\u00a0\n"
        " • сотрудничество в таких сферах, как:\n"
        "  • образование\n"
    ) in text
    assert not text.endswith("\n")


def test_no_native_reviewer_signed_the_sample(sample: Desk) -> None:
    origins: Counter[str] = Counter()
    for language in sample.project.languages:
        for item in ITEMS:
            for entry in sample.catalogue(language, item).entries:
                assert entry.state is State.TRANSLATED
                assert entry.provenance
                origins[entry.provenance.origin] += 1
    assert origins == {"sample": 325, "source": 5}
    for document in ("README.md", "docs/sample-items.md"):
        assert "no native reviewer has signed them" in (ROOT / document).read_text().replace(
            "\n", " "
        )


def test_the_summary_is_true(sample: Desk) -> None:
    status = sample.json("check", code=1)
    assert status["gate"] == "failed"
    assert status["stale"] == []
    for tally in status["languages"].values():
        assert tally["segments"] == 86
        assert tally["states"]["translated"] == 66
        assert tally["complete"] == round(66 / 86, 3)


def test_rules_have_nothing_against_the_translations_and_see_a_draft_of_another_region(
    sample: Desk,
) -> None:
    found = [one for one in sample.json("check", code=1)["diagnostics"] if "/news/" in one["path"]]
    assert [one for one in found if one["accepted"]] == []
    assert {(one["item"], one["rule"]) for one in found} == {(NEW, "glossary")}
    assert len(found) == len(sample.project.languages)
    assert all("Batken" in one["message"] for one in found)


def test_rules_ask_the_editor_about_what_is_odd_and_about_nothing_else(sample: Desk) -> None:
    asked = {
        (one["item"], one["line"], one["rule"]) for one in sample.json("check", code=1)["questions"]
    }
    council = "council-of-europe-kyrgyz-republic"
    assert asked == {
        (council, 1, "misspelt-names"),
        (council, 5, "source-marks"),
        (council, 14, "source-spaces"),
        ("eu-central-asia-relations", 28, "glued-words"),
        ("eu-kazakhstan-relations", 10, "source-spaces"),
    }
