"""The termbase `locales/<lang>/glossary.po`: what each term must be in one language.

`terms` is one term and the comment lines that hold it, `lookup` finds terms in texts, `editing`
changes a termbase, `tables` and `tbx` are its forms for other tools, `transfer` brings those in.
"""

from translator.glossary.editing import (
    TermChangedError,
    TermExistsError,
    TermGoneError,
    add_term,
    change_term,
    remove_term,
)
from translator.glossary.lookup import Glossary, all_terms, load, path_of, read
from translator.glossary.terms import NAME, Signature, Term, make_term

__all__ = [
    "NAME",
    "Glossary",
    "Signature",
    "Term",
    "TermChangedError",
    "TermExistsError",
    "TermGoneError",
    "add_term",
    "all_terms",
    "change_term",
    "load",
    "make_term",
    "path_of",
    "read",
    "remove_term",
]
