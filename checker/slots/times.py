"""When: the times of what is told."""

from __future__ import annotations

from collections.abc import Iterator

from checker.context import far_apart, time_relation
from checker.opposites import opposite
from checker.slots.pair import Pair, features_of
from checker.types import SlotComparison


def time_comparisons(pair: Pair) -> Iterator[SlotComparison]:
    """Each time of the one's event against each of the other's."""
    same_predicate = pair.left.claim.predicate == pair.right.claim.predicate
    if opposite(pair.left.claim.predicate, pair.right.claim.predicate):
        return  # when it opened and when it closed are two things
    for a in pair.left.event_times:
        for b in pair.right.event_times:
            relation = time_relation(a, b)
            if relation == "unknown":
                continue
            if a.bound != b.bound and relation != "same" and not same_predicate:
                continue  # 'since March' and 'in April' differ only where the same is said of them
            agrees = relation == "same"
            features = {
                "granularity_same": float(a.granularity == b.granularity),
                "far_apart": float(far_apart(a, b)),
                "main_time": float(a in pair.left.main_times and b in pair.right.main_times),
                "near": float(relation == "near"),
                "bound_same": float(a.bound == b.bound),
                "resolved": float(a.resolved and b.resolved),
            }
            yield SlotComparison(
                pair.alignment,
                "time",
                "overlapping times" if agrees else "disjoint times",
                "agreement" if agrees else "discrepancy",
                "time-match" if agrees else "time-mismatch",
                (a.start, a.end),
                (b.start, b.end),
                key="time",
                hedged="about" in (a.bound, b.bound),
                features=features_of(pair.shared, features, own="time_"),
            )
