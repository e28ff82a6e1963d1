"""When: the times of what is told."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from checker.context import far_apart, time_relation
from checker.opposites import opposite
from checker.slots.pair import UNALIKE, Pair, features_of
from checker.synonyms import synonymous
from checker.types import SlotComparison

LIMITS = frozenset({"until", "before", "since", "after"})
OTHER_STORY = 0.15
"""So far below 0 the story score of two articles says that they tell of two events."""


def time_comparisons(pair: Pair) -> Iterator[SlotComparison]:
    """Each time of the one's event against each of the other's."""
    same_predicate = pair.left.claim.predicate == pair.right.claim.predicate
    if opposite(pair.left.claim.predicate, pair.right.claim.predicate):
        return  # when it opened and when it closed are two things
    one_event = _tell_one_event(pair)
    for a in pair.left.event_times:
        for b in pair.right.event_times:
            relation = time_relation(a, b)
            main = a in pair.left.main_times and b in pair.right.main_times
            if relation == "unknown" or not (one_event or main or relation == "same"):
                continue
            if a.bound != b.bound and relation != "same" and not same_predicate:
                continue  # 'since March' and 'in April' differ only where the same is said of them
            agrees = relation == "same"
            features = {
                "granularity_same": float(a.granularity == b.granularity),
                "far_apart": float(far_apart(a, b)),
                "main_time": _one_story(pair) * main,
                "limit_same": float(a.bound == b.bound and a.bound in LIMITS),
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


def _tell_one_event(pair: Pair) -> bool:
    """Whether the words for what happened may be those for one event: not 'joined in 1998' and 'left in 2004'."""
    left, right = pair.left, pair.right
    alike = pair.words.similarity(left.claim.predicate, right.claim.predicate) >= UNALIKE
    told = (*product(left.told, right.mentioned), *product(left.mentioned, right.told))
    return alike or any(synonymous(a, b) for a, b in told)


def _one_story(pair: Pair) -> float:
    """How far the two articles may tell of one event, 0..1."""
    return round(min(1.0, max(0.0, 1 + pair.alignment.story / OTHER_STORY)), 4)
