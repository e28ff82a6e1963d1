"""Dates and times: every expression of a text with its span and the interval that it means.

What single patterns match comes from ``claims.time_grammar``. Here a date and a clock time are joined
('Friday at 3pm'), the two ends of a range ('from March to April'), a distance and its origin ('two days
after Monday's raid') and a bound ('since March'), and the words around tell what is past from what is to
come. ``claims.calendar`` works out the interval.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from claims.calendar import Context, Interval, When, anchor, granularity, merge, resolve, resolve_range
from claims.time_grammar import Rule, fold, grammar, read, spaced
from claims.types import TimeBound, TimeExpression

_LOOK_BACK, _LOOK_AHEAD = 240, 160  # how many characters around an expression tell its tense
_LOWER = {ord(c): ord(c.lower()) for c in string.ascii_uppercase}  # keeps every offset, unlike str.lower
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
    parser = _Parser(text, text.translate(_LOWER), reference, _months_used_as_names(text))
    found: list[TimeExpression] = []
    position = 0
    for start in _starts(parser.lower):
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
    """One or more rules' match. ``until`` is the other end of a range, ``bound`` what its words say."""

    start: int
    end: int
    when: When
    until: When | None = None
    bound: str = "in"


@dataclass(slots=True)
class _Parser:
    text: str
    lower: str
    reference: date | None
    names: frozenset[str]  # months that are persons' names in this text
    _seen: dict[int, _Match | None] = field(default_factory=dict)  # what rules found, since the last start

    def expressions(self, start: int) -> list[TimeExpression]:
        """The expressions that begin at ``start``: none, one, or two ('May 2 and 3')."""
        self._seen.clear()
        if days := self._two_days(start):
            return [self._express(m) for m in days]
        match = self._range(start) or self._bounded(start)
        if match is None or _NUMBER_GOES_ON.match(self.text, match.end):
            return []
        second = self._second_day(match) if match.bound == "in" else None
        return [self._express(m) for m in (match, second) if m]

    def _two_days(self, start: int) -> list[_Match]:
        """The '18' and the '19 June' of '18 and 19 June'."""
        m = _DAY_AND.match(self.lower, start)
        second = self._point(m.end()) if m else None
        if m is None or second is None or second.until or not second.when.month or not second.when.day:
            return []
        if not self.text[m.end()].isdigit() or second.when.has_clock:
            return []
        first = _Match(start, m.end("day"), replace(second.when, day=int(m["day"]), weekday=None))
        return [first, second]

    # --- the parts of an expression ---

    def _range(self, start: int) -> _Match | None:
        """'from A to B', 'between A and B', 'A to B', 'A - B'."""
        opener = _OPENER.match(self.lower, start)
        first = self._point(opener.end() if opener else start)
        if first is None or first.until:
            return replace(first, start=start) if first and opener else None
        joiners = _BETWEEN if opener and opener[0].startswith("between") else _TO if opener else _DASH
        joiner = joiners.match(self.lower, first.end)
        second = self._point(joiner.end()) if joiner else None
        if second is None or second.until or not _alike(first.when, second.when, strictly=opener is None):
            return None
        return _Match(start, second.end, _inherit(first.when, second.when), second.when)

    def _bounded(self, start: int) -> _Match | None:
        """'since March', 'by Friday', '2011 onwards', or without a bound."""
        words = grammar().bounds.match(self.lower, start)
        match = self._point(words.end() if words else start)
        if match is None or match.until:
            return match
        if words and self._is_bound(bound := grammar().words["bound"][fold(words["bound"])], match):
            return replace(match, start=start, bound=bound)
        after = _OR_LATER.match(self.lower, match.end)
        if after:
            return replace(match, end=after.end(), bound="since")
        return match

    def _is_bound(self, bound: str, match: _Match) -> bool:
        """'after Monday's raid' is not after Monday, 'about the June vote' not about June, 'a film from 2011'
        not since then."""
        if _POSSESSIVE.match(self.lower, match.end) or (match.when.weekday and self.lower[match.end - 1] == "s"):
            return False
        if bound == "about" and self.lower[match.start - 2] == "t":
            return match.when.has_clock or match.when.day is None
        if bound != "from" or _ONWARDS.match(self.lower, match.end):
            return True
        return match.when.year is None and self.tense(match.start, match.end) == "future"

    def _point(self, start: int) -> _Match | None:
        """A date, a clock time, both together, or a distance from a date."""
        match = self._part_of_day(start)
        for _ in range(2):
            if match is None or match.until:
                return match
            joiner = _JOIN.match(self.lower, match.end)
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
        origin = self._part_of_day(match.end + 1) if self.lower[match.end : match.end + 1].isspace() else None
        if origin is None or origin.until or not origin.when.has_date or origin.when.origin == "event":
            return None if self.lower[match.end - 4 : match.end] == "from" else match
        return replace(match, end=origin.end, when=replace(match.when, origin=origin.when))

    def _part_of_day(self, start: int) -> _Match | None:
        """'late Monday', 'the morning of June 5', 'Friday evening', or what a rule alone makes of it."""
        match = self._rule(start)
        opener = _EARLY.match(self.lower, start)
        inner = self._rule(opener.end()) if opener else None
        if opener and inner and not inner.until and inner.when.names_day and (not match or inner.end > match.end):
            part = _part(opener["part"]) if opener["part"] else (opener["early"] or inner.when.part)
            match = replace(inner, start=start, when=replace(inner.when, part=part))
        closer = _PART.match(self.lower, match.end) if match else None
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
            m = rule.pattern.match(self.lower, start)
            if m is None or (best and m.end() <= best.end) or not self._fits(rule, m):
                continue
            try:
                when, until = read(rule, m)
            except ValueError:
                continue
            best = _Match(start, m.end(), when, until, _hedge_bound(when))
        return best

    def _fits(self, rule: Rule, m: re.Match[str]) -> bool:
        if any(
            v and v.rstrip(".") in grammar().capital and self.text[m.start(g)].islower()
            for g, v in m.groupdict().items()
        ):
            return False
        before = self.lower[max(0, m.start() - 40) : m.start()]
        if rule.after and not rule.after.search(before):
            return False
        if rule.not_after and rule.not_after.search(before):
            return False
        return not rule.check or _CHECKS[rule.check](self, m, before)

    def _second_day(self, match: _Match) -> _Match | None:
        """The '3' of 'May 2 and 3'."""
        m = _AND_DAY.match(self.lower, match.end)
        if m is None or match.until or not match.when.month or not match.when.day or match.when.year:
            return None
        return _Match(m.start("day"), m.end("day"), replace(match.when, day=int(m["day"]), weekday=None))

    # --- what it means ---

    def _needs_tense(self, match: _Match) -> bool:
        return self.reference is not None and (match.when.floats or bool(match.until and match.until.floats))

    def _express(self, match: _Match) -> TimeExpression:
        tense = "past" if match.bound == "since" or not self._needs_tense(match) else self.tense(match.start, match.end)
        context = Context(self.reference, tense == "future", ahead=_AHEAD[tense])
        try:
            until = match.until
            interval = resolve_range(match.when, until, context) if until else resolve(match.when, context)
        except ValueError:
            interval = None
        earliest, latest = _limit(interval, match.bound, match.when.phase) if interval else (None, None)
        return TimeExpression(
            start=match.start,
            end=match.end,
            text=self.text[match.start : match.end],
            earliest=earliest,
            latest=latest,
            granularity=interval.granularity if interval else granularity(match.until or match.when),
            bound=_BOUNDS[match.bound],
            resolved=interval is not None,
            anchor=anchor(match.when) + (f" / {anchor(match.until)}" if match.until else ""),
        )

    def tense(self, start: int, end: int) -> str:
        """'future', 'past' or '' as the words around say: the nearest cue before decides, else the first
        one after, within the sentence; else an infinitive before ('Minister to visit on Friday')."""
        sentence = start - len(_SENTENCE_END.split(self.text[max(0, start - _LOOK_BACK) : start])[-1])
        cues = self._cues(sentence, start)
        if not cues:
            if _INFINITIVE.search(self.lower, sentence, start):
                return "future"
            rest = _SENTENCE_END.split(self.text[end : end + _LOOK_AHEAD], maxsplit=1)[0]
            cues = self._cues(end, end + len(rest))[:1]
        return cues[-1] if cues else ""

    def _cues(self, start: int, end: int) -> list[str]:
        """The tenses that the cues in a stretch of the text speak for. 'May' is no cue, 'Ahmed' neither."""
        return [
            "future" if m["future"] else "past"
            for m in grammar().cue.finditer(self.lower, start, end)
            if self.text[m.start()].islower() or not m[0].endswith(("may", "ed"))
        ]


_OPENER = re.compile(spaced("(?:from|between) (?:the )?"))
_BETWEEN = re.compile(spaced("(?: and | to | through |~[-–—~]~)(?:the )?"))
_TO = re.compile(spaced("(?: to | through | until | till | and |~[-–—~]~)(?:the )?"))
_DASH = re.compile(spaced("(?:~[-–—]~| to | through | until )(?:the )?"))
_JOIN = re.compile(spaced(r",?(?: (?:at(?: about| around)?|on|in the|in|of|for|from))? |,"))
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
_AND_DAY = re.compile(
    spaced(
        r" (?:and|or) (?P<day>[12]\d|3[01]|[1-9])(?![\w:/])(?![.,]\d)(?! (?!(?:and|in|at|after|when|of|to|for)\b)[a-z])"
    )
)
_DAY_AND = re.compile(spaced(r"(?P<day>[12]\d|3[01]|[1-9]) (?:and|or|&) (?=\d)"))
_ONWARDS = re.compile(spaced(r" (?:on|onwards?)\b(?! the)"))
_OR_LATER = re.compile(spaced(r" (?:(?:or|and) (?:later|beyond|after(?=[.,;:!?)]|$))|onwards?)\b"))
_POSSESSIVE = re.compile(r"['’]s\b")
_NUMBER_GOES_ON = re.compile(r"[-–]\d")
_INFINITIVE = re.compile(r"\bto [a-z]+\b(?! (?:the|a|an)\b [a-z]+ of\b)")
_SENTENCE_END = re.compile(r"(?<=[a-z\d)\"”’][.!?])\s+(?=[\"“‘'(]?[A-Z])|\n\s*\n")
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


# --- checks that a pattern cannot make ---

_AMBIGUOUS = ("March", "April", "May", "June", "August")
_SURE = re.compile(
    spaced(r"\b(?:in|since|until|till|during|through|throughout|early|late|mid|last|next|this|late in|early in)[~-]$"),
)
_PREPOSITION = re.compile(
    spaced(
        r"\b(?:in|since|until|till|during|through|throughout|early|late|mid|last|next|this|between|from|to|and|or|by|before|"
        r"after|of|the|for|with|that)[~-]$"
    ),
)
_PERSON = re.compile(
    r"\b(?:(?!(?:In|By|On|The|Since|Until|From|Early|Late|Last|Next|This|And|Mid|After|Before|During|Of|Between)\b)"
    rf"(?:[A-Z][a-z]+|Mrs?\.?|Ms\.?|Dr\.?) (?P<last>{'|'.join(_AMBIGUOUS)})\b(?! \d)"
    r"|(?P<first>April|June|August|May) (?!\d)[A-Z][a-z]+(?<!day))"
)
_NAME_BEFORE = re.compile(
    r"(?<![.!?] )\b(?!(?:On|In|By|At|The|For|This|Last|Next|Since|Until|Before|After|And|Merry|Happy|Orthodox)\b)"
    r"[A-Z][a-z]+ $"
)
_NO_NOUN = re.compile(
    spaced(r"$|[^\w\s]| (?:and|or|at|in|with|to|for|until|till|through|from|when|where|by|after|before)\b")
)
_CAPITAL = re.compile(r" [A-Z][a-z]+")
_Check = Callable[[_Parser, re.Match[str], str], bool]


def _months_used_as_names(text: str) -> frozenset[str]:
    return frozenset(m["last"] or m["first"] for m in _PERSON.finditer(text))


def _following(parser: _Parser, m: re.Match[str]) -> str:
    return parser.lower[m.end() : m.end() + 24]


def _check_month(parser: _Parser, m: re.Match[str], before: str) -> bool:
    """A month that is also a word or a name needs a word of time before it."""
    name = m[0].rstrip(".").capitalize()
    if len(name) <= 4 and name not in ("May", "June", "July") and not _PREPOSITION.search(before):
        return False
    if name not in _AMBIGUOUS:
        return True
    if parser.text[m.start()].islower():
        return False
    if name in parser.names:
        return bool(_SURE.search(before))
    return bool(_PREPOSITION.search(before)) and not (_CAPITAL.match(parser.text, m.end()) and not _SURE.search(before))


def _check_year(parser: _Parser, m: re.Match[str], before: str) -> bool:
    """A number of four digits is a year unless it counts something or is a name's number."""
    year = next(int(v) for name, v in m.groupdict().items() if v and name.startswith("year"))
    if not 1500 <= year <= 2099 or grammar().numbered.search(before):
        return False
    if re.match(r"[,.]\d|%|[-–]\w|\)?['’]?\w", _following(parser, m)):
        return False
    if not grammar().counted.match(parser.lower, m.end()) or not m[0][0].isdigit():
        return True
    if year % 50 == 0:  # 'in 2000 homes'
        return bool(re.search(r"\b(?:the|year) $", before))
    return bool(_SURE.search(before) or re.search(r"\b(?:from|by|before|after|the|year) $", before))


def _check_years(parser: _Parser, m: re.Match[str], before: str) -> bool:
    """'2003-05' may be a month of 2003 but '2003-2005' and '2014-15' are years."""
    end = int(m["year2"] or m["year"][:2] + m["shortyear2"])
    return int(m["year"]) < end <= 2199 and not before.endswith(("-", "/", ".", "+"))


def _check_decade(parser: _Parser, m: re.Match[str], before: str) -> bool:
    """'the 60s' are a decade, 'in his 60s' is an age, 'the 1990 s' a typing error."""
    if len(m["decade"]) == 4:
        return True
    return m[0][:3].lower() == "the" or m["decade"][0] in "'’"


def _check_year_in_words(parser: _Parser, m: re.Match[str], before: str) -> bool:
    """'two thousand and five homes' are no year, nor is 'twenty fifteen-year-olds'."""
    dated = m["month"] or re.search(r"\b(?:in|since|until|by|of) $", before)
    full = re.search(
        r"thousand|hundred|\boh\b|teen\W+\w|twenty\W+(?:twenty|thirty|\w+teen|ten|eleven|twelve)", m["yearwords"]
    )
    return bool(dated and full) and not re.match(r"-| [a-z]+s\b| people\b", _following(parser, m))


def _check_numeric_range(parser: _Parser, m: re.Match[str], before: str) -> bool:
    return bool(m["year"] or re.search(r"\b(?:from|between) $", before))


def _check_quarter(parser: _Parser, m: re.Match[str], before: str) -> bool:
    """'the first quarter of the match' is none of the year; 'a third quarter' of something neither."""
    return not re.match(r" of\b|\w", _following(parser, m)) and (
        m[0][0] in "qQ" or bool(m["year"] or m["year_c"] or m["yearrelation"]) or m[0][:3].lower() == "the"
    )


def _check_season(parser: _Parser, m: re.Match[str], before: str) -> bool:
    """'the fall of the city' is no season."""
    return not re.match(spaced(r" (?:of|from|in|to)\b"), _following(parser, m))


def _check_holiday(parser: _Parser, m: re.Match[str], before: str) -> bool:
    """'a new year' needs its capitals to be a holiday; 'Anna Christmas' is a person."""
    if fold(m["holiday"]) in ("new year", "new year's") and parser.text[m.start("holiday")].islower():
        return False
    return m["holiday"] not in ("christmas", "easter") or not _NAME_BEFORE.search(
        parser.text[max(0, m.start() - 24) : m.start()]
    )


def _check_weekday(parser: _Parser, m: re.Match[str], before: str) -> bool:
    """'on Fridays' is a habit; 'Fridays attack' has lost its apostrophe."""
    return not (m[0][-1] == "s" and re.search(r"\bon $", before))


def _check_now(parser: _Parser, m: re.Match[str], before: str) -> bool:
    """'now' only as an end of a range: 'between May and now'."""
    return bool(re.search(r"\d (?:to|until|till|through|and) $|between $", before)) or (
        bool(re.search(r"(?:from|between) [\w ,]+ (?:to|until|till|and) $", before))
    )


def _check_unit(parser: _Parser, m: re.Match[str], before: str) -> bool:
    """'last weeks raid' has lost its apostrophe; 'last weeks' alone is nothing."""
    return m["unit"][-1].lower() != "s" or bool(re.match(r" [a-z]", _following(parser, m)))


def _check_current(parser: _Parser, m: re.Match[str], before: str) -> bool:
    return not re.match(r"-|['’]?s? [a-z]+ing\b", _following(parser, m))


def _check_stretch(parser: _Parser, m: re.Match[str], before: str) -> bool:
    """'last week' is a week of the calendar; 'the last week' and 'the past two weeks' end now."""
    if m["count"] is not None:
        return True
    return bool(re.match(spaced("(?:the |this )?past|the last "), m[0])) and not re.match(
        r" of\b", _following(parser, m)
    )


def _check_future(parser: _Parser, m: re.Match[str], before: str) -> bool:
    """'in two weeks' is a date where something is to come, else a duration."""
    following = _following(parser, m)
    return (parser.tense(m.start(), m.end()) == "future" or bool(re.match("['’]s? time", following))) and not re.match(
        r" of\b", _following(parser, m)
    )


def _check_event(parser: _Parser, m: re.Match[str], before: str) -> bool:
    """'day after day' is no date."""
    return not re.match(r" (?:day|week|month|year)s?\b", _following(parser, m))


def _check_clock(parser: _Parser, m: re.Match[str], before: str) -> bool:
    """'6.4' and '4.43' are numbers unless 'pm' or a zone follows; so is '3:2'."""
    if m["meridiem"] or m["zone"]:
        return True
    return ":" in m[0] and not before.endswith((":", ".", "-", "+"))


def _check_month_and_day(parser: _Parser, m: re.Match[str], before: str) -> bool:
    """'from 1/3 of the land' is a fraction."""
    return bool(_NO_NOUN.match(_following(parser, m)))


def _check_part(parser: _Parser, m: re.Match[str], before: str) -> bool:
    """'in the morning', but not 'by night' or 'in night vision goggles'."""
    return before.lower().endswith("the ") or m[0][:3].lower() == "the"


_CHECKS: dict[str, _Check] = {
    "month": _check_month,
    "year": _check_year,
    "years": _check_years,
    "decade": _check_decade,
    "year in words": _check_year_in_words,
    "numeric range": _check_numeric_range,
    "quarter": _check_quarter,
    "season": _check_season,
    "holiday": _check_holiday,
    "weekday": _check_weekday,
    "now": _check_now,
    "unit": _check_unit,
    "current": _check_current,
    "stretch": _check_stretch,
    "future": _check_future,
    "event": _check_event,
    "clock": _check_clock,
    "month and day": _check_month_and_day,
    "part": _check_part,
}
