"""Time drafting against stock `argostranslate`: the same package, sentences and beam size.

    python -m benchmarks.draft_speed [--sentences 500] [--rounds 3] [--beam 4] [--float32]

Each side runs in a process of its own, in turn with the other, and medians are reported. Random
weights never end a sentence, so both sides' calls to CTranslate2 go through `ForcedLength`, which
makes every translation as long as its source, rounded up to eight tokens. Sentence splitting is
left out on both sides: what is given is one sentence each.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks import random_argos

_STEP = 8
MACS_PER_TOKEN = 176e6
"""Multiply-adds for one target token at beam 4; also the encoder's share of a source token."""
INT8_LIMIT = 606e9
"""Multiply-adds a second that int8 kernels reached on a two-core machine with VNNI."""


class _Ordered:
    """A pending result of one sentence."""

    def __init__(self, value: Any) -> None:
        self._value = value

    def result(self) -> Any:
        return self._value.result()


class ForcedLength:
    """`ctranslate2.Translator`, but for the length of what it writes: that of the source."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        import ctranslate2

        self._translator = ctranslate2.Translator(*arguments, **options)

    def translate_batch(self, source: list[list[str]], **options: Any) -> list[Any]:
        """Translate; sentences whose translations get the same length go in one call."""
        groups: dict[int, list[int]] = {}
        for index, tokens in enumerate(source):
            groups.setdefault(-(-len(tokens) // _STEP) * _STEP, []).append(index)
        asynchronous = options.pop("asynchronous", False)
        results: dict[int, Any] = {}
        for length, members in groups.items():
            forced = options | {"min_decoding_length": length, "max_decoding_length": length}
            part = self._translator.translate_batch(
                [source[index] for index in members], asynchronous=True, **forced
            )
            results |= zip(members, part, strict=True)
        ordered = [results[index] for index in range(len(source))]
        return ordered if asynchronous else [pending.result() for pending in ordered]


def stock(sentences: list[str], beam: int) -> tuple[list[str], float]:
    """Translate as `argostranslate` does; returns the translations and the seconds taken."""
    from argostranslate import settings, translate

    class OneSentence:
        def __init__(self, package: Any) -> None:
            pass

        def split_sentences(self, text: str) -> list[str]:
            return [text]

    translate.MiniSBDSentencizer = OneSentence
    translate.ctranslate2.Translator = _forced(translate.ctranslate2)
    settings.beam_size = beam
    translation = translate.get_translation_from_codes("en", "ru")
    translation.translate(sentences[0])
    start = time.perf_counter()
    translated = [translation.translate(sentence) for sentence in sentences]
    return translated, time.perf_counter() - start


def ours(sentences: list[str], beam: int) -> tuple[list[str], float]:
    """Translate as `translator draft` does; returns the translations and the seconds taken."""
    import ctranslate2

    from translator.engines import argos
    from translator.engines import sentences as cutting

    ctranslate2.Translator = _forced(ctranslate2)
    cutting.split = _one_sentence
    engine = argos.find("en", "ru", beam_size=beam)
    if engine is None:
        sys.exit("the package is not installed")
    engine.translate(sentences[:1])
    start = time.perf_counter()
    translated = [found.text for found in engine.translate(sentences)]
    return translated, time.perf_counter() - start


def _one_sentence(text: str, language: str, whole: object = ()) -> list[str]:
    del language, whole
    return [text]


def _forced(module: Any) -> Any:
    """`ForcedLength` over the module's real translator."""
    real = module.Translator

    class Forced(ForcedLength):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            self._translator = real(*arguments, **options)

    return Forced


SIDES = {"stock": stock, "ours": ours}


def _one_side(side: str, sentences: list[str], beam: int, output: Path) -> None:
    translated, seconds = SIDES[side](sentences, beam)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    output.write_text(
        json.dumps({"seconds": seconds, "peak": peak, "texts": translated}), encoding="utf-8"
    )


def _run(side: str, packages: Path, arguments: argparse.Namespace) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder, "result.json")
        environment = os.environ | {
            "ARGOS_PACKAGES_DIR": str(packages),
            "XDG_DATA_HOME": folder,
            "XDG_CONFIG_HOME": folder,
            "XDG_CACHE_HOME": folder,
        }
        command = [sys.executable, "-m", "benchmarks.draft_speed", "--side", side]
        command += ["--sentences", str(arguments.sentences), "--beam", str(arguments.beam)]
        subprocess.run([*command, "--output", str(output)], env=environment, check=True)
        result: dict[str, Any] = json.loads(output.read_text(encoding="utf-8"))
        return result


def main() -> None:
    """Parse arguments, run both sides in turn, print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sentences", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--beam", type=int, default=4)
    parser.add_argument("--float32", action="store_true")
    parser.add_argument("--side", choices=SIDES, help=argparse.SUPPRESS)
    parser.add_argument("--output", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    sentences = random_argos.sentences(arguments.sentences)
    if arguments.side:
        _one_side(arguments.side, sentences, arguments.beam, arguments.output)
        return
    with tempfile.TemporaryDirectory() as folder:
        packages = Path(folder)
        random_argos.build(packages, quantization=None if arguments.float32 else "int8")
        runs: dict[str, list[dict[str, Any]]] = {side: [] for side in SIDES}
        for number in range(arguments.rounds):
            for side in SIDES if number % 2 == 0 else reversed(SIDES):
                runs[side].append(_run(side, packages, arguments))
                print(f"{side}: {runs[side][-1]['seconds']:.1f} s", file=sys.stderr)
        size = (packages / "translate-en_ru-1_0" / "model" / "model.bin").stat().st_size
    _report(runs, sentences, size, arguments)


def _report(
    runs: dict[str, list[dict[str, Any]]],
    sentences: list[str],
    size: int,
    arguments: argparse.Namespace,
) -> None:
    seconds = {side: statistics.median(r["seconds"] for r in runs[side]) for side in SIDES}
    peak = {side: statistics.median(r["peak"] for r in runs[side]) for side in SIDES}
    pairs = zip(runs["stock"][0]["texts"], runs["ours"][0]["texts"], strict=True)
    same = sum(a == b for a, b in pairs)
    print(f"model {size / 1e6:.0f} MB, {'float32' if arguments.float32 else 'int8'}, ", end="")
    print(f"{len(sentences)} sentences, beam {arguments.beam}, median of {arguments.rounds} runs")
    for side in SIDES:
        rate = len(sentences) / seconds[side]
        print(f"{side:>6}: {seconds[side]:6.1f} s, {rate:5.1f} sentences/s, {peak[side]:.0f} MiB")
    print(f"speed-up {seconds['stock'] / seconds['ours']:.2f}, ", end="")
    print(f"memory {peak['ours'] / peak['stock']:.2f} times, same output {same}/{len(sentences)}")
    tokens = sum(-(-len(sentence.split()) // _STEP) * _STEP for sentence in sentences)
    achieved = tokens * MACS_PER_TOKEN / seconds["ours"]
    print(f"ours: {achieved / 1e9:.0f} GMAC/s, {achieved / INT8_LIMIT:.0%} of the int8 limit")


if __name__ == "__main__":
    main()
