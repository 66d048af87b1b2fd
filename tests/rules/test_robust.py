"""No text makes the rules fail or contradict themselves; how long they take: `tests/faults`."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from translator.rules import Pair, check_item, check_pair, check_source

LETTERS = "aBz яЖқңөӣ აბ 0129 .,:;!?()[]«»„“”\"'-–—\u00a0\u200b<>&/@%{}▁\n"
TEXTS = st.one_of(st.text(max_size=80), st.text(alphabet=LETTERS, max_size=120))
LANGUAGES = st.sampled_from(["en", "ka", "tg", "ru", "kk", "ky", "xx"])


@given(source=TEXTS, target=TEXTS, source_language=LANGUAGES, language=LANGUAGES)
def test_any_pair_can_be_checked(
    source: str, target: str, source_language: str, language: str
) -> None:
    pair = Pair(source, target, source_language, language)
    for diagnostic in check_pair(pair, style=True):
        start, end = diagnostic.span or (0, 0)
        assert 0 <= start <= end <= len(target)
        assert diagnostic.fix != target
    assert all(index == 0 for index, _ in check_item([pair]))


@given(text=TEXTS, language=LANGUAGES)
def test_any_source_can_be_checked(text: str, language: str) -> None:
    for diagnostic in check_source(text, language, item=[text]):
        start, end = diagnostic.span or (0, 0)
        assert 0 <= start <= end <= len(text)
