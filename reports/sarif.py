"""SARIF 2.1.0 (OASIS): for code scanning, editors and whatever else reads the results of linters.

Only discrepancies are results; one side is the location, the other side and the places that repeat the
value are related locations, which the message links to.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from checker.rules import Rule, rules
from checker.types import CheckResult, Finding, Place
from claims.types import Skipped
from reports.location import Locator, Region, new_side_first
from reports.sanitize import json_text, line, sarif_message
from reports.summary import Summary, summarise
from reports.version import __version__

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render_sarif(result: CheckResult, *, published: Collection[str] = ()) -> str:
    """Return the log as JSON. A result is located at the left side of its finding, or at the right side
    where the left one is among the ``published`` sources."""
    document = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(result, published)]}
    return json_text(json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2)) + "\n"


def _run(result: CheckResult, published: Collection[str]) -> dict[str, Any]:
    summary = summarise(result, published)
    locator = Locator(reading.article for reading in result.readings)
    codes = [code for code, rule in rules().items() if rule.relation == "discrepancy"]
    return {
        "tool": {
            "driver": {
                "name": "crosscheck",
                "semanticVersion": __version__,
                "shortDescription": {"text": "Finds where several texts on the same events contradict each other."},
                "rules": [_rule(rules()[code]) for code in codes],
            }
        },
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [_notification(one) for one in summary.skipped],
            }
        ],
        "artifacts": [
            {
                "location": {"uri": locator.locate(source.article.id, 0, 0).uri},
                "description": {"text": sarif_message(source.label)},
                "roles": ["analysisTarget"],
            }
            for source in summary.sources
        ],
        "columnKind": "utf16CodeUnits",
        "results": [
            _result(finding, codes, new_side_first(finding, published), summary, locator)
            for finding in result.discrepancies
        ],
        "properties": {"verdict": summary.verdict, "coverage": summary.coverage},
    }


def _rule(rule: Rule) -> dict[str, Any]:
    fires, does_not = (" / ".join(pair) for pair in (rule.yes, rule.no))
    help_lines = (
        rule.help,
        f"It fires on: {fires}",
        f"It does not fire on: {does_not} {rule.why_not}",
        f"To silence it: {rule.silence}",
    )
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.code.split("-")),
        "shortDescription": {"text": f"{rule.title}."},
        "fullDescription": {"text": rule.help},
        "help": {"text": "\n\n".join(help_lines), "markdown": "\n\n".join(help_lines)},
        "defaultConfiguration": {"level": "error"},
        "properties": {"tags": [rule.slot]},
    }


def _result(
    finding: Finding, codes: list[str], sides: tuple[Place, Place], summary: Summary, locator: Locator
) -> dict[str, Any]:
    here, there = sides
    related = [there, *finding.also]
    rule = {"ruleIndex": codes.index(finding.rule)} if finding.rule in codes else {}
    return {
        "ruleId": finding.rule,
        **rule,
        "level": finding.severity,
        "message": {"text": _message(finding, there, summary)},
        "locations": [_location(here, locator)],
        "relatedLocations": [
            {"id": number, **_location(place, locator), "message": {"text": _quote(place, summary)}}
            for number, place in enumerate(related, 1)
        ],
        "partialFingerprints": {"crosscheckFinding/v1": finding.id},
        "rank": round(100 * finding.confidence, 2),
        "properties": {
            "confidence": round(finding.confidence, 4),
            "slot": finding.slot,
            "qualifiers": list(finding.qualifiers),
        },
    }


def _message(finding: Finding, there: Place, summary: Summary) -> str:
    return f"{sarif_message(finding.explanation)} See [{sarif_message(summary.label(there.source))}](1)."


def _quote(place: Place, summary: Summary) -> str:
    speaker = f" ({place.speaker})" if place.speaker else ""
    return sarif_message(f"{summary.label(place.source)}: “{place.text}”{speaker}")


def _location(place: Place, locator: Locator) -> dict[str, Any]:
    """The value as the region, its claim as the context that a viewer shows around it."""
    value, claim = locator.value(place), locator.claim(place)
    physical: dict[str, Any] = {"artifactLocation": {"uri": value.uri}}
    if value.region:
        physical["region"] = _region(value.region, place.value or place.text)
        if claim.region and _encloses(claim.region, value.region):
            physical["contextRegion"] = _region(claim.region, place.text)
    return {"physicalLocation": physical}


def _encloses(outer: Region, inner: Region) -> bool:
    """SARIF wants a context to be a proper superset of its region."""
    ends = outer.offset + outer.length, inner.offset + inner.length
    return outer.offset <= inner.offset and ends[1] <= ends[0] and outer.length > inner.length


def _region(region: Region, words: str) -> dict[str, Any]:
    return {
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
        "charOffset": region.offset,
        "charLength": region.length,
        "snippet": {"text": line(words)},
    }


def _notification(one: Skipped) -> dict[str, Any]:
    remedy = f"; {one.remedy}" if one.remedy else ""
    return {
        "level": "warning",
        "message": {"text": sarif_message(f"{one.path}: {one.reason}{remedy}")},
    }
