"""Results with some of their findings, or some of their sources, left out."""

from __future__ import annotations

import pytest

from checker.types import CheckResult
from reports.selection import at_least, focus_on_new, keep_findings
from reports.settings import Level


@pytest.mark.parametrize(
    ("threshold", "severities"),
    [("error", {"error"}), ("warning", {"error", "warning"}), ("agreement", {"error", "warning", None})],
)
def test_thresholds(two_sources: CheckResult, threshold: Level, severities: set[str | None]) -> None:
    kept = keep_findings(two_sources, lambda f: at_least(f, threshold))
    assert {f.severity for f in kept.findings} == severities


def test_nothing_left_out_is_the_same_result(any_result: CheckResult) -> None:
    assert keep_findings(any_result, lambda _: True) is any_result


def test_facts_go_with_their_last_finding(any_result: CheckResult) -> None:
    for gone in any_result.findings:
        left = keep_findings(any_result, lambda f: f is not gone)  # noqa: B023 (called at once)
        assert gone not in left.findings
        for fact in any_result.facts:
            expected = tuple(i for i in fact.findings if i != gone.id)
            assert [f.findings for f in left.facts if f.id == fact.id] == ([expected] if expected else [])


def test_a_gate_shows_what_it_looked_into(three_sources: CheckResult) -> None:
    published = {"coast", "harbour"}
    one = next(f for f in three_sources.discrepancies if {f.left.source, f.right.source} == {"harbour", "island"})
    shown = focus_on_new(keep_findings(three_sources, lambda f: f is one), published)
    assert [r.article.id for r in shown.readings] == ["harbour", "island"]
    assert {claim.article for claim in shown.only} <= {"island"}
    assert {value.place.source for fact in shown.facts for value in fact.values} <= {"harbour", "island"}
    assert all(fact.findings == (one.id,) for fact in shown.facts)
    nothing = focus_on_new(keep_findings(three_sources, lambda _: False), published)
    assert [r.article.id for r in nothing.readings] == ["island"]
    assert nothing.facts == ()
