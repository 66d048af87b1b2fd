"""Text typed on a keyboard without the language's own letters."""

from __future__ import annotations

from translator.rules.alphabets import OWN_LETTER_SHARE, OWN_LETTERS, cyrillic_letters

# So many own letters a text must be long enough for before their absence tells. One real Kyrgyz
# sentence in ten has none, since they come in clusters: 330 characters without one were seen.
ENOUGH = 24.0
_NEARLY_NONE = 0.04  # of what is usual: a name pasted in


def typed_without_letters(text: str, language: str, enough: float = ENOUGH) -> str | None:
    """The missing letters, for a message, where a text is too long to have so few of them.

    Args:
        text: The text, in lower case.
        language: Its language.
        enough: How many of its own letters the text must usually have for the rule to speak.
    """
    share = OWN_LETTER_SHARE.get(language)
    if share is None or len(text) * share < enough:
        return None
    own = OWN_LETTERS[language]
    letters = cyrillic_letters(text)
    usual = len(letters) * share
    if usual < enough or sum(map(text.count, own)) > usual * _NEARLY_NONE:
        return None
    return " ".join(own)
