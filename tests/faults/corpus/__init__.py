"""Files that once broke something, or would break a program that trusts them.

Each case says what the file did when it was found, or does to a program without the guard that it
is there for. A file is kept as what makes it: most are the same few bytes many times over.
"""

from tests.faults.corpus.case import Case
from tests.faults.corpus.project import CATALOGUES, ITEMS, SETTINGS
from tests.faults.corpus.received import EXCHANGES, GLOSSARIES, MEMORIES, PACKAGES

CASES = [*ITEMS, *CATALOGUES, *SETTINGS, *MEMORIES, *EXCHANGES, *GLOSSARIES, *PACKAGES]

__all__ = ["CASES", "Case"]
