"""What machines add to drafting, and what each part of it costs.

    python -m benchmarks.scale throughput [--sentences 960] [--rounds 3] [--beam 4] [--float32]
    python -m benchmarks.scale costs [SEGMENTS ...]     default: 10000

`throughput`: the same sentences through the engine of one machine and through clusters on the
loopback, in turn, each in processes of their own. The package is `draft_speed`'s, of Argos's size.

`costs`: a whole `translator draft --scheduler` of a project, with a package so tiny that what is
left is what all else costs: processor time and peak of memory of client, scheduler and worker.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.loopback import Loopback

ROOT = Path(__file__).parent.parent
_PRELOAD = ("--preload", str(Path(__file__).with_name("forced_length.py")))
_SEGMENTS_AN_ITEM = 50


@dataclass(frozen=True, slots=True)
class _Side:
    """A way to run: threads of each worker; where there is none, this machine's so many cores."""

    name: str
    cores: int
    workers: tuple[int, ...] = ()


SIDES = (
    _Side("one machine, 1 core", 1),
    _Side("one machine, 2 cores", 2),
    _Side("1 worker of 1 thread", 1, (1,)),
    _Side("1 worker of 2 threads", 2, (2,)),
    _Side("2 workers of 1 thread", 2, (1, 1)),
)


def throughput(arguments: argparse.Namespace) -> None:
    """All sides in turn, and how they compare."""
    from benchmarks import random_argos

    runs: dict[str, list[dict[str, Any]]] = {side.name: [] for side in SIDES}
    with tempfile.TemporaryDirectory() as folder:
        packages, source = Path(folder, "packages"), Path(folder, "sentences.json")
        random_argos.build(packages, quantization=None if arguments.float32 else "int8")
        source.write_text(json.dumps(random_argos.sentences(arguments.sentences)), encoding="utf-8")
        for number in range(arguments.rounds):
            for side in SIDES if number % 2 == 0 else reversed(SIDES):
                runs[side.name].append(_timed(side, packages, source, arguments.beam))
                print(f"{side.name}: {runs[side.name][-1]['seconds']:.1f} s", file=sys.stderr)
    seconds = {name: statistics.median(r["seconds"] for r in each) for name, each in runs.items()}
    texts = runs["one machine, 2 cores"][0]["texts"]
    for name, each in runs.items():
        same = sum(a == b for a, b in zip(texts, each[0]["texts"], strict=True))
        rate = arguments.sentences / seconds[name]
        print(f"{name:>22}: {seconds[name]:6.1f} s, {rate:5.1f} sentences/s, same output {same}")
    one, two = seconds["1 worker of 1 thread"], seconds["2 workers of 1 thread"]
    for cluster, alone in (
        ("1 worker of 1 thread", "one machine, 1 core"),
        ("1 worker of 2 threads", "one machine, 2 cores"),
        ("2 workers of 1 thread", "one machine, 2 cores"),
    ):
        print(f"{cluster}: {seconds[cluster] / seconds[alone] - 1:+.1%} to {alone}")
    print(f"efficiency of 2 workers: {one / two / 2:.0%}")


def _timed(side: _Side, packages: Path, source: Path, beam: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder, _environment(packages, Path(folder)):
        output = Path(folder, "result.json")
        command = [sys.executable, "-m", "benchmarks.scale", "side", "--beam", str(beam)]
        command += ["--source", str(source), "--output", str(output)]
        # All cores for a cluster's client: the system shares them out, as it would.
        command += ["--workers", str(len(side.workers)), "--cores", str(side.cores)]
        with contextlib.ExitStack() as stack:
            if side.workers:
                loopback = stack.enter_context(Loopback(Path(folder)))
                for threads in side.workers:
                    loopback.start_worker(packages, *_PRELOAD, threads=threads)
                command += ["--scheduler", loopback.address]
            subprocess.run(command, check=True)
        result: dict[str, Any] = json.loads(output.read_bytes())
        return result


def side(arguments: argparse.Namespace) -> None:
    """One side: translate, timed once everything is loaded."""
    import ctranslate2

    from benchmarks.draft_speed import forced, one_sentence
    from translator import engines
    from translator.cluster.engine import Cluster
    from translator.engines import sentences as cutting

    cutting.split = one_sentence
    sentences = json.loads(arguments.source.read_bytes())
    with contextlib.ExitStack() as stack:
        find: engines.Find
        if arguments.scheduler:
            find = stack.enter_context(Cluster(arguments.scheduler, say=print)).find
        else:
            # Like Dask's worker threads, so many cores and no more.
            os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: arguments.cores])
            ctranslate2.Translator = forced(ctranslate2)
            find = engines.find
        engine = find("en", "ru", beam_size=arguments.beam)
        if engine is None:
            sys.exit("the package is not installed")
        engine.translate(sentences[:1])
        while (engine.workers or 0) < arguments.workers:
            time.sleep(0.2)
            engine.translate(sentences[:1])
        start = time.perf_counter()
        found = engine.translate(sentences)
        seconds = time.perf_counter() - start
    result = {"texts": [translation.text for translation in found], "seconds": seconds}
    arguments.output.write_text(json.dumps(result), encoding="utf-8")


def costs(arguments: argparse.Namespace) -> None:
    """A whole run for each size, and what its parts took."""
    for number in arguments.segments:
        with tempfile.TemporaryDirectory() as folder:
            _cost(number, Path(folder))


def _cost(number: int, folder: Path) -> None:
    from tests.support.tiny_argos import WORDS_EN_RU, build_package
    from translator import models

    packages, project, logs = (folder / name for name in ("packages", "project", "logs"))
    packages.mkdir()
    logs.mkdir()
    with _environment(packages, folder):
        models.install(build_package(folder / "tiny.argosmodel", "en", "ru", WORDS_EN_RU))
        sentences = _project(project, number)
        translator = [sys.executable, "-m", "translator", "-C", str(project), "-q"]
        subprocess.run([*translator, "extract"], check=True)
        with Loopback(logs) as loopback:
            worker = loopback.start_worker(packages)
            begin = time.perf_counter()
            client = subprocess.Popen([*translator, "draft", "--scheduler", loopback.address])
            _, status, used = os.wait4(client.pid, 0)
            client.returncode = os.waitstatus_to_exitcode(status)
            seconds = time.perf_counter() - begin
            if client.returncode:
                sys.exit("drafting failed")
            others = {"scheduler": loopback.scheduler.pid, "worker": worker.pid}
            rows = [("client", used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)]
            rows += [(name, _processor(pid), _peak(pid)) for name, pid in others.items()]
    print(f"{number:,} segments, {sentences:,} sentences: {seconds:.1f} s")
    for name, processor, peak in rows:
        each = 1000 * processor / number
        print(f"{name:>10}: processor {processor:6.1f} s, {each:.2f} ms a segment, {peak:.0f} MiB")


def _project(root: Path, number: int) -> int:
    """A project of so many segments of one or two sentences; returns how many sentences."""
    from tests.support.tiny_argos import WORDS_EN_RU

    chance = random.Random(1)
    words = [word for word in WORDS_EN_RU if word.islower()]
    content = root / "content"
    content.mkdir(parents=True)
    (root / "translator.toml").write_text('[project]\nname = "Scale"\nlanguages = ["ru"]\n')
    total = 0
    for item in range(-(-number // _SEGMENTS_AN_ITEM)):
        segments = []
        for _ in range(min(_SEGMENTS_AN_ITEM, number - item * _SEGMENTS_AN_ITEM)):
            made = [
                " ".join(chance.choices(words, k=chance.randint(8, 20))).capitalize()
                for _ in range(chance.randint(1, 2))
            ]
            total += len(made)
            segments.append(". ".join(made) + ".")
        path = content / f"{item // 1000:03}" / f"item{item:05}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n\n".join(segments) + "\n")
    return total


@contextlib.contextmanager
def _environment(packages: Path, home: Path) -> Iterator[None]:
    """No packages but ours, here and in what is started."""
    changed = {"ARGOS_PACKAGES_DIR": str(packages), "HOME": str(home), "PYTHONPATH": str(ROOT)}
    before = {name: os.environ.get(name) for name in changed}
    os.environ.update(changed)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _processor(pid: int) -> float:
    """Processor seconds that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _peak(pid: int) -> float:
    """The most memory that a process has held, in MiB."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def main() -> None:
    """Parse arguments and run a part."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parts = parser.add_subparsers(required=True)
    part = parts.add_parser("throughput")
    part.add_argument("--sentences", type=int, default=960)
    part.add_argument("--rounds", type=int, default=3)
    part.add_argument("--beam", type=int, default=4)
    part.add_argument("--float32", action="store_true")
    part.set_defaults(run=throughput)
    part = parts.add_parser("costs")
    part.add_argument("segments", type=int, nargs="*", default=[10_000])
    part.set_defaults(run=costs)
    part = parts.add_parser("side")
    part.add_argument("--source", type=Path)
    part.add_argument("--output", type=Path)
    part.add_argument("--scheduler")
    part.add_argument("--workers", type=int, default=0)
    part.add_argument("--cores", type=int, default=1)
    part.add_argument("--beam", type=int, default=4)
    part.set_defaults(run=side)
    arguments = parser.parse_args()
    arguments.run(arguments)


if __name__ == "__main__":
    main()
