"""Figures of a premise against those of a hypothesis: intervals, alignment, arithmetic, and the table of words."""

from __future__ import annotations

import sys
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.slots.numbers import Interval
from claims.quantities.quantities import find_quantities
from claims.types import Quantity

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))

import quantity_entailment
from quantity_entailment import (
    QuantityMatch,
    QuantityVerdict,
    combine,
    contains,
    interval,
    judge_quantities,
    strict_relation,
    with_premise_figures,
)

TABLE = tomllib.loads(Path(quantity_entailment.__file__).with_name("arithmetic.toml").read_text(encoding="utf-8"))


def quantity(text: str) -> Quantity:
    found = find_quantities(text)
    assert len(found) == 1
    return found[0]


STRICT = [
    ("12 goats", "12 goats", "entailment"),
    ("12 goats", "14 goats", "contradiction"),
    ("12 goats", "more than 10 goats", "entailment"),
    ("12 goats", "more than 12 goats", "contradiction"),
    ("12 goats", "at least 12 goats", "entailment"),
    ("12 goats", "fewer than 12 goats", "contradiction"),
    ("12 goats", "about 12 goats", "entailment"),
    ("12 goats", "between 10 and 20 goats", "entailment"),
    ("more than 12 goats", "more than 10 goats", "entailment"),
    ("more than 12 goats", "15 goats", "neutral"),
    ("more than 12 goats", "12 goats", "contradiction"),
    ("more than 12 goats", "at least 13 goats", "entailment"),
    ("fewer than 12 goats", "more than 20 goats", "contradiction"),
    ("10 to 20 goats", "12 to 15 goats", "neutral"),
    ("10 to 20 goats", "at most 20 goats", "entailment"),
    ("3 kilometres", "2,500 metres", "contradiction"),
    ("3 kilometres", "more than 2,500 metres", "entailment"),
    ("a 2-1 win", "a 2-1 win", "entailment"),
    ("a 2-1 win", "a 3-1 win", "contradiction"),
]


@pytest.mark.parametrize(("premise", "hypothesis", "label"), STRICT)
def test_intervals_decide(premise: str, hypothesis: str, label: str) -> None:
    assert strict_relation(quantity(premise), quantity(hypothesis)) == label


ends = st.one_of(st.none(), st.integers(-50, 50).map(Decimal))


@settings(deadline=None)
@given(ends, ends, ends, ends, st.integers(-50, 50).map(Decimal))
def test_contained_intervals_hold_every_number(
    a: Decimal | None, b: Decimal | None, c: Decimal | None, d: Decimal | None, x: Decimal
) -> None:
    outer, inner = Interval(a, b), Interval(c, d)
    if contains(outer, inner) and inner.overlaps(Interval(x, x)):
        assert outer.overlaps(Interval(x, x))


def test_a_strict_bound_leaves_out_its_number() -> None:
    assert interval(quantity("more than 5 goats")) == Interval(Decimal(6), None)
    low = interval(quantity("more than 2.5 kilometres")).low
    assert low is not None
    assert Decimal("2.5") < low < Decimal("2.51")


PAIRS = [
    # stated, under other words
    ("Rescuers pulled 43 miners out of the shaft.", "Rescuers brought 43 miners to the surface.", "entailment"),
    ("More than 3,400 homes lost power.", "Power failed in 3,400 homes.", "entailment"),
    ("The mayor promised a wage of $17.", "The wage is to be $17 an hour.", "entailment"),
    ("The trail is 5 km long.", "The trail runs for 3.1 miles.", "entailment"),
    ("Sixty-one percent of the voters turned out.", "More than half of the voters took part.", "entailment"),
    # excluded
    ("The fire killed 18 passengers.", "The fire killed 25 passengers.", "contradiction"),
    ("Two villagers were hurt in the slide.", "The slide hurt at least nine villagers.", "contradiction"),
    # open, or about something else
    ("Fewer than 40 delegates arrived on time.", "32 delegates were on time when the session began.", "neutral"),
    ("The storm killed six people.", "The storm injured 70 people.", "neutral"),
    ("Prices rose by 4 percent.", "Four shops raised their prices.", "neutral"),
    ("She is the single owner of the mill.", "A single woman owns the mill.", None),
    # nothing but the figures differs
    ("The ferry carries 300 cars.", "The ferry carries 280 cars.", "contradiction"),
    ("The ferry carries 300 cars.", "The ferry carries more than 280 cars.", "entailment"),
    ("The ferry carries fewer than 300 cars.", "The ferry carries 280 cars.", "neutral"),
    ("It was her second win of the year.", "It was her fourth win of the year.", "contradiction"),
    # sums with bounds
    ("At least 11 people died in Orvo and another four in Lenta.", "At least 15 people died.", "entailment"),
    # a figure in a name
    ("The 9th Rifle Brigade marched off.", "A sergeant of the 9th rifle brigade marched off.", "entailment"),
    # no figures at all
    ("The talks went on.", "The talks continued.", None),
]


@pytest.fixture(scope="module")
def verdicts() -> dict[tuple[str, str], QuantityVerdict]:
    """Of all pairs of this file, read in one batch."""
    pairs = [(premise, hypothesis) for premise, hypothesis, _ in (*PAIRS, *table_examples())]
    return dict(zip(pairs, judge_quantities(pairs), strict=True))


def table_examples() -> list[tuple[str, str, bool]]:
    return [
        (premise, hypothesis, follows)
        for entry in TABLE.values()
        for key, follows in (("yes", True), ("no", False))
        for premise, hypothesis in entry[key]
    ]


@pytest.mark.parametrize(("premise", "hypothesis", "label"), PAIRS)
def test_pairs(
    verdicts: dict[tuple[str, str], QuantityVerdict], premise: str, hypothesis: str, label: str | None
) -> None:
    assert verdicts[premise, hypothesis].label == label


@pytest.mark.parametrize(("premise", "hypothesis", "follows"), table_examples())
def test_examples_of_the_table(
    verdicts: dict[tuple[str, str], QuantityVerdict], premise: str, hypothesis: str, follows: bool
) -> None:
    verdict = verdicts[premise, hypothesis]
    assert verdict.label == ("entailment" if follows else "contradiction")
    assert verdict.derived == follows


def test_no_verb_is_in_two_entries() -> None:
    verbs = [verb for entry in TABLE.values() for verb in entry.get("verbs", ())]
    assert len(verbs) == len(set(verbs))


def test_figures_of_the_premise_take_the_place_of_aligned_ones(
    verdicts: dict[tuple[str, str], QuantityVerdict],
) -> None:
    premise, hypothesis = "The fire killed 18 passengers.", "The fire killed 25 passengers."
    assert with_premise_figures(hypothesis, judge_quantities([(premise, hypothesis)])[0]) == hypothesis
    premise, hypothesis = "More than 3,400 homes lost power.", "Power failed in 3,400 homes."
    changed = with_premise_figures(hypothesis, verdicts[premise, hypothesis])
    assert changed == "Power failed in More than 3,400 homes."


FIGURE = find_quantities("12 goats")[0]


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [
        (QuantityVerdict(None), (0.2, 0.5, 0.3)),
        (QuantityVerdict("entailment", (QuantityMatch(FIGURE, "entailment", "stated"),)), (0.08, 0.8, 0.12)),
        (QuantityVerdict("entailment", (QuantityMatch(FIGURE, "entailment", "worked out"),)), (0.0, 0.5, 0.5)),
        (QuantityVerdict("contradiction"), (0.7, 0.0, 0.3)),
        (QuantityVerdict("neutral"), (0.2, 0.0, 0.8)),
        (QuantityVerdict("contradiction", same_text=True), (1.0, 0.0, 0.0)),
        (QuantityVerdict("neutral", same_text=True), (0.0, 0.0, 1.0)),
    ],
)
def test_quantities_correct_the_model(verdict: QuantityVerdict, expected: tuple[float, float, float]) -> None:
    assert combine(verdict, (0.2, 0.5, 0.3), near=0.8) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("row", "near", "expected"),
    [
        ((0.2, 0.5, 0.3), 0.3, (0.28, 0.3, 0.42)),
        ((0.7, 0.02, 0.28), 0.9, (0.7, 0.02, 0.28)),
        ((0.01, 0.98, 0.01), 0.3, (0.01, 0.98, 0.01)),
    ],
)
def test_a_sure_model_overrules_nearness(
    row: tuple[float, float, float], near: float, expected: tuple[float, float, float]
) -> None:
    assert combine(QuantityVerdict("entailment"), row, near) == pytest.approx(expected)
