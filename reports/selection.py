"""A result with some of its findings left out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from checker.types import CheckResult, Fact, Finding, Origin, Severity
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


def focus_on_new(result: CheckResult, published: Collection[str]) -> CheckResult:
    """Return a gate's result without what it did not look into: the published sources (ids) that no finding names,
    and what a published source alone says, since it was not compared with the others."""
    places = [place for f in result.findings for place in (f.left, f.right, *f.also)]
    named = {place.source for place in places}
    facts = tuple(
        replace(fact, values=tuple(value for value in fact.values if value.place.source in named))
        for fact in result.facts
        if fact.findings
    )
    readings = tuple(r for r in result.readings if r.article.id in named or r.article.id not in published)
    return replace(
        result,
        readings=readings,
        origins=_among({r.article.id for r in readings}, result.origins),
        only=tuple(claim for claim in result.only if claim.article not in published),
        facts=facts,
    )


def _among(sources: Collection[str], origins: Sequence[Origin]) -> tuple[Origin, ...]:
    """The origins that two or more of the sources share, with these alone."""
    kept = (
        replace(
            origin,
            sources=tuple(s for s in origin.sources if s in sources),
            passages=tuple(p for p in origin.passages if p.source in sources),
        )
        for origin in origins
    )
    return tuple(origin for origin in kept if len(origin.sources) > 1)


def facts_of(result: CheckResult) -> tuple[Fact, ...]:
    """The facts of a result. Between two sources each finding is one to the reader, and no matrix is made of
    them; here they are gathered as among more sources."""
    if result.facts or len(result.readings) != 2:
        return result.facts
    from checker.findings import make_facts
    from checker.origin import Witnesses

    return tuple(make_facts(result.findings, Witnesses(result.readings)))


def at_least(finding: Finding, threshold: Level) -> bool:
    """Whether a finding is as grave as ``threshold``, or graver; an agreement is the least grave."""
    return LEVELS.index(finding.severity or "agreement") <= LEVELS.index(threshold)
