"""The JSON report, 'crosscheck/1': everything a program needs. docs/json.md and schema.json describe it.

The same result gives the same bytes: keys stand in a fixed order, numbers are rounded, and nothing tells
the time or the machine.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from checker.types import CheckResult, Coverage, Fact, Finding, Origin, Place
from claims.types import Claim, Reading, Skipped
from reports.sanitize import json_text

SCHEMA = "crosscheck/1"


def render_json(result: CheckResult) -> str:
    """Return the report as JSON with two spaces of indentation and a line feed at the end."""
    return dump(report(result))


def report(result: CheckResult) -> dict[str, Any]:
    """Return the report as plain dicts and lists."""
    return {
        "schema": SCHEMA,
        "sources": sources(result.readings),
        "findings": [_finding(finding) for finding in result.findings],
        "facts": [_fact(fact) for fact in result.facts],
        "origins": [_origin(origin) for origin in result.origins],
        "only": [_only(claim) for claim in result.only],
        "coverage": _coverage(result.coverage) | {"not_understood": not_understood(result.readings)},
        "skipped": skipped(result.skipped),
    }


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the report."""
    return read_schema("schema.json")


def read_schema(name: str) -> dict[str, Any]:
    """Return a JSON Schema that stands beside this module."""
    document: dict[str, Any] = json.loads(files("reports").joinpath(name).read_text(encoding="utf-8"))
    return document


def dump(document: dict[str, Any]) -> str:
    """Write a document as JSON: readable in any script, and safe to show in a terminal."""
    return json_text(json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2)) + "\n"


def sources(readings: Sequence[Reading]) -> list[dict[str, Any]]:
    """The articles, by id."""
    return [
        {
            "id": article.id,
            "path": article.path,
            "title": article.title,
            "publisher": article.source,
            "published": article.published.isoformat() if article.published else None,
            "url": article.url,
            "claims": len(reading.claims),
        }
        for reading in sorted(readings, key=lambda reading: reading.article.id)
        for article in [reading.article]
    ]


def not_understood(readings: Sequence[Reading]) -> list[dict[str, Any]]:
    """The numbers and dates that were seen and not understood."""
    return [
        {"source": unread.article, "start": unread.start, "end": unread.end, "text": unread.text}
        for reading in sorted(readings, key=lambda reading: reading.article.id)
        for unread in reading.unread
    ]


def skipped(inputs: Sequence[Skipped]) -> list[dict[str, str]]:
    """What could not be processed, and why."""
    return [{"path": one.path, "reason": one.reason, "remedy": one.remedy} for one in inputs]


def _coverage(seen: Coverage) -> dict[str, Any]:
    return {
        "sentences": seen.sentences,
        "claims": seen.claims,
        "quantities": seen.quantities,
        "times": seen.times,
        "unread": seen.unread,
        "pairs": seen.pairs,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.id,
        "relation": finding.relation,
        "severity": finding.severity,
        "rule": finding.rule,
        "slot": finding.slot,
        "qualifiers": list(finding.qualifiers),
        "confidence": round(finding.confidence, 4),
        "explanation": finding.explanation,
        "left": _place(finding.left),
        "right": _place(finding.right),
        "also": [
            {"source": place.source, "start": place.start, "end": place.end, "text": place.text, "value": place.value}
            for place in finding.also
        ],
        "evidence": [
            {"name": witness.name, "detail": witness.detail, "weight": round(witness.weight, 4)}
            for witness in finding.evidence
        ],
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "source": place.source,
        "start": place.start,
        "end": place.end,
        "text": place.text,
        "value": place.value,
        "value_start": place.value_start,
        "value_end": place.value_end,
        "speaker": place.speaker or None,
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "id": fact.id,
        "slot": fact.slot,
        "label": fact.label,
        "values": [_place(value.place) | {"standing": value.standing} for value in fact.values],
        "findings": list(fact.findings),
        "witnesses": fact.witnesses,
    }


def _origin(origin: Origin) -> dict[str, Any]:
    return {
        "sources": list(origin.sources),
        "why": origin.why,
        "share": round(origin.share, 4) if origin.why == "reprint" else None,
        "agency": origin.agency or None,
        "passages": [
            {"source": passage.source, "start": passage.start, "end": passage.end, "text": passage.text}
            for passage in origin.passages
        ],
    }


def _only(claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.id,
        "source": claim.article,
        "start": claim.start,
        "end": claim.end,
        "text": claim.text,
        "speaker": claim.speaker or None,
    }
