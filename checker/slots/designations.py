"""One of a series, and another of it: 'Resolution 1701' where the other source has 'Resolution 1702'."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facets.designations import Designation
from checker.facets.facets import Facets
from checker.slots.pair import Pair, features_of
from checker.story import ONE_STORY
from checker.types import SlotComparison


def designation_comparisons(pair: Pair) -> Iterator[SlotComparison]:
    """Each series of which both claims name one, and neither article the other's: two that an article knows both
    are two things."""
    if pair.left.claim.polarity != pair.right.claim.polarity or pair.alignment.story < ONE_STORY:
        return
    left, right = _alone(pair.left), _alone(pair.right)
    for series in sorted(left.keys() & right.keys()):
        a, b = left[series], right[series]
        if _is_foreign(a, pair.right) and _is_foreign(b, pair.left):
            yield SlotComparison(
                pair.alignment,
                "entity",
                "others of one series",
                "discrepancy",
                "entity-mismatch",
                (a.start, a.end),
                (b.start, b.end),
                key=f"entity:{series}",
                features=features_of(pair.shared, {"exchanged": 1.0}, own=("agent_", "patient_")),
            )


def _alone(side: Facets) -> dict[str, Designation]:
    """Series -> its only one in the claim."""
    numbers: dict[str, set[str]] = {}
    for d in side.designations:
        numbers.setdefault(d.series, set()).add(d.number)
    return {d.series: d for d in side.designations if len(numbers[d.series]) == 1}


def _is_foreign(designation: Designation, side: Facets) -> bool:
    return (designation.series, designation.number) not in side.setting.article.named.designations
