"""Levels of two values: every level fires and is symmetric."""

from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.slots.numbers import LEVELS, compare_values
from claims.types import Modifier, Quantity


def quantity(
    low: str | None,
    high: str | None = "same",
    modifier: Modifier = "exact",
    unit: str | None = None,
    step: str = "1",
    text: str = "",
) -> Quantity:
    top = low if high == "same" else high
    words = text or f"{modifier} {low}"
    return Quantity(
        0,
        len(words),
        words,
        "measure" if unit else "count",
        None if low is None else Decimal(low),
        None if top is None else Decimal(top),
        modifier,
        unit,
        Decimal(step),
    )


EIGHTEEN = quantity("18")
YOUNG = replace(quantity("18", "25", "range"), kind="age")
CASES = [
    (EIGHTEEN, EIGHTEEN, "same number", "agreement"),
    (EIGHTEEN, quantity("15"), "different numbers", "discrepancy"),
    (quantity("1000"), quantity(None, "1200", "at most"), "well below an upper bound", "discrepancy"),
    (quantity("1190"), quantity(None, "1200", "at most"), "bound or vague count holds", "agreement"),
    (quantity("20", None, "at least"), quantity("32"), "bound or vague count holds", "agreement"),
    (quantity("20", None, "at least"), quantity("12"), "different numbers", "discrepancy"),
    (quantity("20", None, "at least"), quantity("32", None, "more than"), "two lower bounds", "discrepancy"),
    (replace(quantity(None, "25", "less than"), kind="age"), YOUNG, "age groups differ", "discrepancy"),
    (YOUNG, YOUNG, "same number", "agreement"),
    (replace(quantity("20"), kind="age"), YOUNG, "within the range", "agreement"),
    (quantity("26", None, "more than"), quantity("31", None, "more than"), "two figures just exceeded", "discrepancy"),
    (quantity("27", "33", "about"), quantity("31"), "same within rounding", "agreement"),
    (quantity("27", "33", "about"), quantity("55"), "apart, one of them hedged", "discrepancy"),
    (quantity("24", "120", "vague"), quantity("43"), "bound or vague count holds", "agreement"),
    (quantity("24", "120", "vague"), quantity("9"), "apart, one of them hedged", "discrepancy"),
    (quantity("18", "25", "range"), quantity("20"), "within the range", "agreement"),
    (quantity("18", "25", "range"), quantity("40"), "different numbers", "discrepancy"),
    (quantity("40", "70", "range"), quantity("50", "67", "range"), "ranges differ but overlap", "discrepancy"),
    (quantity("1200000", step="100000", text="1.2 million"), quantity("1234567"), "same within rounding", "agreement"),
    (quantity("2000000", step="1000000", text="2 million"), quantity("1750000"), "same within rounding", "agreement"),
    (quantity("1000000", step="1000000", text="1 million"), quantity("700000"), "different numbers", "discrepancy"),
    (quantity("1000"), quantity("1200"), "different numbers", "discrepancy"),
    (
        quantity("10", unit="mile", step="10", text="10 miles"),  # no scale word, though there is an m
        quantity("12", unit="mile"),
        "different numbers",
        "discrepancy",
    ),
    (quantity("2", unit="tonne"), quantity("2.1", unit="tonne", step="0.1"), "same within rounding", "agreement"),
    (quantity("2", unit="tonne"), quantity("2.4", unit="tonne", step="0.1"), "different numbers", "discrepancy"),
    (quantity("30", step="10"), quantity("31"), "different numbers", "discrepancy"),
    (quantity("-22", "-18", "about"), quantity("-21", "-19", "range"), "within the range", "agreement"),
    (quantity("60000", unit="ton"), quantity("60000", unit="tonne"), "same number", "agreement"),
    (quantity("5", unit="kilometre"), quantity("3.1", unit="mile"), "same number", "agreement"),
    (quantity("5", unit="kilometre"), quantity("4", unit="mile"), "different numbers", "discrepancy"),
]


@pytest.mark.parametrize(("a", "b", "level", "relation"), CASES)
def test_first_level_that_matches(a: Quantity, b: Quantity, level: str, relation: str) -> None:
    for x, y in ((a, b), (b, a)):
        found = compare_values(x, y)
        assert found is not None
        assert (found.name, found.relation) == (level, relation)


def test_other_currencies_cannot_be_compared() -> None:
    assert compare_values(quantity("5", unit="USD"), quantity("5", unit="EUR")) is None


def test_a_bare_currency_may_be_any_of_its_name() -> None:
    shillings, kenyan, dollars = (quantity("5", unit=unit) for unit in ("shilling", "KES", "USD"))
    found = compare_values(shillings, kenyan)
    assert found is not None
    assert found.name == "same number"
    assert found == compare_values(kenyan, shillings)
    assert compare_values(shillings, dollars) is None


def test_every_level_has_a_case() -> None:
    assert {c[2] for c in CASES} == {name for name, *_ in LEVELS}


numbers = st.integers(0, 10_000).map(str)
quantities = st.builds(
    lambda low, span, modifier: quantity(
        None if modifier in ("at most", "less than") else low,
        None
        if modifier in ("at least", "more than")
        else str(int(low) + (span if modifier in ("range", "vague", "about") else 0)),
        modifier,
    ),
    numbers,
    st.integers(1, 50),
    st.sampled_from(["exact", "about", "at least", "at most", "more than", "less than", "range", "vague"]),
)


@given(quantities, quantities)
@settings(deadline=None)
def test_comparison_is_symmetric(a: Quantity, b: Quantity) -> None:
    assert compare_values(a, b) == compare_values(b, a)


@given(quantities)
@settings(deadline=None)
def test_a_value_never_contradicts_itself(a: Quantity) -> None:
    found = compare_values(a, a)
    assert found is not None
    assert found.relation != "discrepancy"


def test_modifiers_are_all_covered() -> None:
    kinds = ["exact", "about", "at least", "at most", "more than", "less than", "range", "vague"]
    assert all(compare_values(quantity("5", "9", a), quantity("5", "9", b)) for a, b in product(kinds, kinds))  # type: ignore[arg-type]
