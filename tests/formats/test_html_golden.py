from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import golden
from translator.formats import html


@pytest.mark.parametrize("path", golden.inputs("html"), ids=lambda path: path.name)
def test_golden(path: Path) -> None:
    data = path.read_bytes()
    document = html.parse(data)
    assert html.render(document, [None] * len(document.segments)) == data
    golden.check(path, document, html.render(document, golden.marked(document), "ka"))
