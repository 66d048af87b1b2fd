"""Terms out to other tools and in from them: nothing lost, nothing overwritten."""

from __future__ import annotations

import datetime as dt
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.conftest import Desk
from translator import glossary
from translator.errors import TranslatorError
from translator.glossary import Signature, Term, make_term, tables, tbx
from translator.provenance import Provenance

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
DAY = dt.date(2026, 11, 22)
TERMS = {
    "ka": [make_term("Delegation", ["წარმომადგენლობა"])],
    "ru": [
        replace(
            make_term(
                "Delegation",
                ["Представительство ЕС", "Представительство"],
                forbidden=["Делегация", "a | b"],
                notes=["The office.", "=not a formula"],
                part_of_speech="proper noun",
            ),
            origin=Provenance("import", ("eu.tbx",)),
            added=Signature("Aigul B.", "2026-11-22"),
            changed=Signature("Nino", "2026-11-24"),
        ),
        make_term("grant", ["предоставлять"], context="verb", part_of_speech="verb"),
        make_term("EuropeAid", do_not_translate=True),
        make_term("GRECO", ["GRECO"]),
        make_term("never", forbidden=["никак"]),
        make_term("maybe", ["может быть"], settled=False),
        make_term("unknown"),
    ],
}


@pytest.mark.parametrize("kind", ["csv", "tbx"])
def test_a_file_looks_as_it_should(kind: str) -> None:
    """`UPDATE_GOLDEN=1 pytest` writes the files anew; read the difference."""
    data = tables.write(TERMS) if kind == "csv" else tbx.write(TERMS, "en", "Desk")
    path = GOLDEN / f"terms.{kind}"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_bytes(data)
    assert data == path.read_bytes()


def test_tbx_is_valid() -> None:
    dtd = etree.DTD(str(HERE / "tbx_core.dtd"))
    assert dtd.validate(etree.fromstring(tbx.write(TERMS, "en", "Desk"))), dtd.error_log


texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=8
)
forms = st.one_of(texts, st.sampled_from(["a|b", "=1", "'x", "12.05", "no", "<b>", "&amp;", "#x"]))


@st.composite
def terms(draw: st.DrawFn) -> Term:
    source = draw(forms.filter(str.strip))
    return make_term(
        source,
        [f"+{form}" for form in draw(st.lists(forms, max_size=3))],
        forbidden=[f"-{form}" for form in draw(st.lists(forms, max_size=3))],
        do_not_translate=draw(st.booleans()),
        notes=draw(st.lists(forms.filter(lambda note: "do-not" not in note), max_size=2)),
        part_of_speech=draw(texts),
        context=draw(texts),
        settled=draw(st.booleans()),
    )


@settings(max_examples=150)
@given(terms())
def test_any_term_comes_back_from_csv(term: Term) -> None:
    (again,) = tables.read(tables.write({"ru": [term]}), "x", "en", ["ru"])["ru"]
    assert again.same_content(term)


@settings(max_examples=150)
@given(terms().map(lambda term: replace(term, settled=True)))
def test_any_term_comes_back_from_tbx(term: Term) -> None:
    if not term.says_something:
        return
    (again,) = tbx.read(tbx.write({"ru": [term]}, "en", "x"), "x", "en", ["ru"])["ru"]
    assert again.same_content(term)


def test_tbx_of_the_newer_edition_is_read() -> None:
    data = """<?xml version="1.0" encoding="UTF-8"?>
<tbx style="dct" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
  xmlns:b="http://www.tbxinfo.net/ns/basic" xmlns:m="http://www.tbxinfo.net/ns/min">
 <text><body><conceptEntry id="1"><m:subjectField>law</m:subjectField>
  <langSec xml:lang="en-GB"><termSec><term>treaty</term><m:partOfSpeech>noun</m:partOfSpeech>
   </termSec><termSec><term>convention</term></termSec></langSec>
  <langSec xml:lang="ru-RU"><descripGrp><b:definition>Bound by law.</b:definition></descripGrp>
   <termSec><term>соглашение</term>
    <m:administrativeStatus>admittedTerm-admn-sts</m:administrativeStatus></termSec>
   <termSec><term>договор</term>
    <m:administrativeStatus>preferredTerm-admn-sts</m:administrativeStatus></termSec>
   <termSec><term>контракт</term>
    <m:administrativeStatus>supersededTerm-admn-sts</m:administrativeStatus></termSec></langSec>
 </conceptEntry></body></text></tbx>"""
    first, second = tbx.read(data.encode(), "x.tbx", "en", ["ru"])["ru"]
    assert (first.rule.source, second.rule.source) == ("treaty", "convention")
    assert first.rule.targets == ("договор", "соглашение")
    assert first.rule.forbidden == ("контракт",)
    assert (first.part_of_speech, first.context) == ("noun", "law")
    assert first.notes == ("Bound by law.",)


@pytest.mark.parametrize(
    "text",
    [
        "Term,Translation,Notes\ngrant,грант,money\n",
        "EN;RU;Comment\ngrant;грант;money\n",
        "English\trussian\tnote\ngrant\tгрант\tmoney\n",
        "# a glossary of OmegaT's\ngrant\tгрант\tmoney\n",
        "grant\tгрант\tmoney\n",
        "Language,Source,Target,Definition\nru,grant,грант,money\nka,grant,x,y\n",
    ],
)
def test_tables_of_other_tools(text: str) -> None:
    (term,) = tables.read(text.encode("utf-16"), "x", "en", ["ru"])["ru"]
    assert term.same_content(make_term("grant", ["грант"], notes=["money"]))


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("x.csv", b"a,b,c,d\n1,2,3,4\n", "x.csv:1: has no columns Term and Translation"),
        ("x.csv", b"term,translation\n,x\n", "x.csv:2: a term needs a source"),
        ("x.csv", b"", "is empty"),
        ("x.tbx", b"<tmx/>", "is no TBX"),
        ("x.tbx", b"<martif/>", "has no term from en into ru"),
        ("x.tbx", b'<!DOCTYPE a [<!ENTITY a "b">]><martif/>', "declares the entity"),
        ("x.bin", b"x", "is neither CSV nor TBX"),
        ("missing.csv", None, "can't be read"),
    ],
)
def test_wrong_files_are_named_and_change_nothing(
    desk: Desk, tmp_path: Path, name: str, data: bytes | None, message: str
) -> None:
    desk.configure("", languages='"ru"')
    if data is not None:
        (tmp_path / name).write_bytes(data)
    assert message in desk.run("glossary", "import", str(tmp_path / name), code=2).stderr
    assert desk.tree() == {}


def fill(desk: Desk, *them: Term) -> None:
    for term in them:
        glossary.add_term(desk.project, "ru", term, "Aigul", DAY)


def take(desk: Desk, tmp_path: Path, *them: Term, options: tuple[str, ...] = ()) -> Any:
    path = tmp_path / "terms.csv"
    path.write_bytes(tables.write({"ru": list(them)}))
    arguments = ["glossary", "import", str(path), "--by", "Nino", *options, "--format", "json"]
    return json.loads(desk.run(*arguments).stdout)["languages"]["ru"]


def test_new_terms_are_added_with_where_they_come_from(desk: Desk, tmp_path: Path) -> None:
    seen = take(desk, tmp_path, make_term("grant", ["грант"]), make_term("aid", ["помощь"]))
    assert (seen["added"], seen["conflicts"]) == (2, [])
    aid, grant = glossary.all_terms(desk.project, "ru")
    assert (aid.rule.source, str(grant.origin)) == ("aid", "import terms.csv")
    assert grant.added is not None
    assert grant.added.by == "Nino"
    after = desk.tree()
    assert take(desk, tmp_path, make_term("grant", ["грант"]))["unchanged"] == 1
    assert desk.tree() == after


def test_another_rendering_is_a_conflict_unless_it_shall_replace(
    desk: Desk, tmp_path: Path
) -> None:
    fill(desk, make_term("grant", ["грант"], notes=["ours"]))
    before = desk.tree()
    theirs = make_term("grant", ["субсидия"], notes=["theirs"])
    (conflict,) = take(desk, tmp_path, theirs)["conflicts"]
    assert conflict["ours"]["targets"] == ["грант"]
    assert conflict["theirs"]["targets"] == ["субсидия"]
    assert desk.tree() == before
    assert take(desk, tmp_path, theirs, options=("--replace",))["replaced"] == 1
    (term,) = glossary.all_terms(desk.project, "ru")
    assert (term.rule.targets, term.notes) == (("субсидия",), ("ours", "theirs"))
    assert str(term.origin) == "import terms.csv"
    assert (str(term.added), term.changed and term.changed.by) == ("Aigul 2026-11-22", "Nino")


def test_what_a_file_has_besides_is_added_to_a_term(desk: Desk, tmp_path: Path) -> None:
    fill(desk, make_term("grant", ["грант"], notes=["ours"]), make_term("open"))
    theirs = make_term(
        "grant", ["грант", "дотация"], forbidden=["гранд"], notes=["theirs"], part_of_speech="noun"
    )
    seen = take(desk, tmp_path, theirs, make_term("open", ["открыть"]))
    assert (seen["completed"], seen["conflicts"]) == (2, [])
    grant, opened = glossary.all_terms(desk.project, "ru")
    assert grant.rule.targets == ("грант", "дотация")
    assert grant.rule.forbidden == ("гранд",)
    assert grant.notes == ("ours", "theirs")
    assert opened.rule.targets == ("открыть",)


@pytest.mark.parametrize(
    "theirs",
    [
        make_term("grant", do_not_translate=True),
        make_term("grant", forbidden=["грант"]),
        make_term("grant", ["дотация", "грант"], forbidden=["субсидия"]),
    ],
)
def test_contradictions_are_conflicts(desk: Desk, tmp_path: Path, theirs: Term) -> None:
    fill(desk, make_term("grant", ["грант", "субсидия"]))
    before = desk.tree()
    assert len(take(desk, tmp_path, theirs)["conflicts"]) == 1
    assert desk.tree() == before


def test_what_a_file_says_twice_of_a_term_is_put_together(desk: Desk, tmp_path: Path) -> None:
    seen = take(
        desk,
        tmp_path,
        make_term("grant", ["грант"], notes=["one"]),
        make_term("grant", ["дотация"], forbidden=["грант", "гранд"]),
    )
    assert seen["added"] == 1
    (term,) = glossary.all_terms(desk.project, "ru")
    assert term.rule.targets == ("грант", "дотация")
    assert term.rule.forbidden == ("гранд",)


def test_dry_run_writes_nothing_and_says_the_same(desk: Desk, tmp_path: Path) -> None:
    fill(desk, make_term("grant", ["грант"]))
    before = desk.tree()
    them = (make_term("grant", ["субсидия"]), make_term("aid", ["помощь"]))
    dry = take(desk, tmp_path, *them, options=("--dry-run",))
    assert desk.tree() == before
    assert take(desk, tmp_path, *them) == dry


@pytest.mark.parametrize("kind", ["csv", "tbx"])
def test_a_termbase_goes_out_and_comes_back_into_another_project(
    desk: Desk, tmp_path: Path, kind: str
) -> None:
    them = [term for term in TERMS["ru"] if kind == "csv" or (term.settled and term.says_something)]
    fill(desk, *them)
    before = {term.key: term for term in glossary.all_terms(desk.project, "ru")}
    path = tmp_path / f"terms.{kind}"
    said = desk.run("glossary", "export", str(path)).stderr
    assert "ru" in said
    desk.run("glossary", "export", str(path))  # the same again is no harm
    (desk.root / "locales/ru/glossary.po").unlink()
    desk.run("glossary", "import", str(path))
    after = {term.key: term for term in glossary.all_terms(desk.project, "ru")}
    assert before.keys() == after.keys()
    assert all(after[key].same_content(term) for key, term in before.items())


def test_export_does_not_replace_what_somebody_worked_on(desk: Desk, tmp_path: Path) -> None:
    fill(desk, make_term("grant", ["грант"]))
    path = tmp_path / "terms.csv"
    path.write_text("my own")
    assert "somebody may" in desk.run("glossary", "export", str(path), code=2).stderr
    assert path.read_text() == "my own"
    desk.run("glossary", "export", "--overwrite", str(path))
    assert "грант" in path.read_text("utf-8")


def test_nothing_to_put_into_tbx_is_said(desk: Desk, tmp_path: Path) -> None:
    fill(desk, make_term("grant"))
    path = tmp_path / "x.tbx"
    assert "there is no term" in desk.run("glossary", "export", str(path), code=2).stderr
    assert not path.exists()


def test_terms_are_listed_and_found(desk: Desk) -> None:
    fill(desk, *TERMS["ru"])
    lines = desk.run("glossary", "list", "-l", "ru").stdout.splitlines()
    assert "ru  EuropeAid → stays as it is" in lines
    assert "ru  grant (verb) → предоставлять" in lines
    assert "ru  maybe → может быть (proposal)" in lines
    assert "ru  unknown → —" in lines
    found = desk.run("glossary", "list", "ДЕЛЕГАЦИЯ").stdout
    assert found == (
        "ru  Delegation → Представительство ЕС | Представительство; not: Делегация | a | b\n"
    )
    whole = desk.json("glossary", "list", "-l", "ru")["languages"]["ru"]
    assert whole[0]["added"] == "Aigul 2026-11-22"
    assert "none of the project" in desk.run("glossary", "list", "-l", "xx", code=2).stderr


def test_errors_name_the_row(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(TranslatorError, match=r"x:3: .*required and forbidden"):
        tables.read(b"term,translation,forbidden\na,b,c\na,b,b\n", "x", "en", ["ru"])
