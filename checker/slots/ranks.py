"""Which place in a row: 'the first woman to lead it', 'the second woman to lead it'."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facets.ranks import Rank, differ
from checker.slots.pair import Pair, features_of
from checker.story import ONE_STORY
from checker.types import SlotComparison
from checker.words.synonyms import synonymous

PLACING = frozenset({"finish", "come", "place", "rank", "lie"})
"""Verbs behind which an ordinal is a place: 'finished second', 'came third'."""


def rank_comparisons(pair: Pair) -> Iterator[SlotComparison]:
    """Two places of one in one row, where neither article gives both."""
    left, right = pair.left, pair.right
    if pair.alignment.story < ONE_STORY or not (left.ranks and right.ranks and _same_subject(pair)):
        return
    for a in left.ranks:
        for b in right.ranks:
            known = _is_known(a, right.setting.article.ranks) or _is_known(b, left.setting.article.ranks)
            if differ(a, b) and not known:
                yield SlotComparison(
                    pair.alignment,
                    "other",
                    "different places in a row",
                    "discrepancy",
                    "status-mismatch",
                    (a.start, a.end),
                    (b.start, b.end),
                    key=f"rank {a.row}",
                    features=features_of(pair.shared, {"ranked": 1.0, "theme_same": 1.0}, own="which_"),
                )
                return


def _same_subject(pair: Pair) -> bool:
    """Whether both say it of the same one, and the same of it."""
    a, b = pair.left.claim, pair.right.claim
    one = any(
        pair.match(x, y) == "same"
        for x, y in ((pair.left.agent, pair.right.agent), (pair.left.theme, pair.right.theme))
    )
    return one and (synonymous(a.predicate, b.predicate) or {a.predicate, b.predicate} <= PLACING)


def _is_known(rank: Rank, told: frozenset[tuple[str, int]]) -> bool:
    return not told.isdisjoint({(rank.row, rank.place), ("", rank.place)})
