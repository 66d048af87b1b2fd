"""Every rule is documented, and finds the example that its documentation gives."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from translator.rules import (
    RULES,
    Diagnostic,
    GlossaryTerm,
    Pair,
    check_consistency,
    check_item,
    check_pair,
    check_source,
)

DOCUMENT = Path(__file__).parents[2] / "docs" / "rules.md"
SECTIONS = {
    match[1]: match[2]
    for match in re.finditer(
        r"^### (\S+)\n(.*?)(?=^##|\Z)",
        DOCUMENT.read_text(encoding="utf-8"),
        re.MULTILINE | re.DOTALL,
    )
}


def example(name: str) -> tuple[list[tuple[str, str]], tuple[GlossaryTerm, ...]]:
    """The texts of a section's example with their languages, and its glossary."""
    lines = re.findall(r"^- (\w+): (.*)$", SECTIONS[name], re.MULTILINE)
    lines = [(language, _written_out(text)) for language, text in lines]
    terms = [text.split(" = ") for language, text in lines if language == "term"]
    texts = [(code, text.replace("␣", " ")) for code, text in lines if code != "term"]
    return texts, tuple(GlossaryTerm(source, (target,)) for source, target in terms)


def _written_out(text: str) -> str:
    """A text that is to be repeated, as often as it says."""
    piece, _, times = text.partition(" ×")
    return f"{piece} " * int(times) if times.isdecimal() else text


def findings(name: str) -> Iterator[Diagnostic]:
    """What the rules say of a section's example."""
    texts, glossary = example(name)
    if RULES[name].scope == "source":
        for language, text in texts:
            yield from check_source(text, language)
        return
    pairs = [
        Pair(source, target, from_language, language, glossary=glossary)
        for (from_language, source), (language, target) in zip(texts[::2], texts[1::2], strict=True)
    ]
    for pair in pairs:
        yield from check_pair(pair, style=True)
    yield from (diagnostic for _, diagnostic in check_item(pairs))
    yield from (diagnostic for _, diagnostic in check_consistency(pairs))


def test_every_rule_has_a_section() -> None:
    assert set(SECTIONS) == set(RULES)


@pytest.mark.parametrize("name", sorted(RULES))
def test_finds_its_own_example(name: str) -> None:
    found = [diagnostic for diagnostic in findings(name) if diagnostic.rule == name]
    assert found
    assert all(diagnostic.severity == RULES[name].severity for diagnostic in found)
    assert all(diagnostic.message and "\n" not in diagnostic.message for diagnostic in found)


@pytest.mark.parametrize("name", sorted(RULES))
def test_the_example_has_no_other_error(name: str) -> None:
    allowed = {name, "wrong-language"} if "own-letters" in name else {name}
    assert {d.rule for d in findings(name) if d.severity == "error"} <= allowed


def test_importing_the_rules_loads_nothing_heavy() -> None:
    code = (
        "import sys, translator.rules\n"
        "heavy = {'babel', 'py3langid', 'numpy', 'argostranslate'} & set(sys.modules)\n"
        "print(sorted(heavy))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
