"""Drafting: suggestions from glossary, memory, CLDR and engines, every one guarded.

stage     fills the catalogues of a project
suggest   answers for one entry
known     what needs no engine
machine   what engines make, guarded and repaired; ways: how a sentence is shown to them
alternatives  several of an engine's drafts for one text
direction  what drafting knows of a pair of languages
cache     remembers what engines made
report    progress, and what was done
"""

from translator.draft.known import Suggestion
from translator.draft.report import Drafting, Step, Stop
from translator.draft.stage import draft
from translator.draft.suggest import alternatives, suggestions

__all__ = ["Drafting", "Step", "Stop", "Suggestion", "alternatives", "draft", "suggestions"]
