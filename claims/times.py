"""Dates and times: every expression of a text with its span and the interval that it means.

The grammar is a table (``tables/times.toml``) of small patterns. Around what they match, this module joins
a date and a clock time ('Friday at 3pm'), two ends ('from March to April') and a bound ('since March');
``claims.calendar`` then works out the interval.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from importlib import resources
from typing import Any

from claims.calendar import Interval, When, anchor, merge, resolve
from claims.types import TimeBound, TimeExpression

_GAP = r"(?:[^\S\n]{1,4}\n?[^\S\n]{0,4}|\n[^\S\n]{0,4})"
_LOOK_BACK, _LOOK_AHEAD = 240, 160  # characters that tense and other context are read from


def find_times(text: str, reference: date | None = None) -> list[TimeExpression]:
    """The dates and times of ``text``, in order and disjoint; offsets count its characters.

    ``reference`` is the day of publication that relative expressions are counted from. Without it they
    are returned unresolved, with what is fixed in ``anchor``. A bare weekday or a date without its year
    is the nearest one at or before the reference; after a cue for the future ('will', 'is due to') in
    the same sentence, the nearest at or after it. Durations and ages are not dates and not returned.
    """
    if isinstance(reference, datetime):
        reference = reference.date()
    surnames = _months_used_as_names(text)
    found: list[TimeExpression] = []
    position = 0
    for start in _grammar().starts.finditer(text):
        if start.start() < position:
            continue
        parse = _Parse(text, reference, surnames)
        for expression in parse.expressions(start.start()):
            found.append(expression)
            position = expression.end
    return found


# --- the table ---


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    pattern: re.Pattern[str]
    after: re.Pattern[str] | None
    not_after: re.Pattern[str] | None
    check: str
    constants: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Grammar:
    rules: tuple[_Rule, ...]
    values: dict[str, dict[str, str]]  # vocabulary: table -> lower-case spelling -> value
    starts: re.Pattern[str]
    bounds: re.Pattern[str]


@cache
def _grammar() -> _Grammar:
    source = resources.files("claims").joinpath("tables/times.toml").read_text(encoding="utf-8")
    table = tomllib.loads(source)
    words: dict[str, dict[str, list[str]]] = table["words"]
    atoms = {name: _spaced(_expand_words(pattern, words)) for name, pattern in table["atoms"].items()}
    rules = tuple(
        _Rule(
            name=rule["name"],
            pattern=_compile(rule["pattern"], atoms),
            after=_context(rule.get("after")),
            not_after=_context(rule.get("not_after")),
            check=rule.get("check", ""),
            constants=rule.get("set", {}),
        )
        for rule in table["rule"]
    )
    values = {
        name: {spelling.lower(): value for value, spellings in entries.items() for spelling in spellings}
        for name, entries in words.items()
    }
    bounds = re.compile(rf"(?P<bound>{_alternation(words['bound'], False)}){_GAP}", re.I)
    starts = re.compile(r"(?<![\w$€£#])(?:['’](?=\d0s)|(?=[A-Za-z0-9]))")
    return _Grammar(rules, values, starts, bounds)


def _alternation(entries: dict[str, list[str]], capital: bool) -> str:
    spellings = sorted({s for group in entries.values() for s in group}, key=lambda s: (-len(s), s))
    if capital:
        spellings = [s for group in ([s, s.upper()] for s in spellings) for s in dict.fromkeys(group)]
    return "|".join(re.escape(s).replace(r"\ ", _GAP).replace("'", "['’]?") for s in spellings)


def _expand_words(pattern: str, words: dict[str, dict[str, list[str]]]) -> str:
    return re.sub(r"(?<!\?P)<(\w+)(:capital)?>", lambda m: _alternation(words[m[1]], bool(m[2])), pattern)


def _compile(pattern: str, atoms: dict[str, str]) -> re.Pattern[str]:
    """Write out atoms, blanks and '~' of a rule's pattern."""
    written = re.sub(r"\{([a-z]+)(_[a-z]|2)?\}", lambda m: f"(?P<{m[1]}{m[2] or ''}>{atoms[m[1]]})", _spaced(pattern))
    return re.compile(written + r"(?!\w)(?![-/.:]\d)", re.I)


def _spaced(pattern: str) -> str:
    in_class = re.sub(r"\[([^\]]*)~([^\]]*)\]", lambda m: f"(?:[{m[1]}{m[2]}]|~)", pattern)
    return in_class.replace("~", f"{_GAP}?").replace(" ", _GAP)


def _context(pattern: str | None) -> re.Pattern[str] | None:
    return re.compile(_spaced(rf"\b(?:{pattern}) $"), re.I) if pattern else None


# --- one expression ---


@dataclass(frozen=True, slots=True)
class _Match:
    """What one rule, or a date and a clock time together, found: ``until`` is the other end of a range."""

    start: int
    end: int
    when: When
    until: When | None = None
    complete: bool = False


@dataclass(frozen=True, slots=True)
class _Parse:
    text: str
    reference: date | None
    surnames: frozenset[str]

    def expressions(self, start: int) -> list[TimeExpression]:
        """The expressions that begin at ``start``: none, one, or two ('May 2 and 3')."""
        bound: TimeBound | str = "in"
        inner = start
        if m := _grammar().bounds.match(self.text, start):
            bound, inner = _grammar().values["bound"][_fold(m["bound"])], m.end()
        if found := self._ends(start):
            return [self._express(found, "in")]
        match = self._point(inner)
        if match is None:
            return []
        if inner > start and not self._bounds(bound, match):
            start, bound = inner, "in"
        rest = self._second_day(match) if bound == "in" else None
        first = self._express(replace(match, start=start), bound)
        return [first] if rest is None else [first, self._express(rest, "in")]

    def _ends(self, start: int) -> _Match | None:
        """'from A to B', 'between A and B', 'A to B', 'A - B'."""
        opener = _OPENER.match(self.text, start)
        first = self._point(opener.end() if opener else start, bare_day=bool(opener))
        if first is None or first.until:
            return replace(first, start=start) if first and opener else None
        joiners = _BETWEEN if opener and opener[0].lower().startswith("between") else _TO if opener else _DASH
        joiner = joiners.match(self.text, first.end)
        second = self._point(joiner.end()) if joiner else None
        if second is None or second.until or not _alike(first.when, second.when):
            return None
        return _Match(start, second.end, _inherit(first.when, second.when), second.when)

    def _point(self, start: int, bare_day: bool = False) -> _Match | None:
        """A date, a clock time, or both together."""
        match = self._part_of_day(start)
        for _ in range(3):
            if match is None or match.until:
                return match
            joiner = _JOIN.match(self.text, match.end)
            more = self._rule(joiner.end()) if joiner else None
            joined = merge(match.when, more.when) if more and not more.until else None
            if more is None or joined is None:
                return match
            match = _Match(match.start, more.end, joined)
        return match

    def _part_of_day(self, start: int) -> _Match | None:
        """'late Monday', 'the morning of June 5', 'Friday evening', or what a rule alone makes of it."""
        match = self._rule(start)
        opener = _EARLY.match(self.text, start)
        inner = self._rule(opener.end()) if opener else None
        if opener and inner and not inner.until and inner.when.names_day and (not match or inner.end > match.end):
            part = _word("part", opener["part"]) if opener["part"] else (opener["early"] or "").lower()
            match = replace(inner, start=start, when=replace(inner.when, part=part or inner.when.part))
        closer = _PART.match(self.text, match.end) if match else None
        if match and closer and not match.until and match.when.names_day:
            part = _word("part", closer["part"])
            if match.when.part == "early" and part == "morning":
                part = "early morning"
            match = replace(match, end=closer.end(), when=replace(match.when, part=part))
        return match

    def _rule(self, start: int) -> _Match | None:
        """The longest match of any rule at ``start``."""
        best: _Match | None = None
        for rule in _grammar().rules:
            m = rule.pattern.match(self.text, start)
            if m is None or (best and m.end() <= best.end) or not self._fits(rule, m):
                continue
            try:
                when, until = _read(rule, m)
            except ValueError:
                continue
            best = _Match(m.start(), m.end(), when, until)
        return best

    def _fits(self, rule: _Rule, m: re.Match[str]) -> bool:
        before = self.text[max(0, m.start() - 40) : m.start()]
        if rule.after and not rule.after.search(before):
            return False
        if rule.not_after and rule.not_after.search(before):
            return False
        return not rule.check or _CHECKS[rule.check](self, m, before)

    def _second_day(self, match: _Match) -> _Match | None:
        """The '3' of 'May 2 and 3'."""
        m = _AND_DAY.match(self.text, match.end)
        if m is None or match.until or match.when.month is None or match.when.day is None or match.when.year:
            return None
        return _Match(m.start("day"), m.end("day"), replace(match.when, day=int(m["day"]), weekday=None))

    def _bounds(self, bound: str, match: _Match) -> bool:
        """Whether a word before the expression limits it: 'after Monday's raid' is not after Monday, 'about
        the June vote' not about June, 'a film from 2011' not since then."""
        if _POSSESSIVE.match(self.text, match.end) or (match.when.weekday and self.text[match.end - 1] == "s"):
            return False
        if bound == "about":
            return match.when.has_clock or match.when.day is None
        return bound != "from" or bool(_ONWARDS.match(self.text, match.end)) or self.future(match.start, match.end)

    def _express(self, match: _Match, bound: str) -> TimeExpression:
        future = bound != "since" and (self.future(match.start, match.end) or match.when.relation == "next")
        interval = _resolve(match, self.reference, future)
        names = anchor(match.when) + (f" / {anchor(match.until)}" if match.until else "")
        earliest, latest, granularity = interval or (None, None, _granularity(match.when))
        if interval:
            earliest, latest = _limit(interval, bound)
        return TimeExpression(
            start=match.start,
            end=match.end,
            text=self.text[match.start : match.end],
            earliest=earliest,
            latest=latest,
            granularity=granularity,
            bound=_BOUNDS.get(bound, bound),  # type: ignore[arg-type]
            resolved=interval is not None,
            anchor=names,
        )

    def future(self, start: int, end: int) -> bool:
        """Whether the words around speak of what is to come: the nearest cue before decides, else the
        first one after, within the sentence."""
        before = _SENTENCE_END.split(self.text[max(0, start - _LOOK_BACK) : start])[-1]
        cues = list(_CUE.finditer(before))
        if cues:
            return bool(cues[-1]["future"])
        ahead = _SENTENCE_END.split(self.text[end : end + _LOOK_AHEAD], maxsplit=1)[0]
        cue = _CUE.search(ahead)
        return bool(cue and cue["future"])


_OPENER = re.compile(_spaced("(?:from|between) (?:the )?"), re.I)
_BETWEEN = re.compile(_spaced("(?: and | to |~[-–—]~)(?:the )?"), re.I)
_TO = re.compile(_spaced("(?: to | through | until | till | and |~[-–—]~)(?:the )?"), re.I)
_DASH = re.compile(_spaced("(?:~[-–—]~| to | through | until )"), re.I)
_JOIN = re.compile(_spaced(r",?(?: (?:at(?: about| around)?|on|in the|in|of))? "), re.I)
_EARLY = re.compile(
    _spaced(
        r"(?:very )?(?P<early>early|late)(?: on)? |(?:earlier|later)(?: on)? |"
        r"(?:the )?(?:early |late )?(?P<part>early hours|morning|afternoon|evening|night) (?:of|on) (?:the )?"
    ),
    re.I,
)
_PART = re.compile(
    _spaced(
        r"(?:['’]s)? (?:in the |at )?(?:early |late )?"
        r"(?P<part>dawn|early morning|morning|afternoon|evening|night)(?:s(?= [a-z]))?\b"
    ),
    re.I,
)
_AND_DAY = re.compile(
    _spaced(r" (?:and|or) (?P<day>[12]\d|3[01]|[1-9])(?![\w:/])(?![.,]\d)(?! (?!and|in|at|after|when|of)[a-z])")
)
_ONWARDS = re.compile(_spaced(r" (?:on|onwards?)\b"))
_POSSESSIVE = re.compile(r"['’]s\b")
_SENTENCE_END = re.compile(r"(?<=[a-z\d)\"”’][.!?])\s+(?=[\"“‘'(]?[A-Z])|\n\s*\n")
_CUE = re.compile(
    r"\b(?:(?P<future>will|won['’]t|would|shall|should|must|can|could|(?-i:may)|might|expected|scheduled|due|planned|"
    r"plans? (?:to|for)|planning|set (?:to|for)|going to|ahead of|upcoming|agreed to|vowed to|promised to|pledged to|"
    r"hopes? to|hoped to|intends?|ready to|about to|deadline|suggested|proposed|proposes|invited)"
    r"|was|were|had|did|has|have|said|says|told|took|hit|struck|fell|rose|left|made|came|went|began|broke|shot|blew|"
    r"held|met|won|lost|saw|gave|found|led|brought|got|ran|sent|put|cut|[a-z]{2,}ed)\b|(?<=\w)['’]ll\b",
    re.I,
)
_BOUNDS: dict[str, TimeBound] = {"by": "before", "from": "since"}


def _fold(spelling: str) -> str:
    """A matched spelling as the table has it."""
    return " ".join(spelling.replace("’", "'").lower().split())


def _limit(interval: Interval, bound: str) -> tuple[datetime | None, datetime | None]:
    earliest, latest, _ = interval
    return {
        "since": (earliest, None),
        "from": (earliest, None),
        "until": (None, latest),
        "by": (None, latest),
        "before": (None, earliest),
        "after": (latest, None),
    }.get(bound, (earliest, latest))


def _resolve(match: _Match, reference: date | None, future: bool) -> Interval | None:
    try:
        first = resolve(match.when, reference, future)
        if match.until is None or first is None:
            return first
        last = resolve(match.until, reference, future)
    except ValueError:
        return None
    if last and last.latest <= first.earliest and reference:
        # 'from Friday to Tuesday', 'November to February': the second end comes after the first
        last = resolve(match.until, first.earliest.date(), True)
    if last is None or last.latest <= first.earliest:
        return None
    return Interval(first.earliest, last.latest, last.granularity)


def _alike(first: When, second: When) -> bool:
    """Whether two points can be the ends of one range."""
    return first.has_date == second.has_date and not first.has_clock ^ second.has_clock


def _inherit(first: When, second: When) -> When:
    """'May to October 2020': the first end takes the year of the second, or the one before."""
    if first.month and second.month and second.year and not first.year:
        return replace(first, year=second.year - (first.month > second.month))
    if first.hour is not None and first.zone is None:
        return replace(first, zone=second.zone)
    return first


def _granularity(when: When) -> Any:
    if when.hour is not None:
        return "hour" if when.minute is None else "minute"
    if when.part:
        return "part of day"
    if when.day or when.weekday or when.holiday or when.weekend:
        return "day"
    if when.unit:
        return {"fortnight": "week", "minute": "minute", "hour": "hour"}.get(when.unit, when.unit)
    if when.month:
        return "month"
    for name, granularity in (("season", "season"), ("quarter", "quarter"), ("half", "quarter"), ("year", "year")):
        if getattr(when, name):
            return granularity
    return "century" if when.century else "decade" if when.decade else "day"


# --- from captured words to values ---


def _read(rule: _Rule, m: re.Match[str]) -> tuple[When, When | None]:
    """What a match names, and the other end where its groups end in 2. Raises ValueError where the
    numbers make no date."""
    groups = {name: value for name, value in m.groupdict().items() if value}
    first: dict[str, Any] = dict(rule.constants)
    second: dict[str, Any] = {}
    for name, value in groups.items():
        if name.endswith("2"):
            second |= _value(name[:-1], value, groups)
        else:
            first |= _value(name.split("_")[0] if name[-2:-1] == "_" else name, value, groups)
    if "first" in groups:
        first |= _numeric(groups)
    if "meridiem" in groups:
        first["hour"] = _hour12(first.get("hour", 0), groups["meridiem"])
    if first.get("shift") and "count" not in first:
        plural = groups.get("unit", "").lower().endswith("s")
        first["count"] = 0 if plural else 1
    when = When(**first)
    _check_day(when)
    if not second:
        return when, None
    until = replace(when, **second)
    _check_day(until)
    return when, until


def _check_day(when: When) -> None:
    if when.month and when.day:
        date(when.year or 2000, when.month, when.day)
    if when.hour is not None and when.hour > 24:
        raise ValueError("hour")


def _numeric(groups: dict[str, str]) -> dict[str, int]:
    """Month and day of '16.5.2025' (day first) and '5/16/2025' (month first unless it cannot be)."""
    first, second = int(groups["first"]), int(groups["second"])
    day_first = (groups.get("mark") == "." and "year" in groups) or first > 12
    return {"day": first, "month": second} if day_first else {"month": first, "day": second}


def _hour12(hour: int, meridiem: str) -> int:
    if not 1 <= hour <= 12:
        if hour > 12 and meridiem[0] in "pP":
            return hour
        raise ValueError("hour")
    return hour % 12 + (12 if meridiem[0] in "pP" else 0)


def _word(table: str, value: str) -> str:
    return _grammar().values[table][_fold(value)]


def _ordinal(value: str) -> int:
    digits = re.match(r"\d+", value)
    return int(digits[0]) if digits else int(_word("ordinal", value))


def _month(value: str) -> int:
    name = _fold(value.rstrip("."))
    tables = _grammar().values
    return int(tables["month"].get(name) or tables["month_short"][name])


def _weekday(value: str) -> int:
    name = _fold(value.rstrip("."))
    tables = _grammar().values
    return int(tables["weekday"].get(name) or tables["weekday_short"][name])


def _short_year(value: str) -> int:
    number = int(value[-2:])
    return number + (2000 if number < 70 else 1900)


_DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
_NOONS = {"noon": "noon", "midday": "midday", "midnight": "midnight"}


def _decade(value: str) -> int:
    number = int(value.lstrip("'’"))
    return number if number >= 1000 else number + (2000 if number < 20 else 1900)


def _count(value: str) -> int:
    return int(value) if value.isdigit() else int(_word("cardinal", value))


def _zone(value: str) -> int:
    """Minutes east of UTC, of 'GMT' or 'UTC+02:00'."""
    offset = re.fullmatch(r"\w+([+-])(\d\d?):?(\d\d)?", "".join(value.split()))
    if offset is None:
        return int(_word("zone", value))
    minutes = 60 * int(offset[2]) + int(offset[3] or 0)
    return -minutes if offset[1] == "-" else minutes


_READERS: dict[str, Callable[[str], dict[str, Any]]] = {
    "year": lambda v: {"year": int(v)},
    "shortyear": lambda v: {"year": _short_year(v)},
    "month": lambda v: {"month": _month(v)},
    "monthname": lambda v: {"month": _month(v)},
    "monthnumber": lambda v: {"month": int(v)},
    "day": lambda v: {"day": _ordinal(v)},
    "daynumber": lambda v: {"day": int(v)},
    "weekday": lambda v: {"weekday": _weekday(v)},
    "dayname": lambda v: {"weekday": _weekday(v)},
    "quarter": lambda v: {"quarter": _ordinal(v)},
    "half": lambda v: {"half": _ordinal(v)},
    "season": lambda v: {"season": _word("season", v)},
    "decade": lambda v: {"decade": _decade(v)},
    "decadename": lambda v: {"decade": 1920 + 10 * _DECADES.index(v.lower())},
    "holiday": lambda v: {"holiday": _word("holiday", v)},
    "weekend": lambda v: {"weekend": True},
    "phase": lambda v: {"phase": _word("phase", v)},
    "part": lambda v: {"part": _word("part", v)},
    "noon": lambda v: {"part": v.lower()},
    "relation": lambda v: {"relation": _word("relation", v)},
    "unit": lambda v: {"unit": _word("unit", v)},
    "count": lambda v: {"count": _count(v)},
    "hour": lambda v: {"hour": int(v)},
    "minute": lambda v: {"minute": int(v)},
    "zone": lambda v: {"zone": _zone(v)},
    "sofar": lambda v: {"phase": v.lower()},
}


def _value(name: str, value: str, groups: dict[str, str]) -> dict[str, Any]:
    if name == "shortyear" and "year" in groups:
        return {"year": int(groups["year"][:2] + value[-2:])}
    if name == "ordinal":
        return {"century" if "century" in groups else "day": _ordinal(value)}
    reader = _READERS.get(name)
    return reader(value) if reader else {}


# --- checks that a pattern cannot make ---

_AMBIGUOUS_MONTHS = ("March", "April", "May", "June", "August")
_TIME_PREPOSITION = re.compile(
    _spaced(
        r"\b(?:in|since|until|till|during|through|early|late|mid|last|next|this|between|from|to|and|by|before|after|"
        r"of|the|for|with)[~-]$"
    ),
    re.I,
)
_SURE_PREPOSITION = re.compile(
    _spaced(r"\b(?:in|since|until|till|during|through|early|late|mid|last|next|this)[~-]$"), re.I
)
_NAMED_PERSON = re.compile(
    rf"\b(?:(?!(?:In|By|On|The|Since|Until|From|Early|Late|Last|Next|This|And|Mid|After|Before|During|Of|Between)\b)"
    rf"(?:[A-Z][a-z]+|Mrs?\.|Ms\.|Dr\.) (?P<last>{'|'.join(_AMBIGUOUS_MONTHS)})\b(?! \d)"
    rf"|(?P<first>April|June|August|May) (?!\d)[A-Z][a-z]+(?<!day))"
)
_NOUNS = re.compile(
    _spaced(
        r" (?:(?!(?:is|was|has|as|its|this|across|towards|plus|versus|unless|besides|whereas|perhaps|always)\b)[a-z]+s|"
        r"people|men|women|children|police|km|percent|per cent|civilian|feet)\b"
    )
)
_NUMBERED = re.compile(
    r"\b(?:resolution|flight|room|route|highway|no|article|section|law|number|windows|boeing|chapter|page|unit|"
    r"decree|paragraph|brigade|division|level|"
    r"some|over|nearly|almost|than|least|most|another|about|around|all|updated)\.? $"
    r"|[-/.,:#+$€£]$|\d $",
    re.I,
)


def _months_used_as_names(text: str) -> frozenset[str]:
    return frozenset(m["last"] or m["first"] for m in _NAMED_PERSON.finditer(text))


def _check_month(parse: _Parse, m: re.Match[str], before: str) -> bool:
    """A month that is also a word or a name needs a word of time before it."""
    name = m[0].rstrip(".")
    if len(name) == 3 and name != "May" and not _TIME_PREPOSITION.search(before):
        return False
    if name.capitalize() not in _AMBIGUOUS_MONTHS:
        return True
    if name.capitalize() in parse.surnames:
        return bool(_SURE_PREPOSITION.search(before))
    return bool(_TIME_PREPOSITION.search(before)) and not re.match(r" [A-Z][a-z]+", parse.text[m.end() : m.end() + 20])


def _check_year(parse: _Parse, m: re.Match[str], before: str) -> bool:
    """A number of four digits is a year unless it counts something or is a name's number."""
    if not 1500 <= int(m["year"]) <= 2099 or _NUMBERED.search(before):
        return False
    if re.match(r"[,.]\d|%|[-–]\w|\)?['’]?\w", parse.text[m.end() : m.end() + 3]):
        return False
    counts = _NOUNS.match(parse.text, m.end())
    sure = (
        re.search(_spaced(r"\b(?:in|since|until|during|year|early|late|mid|the)[~-]$"), before, re.I)
        or m.start("year") > m.start()
    )
    return not counts or (bool(sure) and int(m["year"]) % 100 != 0 and int(m["year"]) > 1900)


def _check_weekday(parse: _Parse, m: re.Match[str], before: str) -> bool:
    """'on Fridays' is a habit; 'Fridays attack' has lost its apostrophe."""
    return not (m[0][-1] == "s" and re.search(r"\bon $", before, re.I))


def _check_unit(parse: _Parse, m: re.Match[str], before: str) -> bool:
    return m["unit"][-1].lower() != "s" or bool(re.match(r" [a-z]", parse.text[m.end() : m.end() + 2]))


def _check_stretch(parse: _Parse, m: re.Match[str], before: str) -> bool:
    """'last week' is a week of the calendar; 'the last week' and 'the past two weeks' end now."""
    return m["count"] is not None or bool(re.match("(?:the )?past|the last", m[0], re.I))


def _check_decade(parse: _Parse, m: re.Match[str], before: str) -> bool:
    """'the 60s' are a decade, 'in his 60s' is an age."""
    return len(m["decade"]) == 4 or m[0][:3].lower() == "the" or m["decade"][0] in "'’"


def _check_season(parse: _Parse, m: re.Match[str], before: str) -> bool:
    """'the fall of the city' is no season."""
    return not re.match(_spaced(" (?:of|from|in|to)\\b"), parse.text[m.end() : m.end() + 12])


def _check_future(parse: _Parse, m: re.Match[str], before: str) -> bool:
    """'in two weeks' is a date where something is to come, else a duration."""
    return parse.future(m.start(), m.end()) and not re.match(r" of\b", parse.text[m.end() : m.end() + 4])


def _check_clock(parse: _Parse, m: re.Match[str], before: str) -> bool:
    """'6.4' and '4.43' are numbers unless 'pm' or a zone follows; so is '3:2'."""
    if m["meridiem"] or m["zone"]:
        return True
    return ":" in m[0] and not before.endswith((":", ".", "-"))


_CHECKS: dict[str, Callable[[_Parse, re.Match[str], str], bool]] = {
    "month": _check_month,
    "year": _check_year,
    "weekday": _check_weekday,
    "unit": _check_unit,
    "stretch": _check_stretch,
    "future": _check_future,
    "decade": _check_decade,
    "season": _check_season,
    "clock": _check_clock,
}
