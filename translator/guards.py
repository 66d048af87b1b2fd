"""What a machine's suggestion must not do; one that does is refused, counted and never stored."""

from __future__ import annotations

import re
from collections import Counter

from translator.languages import LANGUAGES, script_shares

_LOOP = re.compile(r"(\b\w+\b)(?:\W+\1\b){3,}|(\b\w+\W+\w+\b)(?:\W+\2\b){2,}", re.IGNORECASE)
_SHORTEST_COMPARED = 20
_LONGEST_RATIO = 4.0


def refusal(source: str, target: str, language: str) -> str | None:
    """Why a suggestion for `source` in `language` is refused, in one word; None where it is not."""
    if not target.strip():
        return "empty"
    if target == source:
        return "untranslated"
    if Counter(filter(str.isdigit, source)) != Counter(filter(str.isdigit, target)):
        return "numbers"
    if _LOOP.search(target) and not _LOOP.search(source):
        return "repetition"
    ratio = len(target) / len(source)
    if len(source) >= _SHORTEST_COMPARED and not 1 / _LONGEST_RATIO < ratio < _LONGEST_RATIO:
        return "length"
    shares = script_shares(target)
    if shares and shares.get(LANGUAGES[language].script, 0) < 0.5:
        return "script"
    if any(token in target for token in ("▁", "<unk>", "<s>", "</s>")):
        return "token"
    return None
