"""Time drafting against stock `argostranslate`: the same package, sentences and beam size.

    python -m benchmarks.draft_speed [--sentences 500] [--rounds 3] [--beam 4] [--float32]

Three sides, each in a process of its own, in turn; medians are reported.

    stock    as it comes: CTranslate2 spreads each small product over all cores, which may cost more
             than it gains
    stock-1  with ARGOS_INTRA_THREADS=1, the fastest that its own settings make it here
    ours

Random weights never end a sentence, so all sides' calls to CTranslate2 go through `ForcedLength`,
which makes every translation as long as its source, rounded up to eight tokens. Sentence splitting
is left out on all sides: what is given is one sentence each.
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
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_STEP = 8
MACS_PER_TOKEN = 176e6
"""Multiply-adds for one target token at beam 4; also the encoder's share of a source token."""
INT8_LIMIT = 606e9
"""Multiply-adds a second that int8 kernels reached on a two-core machine with VNNI."""


@dataclass(slots=True)
class _Work:
    """What CTranslate2 was given.

    Attributes:
        calls: Batches.
        sentences: Sentences in them.
        tokens: Tokens that had to be written.
    """

    calls: int = 0
    sentences: int = 0
    tokens: int = 0


WORK = _Work()


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
            WORK.calls += 1
            WORK.sentences += len(members)
            WORK.tokens += length * len(members)
        ordered = [results[index] for index in range(len(source))]
        return ordered if asynchronous else [pending.result() for pending in ordered]


@dataclass(slots=True)
class _Timed:
    """Translations, what they took, and the mean probability of their tokens where known."""

    texts: list[str]
    seconds: float
    cpu: float
    score: float = 0.0


def stock(sentences: list[str], beam: int, compute_type: str) -> _Timed:
    """Translate as `argostranslate` does."""
    from argostranslate import settings, translate

    class OneSentence:
        def __init__(self, package: Any) -> None:
            pass

        def split_sentences(self, text: str) -> list[str]:
            return [text]

    translate.MiniSBDSentencizer = OneSentence
    translate.ctranslate2.Translator = forced(translate.ctranslate2)
    settings.beam_size = beam
    # Left to itself it would run a float32 package in int8 where the processor is good at that.
    settings.compute_type = compute_type
    translation = translate.get_translation_from_codes("en", "ru")
    translation.translate(sentences[0])
    start, used = time.perf_counter(), time.process_time()
    translated = [translation.translate(sentence) for sentence in sentences]
    return _Timed(translated, time.perf_counter() - start, time.process_time() - used)


def ours(sentences: list[str], beam: int, compute_type: str) -> _Timed:
    """Translate as `translator draft` does: always as the package was quantised."""
    del compute_type
    import ctranslate2

    from translator.engines import loaded
    from translator.engines import sentences as cutting

    ctranslate2.Translator = forced(ctranslate2)
    cutting.split = one_sentence
    engine = loaded.find("en", "ru", beam_size=beam)
    if engine is None:
        sys.exit("the package is not installed")
    engine.translate(sentences[:1])
    start, used = time.perf_counter(), time.process_time()
    found = engine.translate(sentences)
    seconds, cpu = time.perf_counter() - start, time.process_time() - used
    score = statistics.fmean(translation.score for translation in found)
    return _Timed([translation.text for translation in found], seconds, cpu, score)


def one_sentence(text: str, language: str, whole: object = ()) -> list[str]:
    """In place of what splits texts: they are one sentence each."""
    del language, whole
    return [text]


def forced(module: Any) -> Any:
    """`ForcedLength` over the module's real translator."""
    real = module.Translator

    class Forced(ForcedLength):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            self._translator = real(*arguments, **options)

    return Forced


SIDES = {"stock": stock, "stock-1": stock, "ours": ours}


def _one_side(side: str, beam: int, compute_type: str, source: Path, output: Path) -> None:
    sentences = json.loads(source.read_bytes())
    timed = SIDES[side](sentences, beam, compute_type)
    result: dict[str, Any] = {"texts": timed.texts, "tokens": WORK.tokens}
    result |= {"seconds": timed.seconds, "cpu": timed.cpu, "score": timed.score, "peak": _peak()}
    result |= {"in_batch": WORK.sentences / WORK.calls}
    output.write_text(json.dumps(result), encoding="utf-8")


def _peak() -> float:
    """The most memory this process held, in MiB.

    Not `ru_maxrss` where there is better: it begins with what the parent held before the child's
    own program was loaded.
    """
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = [x for x in status.read_text().splitlines() if x.startswith("VmHWM")]
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _run(side: str, packages: Path, source: Path, arguments: argparse.Namespace) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder, "result.json")
        environment = {k: v for k, v in os.environ.items() if not k.startswith("ARGOS_")} | {
            "ARGOS_PACKAGES_DIR": str(packages),
            "XDG_DATA_HOME": folder,
            "XDG_CONFIG_HOME": folder,
            "XDG_CACHE_HOME": folder,
        }
        if side == "stock-1":
            environment["ARGOS_INTRA_THREADS"] = "1"
        command = [sys.executable, "-m", "benchmarks.draft_speed", "--side", side]
        command += ["--source", str(source), "--output", str(output)]
        command += ["--beam", str(arguments.beam)] + ["--float32"] * arguments.float32
        subprocess.run(command, env=environment, check=True)
        result: dict[str, Any] = json.loads(output.read_text(encoding="utf-8"))
        return result


def main() -> None:
    """Parse arguments, run all sides in turn, print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sentences", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--beam", type=int, default=4)
    parser.add_argument("--float32", action="store_true")
    parser.add_argument("--side", choices=SIDES, help=argparse.SUPPRESS)
    parser.add_argument("--source", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--output", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.side:
        compute_type = "float32" if arguments.float32 else "auto"
        _one_side(arguments.side, arguments.beam, compute_type, arguments.source, arguments.output)
        return
    from benchmarks import random_argos  # numpy: not for the sides

    with tempfile.TemporaryDirectory() as folder:
        packages, source = Path(folder, "packages"), Path(folder, "sentences.json")
        source.write_text(json.dumps(random_argos.sentences(arguments.sentences)), encoding="utf-8")
        package = random_argos.build(packages, quantization=None if arguments.float32 else "int8")
        size = (package / "model" / "model.bin").stat().st_size
        runs: dict[str, list[dict[str, Any]]] = {side: [] for side in SIDES}
        for number in range(arguments.rounds):
            for side in SIDES if number % 2 == 0 else reversed(SIDES):
                runs[side].append(_run(side, packages, source, arguments))
                print(f"{side}: {runs[side][-1]['seconds']:.1f} s", file=sys.stderr)
    print(f"model {size / 1e6:.0f} MB, {'float32' if arguments.float32 else 'int8'}, ", end="")
    print(f"{arguments.sentences} sentences, beam {arguments.beam}, ", end="")
    print(f"median of {arguments.rounds} runs")
    _report(runs, arguments.sentences)


def _report(runs: dict[str, list[dict[str, Any]]], sentences: int) -> None:
    def median(side: str, what: str) -> float:
        return float(statistics.median(run[what] for run in runs[side]))

    for side in SIDES:
        seconds = median(side, "seconds")
        print(f"{side:>8}: {seconds:6.1f} s, {sentences / seconds:5.1f} sentences/s, ", end="")
        print(f"processor {median(side, 'cpu'):6.1f} s, {median(side, 'peak'):.0f} MiB, ", end="")
        print(f"{runs[side][0]['in_batch']:.1f} sentences a batch")
    mine = runs["ours"][0]
    for side in ("stock", "stock-1"):
        pairs = zip(runs[side][0]["texts"], mine["texts"], strict=True)
        ratio = median(side, "seconds") / median("ours", "seconds")
        memory = median("ours", "peak") / median(side, "peak")
        print(f"ours to {side}: {ratio:.2f} times as fast, {memory:.2f} times the memory, ", end="")
        print(f"same output {sum(a == b for a, b in pairs)}/{sentences}")
    achieved = mine["tokens"] * MACS_PER_TOKEN / median("ours", "seconds")
    print(f"ours: {achieved / 1e9:.0f} GMAC/s, ", end="")
    print(f"{achieved / INT8_LIMIT:.0%} of the int8 limit, ", end="")
    print(f"mean token probability {mine['score']:.2f}")


if __name__ == "__main__":
    main()
