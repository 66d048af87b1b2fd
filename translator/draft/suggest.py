"""Suggestions for one entry, for who translates it just now."""

from __future__ import annotations

from dataclasses import replace

from translator import engines, glossary
from translator.draft.alternatives import alternatives as several
from translator.draft.cache import Cached
from translator.draft.known import Known, Suggestion
from translator.draft.machine import drafts
from translator.draft.stage import CACHE
from translator.memory import opened
from translator.project import Project


def suggestions(
    project: Project,
    language: str,
    source_language: str,
    source: str,
    *,
    machine: bool = True,
) -> list[Suggestion]:
    """Every suggestion for a text, the best first: memory, glossary, CLDR, then the engine.

    The memory is kept between calls and reads only catalogues that changed; the engine is loaded
    when it is first needed.

    Args:
        project: The project.
        language: The target language.
        source_language: The source's language.
        source: The text.
        machine: Whether an engine is asked; loading it may take a second, a sentence half a one.

    Returns:
        Texts and where they come from, each text once. Machine drafts have passed the guards.

    Raises:
        TranslatorError: The glossary can't be read, or the engine can't be loaded.
    """
    memory = opened(project, (language,))
    terms = glossary.read(project, language)
    known = Known(language, memory, terms, project.config.draft.memory_threshold)
    found = known.all(source_language, source)
    if not machine:
        return found
    engine = _engine(project, language, source_language)
    if engine is None:
        return found
    for made in drafts(engine, [source], language, spoken=source_language, kept=terms.kept):
        if made.text is not None and all(made.text != text for text, _ in found):
            found.append((made.text, replace(engine.provenance, score=made.score)))
    return found


def alternatives(
    project: Project, language: str, source_language: str, source: str, number: int = 3
) -> list[Suggestion]:
    """Several machine drafts of one text, for a person to choose from.

    They are remembered as drafts are. A sentence may take half a second.

    Args:
        project: The project.
        language: The target language.
        source_language: The source's language.
        source: The text.
        number: How many are wanted, 1 or more.

    Returns:
        Different texts that have passed the guards, the surest first, and where they come from;
        none where no engine is installed, or nothing passes.

    Raises:
        TranslatorError: The glossary can't be read, or the engine can't be loaded.
    """
    kept = glossary.read(project, language).kept
    engine = _engine(project, language, source_language)
    if engine is None:
        return []
    made = several(engine, source, language, number=number, spoken=source_language, kept=kept)
    return [(d.text, replace(engine.provenance, score=d.score)) for d in made if d.text is not None]


def _engine(project: Project, language: str, source_language: str) -> Cached | None:
    """The engine of a pair, remembering what it makes; None where there is none."""
    if source_language == language:
        return None
    beam_size = project.config.draft.beam_size
    engine = engines.find(source_language, language, beam_size=beam_size)
    return Cached(engine, project.root / CACHE) if engine else None
