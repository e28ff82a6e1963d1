"""Bounds and hedges: 'at least', 'up to', 'about', 'or more', and words that say what a number is ('aged')."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import cast

from claims.quantities.amounts import Amount, labels
from claims.quantities.numerals import Numeral, read_numeral
from claims.quantities.units import unit_at
from claims.tables import read_table
from claims.text.tokens import HYPHENS, Phrases, Tokens, words
from claims.types import Modifier


def with_bounds_before(tokens: Tokens, amount: Amount, floor: int) -> Amount:
    """The amount with the words before it that bound it or say what it is ('aged', 'magnitude')."""
    for _ in range(4):
        longer = _labelled(tokens, amount, floor) or _bound_before(tokens, amount, floor)
        if longer is None:
            return amount
        amount = longer
    return amount


def read_bounded_unit(tokens: Tokens, i: int, floor: int) -> Amount | None:
    """'nearly an hour', 'more than a year': one unit of time, which is a figure only where it is bounded."""
    match = unit_at(tokens, i + 1) if tokens[i].lower in {"a", "an"} else None
    if not match or not match.word or match.unit.kind != "duration":
        return None
    one = Decimal(1)
    amount = Amount(i, i + 1, one, one, one, Numeral(i, i + 1, one, one, one, "words")).in_unit(match.unit, match.end)
    found = bounds_before().before(tokens, i, floor)
    return amount if found and _is_bound(tokens, found[1], i, amount) else None


def _labelled(tokens: Tokens, amount: Amount, floor: int) -> Amount | None:
    """'magnitude 7.6', 'a magnitude of 5.9', 'aged 25', 'at the age of 25'."""
    if not amount.bare or amount.numeral.form in {"vague", "group"}:
        return None
    magnitude = labels("magnitude").before(tokens, amount.start, floor)
    if magnitude and 0 < amount.high < 12:
        return replace(amount, start=magnitude[1], kind="magnitude", unit="magnitude")
    age = labels("age").before(tokens, amount.start, floor)
    if age and 0 < amount.high < 130:
        return replace(amount, start=age[1], kind="age", unit="year")
    return None


def _bound_before(tokens: Tokens, amount: Amount, floor: int) -> Amount | None:
    start = amount.start
    if start > floor and tokens[start - 1].lower in {"a", "an", "the"} and amount.kind != "ordinal":
        start -= 1
    for end in dict.fromkeys((amount.start, start)):
        found = bounds_before().before(tokens, end, floor)
        if found and _is_bound(tokens, found[1], end, amount):
            bounded = replace(_with_modifier(amount, found[0]), start=found[1])
            return replace(bounded, kind="age", unit="year") if _limits_age(tokens, bounded) else bounded
    return None


def _is_bound(tokens: Tokens, start: int, end: int, amount: Amount) -> bool:
    """Whether the phrase at tokens ``start..end`` bounds the amount, or is a preposition of its own."""
    if amount.kind in {"ordinal", "score"}:
        return False
    word, before = tokens[end - 1].lower, tokens[start - 1].lower
    if tokens[start - 1].text in HYPHENS and not tokens[start].gap:  # 'a 6-under 66'
        return False
    rules = _prepositions()
    if tokens[start].lower == "up" and before in rules["up_after"]:
        return False
    if end - start > 1:
        return True
    if word == "about":
        return before not in rules["about_after"]
    if word == "over" and before in rules["over_after"]:
        return False
    if word in rules["words"]:
        small = amount.bare and amount.numeral.form in {"words", "group", "vague"} and amount.high < 13
        if amount.kind == "duration" or small:
            return before in rules["sure_after"]
    return True


def _limits_age(tokens: Tokens, amount: Amount) -> bool:
    """'children under 12', 'girls under 17 are', 'anyone over 65'."""
    persons = tokens[amount.start - 1].lower in words("young") and amount.bare and amount.numeral.plain
    after = tokens[amount.end]
    ends = after.kind != "word" or after.lower in words("function") or after.lower.endswith("ing")
    return persons and ends and amount.high < 100 and tokens[amount.start].lower in {"under", "over", "above", "below"}


def with_bound_after(tokens: Tokens, amount: Amount) -> Amount:
    """'20 or more', 'a 20-plus crew', '50+ homes', '20 or so'."""
    found = _bounds_after().at(tokens, amount.end)
    if found is None or amount.kind in {"ordinal", "score"}:
        return amount
    modifier, end = found
    if tokens[end].lower == "than" or (read_numeral(tokens, end) and tokens[end].lower not in {"a", "an"}):
        return amount  # '113 at least nine', '10 and more than 40': the words belong to the number behind them
    word = tokens[end - 1]
    if word.text == "+" and (word.gap or tokens[end].kind == "number"):
        return amount
    if word.lower == "plus" and end - amount.end == 1:
        return amount
    longer = _with_modifier(amount, modifier)
    return replace(longer, end=end)


def _with_modifier(amount: Amount, modifier: Modifier) -> Amount:
    """A bound counts more than a hedge; a hedge leaves a range or a vague number what it is."""
    if modifier == "about" and amount.modifier != "exact":
        return amount
    if amount.modifier in {"at least", "more than", "at most", "less than"}:
        return amount
    return replace(amount, modifier=modifier)


def merge_bounds(tokens: Tokens, first: Amount, second: Amount) -> Amount | None:
    """'more than 10 but fewer than 20': one quantity."""
    between = [tokens[j].lower for j in range(first.end, min(second.start, first.end + 3))]
    if between not in (["but"], ["and"], [",", "but"], [","]):
        return None
    low_first = first.modifier in {"at least", "more than"} and second.modifier in {"at most", "less than"}
    high_first = second.modifier in {"at least", "more than"} and first.modifier in {"at most", "less than"}
    lower, upper = (first, second) if low_first else (second, first)
    if not (low_first or high_first) or lower.low >= upper.high or not (first.bare or first.unit == second.unit):
        return None
    return replace(
        second, start=first.start, low=lower.low, high=upper.high, step=min(first.step, second.step), modifier="range"
    )


@cache
def bounds_before() -> Phrases[Modifier]:
    """The phrases that stand before a number and bound it."""
    return Phrases(
        (text, cast("Modifier", entry["modifier"]))
        for entry in read_table("bounds")["bound"]
        for text in entry["before"]
    )


@cache
def _bounds_after() -> Phrases[Modifier]:
    return Phrases(
        (text, cast("Modifier", entry["modifier"]))
        for entry in read_table("bounds")["bound"]
        for text in entry["after"]
    )


@cache
def _prepositions() -> dict[str, frozenset[str]]:
    return {key: frozenset(entries) for key, entries in read_table("bounds")["preposition"].items()}
