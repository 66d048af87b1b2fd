"""Many translators and the command line on one project: every answered save is on disk."""

from __future__ import annotations

from pathlib import Path

from benchmarks import load
from benchmarks.translators import Log, Saved, Unanswered, missing
from translator import review
from translator.catalogue import Catalogue
from translator.project import find


def test_every_answered_save_is_in_the_catalogues(newsroom: Path) -> None:
    secrets = load.tokens(newsroom, 6)
    with load.served(newsroom) as address:
        logs, beside, _ = load.measure(newsroom, address, secrets, saves=120, seed=1)
    total, wrong = missing(find(newsroom), logs)
    assert wrong == []
    assert beside.failures == []
    assert not any(log.failures or log.unanswered for log in logs)
    assert total + sum(log.conflicts for log in logs) == 120
    assert total > 80
    assert set(beside.runs) == {"extract", "draft", "check"}


class TestTheBookkeepingFindsFaults:
    """The proof above is worth something only if it would notice."""

    slot = ("ru", "000/item-00000")

    def stored(self, newsroom: Path, text: str) -> tuple[str, str]:
        project = find(newsroom)
        with Catalogue.edit(project.catalogue_path(*self.slot), project.locks) as catalogue:
            entry = catalogue.entries[0]
            review.leave_unfinished(entry, text)
            return entry.key, review.revision(entry)

    def test_a_save_that_is_not_there(self, newsroom: Path) -> None:
        key, _ = self.stored(newsroom, "другой текст")
        log = Log(saved=[Saved((*self.slot, key), "a", "b", "текст")])
        assert "not what was saved last" in missing(find(newsroom), [log])[1][0]

    def test_two_saves_from_one_revision(self, newsroom: Path) -> None:
        key, revision = self.stored(newsroom, "текст")
        slot = (*self.slot, key)
        log = Log(saved=[Saved(slot, "a", "b", "первый"), Saved(slot, "a", revision, "текст")])
        assert "overwritten silently" in missing(find(newsroom), [log])[1][0]

    def test_a_save_that_nobody_built_upon(self, newsroom: Path) -> None:
        key, revision = self.stored(newsroom, "текст")
        slot = (*self.slot, key)
        log = Log(saved=[Saved(slot, "a", "b", "первый"), Saved(slot, "c", revision, "текст")])
        assert "claim to be the last" in missing(find(newsroom), [log])[1][0]

    def test_an_unanswered_save_may_be_there_or_not(self, newsroom: Path) -> None:
        key, revision = self.stored(newsroom, "текст")
        slot = (*self.slot, key)
        lost = Unanswered(slot, "b", "текст")
        made = Log(saved=[Saved(slot, "a", "b", "первый")], unanswered=[lost])
        assert missing(find(newsroom), [made]) == (1, [])
        not_made = Log(
            saved=[Saved(slot, "a", revision, "текст")],
            unanswered=[Unanswered(slot, revision, "второй")],
        )
        assert missing(find(newsroom), [not_made]) == (1, [])
        neither = Log(saved=[Saved(slot, "a", "b", "первый")], unanswered=[
            Unanswered(slot, "b", "иной")
        ])  # fmt: skip
        assert len(missing(find(newsroom), [neither])[1]) == 1
