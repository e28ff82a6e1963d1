"""When and where a claim plays: its own words first, then its sentence, then its article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal

from checker.designations import designations
from checker.lexicon import located, noun_tables
from checker.numbers import point
from checker.quoted import Quote, quotes_of
from checker.responsibility import Part, in_context, part_of
from claims.names import is_wide
from claims.tables import read_table
from claims.types import Claim, Entity, Quantity, Reading, TimeExpression

Measurand = tuple[str, str, str]
"""Kind, event and noun (or its group) of a figure."""
Origin = Literal["claim", "sentence", "article", ""]
TimeRelation = Literal["same", "near", "different", "unknown"]

DAYLIKE = frozenset({"minute", "hour", "part of day", "day"})
LEAD = 8
"""Sentences at the top in which an article says when its event was."""

_THEN_OUTER = re.compile(
    r"(?: [a-z]+){0,2} in(?: (?:the|[a-z]+ern|[a-z]+))?(?: [a-z]+ of)? |, | (?:district|suburb|part|area) of "
)
"""Between a place and one that it lies in: 'Aswad village in Zahlah', 'Lund, Sweden', 'the Mar district of Soria'."""


@dataclass(frozen=True, slots=True)
class Named:
    """All ``names`` of an article; which place lies in which by its own words ('the Varel chapel in Soria'), as
    pairs (inner, outer); and its ``designations``, as pairs (series, number)."""

    names: frozenset[str] = frozenset()
    inside: frozenset[tuple[str, str]] = frozenset()
    designations: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Setting:
    """``time`` and where it was found; ``places`` canonical names, and where they were found; ``main_time``: when
    the article's own event was, so far as its lead says; ``published``: the day of the article; ``named``: what it
    names; ``figures``: the values that it gives for each measurand of its own events; ``part``: who the claim says
    did something, or did not; ``denials``: what its article reports as denied; ``quote``: the direct
    quotation that it has words of."""

    time: TimeExpression | None = None
    time_from: Origin = ""
    places: frozenset[str] = frozenset()
    places_from: Origin = ""
    main_time: TimeExpression | None = None
    published: date | None = None
    named: Named = Named()
    part: Part | None = None
    denials: tuple[Part, ...] = ()
    quote: Quote | None = None
    figures: Mapping[Measurand, frozenset[Decimal]] = field(default_factory=dict, compare=False)


def settings(reading: Reading) -> dict[str, Setting]:
    """The setting of each claim of a reading, by claim id."""
    by_sentence: dict[int, list[Claim]] = {}
    for claim in reading.claims:
        by_sentence.setdefault(claim.sentence, []).append(claim)
    main_time = _main_time(reading)
    dated = main_time or _dateline(reading)
    main_places = _main_places(reading)
    named, figures = _named(reading), _figures(reading)
    parts = [_part(reading, n) for n in range(len(reading.claims))]
    quotes = quotes_of(reading)
    denials = tuple(part for part in parts if part is not None and part.denied)
    found = {}
    for claim, part in zip(reading.claims, parts, strict=True):
        around = by_sentence[claim.sentence]
        time, origin = _first_time(claim, around)
        if time is None and not claim.scope.background and claim.modality == "asserted":
            time, origin = dated, "article" if dated else ""
        places, places_from = _first_places(claim, around)
        if not places and not claim.scope.background:
            places, places_from = main_places, "article" if main_places else ""
        published = reading.article.published
        found[claim.id] = Setting(
            time, origin, places, places_from, main_time, published, named, part, denials, quotes.get(claim.id), figures
        )
    return found


def _part(reading: Reading, number: int) -> Part | None:
    part = part_of(reading.claims[number])
    return None if part is None else in_context(part, reading.claims, number)


def measurand(q: Quantity) -> Measurand:
    """What a figure measures, as far as two of one article have to be told apart."""
    noun = q.counted or ""
    return q.kind, "" if q.kind == "magnitude" else q.event, noun_tables()[1].get(noun, noun)


def _figures(reading: Reading) -> dict[Measurand, frozenset[Decimal]]:
    found: dict[Measurand, set[Decimal]] = {}
    own = (c for c in reading.claims if not (c.scope.superseded or c.scope.background))
    for q in (q for claim in own for q in claim.quantities):
        value = point(q)
        if value is not None:
            found.setdefault(measurand(q), set()).add(value)
    return {key: frozenset(values) for key, values in found.items()}


@cache
def _dating() -> Mapping[str, frozenset[str]]:
    """The words of tables/dating.toml."""
    return {name: frozenset(words) for name, words in read_table("dating", "checker")["words"].items()}


def event_times(claim: Claim) -> list[TimeExpression]:
    """The times of what is told: not the date of the article itself ('AFP Monday 3 Oct 2016', 'Posted on July 2'), nor
    when somebody said so ('officials said Sunday')."""
    links, telling = _dating()["leading"], _dating()["telling"]
    found = []
    for time in claim.times:
        whole = {"day", "month", "year"} <= {fact.split(":")[0] for fact in time.anchor.split()}
        before = [w.lower().strip(",.:;\"'") for w in claim.text[: max(0, time.start - claim.start)].split()]
        before += [w for w in time.text.lower().split()[:1] if w in links]  # 'since 2 June'
        leading = before[-1] if before else ""
        governing = before[-2] if len(before) > 1 and leading in links else leading
        if not (whole and leading not in links) and governing not in telling:
            found.append(time)
    return found


def _first_time(claim: Claim, around: Sequence[Claim]) -> tuple[TimeExpression | None, Origin]:
    if own := event_times(claim) or claim.times:
        return own[0], "claim"
    others = [t for c in around for t in event_times(c) or c.times]
    return (others[0], "sentence") if len(others) == 1 else (None, "")


def _places(claim: Claim) -> frozenset[str]:
    return frozenset(e.name for e in claim.entities if e.type == "place")


def _first_places(claim: Claim, around: Sequence[Claim]) -> tuple[frozenset[str], Origin]:
    if own := _places(claim):
        return own, "claim"
    near = frozenset().union(*(_places(c) for c in around))
    return (near, "sentence") if near else (near, "")


def _named(reading: Reading) -> Named:
    names = frozenset(e.name for c in reading.claims for e in c.entities)
    inside = frozenset(pair for c in reading.claims for pair in _inside(c))
    return Named(names, inside, frozenset((d.series, d.number) for c in reading.claims for d in designations(c)))


def _inside(claim: Claim) -> Iterator[tuple[str, str]]:
    """Neighbouring places of which the words between them put one into the other."""
    placed = [e for e in claim.entities if e.type in ("place", "group")]
    for first, second in pairwise(placed):
        between = claim.text[max(0, first.end - claim.start) : max(0, second.start - claim.start)]
        if first.type == "place" and second.type == "place" and _THEN_OUTER.fullmatch(between):
            if between != ", " or is_wide(second.name) > is_wide(first.name):  # else a list
                yield first.name, second.name
        elif second.type == "place" and _leads_into(first, between):
            yield second.name, first.name


def _leads_into(outer: Entity, between: str) -> bool:
    """Whether a country and the words behind it lead to a place in it."""
    if outer.type == "group":
        return _from_nationality().fullmatch(between) is not None
    owned = between[:1] in ("'", "’") or (outer.text.endswith("s") and not outer.name.endswith("s"))
    return owned and _from_possessive().fullmatch(between) is not None


@cache
def _from_possessive() -> re.Pattern[str]:
    """Between a country's possessive and a place in it: 'Spain's Soria province', 'Spain's old town of Soria'."""
    return re.compile(rf"(?:['’]s?)?{_adjectives()}(?: {_settlement()} of)? ")


@cache
def _from_nationality() -> re.Pattern[str]:
    """Between a nationality and a place: 'the Spanish city of Soria', 'Spanish Soria'; not 'Spanish jets hit Soria'."""
    return re.compile(rf"{_adjectives()} {_settlement()}(?: of)? |(?: [a-z]+ern| central)? ")


def _adjectives() -> str:
    return rf"(?: (?!(?:{'|'.join(sorted(located()['linking']))}) )[a-z-]+){{0,2}}"


def _settlement() -> str:
    return rf"(?:{'|'.join(sorted(located()['settlements']))})"


def _main_time(reading: Reading) -> TimeExpression | None:
    """The first day that the lead names for something that happened."""
    for claim in reading.claims:
        if claim.sentence >= LEAD:
            break
        if claim.modality == "asserted" and not claim.scope.background:
            for time in event_times(claim):
                if time.granularity in DAYLIKE and time.bound == "in":
                    return time
    return None


def _dateline(reading: Reading) -> TimeExpression | None:
    """The day that the article itself is dated at its top."""
    times = (t for c in reading.claims if c.sentence < LEAD for t in c.times if t not in event_times(c))
    return next((t for t in times if t.granularity in DAYLIKE and t.bound == "in"), None)


def _main_places(reading: Reading) -> frozenset[str]:
    lead = [p for c in reading.claims if c.sentence < LEAD for p in _places(c)]
    repeated = [p for p in lead if lead.count(p) > 1]
    return frozenset(repeated or lead[:2])


def time_relation(a: TimeExpression | None, b: TimeExpression | None) -> TimeRelation:
    """How two times lie: by their intervals where both are resolved, else by what their words fix."""
    if a is None or b is None:
        return "unknown"
    if a.resolved and b.resolved:
        return _interval_relation(_edge(a), _edge(b)) if a.bound == b.bound else _interval_relation(a, b)
    return _anchor_relation(a.anchor, b.anchor)


FAR = timedelta(days=8)
"""Reports of one event do not date it a week apart; such times belong to two events."""


def far_apart(a: TimeExpression, b: TimeExpression) -> bool:
    """Whether two days are so far from each other that they are hardly two datings of one event."""
    if not (a.resolved and b.resolved and {a.granularity, b.granularity} <= DAYLIKE):
        return False
    (low_a, high_a), (low_b, high_b) = _bounds(a), _bounds(b)
    return max(low_a - high_b, low_b - high_a) >= FAR


def is_earlier(time: TimeExpression, main: TimeExpression) -> bool:
    """Whether a time lies well before another. Where no date of publication resolves them: news give the day of the
    week for what is new, and a date for what is past ('on Wednesday', 'in an October 2 attack')."""
    if time.resolved and main.resolved:
        (low, high), (start, _) = _bounds(time), _bounds(main)
        if time.granularity in DAYLIKE:
            return high + timedelta(days=1) <= start  # the day before may be the same one for another writer
        return time.bound == "in" and low + timedelta(days=7) <= start  # nobody says 'in early June' of this week
    own, new = _facts(time.anchor), _facts(main.anchor)
    return bool(own.keys() & {"month", "year"}) and "weekday" not in own and _this_week(new)


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


def _facts(anchor: str) -> dict[str, str]:
    return dict(pair.split(":", 1) for pair in anchor.split(" / ")[0].split() if ":" in pair)


def _this_week(facts: dict[str, str]) -> bool:
    return bool(facts.keys() & {"weekday", "now"}) and "month" not in facts


def _bare_month(facts: dict[str, str]) -> bool:
    return bool(facts.keys() & {"month", "year"}) and "day" not in facts


@lru_cache(maxsize=65536)
def _anchor_relation(a: str, b: str) -> TimeRelation:
    left, right = _facts(a), _facts(b)
    if (_this_week(left) and _bare_month(right)) or (_this_week(right) and _bare_month(left)):
        return "different"  # nobody says 'in January' of what happened on Friday
    shared = [k for k in left if k in right and k not in ("clock", "part", "phase")]
    if any(left[k] != right[k] for k in shared):
        days = [(left[k], right[k]) for k in ("weekday", "day") if k in shared and left[k] != right[k]]
        near = len(days) == 1 and all(abs(int(x) - int(y)) in (1, 6) for x, y in days)
        return (
            "near" if near and all(left[k] == right[k] for k in shared if k not in ("weekday", "day")) else "different"
        )
    return "same" if shared else "unknown"
