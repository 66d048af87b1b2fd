"""The sample project of this repository, through all stages."""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import Desk
from translator.catalogue import State
from translator.extract import template_of
from translator.project import Project, find

ROOT = Path(__file__).parent.parent
GEORGIAN = "eu-central-asia-relations"
COUNCIL = "council-of-europe-kyrgyz-republic"

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
    for name in ("content", "locales"):
        shutil.copytree(ROOT / name, root / name)
    return Desk(root, (ROOT / "translator.toml").read_text())


@pytest.fixture
def project() -> Project:
    return find(ROOT, explicit=True)


def test_the_items_are_the_published_documents(project: Project) -> None:
    found = {
        item.id: (len(item.read().segments), hashlib.sha256(item.data()).hexdigest()[:16])
        for item in project.items
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


def test_the_whole_job_changes_no_tracked_file_without_a_package(sample: Desk) -> None:
    before = sample.tree()
    assert "66 segments × 5 languages; 0 catalogues written" in sample.run("extract").stderr
    sample.run("draft")
    assert sample.tree() == before


def test_two_items_are_published_in_five_languages_and_all_are_previewed(sample: Desk) -> None:
    result = sample.run("compile")
    assert "10 localised items in " in result.stderr
    assert "25 previews written" in sample.run("compile", "--preview").stderr
    published = {path for path in sample.tree("build") if not path.startswith("preview/")}
    expected = {
        f"{lang}/{item}.txt" for lang in sample.project.languages for item in (GEORGIAN, COUNCIL)
    }
    assert {path for path in published if path.endswith(".txt")} == expected
    for path in expected:
        assert "UNREVIEWED" not in (sample.root / "build" / path).read_text()


def test_the_georgian_page_keeps_its_nested_list(sample: Desk) -> None:
    sample.run("compile")
    text = (sample.root / "build" / "ru" / f"{GEORGIAN}.txt").read_text()
    assert (
        " • диалога по правам человека\u00a0\n • сотрудничества по вопросам:\n  • образования\n"
    ) in text
    assert not text.endswith("\n")


def test_no_native_reviewer_signed_the_sample(sample: Desk) -> None:
    origins: Counter[str] = Counter()
    for language in sample.project.languages:
        for item in (GEORGIAN, COUNCIL):
            for entry in sample.catalogue(language, item).entries:
                assert entry.state is State.TRANSLATED
                assert entry.provenance
                origins[entry.provenance.origin] += 1
    assert origins == {"sample": 145, "source": 5}


def test_the_summary_is_true(sample: Desk) -> None:
    status = sample.json("check", code=1)
    assert status["gate"] == "failed"
    assert status["stale"] == []
    for tally in status["languages"].values():
        assert tally["segments"] == 66
        assert tally["states"]["translated"] == 30
        assert tally["complete"] == round(30 / 66, 3)
