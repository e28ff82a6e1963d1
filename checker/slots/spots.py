"""Where, by spots without a name: two that exclude each other, told of one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from checker.facets.spots import are_apart, tells_origin
from checker.slots.pair import Pair, features_of
from checker.story import ONE_STORY
from checker.types import SlotComparison
from checker.words.synonyms import synonymous
from claims.types import Argument, Claim

PRONOUNS = frozenset({"it", "she", "he", "they"})
_COPULA = re.compile(r"\b(?:was|were|is|are|lay|had been)\b(?! [a-z]+ed\b)")


def spot_comparisons(pair: Pair) -> Iterator[SlotComparison]:
    """The first two spots that exclude each other, if both claims affirm or both deny that something happened or was
    there, and none of their spots is the same."""
    left, right = pair.left, pair.right
    if (
        pair.alignment.story < ONE_STORY
        or left.claim.polarity != right.claim.polarity
        or pair.of_two_times
        or not _of_one_thing(pair)
    ):
        return
    both = [(a, b) for a in left.spots for b in right.spots if a.kind == b.kind]
    if not both or not all(are_apart(a, b) for a, b in both):
        return
    a, b = both[0]
    yield SlotComparison(
        pair.alignment,
        "place",
        "spots that exclude each other",
        "discrepancy",
        "place-mismatch",
        (a.start, a.end),
        (b.start, b.end),
        key=f"place {a.kind}",
        features=features_of(pair.shared, {"spot": 1.0}, own="place_"),
    )


def _of_one_thing(pair: Pair) -> bool:
    """Whether both say where something began, or what the same words tell was."""
    left, right = pair.left, pair.right
    if tells_origin(left.claim) or tells_origin(right.claim):
        return tells_origin(left.claim) and tells_origin(right.claim)
    if any(synonymous(x, y) for x, y in product(left.told, right.told)):
        return True
    if not (_was(left.claim) and _was(right.claim)):
        return False
    subjects = (_subject(left.claim), _subject(right.claim))
    at_sea = any(spot.kind == "waters" for spot in left.spots)  # where news place one thing, be it a pronoun
    return pair.match(*subjects) == "same" or (at_sea and any(s is not None and s.head in PRONOUNS for s in subjects))


def _was(claim: Claim) -> bool:
    """Whether it says where something was: 'the ship was in international waters'."""
    return _COPULA.search(claim.text[: max(0, claim.predicate_end - claim.start)]) is not None


def _subject(claim: Claim) -> Argument | None:
    return next((a for a in claim.arguments if a.role == "subject"), None)
