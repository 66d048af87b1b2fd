"""Twenty translators on one project while the command line works on it too; nothing may be lost.

    python -m benchmarks.load [--items 1000] [--saves 2000] [--clients 1 5 20] [--seed 1]

A project of so many items in five languages is made in a temporary folder and served on the
loopback address. For each number of clients the saves are shared among them, while `extract`,
`draft` and `check` run one after the other beside them. Afterwards every acknowledged save is held
against the catalogues. Exits with 1 if one is missing, was overwritten silently, or if a request
failed otherwise.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.translators import Log, Translator, joined, missing, percentile, work_together
from translator.project import find

LANGUAGES = ("ka", "tg", "ru", "kk", "ky")
COMMANDS = (("extract",), ("draft",), ("check", "--format", "json"))
_PARAGRAPHS = 6
_SUBJECTS = ["border", "water", "energy", "trade", "schools", "roads", "courts", "media"]


def write_project(root: Path, items: int) -> None:
    """Write a project of small items that have sentences in common."""
    seed = random.Random(items)
    languages = ", ".join(f'"{code}"' for code in LANGUAGES)
    (root / "translator.toml").write_text(f'[project]\nname = "Load"\nlanguages = [{languages}]\n')
    for number in range(items):
        lines = [f"Talks on {seed.choice(_SUBJECTS)}, part {number}"]
        for _ in range(_PARAGRAPHS):
            subject, count = seed.choice(_SUBJECTS), seed.randrange(100, 999)
            lines.append(f"The delegation supports {count} projects on {subject} in the region.")
        path = root / "content" / f"{number // 100:03}" / f"item-{number:05}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n\n".join(lines) + "\n")


def command(root: Path, *arguments: str) -> list[str]:
    """A command line of the program."""
    return [sys.executable, "-m", "translator", "-q", "-C", str(root), *arguments]


def run(root: Path, *arguments: str) -> str:
    """Run a command that must succeed, in the project's folder; what it writes to stdout."""
    asked = command(root, *arguments)
    return subprocess.run(asked, check=True, cwd=root, stdout=subprocess.PIPE, text=True).stdout


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by name."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def never() -> threading.Event:
    """What stops nobody."""
    return threading.Event()


def tokens(root: Path, people: int) -> list[str]:
    """Accounts of translators, and their bearer tokens."""
    made = []
    for number in range(people):
        name = f"Translator {number}"
        run(root, "users", "add", name, "--no-password")
        made.append(run(root, "users", "token", name).strip())
    return made


@contextmanager
def served(root: Path) -> Iterator[str]:
    """Serve a project, give its address, end it."""
    asked = command(root, "serve", "--port", "0")
    with subprocess.Popen(asked, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        address = process.stderr.readline().split()[-1]
        drain = threading.Thread(target=process.stderr.read, daemon=True)
        drain.start()
        try:
            yield address
        finally:
            process.terminate()
            process.wait(30)


class Beside:
    """The command line at work, over and over, until it is told to stop."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work)
        self.runs: Counter[str] = Counter()
        self.failures: list[str] = []

    def __enter__(self) -> Beside:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _work(self) -> None:
        while not self._stop.is_set():
            for arguments in COMMANDS:
                asked = command(self._root, *arguments)
                done = subprocess.run(asked, check=False, capture_output=True, text=True)
                self.runs[arguments[0]] += 1
                closed_gate = arguments[0] == "check" and done.returncode == 1
                if done.returncode and not closed_gate:
                    self.failures.append(f"{arguments[0]}: {done.returncode}: {done.stderr}")


def measure(
    root: Path, address: str, secrets: list[str], saves: int, seed: int
) -> tuple[list[Log], Beside, float]:
    """Let translators work beside the command line; what they saw, and the seconds it took."""
    items = [
        (lang, path.relative_to(root / "content").with_suffix("").as_posix())
        for path in sorted((root / "content").rglob("*.txt"))
        for lang in LANGUAGES
    ]
    translators = [
        Translator(address, secret, f"запись {number}", seed + number)
        for number, secret in enumerate(secrets)
    ]
    began = time.perf_counter()
    with Beside(root) as beside:
        joined(work_together(translators, items, saves))
        seconds = time.perf_counter() - began
    return [translator.log for translator in translators], beside, seconds


def main() -> int:
    """Parse arguments, measure, print; the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--items", type=int, default=1000)
    parser.add_argument("--saves", type=int, default=2000)
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 5, 20])
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_project(root, arguments.items)
        run(root, "extract")
        secrets = tokens(root, max(arguments.clients))
        logs: list[Log] = []
        with served(root) as address:
            for clients in arguments.clients:
                new, beside, seconds = measure(
                    root, address, secrets[:clients], arguments.saves, arguments.seed + clients
                )
                logs += new
                wrong += beside.failures
                wrong += [f"{what}: {n} times" for log in new for what, n in log.failures.items()]
                _report(clients, new, beside, seconds)
        total, lost = missing(find(root), logs)
        wrong += lost
    print(f"{total} acknowledged saves, {len(wrong)} faults")
    for line in wrong[:20]:
        print(f"  {line}")
    return 1 if wrong else 0


def _report(clients: int, logs: list[Log], beside: Beside, seconds: float) -> None:
    saves = [each for log in logs for each in log.save_seconds]
    reads = [each for log in logs for each in log.read_seconds]
    conflicts = sum(log.conflicts for log in logs)
    print(
        f"{clients:>2} clients: {len(saves)} saves, {conflicts} conflicts, "
        f"{len(saves) / seconds:.0f} saves/s; beside them "
        + ", ".join(f"{name} {count} times" for name, count in beside.runs.items())
    )
    for name, times in (("save", saves), ("read", reads)):
        figures = ", ".join(
            f"{label} {percentile(times, share):.0f} ms"
            for label, share in (("median", 0.5), ("95 %", 0.95), ("99 %", 0.99), ("all", 1.0))
        )
        print(f"   {name}: {figures}")


if __name__ == "__main__":
    sys.exit(main())
