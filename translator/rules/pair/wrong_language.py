"""The translation is in another language, or part of it was left untranslated."""

from __future__ import annotations

from collections.abc import Iterator

from translator.languages import LANGUAGES
from translator.message import phrase
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


@pair_rule(
    "wrong-language", "Wrong language", "error", "The text, or part of it, is in another language."
)
def check(analysis: Analysis) -> Iterator[Finding]:
    """Judge script, letters, function words and endings, of the whole and of its sentences."""
    target, language = analysis.target, LANGUAGES.get(analysis.pair.language)
    if language is None:
        return
    name = language.said
    if target.has_latin and language.script != "Latin":
        if in_another_script(target, language.script):
            yield Finding(
                phrase(
                    "The translation is hardly in {language}: its script is another.", language=name
                )
            )
            return
        if span := english_run(target):
            left = target.text[span[0] : span[1]]
            yield Finding(phrase("“{text}” is left in English.", text=left[:60]), span)
            return
    elif in_another_script(target, language.script):
        yield Finding(
            phrase("The translation is hardly in {language}: its script is another.", language=name)
        )
        return
    if language.script != "Cyrillic":
        return
    if other := other_language(target):
        yield Finding(
            phrase("The translation seems to be in {language}.", language=LANGUAGES[other].said)
        )
        return
    if typed_without_letters(target.lower, language.code) or not any(
        len(target.words & FUNCTION_WORDS[code]) > 2 for code in CYRILLIC if code != language.code
    ):
        return
    for sentence in SENTENCE.finditer(target.plain):
        if len(sentence[0]) < _SHORTEST_SENTENCE:
            continue
        if other := other_language(Text(sentence[0], language.code)):
            yield Finding(
                phrase("A sentence seems to be in {language}.", language=LANGUAGES[other].said),
                sentence.span(),
            )
