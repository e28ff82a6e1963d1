"""What an article's figures measure, which of them are outdated, and which values it gives for each measurand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from typing import TypeVar

from checker.slots.numbers import point
from checker.words.lexicon import noun_tables
from claims.quantities.measurands import event_names
from claims.types import Claim, Quantity, Reading

K = TypeVar("K")
Measurand = tuple[str, str, str]
"""Kind, event and noun (or its group) of a figure."""
Likeness = tuple[str, str]
"""Kind and event, noun or unit of a figure: those that share it may be mistaken for each other."""


def family(q: Quantity) -> str:
    """Kinds of figures that can be compared with each other."""
    return "percent" if q.unit in ("percent", "fraction") else q.kind


def measurand(q: Quantity) -> Measurand:
    """What a figure measures, as far as two of one article have to be told apart."""
    noun = q.counted or ""
    return q.kind, "" if q.kind == "magnitude" else q.event, noun_tables()[1].get(noun, noun)


def likenesses(q: Quantity) -> tuple[Likeness, ...]:
    """By what a figure may be taken for another one, the surest first: what happened, what is counted, or its unit."""
    if q.kind != "count":
        return ((q.kind, q.unit or ""),)
    noun = q.counted or ""
    event = ((q.kind, q.event),) if q.event in event_names() else ()
    return (*event, (q.kind, f"of {noun_tables()[1].get(noun, noun)}")) if noun else event


OUTDATED = re.compile(
    r"\b(?:up|down|revised|raised|lowered|increased|reduced)(?: slightly| sharply)? from $", re.IGNORECASE
)
"""What stands before an outdated figure beside the one that holds: 'turnout was 68 percent, up from 65'."""


def is_outdated(claim: Claim, q: Quantity) -> bool:
    """Whether a claim quotes a figure as outdated: all that it has, or only those that another one came 'up from'."""
    if not claim.scope.superseded:
        return False
    before = [OUTDATED.search(claim.text[: max(0, other.start - claim.start)]) for other in claim.quantities]
    return not any(before) or any(other == q and cue for other, cue in zip(claim.quantities, before, strict=True))


def all_figures(reading: Reading) -> dict[Likeness, frozenset[Decimal]]:
    """The values of all like figures of an article, of earlier and wider events too."""
    return _grouped((key, value) for q, value in _values(reading.claims) for key in likenesses(q))


def own_figures(reading: Reading, past: Collection[str]) -> dict[Measurand, frozenset[Decimal]]:
    """The values that an article gives for each measurand of its own events; ``past``: ids of claims that tell of
    what was over before."""
    own = (c for c in reading.claims if not (c.scope.background or c.id in past))
    return _grouped((measurand(q), value) for q, value in _values(own))


def _values(claims: Iterable[Claim]) -> Iterator[tuple[Quantity, Decimal]]:
    """The figures of claims that have one value and are not quoted as outdated."""
    for claim in claims:
        for q in claim.quantities:
            if (value := point(q)) is not None and not is_outdated(claim, q):
                yield q, value


def _grouped(pairs: Iterable[tuple[K, Decimal]]) -> dict[K, frozenset[Decimal]]:
    found: dict[K, set[Decimal]] = defaultdict(set)
    for key, value in pairs:
        found[key].add(value)
    return {key: frozenset(values) for key, values in found.items()}
