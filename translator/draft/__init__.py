"""Drafting: suggestions from glossary, memory, CLDR and engines, every one guarded.

stage     fills the catalogues of a project
suggest   answers for one entry
known     what needs no engine
machine   what engines make, guarded and repaired; ways: how a sentence is shown to them
cache     remembers what engines made
report    progress, and what was done
"""

from translator.draft.known import Suggestion
from translator.draft.report import Drafting, Step
from translator.draft.stage import draft
from translator.draft.suggest import suggestions

__all__ = ["Drafting", "Step", "Suggestion", "draft", "suggestions"]
