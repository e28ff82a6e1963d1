"""The way to one verdict in words."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from checker.rules import rules
from checker.types import CheckResult
from claims.errors import InputError
from reports.explain import explain


def test_it_says_everything(two_sources: CheckResult) -> None:
    told, _, about_the_rule = explain(two_sources, "0a1b").partition("The rule: ")
    rule = rules()["quantity-mismatch"]
    assert " ".join(about_the_rule.split()) == f"{rule.help} To silence it: {rule.silence}"
    assert told.splitlines() == [
        "0a1b2c3d4e5f6071  error  quantity-mismatch  confidence 0.91",
        "",
        "Coast News says 18 passengers were killed, Harbour Times says 21.",
        "",
        "Coast News says '18', according to the coast guard (news/coast.txt:3):",
        "    A fire on the night ferry to Marlow killed 18 passengers on Friday",
        "",
        "Harbour Times says '21', according to the harbour office (news/harbour.txt:3):",
        "    The blaze killed 21 passengers on March 8",
        "",
        "The same values also stand in",
        "  - Coast News, news/coast.txt:1: Ferry fire off Marlow kills 18",
        "",
        "The way to the verdict",
        "  - before any witness is heard: quantity: different numbers (+0.03)",
        "  - how near the two statements are in meaning: 0.71 (+0.40)",
        "  - both numbers count what the same event did (+1.20)",
        "  - hedged: an approximate figure or a hedge",
        "",
    ]


def test_qualifiers_are_told(two_sources: CheckResult) -> None:
    assert two_sources.findings[1].qualifiers
    assert "; they quote different speakers; " in " ".join(explain(two_sources, "1122334455667788").split())


def test_any_finding_can_be_explained(any_result: CheckResult) -> None:
    for finding in any_result.findings:
        text = explain(any_result, finding.id)
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
        assert len(text.splitlines()) >= 5


def test_a_rule_from_elsewhere(two_sources: CheckResult) -> None:
    finding = replace(two_sources.findings[0], rule="a-rule-to-come")
    assert "The rule: " not in explain(replace(two_sources, findings=(finding,)), finding.id)


@pytest.mark.parametrize(
    ("prefix", "expected"),
    [
        ("0a1", "0a1: several findings may be meant; write more of the id (0a1b2c3d4e5f6071)"),
        ("", ": no finding of this run has this id; the ids stand in the report"),
        ("0a1b2c3d4e5f60710", "0a1b2c3d4e5f60710: no finding of this run has this id"),
    ],
)
def test_ids_that_are_none(two_sources: CheckResult, prefix: str, expected: str) -> None:
    with pytest.raises(InputError) as raised:
        explain(two_sources, prefix)
    assert expected in str(raised.value)


def test_an_id_that_begins_another(two_sources: CheckResult) -> None:
    first, *others = two_sources.findings
    twins = replace(two_sources, findings=(first, replace(others[0], id=f"{first.id}ff")))
    assert explain(twins, first.id).startswith(f"{first.id}  error")
    with pytest.raises(InputError, match="several findings may be meant"):
        explain(twins, first.id[:8])
