"""The statement as a whole: do both say the same, or, for the entailment model to tell, do their sentences contradict
each other?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from checker.facets.figures import family
from checker.slots.numbers import point
from checker.slots.pair import Pair, features_of
from checker.slots.responsibility import contradicting_parts
from checker.types import Alignment, SlotComparison

NEAR_RANK = 2
"""Rank up to which two statements may be the same one."""
OPPOSED = 0.55
"""Cosine of two statements from which their sentences may contradict each other; one is the nearest of the other."""
FEWEST_WORDS = 3
"""A shorter clause says too little to be the same statement as another."""


def may_be_opposed(alignment: Alignment) -> bool:
    """Whether the sentences of two statements may contradict each other."""
    return alignment.rank == 1 and alignment.cosine >= OPPOSED


def may_be_same(alignment: Alignment) -> bool:
    """Whether two statements may be the same one."""
    return alignment.rank <= NEAR_RANK


def statement_comparisons(pair: Pair) -> Iterator[SlotComparison]:
    """Of both sentences, whether they contradict each other, which nothing but the entailment model speaks for; and of
    both statements, where their polarity does not differ."""
    alignment, left, right = pair.alignment, pair.left.claim, pair.right.claim
    if may_be_opposed(alignment):
        yield SlotComparison(
            alignment,
            "other",
            "contradicting statements",
            "discrepancy",
            "entailment-contradiction",
            pair.left.setting.sentence,
            pair.right.setting.sentence,
            key="statement",
            features=features_of(pair.shared, {"figures_differ": float(_figures_differ(pair))}),
        )
    if not may_be_same(alignment) or min(pair.left.length, pair.right.length) < FEWEST_WORDS:
        return
    if left.polarity != right.polarity or contradicting_parts(pair):
        return
    if pair.left.setting.frame != pair.right.setting.frame:
        return  # what somebody says, and that somebody says something
    no_word = pair.left.plain_stems.isdisjoint(pair.right.plain_stems)
    yield SlotComparison(
        alignment,
        "other",
        "same statement",
        "agreement",
        "statement-match",
        (left.start, left.end),
        (right.start, right.end),
        key="statement",
        features=features_of(pair.shared, {"no_word": float(no_word)}),
    )


def _figures_differ(pair: Pair) -> bool:
    """Whether both sentences give figures of one kind that are not equal. The model sees that they differ, but knows
    little of bounds, units and what is measured: those are compared as quantities."""
    figures = pair.left.setting.figures, pair.right.setting.figures
    return any(family(a) == family(b) and point(a) != point(b) for a, b in product(*figures))
