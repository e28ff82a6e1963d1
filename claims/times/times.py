"""Dates and times: every expression of a text with its span and the interval that it means.

What single patterns match comes from ``claims.times.time_grammar``. Here a date and a clock time are joined
('Friday at 3pm'), the two ends of a range ('from March to April'), a distance and its origin ('two days
after Monday's raid') and a bound ('since March'), and the words around tell what is past from what is to
come. ``claims.times.calendar`` works out the interval.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from claims.times.calendar import Context, Interval, When, anchor, granularity, merge, resolve, resolve_range
from claims.times.time_context import Source, fits, tense
from claims.times.time_grammar import fold, grammar, read, spaced
from claims.types import TimeBound, TimeExpression

_LONGEST_OPENING = 48  # 'from the beginning of the second half of the year'


def find_times(text: str, reference: date | None = None) -> list[TimeExpression]:
    """The dates and times of ``text``, in order and disjoint; offsets count its characters.

    ``reference`` is the day of publication that relative expressions are counted from. Without it they
    are returned unresolved, with what is fixed in ``anchor``. A bare weekday or a date without its year
    is the nearest one at or before the reference; after a cue for the future ('will', 'is due to') in
    the same sentence, the nearest at or after it. Durations, ages and habits ('on Fridays') are no dates.
    """
    if isinstance(reference, datetime):
        reference = reference.date()
    parser = _Parser(Source.of(text), reference)
    found: list[TimeExpression] = []
    position = 0
    for start in _starts(parser.source.lower):
        if start >= position:
            for expression in parser.expressions(start):
                found.append(expression)
                position = expression.end
    return found


def _starts(text: str) -> Iterator[int]:
    """Where an expression may begin: at a word that can begin one, with a word of time not far behind."""
    nuclei = grammar().nucleus.finditer(text)
    nucleus = next(nuclei, None)
    for start in grammar().starts.finditer(text):
        while nucleus and nucleus.end() <= start.end():
            nucleus = next(nuclei, None)
        if nucleus is None:
            return
        if nucleus.start() - start.start() <= _LONGEST_OPENING:
            yield start.start()


@dataclass(frozen=True, slots=True)
class _Match:
    """One or more rules' match. ``until`` is the other end of a range, ``bound`` what its words say, and
    ``of_day`` whether that holds of the named day alone ('Friday before 5 p.m.')."""

    start: int
    end: int
    when: When
    until: When | None = None
    bound: str = "in"
    of_day: bool = False


@dataclass(slots=True)
class _Parser:
    source: Source
    reference: date | None
    _seen: dict[int, _Match | None] = field(default_factory=dict)  # what rules found, since the last start

    def expressions(self, start: int) -> list[TimeExpression]:
        """The expressions that begin at ``start``: none, one, or two ('May 2 and 3')."""
        self._seen.clear()
        if days := self._two_days(start):
            return [self._express(m) for m in days]
        match = self._range(start) or self._bounded(start)
        if match is None or _NUMBER_GOES_ON.match(self.source.text, match.end):
            return []
        second = self._second_day(match) if match.bound == "in" else None
        return [self._express(m) for m in (match, second) if m]

    def _two_days(self, start: int) -> list[_Match]:
        """The '18' and the '19 June' of '18 and 19 June'."""
        m = _DAY_AND.match(self.source.lower, start)
        second = self._point(m.end()) if m else None
        if m is None or second is None or second.until or not second.when.month or not second.when.day:
            return []
        if not self.source.text[m.end()].isdigit() or second.when.has_clock:
            return []
        first = _Match(start, m.end("day"), replace(second.when, day=int(m["day"]), weekday=None))
        return [first, second]

    # --- the parts of an expression ---

    def _range(self, start: int) -> _Match | None:
        """'from A to B', 'between A and B', 'A to B', 'A - B'."""
        if hours := self._hours(start):
            return hours
        opener = _OPENER.match(self.source.lower, start)
        first = self._point(opener.end() if opener else start)
        if first is None or first.until:
            return replace(first, start=start) if first and opener else None
        joiner = _joiners(opener).match(self.source.lower, first.end)
        second = self._point(joiner.end()) if joiner else None
        if joiner is None or second is None or second.until:
            return None
        loosely = opener or (first.when.year and second.when.year and joiner[0].strip().isalpha())
        if not _alike(first.when, second.when, strictly=not loosely):
            return None
        return _Match(start, second.end, _inherit(first.when, second.when), second.when)

    def _hours(self, start: int) -> _Match | None:
        """'from 2 to 4 p.m. on Friday', 'Friday between 14:00 and 15:30'."""
        day, joiner = None, None
        hours = self._clock_range(start)
        if hours is None and (day := self._part_of_day(start)) and day.when.names_day and not day.until:
            joiner = _JOIN.match(self.source.lower, day.end)
            hours = self._clock_range(joiner.end()) if joiner else None
            hours = hours or self._clock_range(day.end + 1)
        elif hours and (joiner := _JOIN.match(self.source.lower, hours.end)):
            day = self._part_of_day(joiner.end())
        if hours is None or hours.until is None or day is None or day.until:
            return hours
        first, last = merge(day.when, hours.when), merge(day.when, hours.until)
        if first is None or last is None:
            return hours if hours.start == start else None
        further = _DASH.match(self.source.lower, max(day.end, hours.end))
        if further and self._part_of_day(further.end()):  # '9 to 5 p.m. Monday to Friday'
            return hours if hours.start == start else None
        return _Match(start, max(day.end, hours.end), first, last)

    def _clock_range(self, start: int) -> _Match | None:
        """'from 2 to 4 p.m.', 'between 14:00 and 15:30', '9am - noon'."""
        opener = _OPENER.match(self.source.lower, start)
        first = self._rule(start) or (self._rule(opener.end()) if opener else None)
        if first is None or first.when.has_date or first.when.hour is None:
            return None
        if first.until:
            return first
        joiner = _joiners(opener).match(self.source.lower, first.end)
        second = self._rule(joiner.end()) if joiner else None
        if second is None or second.until or second.when.has_date or second.when.hour is None:
            return None
        return _Match(start, second.end, _inherit(first.when, second.when), second.when)

    def _bounded(self, start: int) -> _Match | None:
        """'since March', 'by Friday', '2011 onwards', or without a bound."""
        words = grammar().bounds.match(self.source.lower, start)
        match = self._point(words.end() if words else start)
        if match is None or match.until:
            return match
        if words and self._is_bound(bound := grammar().words["bound"][fold(words["bound"])], match):
            return replace(match, start=start, bound=bound)
        if by_hour := self._by_hour(match):
            return by_hour
        after = _OR_LATER.match(self.source.lower, match.end)
        if after:
            return replace(match, end=after.end(), bound="since")
        return match

    def _by_hour(self, day: _Match) -> _Match | None:
        """'Friday before 5 p.m.', 'tomorrow after 14:00'."""
        words = grammar().bounds.match(self.source.lower, day.end + 1) if day.when.names_day else None
        if words is None or not self.source.text[day.end].isspace():
            return None
        clock, bound = self._rule(words.end()), grammar().words["bound"][fold(words["bound"])]
        if clock is None or clock.until or clock.when.hour is None or bound in ("about", "from"):
            return None
        joined = merge(day.when, clock.when)
        return replace(day, end=clock.end, when=joined, bound=bound, of_day=True) if joined else None

    def _is_bound(self, bound: str, match: _Match) -> bool:
        """'after Monday's raid' is not after Monday, 'about the June vote' not about June, 'a film from 2011'
        not since then."""
        if _POSSESSIVE.match(self.source.lower, match.end) or (
            match.when.weekday and self.source.lower[match.end - 1] == "s"
        ):
            return False
        if bound == "about" and _NEARBY.search(self.source.lower, max(0, match.start - 9), match.start):
            return match.when.hour is not None or match.when.part in ("dawn", "dusk", "midnight", "midday")
        if bound == "about" and self.source.lower[match.start - 2] == "t":
            return match.when.has_clock or match.when.day is None
        if bound != "from" or _ONWARDS.match(self.source.lower, match.end):
            return True
        return match.when.year is None and tense(self.source, match.start, match.end) == "future"

    def _point(self, start: int) -> _Match | None:
        """A date, a clock time, both together, or a distance from a date."""
        match = self._part_of_day(start)
        for _ in range(2):
            if match is None or match.until:
                return match
            joiner = _JOIN.match(self.source.lower, match.end)
            more = self._part_of_day(joiner.end()) if joiner else None
            joined = merge(match.when, more.when) if more and not more.until else None
            if more is None or joined is None:
                break
            match = replace(match, end=more.end, when=joined)
        return self._distance(match) if match else None

    def _distance(self, match: _Match) -> _Match | None:
        """'two days after' with the date that it is counted from, where one follows."""
        if not match.when.shift or match.when.origin != "event":
            return match
        origin = self._part_of_day(match.end + 1) if self.source.lower[match.end : match.end + 1].isspace() else None
        if origin is None or origin.until or not origin.when.has_date or origin.when.origin == "event":
            return None if self.source.lower[match.end - 4 : match.end] == "from" else match
        return replace(match, end=origin.end, when=replace(match.when, origin=origin.when))

    def _part_of_day(self, start: int) -> _Match | None:
        """'late Monday', 'the morning of June 5', 'Friday evening', or what a rule alone makes of it."""
        match = self._rule(start)
        opener = _EARLY.match(self.source.lower, start)
        inner = self._rule(opener.end()) if opener else None
        if opener and inner and not inner.until and inner.when.names_day and (not match or inner.end > match.end):
            part = _part(opener["part"]) if opener["part"] else (opener["early"] or inner.when.part)
            match = replace(inner, start=start, when=replace(inner.when, part=part))
        if match and match.when.weekday and _HABIT.match(self.source.lower, match.end):
            return None
        closer = _PART.match(self.source.lower, match.end) if match else None
        if match and closer and not match.until and match.when.names_day:
            early = "early " if match.when.part == "early" or closer["early"] else ""
            part = _part(closer["part"])
            part = "early morning" if early and part == "morning" else part
            match = replace(match, end=closer.end(), when=replace(match.when, part=part))
        return match

    def _rule(self, start: int) -> _Match | None:
        """The longest match of any rule at ``start``."""
        if start not in self._seen:
            self._seen[start] = self._longest(start)
        return self._seen[start]

    def _longest(self, start: int) -> _Match | None:
        best: _Match | None = None
        for rule in grammar().rules:
            m = rule.pattern.match(self.source.lower, start)
            if m is None or (best and m.end() <= best.end) or not fits(rule, m, self.source):
                continue
            try:
                when, until = read(rule, m)
            except ValueError:
                continue
            best = _Match(start, m.end(), when, until, _hedge_bound(when))
        return best

    def _second_day(self, match: _Match) -> _Match | None:
        """The '3' of 'May 2 and 3'."""
        m = _AND_DAY.match(self.source.lower, match.end)
        if m is None or match.until or not match.when.month or not match.when.day or match.when.year:
            return None
        return _Match(m.start("day"), m.end("day"), replace(match.when, day=int(m["day"]), weekday=None))

    # --- what it means ---

    def _context(self, match: _Match) -> Context:
        """What the reference and the tense around make of what recurs ('Friday', 'in May')."""
        floats = match.when.floats or (match.until is not None and match.until.floats)
        if self.reference is None or not floats:
            return Context(self.reference)
        spoken = "past" if match.bound == "since" else tense(self.source, match.start, match.end)
        return Context(self.reference, spoken == "future", ahead=_AHEAD[spoken])

    def _express(self, match: _Match) -> TimeExpression:
        context = self._context(match)
        try:
            until = match.until
            interval = resolve_range(match.when, until, context) if until else resolve(match.when, context)
        except ValueError:
            interval = None
        earliest, latest = _limit(interval, match.bound, match.when.phase) if interval else (None, None)
        named = match.when
        if match.of_day and interval:
            zone = timedelta(minutes=named.zone or 0)
            midnight = datetime.combine((interval.earliest + zone).date(), time()) - zone
            earliest, latest = earliest or midnight, latest or midnight + timedelta(days=1)
            named = replace(named, hour=None, minute=None, zone=None)
        return TimeExpression(
            start=match.start,
            end=match.end,
            text=self.source.text[match.start : match.end],
            earliest=earliest,
            latest=latest,
            granularity=interval.granularity if interval else granularity(match.until or match.when),
            bound="in" if match.of_day else _BOUNDS[match.bound],
            resolved=interval is not None,
            anchor=anchor(named) + (f" / {anchor(match.until)}" if match.until else ""),
        )


_OPENER = re.compile(spaced("(?:from|between) (?:the )?"))
_BETWEEN = re.compile(spaced("(?: and | to | through |~[-–—\\x7e]~)(?:the )?"))
_TO = re.compile(spaced("(?: to | through | until | till | and |~[-–—\\x7e]~)(?:the )?"))
_DASH = re.compile(spaced("(?:~[-–—]~| to | through | until )(?:the )?"))
_JOIN = re.compile(spaced(r",?(?: (?:at(?: about| around)?|on|in the|in|of|for|from|@))? |,"))
_EARLY = re.compile(
    spaced(
        r"(?:very )?(?P<early>early|late)(?: on)? |(?:earlier|later)(?: on)? |"
        r"(?:the )?(?:early |late )?(?P<part>early hours|morning|afternoon|evening|night) (?:of|on) (?:the )?"
    ),
)
_PART = re.compile(
    spaced(
        r"(?:['’]s)?,? (?:in the |at )?(?:(?P<early>early) |late )?"
        r"(?P<part>dawn|dusk|early morning|morning|afternoon|evening|night)(?:s(?= [a-z]))?\b"
    ),
)
_HABIT = re.compile(spaced(r" (?:morning|afternoon|evening|night)s\b(?! (?!(?:at|and|or|from|in|to|when|for)\b)[a-z])"))
_AND_DAY = re.compile(
    spaced(
        r" (?:and|or) (?P<day>[12]\d|3[01]|[1-9])(?![\w:/])(?![.,]\d)(?! (?!(?:and|in|at|after|when|of|to|for)\b)[a-z])"
    )
)
_DAY_AND = re.compile(spaced(r"(?P<day>[12]\d|3[01]|[1-9]) (?:and|or|&) (?=\d)"))
_NEARBY = re.compile(spaced(r"(?:after|before|towards?|gone) $"))
_ONWARDS = re.compile(spaced(r" (?:on|onwards?)\b(?! the)"))
_OR_LATER = re.compile(spaced(r" (?:(?:or|and) (?:later|beyond|after(?=[.,;:!?)]|$))|onwards?)\b"))
_POSSESSIVE = re.compile(r"['’]s\b")
_NUMBER_GOES_ON = re.compile(r"[-–]\d")
_AHEAD = {"past": 7, "future": 60, "": 60}  # see Context.ahead
_BOUNDS: dict[str, TimeBound] = {
    "in": "in", "since": "since", "from": "since", "until": "until", "by": "before", "before": "before",
    "after": "after", "about": "about",
}  # fmt: skip


def _part(spelling: str) -> str:
    return grammar().words["part"][fold(spelling)]


def _hedge_bound(when: When) -> str:
    """'more than two weeks ago' is before, 'more than two weeks later' after."""
    if when.hedge == "more":
        return "before" if when.shift < 0 else "after"
    return "about" if when.hedge == "about" else "in"


def _limit(interval: Interval, bound: str, phase: str) -> tuple[datetime | None, datetime | None]:
    """The ends that a bound leaves. What comes before 'the end of May' may come in May."""
    earliest, latest, _ = interval
    if bound in ("since", "from"):
        return earliest, None
    if bound in ("until", "by"):
        return None, latest
    if bound == "before":
        return None, latest if phase == "end" else earliest
    if bound == "after":
        return earliest if phase == "start" else latest, None
    return earliest, latest


def _joiners(opener: re.Match[str] | None) -> re.Pattern[str]:
    """What stands between the ends of a range that begins with ``opener``."""
    if opener is None:
        return _DASH
    return _BETWEEN if opener[0].startswith("between") else _TO


def _alike(first: When, second: When, strictly: bool) -> bool:
    """Whether two points can be the ends of one range; without 'from' or 'between', only of the same kind."""
    if strictly and granularity(first) != granularity(second):
        return False
    return first.has_date == second.has_date and first.has_clock == second.has_clock


def _inherit(first: When, second: When) -> When:
    """'May to October 2020': the first end takes the year of the second, or the one before; '2 and 4 GMT'."""
    if first.month and second.month and second.year and not (first.year or first.year_relation or first.relation):
        return replace(first, year=second.year - (first.month > second.month))
    if first.hour is not None and first.zone is None:
        return replace(first, zone=second.zone)
    return first
