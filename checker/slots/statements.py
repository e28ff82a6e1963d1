"""The statement as a whole: do both say the same, or does the entailment model hear that their sentences contradict
each other?"""

from __future__ import annotations

from collections.abc import Iterator

from checker.slots.pair import Pair, features_of
from checker.slots.responsibility import contradicting_parts
from checker.types import SlotComparison

FEWEST_WORDS = 3
"""A shorter clause says too little to be the same statement as another."""
CONTRADICTED = 0.3
"""Probability of a contradiction from which the entailment model is heard."""


def statement_comparisons(pair: Pair) -> Iterator[SlotComparison]:
    """One comparison: of both sentences where they are heard to contradict each other, else of both statements where
    their polarity does not differ."""
    if pair.entailed is not None and pair.entailed.contradiction >= CONTRADICTED:
        yield SlotComparison(
            pair.alignment,
            "other",
            "contradicting statements",
            "discrepancy",
            "entailment-contradiction",
            pair.left.setting.sentence,
            pair.right.setting.sentence,
            key="statement",
            features=features_of(pair.shared),
        )
        return
    left, right = pair.left.claim, pair.right.claim
    if left.polarity != right.polarity or min(pair.left.length, pair.right.length) < FEWEST_WORDS:
        return
    if contradicting_parts(pair):
        return
    yield SlotComparison(
        pair.alignment,
        "other",
        "same statement",
        "agreement",
        "statement-match",
        (left.start, left.end),
        (right.start, right.end),
        key="statement",
        features=features_of(pair.shared),
    )
