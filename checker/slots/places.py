"""Where it is or happens, from where and to where."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facets.frames import of_one_size, same_distance
from checker.slots.named import frame_features
from checker.slots.pair import PLACE_LEVELS, Pair, features_of, place_level
from checker.types import SlotComparison
from claims.types import Entity


def place_comparisons(pair: Pair) -> Iterator[SlotComparison]:
    """For each direction (where, from where, to where): one place that both name, or one in which the
    other lies; else, where every pair of their places is known apart, the first two of one size."""
    left, right = pair.left.locations, pair.right.locations
    for direction in sorted(left.keys() & right.keys()):
        verdicts = [(a, b, place_level(a.name, b.name)) for a in left[direction] for b in right[direction]]
        a, b, level = min(verdicts, key=lambda v: PLACE_LEVELS.index(v[2]))
        agrees = level != "different places"
        if not agrees:
            a, b, level = next((v for v in verdicts if _may_differ(pair, *v[:2])), (a, b, "unknown"))
        if level == "unknown" or (not agrees and pair.of_two_times):
            continue
        own = {
            "several": float(len(verdicts) > 1),
            **frame_features(pair, a.name, b.name, None),
        }
        yield SlotComparison(
            pair.alignment,
            "place",
            level,
            "agreement" if agrees else "discrepancy",
            "place-match" if agrees else "place-mismatch",
            (a.start, a.end),
            (b.start, b.end),
            key=f"place {direction}".strip(),
            features=features_of(pair.shared, own, own="place_"),
        )


def _may_differ(pair: Pair, a: Entity, b: Entity) -> bool:
    """Whether two places that the gazetteer knows apart, or does not know, are two where both claims affirm, or both
    deny, what they tell."""
    left, right = (
        next((f for f in side.framed if f.entity is e), None) for side, e in ((pair.left, a), (pair.right, b))
    )
    if left is None or right is None:
        return False  # a name too long to be one
    same_polarity = pair.left.claim.polarity == pair.right.claim.polarity
    if left.listed or right.listed or not same_polarity:
        return False  # of lists, checker.slots.named compares the members that are not shared
    return same_distance(left, right) and of_one_size(left, right) and not pair.one_lies_in_other(a.name, b.name)
