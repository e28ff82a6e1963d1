"""Calendar arithmetic: what a date expression names, and the interval that it means.

Everything is in naive datetimes, half open. A clock time with a zone is converted to UTC; the anchor then
has 'utc:' in place of 'clock:'.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from claims.types import Granularity

Relation = Literal["", "last", "this", "next"]

# Hours from midnight of the named day. They overlap on purpose: 'evening' and 'night' may be the same hour.
PARTS: dict[str, tuple[int, int]] = {
    "dawn": (3, 9),
    "early morning": (0, 9),
    "early": (0, 12),
    "morning": (0, 12),
    "noon": (12, 13),
    "midday": (11, 14),
    "afternoon": (12, 19),
    "evening": (16, 24),
    "late": (16, 30),
    "night": (18, 30),
    "midnight": (24, 25),
    "overnight": (-6, 9),
}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}  # first month; northern, meteorological
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS_OF: dict[str, int] = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
DAYS_OF: dict[str, int] = {"day": 1, "week": 7, "fortnight": 14}
AHEAD = 60  # 'June 20' in a text of June 2 is not last year's, whatever the tense: days
VAGUE = (2, 10)  # 'a few days', 'weeks ago': how many, both included


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """What the words of one date expression name; whatever they leave open is None or ''.

    ``relation`` says which of several the words mean ('last Friday'); ``unit`` with ``count`` is a stretch
    of time (count 0: 'a few'), ``shift`` its direction (-1 ago, +1 from now, 0 a named unit as in 'this
    week') and ``origin`` where it is counted from ('now', 'event' or another date).
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    quarter: int | None = None
    half: int | None = None
    week: int | None = None
    season: str = ""
    decade: int | None = None
    century: int | None = None
    holiday: str = ""
    weekend: bool = False
    phase: str = ""
    part: str = ""
    hour: int | None = None
    minute: int | None = None
    zone: int | None = None
    relation: Relation = ""
    unit: str = ""
    count: int | None = None
    shift: int = 0
    origin: Literal["now", "event"] | When = "now"
    span: bool = False

    @property
    def has_clock(self) -> bool:
        """Whether a clock time or a part of the day is named."""
        return self.hour is not None or bool(self.part)

    @property
    def names_day(self) -> bool:
        """Whether it is one day, so that a part of it or a clock time can follow."""
        single = self.day or self.weekday or self.holiday or (self.unit == "day" and not self.span)
        return bool(single) and self.hour is None

    @property
    def has_date(self) -> bool:
        """Whether anything but a clock time or a part of the day is named."""
        return self != When(part=self.part, hour=self.hour, minute=self.minute, zone=self.zone)


class Interval(NamedTuple):
    """Half open; naive local time, or naive UTC where the expression gives a time zone."""

    earliest: datetime
    latest: datetime
    granularity: Granularity


def resolve(when: When, reference: date | None, future: bool = False) -> Interval | None:
    """The interval that ``when`` means in a text of the day ``reference``, or None where that stays open.

    A date that lacks its year, or a bare weekday, is the nearest one at or before the reference, or, if
    ``future``, at or after it.

    Raises ValueError for a day that does not exist ('February 30, 2019').
    """
    try:
        if when.has_date:
            days = _days(when, reference, future)
        elif when.part == "overnight" and reference:
            days = _day(reference)
        else:
            return None
        return _within_day(when, days) if days else None
    except OverflowError:
        return None


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


def _day(day: date) -> Interval:
    start = _midnight(day)
    return Interval(start, start + timedelta(days=1), "day")


def _months(year: int, month: int, count: int, granularity: Granularity) -> Interval:
    start = datetime(year, month, 1)
    return Interval(start, start + relativedelta(months=count), granularity)


def _within_day(when: When, days: Interval) -> Interval:
    """Narrow a day to a part of it or to a clock time."""
    if days.granularity != "day":
        return days
    if when.hour is not None:
        start = days.earliest + timedelta(hours=when.hour, minutes=when.minute or 0)
        if when.zone is not None:
            start -= timedelta(minutes=when.zone)
        if when.minute is None:
            return Interval(start, start + timedelta(hours=1), "hour")
        return Interval(start, start + timedelta(minutes=1), "minute")
    if when.part:
        first, last = PARTS[when.part]
        return Interval(days.earliest + timedelta(hours=first), days.earliest + timedelta(hours=last), "part of day")
    return days


def _days(when: When, reference: date | None, future: bool) -> Interval | None:  # noqa: C901 - one dispatch
    if when.unit and (when.shift or when.span):
        return _shifted(when, reference, future)
    if when.holiday:
        return _holiday(when, reference, future)
    if when.decade is not None or when.century is not None:
        return _long(when)
    if when.month is not None:
        return _phase(when, _month(when, reference, future))
    if when.season or when.quarter or when.half:
        return _phase(when, _part_of_year(when, reference, future))
    if when.week is not None and when.year is not None:
        first = date.fromisocalendar(when.year, when.week, 1)
        return Interval(_midnight(first), _midnight(first + timedelta(days=7)), "week")
    if when.year is not None:
        return _phase(when, _months(when.year, 1, 12, "year"))
    if reference is None:
        return None
    if when.weekday is not None and when.day is not None:
        return _weekday_and_day(when.weekday, when.day, reference, future)
    if when.weekday is not None:
        return _day(_weekday(when, reference, future))
    if when.weekend:
        return _weekend(when, reference, future)
    if when.day is not None:
        return _day_of_month(when.day, reference, future)
    if when.unit:
        return _so_far(when, _unit(when, reference), reference)
    return None


def _month(when: When, reference: date | None, future: bool) -> Interval | None:
    assert when.month is not None  # noqa: S101 - for the type checker
    year = when.year
    if year is None:
        if when.day is not None:
            date(2000, when.month, when.day)  # raises ValueError for June 31
        if reference is None:
            return None
        year = _year_of(when.month, when.day, when.relation, reference, future)
        if year is None:
            return None
    if when.day is None:
        return _months(year, when.month, 1, "month")
    return _day(date(year, when.month, when.day))


def _year_of(month: int, day: int | None, relation: Relation, reference: date, future: bool) -> int | None:
    """The year of the nearest such month or day on the side of the reference that the words tell."""
    if relation == "this":
        return reference.year
    years = range(reference.year - 8, reference.year + 9)  # leap days are up to eight years apart
    fitting = [y for y in years if day is None or _exists(y, month, day)]
    if relation == "next" or (future and relation != "last"):
        ahead = [y for y in fitting if (y, month, day or 99) >= (reference.year, reference.month, reference.day)]
        if relation == "next" and day is None:
            ahead = [y for y in fitting if (y, month) > (reference.year, reference.month)]
        return ahead[0] if ahead else None
    limit = reference + timedelta(days=AHEAD) if day else reference
    past = [y for y in fitting if (y, month, day or 0) <= (limit.year, limit.month, limit.day)]
    if relation == "last" and day is None:
        past = [y for y in fitting if (y, month) < (reference.year, reference.month)]
    return past[-1] if past else None


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _weekday(when: When, reference: date, future: bool) -> date:
    """'last week Monday' counts from the week; a bare weekday is the nearest on its side."""
    assert when.weekday is not None  # noqa: S101 - for the type checker
    if when.unit == "week":
        week = _unit(when, reference).earliest.date()
        return week + timedelta(days=when.weekday - 1)
    ahead = (when.weekday - reference.isoweekday()) % 7
    if when.relation == "next":
        return reference + timedelta(days=ahead or 7)
    if when.relation == "last":
        return reference + timedelta(days=ahead - 7)
    if when.relation == "this":
        return reference + timedelta(days=ahead if future or ahead == 0 else when.weekday - reference.isoweekday())
    return reference + timedelta(days=ahead if future or ahead == 0 else ahead - 7)


def _weekend(when: When, reference: date, future: bool) -> Interval:
    """Saturday and Sunday. On the weekend itself, 'the weekend' is that one."""
    saturday = reference + timedelta(days=6 - reference.isoweekday())
    this = reference.isoweekday() >= 6
    if reference.isoweekday() == 7:
        saturday = reference - timedelta(days=1)
    if when.relation == "last" or (not this and not future and when.relation == ""):
        saturday -= timedelta(days=7)
    elif when.relation == "next" and this:
        saturday += timedelta(days=7)
    return Interval(_midnight(saturday), _midnight(saturday + timedelta(days=2)), "day")


def _day_of_month(day: int, reference: date, future: bool) -> Interval | None:
    """'the 18th': the nearest on its side."""
    step = 1 if future else -1
    for months in range(0, 3 * step, step):
        first = reference.replace(day=1) + relativedelta(months=months)
        if _exists(first.year, first.month, day):
            found = first.replace(day=day)
            if (found >= reference) if future else (found <= reference):
                return _day(found)
    return None


def _weekday_and_day(weekday: int, day: int, reference: date, future: bool) -> Interval | None:
    """'Monday the 21st': the nearest month in which they meet, either way if none is on its side soon."""
    first = reference.replace(day=1)
    months = [first + relativedelta(months=n) for n in range(-14, 15)]
    days = [m.replace(day=day) for m in months if _exists(m.year, m.month, day)]
    meeting = [d for d in days if d.isoweekday() == weekday and ((d >= reference) if future else (d <= reference))]
    return _day(min(meeting, key=lambda d: abs(d - reference))) if meeting else None


def _part_of_year(when: When, reference: date | None, future: bool) -> Interval | None:
    if when.season:
        first, count, granularity = SEASONS[when.season], 3, "season"
    elif when.quarter:
        first, count, granularity = 3 * when.quarter - 2, 3, "quarter"
    else:
        first, count, granularity = 6 * (when.half or 1) - 5, 6, "quarter"
    year = when.year
    if year is None:
        if reference is None:
            return None
        year = _year_of(first, None, when.relation, reference, future)
        if year is None:
            return None
    return _months(year, first, count, granularity)  # type: ignore[arg-type]


def _long(when: When) -> Interval | None:
    if when.century is not None:
        return _phase(when, _months(100 * when.century - 100, 1, 1200, "century"))
    assert when.decade is not None  # noqa: S101 - for the type checker
    return _phase(when, _months(when.decade, 1, 120, "decade"))


_EASTER = re.compile(r"easter([+-]\d+)")
_NTH = re.compile(r"(\d\d)-(\w+day)-(\d|last)(?:\+(\d))?")


def holiday_date(rule: str, year: int) -> date | None:
    """The day in ``year`` of a holiday rule of the table: 'MM-DD', 'easter+N' or 'MM-weekday-N'; None
    where it depends on the moon."""
    if m := re.fullmatch(r"(\d\d)-(\d\d)", rule):
        return date(year, int(m[1]), int(m[2]))
    if m := _EASTER.fullmatch(rule):
        return easter(year) + timedelta(days=int(m[1]))
    if m := _NTH.fullmatch(rule):
        weekday, nth = WEEKDAYS.index(m[2]), m[3]
        if nth == "last":
            last = date(year, int(m[1]), 1) + relativedelta(months=1, days=-1)
            return last - timedelta(days=(last.weekday() - weekday) % 7)
        first = date(year, int(m[1]), 1)
        day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (int(nth) - 1))
        return day + timedelta(days=int(m[4] or 0))
    return None


def _holiday(when: When, reference: date | None, future: bool) -> Interval | None:
    if when.year is not None:
        day = holiday_date(when.holiday, when.year)
        return _day(day) if day else None
    if reference is None:
        return None
    if when.relation == "this":
        day = holiday_date(when.holiday, reference.year)
        return _day(day) if day else None
    days = [holiday_date(when.holiday, reference.year + y) for y in (-1, 0, 1)]
    known = [d for d in days if d]
    if when.relation == "next" or (future and when.relation != "last"):
        known = [d for d in known if d >= reference][:1]
    else:
        known = [d for d in known if d <= reference][-1:]
    return _day(known[0]) if known else None


def _unit(when: When, reference: date) -> Interval:
    """The calendar unit before, around or after the reference: 'last week', 'this year', 'next month'."""
    step = {"last": -1, "next": 1}.get(when.relation, 0)
    if when.unit in DAYS_OF:
        length = DAYS_OF[when.unit]
        start = reference if when.unit == "day" else reference - timedelta(days=reference.weekday())
        start += timedelta(days=step * length)
        return Interval(_midnight(start), _midnight(start + timedelta(days=length)), _granularity(when.unit))
    months = MONTHS_OF.get(when.unit, 1)
    index = (reference.year * 12 + reference.month - 1) // months * months + step * months
    return _months(index // 12, index % 12 + 1, months, _granularity(when.unit))


def _so_far(when: When, whole: Interval, reference: date) -> Interval:
    """'earlier this week' ends today and 'later this year' begins today."""
    today = _day(reference)
    if when.phase == "earlier" and when.relation == "this":
        return whole._replace(latest=today.latest)
    if when.phase == "later" and when.relation == "this":
        return whole._replace(earliest=today.earliest)
    return _phase(when, whole) or whole


def _granularity(unit: str) -> Granularity:
    return "week" if unit == "fortnight" else unit  # type: ignore[return-value]


def _step(unit: str, count: int) -> relativedelta | timedelta:
    if unit in ("minute", "hour"):
        return timedelta(**{unit + "s": count})
    if unit in DAYS_OF:
        return timedelta(days=DAYS_OF[unit] * count)
    return relativedelta(months=MONTHS_OF[unit] * count)


def _shifted(when: When, reference: date | None, future: bool) -> Interval | None:
    """'two weeks ago' (around that day, one unit wide) and 'the past two weeks' (all of it)."""
    origin = when.origin
    if origin == "event":
        return None
    base = (_day(reference) if reference else None) if origin == "now" else resolve(origin, reference, future)
    if base is None or (when.unit in ("minute", "hour") and when.count and when.count < 12 and not when.span):
        return _day(reference) if reference and base and when.unit in ("minute", "hour") else None
    few, many = (when.count, when.count) if when.count else VAGUE
    if when.span:
        if when.shift < 0:
            return Interval(base.earliest - _step(when.unit, many), base.latest, _granularity(when.unit))
        return Interval(base.earliest, base.latest + _step(when.unit, many), _granularity(when.unit))
    nearest = base.earliest + _step(when.unit, few * when.shift)
    farthest = base.earliest + _step(when.unit, many * when.shift)
    first, last = min(nearest, farthest), max(nearest, farthest)
    if when.unit in ("day", "hour", "minute"):
        return Interval(_midnight(first), _midnight(last) + timedelta(days=1), "day")
    before, after = _HALF[when.unit]
    return Interval(first - before, last + after, _granularity(when.unit))


# Half a unit on either side of the day that 'two weeks ago' names exactly.
_HALF: dict[str, tuple[relativedelta, relativedelta]] = {
    "week": (relativedelta(days=3), relativedelta(days=4)),
    "fortnight": (relativedelta(days=3), relativedelta(days=4)),
    "month": (relativedelta(days=15), relativedelta(days=16)),
    "quarter": (relativedelta(days=45), relativedelta(days=46)),
    "year": (relativedelta(months=6), relativedelta(months=6)),
    "decade": (relativedelta(years=5), relativedelta(years=5)),
    "century": (relativedelta(years=50), relativedelta(years=50)),
}


def _phase(when: When, whole: Interval | None) -> Interval | None:
    """'early', 'mid' and 'late' of a month, a year or a longer time."""
    if whole is None or when.phase not in ("early", "mid", "late") or whole.granularity == "day":
        return whole
    start, end, granularity = whole
    if granularity == "month":
        cuts = {"early": (1, 16), "mid": (10, 21), "late": (16, None)}[when.phase]
        return Interval(start.replace(day=cuts[0]), start.replace(day=cuts[1]) if cuts[1] else end, granularity)
    months = (end.year - start.year) * 12 + end.month - start.month
    if months < 3:
        return whole
    third = months // 3
    low, high = {"early": (0, third), "mid": (third, 2 * third), "late": (2 * third, months)}[when.phase]
    return Interval(start + relativedelta(months=low), start + relativedelta(months=high), granularity)


def anchor(when: When) -> str:
    """What of ``when`` is fixed without a reference date: blank-separated 'key:value' facts, sorted by key."""
    facts: dict[str, str] = {}
    if when.year is not None:
        facts["year"] = f"{when.year:04}"
    for key, value in (("month", when.month), ("day", when.day)):
        if value is not None:
            facts[key] = f"{value:02}"
    if when.year and when.month and when.day:
        facts["weekday"] = str(date(when.year, when.month, when.day).isoweekday())
    for key in ("weekday", "quarter", "half", "week", "decade", "century"):
        if getattr(when, key) is not None:
            facts[key] = str(getattr(when, key))
    for key in ("season", "phase", "part"):
        if getattr(when, key):
            facts[key] = getattr(when, key).replace(" ", "-")
    if when.holiday:
        facts |= _holiday_facts(when)
    if when.hour is not None:
        facts |= _clock_facts(when)
    if when.unit and when.shift and not when.span and when.count and isinstance(when.origin, str):
        facts["event" if when.origin == "event" else "now"] = f"{when.count * when.shift:+}{when.unit}"
    return " ".join(f"{key}:{facts[key]}" for key in sorted(facts))


def _holiday_facts(when: When) -> dict[str, str]:
    if fixed := re.fullmatch(r"(\d\d)-(\d\d)", when.holiday):
        return {"month": fixed[1], "day": fixed[2]}
    day = holiday_date(when.holiday, when.year) if when.year else None
    if day:
        return {"month": f"{day.month:02}", "day": f"{day.day:02}", "weekday": str(day.isoweekday())}
    return {"holiday": when.holiday.replace(" ", "-")}


def _clock_facts(when: When) -> dict[str, str]:
    minutes = (when.hour or 0) * 60 + (when.minute or 0)
    if when.zone is None:
        key = "clock"
    else:
        key, minutes = "utc", (minutes - when.zone) % 1440
    hour, minute = divmod(minutes, 60)
    return {key: f"{hour % 24:02}" if when.minute is None else f"{hour % 24:02}:{minute:02}"}


def merge(first: When, second: When) -> When | None:
    """A date and a clock time of one expression put together; None where they do not fit."""
    date_part, clock_part = (first, second) if first.has_date else (second, first)
    if clock_part.has_date or (date_part.hour is not None and clock_part.hour is not None):
        return None
    hour, part = (
        (
            (clock_part.hour, clock_part.minute, clock_part.zone)
            if clock_part.hour is not None
            else (date_part.hour, date_part.minute, date_part.zone)
        ),
        clock_part.part or date_part.part,
    )
    return replace(date_part, hour=hour[0], minute=hour[1], zone=hour[2], part=part)
