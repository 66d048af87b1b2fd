"""The comment lines that carry state and origin."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from translator.provenance import Provenance, Remark, digest_of, parse_line

TOKENS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=12)


@given(st.sampled_from(["draft", "from", "approved", "ok"]), st.lists(TOKENS, min_size=1))
def test_any_remark_comes_back(key: str, tokens: list[str]) -> None:
    remark = Remark(key, tuple(tokens), "0123abcd")
    assert parse_line(str(remark)) == remark
    assert "\n" not in str(remark)


def test_the_documented_lines() -> None:
    draft = parse_line("draft: argos en-ru 1.9 score=0.83 @9c1e77d0")
    assert draft
    assert draft.digest == "9c1e77d0"
    assert Provenance.parse(draft.tokens) == Provenance("argos", ("en-ru", "1.9"), score=0.83)
    approved = parse_line('approved: "Aigul B." 2026-11-22 @a1b2c3d4')
    assert approved == Remark("approved", ("Aigul B.", "2026-11-22"), "a1b2c3d4")
    match = Remark("draft", tuple(Provenance("memory", ("2026/old news",), match=95).tokens), "1")
    assert str(match) == 'draft: memory "2026/old news" match=95% @1'


def test_a_translator_s_own_comment_is_none_of_ours() -> None:
    for line in ("see the glossary", "note: ask Aigul", "draft", "draft:", ""):
        assert parse_line(line) is None


def test_the_digest_binds_context_source_and_target() -> None:
    digests = {
        digest_of(None, "a", "b"),
        digest_of("title", "a", "b"),
        digest_of(None, "a", "c"),
        digest_of(None, "ab", ""),
    }
    assert len(digests) == 4
    assert all(len(digest) == 8 for digest in digests)
