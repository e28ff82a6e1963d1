"""Calendar arithmetic: from what a date expression names to the interval that it means.

All datetimes are naive. Intervals are half open, in local time, or in UTC where a clock time has a zone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from claims.types import Granularity

Relation = Literal["", "last", "recent", "this", "next", "coming"]
Step = relativedelta | timedelta

# Hours from the midnight at which the named day begins. They overlap on purpose: what one reporter calls
# the evening is the night to another. 'Midnight' may be either end of the day.
PARTS: dict[str, tuple[int, int]] = {
    "overnight": (-6, 9),
    "early": (0, 12),
    "early morning": (0, 9),
    "dawn": (3, 9),
    "morning": (0, 12),
    "midday": (11, 14),
    "afternoon": (12, 19),
    "dusk": (15, 22),
    "evening": (16, 24),
    "late": (16, 30),
    "night": (18, 30),
    "midnight": (-1, 25),
}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}  # first month: northern, meteorological
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAYS = {"day": 1, "week": 7, "working week": 7, "fortnight": 14}
MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
SIDES = {"last": -1, "recent": -1, "next": 1, "coming": 1}
FEW = {"decade": (2, 5), "century": (2, 3)}  # 'a few decades': how many, both included; else
FEW_OTHERS = (2, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """What the words of one date expression name; what they leave open is None, '' or False.

    ``relation`` says which of several is meant ('last Friday', 'this week'), ``year_relation`` the same of
    the year ('in June last year'). ``unit`` alone is a unit of the calendar ('this week'). With ``shift``
    it is a distance in time of ``count`` units (None: a few) and those in ``extra`` ('a year and two days'),
    back (-1) or ahead (+1) from ``origin``; with ``span``, all the time in between ('the past two weeks');
    ``hedge`` says 'more' or 'less' than that. Without ``shift``, ``count`` is how many units off ('the week
    after next': 2).
    A ``fiscal`` year is not that of the calendar. ``nth`` (negative: from the end) picks
    ``nth_count`` times ``nth_unit``, or a weekday (``nth_weekday``), out of the rest.
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
    week_of: bool = False
    phase: str = ""
    part: str = ""
    hour: int | None = None
    minute: int | None = None
    zone: int | None = None
    relation: Relation = ""
    year_relation: Relation = ""
    month_relation: Relation = ""
    unit: str = ""
    count: int | None = None
    extra: tuple[tuple[int, str], ...] = ()
    plus_half: bool = False
    shift: int = 0
    span: bool = False
    from_today: bool = False
    hedge: str = ""
    fiscal: bool = False
    origin: Literal["now", "event"] | When = "now"
    nth: int | None = None
    nth_unit: str = ""
    nth_count: int = 1
    nth_weekday: int | None = None

    @property
    def has_clock(self) -> bool:
        """Whether a clock time or a part of the day is named."""
        return self.hour is not None or bool(self.part)

    @property
    def has_date(self) -> bool:
        """Whether anything but a clock time or a part of the day is named."""
        return self != When(part=self.part, hour=self.hour, minute=self.minute, zone=self.zone)

    @property
    def names_day(self) -> bool:
        """Whether it is one day, so that a part of it or a clock time can follow."""
        day = self.day or self.weekday or (self.holiday and not self.weekend) or self.nth_weekday
        return bool(day or (self.unit == "day" and not self.span)) and self.hour is None and not self.week_of

    @property
    def floats(self) -> bool:
        """Whether it recurs, so that the tense must tell which one is meant: 'Friday', 'in May', 'this
        weekend'."""
        if isinstance(self.origin, When):
            return self.origin.floats
        named = self.month or self.weekday or self.day or self.season or self.quarter or self.holiday or self.weekend
        relation = self.relation not in ("", "this") or self.year_relation or self.month_relation or self.unit
        return bool(named) and self.year is None and not relation


class Interval(NamedTuple):
    """Half open; naive local time, or naive UTC where the expression gives a time zone."""

    earliest: datetime
    latest: datetime
    granularity: Granularity


class Context(NamedTuple):
    """What relative expressions are counted from: the day of reference, and whether the words around speak
    of what is to come. ``ahead``: a date that lacks its year may lie so many days on the other side, since
    'June 20' in a text of June 2 is not last year's."""

    reference: date | None
    future: bool = False
    ahead: int = 60


def resolve(when: When, context: Context) -> Interval | None:
    """The interval that ``when`` means, or None where that stays open.

    Raises ValueError for a day that does not exist ('February 30, 2019').
    """
    try:
        if when.part == "overnight" and not when.has_date:
            days = _day(context.reference) if context.reference else None
        else:
            days = _named(when, context)
        if days is None:
            return None
        if when.week_of:
            monday = days.earliest - timedelta(days=days.earliest.weekday())
            return Interval(monday, monday + timedelta(days=7), "week")
        return _within_day(when, days)
    except OverflowError:  # beyond the years 1 to 9999
        return None


def resolve_range(first: When, last: When, context: Context) -> Interval | None:
    """From the start of one to the end of the other. What recurs ('from Friday to Tuesday') is the nearest
    to the other end. Raises ValueError like ``resolve``."""
    if last.floats and not first.floats:
        start = resolve(first, context)
        end = resolve(last, Context(start.earliest.date(), future=True)) if start else None
    else:
        end = resolve(last, context)
        near = Context(end.earliest.date(), ahead=0) if end and first.floats and not first.relation else context
        start = resolve(first, near)
    if start is None or end is None:
        return None
    if first.hour is not None and last.hour is not None and start.earliest - end.latest < timedelta(hours=23):
        night = timedelta(days=end.latest <= start.earliest)  # 'from 10 p.m. to 2 a.m.'
        end = end._replace(earliest=end.earliest + night, latest=end.latest + night)
    if end.latest <= start.earliest:
        return None
    earliest = start.latest if first.phase == "end" else start.earliest
    latest = end.earliest if last.phase == "start" else end.latest
    return Interval(earliest, latest, end.granularity) if earliest < latest else None


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


def _day(day: date) -> Interval:
    return _days(day, 1, "day")


def _days(day: date, count: int, granularity: Granularity) -> Interval:
    start = _midnight(day)
    return Interval(start, start + timedelta(days=count), granularity)


def _months(year: int, month: int, count: int, granularity: Granularity) -> Interval:
    start = datetime(year, month, 1)
    return Interval(start, start + relativedelta(months=count), granularity)


def _granularity(unit: str) -> Granularity:
    return _PLAIN.get(unit, unit)  # type: ignore[arg-type]


_PLAIN: dict[str, Granularity] = {"fortnight": "week", "working week": "week", "working day": "day"}


def _named(when: When, context: Context) -> Interval | None:
    """The days that are named: whatever of ``_READINGS`` comes first."""
    if when.origin == "event" or when.unit == "season":  # of a sport: no dates
        return None
    if when.year_relation:
        if context.reference is None:
            return None
        year = context.reference.year + SIDES.get(when.year_relation, 0)
        when = replace(when, year=year, year_relation="")
    if when.nth is not None:
        return _nth(when, context)
    if when.shift:
        return _shifted(when, context)
    for names, reading in _READINGS:
        if any(getattr(when, name) for name in names):
            return _phase(when, reading(when, context))
    return None


# --- days, weeks ---


def _weekday(when: When, context: Context) -> Interval | None:
    """'last' and 'next' count in weeks of the calendar, but a Monday that is four days past is already last
    Monday; a bare weekday is the nearest at or before the reference (for the future, at or after)."""
    reference, weekday = context.reference, when.weekday
    if reference is None or weekday is None:
        return None
    if when.day is not None:
        return _weekday_and_day(weekday, when.day, reference)
    offset = weekday - reference.isoweekday()  # to that day of the same week
    if when.unit == "week":
        return _day(_calendar_unit(when, context).earliest.date() + timedelta(days=weekday - 1))
    if when.relation == "next":
        offset += 7
    elif when.relation == "last":
        offset -= 7 if offset > -4 else 0
    elif when.relation == "recent":
        offset = -(-offset % 7 or 7)
    elif when.relation == "coming":
        offset = offset % 7 or 7
    elif when.relation == "":
        offset = offset % 7 if context.future else -(-offset % 7)
    elif offset < 0 and context.future:
        offset += 7
    return _day(reference + timedelta(days=offset))


def _weekday_and_day(weekday: int, day: int, reference: date) -> Interval | None:
    """'Monday the 21st': the nearest month in which they meet."""
    first = reference.replace(day=1)
    months = [first + relativedelta(months=n) for n in range(-14, 15)]
    meeting = [m.replace(day=day) for m in months if _exists(m.year, m.month, day)]
    meeting = [d for d in meeting if d.isoweekday() == weekday]
    return _day(min(meeting, key=lambda d: abs(d - reference))) if meeting else None


def _weekend(when: When, context: Context) -> Interval | None:
    """Saturday and Sunday. On the weekend itself, 'the weekend' is that one."""
    reference = context.reference
    if reference is None:
        return None
    saturday = reference + timedelta(days=6 - reference.isoweekday())
    now = reference.isoweekday() >= 6
    just_over = reference.isoweekday() <= 3 and when.relation == "this"
    if when.relation in ("last", "recent") or (not now and not context.future and (when.relation == "" or just_over)):
        saturday -= timedelta(days=7 * (when.count or 1))
    elif when.relation == "next" or (when.relation == "coming" and now):
        saturday += timedelta(days=7 * (when.count or 1))
    return _days(saturday, 2, "day")


def _day_of_month(when: When, context: Context) -> Interval | None:
    """'the 18th': the nearest on its side, or that of last, this or next month."""
    if context.reference is None or when.day is None:
        return None
    first = context.reference.replace(day=1)
    if when.month_relation:
        first += relativedelta(months=SIDES.get(when.month_relation, 0))
        return _day(first.replace(day=when.day))
    step = 1 if context.future else -1
    for months in range(0, 3 * step, step):
        month = first + relativedelta(months=months)
        if _exists(month.year, month.month, when.day):
            day = month.replace(day=when.day)
            if (day >= context.reference) if context.future else (day <= context.reference):
                return _day(day)
    return None


def _calendar_week(when: When, context: Context) -> Interval | None:
    if when.year is None or when.week is None:
        return None
    return _days(date.fromisocalendar(when.year, when.week, 1), 7, "week")


# --- months, years and longer ---


def _month(when: When, context: Context) -> Interval | None:
    month, day, year = when.month or 1, when.day, when.year
    if day is not None:
        date(year or 2000, month, day)  # raises ValueError for June 31
    if year is None:
        year = _year_of(month, day, when.relation, context)
    if year is None:
        return None
    return _months(year, month, 1, "month") if day is None else _day(date(year, month, day))


def _year_of(month: int, day: int | None, relation: Relation, context: Context) -> int | None:
    """The year of the nearest such month or day on the side of the reference that the words tell."""
    now = context.reference
    if now is None or relation == "this":
        return now.year if now else None
    side = SIDES.get(relation, 0)
    years = range(max(now.year - 8, 1), min(now.year + 9, 9999))  # leap days are up to eight years apart
    fitting = [y for y in years if day is None or _exists(y, month, day)]
    if day is None and side > 0:
        return next((y for y in fitting if (y, month) > (now.year, now.month)), None)
    if day is None and side < 0:
        return next((y for y in reversed(fitting) if (y, month) < (now.year, now.month)), None)
    ahead = timedelta(days=context.ahead if day and not side else 0)
    if side > 0 or (context.future and not side):
        first = now - ahead
        return next((y for y in fitting if (y, month, day or 99) >= (first.year, first.month, first.day)), None)
    last = now + ahead
    return next((y for y in reversed(fitting) if (y, month, day or 0) <= (last.year, last.month, last.day)), None)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _year(when: When, context: Context) -> Interval | None:
    return _months(when.year, 1, 12, "year") if when.year and not when.fiscal else None


def _part_of_year(when: When, context: Context) -> Interval | None:
    granularity: Granularity = "quarter"
    if when.season:
        first, count, granularity = SEASONS[when.season], 3, "season"
    elif when.quarter:
        first, count = 3 * when.quarter - 2, 3
    else:
        first, count = 6 * (when.half or 1) - 5, 6
    year = when.year if when.year is not None else _year_of(first, None, when.relation, context)
    return _months(year, first, count, granularity) if year is not None else None


def _long(when: When, context: Context) -> Interval | None:
    if when.century is not None:
        return _months(max(100 * when.century - 100, 1), 1, 1200, "century")
    return _months(when.decade or 1, 1, 120, "decade")


def _calendar_unit(when: When, context: Context) -> Interval:
    """The unit of the calendar before, around or after the reference: 'last week', 'this year'."""
    reference = context.reference
    assert reference is not None  # noqa: S101 - the caller has looked
    step = SIDES.get(when.relation, 0) * (when.count or 1)
    if when.unit == "working week":
        week = _calendar_unit(replace(when, unit="week"), context)
        return week._replace(latest=week.earliest + timedelta(days=5))
    if when.unit in DAYS:
        start = reference if when.unit == "day" else reference - timedelta(days=reference.weekday())
        return _days(start + timedelta(days=step * DAYS[when.unit]), DAYS[when.unit], _granularity(when.unit))
    months = MONTHS.get(when.unit, 1)
    index = (reference.year * 12 + reference.month - 1) // months * months + step * months
    return _months(index // 12, index % 12 + 1, months, _granularity(when.unit))


def _unit(when: When, context: Context) -> Interval | None:
    """A unit of the calendar; 'earlier this week' ends today and 'later this year' begins today."""
    if context.reference is None or when.fiscal:
        return None
    whole, today = _calendar_unit(when, context), _day(context.reference)
    if when.phase == "earlier" and when.relation == "this":
        return whole._replace(latest=today.latest)
    if when.phase == "later" and when.relation == "this":
        return whole._replace(earliest=today.earliest)
    return whole


_VAGUE = {"start": "early", "end": "late"}  # 'the start of May' is as vague as 'early May'


def _phase(when: When, whole: Interval | None) -> Interval | None:
    """'early', 'mid' and 'late' of a month, a year or a longer time."""
    phase = _VAGUE.get(when.phase, when.phase)
    if whole is None or phase not in ("early", "mid", "late"):
        return whole
    start, end, granularity = whole
    if granularity in ("day", "week"):
        days = (end - start).days
        cuts = {"early": (0, (days + 1) // 2), "mid": (days // 3, days - days // 3), "late": (days // 2, days)}
        low, high = cuts[phase]
        return Interval(start + timedelta(days=low), start + timedelta(days=high), granularity)
    if granularity == "month":
        first, last = {"early": (1, 16), "mid": (10, 21), "late": (16, None)}[phase]
        return Interval(start.replace(day=first), start.replace(day=last) if last else end, granularity)
    third = ((end.year - start.year) * 12 + end.month - start.month) // 3
    low = {"early": 0, "mid": third, "late": 2 * third}[phase]
    return Interval(start + relativedelta(months=low), start + relativedelta(months=low + third), granularity)


# --- holidays ---

_EASTER = re.compile(r"easter([+-]\d+)")
_NTH = re.compile(r"(\d\d)-(\w+day)-(\d|last)(?:\+(\d))?")


def holiday_date(rule: str, year: int) -> date | None:
    """The day in ``year`` of a holiday rule of the table ('12-25', 'easter+1', '11-thursday-4'); None where
    it depends on the moon."""
    if m := re.fullmatch(r"(\d\d)-(\d\d)", rule):
        return date(year, int(m[1]), int(m[2]))
    if m := _EASTER.fullmatch(rule):
        sunday: date = easter(year)
        return sunday + timedelta(days=int(m[1]))
    if m := _NTH.fullmatch(rule):
        nth = -1 if m[3] == "last" else int(m[3])
        day = _nth_weekday(_months(year, int(m[1]), 1, "month"), WEEKDAYS.index(m[2]) + 1, nth)
        return day + timedelta(days=int(m[4] or 0))
    return None


def _nth_weekday(whole: Interval, weekday: int, nth: int) -> date:
    if nth < 0:
        last = whole.latest.date() - timedelta(days=1)
        return last - timedelta(days=(last.isoweekday() - weekday) % 7 - 7 * (nth + 1))
    first = whole.earliest.date()
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


def _holiday(when: When, context: Context) -> Interval | None:
    year, now = when.year, context.reference
    if year is None and when.relation == "this" and now:
        year = now.year
    if year is not None:
        day = holiday_date(when.holiday, year)
    elif now is not None:
        around = [holiday_date(when.holiday, y) for y in range(max(now.year - 1, 1), min(now.year + 2, 9999))]
        side = SIDES.get(when.relation, 0)
        ahead = timedelta(days=0 if side else context.ahead)
        if side > 0 or (context.future and not side):
            day = next((d for d in around if d and d >= now - ahead), None)
        else:
            day = next((d for d in reversed(around) if d and d <= now + ahead), None)
    else:
        day = None
    if day is None or not when.weekend:
        return _day(day) if day else None
    return _long_weekend(day)


def _long_weekend(holiday: date) -> Interval:
    """Saturday and Sunday with a holiday that touches them, or, from Thursday on, all from there."""
    saturday = holiday - timedelta(days=holiday.weekday()) + timedelta(days=5)
    if holiday.weekday() == 0:
        return _days(holiday - timedelta(days=2), 3, "day")
    if holiday.weekday() in (3, 4):
        return _days(holiday, (saturday - holiday).days + 2, "day")
    return _days(saturday, 2, "day")


# What of a When decides, in this order.
_READINGS = (
    (("holiday",), _holiday),
    (("decade", "century"), _long),
    (("month",), _month),
    (("season", "quarter", "half"), _part_of_year),
    (("week",), _calendar_week),
    (("year",), _year),
    (("weekday",), _weekday),
    (("weekend",), _weekend),
    (("day",), _day_of_month),
    (("unit",), _unit),
)


# --- distances and parts ---


def _step(unit: str, count: int, plus_half: bool = False) -> Step:
    if unit in ("minute", "hour"):
        return timedelta(minutes=count) if unit == "minute" else timedelta(hours=count)
    if unit in DAYS:
        return timedelta(days=DAYS[unit] * count + (DAYS[unit] // 2 if plus_half else 0))
    return relativedelta(months=MONTHS[unit] * count + (MONTHS[unit] // 2 if plus_half else 0))


def _shifted(when: When, context: Context) -> Interval | None:
    """'two weeks ago': around that day, one unit wide; 'the past two weeks': all of it."""
    if isinstance(when.origin, When):
        base = resolve(when.origin, context)
    else:
        base = _day(context.reference) if context.reference else None
    if base is None:
        return None
    few, many = FEW.get(when.unit, FEW_OTHERS) if when.count is None else (when.count, when.count)
    if when.span:
        return _stretch(when, base, many)
    moments = sorted(_moved(base.earliest, when, count) for count in (few, many))
    if when.weekday is not None:
        return _day(_nearest_weekday(moments[0].date(), when.weekday))
    return _around(when, base, moments[0], moments[1])


def _nearest_weekday(day: date, weekday: int) -> date:
    """Three days off at most."""
    return day + timedelta(days=(weekday - day.isoweekday() + 3) % 7 - 3)


def _moved(moment: datetime, when: When, count: int) -> datetime:
    """``moment`` at the distance of ``when``, with ``count`` of its unit."""
    for number, unit in (*when.extra, (count, when.unit)):
        if unit == "working day":
            moment = _working_days(moment, when.shift * number)
        else:
            moment += when.shift * _step(unit, number, when.plus_half)
    return moment


def _working_days(day: datetime, count: int) -> datetime:
    """So many days from Monday to Friday on, or back (negative). Holidays differ from place to place: none."""
    side = timedelta(days=1 if count > 0 else -1)
    while day.weekday() >= 5:  # one working day from Saturday is Monday
        day -= side
    weeks, days = divmod(abs(count), 5)
    day += weeks * 7 * side
    while days:
        day += side
        days -= day.weekday() < 5
    return day


def _stretch(when: When, base: Interval, count: int) -> Interval:
    """'the past two weeks', 'the next three days'; quarters and decades are those of the calendar."""
    if when.unit in ("quarter", "decade", "century") and when.origin == "now" and when.count is not None:
        base = _calendar_unit(replace(when, relation=""), Context(base.earliest.date()))
        base = base._replace(latest=base.earliest) if when.shift < 0 else base
    if when.shift < 0:
        return Interval(_moved(base.earliest, when, count), base.latest, _granularity(when.unit))
    start = base.earliest if when.from_today else base.latest
    if when.unit == "working day":
        return Interval(start, _moved(base.latest - timedelta(days=1), when, count) + timedelta(days=1), "day")
    return Interval(start, _moved(base.latest, when, count), _granularity(when.unit))


def _around(when: When, base: Interval, first: datetime, last: datetime) -> Interval:
    """A distance that is rounded to its unit: half a unit on either side."""
    unit = _granularity(when.unit)
    if when.hedge == "more":  # the limit itself; the bound opens it
        if unit in ("minute", "hour"):
            first += base.latest - base.earliest
        return Interval(first, last + timedelta(days=1), unit)
    if when.hedge == "less":
        return Interval(min(first, base.earliest), max(last, base.latest), unit)
    if unit in ("minute", "hour"):  # 'three hours ago': the day is known, the hour of writing is not
        return Interval(
            _midnight(min(first, base.earliest)), max(_midnight(last) + timedelta(days=1), base.latest), "day"
        )
    if unit == "day":
        return Interval(first, last + (base.latest - base.earliest), "day")
    before, after = _HALF[when.unit]
    return Interval(first - before, last + after, unit)


# Half a unit on either side of the day that 'two weeks ago' names exactly.
_HALF: dict[str, tuple[relativedelta, relativedelta]] = {
    "week": (relativedelta(days=3), relativedelta(days=4)),
    "working week": (relativedelta(days=3), relativedelta(days=4)),
    "fortnight": (relativedelta(days=3), relativedelta(days=4)),
    "month": (relativedelta(days=15), relativedelta(days=16)),
    "quarter": (relativedelta(days=45), relativedelta(days=46)),
    "year": (relativedelta(months=6), relativedelta(months=6)),
    "decade": (relativedelta(years=5), relativedelta(years=5)),
    "century": (relativedelta(years=50), relativedelta(years=50)),
}


def _nth(when: When, context: Context) -> Interval | None:
    """'the last week of July', 'the first ten days of 2012', 'the first Sunday of June'."""
    whole = _named(replace(when, nth=None), context)
    if whole is None or when.nth is None:
        return whole
    if when.nth_weekday is not None:
        day = _nth_weekday(whole, when.nth_weekday, when.nth)
        return _day(day) if whole.earliest <= _midnight(day) < whole.latest else None
    step = _step(when.nth_unit, when.nth_count)
    start, end = whole.earliest, whole.latest
    if when.nth_unit == "week":  # weeks from Monday to Sunday; the first has most of its days inside
        start += timedelta(days=-start.weekday() if start.weekday() < 4 else 7 - start.weekday())
        end += timedelta(days=-end.weekday() if end.weekday() < 4 else 7 - end.weekday())
    if when.nth < 0:
        return Interval(end - step, end, _granularity(when.nth_unit))
    for _ in range(when.nth - 1):
        start += step
    if start >= whole.latest:  # 'the fortieth week of the month'
        return None
    return Interval(start, start + step, _granularity(when.nth_unit))


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


def granularity(when: When) -> Granularity:
    """The granularity of what is named, where it stays unresolved."""
    if when.hour is not None:
        return "hour" if when.minute is None else "minute"
    if when.part:
        return "part of day"
    if when.nth is not None:
        return _granularity(when.nth_unit) if when.nth_unit else "day"
    if when.week_of or when.week:
        return "week"
    if when.day or when.weekday or when.holiday or when.weekend:
        return "day"
    if when.unit:
        return _granularity(when.unit)
    for names, value in _GRANULARITIES:
        if any(getattr(when, name) for name in names):
            return value
    return "day"


_GRANULARITIES: tuple[tuple[tuple[str, ...], Granularity], ...] = (
    (("month",), "month"),
    (("season",), "season"),
    (("quarter", "half"), "quarter"),
    (("year",), "year"),
    (("decade",), "decade"),
    (("century",), "century"),
)


# --- anchors ---


def anchor(when: When) -> str:
    """What of ``when`` is fixed without a reference date, as ``TimeExpression.anchor`` has it."""
    if when.nth is not None or not isinstance(when.origin, str) or when.week_of:
        return ""
    facts = _date_facts(when) | _clock_facts(when)
    if when.season:
        facts["season"] = when.season
    if when.part:
        facts["part"] = when.part.replace(" ", "-")
    if when.phase not in ("", "earlier", "later"):
        facts["phase"] = _VAGUE.get(when.phase, when.phase)
    if when.unit and when.shift and not when.span and when.count is not None and not when.plus_half:
        pairs = (*when.extra, (when.count, when.unit))
        facts[when.origin] = "".join(f"{count * when.shift:+}{unit}" for count, unit in pairs).replace(" ", "-")
    return " ".join(f"{key}:{facts[key]}" for key in sorted(facts))


def _date_facts(when: When) -> dict[str, str]:
    facts = {
        key: str(getattr(when, key))
        for key in ("weekday", "quarter", "half", "week", "decade", "century")
        if getattr(when, key) is not None
    }
    if when.year is not None:
        facts["year"] = f"{when.year:04}"
    if when.month is not None:
        facts["month"] = f"{when.month:02}"
    if when.day is not None:
        facts["day"] = f"{when.day:02}"
    if when.year and when.month and when.day and _exists(when.year, when.month, when.day):
        facts["weekday"] = str(date(when.year, when.month, when.day).isoweekday())
    return facts | _holiday_facts(when) if when.holiday else facts


def _holiday_facts(when: When) -> dict[str, str]:
    if fixed := re.fullmatch(r"(\d\d)-(\d\d)", when.holiday):
        return {"month": fixed[1], "day": fixed[2]}
    day = holiday_date(when.holiday, when.year) if when.year else None
    if day:
        return {"month": f"{day.month:02}", "day": f"{day.day:02}", "weekday": str(day.isoweekday())}
    return {"holiday": when.holiday.replace(" ", "-")}


def _clock_facts(when: When) -> dict[str, str]:
    if when.hour is None:
        return {"clock": "00:00"} if when.part == "midnight" else {}
    key, minutes = "clock", when.hour * 60 + (when.minute or 0)
    if when.zone is not None:
        key, minutes = "utc", (minutes - when.zone) % 1440
    hour, minute = divmod(minutes, 60)
    return {key: f"{hour % 24:02}" if when.minute is None else f"{hour % 24:02}:{minute:02}"}


def merge(first: When, second: When) -> When | None:
    """A date and a clock time of one expression put together; None where they do not fit."""
    day, clock = (first, second) if first.has_date else (second, first)
    if clock.has_date or (day.has_date and not day.names_day) or (day.hour is not None and clock.hour is not None):
        return None
    timed = clock if clock.hour is not None else day
    both = replace(day, hour=timed.hour, minute=timed.minute, zone=timed.zone, part=clock.part or day.part)
    return settle(both)


def settle(when: When) -> When:
    """'10 o'clock at night' is 22:00."""
    hour, part = when.hour, when.part
    if hour is None or part not in ("afternoon", "evening", "night") or not 1 <= hour < 12:
        return when
    return replace(when, hour=hour + 12) if hour + 12 >= PARTS[part][0] else when
