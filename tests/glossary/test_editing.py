"""Adding and changing terms: what stands in the file afterwards, and what is never overwritten."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Desk
from translator import glossary
from translator.catalogue import Catalogue
from translator.errors import TranslatorError
from translator.glossary import Signature, Term, make_term
from translator.glossary.terms import entry_of, term_of
from translator.provenance import Provenance

DAY = dt.date(2026, 11, 22)
LATER = dt.date(2026, 11, 24)


def add(desk: Desk, *args: object, by: str = "Aigul B.", **kwargs: object) -> Term:
    term = make_term(*args, **kwargs)  # type: ignore[arg-type]
    return glossary.add_term(desk.project, "ru", term, by, DAY)


def test_a_new_term_begins_a_termbase_that_po_tools_read(desk: Desk) -> None:
    stored = add(
        desk,
        "Delegation",
        ["Представительство ЕС", "Представительство"],
        forbidden=["Делегация", "Миссия | офис"],
        notes=["The office itself.\nNot a visit.", "also: a group of visitors"],
        part_of_speech="noun",
    )
    path = desk.root / "locales/ru/glossary.po"
    assert path.read_text("utf-8").partition("\n\n")[2] == (
        "# The office itself.\n"
        "# Not a visit.\n"
        "# note: also: a group of visitors\n"
        "# also: Представительство\n"
        "# forbidden: Делегация | Миссия \\| офис\n"
        "# part-of-speech: noun\n"
        '# added: "Aigul B." 2026-11-22\n'
        'msgid "Delegation"\n'
        'msgstr "Представительство ЕС"\n'
    )
    if shutil.which("msgfmt"):
        subprocess.run(["msgfmt", "-c", "-o", "/dev/null", path], check=True)
    (read,) = glossary.all_terms(desk.project, "ru")
    assert read == stored
    assert read.added == Signature("Aigul B.", "2026-11-22")
    assert read.rule.forbidden == ("Делегация", "Миссия | офис")
    assert read.notes == ("The office itself.", "Not a visit.", "also: a group of visitors")


def test_terms_stand_in_alphabetical_order_unless_the_file_has_its_own(desk: Desk) -> None:
    for source in ("grant", "Council", "treaty", "Delegation"):
        add(desk, source, ["x"])
    sources = [term.rule.source for term in glossary.all_terms(desk.project, "ru")]
    assert sources == ["Council", "Delegation", "grant", "treaty"]
    desk.write("locales/ru/glossary.po", 'msgid "b"\nmsgstr "б"\n\nmsgid "a"\nmsgstr "а"\n')
    add(desk, "aa", ["x"])
    assert [t.rule.source for t in glossary.all_terms(desk.project, "ru")] == ["b", "a", "aa"]


def test_a_term_that_is_there_is_not_overwritten(desk: Desk) -> None:
    stored = add(desk, "grant", ["грант"])
    before = desk.tree()
    with pytest.raises(glossary.TermExistsError) as caught:
        add(desk, "grant", ["субсидия"], by="Nino")
    assert caught.value.current == stored
    assert desk.tree() == before
    add(desk, "grant", ["предоставлять"], context="verb")
    assert len(glossary.all_terms(desk.project, "ru")) == 2


def test_a_change_keeps_who_added_it_and_says_who_changed_it(desk: Desk) -> None:
    origin = Provenance("import", ("eu-terms.tbx",))
    stored = add(desk, "grant", ["грант"], notes=["money"], origin=origin)
    new = make_term("grant", ["безвозмездная помощь", "грант"], notes=["money"])
    changed = glossary.change_term(
        desk.project, "ru", stored.key, stored.revision, new, "Nino", LATER
    )
    assert changed.rule.targets == ("безвозмездная помощь", "грант")
    assert changed.added == Signature("Aigul B.", "2026-11-22")
    assert changed.changed == Signature("Nino", "2026-11-24")
    assert changed.origin == origin
    assert glossary.all_terms(desk.project, "ru") == [changed]
    before = desk.tree()
    again = glossary.change_term(
        desk.project, "ru", changed.key, changed.revision, new, "Third", LATER
    )
    assert again == changed
    assert desk.tree() == before


def test_a_change_from_an_old_revision_is_refused(desk: Desk) -> None:
    stored = add(desk, "grant", ["грант"])
    change = (desk.project, "ru", stored.key, stored.revision)
    first = glossary.change_term(*change, make_term("grant", ["один"]), "Aigul", LATER)
    with pytest.raises(glossary.TermChangedError) as caught:
        glossary.change_term(*change, make_term("grant", ["два"]), "Nino", LATER)
    assert caught.value.current == first
    with pytest.raises(glossary.TermChangedError):
        glossary.remove_term(desk.project, "ru", stored.key, stored.revision)
    with pytest.raises(glossary.TermGoneError):
        glossary.change_term(desk.project, "ru", "0" * 16, "", make_term("x", ["y"]), "N", LATER)


def test_a_term_may_get_another_source_but_not_another_terms(desk: Desk) -> None:
    stored = add(desk, "grand", ["грант"])
    taken = add(desk, "aid", ["помощь"])
    change = (desk.project, "ru", stored.key, stored.revision)
    with pytest.raises(glossary.TermExistsError) as caught:
        glossary.change_term(*change, make_term("aid", ["грант"]), "Nino", LATER)
    assert caught.value.current == taken
    glossary.change_term(*change, make_term("grant", ["грант"]), "Nino", LATER)
    assert [t.rule.source for t in glossary.all_terms(desk.project, "ru")] == ["aid", "grant"]


def test_a_removed_term_is_kept_out_of_use_until_it_is_added_again(desk: Desk) -> None:
    stored = add(desk, "grant", ["грант"])
    glossary.remove_term(desk.project, "ru", stored.key, stored.revision)
    assert glossary.all_terms(desk.project, "ru") == []
    assert "#~ msgid" in (desk.root / "locales/ru/glossary.po").read_text("utf-8")
    add(desk, "grant", ["субсидия"])
    assert "#~" not in (desk.root / "locales/ru/glossary.po").read_text("utf-8")


def test_proposals_are_listed_but_not_used(desk: Desk) -> None:
    add(desk, "grant", ["грант"], settled=False)
    add(desk, "treaty")
    assert [t.settled for t in glossary.all_terms(desk.project, "ru")] == [False, True]
    assert glossary.read(desk.project, "ru").terms == []


@pytest.mark.parametrize(
    ("source", "targets", "forbidden", "message"),
    [
        (" \n ", ["x"], [], "needs a source"),
        ("a", ["x\x00"], [], "control character U+0000"),
        ("a", ["\ud800"], [], "U+D800"),
        ("a", ["x" * 1001], [], "longer than 1000"),
        ("a", ["x"], ["x"], "both required and forbidden"),
    ],
)
def test_what_no_term_can_be(
    source: str, targets: list[str], forbidden: list[str], message: str
) -> None:
    with pytest.raises(TranslatorError, match=message.replace("+", r"\+")):
        make_term(source, targets, forbidden=forbidden)


def test_comment_lines_by_hand_are_never_lost(desk: Desk) -> None:
    desk.write(
        "locales/ru/glossary.po",
        "# added: long ago, by somebody\n# part-of-speech: noun\n# part-of-speech: verb\n"
        '# also:\nmsgid "grant"\nmsgstr "грант | субсидия"\n',
    )
    (term,) = glossary.all_terms(desk.project, "ru")
    assert term.rule.targets == ("грант", "субсидия")
    new = make_term(
        "grant", [*term.rule.targets, "дотация"], notes=term.notes, part_of_speech="noun"
    )
    glossary.change_term(desk.project, "ru", term.key, term.revision, new, "N", LATER)
    text = (desk.root / "locales/ru/glossary.po").read_text("utf-8")
    for kept in ("added: long ago, by somebody", "part-of-speech: noun", "part-of-speech: verb"):
        assert kept in text
    (again,) = glossary.all_terms(desk.project, "ru")
    assert again.same_content(new)


texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=12
)
PLAIN = ["do-not-translate", "also: x", "from: y", "a|b", "\\|"]
lines = st.one_of(texts, st.sampled_from(PLAIN))


@settings(max_examples=150)
@given(
    texts.filter(str.strip),
    st.lists(lines),
    st.lists(lines.map("-".__add__)),
    st.lists(lines),
    st.booleans(),
    lines,
)
def test_any_term_comes_back_from_its_entry(
    source: str, targets: list[str], forbidden: list[str], notes: list[str], kept: bool, part: str
) -> None:
    term = make_term(
        source,
        [f"+{form}" for form in targets],
        forbidden=forbidden,
        do_not_translate=kept,
        notes=notes,
        part_of_speech=part,
    )
    assert term_of(entry_of(term)).same_content(term)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts.filter(str.strip), st.lists(lines, max_size=3))
def test_any_term_comes_back_from_the_file(desk: Desk, source: str, values: list[str]) -> None:
    term = make_term(source, values, notes=values)
    path = desk.root / "t.po"
    catalogue = Catalogue.new(path, "ru")
    catalogue.entries.append(entry_of(term))
    (read,) = Catalogue.loads(catalogue.dump(), path).entries
    assert term_of(read).same_content(term)


def test_two_people_add_at_once(desk: Desk) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: add(desk, f"term {n:02}", ["x"]), range(12)))
    assert len(glossary.all_terms(desk.project, "ru")) == 12
