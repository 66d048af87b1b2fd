"""Checkpoints that serve languages which the public index lacks.

None of these weights could be run where this was written, without access to them; what is known
to work is the conversion of their kinds, see tests/convert. Licences, sizes and languages are those
of the model cards; what is published of their quality stands in docs/models.md.

M2M100 is not here: it names Georgian and Kazakh among its languages, but the 418M checkpoint gets
11 points of chrF++ into them (FLORES-200, External-MT-leaderboard), which is no translation.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from translator.engines.package import Package
from translator.errors import TranslatorError
from translator.models import hub, store
from translator.models.convert import convert
from translator.models.download import Progress

_SLACK = 1.5
"""How many times as large as a recipe says a checkpoint may be."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to get a package out of a public checkpoint.

    Attributes:
        name: What it is asked for by.
        repository: On the Hugging Face hub.
        licence: Of the weights, as their card's `license` says it.
        note: What is to be known of the licence; or empty.
        languages: The targets it serves.
        size: Of the download, in bytes, about.
        files: To be fetched, as far as they are there.
        tried: Whether we ran these weights ourselves.
    """

    name: str
    repository: str
    licence: str
    note: str
    languages: frozenset[str]
    size: int
    files: tuple[str, ...]
    tried: bool = False

    @property
    def terms(self) -> str:
        """The licence, and what is to be known of it."""
        return f"{self.licence}: {self.note}" if self.note else self.licence


_ALL = frozenset({"ka", "tg", "ru", "kk", "ky"})
_SETTINGS = (
    "config.json",
    "generation_config.json",
    "special_tokens_map.json",
    "tokenizer_config.json",
)
_MARIAN = (*_SETTINGS, "vocab.json", "source.spm", "target.spm", "pytorch_model.bin")
RECIPES = (
    Recipe(
        "madlad400-3b",
        "google/madlad400-3b-mt",
        "apache-2.0",
        "",
        _ALL,
        11_800_000_000,
        (*_SETTINGS, "tokenizer.json", "spiece.model", "model.safetensors"),
    ),
    Recipe(
        "nllb-600m",
        "facebook/nllb-200-distilled-600M",
        "cc-by-nc-4.0",
        "no commercial use",
        _ALL,
        2_460_000_000,
        (*_SETTINGS, "tokenizer.json", "sentencepiece.bpe.model", "pytorch_model.bin"),
    ),
    Recipe(
        "opus-mt-en-trk",
        "Helsinki-NLP/opus-mt-en-trk",
        "apache-2.0",
        "",
        frozenset({"kk", "ky"}),
        310_000_000,
        _MARIAN,
    ),
    Recipe(
        "opus-mt-tc-big-en-zle",
        "Helsinki-NLP/opus-mt-tc-big-en-zle",
        "cc-by-4.0",
        "name its makers",
        frozenset({"ru"}),
        600_000_000,
        _MARIAN,
    ),
)


def for_language(language: str) -> list[Recipe]:
    """The recipes that serve a target language, the one to try first in front."""
    return [recipe for recipe in RECIPES if language in recipe.languages]


def cook(
    recipe: Recipe,
    source: str,
    language: str,
    folder: Path,
    *,
    timeout: float,
    within: float,
    quantization: str = "int8",
    say: Callable[[str], None] = lambda _: None,
    progress: Progress = lambda _done, _total: None,
) -> Package:
    """Download a checkpoint, convert it, try it and install it.

    The checkpoint stays in the folder: another language of it needs no download.

    Args:
        recipe: Which.
        source: The source language.
        language: The target language.
        folder: Where checkpoints are kept.
        timeout: Seconds without an answer after which to give up.
        within: Seconds after which to give up, however the download goes.
        quantization: Of the package.
        say: Called with a line about what is under way.
        progress: Called while the files come in.

    Raises:
        TranslatorError: A library is missing, or the download or the conversion failed.
    """
    place = folder / recipe.repository.replace("/", "--")
    wanted = hub.Wanted(
        recipe.repository, recipe.files, recipe.licence, round(_SLACK * recipe.size)
    )
    deadline = time.monotonic() + within
    hub.fetch(wanted, place, timeout=timeout, deadline=deadline, say=say, progress=progress)
    say(f"converting {recipe.repository} for {source}-{language} …")
    with tempfile.TemporaryDirectory(dir=folder) as temporary:
        file = Path(temporary, f"{source}_{language}.argosmodel")
        convert(place, source, language, file, quantization=quantization, licence=recipe.licence)
        return store.install(file, origin=recipe.repository)


def choose(language: str, name: str) -> Recipe:
    """The recipe to use for a language: the one named, else the first.

    Raises:
        TranslatorError: There is none.
    """
    found = for_language(language)
    for recipe in found:
        if name in ("", recipe.name):
            return recipe
    known = ", ".join(recipe.name for recipe in found) or "none"
    raise TranslatorError(
        f"no recipe {name!r} serves {language}" if name else f"no recipe serves {language}",
        remedy=f"Known for it: {known}. From a file: translator models install FILE.argosmodel",
    )
