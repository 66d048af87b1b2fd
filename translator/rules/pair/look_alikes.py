"""Letters of two scripts in one word: they look right and break search, sorting and speech."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.languages import LANGUAGES
from translator.message import phrase
from translator.rules.alphabets import LOOK_ALIKES, SCRIPT_RANGE
from translator.rules.analysis import Analysis
from translator.rules.model import Finding
from translator.rules.registry import pair_rule

_LATIN = "A-Za-z"
_MIXED = {
    script: re.compile(
        f"(?<![{_LATIN}{span}])(?:[{_LATIN}]+[{span}]|[{span}]+[{_LATIN}])[{_LATIN}{span}]*"
    )
    for script, span in SCRIPT_RANGE.items()
    if script != "Latin"
}
# «URLдың», „PDFის“: a Latin name with a suffix.
_SUFFIXED = {
    script: re.compile(f"[{_LATIN}][{_LATIN}0-9]+[{span}]+")
    for script, span in SCRIPT_RANGE.items()
    if script != "Latin"
}
# «a» for «а»: in Russian alone so many words are one letter long.
_LONE = re.compile(r"(?<=[а-яё,] )[acoyk](?= [А-Яа-яё])|^[ABCOYK](?= [а-яё])")
_TO_LATIN = {cyrillic: latin for latin, cyrillic in LOOK_ALIKES.items()}


@pair_rule(
    "look-alikes",
    "Look-alike letters",
    "warning",
    "A letter of another script stands inside a word.",
)
def check(analysis: Analysis) -> Iterator[Finding]:
    """Find words that mix Latin with the language's script, and offer them in one script."""
    target = analysis.target
    if not target.has_latin:
        return
    language = LANGUAGES.get(analysis.pair.language)
    if language is None or language.script == "Latin":
        return
    for match in _MIXED[language.script].finditer(target.plain):
        word = match[0]
        if _is_suffixed_name(word, language.script) or word in analysis.pair.source:
            continue
        yield _finding(analysis, match, _repaired(word))
    if language.code == "ru":
        for match in _LONE.finditer(target.plain):
            if f" {match[0]} " not in f" {analysis.pair.source} ":
                yield _finding(analysis, match, LOOK_ALIKES[match[0]])


def _finding(analysis: Analysis, match: re.Match[str], repaired: str | None) -> Finding:
    text = analysis.pair.target
    fix = None
    if repaired is not None:
        fix = text[: match.start()] + repaired + text[match.end() :]
    return Finding(
        phrase("“{word}” mixes letters of two scripts.", word=match[0]), match.span(), fix
    )


def _is_suffixed_name(word: str, script: str) -> bool:
    """Whether a word is a Latin name with a suffix, and not a word with Latin look-alikes in it."""
    if not _SUFFIXED[script].fullmatch(word):
        return False
    name = [letter for letter in word if letter.isascii()]
    return script != "Cyrillic" or "".join(name).isupper() or not set(name) <= LOOK_ALIKES.keys()


def _repaired(word: str) -> str | None:
    """The word in the script most of it is in, where each foreign letter has a look-alike."""
    latin = sum(letter.isascii() for letter in word)
    table = _TO_LATIN if latin * 2 > len(word) else LOOK_ALIKES
    repaired = "".join(table.get(letter, letter) for letter in word)
    return repaired if len({letter.isascii() for letter in repaired}) == 1 else None
