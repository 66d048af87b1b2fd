"""Front matter with any translation in it is what YAML's and TOML's own readers make of it."""

from __future__ import annotations

import tomllib
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.noise import noise
from translator.formats import markdown
from translator.formats.inline import clean

FIELDS = markdown.MarkdownOptions(
    ("title", "summary", "description", "lead", "tags", "excerpt", "headline")
)
YAML = """---
title: plain
summary: 'single'
description: "double"
lead: plain # with a comment
tags: [one, 'two', "three"]
excerpt: |
  block
headline: >-
  folded
weight: 10
---
text
"""
TOML = """+++
title = "basic"
summary = 'literal'
tags = ["one", 'two']
weight = 10
+++
text
"""


def values(loaded: dict[str, Any]) -> list[Any]:
    lists = [value if isinstance(value, list) else [value] for value in loaded.values()]
    return [item for items in lists for item in items]


@settings(max_examples=200, deadline=None)
@given(st.lists(noise, min_size=9, max_size=9))
def test_yaml(translations: list[str]) -> None:
    check(YAML, translations, yaml.safe_load)


@settings(max_examples=150, deadline=None)
@given(st.lists(noise, min_size=4, max_size=4))
def test_toml(translations: list[str]) -> None:
    check(TOML, [text.replace("'", "’") for text in translations], tomllib.loads)


def check(source: str, translations: list[str], load: Any) -> None:
    translations = [text if clean(text).strip() else "а" for text in translations]
    wanted = [clean(text).strip() for text in translations]
    document = markdown.parse(source.encode(), FIELDS)
    assert len(document.segments) == len(wanted) + 1
    result = markdown.render(document, [*translations, None]).decode()
    loaded = load(result[4 : result.rindex(source[:3])])
    *texts, weight = values(loaded)
    assert [text.strip() for text in texts] == wanted
    assert weight == 10
