"""Where it is or happens, from where and to where."""

from __future__ import annotations

from collections.abc import Iterator

from checker.slots.pair import PLACE_LEVELS, Pair, features_of, place_level
from checker.types import SlotComparison
from claims.names import is_known_place


def place_comparisons(pair: Pair) -> Iterator[SlotComparison]:
    """For each direction (where, from where, to where): one place that both name, or one in which the
    other lies; else, where every pair of their places is known apart, the first of each."""
    left, right = pair.left.locations, pair.right.locations
    for direction in sorted(left.keys() & right.keys()):
        verdicts = [(a, b, place_level(a.name, b.name)) for a in left[direction] for b in right[direction]]
        a, b, level = min(verdicts, key=lambda v: PLACE_LEVELS.index(v[2]))
        if level == "unknown":
            continue
        agrees = level != "different places"
        own = {
            "several": float(len(verdicts) > 1),
            "known_places": float(is_known_place(a.name) and is_known_place(b.name)),
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
