"""The SARIF log. The schema here is a subset of that of SARIF 2.1.0, closed: it names what is used, with the
types and the required properties of the standard, so that a property that the standard does not know fails."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import samples

from checker.rules import rules
from checker.types import CheckResult
from reports import render
from reports.sarif import render_sarif

TEXT = {"type": "string", "minLength": 1}
NATURAL = {"type": "integer", "minimum": 0}
POSITIVE = {"type": "integer", "minimum": 1}
LEVEL = {"enum": ["none", "note", "warning", "error"]}


def closed(required: str, **fields: Any) -> dict[str, Any]:
    return {"type": "object", "properties": fields, "required": required.split(), "additionalProperties": False}


def many(items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "array", "items": items, **more}


MESSAGE = closed("text", text=TEXT)
BAG = {"type": "object"}
# RFC 3986: no blanks, no control characters, no backslashes, no unescaped percent sign.
ARTIFACT_LOCATION = closed(
    "uri", uri={"type": "string", "pattern": r"^(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/]|%[0-9A-F]{2})+$"}
)
REGION = closed(
    "startLine",
    startLine=POSITIVE,
    startColumn=POSITIVE,
    endLine=POSITIVE,
    endColumn=POSITIVE,
    charOffset=NATURAL,
    charLength=NATURAL,
    snippet=MESSAGE,
)
PHYSICAL = closed("artifactLocation", artifactLocation=ARTIFACT_LOCATION, region=REGION, contextRegion=REGION)
RULE = closed(
    "id",
    id=TEXT,
    name={"type": "string", "pattern": "^[A-Z][A-Za-z]+$"},
    shortDescription=MESSAGE,
    fullDescription=MESSAGE,
    help=closed("text", text=TEXT, markdown=TEXT),
    defaultConfiguration=closed("", level=LEVEL),
    properties=closed("tags", tags=many(TEXT)),
)
RESULT = closed(
    "message",
    ruleId=TEXT,
    ruleIndex=NATURAL,
    level=LEVEL,
    message=MESSAGE,
    locations=many(closed("physicalLocation", physicalLocation=PHYSICAL), minItems=1, maxItems=1),
    relatedLocations=many(
        closed("id physicalLocation message", id=NATURAL, physicalLocation=PHYSICAL, message=MESSAGE), uniqueItems=True
    ),
    partialFingerprints={"type": "object", "additionalProperties": TEXT},
    rank={"type": "number", "minimum": 0, "maximum": 100},
    properties=BAG,
)
LOG = closed(
    "$schema version runs",
    **{"$schema": TEXT},
    version={"const": "2.1.0"},
    runs=many(
        closed(
            "tool",
            tool=closed("driver", driver=closed(
                "name", name=TEXT, semanticVersion={"type": "string", "pattern": r"^\d+\.\d+\.\d+"},
                shortDescription=MESSAGE, rules=many(RULE, uniqueItems=True),
            )),
            invocations=many(closed(
                "executionSuccessful", executionSuccessful={"type": "boolean"},
                toolExecutionNotifications=many(closed("message", level=LEVEL, message=MESSAGE)),
            )),
            artifacts=many(closed(
                "", location=ARTIFACT_LOCATION, description=MESSAGE, roles=many({"enum": ["analysisTarget"]}),
            ), uniqueItems=True),
            columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
            results=many(RESULT),
            properties=BAG,
        ),
        minItems=1,
        maxItems=1,
    ),
)  # fmt: skip


@pytest.fixture(autouse=True)
def _away_from_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(result: CheckResult, **options: Any) -> dict[str, Any]:
    [only] = json.loads(render_sarif(result, **options))["runs"]
    return dict(only)


def test_log_is_valid(any_result: CheckResult) -> None:
    document = json.loads(render(any_result, "sarif"))
    assert [f"{list(e.path)}: {e.message}" for e in jsonschema.Draft202012Validator(LOG).iter_errors(document)] == []


def test_only_discrepancies_are_results() -> None:
    results = run(samples.three_sources())["results"]
    assert [(one["ruleId"], one["level"]) for one in results] == [
        ("quantity-mismatch", "error"),
        ("quantity-mismatch", "error"),
        ("polarity-flip", "warning"),
    ]


def test_rule_index_is_that_of_the_rule(any_result: CheckResult) -> None:
    only = run(any_result)
    driver = only["tool"]["driver"]
    assert {rule["id"] for rule in driver["rules"]} == {c for c, r in rules().items() if r.relation == "discrepancy"}
    for one in only["results"]:
        assert driver["rules"][one["ruleIndex"]]["id"] == one["ruleId"]


def test_a_rule_that_the_table_does_not_know_has_no_index() -> None:
    result = samples.two_sources()
    one = run(replace(result, findings=(replace(result.findings[0], rule="made-up"),)))["results"][0]
    assert one["ruleId"] == "made-up"
    assert "ruleIndex" not in one


def test_regions_hold_the_words() -> None:
    result = samples.three_sources()
    texts = {f"news/{reading.article.id}.txt": reading.article.text for reading in result.readings}
    for one in run(result)["results"]:
        for location in (*one["locations"], *one["relatedLocations"]):
            physical = location["physicalLocation"]
            text = texts[physical["artifactLocation"]["uri"]]
            for region in (physical["region"], physical["contextRegion"]):
                by_offset = text[region["charOffset"] :][: region["charLength"]]
                line = text.split("\n")[region["startLine"] - 1]
                assert region["startLine"] == region["endLine"]
                assert by_offset == line[region["startColumn"] - 1 : region["endColumn"] - 1]
                assert by_offset == region["snippet"]["text"]


def test_both_sides_and_repeated_places() -> None:
    one = run(samples.two_sources())["results"][0]
    [here] = one["locations"]
    assert here["physicalLocation"]["artifactLocation"]["uri"] == "news/coast.txt"
    uris = [place["physicalLocation"]["artifactLocation"]["uri"] for place in one["relatedLocations"]]
    assert uris == ["news/harbour.txt", "news/coast.txt"]
    assert [place["id"] for place in one["relatedLocations"]] == [1, 2]
    assert one["message"]["text"].endswith("See [Harbour Times](1).")
    assert one["partialFingerprints"] == {"crosscheckFinding/v1": "0a1b2c3d4e5f6071"}


def test_published_source_comes_second() -> None:
    one = run(samples.two_sources(), published={"coast"})["results"][0]
    [here] = one["locations"]
    assert here["physicalLocation"]["artifactLocation"]["uri"] == "news/harbour.txt"
    assert one["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "news/coast.txt"


def test_context_encloses_its_region_or_is_left_out() -> None:
    one = run(samples.stray_value())["results"][0]
    assert "contextRegion" not in one["locations"][0]["physicalLocation"]


def test_skipped_inputs_are_notifications() -> None:
    [invocation] = run(samples.skipped_inputs())["invocations"]
    texts = [one["message"]["text"] for one in invocation["toolExecutionNotifications"]]
    assert texts == [
        "news/photo.jpg: not a text: it begins like a JPEG image; leave it out",
        "news/empty.txt: the file is empty",
    ]


@pytest.mark.parametrize("text", ["[x](1)", "[x](javascript:alert(1))", "{0} {1}", "\\[x](1)", "a\nb"])
def test_article_text_makes_no_link_and_no_placeholder(text: str) -> None:
    one = run(samples.hostile(text))["results"][0]
    message = one["message"]["text"]
    unescaped = re.sub(r"\\.", "", message)
    assert re.findall(r"\[.*?\]\(.*?\)", unescaped) == re.findall(r"\[[^\[\]]*\]\(1\)", unescaped)
    assert len(re.findall(r"\]\(", unescaped)) == 1
    assert not re.search(r"\{\d", message.replace("{{", ""))
