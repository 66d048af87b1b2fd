"""A newsroom at work: everything that happens to items and catalogues, and what was accepted."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.conftest import Desk
from translator.catalogue import Catalogue
from translator.entry import Entry
from translator.extract import template_of, update
from translator.provenance import Remark
from translator.state import State

LANGUAGES = ("ru", "kk")
WORDS = [
    *("minister", "school", "border", "water", "energy", "report", "union", "police", "court"),
    *("farmer", "student", "bridge", "river", "export", "price", "loan", "vote", "party", "media"),
    *("doctor", "vaccine", "road", "train", "glacier", "festival", "museum", "harvest", "treaty"),
]
FRAMES = (
    "The {0} of {1} met the {2} on {3} November and spoke of a new {4}.",
    "More than {3} people saw the {0}, and the {1} did say that the {2} will come.",
    "A {0} was opened near the {1}. It took {3} days, and the {2} paid for it.",
    "Why the {0} has to wait for the {1}",
    "{0} and {1}: {3} questions to the {2}",
    "The {0} has not agreed with the {1} on the {4}.",
)
Identity = tuple[str, str | None, str]
"""Language, context, source."""


class Newsroom(Desk):
    """A project under git, several branches, and people who translate.

    Attributes:
        accepted: For each branch, texts that somebody accepted there: language and text.
        given_up: Texts that somebody wrote another one over.
        pairs: All that was ever accepted: what it stands for and the text.
        approved: All that was ever approved, likewise.
        log: What was done, for who has to find out what went wrong.
    """

    def __init__(self, root: Path, seed: int) -> None:
        super().__init__(root)
        self.random = random.Random(seed)
        self.branch = "main"
        self.accepted: dict[str, set[tuple[str, str]]] = {"main": set()}
        self.pairs: set[tuple[Identity, str]] = set()
        self.approved: set[tuple[Identity, str]] = set()
        self.given_up: set[tuple[str, str]] = set()
        self.log: list[str] = []
        self._number = 0
        self._versions: list[tuple[str, bytes]] = []
        self.configure("[draft]\nmemory-threshold = 60\n", '"ru", "kk"')
        self.write(".gitignore", ".translator/\n")
        for number in range(3):
            self.write(f"content/item{number}.txt", self._item())
        self.git("init", "-q", "-b", "main")
        self.run("git-setup")
        self.run("extract")
        self.commit()

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "work")

    def step(self) -> None:
        """Do one thing, chosen at random."""
        steps: dict[Callable[[], str], int] = {
            self.edit: 22,
            self.extract: 16,
            self.draft: 5,
            self.accept: 20,
            self.approve: 9,
            self.send_back: 3,
            self.rename: 3,
            self.bring_back: 4,
            self.remove: 1,
            self.add: 2,
            self.kill: 4,
            self.msgmerge: 4,
            self.switch: 4,
            self.merge: 3,
        }
        (step,) = self.random.choices(list(steps), list(steps.values()))
        self.log.append(f"{self.branch}: {step.__name__}: {step()}")

    # What happens to items.

    def edit(self) -> str:
        item = self._some_item()
        self._versions.append((item, (self.root / item).read_bytes()))
        lines = (self.root / item).read_text().split("\n\n")
        place = self.random.randrange(len(lines))
        words = lines[place].rstrip().split(" ")
        spot = self.random.randrange(len(words))
        match kind := self.random.choice(
            ["word", "number", "not", "typo", "more", "less", "new", "gone", "moved", "twice"]
        ):
            case "word":
                words[spot] = self.random.choice(WORDS)
            case "number":
                words = [str(self.random.randint(2, 99)) if w.isdigit() else w for w in words]
            case "not":
                words.insert(spot, "not")
            case "typo":
                words[spot] = words[spot][1:] or "a"
            case "more":
                words.append(self._text())
            case "less":
                words = words[: max(2, len(words) // 2)]
            case "new":
                words = [*words, "\n\n" + self._text()]
            case "gone" if len(lines) > 2:
                del lines[place]
            case "moved":
                lines.insert(self.random.randrange(len(lines)), lines.pop(place))
            case "twice":
                lines.insert(self.random.randrange(len(lines)), lines[place])
        if kind not in ("gone", "moved", "twice"):
            lines[place] = " ".join(words)
        self.write(item, "\n\n".join(line.strip("\n") for line in lines) + "\n")
        return f"{kind} in {item}"

    def rename(self) -> str:
        item = self._some_item()
        name = f"content/{self.random.choice(['', '2026/', 'old/'])}renamed{self._next()}.txt"
        (self.root / name).parent.mkdir(exist_ok=True)
        (self.root / item).rename(self.root / name)
        self.run("extract")
        return f"{item} to {name}"

    def bring_back(self) -> str:
        """An earlier version of an item is put back."""
        there = [one for one in self._versions if (self.root / one[0]).exists()]
        if not there:
            return "nothing"
        item, data = self.random.choice(there)
        self.write(item, data)
        return item

    def remove(self) -> str:
        item = self._some_item()
        if len(self._items()) > 2:
            (self.root / item).unlink()
        return item

    def add(self) -> str:
        name = f"content/item{self._next()}.txt"
        if len(self._items()) < 5:
            self.write(name, self._item())
        return name

    # What the program does.

    def extract(self) -> str:
        self.run("extract")
        self.run("extract", "--check")
        return ""

    def draft(self) -> str:
        self.run("draft", "--engine", "none")
        return ""

    def kill(self) -> str:
        """A command is killed at some moment."""
        command = self.random.choice(["extract", "draft"])
        moment = self.random.randint(1, 60)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of threads in a forked process
            child = os.fork()
        if child == 0:
            sys.addaudithook(partial(_kill_at, [moment]))
            try:
                self.run(command)
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        return f"{command} at {moment}"

    # What people do.

    def accept(self) -> str:
        """Somebody writes a text of their own, or accepts what is there."""
        language, path = self._some_catalogue()
        with Catalogue.edit(path, self.project.locks) as catalogue:
            todo = [entry for entry in catalogue.entries if not entry.state.accepted]
            entries = todo if todo and self.random.random() < 0.9 else catalogue.entries
            for entry in self.random.sample(entries, min(len(entries), 3)):
                keep = entry.target and self.random.random() < 0.5
                text = entry.target if keep else f"Текст {self._next()}."
                self._replaced(language, entry, text)
                provenance = entry.provenance if keep else None
                entry.settle(text, provenance)
                self.accepted[self.branch].add((language, text))
                self.pairs.add((self._identity(language, entry), text))
        return self.project.relative(path)

    def approve(self) -> str:
        language, path = self._some_catalogue()
        with Catalogue.edit(path, self.project.locks) as catalogue:
            ready = [e for e in catalogue.entries if e.state is State.TRANSLATED]
            for entry in self.random.sample(ready, min(len(ready), 3)):
                line = str(Remark("approved", ("Aigul", "2026-11-22"), entry.digest))
                entry.po.tcomment = "\n".join(filter(None, [entry.po.tcomment, line]))
                self.approved.add((self._identity(language, entry), entry.target))
                assert entry.state is State.APPROVED
        return self.project.relative(path)

    def send_back(self) -> str:
        _, path = self._some_catalogue()
        with Catalogue.edit(path, self.project.locks) as catalogue:
            ready = [entry for entry in catalogue.entries if entry.state.accepted]
            for entry in ready[:1]:
                entry.po.flags.append("fuzzy")
        return self.project.relative(path)

    def msgmerge(self) -> str:
        """Another tool brings a catalogue up to date."""
        tool = shutil.which("msgmerge")
        language, path = self._some_catalogue()
        item = path.relative_to(self.root / "locales" / language / "news").with_suffix("")
        named = [one for one in self.project.items if one.id == item.as_posix()]
        if tool is None or not named:
            return "nothing"
        template = Catalogue.new(self.root / ".translator/x.pot", language)
        units = template_of(named[0], named[0].read(), self.project)
        update(template, units, language)
        template.path.write_bytes(template.dump())
        arguments = [tool, "-q", "--previous", "--update", "--backup=none"]
        subprocess.run([*arguments, str(path), str(template.path)], check=True)
        return self.project.relative(path)

    # Branches.

    def switch(self) -> str:
        self.commit()
        others = [branch for branch in self.accepted if branch != self.branch]
        if len(others) < 2 and self.random.random() < 0.6:
            name = f"branch{self._next()}"
            self.git("checkout", "-q", "-b", name)
            self.accepted[name] = set(self.accepted[self.branch])
        elif others:
            name = self.random.choice(others)
            self.git("checkout", "-q", name)
        else:
            return "nothing"
        self.branch = name
        return name

    def merge(self) -> str:
        others = [branch for branch in self.accepted if branch != self.branch]
        if not others:
            return "nothing"
        other = self.random.choice(others)
        self.commit()
        self.git("merge", "-q", "--no-edit", other, code=None)
        spoilt = self.git("diff", "--name-only", "--diff-filter=U").split()
        for name in spoilt:
            # Somebody takes a side of each item; catalogues need nobody, unless they are gone.
            side = self.random.choice(["--ours", "--theirs"])
            self.git("checkout", side, "--", name, code=None)
        self.commit()
        self.accepted[self.branch] |= self.accepted[other]
        if other != "main" and self.random.random() < 0.5:
            del self.accepted[other]
            self.git("branch", "-D", other)
        return f"{other}, by hand: {spoilt}"

    # What must hold.

    def check(self) -> None:
        """See that nothing was lost, and that nothing counts that nobody accepted."""
        kept: set[tuple[str, str]] = set()
        for language in LANGUAGES:
            for path in (self.root / "locales" / language).rglob("*.po"):
                catalogue = Catalogue.load(path)
                for entry in (*catalogue.entries, *catalogue.obsolete):
                    kept.add((language, entry.target))
                    kept |= {(language, remark.tokens[0]) for remark in entry.remarks("conflict")}
                for entry in catalogue.entries:
                    self._check_state(language, entry)
        lost = self.accepted[self.branch] - kept - self.given_up
        assert not lost, f"lost: {lost}"

    def _check_state(self, language: str, entry: Entry) -> None:
        what = (self._identity(language, entry), entry.target)
        if entry.state is State.APPROVED:
            assert what in self.approved, f"never approved: {what}"
        elif entry.state is State.TRANSLATED:
            alike = {((lang, source), text) for (lang, _, source), text in self.pairs}
            assert ((language, entry.source), entry.target) in alike, f"never accepted: {what}"

    def _identity(self, language: str, entry: Entry) -> Identity:
        return (language, entry.context, entry.source)

    def _replaced(self, language: str, entry: Entry, text: str) -> None:
        """What a person writes over is gone by their own will, on whichever branch."""
        others = {entry.target, *(remark.tokens[0] for remark in entry.remarks("conflict"))}
        self.given_up |= {(language, other) for other in others - {text}}

    def _next(self) -> int:
        self._number += 1
        return self._number

    def _text(self) -> str:
        words = self.random.sample(WORDS, 5)
        words[3] = str(self.random.randint(2, 99))
        return self.random.choice(FRAMES).format(*words)

    def _item(self) -> str:
        return "\n\n".join(self._text() for _ in range(self.random.randint(3, 8))) + "\n"

    def _items(self) -> list[str]:
        return sorted(
            path.relative_to(self.root).as_posix() for path in self.root.glob("content/**/*.txt")
        )

    def _some_item(self) -> str:
        return self.random.choice(self._items())

    def _some_catalogue(self) -> tuple[str, Path]:
        paths = sorted(self.root.glob("locales/*/news/**/*.po"))
        path = self.random.choice(paths)
        return path.relative_to(self.root).parts[1], path


def _kill_at(left: list[int], event: str, arguments: tuple[object, ...]) -> None:
    """End this process, without a chance to clean up, at the nth file it opens or renames."""
    if event in ("open", "os.rename"):
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
