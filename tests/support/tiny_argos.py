"""Build a real Argos Translate package without any download.

The package holds a CTranslate2 Transformer whose weights are computed, not trained, and a real
SentencePiece model. Together they translate word for word through a given dictionary and copy
everything else, so that tests can run the true path: unzip, load, tokenize, ``translate_batch``
with any beam size, detokenize.
"""

from __future__ import annotations

import json
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support.tiny_transformer import (
    piece_mapping,
    sentencepiece_model,
    transformer,
    vocabulary_of,
)
from tests.support.words import WORDS_EN_KY, WORDS_EN_RU

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["WORDS_EN_KY", "WORDS_EN_RU", "build_package"]

_NAMES = {
    "en": "English",
    "ka": "Georgian",
    "kk": "Kazakh",
    "ky": "Kyrgyz",
    "ru": "Russian",
    "tg": "Tajik",
}


def build_package(
    path: Path,
    from_code: str,
    to_code: str,
    dictionary: Mapping[str, str],
    *,
    version: str = "1.0",
    target_prefix: str = "",
    max_length: int = 512,
) -> Path:
    """Write a real .argosmodel at `path` that translates word for word by `dictionary`.

    Keys are case-sensitive; a capitalised form is added to each pair unless the dictionary has
    its own. Keys and values may have several words. A word that is not in the dictionary is
    copied, piece for piece; a word is a run of letters, digits, apostrophes and underscores.

    With a `target_prefix` the model expects that one piece before the translation, as the
    metadata say; who forgets it gets the first piece twice.

    `max_length` is the longest source in pieces; CTranslate2 refuses longer ones. The same
    arguments give the same bytes.
    """
    if max_length < 1:
        raise ValueError(f"max_length must be positive, not {max_length}")
    mapping = piece_mapping(dictionary)
    pieces = vocabulary_of(mapping, target_prefix)
    spec = transformer(pieces, mapping, max_length, shifted=bool(target_prefix))

    metadata = {
        "package_version": version,
        "argos_version": "1.9",
        "from_code": from_code,
        "from_name": _NAMES.get(from_code, from_code),
        "to_code": to_code,
        "to_name": _NAMES.get(to_code, to_code),
    }
    if target_prefix:
        metadata["target_prefix"] = target_prefix
    readme = (
        f"# {metadata['from_name']} - {metadata['to_name']}\n\n"
        f"A word-for-word model for tests, computed from {len(dictionary)} words.\n"
    )
    files = {
        "README.md": readme.encode(),
        "metadata.json": (json.dumps(metadata, indent=4) + "\n").encode(),
        "sentencepiece.model": sentencepiece_model(pieces),
    }
    with tempfile.TemporaryDirectory() as folder:
        spec.save(folder)
        for file in sorted(Path(folder).iterdir()):
            files[f"model/{file.name}"] = file.read_bytes()

    root = f"translate-{from_code}_{to_code}-{version.replace('.', '_')}"
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(f"{root}/{name}", date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the same bytes on every system
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return path
