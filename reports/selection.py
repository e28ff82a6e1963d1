"""A result with some of its findings left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from checker.types import CheckResult, Finding, Severity
from reports.settings import LEVELS, FailOn, Level

FAILING: dict[FailOn, frozenset[Severity]] = {
    "never": frozenset(),
    "error": frozenset({"error"}),
    "warning": frozenset({"error", "warning"}),
}
"""The severities that make a check fail."""


def keep_findings(result: CheckResult, wanted: Callable[[Finding], bool]) -> CheckResult:
    """Return ``result`` with the wanted findings alone; facts lose the findings that go, and go with the last."""
    findings = tuple(f for f in result.findings if wanted(f))
    if len(findings) == len(result.findings):
        return result
    kept = {f.id for f in findings}
    facts = tuple(
        replace(fact, findings=tuple(i for i in fact.findings if i in kept))
        for fact in result.facts
        if not fact.findings or kept.intersection(fact.findings)
    )
    return replace(result, findings=findings, facts=facts)


def at_least(finding: Finding, threshold: Level) -> bool:
    """Whether a finding is as grave as ``threshold``, or graver; an agreement is the least grave."""
    return LEVELS.index(finding.severity or "agreement") <= LEVELS.index(threshold)
