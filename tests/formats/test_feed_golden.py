from __future__ import annotations

from pathlib import Path

import feedparser
import pytest

from tests.support import golden
from translator.formats import feed

ADDRESS = "https://example.org/ka/feed.xml"


@pytest.mark.parametrize("path", golden.inputs("feed"), ids=lambda path: path.name)
def test_golden(path: Path) -> None:
    data = path.read_bytes()
    document = feed.parse(data)
    assert feed.render(document, [None] * len(document.segments)) == data
    translated = feed.render(document, golden.marked(document), "ka", ADDRESS)
    golden.check(path, document, translated)


@pytest.mark.parametrize("path", golden.inputs("feed"), ids=lambda path: path.name)
def test_only_the_text_of_a_feed_changes(path: Path) -> None:
    data = path.read_bytes()
    document = feed.parse(data)
    before = feedparser.parse(data)
    after = feedparser.parse(feed.render(document, golden.marked(document), "ka", ADDRESS))
    assert not after.bozo
    assert after.feed.language == "ka"
    assert after.feed.title == f"«{before.feed.title}»"
    assert [link.href for link in after.feed.links if link.rel == "self"] == [ADDRESS]
    for old, new in zip(before.entries, after.entries, strict=True):
        assert new.title != old.title
        for key in ("id", "link", "published"):
            assert new.get(key) == old.get(key)
