"""How good a package is on texts a desk has translated itself."""

from __future__ import annotations

import importlib.util
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from translator import engines, glossary
from translator.draft.machine import drafts
from translator.errors import TranslatorError
from translator.project import Project

EXTRA = "pip install 'newsroom-translator[evaluate]'"


@dataclass(slots=True)
class Evaluation:
    """What came out.

    Attributes:
        engine: The engine's name and version.
        pairs: Texts compared.
        chrf: chrF++, 0 to 100, of the drafts that were not refused; None where all were.
        bleu: BLEU, likewise.
        refused: Refused drafts by reason.
        seconds: What translating took.
        signatures: What sacrebleu says of how it counted.
    """

    engine: str
    pairs: int
    chrf: float | None = None
    bleu: float | None = None
    refused: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    signatures: tuple[str, ...] = ()

    @property
    def rate(self) -> float:
        """Texts a second."""
        return self.pairs / self.seconds if self.seconds else 0.0


def evaluate(project: Project, path: Path, language: str) -> Evaluation:
    """Draft the sources of a file and compare with its translations.

    Refused drafts are counted, and left out of chrF++ and BLEU: nobody gets to see them.

    Args:
        project: Its source language, beam size and glossary count.
        path: UTF-8, one pair a line: source, tab, translation.
        language: The target language.

    Raises:
        TranslatorError: The file is not like that, no engine is installed, or sacrebleu is missing.
    """
    if importlib.util.find_spec("sacrebleu") is None:
        raise TranslatorError("evaluating needs sacrebleu", remedy=EXTRA)
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    project.select_languages((language,))
    pairs = read_pairs(path)
    spoken = project.source_language
    engine = engines.find(spoken, language, beam_size=project.config.draft.beam_size)
    if engine is None:
        raise TranslatorError(
            f"no engine for {spoken}-{language} is installed",
            remedy="`translator models list` says how to get one.",
        )
    result = Evaluation(str(engine.provenance), len(pairs))
    kept = glossary.read(project, language).kept
    sources = list(dict.fromkeys(source for source, _ in pairs))
    start = time.monotonic()
    made = {d.source: d for d in drafts(engine, sources, language, spoken=spoken, kept=kept)}
    result.seconds = time.monotonic() - start
    hypotheses, references = [], []
    for source, reference in pairs:
        draft = made[source]
        if draft.text is None:
            result.refused[draft.reason] += 1
        else:
            hypotheses.append(draft.text)
            references.append(reference)
    if hypotheses:
        chrf, bleu = CHRF(word_order=2), BLEU()
        result.chrf = chrf.corpus_score(hypotheses, [references]).score
        result.bleu = bleu.corpus_score(hypotheses, [references]).score
        result.signatures = (str(chrf.get_signature()), str(bleu.get_signature()))
    return result


def read_pairs(path: Path) -> list[tuple[str, str]]:
    """The pairs of a file.

    Raises:
        TranslatorError: It can't be read, or a line is no pair.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise TranslatorError(f"can't be read: {error.strerror}", path=path) from None
    except UnicodeDecodeError as error:
        raise TranslatorError(f"not UTF-8 (byte {error.start})", path=path) from None
    pairs = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        source, tab, reference = line.rstrip("\r").partition("\t")
        if not tab or "\t" in reference or not source.strip() or not reference.strip():
            raise TranslatorError(
                "is no pair: source, one tab, translation", path=path, line=number
            )
        pairs.append((source.strip(), reference.strip()))
    if not pairs:
        raise TranslatorError("has no pairs", path=path)
    return pairs
