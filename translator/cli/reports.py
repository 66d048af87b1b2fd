"""What `check` found, in the formats of continuous integration systems."""

from __future__ import annotations

import json
from urllib.parse import quote
from xml.etree import ElementTree as ET

from translator import __version__
from translator.check import Finding, Verdict
from translator.rules import RULES

_OWN_RULES = {
    "unreadable": "An item or a catalogue can't be read.",
    "vanished-item": "A catalogue's item is gone.",
    "incomplete": "A language has fewer finished segments than the gate asks for.",
    "stale": "A catalogue does not follow its item.",
}
_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def findings_and_reasons(verdict: Verdict) -> list[Finding]:
    """All findings, what closes the gate without being one (incomplete, stale) among them."""
    found = list(verdict.findings)
    for language, tally in verdict.status.languages.items():
        if tally.complete < tally.required:
            left = tally.segments - tally.finished
            message = (
                f"{language} is {tally.complete:.0%} complete, {tally.required:.0%} is asked: "
                f"{left} of {tally.segments} segments left"
            )
            found.append(Finding("incomplete", "error", message, lang=language, accepted=True))
    for source in verdict.status.stale:
        message = "its catalogues are out of date: run `translator extract`"
        found.append(Finding("stale", "error", message, path=source, accepted=True))
    return found


def junit(verdict: Verdict) -> str:
    """JUnit XML: a suite a language (and one for the rest), a case an item."""
    groups: dict[str, dict[str, list[Finding]]] = {"project": {"gate": []}}
    for language in verdict.status.languages:
        groups[language] = {"gate": []}
    for item, tallies in verdict.status.items.items():
        for language in tallies:
            groups[language][item] = []
    for finding in findings_and_reasons(verdict):
        cases = groups[finding.lang or "project"]
        cases.setdefault(finding.item or finding.path or "gate", []).append(finding)
    root = ET.Element("testsuites", name="translator check")
    for name, cases in groups.items():
        failed = {case: [f for f in found if _closes(f, verdict)] for case, found in cases.items()}
        failures = sum(map(bool, failed.values()))
        suite = ET.SubElement(
            root, "testsuite", name=name, tests=str(len(cases)), failures=str(failures), errors="0"
        )
        for case, found in cases.items():
            element = ET.SubElement(suite, "testcase", classname=name, name=case)
            if failed[case]:
                message = f"{len(failed[case])} found"
                failure = ET.SubElement(element, "failure", message=message, type="check")
                failure.text = _xml("\n".join(map(line_of, failed[case])))
            rest = [f for f in found if f not in failed[case]]
            if rest:
                ET.SubElement(element, "system-out").text = _xml("\n".join(map(line_of, rest)))
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True)


def sarif(verdict: Verdict) -> str:
    """SARIF 2.1.0, for code-scanning views."""
    found = [*findings_and_reasons(verdict), *verdict.questions]
    names = sorted({finding.rule for finding in found})
    rules = [
        {
            "id": name,
            "shortDescription": {"text": _summary(name)},
            "help": {"text": f"See docs/rules.md, section {name}."},
        }
        for name in names
    ]
    results = [
        {
            "ruleId": finding.rule,
            "ruleIndex": names.index(finding.rule),
            "level": _level(finding),
            "message": {"text": finding.message},
            **({"locations": [_location(finding)]} if finding.path else {}),
            **({"partialFingerprints": {"entry/v1": finding.key}} if finding.key else {}),
        }
        for finding in found
    ]
    driver = {
        "name": "translator",
        "version": __version__,
        "rules": rules,
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1)


def github(verdict: Verdict) -> str:
    """GitHub workflow commands, which become annotations at the lines they name."""
    lines = []
    for finding in [*findings_and_reasons(verdict), *verdict.questions]:
        level = "error" if _closes(finding, verdict) else "warning"
        level = "notice" if finding in verdict.questions else level
        place = [f"file={_property(finding.path)}"] if finding.path else []
        place += [f"line={finding.line}"] if finding.line else []
        place.append(f"title={_property(finding.rule)}")
        lines.append(f"::{level} {','.join(place)}::{_data(finding.message)}")
    return "\n".join(lines)


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
    """Text without the control characters that XML can't hold."""
    return "".join(c for c in text if c in "\t\n" or c >= " ")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
