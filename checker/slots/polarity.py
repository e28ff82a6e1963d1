"""Did or did not."""

from __future__ import annotations

from collections.abc import Iterator

from checker.slots.pair import Pair, features_of
from checker.slots.status import opposed
from checker.types import SlotComparison

SPEECH = frozenset(
    {"say", "tell", "add", "note", "report", "mention", "state", "speak", "explain", "write", "announce"}
)


def polarity_comparisons(pair: Pair) -> Iterator[SlotComparison]:
    """What one affirms and the other negates."""
    left, right = pair.left.claim, pair.right.claim
    if left.polarity == right.polarity or opposed(pair.left, pair.right):
        return  # 'did not survive' and 'died' say the same
    if SPEECH & {left.predicate, right.predicate}:
        return  # 'did not say how': what is said may be another thing
    yield SlotComparison(
        pair.alignment,
        "polarity",
        "opposite polarity",
        "discrepancy",
        "polarity-flip",
        (left.start, left.end),
        (right.start, right.end),
        key="polarity",
        features=features_of(pair.shared),
    )
