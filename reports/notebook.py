"""How records show themselves in a notebook.

Data flows one way, so the records of claims/ and checker/ do not import reports: their ``_repr_html_`` looks
this module up by name, at the moment a notebook asks.
"""

from __future__ import annotations

from dataclasses import dataclass

from checker.rules import Rule, rules
from checker.types import CheckResult, Finding, Place
from claims.types import Claim
from reports.excerpt import Segment, excerpt


@dataclass(frozen=True, slots=True)
class ExplainedSide:
    """One side of a finding: the source's label, the place as 'file:line', and the claim that was aligned
    (None where the place holds none)."""

    source: str
    where: str
    place: Place
    claim: Claim | None

    @property
    def parts(self) -> tuple[Segment, ...]:
        """The quote, cut where the value begins and ends; raw text."""
        return excerpt(self.place)

    @property
    def read_as(self) -> list[str]:
        """What was understood of the claim, one line for each number, date and name; raw text."""
        from reports.claims_report import understood

        claim = self.claim
        if claim is None:
            return []
        words = [claim.subject, claim.predicate, claim.object]
        statement = f"{' / '.join(word for word in words if word)} ({claim.polarity}, {claim.modality})"
        return [f"statement: {statement}", *(f"{u.kind}: {u.text!r} is {u.meaning}" for u in understood(claim))]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The way to one verdict: what was aligned, the level that matched, every witness with its weight.

    Shows itself in a notebook; ``str()`` is the same for a terminal."""

    finding: Finding
    left: ExplainedSide
    right: ExplainedSide
    text: str

    @property
    def rule(self) -> Rule | None:
        """The rule of the finding; None for one that the table does not know."""
        return rules().get(self.finding.rule)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        from reports.claims_html import templates
        from reports.html import KINDS, SLOTS

        kind, _, meaning = KINDS[self.finding.severity or "agreement"]
        heaviest = max((abs(e.weight) for e in self.finding.evidence), default=0.0) or 1.0
        return templates().get_template("explanation.html").render(
            it=self,
            kind=kind,
            meaning=meaning,
            slot=SLOTS[self.finding.slot],
            heaviest=heaviest,
        )  # fmt: skip


def result_html(result: CheckResult) -> str:
    """Return the summary and the discrepancies of a result as an HTML fragment without scripts."""
    from reports.html import render_fragment

    return render_fragment(result)


def claim_html(claim: Claim) -> str:
    """Return a claim with its numbers, dates and names marked, as an HTML fragment without scripts."""
    from reports.claims_html import claim_fragment

    return claim_fragment(claim)


def explanation(result: CheckResult, id: str) -> Explanation:  # noqa: A002 (the record's own word)
    """Explain the finding whose id begins with ``id`` (four characters or more). Raises InputError for an id that
    is not one finding's."""
    from reports.explain import explain, find
    from reports.location import Locator
    from reports.summary import summarise

    finding = find(result, id)
    label = summarise(result).label
    locate = Locator(reading.article for reading in result.readings).value
    left, right = (
        ExplainedSide(label(place.source), str(locate(place)), place, _claim(result, place))
        for place in (finding.left, finding.right)
    )
    return Explanation(finding, left, right, explain(result, finding.id) + _as_read(left, right))


def _claim(result: CheckResult, place: Place) -> Claim | None:
    """The claim at a place, which a value outside of the claim may have widened: the longest one within."""
    within = (
        claim
        for reading in result.readings
        if reading.article.id == place.source
        for claim in reading.claims
        if place.start <= claim.start and claim.end <= place.end
    )
    return max(within, key=lambda claim: (claim.end - claim.start, -claim.start), default=None)


def _as_read(*sides: ExplainedSide) -> str:
    """The last part of the text: how each side was read."""
    from reports.sanitize import line

    told = (f"How {line(side.source)} was read\n" + "\n".join(f"  - {line(x)}" for x in side.read_as) for side in sides)
    return "".join(f"\n{part}\n" for side, part in zip(sides, told, strict=True) if side.claim)
