from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import golden
from translator.formats import markdown


@pytest.mark.parametrize("path", golden.inputs("markdown"), ids=lambda path: path.name)
def test_golden(path: Path) -> None:
    data = path.read_bytes()
    document = markdown.parse(data)
    assert markdown.render(document, [None] * len(document.segments)) == data
    golden.check(path, document, markdown.render(document, golden.marked(document), "ka"))
