"""The geometry of the plots."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import html_samples
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.types import CheckResult
from claims.types import Claim
from reports import plots


def drawn(result: CheckResult) -> list[plots.Timeline]:
    return list(plots.timelines(result))


def test_the_toll_over_time() -> None:
    (timeline,) = drawn(html_samples.four_sources())
    assert [(point.letter, point.day.day, point.value) for point in timeline.points] == [
        ("A", 7, "At least 12"),
        ("B", 8, "Nineteen"),
        ("C", 10, "23"),
        ("D", 10, "23"),
    ]
    a, b, c, d = timeline.points
    assert a.opens == "up"
    assert not b.opens
    assert a.y > b.y > c.y == d.y  # higher numbers stand higher
    assert a.x < b.x < c.x
    assert d.x - c.x >= 20  # two dots of one day do not cover each other
    assert b.x - a.x == pytest.approx((timeline.days[-1].at - timeline.days[0].at) / 3, abs=0.2)
    assert [tick.label for tick in timeline.days] == ["7 May", "8 May", "10 May"]
    assert [tick.label for tick in timeline.numbers] == ["10", "15", "20", "25"]


def without_dates(result: CheckResult) -> CheckResult:
    readings = tuple(replace(r, article=replace(r.article, published=None)) for r in result.readings)
    return replace(result, readings=readings)


def one_day(result: CheckResult) -> CheckResult:
    readings = tuple(replace(r, article=replace(r.article, published=date(2024, 5, 7))) for r in result.readings)
    return replace(result, readings=readings)


def one_number(result: CheckResult) -> CheckResult:
    return _with_quantities(result, low=Decimal(5), high=Decimal(5))


def mixed_units(result: CheckResult) -> CheckResult:
    first, *rest = result.readings
    changed = _with_quantities(replace(result, readings=(first,)), unit="kilometre")
    return replace(result, readings=(*changed.readings, *rest))


def two_articles(result: CheckResult) -> CheckResult:
    return replace(result, readings=result.readings[:2])


def _with_quantities(result: CheckResult, **fields: object) -> CheckResult:
    def changed(claim: Claim) -> Claim:
        return replace(claim, quantities=tuple(replace(q, **fields) for q in claim.quantities))  # type: ignore[arg-type]

    readings = tuple(replace(r, claims=tuple(map(changed, r.claims))) for r in result.readings)
    return replace(result, readings=readings)


@pytest.mark.parametrize("change", [without_dates, one_day, one_number, mixed_units, two_articles])
def test_nothing_to_draw(change: object) -> None:
    assert drawn(change(html_samples.four_sources())) == []  # type: ignore[operator]


def test_an_open_end_and_a_range() -> None:
    result = html_samples.four_sources()
    bounds = [(None, 30), (10, 20), (15, None), (40, 40)]
    readings = tuple(
        _with_quantities(
            replace(result, readings=(r,)),
            low=None if low is None else Decimal(low),
            high=None if high is None else Decimal(high),
        ).readings[0]
        for r, (low, high) in zip(result.readings, bounds, strict=True)
    )
    (timeline,) = drawn(replace(result, readings=readings))
    at_most, span, exact, at_least = timeline.points  # by date, then by source id
    assert (at_most.opens, span.opens, exact.opens, at_least.opens) == ("down", "", "", "up")
    assert span.low > span.high  # SVG counts downwards
    assert exact.low == exact.high
    assert span.y == span.high


numbers = st.floats(-1e12, 1e12, allow_nan=False)


@settings(deadline=None)
@given(numbers, numbers)
def test_ticks_are_few_and_hold_the_range(one: float, other: float) -> None:
    low, high = min(one, other), max(one, other)
    ticks = plots._nice_ticks(low, high)
    assert 2 <= len(ticks) <= 7
    assert ticks[0] <= low + 1e-6 * max(1, abs(low))
    assert ticks[-1] >= high - 1e-6 * max(1, abs(high))
    assert ticks == sorted(ticks)


@settings(deadline=None)
@given(st.lists(st.floats(64, 308), min_size=1, max_size=26).map(sorted))
def test_dots_keep_their_distance_and_stay_inside(places: list[float]) -> None:
    moved = plots._spread(places)
    assert all(b - a >= (20.99 if len(places) <= 12 else 10) for a, b in pairwise(moved))
    assert moved[-1] <= plots.WIDTH
    assert moved[0] >= 40


def test_pairs_are_counted() -> None:
    counts = plots.pair_counts(html_samples.four_sources().findings)
    pair = counts[frozenset(("courier", "valley"))]
    assert (pair.agreements, pair.total, pair.percent) == (2, 3, 67)
    assert frozenset(("morning", "valley")) not in counts
