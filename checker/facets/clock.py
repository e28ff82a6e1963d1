"""The time of day: do two clock times, or parts of the day, leave room for one moment?"""

from __future__ import annotations

import re
from functools import lru_cache

from checker.slots.time_relations import TimeRelation
from claims.times.calendar import PARTS
from claims.types import TimeExpression

DAY = 24 * 60
"""Minutes."""
ROUNDED = 30
"""Minutes between two clock times that two desks give for one moment."""
NEAR = 120
"""Minutes up to which two clock times may be the beginning and the end of one event."""

_HALF_OF_DAY = re.compile(
    r"\d\s?[ap]\.?\s?m\b|morning|noon|evening|night|dawn|dusk|h(?:ou)?rs|\b0\d:?\d\d", re.IGNORECASE
)
"""Words, or a leading zero, that tell 8 in the morning from 8 in the evening."""


def clock_relation(a: TimeExpression, b: TimeExpression) -> TimeRelation:
    """How two times of day lie, whatever their days; 'unknown' where one gives none, or only one gives its zone."""
    first, second = _time_of_day(a.anchor), _time_of_day(b.anchor)
    if first is not None and second is not None and first[0] != second[0]:  # '4:17 a.m. (0917 GMT)' has both
        first, second = _local(a) or first, _local(b) or second
    if first is None or second is None or first[0] != second[0]:
        return "unknown"
    turns = (0,) if a.granularity == b.granularity == "part of day" else (-DAY, 0, DAY)
    gap = min(_gap(first[1:], second[1:], turn) for turn in turns)
    if gap <= ROUNDED:
        return "same"
    if not (_tells_half(a) and _tells_half(b)) and abs(gap - DAY // 2) <= ROUNDED:
        return "unknown"
    return "near" if gap <= NEAR else "different"


def across_midnight(a: TimeExpression, b: TimeExpression) -> bool:
    """Whether two times of day are near each other only if one is before and one after midnight."""
    first, second = _time_of_day(a.anchor), _time_of_day(b.anchor)
    return first is not None and second is not None and _gap(first[1:], second[1:], 0) > DAY // 2


def is_precise(time: TimeExpression) -> bool:
    """Whether the clock tells it, rather than a part of the day."""
    return re.search(r"\b(?:clock|utc):", time.anchor) is not None and "part:midnight" not in time.anchor


@lru_cache(maxsize=65536)
def _time_of_day(anchor: str) -> tuple[str, int, int] | None:
    """The clock ('clock' or 'utc'), and the first and last minute after midnight; a part of the day may reach past
    the next midnight."""
    ends = []
    for facts in (dict(fact.split(":", 1) for fact in end.split()) for end in anchor.split(" / ")):
        key = next((k for k in ("clock", "utc") if k in facts), "")
        if key:
            hour, _, minute = facts[key].partition(":")
            start = int(hour) * 60 + int(minute or 0)
            ends.append((key, start, start + (0 if minute else 59)))
        elif "part" in facts:
            first, last = PARTS[facts["part"].replace("-", " ")]
            ends.append(("clock", int(first * 60), int(last * 60)))
    if not ends or len({key for key, *_ in ends}) > 1:
        return None
    key, start, end = ends[0][0], ends[0][1], ends[-1][2]
    return key, start, end if end >= start else end + DAY  # from 10 p.m. to 2 a.m.


_LOCAL = re.compile(r"(\d{1,2})(?:[:.]?(\d\d))?\s?(?:([ap])\.?\s?m\.?)?(?:\s?local time)?\s?\(", re.IGNORECASE)


def _local(time: TimeExpression) -> tuple[str, int, int] | None:
    """The local clock time before the one in brackets that has a zone."""
    match = _LOCAL.match(time.text) if "utc:" in time.anchor else None
    if match is None:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
    hour = hour % 12 + 12 * (half == "p") if half else hour
    return "clock", hour * 60 + minute, hour * 60 + minute + (0 if match[2] else 59)


def _gap(a: tuple[int, int], b: tuple[int, int], turn: int) -> int:
    """Minutes between two stretches of time, the first put off by ``turn``."""
    return max(0, a[0] + turn - b[1], b[0] - a[1] - turn)


def _tells_half(time: TimeExpression) -> bool:
    hour = re.search(r"(?:clock|utc):(\d\d)", time.anchor)
    return hour is None or int(hour[1]) > 12 or _HALF_OF_DAY.search(time.text) is not None
