"""An `.argosmodel` made of a Marian, OPUS-MT or Hugging Face checkpoint.

What a checkpoint's own tokenizer puts around a sentence for the pair of languages is found out by
asking it, and written into the package's metadata: `target_prefix` as Argos knows it, and our
`source_prefix` and `source_suffix`. A package that needs neither of these runs in stock Argos too.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from translator.engines.package import TARGET_TOKENIZER
from translator.errors import TranslatorError
from translator.languages import LANGUAGES

EXTRA = "pip install 'newsroom-translator[convert]' (with torch's CPU build where no GPU is)"
_ISO_639_3 = {"en": "eng", "ka": "kat", "tg": "tgk", "ru": "rus", "kk": "kaz", "ky": "kir"}
_SCRIPTS = {"Latin": "Latn", "Cyrillic": "Cyrl", "Georgian": "Geor"}
_PROBE = "The European Union supports education."
_SENTENCEPIECE = ("sentencepiece.bpe.model", "spiece.model", "sentencepiece.model")


@dataclass(frozen=True, slots=True)
class Tokens:
    """What stands around a sentence of a pair of languages.

    Attributes:
        prefix: Before the source's pieces.
        suffix: After them.
        target: The first token of the translation; empty where there is none.
    """

    prefix: tuple[str, ...] = ()
    suffix: tuple[str, ...] = ()
    target: str = ""


def convert(
    source: Path,
    from_code: str,
    to_code: str,
    output: Path,
    *,
    quantization: str = "int8",
    version: str = "1.0",
    licence: str = "",
) -> Path:
    """Make a package.

    Args:
        source: A folder: of OPUS-MT or Marian (`decoder.yml`, `.npz`, `source.spm`, `target.spm`),
            or of Hugging Face (`config.json`) of Marian, M2M100, NLLB, T5 or MADLAD kind.
        from_code: The language it is to translate from.
        to_code: The language it is to translate into.
        output: The `.argosmodel` file to write.
        quantization: One of CTranslate2's kinds of weights, such as `int8_float32`.
        version: The package's version.
        licence: The checkpoint's licence, for the package's README.

    Raises:
        TranslatorError: It is no such folder, can't serve the pair, or a library is missing.
    """
    for code in (from_code, to_code):
        if code not in LANGUAGES:
            raise TranslatorError(
                f"unknown language {code!r}", remedy=f"The desk knows {', '.join(LANGUAGES)}."
            )
    if not source.is_dir():
        raise TranslatorError("there is no such folder", path=source)
    with tempfile.TemporaryDirectory(dir=_writable(output)) as temporary:
        root = Path(temporary, f"translate-{from_code}_{to_code}-{version.replace('.', '_')}")
        root.mkdir()
        if (source / "config.json").is_file():
            tokens = _hugging_face(source, root, from_code, to_code, quantization)
        elif any(source.glob("*.npz")):
            tokens = _marian(source, root, to_code, quantization)
        else:
            raise TranslatorError(
                "is no checkpoint we can convert",
                path=source,
                remedy="It needs a config.json (Hugging Face), or a .npz file with decoder.yml.",
            )
        _describe(root, from_code, to_code, version, tokens, licence, source.name)
        packed = Path(temporary, output.name)
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for path in sorted(root.rglob("*")):
                if path.is_file():
                    archive.write(path, f"{root.name}/{path.relative_to(root).as_posix()}")
        packed.replace(output)
    return output


def require() -> None:
    """See that what converts Hugging Face checkpoints is installed.

    Raises:
        TranslatorError: It is not.
    """
    if any(importlib.util.find_spec(name) is None for name in ("torch", "transformers")):
        raise TranslatorError(
            "converting a Hugging Face checkpoint needs torch and transformers", remedy=EXTRA
        )


def _writable(output: Path) -> Path:
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TranslatorError(f"can't be written: {error.strerror}", path=output) from None
    return output.parent


def _hugging_face(
    source: Path, root: Path, from_code: str, to_code: str, quantization: str
) -> Tokens:
    require()
    from transformers import AutoTokenizer

    with _explained(source):
        tokenizer: Any = AutoTokenizer.from_pretrained(str(source))
        _take_tokenizer(source, root)
        tokens = _tokens(source, tokenizer, root, from_code, to_code)
        _converter(source).convert(str(root / "model"), quantization=_quantization(quantization))
    if not tokens.prefix and tokens.suffix == (tokenizer.eos_token,):
        _append_end(root)
        return Tokens(target=tokens.target)
    return tokens


def _converter(source: Path) -> Any:
    """CTranslate2's converter, told of the language tokens that transformers 5 keeps apart."""
    from ctranslate2.converters import TransformersConverter

    class Converter(TransformersConverter):  # type: ignore[misc]  # it has no types
        def load_tokenizer(self, tokenizer_class: Any, path: str, **options: Any) -> Any:
            tokenizer = super().load_tokenizer(tokenizer_class, path, **options)
            apart = getattr(tokenizer, "lang_token_to_id", None)
            shown = tokenizer.get_vocab()
            if apart and not apart.keys() <= shown.keys():
                tokenizer.get_vocab = lambda: shown | apart
            return tokenizer

    return Converter(str(source))


def _marian(source: Path, root: Path, to_code: str, quantization: str) -> Tokens:
    from ctranslate2.converters import OpusMTConverter

    _take_tokenizer(source, root)
    with _explained(source):
        OpusMTConverter(str(source)).convert(
            str(root / "model"), quantization=_quantization(quantization)
        )
    _append_end(root)
    vocabulary: set[str] = set()
    for path in (root / "model").glob("*vocabulary*.json"):
        vocabulary |= set(json.loads(path.read_bytes()))
    label = _label(vocabulary, to_code, source)
    return Tokens(prefix=(label,)) if label else Tokens()


def _tokens(source: Path, tokenizer: Any, root: Path, from_code: str, to_code: str) -> Tokens:
    """Ask the checkpoint's own tokenizer what it puts around a sentence."""
    from sentencepiece import SentencePieceProcessor

    vocabulary = set(tokenizer.get_vocab())
    kind = json.loads((source / "config.json").read_bytes()).get("model_type")
    text, target = _PROBE, ""
    if kind == "m2m_100":
        tokenizer.src_lang, _ = _code(tokenizer, from_code, source)
        _, target = _code(tokenizer, to_code, source)
    elif kind == "t5":
        label = f"<2{to_code}>"
        if label not in vocabulary:
            raise _cannot(source, to_code, f"its vocabulary has no {label}")
        text = f"{label} {_PROBE}"
    elif kind == "marian":
        label = _label(vocabulary, to_code, source)
        text = f"{label} {_PROBE}" if label else _PROBE
    else:
        raise TranslatorError(f"is of the kind {kind!r}, which we can't convert", path=source)
    whole = tokenizer.convert_ids_to_tokens(tokenizer(text).input_ids)
    processor: Any = SentencePieceProcessor(model_file=str(root / "sentencepiece.model"))
    pieces = [
        p if p in vocabulary else tokenizer.unk_token
        for p in processor.encode(_PROBE, out_type=str)
    ]
    for start in range(len(whole) - len(pieces) + 1):
        if whole[start : start + len(pieces)] == pieces:
            return Tokens(tuple(whole[:start]), tuple(whole[start + len(pieces) :]), target)
    raise TranslatorError(
        f"its tokenizer cuts a sentence otherwise than its SentencePiece model: {whole}",
        path=source,
    )


def _code(tokenizer: Any, language: str, source: Path) -> tuple[str, str]:
    """A language's code for the tokenizer and its token: M2M100's, else NLLB's."""
    flores = f"{_ISO_639_3[language]}_{_SCRIPTS[LANGUAGES[language].script]}"
    for code, token in ((language, f"__{language}__"), (flores, flores)):
        # Language tokens need not be in the vocabulary that a tokenizer shows.
        if tokenizer.convert_tokens_to_ids(token) not in (None, tokenizer.unk_token_id):
            return code, token
    raise _cannot(source, language, f"its tokenizer has neither __{language}__ nor {flores}")


def _label(vocabulary: set[str], to_code: str, source: Path) -> str:
    """The label of the target language for a Marian model of several; empty for one of one."""
    labels = {token for token in vocabulary if token.startswith(">>") and token.endswith("<<")}
    if not labels:
        return ""
    long = _ISO_639_3[to_code]
    script = _SCRIPTS[LANGUAGES[to_code].script]
    for name in (long, f"{long}_{script}", to_code):
        if f">>{name}<<" in labels:
            return f">>{name}<<"
    raise _cannot(source, to_code, f"its targets are {', '.join(sorted(labels))}")


def _cannot(source: Path, language: str, why: str) -> TranslatorError:
    return TranslatorError(
        f"does not know {LANGUAGES[language].name} ({language}): {why}", path=source
    )


def _take_tokenizer(source: Path, root: Path) -> None:
    if (source / "source.spm").is_file():
        shutil.copyfile(source / "source.spm", root / "sentencepiece.model")
        if (source / "target.spm").is_file():
            shutil.copyfile(source / "target.spm", root / TARGET_TOKENIZER)
        return
    for name in _SENTENCEPIECE:
        if (source / name).is_file():
            shutil.copyfile(source / name, root / "sentencepiece.model")
            return
    raise TranslatorError(
        "has no SentencePiece model",
        path=source,
        remedy=f"One of source.spm, {', '.join(_SENTENCEPIECE)} must be there.",
    )


def _append_end(root: Path) -> None:
    """Let CTranslate2 end the source by itself, so that stock Argos can run the package."""
    path = root / "model" / "config.json"
    config = json.loads(path.read_bytes())
    config["add_source_eos"] = True
    path.write_text(json.dumps(config, indent=2), encoding="utf-8")


def _quantization(name: str) -> str | None:
    return None if name == "float32" else name


def _describe(
    root: Path,
    from_code: str,
    to_code: str,
    version: str,
    tokens: Tokens,
    licence: str,
    origin: str,
) -> None:
    metadata: dict[str, Any] = {
        "package_version": version,
        "argos_version": "1.9",
        "from_code": from_code,
        "from_name": LANGUAGES[from_code].name,
        "to_code": to_code,
        "to_name": LANGUAGES[to_code].name,
    }
    if tokens.target:
        metadata["target_prefix"] = tokens.target
    if tokens.prefix or tokens.suffix:
        metadata["source_prefix"] = list(tokens.prefix)
        metadata["source_suffix"] = list(tokens.suffix)
    (root / "metadata.json").write_text(json.dumps(metadata, indent=1) + "\n", encoding="utf-8")
    readme = f"# {metadata['from_name']} – {metadata['to_name']}\n\nConverted from {origin}."
    readme += f" Licence of the weights: {licence}.\n" if licence else "\n"
    (root / "README.md").write_text(readme, encoding="utf-8")


@contextlib.contextmanager
def _explained(source: Path) -> Iterator[None]:
    """What goes wrong in a library, as a message about the folder."""
    try:
        yield
    except TranslatorError:
        raise
    except Exception as error:  # noqa: BLE001  # each library has its own, and pickle too
        text = str(error).strip().splitlines()
        raise TranslatorError(
            f"can't be converted: {text[0] if text else type(error).__name__}", path=source
        ) from None
