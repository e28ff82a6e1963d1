"""When: the times of what is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import Literal

from checker.facets.clock import across_midnight, clock_relation, is_precise
from checker.facets.facets import Facets
from checker.facets.moments import common_kind, is_instant
from checker.slots.pair import UNALIKE, Pair, features_of
from checker.slots.time_relations import TimeRelation, far_apart, same_edge, time_relation
from checker.story import ONE_STORY
from checker.types import SlotComparison
from checker.words.lexicon import happenings
from checker.words.opposites import opposite
from checker.words.synonyms import synonymous
from claims.tables import read_table
from claims.types import Claim, TimeExpression

LIMITS = frozenset({"until", "before", "since", "after"})
DAY_COUNT = re.compile(
    r"\b(?:second|third|fourth|fifth|sixth|seventh|[2-7](?:nd|rd|th)) "
    r"(?:(?:straight|consecutive|successive) )?(?:day|night)\b"
)
"""Tells that it goes on, so that it began on an earlier day: 'for a second day'."""
OTHER_STORY = 0.15
"""So far below 0 the story score of two articles says that they tell of two events."""


def time_comparisons(pair: Pair) -> Iterator[SlotComparison]:
    """Each time of the one's event against each of the other's."""
    if opposite(pair.left.claim.predicate, pair.right.claim.predicate):
        return  # when it opened and when it closed are two things
    one_event, kind = _tell_one_event(pair), _kind_of_moments(pair)
    differ = not _tells_other_times(pair)
    for a, b in product(pair.left.event_times, pair.right.event_times):
        moment = bool(kind) and pair.left.is_moment(a) and pair.right.is_moment(b)
        relation = _moment_relation(pair, kind, a, b) if moment else _relation(a, b)
        main = moment or (a in pair.left.main_times and b in pair.right.main_times)
        agrees = relation == "same"
        if agrees and not same_edge(a, b):
            continue  # 'in March' lies behind 'since 2011', and says nothing of it
        told = differ and (one_event or main) and not _is_explained(pair, a, b, relation, moment)
        if relation == "unknown" or not (agrees or told):
            continue
        features = {
            "granularity_same": float(a.granularity == b.granularity),
            "far_apart": float(far_apart(a, b)),
            "new_time": 0.0 if agrees else _new_time(pair, a, b),
            "main_time": _one_story(pair) * main,
            "moment": _one_story(pair) * moment,
            "limit_same": float(a.bound == b.bound and a.bound in LIMITS),
            "bound_same": float(a.bound == b.bound),
        }
        yield SlotComparison(
            pair.alignment,
            "time",
            "overlapping times" if agrees else "disjoint times",
            "agreement" if agrees else "discrepancy",
            "time-match" if agrees else "time-mismatch",
            (a.start, a.end),
            (b.start, b.end),
            key="time",
            hedged="about" in (a.bound, b.bound),
            features=features_of(pair.shared, features, own="time_"),
        )


def _tells_other_times(pair: Pair) -> bool:
    """Whether two times of the two claims may differ and both be true, whichever they are: of another one of a row, of
    more of the same, of a plan and what was, of what had not happened ('had not landed by Monday', 'landed on
    Tuesday')."""
    flipped = pair.left.claim.polarity != pair.right.claim.polarity
    return flipped or _are_of_a_row(pair) or _adds(pair) or _is_plan_and_past(pair)


def _is_explained(pair: Pair, a: TimeExpression, b: TimeExpression, relation: TimeRelation, moment: bool) -> bool:
    """Whether the claims themselves say why two times differ: two events, the other's time beside, a day counted from
    another event ('the day after the fall'), or a limit ('since March') of something else."""
    same_predicate = pair.left.claim.predicate == pair.right.claim.predicate
    sequel = relation == "near" and any(side.setting.apart or _counts_days(side) for side in (pair.left, pair.right))
    limits_another = a.bound != b.bound and not (same_predicate or moment)
    return sequel or limits_another or _of_two_events(pair, a, b, same_predicate) or _stands_beside(pair, a, b)


def _relation(a: TimeExpression, b: TimeExpression) -> TimeRelation:
    """How two times lie: by their days, and where these are one or not told, by the clock: 2:35 a.m. on Sunday is not
    3:50 a.m. on Sunday, though Sunday morning may be."""
    days = time_relation(a, b)
    if days not in ("same", "unknown"):
        return days
    hours = clock_relation(a, b)
    told = hours == "different" or (hours == "near" and is_precise(a) and is_precise(b))
    return hours if days == "unknown" or told else days


def _of_two_events(pair: Pair, a: TimeExpression, b: TimeExpression, same_predicate: bool) -> bool:
    """Whether two times surely belong to two events: that of the news and an earlier one, or two earlier ones of which
    other things are told."""
    left, right = pair.left, pair.right
    if left.is_past and right.is_past:
        return not same_predicate or a is not left.setting.time or b is not right.setting.time
    return pair.of_two_times


def _are_of_a_row(pair: Pair) -> bool:
    """Whether only one tells of the second, the next or another event of a kind, or of one more ('met again')."""
    left, right = (_further(side) for side in (pair.left, pair.right))
    return left != right or {again(pair.left.claim), again(pair.right.claim)} == {"yes", "no"}


def again(claim: Claim) -> Literal["yes", "back", "no"]:
    """Whether a claim tells of something that comes once more, or that something is back, which is told either way:
    'the port reopened', 'the port opened'."""
    table = read_table("dating", "checker")["again"]
    if claim.predicate in table["verbs"] or _again().search(claim.text):
        return "yes"
    return "back" if claim.predicate in table["back_verbs"] else "no"


@cache
def _again() -> re.Pattern[str]:
    """The words of tables/dating.toml for 'once more'."""
    words = read_table("dating", "checker")["again"]["words"]
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


def _further(side: Facets) -> frozenset[str]:
    return frozenset(f"{which} {noun}" for noun, which in side.which.items() if which != "first" and happenings([noun]))


def _kind_of_moments(pair: Pair) -> str:
    """The kind of event, where both claims say at which time of day that of their article came; else ''."""
    left, right = pair.left.moment, pair.right.moment
    if left is None or right is None or pair.alignment.story < ONE_STORY:
        return ""
    events = pair.left.setting.article.event, pair.right.setting.article.event
    kind = common_kind(*events)
    if not any(event.kind for event in events) and left.kinds and right.kinds:
        kind = min(left.kinds & right.kinds, default="")
    return kind if all(m.kinds is None or kind in m.kinds for m in (left, right)) else ""


def _moment_relation(pair: Pair, kind: str, a: TimeExpression, b: TimeExpression) -> TimeRelation:
    """How the times lie at which two articles let their event begin: what is over in a moment was not both at 8 and at
    9. Unknown where an article gives several, one of which is the other's."""
    relation = _of_moments(kind, a, b)
    others = [(a, t) for t in pair.right.setting.article.event.times(kind)]
    others += [(t, b) for t in pair.left.setting.article.event.times(kind)]
    if relation != "same" and any(_of_moments(kind, x, y) == "same" for x, y in others):
        return "unknown"
    return relation


def _of_moments(kind: str, a: TimeExpression, b: TimeExpression) -> TimeRelation:
    hours, days = clock_relation(a, b), time_relation(a, b)
    if hours == "near" and is_instant(kind) and is_precise(a) and is_precise(b):
        hours = "different"
    if days in ("near", "different") and not (hours == "same" and across_midnight(a, b)):
        return days
    return days if hours == "unknown" else "same" if hours == "near" else hours


def _tell_one_event(pair: Pair) -> bool:
    """Whether the words for what happened may be those for one event: not 'joined in 1998' and 'left in 2004'."""
    left, right = pair.left, pair.right
    alike = pair.words.similarity(left.claim.predicate, right.claim.predicate) >= UNALIKE
    told = (*product(left.told, right.mentioned), *product(left.mentioned, right.told))
    return alike or any(synonymous(a, b) for a, b in told)


def _stands_beside(pair: Pair, a: TimeExpression, b: TimeExpression) -> bool:
    """Whether either claim gives the other's time too, of what it goes on to tell: '40 hectares on Monday and 60 by
    Tuesday'."""
    beside = [(x, b) for x in pair.left.event_times if x is not a]
    beside += [(x, a) for x in pair.right.event_times if x is not b]
    return any(time_relation(x, y) == "same" and clock_relation(x, y) in ("same", "unknown") for x, y in beside)


def _is_plan_and_past(pair: Pair) -> bool:
    """Whether one tells what is to be, and the other, in words for another event, what was."""
    if {pair.left.claim.modality, pair.right.claim.modality} != {"planned", "asserted"}:
        return False
    return not any(synonymous(a, b) for a in pair.left.told for b in pair.right.told)


def _counts_days(side: Facets) -> bool:
    """Whether a claim tells of the second day of something, or a later one."""
    return DAY_COUNT.search(side.claim.text) is not None


def _new_time(pair: Pair, a: TimeExpression, b: TimeExpression) -> float:
    """0, 0.5 or 1: how many of the two times the other article gives nowhere."""
    sides = ((a, pair.right.setting.article.times), (b, pair.left.setting.article.times))
    return sum(all(_relation(x, t) != "same" for t in told) for x, told in sides) / 2


def _adds(pair: Pair) -> bool:
    """Whether one tells of more of what the other tells of: 'three were freed', 'two more were freed on Tuesday'."""
    left, right = (any(q.increment for q in side.claim.quantities) for side in (pair.left, pair.right))
    return left != right


def _one_story(pair: Pair) -> float:
    """How far the two articles may tell of one event, 0..1."""
    return round(min(1.0, max(0.0, 1 + pair.alignment.story / OTHER_STORY)), 4)
