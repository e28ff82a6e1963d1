"""How it was done: two ways to do one thing, of which one was taken."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facets.means import exclude
from checker.slots.pair import Pair, features_of
from checker.story import ONE_STORY
from checker.types import SlotComparison


def means_comparisons(pair: Pair) -> Iterator[SlotComparison]:
    """The first two means that exclude each other, where neither article speaks of any that fits the other's: an attack
    with bombs and guns is told with either."""
    left, right = pair.left, pair.right
    if pair.alignment.story < ONE_STORY or pair.of_two_times:
        return
    for a in left.means:
        for b in right.means:
            if (
                exclude(a.kind, b.kind)
                and _is_foreign(a.kind, right.setting.article.means)
                and _is_foreign(b.kind, left.setting.article.means)
            ):
                yield SlotComparison(
                    pair.alignment,
                    "other",
                    "different means",
                    "discrepancy",
                    "cause-mismatch",
                    (a.start, a.end),
                    (b.start, b.end),
                    key="means",
                    features=features_of(pair.shared, {"means": 1.0}, own=("agent_", "predicate", "happening_")),
                )
                return


def _is_foreign(kind: str, told: frozenset[str]) -> bool:
    """Whether an article tells no means that may be this one, and one that excludes it."""
    rivals = {other for other in told if exclude(kind, other)}
    return bool(rivals) and kind not in told
