"""Checkpoints that serve languages which the public index lacks.

None of these weights could be run where this was written, without access to them; what is known
to work is the conversion of their kinds, see tests/convert. Licences and sizes are those of the
model cards.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from translator.engines.package import Package
from translator.errors import TranslatorError
from translator.models import store
from translator.models.convert import convert
from translator.models.download import Limits, Progress, download

HUB = "https://huggingface.co"
_MAX_FILE = 16 << 30


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to get a package out of a public checkpoint.

    Attributes:
        name: What it is asked for by.
        repository: On the Hugging Face hub.
        licence: Of the weights.
        free: Whether the licence allows use of any kind, commercial too.
        languages: The targets it serves.
        size: Of the download, in bytes, about.
        files: To be fetched; the weights last.
        tried: Whether we ran these weights ourselves.
    """

    name: str
    repository: str
    licence: str
    free: bool
    languages: frozenset[str]
    size: int
    files: tuple[str, ...]
    tried: bool = False


_ALL = frozenset({"ka", "tg", "ru", "kk", "ky"})
RECIPES = (
    Recipe(
        "m2m100",
        "facebook/m2m100_418M",
        "MIT",
        True,
        frozenset({"ka", "kk", "ru"}),
        1_940_000_000,
        (
            "config.json",
            "generation_config.json",
            "special_tokens_map.json",
            "tokenizer_config.json",
            "vocab.json",
            "sentencepiece.bpe.model",
            "pytorch_model.bin",
        ),
    ),
    Recipe(
        "madlad400-3b",
        "google/madlad400-3b-mt",
        "Apache-2.0",
        True,
        _ALL,
        11_800_000_000,
        (
            "config.json",
            "generation_config.json",
            "special_tokens_map.json",
            "tokenizer_config.json",
            "tokenizer.json",
            "spiece.model",
            "model.safetensors",
        ),
    ),
    Recipe(
        "nllb-600m",
        "facebook/nllb-200-distilled-600M",
        "CC-BY-NC-4.0 (no commercial use)",
        False,
        _ALL,
        2_460_000_000,
        (
            "config.json",
            "generation_config.json",
            "special_tokens_map.json",
            "tokenizer_config.json",
            "tokenizer.json",
            "sentencepiece.bpe.model",
            "pytorch_model.bin",
        ),
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
        progress: Called while a file comes in.

    Raises:
        TranslatorError: A download or the conversion failed.
    """
    place = folder / recipe.repository.replace("/", "--")
    base = (os.environ.get("HF_ENDPOINT") or HUB).rstrip("/")
    deadline = time.monotonic() + within
    for name in recipe.files:
        if (place / name).is_file():
            continue
        address = f"{base}/{recipe.repository}/resolve/main/{name}"
        say(f"downloading {address} …")
        digest = download(
            address, place / name, Limits(timeout, deadline, _MAX_FILE), progress=progress
        )
        say(f"SHA-256 {digest}")
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
