"""The translation is in another language, or part of it was left untranslated."""

from __future__ import annotations

from collections.abc import Iterator

from translator.languages import LANGUAGES
from translator.rules.analysis import Analysis, Text
from translator.rules.identity import (
    CYRILLIC,
    SENTENCE,
    english_run,
    in_another_script,
    other_language,
)
from translator.rules.model import Finding
from translator.rules.registry import pair_rule
from translator.rules.telltale import FUNCTION_WORDS
from translator.rules.unmarked import typed_without_letters

_SHORTEST_SENTENCE = 40  # characters


@pair_rule("wrong-language", "error", "The text, or part of it, is in another language.")
def check(analysis: Analysis) -> Iterator[Finding]:
    """Judge script, letters, function words and endings, of the whole and of its sentences."""
    target, language = analysis.target, LANGUAGES.get(analysis.pair.language)
    if language is None:
        return
    if target.has_latin and language.script != "Latin":
        if in_another_script(target, language.script):
            yield Finding(f"The translation is hardly in {language.name}: its script is another.")
            return
        if span := english_run(target):
            left = target.text[span[0] : span[1]]
            yield Finding(f"“{left[:60]}” is left in English.", span)
            return
    elif in_another_script(target, language.script):
        yield Finding(f"The translation is hardly in {language.name}: its script is another.")
        return
    if language.script != "Cyrillic":
        return
    if other := other_language(target):
        yield Finding(f"The translation seems to be in {LANGUAGES[other].name}.")
        return
    if typed_without_letters(target.lower, language.code) or not any(
        len(target.words & FUNCTION_WORDS[code]) > 2 for code in CYRILLIC if code != language.code
    ):
        return
    for sentence in SENTENCE.finditer(target.plain):
        if len(sentence[0]) < _SHORTEST_SENTENCE:
            continue
        if other := other_language(Text(sentence[0], language.code)):
            yield Finding(f"A sentence seems to be in {LANGUAGES[other].name}.", sentence.span())
