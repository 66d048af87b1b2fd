"""What `check` found, in the formats of continuous integration systems."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain, groupby
from operator import attrgetter
from tempfile import TemporaryFile
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from translator import __version__
from translator.check import Finding, Verdict
from translator.cli.terminal import plain
from translator.rules import RULES

_OWN_RULES = {
    "unreadable": "An item or a catalogue can't be read.",
    "vanished-item": "A catalogue's item is gone.",
    "incomplete": "A language has fewer finished segments than the gate asks for.",
    "stale": "A catalogue does not follow its item.",
    "interface": "A text of the interface is not finished.",
}
_GATE = "gate"
_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def findings_and_reasons(verdict: Verdict) -> Iterator[Finding]:
    """All findings, what closes the gate without being one (incomplete, stale) among them."""
    yield from verdict.findings()
    yield from _reasons(verdict)


def _reasons(verdict: Verdict) -> Iterator[Finding]:
    for language, tally in verdict.status.languages.items():
        if tally.complete < tally.required:
            left = tally.segments - tally.finished
            message = (
                f"{language} is {tally.shown} complete, {tally.required:.0%} is asked: "
                f"{left} of {tally.segments} segments left"
            )
            yield Finding("incomplete", "error", message, lang=language, accepted=True)
    for source in verdict.status.stale:
        message = "its catalogues are out of date: run `translator extract`"
        yield Finding("stale", "error", message, path=source, accepted=True)


def junit(verdict: Verdict) -> Iterator[str]:
    """JUnit XML: a suite a language (and one for the rest), a case an item."""
    further: dict[str, dict[str, list[Finding]]] = {"project": {}}
    further |= {language: {} for language in verdict.status.languages}
    others = (verdict.in_files(), verdict.inconsistencies(), verdict.interface, _reasons(verdict))
    for finding in chain(*others):
        case = finding.item or finding.path or _GATE
        further[finding.lang or "project"].setdefault(case, []).append(finding)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="translator check">\n'
    for name, cases in further.items():
        yield from _suite(name, _cases(name, cases, verdict), verdict)
    yield "</testsuites>\n"


def _suite(
    name: str, cases: Iterator[tuple[str, list[Finding]]], verdict: Verdict
) -> Iterator[str]:
    """One suite; its head has sums of what comes after it, which waits in a file."""
    tests = failures = 0
    with TemporaryFile("w+", encoding="utf-8") as body:
        for case, found in cases:
            tests += 1
            failures += any(_closes(finding, verdict) for finding in found)
            body.write(_case(name, case, found, verdict))
        body.seek(0)
        yield f'  <testsuite name="{name}" tests="{tests}" failures="{failures}" errors="0">\n'
        yield from body
        yield "  </testsuite>\n"


def _cases(
    suite: str, further: dict[str, list[Finding]], verdict: Verdict
) -> Iterator[tuple[str, list[Finding]]]:
    """The gate, then each item of the language, then what else has findings.

    Args:
        suite: The language, or another name.
        further: What was found beside the entries' own findings, by case.
        verdict: The verdict.
    """
    yield _GATE, further.pop(_GATE, [])
    if suite in verdict.status.languages:
        in_entries = groupby(verdict.in_entries([suite]), key=attrgetter("item"))
        item, found = next(in_entries, ("", iter(())))
        for each in verdict.status.items_in(suite):
            own: list[Finding] = []
            if each == item:
                own = list(found)
                item, found = next(in_entries, ("", iter(())))
            yield each, own + further.pop(each, [])
    yield from sorted(further.items())


def _case(suite: str, name: str, found: list[Finding], verdict: Verdict) -> str:
    failed = [finding for finding in found if _closes(finding, verdict)]
    rest = [finding for finding in found if finding not in failed]
    inside = ""
    if failed:
        text = _xml("\n".join(map(line_of, failed)))
        inside = f'      <failure message="{len(failed)} found" type="check">{text}</failure>\n'
    if rest:
        text = _xml("\n".join(map(line_of, rest)))
        inside += f"      <system-out>{text}</system-out>\n"
    head = f'    <testcase classname="{suite}" name={quoteattr(_printable(name))}'
    return f"{head}>\n{inside}    </testcase>\n" if inside else f"{head} />\n"


def sarif(verdict: Verdict) -> Iterator[str]:
    """SARIF 2.1.0, for code-scanning views."""
    names = sorted({*RULES, *_OWN_RULES})
    rules = [
        {
            "id": name,
            "shortDescription": {"text": _summary(name)},
            "help": {"text": f"See docs/rules.md, section {name}."},
        }
        for name in names
    ]
    places = {name: place for place, name in enumerate(names)}
    results = (
        {
            "ruleId": finding.rule,
            "ruleIndex": places[finding.rule],
            "level": _level(finding),
            "message": {"text": finding.message},
            **({"locations": [_location(finding)]} if finding.path else {}),
            **({"partialFingerprints": {"entry/v1": finding.key}} if finding.key else {}),
        }
        for finding in chain(findings_and_reasons(verdict), verdict.questions())
    )
    driver = {"name": "translator", "version": __version__, "rules": rules}
    head = json.dumps({"tool": {"driver": driver}, "columnKind": "unicodeCodePoints"}, indent=1)
    yield f'{{"$schema": "{_SARIF_SCHEMA}", "version": "2.1.0", "runs": [\n'
    yield head.removesuffix("\n}") + ',\n "results": ['
    between = "\n  "
    for result in results:
        yield between + json.dumps(result, ensure_ascii=False)
        between = ",\n  "
    yield "\n ]\n}]}\n"


def github(verdict: Verdict) -> Iterator[str]:
    """GitHub workflow commands, which become annotations at the lines they name."""
    for finding in findings_and_reasons(verdict):
        yield _annotation("error" if _closes(finding, verdict) else "warning", finding)
    for question in verdict.questions():
        yield _annotation("notice", question)


def _annotation(level: str, finding: Finding) -> str:
    place = [f"file={_property(finding.path)}"] if finding.path else []
    place += [f"line={finding.line}"] if finding.line else []
    place.append(f"title={_property(finding.rule)}")
    return f"::{level} {','.join(place)}::{_data(finding.message)}\n"


def line_of(finding: Finding) -> str:
    """A finding as compilers write them: place, severity, message, rule."""
    place = f"{finding.path}:{finding.line}: " if finding.line else ""
    place = place or (f"{finding.path}: " if finding.path else "")
    draft = "" if finding.accepted else " (draft)"
    return f"{place}{finding.severity}{draft}: {finding.message} [{finding.rule}]"


def _closes(finding: Finding, verdict: Verdict) -> bool:
    """Whether a finding closes the gate."""
    severities = ("error", "warning") if verdict.fail_on == "warning" else ("error",)
    return finding.accepted and finding.severity in severities


def _level(finding: Finding) -> str:
    return finding.severity if finding.severity in ("error", "warning") else "note"


def _location(finding: Finding) -> dict[str, object]:
    location: dict[str, object] = {"artifactLocation": {"uri": quote(finding.path)}}
    if finding.line:
        location["region"] = {"startLine": finding.line}
    return {"physicalLocation": location}


def _summary(rule: str) -> str:
    return RULES[rule].summary if rule in RULES else _OWN_RULES[rule]


def _xml(text: str) -> str:
    return escape(_printable(text))


def _printable(text: str) -> str:
    """Text without the control characters that XML can't hold."""
    return "".join(c for c in text if c in "\t\n" or c >= " ")


def _data(text: str) -> str:
    return plain(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
