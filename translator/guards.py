"""What a suggestion must not do; one that does is refused, counted and never stored."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Iterable

from translator import figures, markup
from translator.languages import LANGUAGES, script_shares
from translator.placeables import Placeable
from translator.rules.model import Pair

REASONS = {
    "empty": "nothing came back",
    "untranslated": "it is the source",
    "token": "a token of the model is left in it",
    "placeables": "markup, an address, a code or a term was lost, doubled or changed",
    "numbers": "a number was lost, added or changed",
    "amounts": "it names another currency",
    "repetition": "it goes round in circles",
    "length": "it is far too long or short",
    "overlong": "the source is too long: split the paragraph",
    "script": "it is in another script",
    "language": "it is in another language, or partly",
    "unfinished": "the engine did not come to an end",
}
"""Every reason for a refusal, and what it means."""

_LOOP = re.compile(
    r"(\b\w+\b)(?:\W+\1\b){3,}"  # a word four times
    r"|(\b\w+\W+\w+\b)(?:\W+\2\b){2,}"  # two words three times
    r"|(\b\w[^\n]{7,80}?)(?:\W*\3){2,}"  # a phrase three times
    r"|(\w)\4{7,}|(\w{2,5})\5{4,}",
    re.IGNORECASE,
)
_TOKENS = re.compile(
    r"▁|⁇|</?s>|<unk>|<pad>|<bos>|<eos>|@@|<2\w\w>|>>\w+<<|__[a-z]{2,3}__|\b[a-z]{3}_[A-Z][a-z]{3}\b"
)
_SHORTEST_COMPARED = 20
_LONGEST_RATIO = 4.0
_SHORT_ALLOWANCE = 24
"""Characters that a text of under `_SHORTEST_COMPARED` may gain: «ЕС» may be spelled out."""


def refusal(
    source: str,
    target: str,
    language: str,
    *,
    spoken: str = "en",
    kept: Callable[[str], Iterable[tuple[int, int]]] = lambda _: (),
) -> str | None:
    """Why a machine's suggestion is refused: a key of `REASONS`, or None where it is not.

    Args:
        source: The source.
        target: The suggestion.
        language: The language it should be in.
        spoken: The source's language.
        kept: Finds the places of terms in a text that must stay as they are.
    """
    if not target.strip():
        return "empty"
    if target.strip().casefold() == source.strip().casefold():
        return "untranslated"
    if Counter(_TOKENS.findall(target)) - Counter(_TOKENS.findall(source)):
        return "token"
    if reason := damage(source, target, language, spoken=spoken, kept=kept):
        return reason
    before = markup.masked(source, markup.find(source, kept(source)))
    after = markup.masked(target, markup.find(target, kept(target)))
    if _LOOP.search(after) and not _LOOP.search(before):
        return "repetition"
    if _wild(_visible(before), _visible(after)):
        return "length"
    shares = script_shares(after)
    if shares and shares.get(LANGUAGES[language].script, 0) < 0.5:
        return "script"
    return "language" if _foreign(source, target, spoken, language) else None


def damage(
    source: str,
    target: str,
    language: str,
    *,
    spoken: str = "en",
    kept: Callable[[str], Iterable[tuple[int, int]]] = lambda _: (),
) -> str | None:
    """Whether placeables or numbers differ: `placeables`, `numbers`, `amounts` or None.

    Arguments as for `refusal`. This is all that is asked of a similar text a person translated.
    """
    wanted, found = markup.find(source, kept(source)), markup.find(target, kept(target))
    if Counter(p.text for p in wanted) != Counter(p.text for p in found):
        return "placeables"
    if _tags(wanted) != _tags(found) and not _nested(_tags(found)):
        return "placeables"
    before, after = markup.masked(source, wanted), markup.masked(target, found)
    # What looks like a piece of markup, or of a token, and is in no placeable.
    if _brackets(after) - _brackets(before):
        return "placeables"
    if figures.differ(before, after, spoken, language):
        return "numbers"
    if figures.currencies_differ(before, after):
        return "amounts"
    return None


def _brackets(text: str) -> Counter[str]:
    return Counter(character for character in text if character in "<>{}")


def _tags(found: list[Placeable]) -> list[str]:
    return [p.text for p in found if p.kind == "tag"]


def _nested(tags: list[str]) -> bool:
    """Whether each closing tag closes the one opened last."""
    opened: list[str] = []
    for tag in tags:
        name = re.sub(r"^</?|[\s/>].*$", "", tag, flags=re.DOTALL).lower()
        if tag.startswith("</"):
            if not opened or opened.pop() != name:
                return False
        elif not tag.endswith("/>") and not tag.startswith("<!--") and name not in ("br", "img"):
            opened.append(name)
    return not opened


def _visible(text: str) -> str:
    return html.unescape(text.replace(markup.FILLER, "")).strip()


def _wild(source: str, target: str) -> bool:
    if not source:
        return False
    if len(source) < _SHORTEST_COMPARED:
        return len(target) > _LONGEST_RATIO * len(source) + _SHORT_ALLOWANCE
    return not 1 / _LONGEST_RATIO < len(target) / len(source) < _LONGEST_RATIO


def _foreign(source: str, target: str, spoken: str, language: str) -> bool:
    from translator.rules.analysis import Analysis
    from translator.rules.pair import wrong_language

    pair = Pair(source, target, spoken, language)
    return next(iter(wrong_language.check(Analysis(pair))), None) is not None
