"""The records of alignment, comparison and judgement. All are frozen."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

from claims.types import Claim, Reading, Skipped

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

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
    other. ``story`` says how far the two articles tell of one story (checker.story.story_score): above 0
    they probably do. ``central`` says how near both claims are to what the other's article is about: the
    lesser cosine of each to the other article's lead. ``shared_words`` says how much the words that both use
    tell, ``sentence_words`` those of their whole sentences, 0..1 (checker.words.shared_words)."""

    left: Claim
    right: Claim
    cosine: float
    rank: int
    story: float = 0.0
    central: float = 0.0
    shared_words: float = 0.0
    sentence_words: float = 0.0


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
    """One fact on which two sources agree or differ, or on which one source contradicts itself.

    ``id`` is a hash of rule, sources, quotes and values: stable against order and time.
    ``severity`` is None for an agreement. ``confidence`` is the judge's probability that it is
    right, 0..1. ``also`` lists other places of either source that state the same value. ``evidence`` is the way to the
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

    @property
    def is_within(self) -> bool:
        """Whether both sides stand in one source, which contradicts itself."""
        return self.left.source == self.right.source


@dataclass(frozen=True, slots=True)
class FactValue:
    """What one source says of a fact: its place, and whether it is with the majority, against it, or
    ('only') there is no majority."""

    place: Place
    standing: Literal["majority", "outlier", "only"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact and what each source says of it (sources that are silent are absent).

    ``label`` names it in words ('civilian killed'); ``findings`` are the ids of its findings; ``witnesses``
    is how many independent witnesses its values have (checker.origin), 0 where that was not counted.
    """

    id: str
    slot: Slot
    label: str
    values: tuple[FactValue, ...]
    findings: tuple[str, ...]
    witnesses: int = 0


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an article's text."""

    source: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Sources that are one witness: they reprint the same text, or credit the same agency.

    ``share``: of a reprint, how much of the shorter article's words the other one has too, 0..1 (the least
    of the group's pairs). ``agency``: its name, '' for a reprint. ``passages``: of a reprint, one sentence as
    several of the sources have it; of an agency, each credit (an empty span where the source is the agency).
    """

    sources: tuple[str, ...]
    why: Literal["reprint", "agency"]
    share: float = 0.0
    agency: str = ""
    passages: tuple[Passage, ...] = ()


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
    source alone makes; ``origins`` are groups of sources that are one witness;
    ``within`` says whether articles were compared with themselves too."""

    readings: tuple[Reading, ...]
    findings: tuple[Finding, ...]
    facts: tuple[Fact, ...] = ()
    only: tuple[Claim, ...] = ()
    coverage: Coverage = field(default_factory=Coverage)
    skipped: tuple[Skipped, ...] = ()
    origins: tuple[Origin, ...] = ()
    within: bool = False

    @property
    def discrepancies(self) -> tuple[Finding, ...]:
        """The findings on which sources differ, errors first."""
        return tuple(f for f in self.findings if f.relation == "discrepancy")

    @property
    def agreements(self) -> tuple[Finding, ...]:
        """The findings on which sources agree."""
        return tuple(f for f in self.findings if f.relation == "agreement")

    def filter(
        self,
        *,
        severity: Severity | Collection[Severity] | None = None,
        slot: Slot | Collection[Slot] | None = None,
        source: str | Collection[str] | None = None,
        rule: str | Collection[str] | None = None,
        qualifier: Qualifier | Collection[Qualifier] | None = None,
        relation: Relation | Collection[Relation] | None = None,
        min_confidence: float = 0.0,
    ) -> CheckResult:
        """A result with the findings that fit every argument, and the facts they are about.

        An argument is one value or several, of which one must fit; ``source`` is the id of either side.
        Raises ValueError for an unknown value, and names the nearest valid one.
        """
        from checker.filtering import filtered

        wanted: dict[str, str | Collection[str] | None] = {
            "severity": severity,
            "slot": slot,
            "source": source,
            "rule": rule,
            "qualifier": qualifier,
            "relation": relation,
        }
        return filtered(self, wanted, min_confidence)

    def to_frame(self) -> pd.DataFrame:
        """One row per finding: :func:`reports.frame.to_frame`."""
        frame: pd.DataFrame = _reports("frame").to_frame(self)
        return frame

    def claims_frame(self) -> pd.DataFrame:
        """One row per claim that was read: :func:`reports.frame.claims_frame`."""
        frame: pd.DataFrame = _reports("frame").claims_frame(self)
        return frame

    def facts_frame(self, *, numbers: bool = False) -> pd.DataFrame:
        """One row per fact, one column per source: :func:`reports.frame.facts_frame`."""
        frame: pd.DataFrame = _reports("frame").facts_frame(self, numbers=numbers)
        return frame

    def explain(self, id: str) -> Any:  # noqa: A002 (the record's own word)
        """The way to one verdict, as an object that shows itself: :func:`reports.notebook.explanation`."""
        return _reports("notebook").explanation(self, id)

    def plot_timeline(self, id: str, *, ax: Axes | None = None) -> Axes:  # noqa: A002
        """What each source says of a number, by date: :func:`reports.charts.plot_timeline`."""
        axes: Axes = _reports("charts").plot_timeline(self, id, ax=ax)
        return axes

    def plot_pairs(self, *, ax: Axes | None = None) -> Axes:
        """How often each pair of sources agrees: :func:`reports.charts.plot_pairs`."""
        axes: Axes = _reports("charts").plot_pairs(self, ax=ax)
        return axes

    def plot_slots(self, *, ax: Axes | None = None) -> Axes:
        """How many findings each slot has, by severity: :func:`reports.charts.plot_slots`."""
        axes: Axes = _reports("charts").plot_slots(self, ax=ax)
        return axes

    def __repr__(self) -> str:
        """Counts; the readings hold whole articles."""
        severities = [finding.severity for finding in self.findings]
        return (
            f"<CheckResult: sources {len(self.readings)}, errors {severities.count('error')}, "
            f"warnings {severities.count('warning')}, agreements {severities.count(None)}>"
        )

    def _repr_html_(self) -> str:
        return str(_reports("notebook").result_html(self))


def _reports(module: str) -> Any:
    """A module of reports, looked up by name at the moment it is asked for, since data flows one way."""
    return import_module(f"reports.{module}")
