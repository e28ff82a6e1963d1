"""The statement as a whole: do both say the same, or does the entailment model hear a contradiction?"""

from __future__ import annotations

from collections.abc import Iterator

from checker.slots.pair import Pair, features_of
from checker.slots.responsibility import contradicting_parts
from checker.types import SlotComparison

FEWEST_WORDS = 3
"""A shorter clause says too little to be the same statement as another."""
CONTRADICTED = 0.6
"""Probability of a contradiction from which the entailment model is heard."""


def statement_comparisons(pair: Pair) -> Iterator[SlotComparison]:
    """One comparison of the whole, where polarity does not differ."""
    left, right = pair.left.claim, pair.right.claim
    if left.polarity != right.polarity or min(pair.left.length, pair.right.length) < FEWEST_WORDS:
        return
    if contradicting_parts(pair):
        return
    figures = pair.left.families & pair.right.families
    # Where both have figures the model sees no more than that they differ: those are compared, or cannot be. And
    # what is denied may be so outside of the words that it reads ('ended without agreeing on a ceasefire').
    # With one predicate and other names the difference lies in the names, which have slots of their own.
    named = left.predicate == right.predicate and pair.left.names != pair.right.names
    heard = not figures and not named and left.polarity == "affirmed"
    contradicting = heard and pair.shared.get("contradicted", 0.0) >= CONTRADICTED
    yield SlotComparison(
        pair.alignment,
        "other",
        "contradicting statements" if contradicting else "same statement",
        "discrepancy" if contradicting else "agreement",
        "entailment-contradiction" if contradicting else "statement-match",
        (left.start, left.end),
        (right.start, right.end),
        key="statement",
        features=features_of(pair.shared, {"by_entailment": float(contradicting)}),
    )
