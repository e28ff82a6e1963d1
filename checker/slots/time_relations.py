"""How two times lie to each other: by their intervals where both are resolved, else by what their words fix."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Literal

from claims.types import TimeExpression

TimeRelation = Literal["same", "near", "different", "unknown"]

DAYLIKE = frozenset({"minute", "hour", "part of day", "day"})
"""Granularities of times that lie within one day, or are one."""


def time_relation(a: TimeExpression | None, b: TimeExpression | None) -> TimeRelation:
    """How two times lie: by their intervals where both are resolved, else by what their words fix."""
    if a is None or b is None:
        return "unknown"
    if a.resolved and b.resolved:
        return _interval_relation(_edge(a), _edge(b)) if a.bound == b.bound else _interval_relation(a, b)
    return _anchor_relation(a.anchor, b.anchor)


def same_edge(a: TimeExpression, b: TimeExpression) -> bool:
    """Whether two times that overlap name one point, rather than one of all those that lie behind an open end: 'since
    March' and 'in March', not 'since 2011' and 'in March'."""
    if a.bound == b.bound or not (a.resolved and b.resolved):
        return True
    return _interval_relation(_edge(a), _edge(b)) == "same"


FAR = timedelta(days=8)
"""Reports of one event do not date it a week apart; such times belong to two events."""


def far_apart(a: TimeExpression, b: TimeExpression) -> bool:
    """Whether two days are so far from each other that they are hardly two datings of one event."""
    if not (a.resolved and b.resolved and {a.granularity, b.granularity} <= DAYLIKE):
        return False
    (low_a, high_a), (low_b, high_b) = _bounds(a), _bounds(b)
    return max(low_a - high_b, low_b - high_a) >= FAR


def is_earlier(time: TimeExpression, main: TimeExpression, dated: TimeExpression | None = None) -> bool:
    """Whether a time lies well before another. Where no date of publication resolves them: news give the day of the
    week for what is new, and a date or a distance for what is past ('on Wednesday', 'in an October 2 attack', 'a week
    ago', 'last Thursday'). ``dated``: the date of the article, near which a date is none of the past."""
    if time.resolved and main.resolved:
        (low, high), (start, _) = _bounds(time), _bounds(main)
        if time.granularity in DAYLIKE:
            return high + timedelta(days=1) <= start  # the day before may be the same one for another writer
        return time.bound == "in" and low + timedelta(days=7) <= start  # nobody says 'in early June' of this week
    own, new = facts_of(time.anchor), facts_of(main.anchor)
    if not _is_recent(new) or (time.bound in ("until", "before") and "now" not in own):
        return False
    if _DISTANT.match(own.get("now", "")):
        return not _DISTANT.match(new.get("now", ""))
    if "weekday" in own:
        return _LAST_WEEKDAY.match(time.text) is not None and not _LAST_WEEKDAY.match(main.text)
    return bool(own.keys() & {"month", "year"}) and not (dated and _near_date(own, facts_of(dated.anchor)))


_DISTANT = re.compile(r"-(?:\d+(?:fortnight|week|month|year|decade|century)|(?:[6-9]|\d\d+)day)")
_LAST_WEEKDAY = re.compile(r"[Ll]ast (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)")


def _is_recent(facts: Mapping[str, str]) -> bool:
    """Whether a time is given as news give theirs: by the day of the week, by 'today', or by the time of day."""
    return not facts.keys() & {"month", "year", "season", "decade", "century"}


LEAP_YEAR = 2000
"""A year that has every day."""


def _near_date(own: Mapping[str, str], dated: Mapping[str, str]) -> bool:
    """Whether a date, of whatever year, lies in the week before or after another; a month alone: whether it has it."""
    if own.get("year", "") not in ("", dated.get("year", "")):
        return False
    if "month" not in own or "month" not in dated or "day" not in own or "day" not in dated:
        return own.get("month") == dated.get("month")
    one, other = (date(LEAP_YEAR, int(facts["month"]), int(facts["day"])).toordinal() for facts in (own, dated))
    return min(abs(one - other), 366 - abs(one - other)) <= 7


SOON = 3
"""Days within which a day of the week that news name comes after another one of theirs."""


def follows(time: TimeExpression, limit: TimeExpression) -> bool:
    """Whether a time lies behind a limit ('by Monday'); of two days of the week, whether it is one of the next few."""
    if time.resolved and limit.resolved:
        return limit.latest is not None and time.earliest is not None and _naive(limit.latest) <= _naive(time.earliest)
    day, last = (facts_of(t.anchor).get("weekday", "") for t in (time, limit))
    return bool(day and last) and 0 < (int(day) - int(last)) % 7 <= SOON


EDGE_LENGTH = {"month": 28, "season": 80, "quarter": 85, "year": 360, "decade": 3600, "century": 36000, "week": 6}


def _edge(time: TimeExpression) -> TimeExpression:
    """'Since March' as the March that it names: two of a kind are compared by where they begin or end."""
    length = timedelta(days=EDGE_LENGTH.get(time.granularity, 1))
    if time.bound in ("since", "after") and time.earliest and not time.latest:
        return replace(time, latest=time.earliest + length)
    if time.bound in ("until", "before") and time.latest and not time.earliest:
        return replace(time, earliest=time.latest - length)
    return time


def _naive(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _interval_relation(a: TimeExpression, b: TimeExpression) -> TimeRelation:
    (low_a, high_a), (low_b, high_b) = _bounds(a), _bounds(b)
    gap = max(low_a - high_b, low_b - high_a)
    if gap < timedelta(0):
        return "same"
    coarse = "month" in (a.granularity, b.granularity) or "year" in (a.granularity, b.granularity)
    return "near" if gap <= timedelta(days=40 if coarse else 1) else "different"


@lru_cache(maxsize=65536)
def _bounds(time: TimeExpression) -> tuple[datetime, datetime]:
    """The interval for comparison: whole days, since hours need a common clock."""
    low = _naive(time.earliest) if time.earliest else datetime.min + timedelta(days=400)
    high = _naive(time.latest) if time.latest else datetime.max - timedelta(days=400)
    low = low.replace(hour=0, minute=0, second=0, microsecond=0)
    if time.granularity == "part of day" and time.earliest:
        return low, low + timedelta(days=1)  # 'late Tuesday' may reach past midnight, but is Tuesday
    if high.hour or high.minute:
        high = high.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return low, high


def facts_of(anchor: str) -> dict[str, str]:
    """The facts of an anchor, of its first end where it has two."""
    return dict(pair.split(":", 1) for pair in anchor.split(" / ")[0].split() if ":" in pair)


def _this_week(facts: dict[str, str]) -> bool:
    return bool(facts.keys() & {"weekday", "now"}) and "month" not in facts


def _bare_month(facts: dict[str, str]) -> bool:
    return bool(facts.keys() & {"month", "year"}) and "day" not in facts


@lru_cache(maxsize=65536)
def _anchor_relation(a: str, b: str) -> TimeRelation:
    left, right = facts_of(a), facts_of(b)
    if (_this_week(left) and _bare_month(right)) or (_this_week(right) and _bare_month(left)):
        return "different"  # nobody says 'in January' of what happened on Friday
    shared = [k for k in left if k in right and k not in ("clock", "part", "phase")]
    if any(left[k] != right[k] for k in shared):
        days = [(left[k], right[k]) for k in ("weekday", "day") if k in shared and left[k] != right[k]]
        near = len(days) == 1 and all(
            abs(int(x) - int(y)) in ((1, 6) if "weekday" in shared else (1,)) for x, y in days
        )
        return (
            "near" if near and all(left[k] == right[k] for k in shared if k not in ("weekday", "day")) else "different"
        )
    return "same" if shared else "unknown"
