"""One quotation, two speakers."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz.distance import LCSseq
from rapidfuzz.fuzz import ratio

from checker.facets.quoted import FEWEST_TELLING, FEWEST_WORDS, Quote, Speaker
from checker.slots.pair import Pair, features_of
from checker.story import ONE_STORY
from checker.types import SlotComparison
from checker.words.shared_words import content_stems
from claims.names.names import same_name
from claims.names.transliteration import fold

ALIKE = 80
"""Likeness of two words, 0..100, from which on they may be two spellings of one."""
SAME_QUOTE = 0.85
"""Share of the shorter quotation's words that the other has in the same order, from which on both are one."""


def speaker_comparisons(pair: Pair) -> Iterator[SlotComparison]:
    """The names of the two to whom two articles give the same words. Always a warning, since each claim has another
    speaker."""
    left, right = pair.left.setting.quote, pair.right.setting.quote
    if left is None or right is None or pair.alignment.story < ONE_STORY or not _are_two(left.speaker, right.speaker):
        return
    same = same_words(left, right)
    if same >= SAME_QUOTE:
        yield SlotComparison(
            pair.alignment,
            "entity",
            "one quotation, two speakers",
            "discrepancy",
            "entity-mismatch",
            (left.start, left.end),
            (right.start, right.end),
            key="entity:speaker",
            features=features_of(pair.shared, {"same_quote": same}, own=("agent_", "patient_", "far_in_text")),
        )


def same_words(a: Quote, b: Quote) -> float:
    """The share of the shorter quotation's words that stand in the other one, in this order; 0 where they tell
    little."""
    least = min(len(a.words), len(b.words))
    shared = LCSseq.similarity(a.words, b.words)
    telling = content_stems(" ".join(a.words)) & content_stems(" ".join(b.words))
    return round(shared / least, 4) if shared >= FEWEST_WORDS and len(telling) >= FEWEST_TELLING else 0.0


def _are_two(a: Speaker, b: Speaker) -> bool:
    """Whether two are surely two persons, or two bodies: a body has its spokesman. Names with a word in common, or with
    two that differ in a letter or two, may be those of one."""
    if a.kind != b.kind or same_name(a.name, b.name, a.kind) is not False:
        return False
    return all(ratio(x, y) < ALIKE for x in fold(a.name).split() for y in fold(b.name).split())
