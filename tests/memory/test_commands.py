"""`translator memory`: files come in, are looked up, and go out."""

from __future__ import annotations

import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.conftest import Desk
from tests.memory.test_files import PO, tmx, unit
from translator.index import ask
from translator.memory import bring_up_to_date, kept
from translator.memory.sync import alone

KNOWN = "The ambassador opened a school in Osh on Monday."
TARGET = "Посол открыл школу в Оше в понедельник."


@pytest.fixture
def news(desk: Desk) -> Desk:
    desk.write("content/news.txt", f"{KNOWN}\n\nNobody came.\n")
    desk.run("extract")
    desk.translate("ru", "news", {KNOWN: TARGET})
    return desk


def texts(desk: Desk, text: str, language: str = "ru", kind: str = "matches") -> list[str]:
    found = desk.json("memory", "search", text, "-l", language)
    return [match["target"] for match in found[kind]]


def test_what_is_translated_is_found_and_drafted(news: Desk) -> None:
    news.write("content/more.txt", f"{KNOWN.replace('Osh', 'Naryn')}\n\n{KNOWN}\n")
    news.run("extract")
    (match,) = news.json("memory", "search", KNOWN, "-l", "ru")["matches"]
    assert match == {
        "percent": 100,
        "source": KNOWN,
        "target": TARGET,
        "origin": "news",
        "standing": "translated",
    }
    news.run("draft", "--engine", "none")
    alike, exact = news.catalogue("ru", "more").entries
    assert exact.target == alike.target == TARGET
    assert str(exact.provenance) == "memory news match=100%"
    shown = news.run("memory", "search", KNOWN.replace("Osh", "Naryn"), "-l", "ru").stdout
    assert "[-Osh-] {+Naryn+}" in shown
    assert texts(news, "посол школ", kind="concordance") == [TARGET]


def test_an_edit_elsewhere_is_noticed(news: Desk) -> None:
    assert texts(news, KNOWN) == [TARGET]
    news.translate("ru", "news", {KNOWN: "Иначе."})
    assert texts(news, KNOWN) == ["Иначе."]


def test_what_vanished_from_an_item_or_with_it_stays_known(news: Desk) -> None:
    news.write("content/news.txt", "Nobody came.\n")
    news.run("extract")
    assert texts(news, KNOWN) == [TARGET]
    (news.root / "content/news.txt").unlink()
    assert texts(news, KNOWN) == [TARGET]
    news.path("ru", "news").unlink()
    assert texts(news, KNOWN) == []


def test_deleting_the_databases_changes_nothing(news: Desk) -> None:
    news.write("x.tmx", tmx(unit("Мир")))
    news.run("memory", "import", str(news.root / "x.tmx"))
    before = news.run("memory", "list").stdout
    for name in ("memory.db", "index.db"):
        (news.root / ".translator" / name).unlink()
        assert news.run("memory", "list").stdout == before
    shutil.rmtree(news.root / ".translator")
    assert news.run("memory", "list").stdout == before
    (news.root / ".translator/memory.db").write_bytes(b"nothing of the kind" * 100)
    assert news.run("memory", "list").stdout == before


def test_a_database_spoilt_in_the_middle_is_made_again(news: Desk) -> None:
    news.write("memory/x.tmx", tmx("".join(unit(f"Мир {n}", f"Peace {n}") for n in range(3000))))
    assert texts(news, KNOWN) == [TARGET]
    path = news.root / ".translator/memory.db"
    data = path.read_bytes()
    path.unlink()
    path.write_bytes(data[:8192] + b"\x55" * (len(data) - 8192))
    news.translate("ru", "news", {KNOWN: "Иначе."})
    assert texts(news, KNOWN) == ["Иначе."]
    assert texts(news, "Peace 7") == ["Мир 7"]


def test_an_imported_file_is_a_file_of_the_project(news: Desk) -> None:
    news.write("from/agency.tmx", tmx(unit("Мир") + unit("Тынчтык", lang="ky")))
    said = news.run("memory", "import", str(news.root / "from/agency.tmx"))
    assert said.stdout == "memory/agency.tmx: 2 units taken in (ky 1, ru 1)\n"
    assert (news.root / "memory/agency.tmx").read_bytes() == news.tree("from")["agency.tmx"]
    assert texts(news, "Peace") == ["Мир"]
    assert texts(news, "Peace", "ky") == ["Тынчтык"]
    again = news.run("memory", "import", str(news.root / "from/agency.tmx"))
    assert again.stdout == "memory/agency.tmx: is in the memory already\n"
    news.write("from/agency.tmx", tmx(unit("Спокойствие")))
    refused = news.run("memory", "import", str(news.root / "from/agency.tmx"), code=2)
    assert "another file of that name" in refused.stderr
    assert texts(news, "Peace") == ["Мир"]
    news.run("memory", "import", "--replace", str(news.root / "from/agency.tmx"))
    assert texts(news, "Peace") == ["Спокойствие"]
    assert news.run("memory", "remove", "agency.tmx").stdout == "memory/agency.tmx: removed\n"
    assert texts(news, "Peace") == []
    assert news.tree("memory") == {}
    news.run("memory", "remove", "agency.tmx", code=2)


def test_a_file_put_there_by_hand_counts_and_one_taken_away_does_not(news: Desk) -> None:
    path = news.write("memory/old/agency.tmx", tmx(unit("Мир")))
    assert texts(news, "Peace") == ["Мир"]
    path.unlink()
    assert texts(news, "Peace") == []


def test_a_spoilt_file_takes_nothing_in_and_does_not_stop_the_others(news: Desk) -> None:
    whole = tmx("".join(unit(f"Мир {n}", f"Peace {n}") for n in range(2000)))
    news.write("a.tmx", whole[: len(whole) // 2])
    news.write("b.tmx", tmx(unit("Война", "War")))
    result = news.run(
        "memory", "import", str(news.root / "a.tmx"), str(news.root / "b.tmx"), code=2
    )
    assert result.stdout == "memory/b.tmx: 1 unit taken in (ru 1)\n"
    assert f"{news.root / 'a.tmx'}:" in result.stderr
    assert "cut off" in result.stderr
    assert list(news.tree("memory")) == ["b.tmx"]
    assert texts(news, "Peace 7") == []
    assert texts(news, "War") == ["Война"]
    news.write("memory/a.tmx", whole[: len(whole) // 2])
    assert "not well-formed" in news.run("memory", "list").stdout
    assert texts(news, "Peace 7") == []


def test_the_copy_of_a_killed_import_is_cleared_away(news: Desk) -> None:
    news.write("memory/.agency.new.tmx", tmx(unit("Мир"))[:50])
    news.write("memory/agency.tmx", tmx(unit("Мир")))
    assert texts(news, "Peace") == ["Мир"]
    assert list(news.tree("memory")) == ["agency.tmx"]


def test_a_big_file_put_there_by_hand_does_not_hold_up_a_page(news: Desk) -> None:
    big = tmx("".join(unit(f"Мир {n} " + "я" * 900, f"Peace {n}") for n in range(1200)))
    news.write("memory/big.tmx", big)
    news.write("memory/small.tmx", tmx(unit("Война", "War")))
    memory = kept(news.project)
    ask(
        news.project,
        lambda index: bring_up_to_date(memory, index, news.project, ("ru",), at_most=10),
    )
    assert memory.look_up("en", "ru", "War")
    assert not memory.look_up("en", "ru", "Peace 7")
    assert texts(news, "Peace 7")


def test_po_files_go_into_their_language_s_folder(news: Desk) -> None:
    news.write("x.po", PO)
    said = news.run("memory", "import", str(news.root / "x.po"))
    assert said.stdout.startswith("memory/ru/x.po: 4 units taken in (ru 4); left out: ")
    assert texts(news, "Open") == ["Открой"]
    news.write("nameless.po", 'msgid "Open"\nmsgstr "Ачуу"\n')
    refused = news.run("memory", "import", str(news.root / "nameless.po"), code=2)
    assert "-l" in refused.stderr
    news.run("memory", "import", "-l", "ky", str(news.root / "nameless.po"))
    assert texts(news, "Open", "ky") == ["Ачуу"]
    news.write("de.po", 'msgid "Open"\nmsgstr "Öffnen"\n')
    assert (
        "none of the project's"
        in news.run("memory", "import", "-l", "de", str(news.root / "de.po"), code=2).stderr
    )


def test_export_is_valid_and_comes_back(news: Desk, tmp_path: Path) -> None:
    path = tmp_path / "out.tmx"
    assert news.run("memory", "export", str(path)).stdout == f"{path}: 1 translation\n"
    root = ET.parse(path).getroot()
    assert root.tag == "tmx"
    assert [seg.text for seg in root.iter("seg")] == [KNOWN, TARGET]
    other = Desk(tmp_path)
    other.run("memory", "import", str(path))
    assert texts(other, KNOWN) == [TARGET]
    assert other.run("memory", "export", str(tmp_path / "none.tmx")).stdout.endswith(
        ": 0 translations\n"
    )
    said = other.run("memory", "export", "--imported", str(tmp_path / "all.tmx")).stdout
    assert said.endswith(": 1 translation\n")


def test_while_another_process_imports_look_ups_answer(news: Desk) -> None:
    assert texts(news, KNOWN) == [TARGET]
    news.translate("ru", "news", {KNOWN: "Иначе."})
    with alone(news.project) as first:
        assert first
        assert texts(news, KNOWN) == [TARGET]
    assert texts(news, KNOWN) == ["Иначе."]


def test_a_project_without_anything(desk: Desk) -> None:
    assert texts(desk, "Peace") == []
    assert "Nothing like it" in desk.run("memory", "search", "Peace", "-l", "ru").stdout
    assert kept(desk.project).look_up("en", "ru", "Peace") is None
