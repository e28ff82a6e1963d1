"""Why it happened: two causes of one effect that exclude each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.facets.causes import Cause, exclude, kind_of
from checker.slots.pair import UNALIKE, Pair, features_of
from checker.types import SlotComparison
from checker.words.shared_words import content_stems
from checker.words.synonyms import synonymous


def cause_comparisons(pair: Pair) -> Iterator[SlotComparison]:
    """The first two causes of one effect that cannot both be the cause; none where polarity differs, which says
    that one denies the cause."""
    left, right = pair.left, pair.right
    if left.claim.polarity != right.claim.polarity or left.claim.polarity == "negated" or pair.of_two_times:
        return
    for a in left.causes:
        for b in right.causes:
            known = exclude(kind_of(a.heads), kind_of(b.heads))
            if _one_effect(a, b) and (known or _unalike(pair, a, b)) and not _tells_both(a, b):
                same = pair.match(left.theme, right.theme) == "same"
                yield SlotComparison(
                    pair.alignment,
                    "other",
                    "different causes",
                    "discrepancy",
                    "cause-mismatch",
                    (a.start, a.end),
                    (b.start, b.end),
                    key="cause",
                    features=features_of(
                        pair.shared,
                        {
                            "cause": 1.0,
                            "cause_stated": float(a.stated and b.stated),
                            "cause_known": float(known),
                            "theme_same": float(same or a.effect == b.effect != ""),
                        },
                        own=("agent_", "patient_") if not same else ("agent_",),
                    ),
                )
                return


def _tells_both(a: Cause, b: Cause) -> bool:
    """Whether the words for one cause have a word of the other's too: 'two bombers and three gunmen', 'gunmen'."""
    stems = [content_stems(re.sub(r"men\b", "man", cause.text.lower())) for cause in (a, b)]
    return any(not own.isdisjoint(content_stems(other.heads[0])) for own, other in zip(stems, (b, a), strict=True))


def _one_effect(a: Cause, b: Cause) -> bool:
    """Whether both causes may be those of one effect; one that is not named is any."""
    if not (a.effect and b.effect):
        return a.stated and b.stated
    return synonymous(a.effect, b.effect)


def _unalike(pair: Pair, a: Cause, b: Cause) -> bool:
    """Whether two stated causes that the table does not know have nothing in common."""
    if not (a.stated and b.stated) or (kind_of(a.heads) and kind_of(b.heads)) or synonymous(a.heads[0], b.heads[0]):
        return False
    return pair.words.similarity(a.heads[0], b.heads[0]) < UNALIKE
