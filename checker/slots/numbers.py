"""Two quantities of one measurand: do their values agree? An ordered list of levels; the first that
matches wins. Every level is symmetric."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from checker.types import Relation
from claims.quantities.units import convert, may_be_one_currency
from claims.types import Quantity

ABOUT = Decimal("0.1")
"""'About 30' holds for 27 to 33: a tenth, the usual reading of a round figure with a hedge."""
CONVERTED = Decimal("0.03")
"""Two units never round alike ('58 km (36 miles)'), nor do two who measure."""

CLOSE = Decimal("0.035")
"""'Just under 71' is a bound that lies close to the figure: within so much of it."""
CLOSE_BOUND = re.compile(
    r"(?:just|slightly|a little|a bit|a shade|a touch|marginally|fractionally|narrowly) ", re.IGNORECASE
)

SCALED = Decimal("0.2")
"""A scale word alone stretches so far: 'about a million' is 850,000, but hardly 700,000."""
SCALE = re.compile(r"(?:\b|\d)(?:million|billion|trillion|thousand|bn|mn|m|k)\b", re.IGNORECASE)
TONS = frozenset({"ton", "tonne"})
"""'60,000 tons' is as many tonnes, unless the article is American, which is seldom known."""
COARSE = {"measure": Decimal("0.05"), "money": Decimal("0.01")}
"""So far a figure with fewer digits may be from one with more where both are measured: 'two tonnes' of cocaine are 2.1,
and '280 dollars' are $279. People are counted, and 30 of them are not 31."""

LOWER_BOUNDS = "two lower bounds"
LOWER = frozenset({"at least", "more than"})
UPPER = frozenset({"at most", "less than"})


class Level(NamedTuple):
    """A level of agreement between two values."""

    name: str
    relation: Relation
    hedged: bool = False


class Interval(NamedTuple):
    """low..high, None = open."""

    low: Decimal | None
    high: Decimal | None

    def overlaps(self, other: Interval) -> bool:
        """Whether a number lies in both."""
        left = self.low is None or other.high is None or self.low <= other.high
        right = other.low is None or self.high is None or other.low <= self.high
        return left and right


def compare_values(a: Quantity, b: Quantity) -> Level | None:
    """The first level that holds for the two values; None where they cannot be compared (other units)."""
    if a.unit and b.unit and (may_be_one_currency(a.unit, b.unit) or {a.unit, b.unit} == TONS):
        b = replace(b, unit=a.unit)
    converted = a.unit != b.unit
    if converted:
        changed = convert(b, a.unit) if a.unit and b.unit else None
        if changed is None:
            return None
        b = changed
    for name, relation, hedged, test in LEVELS:
        if test(a, b, converted):
            return Level(name, relation, hedged)
    return None


def point(q: Quantity) -> Decimal | None:
    """The one number that the words name: both ends alike, or the closed end of a bound."""
    if q.modifier in ("range", "vague"):
        return None
    if q.low is not None and q.high is not None and q.modifier == "about":
        return (q.low + q.high) / 2
    return q.low if q.low is not None else q.high


def _same(a: Quantity, b: Quantity, converted: bool) -> bool:
    if a.modifier in ("range", "vague") or b.modifier in ("range", "vague"):
        return a.modifier == b.modifier and (a.low, a.high) == (b.low, b.high)
    if a.kind == "score":
        return {a.low, a.high} == {b.low, b.high}
    x, y = point(a), point(b)
    if x is None or y is None:
        return False
    measured = converted or a.kind == "measure"
    return x == y or (measured and abs(x - y) <= CONVERTED * max(abs(x), abs(y)))


def _rounded(a: Quantity, b: Quantity, converted: bool) -> bool:
    """One is the other, rounded: 'about 30' and 31, '1.2 million' and 1,234,567."""
    x, y = point(a), point(b)
    if x is None or y is None or LOWER & {a.modifier, b.modifier} or UPPER & {a.modifier, b.modifier}:
        return False
    gap = abs(x - y)
    if "about" in (a.modifier, b.modifier) and gap <= ABOUT * max(abs(x), abs(y)):
        return True
    # A scale word says how far the figure was rounded; bare zeros ('1,200') do not.
    coarse = max((q.step for q in (a, b) if scaled(q)), default=Decimal(0))
    if coarse > 0 and gap <= min(coarse / 2, SCALED * max(abs(x), abs(y))):
        return True
    fine, rough = sorted((a.step, b.step))
    return fine < rough and a.kind in COARSE and gap <= min(rough / 2, COARSE[a.kind] * max(abs(x), abs(y)))


def scaled(q: Quantity) -> bool:
    """'1.2 million', '$5bn': the words themselves show the rounding."""
    return q.step > 1 and SCALE.search(q.text) is not None


def _upper_bound_short(a: Quantity, b: Quantity, converted: bool) -> bool:
    """'Up to 1,200' against 1,000: press English quotes an upper bound as the size, so that a count well
    below it is worth a look though it does not contradict."""
    for bound, exact in ((a, b), (b, a)):
        x, y = point(bound), point(exact)
        if bound.modifier in UPPER and exact.modifier in ("exact", "about") and x is not None and y is not None:
            return y < x * (1 - ABOUT)
    return False


def _both_lower(a: Quantity, b: Quantity, converted: bool) -> bool:
    return a.modifier in LOWER and b.modifier in LOWER and "at least" in (a.modifier, b.modifier)


def _both_more_than(a: Quantity, b: Quantity, converted: bool) -> bool:
    """'More than 26,000' names a figure just below the true one, so that 'more than 31,000' is another."""
    return a.modifier == b.modifier == "more than"


def _interval(q: Quantity) -> Interval:
    close = CLOSE_BOUND.match(q.text)
    if q.modifier in LOWER:
        low = q.low if q.low is not None else q.high
        return Interval(low, low + abs(low) * CLOSE if close and low is not None else None)
    if q.modifier in UPPER:
        high = q.high if q.high is not None else q.low
        return Interval(high - abs(high) * CLOSE if close and high is not None else None, high)
    if q.modifier == "about" and (x := point(q)) is not None:
        return Interval(x - abs(x) * ABOUT, x + abs(x) * ABOUT)
    if q.modifier == "vague":  # 'dozens' hurt may well be 140: the lower end means more than the upper
        return Interval(q.low, None if q.low is None else q.low * 20)
    return Interval(q.low, q.high)


def _bound_holds(a: Quantity, b: Quantity, converted: bool) -> bool:
    bounded = (LOWER | UPPER | {"vague"}) & {a.modifier, b.modifier}
    return bool(bounded) and _interval(a).overlaps(_interval(b))


def _in_range(a: Quantity, b: Quantity, converted: bool) -> bool:
    one = (a.modifier == "range") != (b.modifier == "range")
    return one and _interval(a).overlaps(_interval(b))


def _ranges_differ(a: Quantity, b: Quantity, converted: bool) -> bool:
    return a.modifier == b.modifier == "range" and _interval(a).overlaps(_interval(b))


def _age_groups_differ(a: Quantity, b: Quantity, converted: bool) -> bool:
    """'Under 25' and 'aged 18 to 25' define a group: both limits count, not only whether some age fits both."""
    group = LOWER | UPPER | {"range"}
    return a.kind == "age" and {a.modifier, b.modifier} <= group and _interval(a) != _interval(b)


def _hedged_apart(a: Quantity, b: Quantity, converted: bool) -> bool:
    return bool({"vague", "about"} & {a.modifier, b.modifier}) and not _interval(a).overlaps(_interval(b))


Test = Callable[[Quantity, Quantity, bool], bool]

LEVELS: tuple[tuple[str, Relation, bool, Test], ...] = (
    ("same number", "agreement", False, _same),
    ("same within rounding", "agreement", True, _rounded),
    ("well below an upper bound", "discrepancy", True, _upper_bound_short),
    ("age groups differ", "discrepancy", True, _age_groups_differ),
    (LOWER_BOUNDS, "discrepancy", True, _both_lower),
    ("two figures just exceeded", "discrepancy", False, _both_more_than),
    ("bound or vague count holds", "agreement", True, _bound_holds),
    ("within the range", "agreement", True, _in_range),
    ("ranges differ but overlap", "discrepancy", True, _ranges_differ),
    ("apart, one of them hedged", "discrepancy", True, _hedged_apart),
    ("different numbers", "discrepancy", False, lambda a, b, converted: True),
)
"""Name, relation, whether a hedge is involved, test. 'At least 20' and 'at least 32' can both hold: whether either
claims to be the size, checker.slots.quantities decides."""
