"""docs/architecture.md names every module, and the layers hold that it speaks of."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def modules(package: str) -> Iterator[str]:
    for path in sorted((ROOT / package).iterdir()):
        if path.suffix == ".py" and not path.name.startswith("__"):
            yield path.name
        elif (path / "__init__.py").exists():
            yield f"{path.name}/"


def imports(path: Path) -> set[str]:
    """The first parts of what a module imports, wherever it does so."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


@pytest.mark.parametrize("package", ["translator", "webui"])
def test_every_module_is_in_the_table_and_nothing_else(package: str) -> None:
    start = PAGE.index("## Modules")
    middle = PAGE.index("`webui/` is the review page", start)
    end = PAGE.index("## Decisions", middle)
    table = PAGE[start:middle] if package == "translator" else PAGE[middle:end]
    first = "".join(re.findall(r"^\| (`.*?) \|", table, re.MULTILINE))
    named = set(re.findall(r"`([\w/.]+)`", first))
    assert set(modules(package)) == {name for name in named if "/" not in name[:-1]}


def test_the_core_does_not_know_the_review_page() -> None:
    for path in (ROOT / "translator").rglob("*.py"):
        if "cli" not in path.relative_to(ROOT).parts:
            assert not imports(path) & {"webui", "flask"}, path
