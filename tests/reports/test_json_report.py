"""The JSON formats: their schemas, their contract and their documentation."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import samples

from checker.types import CheckResult
from reports import render
from reports.claims_report import claims_report, claims_schema, decimal
from reports.json_report import report, schema

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "json.md"
FIRST = ["id", "relation", "severity", "rule", "slot", "qualifiers", "confidence", "explanation"]
SIDE = ["source", "start", "end", "text", "value", "value_start", "value_end", "speaker"]


def valid(document: dict[str, Any], by: dict[str, Any]) -> None:
    validator = jsonschema.Draft202012Validator(by, format_checker=jsonschema.FormatChecker())
    assert [error.message for error in validator.iter_errors(document)] == []


def properties(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every property in a schema, with its path."""
    if isinstance(node, dict):
        for name, value in node.get("properties", {}).items():
            if "then" not in path and "else" not in path and "if" not in path:
                yield f"{path}/{name}", value
        for key, value in node.items():
            yield from properties(value, f"{path}/{key}")
    elif isinstance(node, list):
        for value in node:
            yield from properties(value, path)


@pytest.mark.parametrize("made", [schema, claims_schema])
def test_schema_is_one(made: Any) -> None:
    jsonschema.Draft202012Validator.check_schema(made())


@pytest.mark.parametrize("made", [schema, claims_schema])
def test_every_field_has_a_description(made: Any) -> None:
    found = dict(properties(made()))
    assert len(found) > 40
    definitions = made()["$defs"]
    for path, field in found.items():
        described = field.get("description") or definitions[field["$ref"].rpartition("/")[2]].get("description")
        assert described, path
        assert described.endswith("."), path


def test_report_is_valid(any_result: CheckResult) -> None:
    valid(json.loads(render(any_result, "json")), schema())


def test_claims_are_valid(any_result: CheckResult) -> None:
    valid(claims_report(any_result.readings, any_result.skipped), claims_schema())


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["schema"], "crosscheck/2"),
        (["findings", 0, "severity"], None),
        (["findings", 2, "severity"], "error"),
        (["findings", 0, "confidence"], 1.5),
        (["findings", 0, "slot"], "colour"),
        (["findings", 0, "left", "start"], -1),
        (["findings", 0, "unknown"], 1),
        (["sources", 0, "published"], "yesterday"),
        (["coverage", "sentences"], None),
    ],
)
def test_schema_refuses(path: list[Any], value: object) -> None:
    document = report(samples.two_sources())
    node: Any = document
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = value
    with pytest.raises(AssertionError):
        valid(document, schema())


def test_contract() -> None:
    document = json.loads(render(samples.three_sources(), "json"))
    assert list(document) == ["schema", "sources", "findings", "facts", "origins", "only", "coverage", "skipped"]
    assert document["schema"] == "crosscheck/1"
    finding = document["findings"][0]
    assert list(finding)[:8] == FIRST
    assert list(finding)[8:] == ["left", "right", "also", "evidence"]
    assert list(finding["left"]) == list(finding["right"]) == SIDE
    assert list(finding["also"][0]) == ["source", "start", "end", "text", "value"]
    assert finding["left"]["speaker"] == "the coast guard"
    assert finding["also"][0]["value"] == "18"
    assert [source["id"] for source in document["sources"]] == ["coast", "harbour", "island"]
    assert [source["published"] for source in document["sources"]] == ["2024-03-08", "2024-03-09", None]
    assert [source["claims"] for source in document["sources"]] == [6, 4, 2]
    assert [value["standing"] for value in document["facts"][0]["values"]] == ["majority", "outlier", "majority"]


def test_offsets_are_those_of_the_text() -> None:
    result = samples.three_sources()
    texts = {reading.article.id: reading.article.text for reading in result.readings}
    document = report(result)
    for finding in document["findings"]:
        for side in (finding["left"], finding["right"]):
            assert texts[side["source"]][side["start"] : side["end"]] == side["text"]
            assert texts[side["source"]][side["value_start"] : side["value_end"]] == side["value"]
    for claim in claims_report(result.readings)["claims"]:
        for part in (claim, *claim["quantities"], *claim["times"], *claim["entities"]):
            assert texts[claim["source"]][part["start"] : part["end"]] == part["text"]


def test_sources_are_sorted_whatever_the_order() -> None:
    result = samples.three_sources()
    assert render(replace(result, readings=result.readings[::-1]), "json") == render(result, "json")


def test_missing_is_null() -> None:
    document = report(samples.two_sources())
    assert document["findings"][3]["left"]["speaker"] is None
    assert document["findings"][3]["severity"] is None
    times = [time for claim in claims_report(samples.two_sources().readings)["claims"] for time in claim["times"]]
    assert [(time["from"], time["to"]) for time in times] == [
        ("2024-03-08", "2024-03-09"),
        (None, None),
        ("2024-03-08", "2024-03-09"),
    ]


def test_numbers_are_rounded_and_finite() -> None:
    result = samples.two_sources()
    finding = replace(result.findings[0], confidence=1 / 3)
    assert report(replace(result, findings=(finding,)))["findings"][0]["confidence"] == 0.3333
    with pytest.raises(ValueError, match="not JSON compliant"):
        render(replace(result, findings=(replace(finding, confidence=float("nan")),)), "json")


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (None, None),
        (Decimal(1200), "1200"),
        (Decimal("1.2E+3"), "1200"),
        (Decimal("6.10"), "6.1"),
        (Decimal("100"), "100"),
        (Decimal("-0.5"), "-0.5"),
        (Decimal("1E-7"), "0.0000001"),
        (Decimal("12345678901234567890123456789012"), "12345678901234567890123456789012"),
    ],
)
def test_decimal(number: Decimal | None, expected: str | None) -> None:
    assert decimal(number) == expected


def test_text_stays_readable() -> None:
    assert "المدينة \u2013 «18»" in render(samples.hostile("المدينة \u2013 «18»"), "json")


@pytest.mark.parametrize("made", [schema, claims_schema])
def test_documentation_names_every_field(made: Any) -> None:
    text = DOCUMENTATION.read_text(encoding="utf-8")
    missing = {path.rpartition("/")[2] for path, _ in properties(made())} - set(re.findall(r"`(\w+)`", text))
    assert not missing


def test_documentation_names_no_field_that_is_not_there() -> None:
    text = DOCUMENTATION.read_text(encoding="utf-8")
    known = {path.rpartition("/")[2] for made in (schema, claims_schema) for path, _ in properties(made())}
    assert set(re.findall(r"^\| `(\w+)`", text, re.MULTILINE)) <= known


def test_examples_in_the_documentation_are_valid() -> None:
    text = DOCUMENTATION.read_text(encoding="utf-8")
    first, second = (json.loads(block) for block in re.findall(r"```json\n(.*?)```", text, re.DOTALL))
    valid(first, schema())
    valid(second, claims_schema())
