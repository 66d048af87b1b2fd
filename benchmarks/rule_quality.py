"""How often the quality rules are wrong about good translations, and how often right about faults.

    python benchmarks/rule_quality.py ../shared/data [--half 1|2] [--pofilter COMMAND]

The folder holds files `NAME.LANG.tsv`, each line an English text, a tab and its professional
translation. Good translations are checked as they are; then one fault at a time is put into every
translation that can have it, and the rules have found it if they say anything that they did not
say of the good one. Translate Toolkit's pofilter judges the same texts when it is installed:
`python -m venv pofilter-venv && pofilter-venv/bin/pip install translate-toolkit`, then
`--pofilter pofilter-venv/bin/pofilter`. Exit code 0 when all figures are within the limits, else 1.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polib

from benchmarks import faults
from benchmarks.faults import Fault
from translator.glossary import NAME, load
from translator.glossary.asked import Asked
from translator.rules import Pair, check_pair
from translator.rules.inflection import occurs_literally

ERROR_LIMIT = 0.007
ANY_LIMIT = 0.04
FOUND_LIMIT = 0.98
TIME_LIMIT = 0.5
GLOSSARY_LIMIT = 0.01
POFILTER_FAULTS = ("bracket dropped", "look-alike put in", "other language put in", "digit changed")

Findings = frozenset[tuple[str, str]]


@dataclass
class Tally:
    """What was seen in one language."""

    pairs: int = 0
    errors: int = 0
    flagged: int = 0
    rules: Counter[str] = field(default_factory=Counter)
    seeded: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    as_error: Counter[str] = field(default_factory=Counter)
    missed: list[tuple[str, Pair]] = field(default_factory=list)


def main() -> int:
    """Run the benchmark, print its tables and return the exit code."""
    arguments = _arguments()
    data = {
        path.suffixes[-2].lstrip("."): _rows(path, arguments.half)
        for path in sorted(arguments.folder.glob("*.tsv"))
    }
    if not data:
        print(f"No .tsv file in {arguments.folder}.", file=sys.stderr)
        return 2
    tallies = {language: judge(language, data) for language in data}
    passed = print_good(tallies) & print_faults(tallies)
    passed &= print_glossary(data, arguments.glossary)
    if arguments.missed:
        print_missed(tallies, arguments.missed)
    ours = time_per_pair(data)
    print(f"\nTime: {ours * 1e6:.0f} µs a pair for all default rules together.")
    pofilter = shutil.which(arguments.pofilter)
    if pofilter is None:
        print(
            "pofilter is not installed: python -m venv pofilter-venv && pofilter-venv/bin/pip "
            "install translate-toolkit, then --pofilter pofilter-venv/bin/pofilter"
        )
        return 0 if passed else 1
    theirs = compare_pofilter(pofilter, data)
    print(f"Time: {theirs * 1e6:.0f} µs an entry for pofilter; ours is {ours / theirs:.2f} of it.")
    return 0 if passed and ours <= TIME_LIMIT * theirs else 1


def judge(language: str, data: dict[str, list[tuple[str, str]]]) -> Tally:
    """Check the good translations of a language, then the same with faults put in."""
    tally = Tally()
    good: dict[Pair, Findings] = {}
    for source, target in data[language]:
        pair = Pair(source, target, "en", language)
        found = check_pair(pair)
        good[pair] = frozenset((one.rule, one.message) for one in found)
        tally.pairs += 1
        tally.errors += any(one.severity == "error" for one in found)
        tally.flagged += bool(found)
        tally.rules.update({one.rule for one in found})
    for fault, before, after in seeded(language, data):
        known = good.get(before) or frozenset((one.rule, one.message) for one in check_pair(before))
        new = [one for one in check_pair(after) if (one.rule, one.message) not in known]
        tally.seeded[fault.name] += 1
        tally.found[fault.name] += bool(new)
        tally.as_error[fault.name] += any(one.severity == "error" for one in new)
        if not new:
            tally.missed.append((fault.name, after))
    return tally


def seeded(
    language: str, data: dict[str, list[tuple[str, str]]]
) -> Iterator[tuple[Fault, Pair, Pair]]:
    """Every fault in every translation that can have it: the fault, the good pair, the bad one."""
    others = {code: dict(rows) for code, rows in data.items() if code != language}
    for fault in faults.FAULTS:
        chance = random.Random(f"{fault.name} {language}")
        for before in fault.pairs(data[language], language):
            for after in fault.spoil(before, chance, others):
                yield fault, before, after


def print_good(tallies: dict[str, Tally]) -> bool:
    """Print how many good translations were flagged; whether few enough were."""
    print("Good translations with a finding")
    print(f"{'':4}{'pairs':>7}{'error':>8}{'any':>8}  rules")
    passed = True
    for language, tally in tallies.items():
        errors, flagged = tally.errors / tally.pairs, tally.flagged / tally.pairs
        passed &= errors <= ERROR_LIMIT and flagged <= ANY_LIMIT
        rules = ", ".join(f"{name} {count}" for name, count in tally.rules.most_common())
        print(f"{language:4}{tally.pairs:7}{errors:8.2%}{flagged:8.2%}  {rules}")
    return passed


def print_faults(tallies: dict[str, Tally]) -> bool:
    """Print the share of seeded faults found; whether enough of every kind were."""
    print("\nSeeded faults found (by any finding; by an error; cases)")
    print(f"{'':32}" + "".join(f"{language:>21}" for language in tallies))
    passed = True
    for fault in faults.FAULTS:
        cells = []
        for tally in tallies.values():
            cases = tally.seeded[fault.name]
            if not cases:
                cells.append(f"{'–':>21}")
                continue
            found = tally.found[fault.name] / cases
            error = tally.as_error[fault.name] / cases
            passed &= found >= FOUND_LIMIT
            cells.append(f"{found:9.1%}{error:7.1%}{cases:5}")
        print(f"{fault.name:32}" + "".join(cells))
    return passed


def print_glossary(data: dict[str, list[tuple[str, str]]], locales: Path) -> bool:
    """Print how the rule on terms fares with a project's termbases; whether that is well enough.

    Good translations are checked as they are; then the rendering of one term is replaced by that of
    another, and the rule must ask for it.
    """
    print(f"\nTerms of {locales}: sources with one, good translations blamed, replaced terms found")
    passed = True
    for language, rows in data.items():
        path = locales / language / NAME
        if not path.exists():
            continue
        terms = [term.rule for term in load(path)]
        asked = Asked(terms)
        others = [target for term in terms for target in term.targets[:1]]
        chance = random.Random(language)
        with_term = blamed = cases = found = 0
        for source, target in rows:
            inside = [
                term
                for term in asked.within(source)
                if occurs_literally(term.source, source, source.lower())
            ]
            with_term += bool(inside)
            blamed += bool(_asked_for(Pair(source, target, "en", language, glossary=inside)))
            for term in inside:
                rendering = next((one for one in term.targets if one in target), None)
                if rendering is None:
                    continue
                wrong = Pair(
                    source,
                    target.replace(rendering, chance.choice(others)),
                    "en",
                    language,
                    glossary=[term],
                )
                cases += 1
                found += bool(_asked_for(wrong))
        passed &= blamed <= GLOSSARY_LIMIT * len(rows)
        print(f"{language:4}{with_term:6}{blamed / len(rows):8.2%}{found:7} of {cases}")
    return passed


def _asked_for(pair: Pair) -> list[str]:
    return [one.message for one in check_pair(pair) if one.rule == "glossary"]


def print_missed(tallies: dict[str, Tally], most: int) -> None:
    """Print examples of faults that were not found."""
    for language, tally in tallies.items():
        shown: Counter[str] = Counter()
        for name, pair in tally.missed:
            shown[name] += 1
            if shown[name] <= most:
                print(f"\nmissed, {language}, {name}:\n  {pair.source}\n  {pair.target}")


def time_per_pair(data: dict[str, list[tuple[str, str]]]) -> float:
    """Seconds a pair of all default rules: the best of three rounds over all good translations."""
    pairs = [
        Pair(source, target, "en", language)
        for language, rows in data.items()
        for source, target in rows
    ]
    rounds = []
    for _ in range(3):
        start = time.perf_counter()
        for pair in pairs:
            check_pair(pair)
        rounds.append(time.perf_counter() - start)
    return min(rounds) / len(pairs)


def compare_pofilter(command: str, data: dict[str, list[tuple[str, str]]]) -> float:
    """Print what pofilter flags in the same texts; the seconds an entry of its checks."""
    print("\npofilter on the same texts (its default checks)")
    seconds, entries = 0.0, 0
    with tempfile.TemporaryDirectory() as folder:
        for language, rows in data.items():
            pairs = [Pair(source, target, "en", language) for source, target in rows]
            flagged, took = _pofilter(command, Path(folder), language, pairs)
            # One check that never fails: what reading and writing the file costs without checks.
            idle = _pofilter(command, Path(folder), language, pairs, "--test=isfuzzy")[1]
            seconds += max(took - idle, 0.0)
            entries += len(pairs)
            print(f"{language:4}good translations flagged {len(flagged) / len(pairs):6.1%}", end="")
            for name in POFILTER_FAULTS:
                cases = [
                    (before, after)
                    for fault, before, after in seeded(language, data)
                    if fault.name == name
                ]
                good = _pofilter(command, Path(folder), language, [one for one, _ in cases])[0]
                bad = _pofilter(command, Path(folder), language, [two for _, two in cases])[0]
                found = sum(
                    bad.get(n, frozenset()) > good.get(n, frozenset()) for n in range(len(cases))
                )
                print(f"; {name} {found / max(len(cases), 1):.0%} of {len(cases)}", end="")
            print()
    return seconds / max(entries, 1)


def _pofilter(
    command: str, folder: Path, language: str, pairs: Sequence[Pair], *options: str
) -> tuple[dict[int, frozenset[str]], float]:
    """Run pofilter: the checks that failed by index of the pair, and the seconds it took."""
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Language": language,
        "Content-Transfer-Encoding": "8bit",
    }
    for index, pair in enumerate(pairs):
        catalogue.append(polib.POEntry(msgid=pair.source, msgstr=pair.target, msgctxt=str(index)))
    given, flagged = folder / "given.po", folder / "flagged.po"
    flagged.unlink(missing_ok=True)
    catalogue.save(str(given))
    start = time.perf_counter()
    subprocess.run(
        [command, "--progress=none", f"--language={language}", *options, str(given), str(flagged)],
        check=True,
        capture_output=True,
    )
    took = time.perf_counter() - start
    if not flagged.exists():
        return {}, took
    return {
        int(entry.msgctxt): frozenset(
            line.split(")")[1].split(":")[0].strip() if ")" in line else line.split(":")[0]
            for line in entry.tcomment.splitlines()
        )
        for entry in polib.pofile(str(flagged))
        if entry.msgctxt
    }, took


def _rows(path: Path, half: int) -> list[tuple[str, str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [(source, target) for source, target in (line.split("\t") for line in lines)]
    middle = len(rows) // 2
    return {0: rows, 1: rows[:middle], 2: rows[middle:]}[half]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path, help="where the .tsv files are")
    parser.add_argument("--half", type=int, default=0, choices=(0, 1, 2), help="only one half")
    parser.add_argument("--missed", type=int, default=0, metavar="N", help="show N misses a kind")
    parser.add_argument(
        "--glossary",
        type=Path,
        default=Path(__file__).parent.parent / "locales",
        metavar="LOCALES",
        help="the folder with the termbases; the sample's if not given",
    )
    parser.add_argument("--pofilter", default="pofilter", help="its command")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
