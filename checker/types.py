"""The records of alignment, comparison and judgement. All are frozen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from claims.types import Claim, Reading, Skipped

Relation = Literal["agreement", "discrepancy"]
Severity = Literal["error", "warning"]
Slot = Literal["quantity", "time", "place", "entity", "polarity", "other"]
Qualifier = Literal[
    "later-update", "different-scope", "different-speaker", "different-time", "plan-vs-outcome", "hedged"
]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two claims of different sources that may state the same fact. ``cosine`` is that of their
    statements' embeddings, ``rank`` the better of the two ranks (1 = nearest) at which either names the
    other."""

    left: Claim
    right: Claim
    cosine: float
    rank: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """One witness in a comparison or verdict: its name, what it saw in words, and its weight (signed:
    positive speaks for the relation; 0 for a remark)."""

    name: str
    detail: str
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class SlotComparison:
    """What one slot of an alignment yields: the first level that matched ('same number', 'bound
    holds', 'disjoint times' ...), and what it says. The spans are those of the words that differ or agree.

    ``key`` names the fact within its slot ('person: death'), so that repetitions can be grouped;
    ``features`` are what speaks for and against both sides being about the same fact, by name.
    """

    alignment: Alignment
    slot: Slot
    level: str
    relation: Relation
    rule: str
    left: tuple[int, int]
    right: tuple[int, int]
    key: str = ""
    hedged: bool = False
    features: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """One side of a finding: the claim's place in a source, and the value's."""

    source: str
    start: int
    end: int
    text: str
    value: str
    value_start: int
    value_end: int
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fact on which two sources agree or differ.

    ``id`` is a hash of rule, sources, quotes and values: stable against order and time.
    ``severity`` is None for an agreement. ``confidence`` is a calibrated probability, 0..1. ``also``
    lists other places of either source that state the same value. ``evidence`` is the way to the
    verdict, in order.
    """

    id: str
    relation: Relation
    severity: Severity | None
    rule: str
    slot: Slot
    qualifiers: tuple[Qualifier, ...]
    confidence: float
    explanation: str
    left: Place
    right: Place
    also: tuple[Place, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class FactValue:
    """What one source says of a fact: its place, and whether it is with the majority."""

    place: Place
    standing: Literal["majority", "outlier", "only"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact and what each source says of it (sources that are silent are absent).

    ``label`` names it in words ('civilian killed'); ``findings`` are the ids of its findings.
    """

    id: str
    slot: Slot
    label: str
    values: tuple[FactValue, ...]
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts of what was read; ``unread`` are numbers and dates seen and not understood."""

    sentences: int = 0
    claims: int = 0
    quantities: int = 0
    times: int = 0
    unread: int = 0
    pairs: int = 0


@dataclass(frozen=True)
class CheckResult:
    """Everything a report needs. ``readings`` are in order of source id; ``findings`` discrepancies
    first (errors, then warnings), each by falling confidence, then id. ``only`` are claims that one
    source alone makes."""

    readings: tuple[Reading, ...]
    findings: tuple[Finding, ...]
    facts: tuple[Fact, ...] = ()
    only: tuple[Claim, ...] = ()
    coverage: Coverage = field(default_factory=Coverage)
    skipped: tuple[Skipped, ...] = ()

    @property
    def discrepancies(self) -> tuple[Finding, ...]:
        """The findings on which sources differ, errors first."""
        return tuple(f for f in self.findings if f.relation == "discrepancy")

    @property
    def agreements(self) -> tuple[Finding, ...]:
        """The findings on which sources agree."""
        return tuple(f for f in self.findings if f.relation == "agreement")

    def _repr_html_(self) -> str:
        """What a notebook shows; looked up by name, since data flows one way."""
        from importlib import import_module

        return str(import_module("reports.notebook").result_html(self))
