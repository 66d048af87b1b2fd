from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support import golden
from translator.formats import json_item
from translator.formats.json_item import JsonOptions

OPTIONS = {
    "item": JsonOptions({"body.blocks[*].text": "html", **json_item.DEFAULT_PATHS}),
    "plain": None,
}


@pytest.mark.parametrize("path", golden.inputs("json"), ids=lambda path: path.name)
def test_golden(path: Path) -> None:
    data = path.read_bytes()
    document = json_item.parse(data, OPTIONS[path.stem])
    assert json_item.render(document, [None] * len(document.segments)) == data
    translated = json_item.render(document, golden.marked(document))
    golden.check(path, document, translated)
    json.loads(translated.decode("utf-8-sig"))
