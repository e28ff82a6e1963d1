"""What a drawing shows better than a list: a figure that changes from day to day, and how often each
pair of sources agrees. Geometry only; the template draws it."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from string import ascii_uppercase

from checker.types import CheckResult, Fact, FactValue, Finding, Place
from claims.types import Quantity, Reading

WIDTH, HEIGHT = 340, 196
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 20, 18, 34
_MOST_POINTS = len(ascii_uppercase)


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled place on an axis, in SVG units."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Point:
    """What one source says on one day. ``low``..``high`` is the bar (equal for an exact number);
    ``opens`` is 'up' for a lower bound, 'down' for an upper bound, '' otherwise."""

    letter: str
    source: str
    day: date
    value: str
    x: float
    y: float
    low: float
    high: float
    opens: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A changing figure: points by date, the axes' ticks."""

    fact: Fact
    points: tuple[Point, ...]
    days: tuple[Tick, ...]
    numbers: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class PairCount:
    """How many of the findings of two sources are agreements."""

    agreements: int
    total: int

    @property
    def percent(self) -> int:
        """The share of agreements, 0..100."""
        return round(100 * self.agreements / self.total)


def pair_counts(findings: Sequence[Finding]) -> dict[frozenset[str], PairCount]:
    """Agreements and findings for each pair of sources that share any."""
    between = [(frozenset((f.left.source, f.right.source)), f.relation) for f in findings if not f.is_within]
    total = Counter(pair for pair, _ in between)
    agreed = Counter(pair for pair, relation in between if relation == "agreement")
    return {pair: PairCount(agreed[pair], count) for pair, count in total.items()}


class Numbers:
    """The numbers read in one article, to be found by place."""

    def __init__(self, reading: Reading) -> None:
        read = {(q.start, q.end): q for claim in reading.claims for q in claim.quantities}
        self._quantities = sorted(read.values(), key=lambda quantity: (quantity.end, quantity.start))
        self._ends = [quantity.end for quantity in self._quantities]

    def at(self, place: Place) -> Quantity | None:
        """The first number that shares words with the place's value."""
        index = bisect_right(self._ends, place.value_start)
        found = self._quantities[index] if index < len(self._ends) else None
        return found if found and found.start < place.value_end else None


def timelines(result: CheckResult) -> tuple[Timeline, ...]:
    """One plot per numeric fact that 3 to 26 dated sources give, with more than one number on more than one
    day."""
    dated = {r.article.id: (r.article.published, Numbers(r)) for r in result.readings if r.article.published}
    drawn = (_timeline(fact, dated) for fact in result.facts if fact.slot == "quantity")
    return tuple(timeline for timeline in drawn if timeline)


def _timeline(fact: Fact, dated: Mapping[str, tuple[date, Numbers]]) -> Timeline | None:
    found: list[tuple[date, Quantity, FactValue]] = []
    for value in fact.values:
        if value.place.source in dated:
            day, numbers_read = dated[value.place.source]
            quantity = numbers_read.at(value.place)
            if quantity and (quantity.low, quantity.high) != (None, None):
                found.append((day, quantity, value))
    days = {day for day, _, _ in found}
    numbers = {(quantity.low, quantity.high) for _, quantity, _ in found}
    units = {quantity.unit for _, quantity, _ in found}
    if not 3 <= len(found) <= _MOST_POINTS or len(days) < 2 or len(numbers) < 2 or len(units) > 1:
        return None
    found.sort(key=lambda entry: (entry[0], entry[2].place.source))
    bounds = [bound for _, quantity, _ in found for bound in _bounds(quantity)]
    scale = _nice_ticks(min(bounds), max(bounds))
    places = _spread([_across(day, days) for day, _, _ in found])
    points = tuple(
        _point(letter, day, quantity, value, x, scale)
        for letter, x, (day, quantity, value) in zip(ascii_uppercase, places, found, strict=False)
    )
    return Timeline(fact, points, _day_ticks(days), tuple(Tick(_down(n, scale), f"{n:,.12g}") for n in scale))


def _point(letter: str, day: date, quantity: Quantity, value: FactValue, x: float, scale: list[float]) -> Point:
    low, high = _bounds(quantity)
    opens = "up" if quantity.high is None else "down" if quantity.low is None else ""
    top, bottom = _down(max(low, high), scale), _down(min(low, high), scale)
    return Point(
        letter=letter,
        source=value.place.source,
        day=day,
        value=value.place.value,
        x=round(x, 1),
        y=bottom if opens == "up" else top,
        low=bottom,
        high=top,
        opens=opens,
    )


def _bounds(quantity: Quantity) -> tuple[float, float]:
    """Both ends of the interval; an open end is drawn at the other one."""
    ends = [float(end) for end in (quantity.low, quantity.high) if end is not None]
    return ends[0], ends[-1]


def _across(day: date, days: set[date]) -> float:
    """A day's place between the left and the right edge."""
    first, last = min(days), max(days)
    share = (day - first).days / (last - first).days
    return _LEFT + 12 + share * (WIDTH - _LEFT - _RIGHT - 24)


def _down(number: float, scale: list[float]) -> float:
    """A number's place between the bottom and the top edge."""
    share = (number - scale[0]) / (scale[-1] - scale[0])
    return round(HEIGHT - _BOTTOM - share * (HEIGHT - _TOP - _BOTTOM), 1)


def _spread(places: list[float], gap: float = 21) -> list[float]:
    """The places (rising) pushed apart so that no two dots cover each other, and kept inside."""
    gap = min(gap, (WIDTH - _LEFT - _RIGHT) / len(places))
    moved = places[:]
    for i in range(1, len(moved)):
        moved[i] = max(moved[i], moved[i - 1] + gap)
    edge = float(WIDTH - _RIGHT)
    for i in reversed(range(len(moved))):
        moved[i] = min(moved[i], edge)
        edge = moved[i] - gap
    return moved


def _day_ticks(days: set[date]) -> tuple[Tick, ...]:
    """The first and the last day, and those between that have room."""
    chosen: list[Tick] = []
    years = len({day.year for day in days})
    room, last = 64.0, _across(max(days), days)
    for day in sorted(days):
        at = _across(day, days)
        if day == max(days) or (at + room <= last and (not chosen or chosen[-1].at + room <= at)):
            chosen.append(Tick(round(at, 1), f"{day:%b %Y}" if years > 1 else f"{day.day} {day:%b}"))
    return tuple(chosen)


LEAST_SPAN = 1e-300
"""Below, a logarithm has nothing to hold on to."""


def _nice_ticks(low: float, high: float) -> list[float]:
    """Three to six round numbers (1, 2 or 5 times a power of ten apart) around low..high; from zero where
    that costs little of the height."""
    if 0 < low <= 0.5 * high:
        low = 0.0
    span = max((high - low) or abs(high), LEAST_SPAN)
    power = 10.0 ** math.floor(math.log10(span / 3))
    step = next(m * power for m in (1, 2, 5, 10) if span / (m * power) <= 4)
    first, last = math.floor(low / step), math.ceil(high / step)
    if first == last:
        last += 1
    return [i * step for i in range(first, last + 1)]
