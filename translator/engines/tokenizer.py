"""Text into a package's pieces and back."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

from translator.engines.package import TARGET_TOKENIZER, Package


class Tokenizer(Protocol):
    """What a package brings to cut text into the pieces its model knows."""

    def encode(self, text: str) -> list[str]:
        """Cut a text into pieces."""

    def decode(self, pieces: list[str]) -> str:
        """Put the pieces of a translation together."""


class _SentencePiece:
    """A `sentencepiece.model`, decoded directly: Argos would turn every `_` into a space."""

    def __init__(self, source: Path, target: Path | None = None) -> None:
        from sentencepiece import SentencePieceProcessor

        self._source: Any = SentencePieceProcessor(model_file=str(source))
        self._target: Any = (
            SentencePieceProcessor(model_file=str(target)) if target else self._source
        )

    def encode(self, text: str) -> list[str]:
        return list(self._source.encode(text, out_type=str))

    def decode(self, pieces: list[str]) -> str:
        return str(self._target.decode(pieces)).replace("▁", " ")


def load(package: Package) -> Tokenizer:
    """The tokenizer of a package.

    Raises:
        RuntimeError: Its file is damaged.
        OSError: It can't be read.
    """
    sentencepiece = package.folder / "sentencepiece.model"
    if sentencepiece.is_file():
        target = package.folder / TARGET_TOKENIZER
        return _SentencePiece(sentencepiece, target if target.is_file() else None)
    from argostranslate.tokenizer import BPETokenizer

    tokenizer: Tokenizer = BPETokenizer(
        package.folder / "bpe.model", package.source, package.target
    )
    return tokenizer
