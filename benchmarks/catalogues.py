"""Catalogues and memory beside their peers, in one run.

    python -m benchmarks.catalogues update [--data DIR] [--toolkit POT2PO] [ENTRIES ...]
    python -m benchmarks.catalogues memory [--data DIR] [--queries N] [UNITS ...]

`update`: a project of items of 15 entries, all translated, of which 5 % of the sources are edited
as an editor would, 1 % are new and 1 % are gone. Ours is `translator extract` with its start-up;
msgmerge is run on one catalogue of the same entries and catalogue by catalogue, as are polib's,
Babel's and Translate Toolkit's ways to do it. An edited entry is found when its own old translation
stands in it, marked fuzzy; a wrong pairing is any other old translation in an entry.

`memory`: units made of the same text in a database of the given size, and edited sources of them
looked up, beside rapidfuzz that scores all of them.
"""

from __future__ import annotations

import argparse
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import polib
from babel.messages import pofile

from benchmarks.newslike import Corpus
from translator.catalogue import Catalogue
from translator.extract import template_of, update
from translator.memory.lookup import Memory
from translator.memory.numbers import pattern
from translator.memory.store import Origin, Writer, connect, writing
from translator.memory.units import Match, Unit
from translator.project import find

SIZES = (2_500, 5_000, 10_000)
PER_ITEM = 15
EDITED, NEW, GONE = 0.05, 0.01, 0.01
TOOLKIT_AT_MOST = 2_500
"""Entries of one catalogue for Translate Toolkit, which compares each with all."""


def seconds(work: Callable[[], object]) -> tuple[float, float]:
    """The time on a clock and the processors' time of a call, that of its processes included."""

    def spent() -> float:
        own, children = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
        return sum(
            used.ru_utime + used.ru_stime for used in map(resource.getrusage, (own, children))
        )

    wall, processors = time.perf_counter(), spent()
    work()
    return time.perf_counter() - wall, spent() - processors


@dataclass
class Work:
    """One task: the same old catalogues and new templates for every tool.

    Attributes:
        root: The project, its items edited, its catalogues not yet.
        old: Catalogues as they were.
        new: Templates of the edited items.
        truth: For each edited source the old translation that belongs to it.
    """

    root: Path
    old: list[Path]
    new: list[Path]
    truth: dict[str, str]

    def copied(self, name: str) -> list[Path]:
        """The old catalogues again, to be changed."""
        folder = self.root.parent / name
        folder.mkdir()
        return [Path(shutil.copy(path, folder / path.name)) for path in self.old]

    def judged(self, paths: Sequence[Path]) -> str:
        """How many edited entries were found, and how many pairings are wrong."""
        found = wrong = 0
        for path in paths:
            for entry in polib.pofile(str(path)):
                if entry.obsolete or "fuzzy" not in entry.flags or not entry.msgstr:
                    continue
                right = self.truth.get(entry.msgid) == entry.msgstr
                found += right
                wrong += not right
        return f"found {found} of {len(self.truth)}, {wrong} wrong pairings"


def make(folder: Path, entries: int, corpus: Corpus) -> tuple[Work, Work]:
    """The task catalogue by catalogue, and on one catalogue of the same entries."""
    root = folder / "project"
    items = [[corpus.text() for _ in range(PER_ITEM)] for _ in range(entries // PER_ITEM)]
    _write(root, items)
    (root / "translator.toml").write_text('[project]\nname = "B"\nlanguages = ["ru"]\n')
    project = find(root, explicit=True)
    targets: dict[str, str] = {}
    for item in project.items:
        path = project.catalogue_path("ru", item.id)
        catalogue = Catalogue.new(path, "ru")
        update(catalogue, template_of(item, item.read(), project), "ru")
        for entry in catalogue.entries:
            entry.settle(targets.setdefault(entry.source, f"Перевод {len(targets)}: {entry.key}."))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(catalogue.dump())
    truth: dict[str, str] = {}
    for texts in items:
        for place, text in reversed(list(enumerate(texts))):
            chance = corpus.chooser.random()
            if chance < EDITED:
                changed = corpus.edited(text)
                if changed in targets or changed in truth:
                    continue  # what it is an edit of could not be told
                texts[place] = changed
                truth[texts[place]] = targets[text]
            elif chance < EDITED + NEW:
                texts.insert(place, corpus.text())
            elif chance < EDITED + NEW + GONE:
                del texts[place]
    _write(root, items)
    project = find(root, explicit=True)
    old, new = [], []
    for item in project.items:
        old.append(project.catalogue_path("ru", item.id))
        template = Catalogue.new(folder / "pot" / f"{old[-1].stem}.pot", "ru")
        update(template, template_of(item, item.read(), project), "ru")
        template.path.parent.mkdir(exist_ok=True)
        template.path.write_bytes(template.dump())
        new.append(template.path)
    one = Work(root, [_joined(old, folder / "one.po")], [_joined(new, folder / "one.pot")], truth)
    return Work(root, old, new, truth), one


def _write(root: Path, items: Sequence[Sequence[str]]) -> None:
    for number, texts in enumerate(items):
        path = root / "content" / f"{number // 1000:03}" / f"item-{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n\n".join(texts) + "\n")


def _joined(paths: Sequence[Path], path: Path) -> Path:
    """One catalogue of the entries of many, each source once."""
    whole = Catalogue.new(path, "ru")
    entries = [entry for each in paths for entry in Catalogue.load(each).entries]
    whole.entries = list({entry.source: entry for entry in reversed(entries)}.values())[::-1]
    path.write_bytes(whole.dump())
    return path


def ours(root: Path) -> None:
    """`translator extract`, as a user runs it."""
    command = [sys.executable, "-m", "translator", "-q", "-C", str(root), "extract"]
    subprocess.run(command, check=True)


def ours_on_one(paths: Sequence[Path], templates: Sequence[Path]) -> None:
    """The update of one catalogue, without a project around it."""
    (path,), (template,) = paths, templates
    from translator.extract import Template
    from translator.extract import Unit as Wanted

    units = tuple(
        Wanted(entry.source, entry.context, "paragraph", "en", certain=False)
        for entry in Catalogue.load(template).entries
    )
    catalogue = Catalogue.load(path)
    update(catalogue, Template("one", "content/one.txt", "", "en", units), "ru")
    catalogue.save()


def msgmerge(paths: Sequence[Path], templates: Sequence[Path]) -> None:
    """GNU gettext's, a process a catalogue."""
    for path, template in zip(paths, templates, strict=True):
        command = ["msgmerge", "-q", "--previous", "--update", "--backup=none"]
        subprocess.run([*command, str(path), str(template)], check=True)


def with_polib(paths: Sequence[Path], templates: Sequence[Path]) -> None:
    """Polib's `merge`."""
    for path, template in zip(paths, templates, strict=True):
        file = polib.pofile(str(path), wrapwidth=0)
        file.merge(polib.pofile(str(template)))
        file.save()


def with_babel(paths: Sequence[Path], templates: Sequence[Path]) -> None:
    """Babel's `update`."""
    for path, template in zip(paths, templates, strict=True):
        with path.open("rb") as old, template.open("rb") as new:
            catalogue, wanted = pofile.read_po(old), pofile.read_po(new)
        catalogue.update(wanted)
        with path.open("wb") as file:
            pofile.write_po(file, catalogue, width=0)


def with_toolkit(pot2po: str, paths: Sequence[Path], templates: Sequence[Path]) -> None:
    """Translate Toolkit's pot2po, a process a catalogue."""
    for path, template in zip(paths, templates, strict=True):
        old = path.with_suffix(".old.po")
        path.rename(old)
        command = [pot2po, "--progress=none", "-t", str(old), str(template), str(path)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def measure_update(entries: int, corpus: Corpus, toolkit: str | None) -> None:
    """One size: a line for each tool."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        many, one = make(folder, entries, corpus)
        print(f"\n{entries:,} entries, {len(many.truth)} of them edited:")
        copies = iter(f"copy{number}" for number in range(20))

        def line(
            tool: str, work: Work, run: Callable[[Sequence[Path], Sequence[Path]], None]
        ) -> float:
            paths = work.copied(next(copies))
            wall, processors = seconds(lambda: run(paths, work.new))
            how = "one catalogue" if len(paths) == 1 else f"{len(paths)} catalogues"
            print(
                f"  {tool:22} {how:16} {wall:8.2f} s, {processors:8.2f} s of processors; "
                f"{work.judged(paths)}",
                flush=True,
            )
            return processors

        merged = [line("msgmerge", work, msgmerge) for work in (one, many)]
        for work in (one, many):
            line("polib", work, with_polib)
            if toolkit and (work is many or entries <= TOOLKIT_AT_MOST):
                line("Translate Toolkit", work, partial(with_toolkit, toolkit))
        line("Babel", many, with_babel)
        alone = line("ours, update alone", one, ours_on_one)
        wall, processors = seconds(lambda: ours(many.root))
        print(
            f"  {'ours, extract':22} {len(many.old):5} catalogues {wall:8.2f} s, "
            f"{processors:8.2f} s of processors; {many.judged(many.old)}"
        )
        print(
            f"  msgmerge takes {merged[0] / processors:.1f} times ours on one catalogue "
            f"({merged[0] / alone:.1f} times the update alone), {merged[1] / processors:.1f} times "
            "catalogue by catalogue"
        )


def measure_memory(units: int, corpus: Corpus, queries: int) -> None:
    """One size: import, look-ups beside rapidfuzz, and how often the best one was found."""
    from rapidfuzz import fuzz, process

    sources = list(dict.fromkeys(corpus.text() for _ in range(units)))
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "memory.db")
        db = connect(path)

        def fill() -> None:
            with writing(db):
                Writer(db).replace(Origin("file", "x", "x", b""), _units(sources))

        wall, processors = seconds(fill)
        db.close()
        size = sum(each.stat().st_size for each in Path(name).iterdir())
        print(
            f"\n{len(sources):,} units: stored in {wall:.0f} s ({processors:.0f} s of processors, "
            f"{len(sources) / processors:,.0f} units a second), {size / 1e6:.0f} MB"
        )
        memory = Memory(connect(path))
        asked = [corpus.edited(corpus.chooser.choice(sources)) for _ in range(queries)]
        opened, _ = seconds(lambda: memory.alike("en", "ru", asked[0], 50, 3))
        found: list[list[Match]] = []
        _, ours_took = seconds(
            lambda: found.extend(
                [*memory.same("en", "ru", text), *memory.alike("en", "ru", text, 30, 3)]
                for text in asked
            )
        )
        exact, _ = seconds(lambda: [memory.look_up("en", "ru", text) for text in sources[:1000]])
        best: list[tuple[str, float, int]] = []
        scored_all = partial(process.extract, choices=sources, scorer=fuzz.ratio, limit=3)
        _, theirs_took = seconds(lambda: best.extend(scored_all(text)[0] for text in asked))
        among = sum(
            any(
                fuzz.ratio(text, match.source) >= score or pattern(text) == pattern(match.source)
                for match in matches
            )
            for text, matches, (_, score, _) in zip(asked, found, best, strict=True)
        )
        each, scored = ours_took / queries, theirs_took / queries
        print(
            f"  opened with the first look-up in {opened * 1000:.0f} ms; a look-up "
            f"{each * 1000:.2f} ms, rapidfuzz over all {scored * 1000:.1f} ms: "
            f"{scored / each:.0f} times; the best among the first three {among / queries:.1%}; "
            f"exact {exact:.3f} ms"
        )
        memory.close()


def _units(sources: Sequence[str]) -> Iterator[Unit]:
    """Each source with a target of about its length."""
    letters = "абвгдежзиклмнопрстуфхцчшщыэюя"
    chooser = random.Random(1)
    words = ["".join(chooser.choices(letters, k=chooser.randint(2, 12))) for _ in range(50_000)]
    for source in sources:
        target = (words[int(50_000 * chooser.random() ** 3)] for _ in range(source.count(" ") + 1))
        yield Unit("en", "ru", source, " ".join(target))


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("what", choices=["update", "memory"])
    parser.add_argument("sizes", nargs="*", type=int)
    parser.add_argument("--data", type=Path, help="a folder of NAME.LANG.tsv files")
    parser.add_argument("--toolkit", help="Translate Toolkit's pot2po")
    parser.add_argument("--queries", type=int, default=200)
    chosen = parser.parse_intermixed_args()
    corpus = Corpus(chosen.data)
    if chosen.what == "memory":
        for units in chosen.sizes or [10_000, 100_000, 1_000_000]:
            measure_memory(units, corpus, chosen.queries)
        return
    for entries in chosen.sizes or SIZES:
        measure_update(entries, corpus, chosen.toolkit)


if __name__ == "__main__":
    main()
