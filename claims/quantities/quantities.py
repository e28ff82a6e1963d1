"""Quantities in running text: counts, money, percentages, measures, durations, ages, magnitudes, scores.

    quantity := bound* range bound?

A grammar in storeys, each in a module of its own: ``numerals`` (the bare number), ``number_names`` (numbers
that count nothing), ``units``, ``amounts`` (number and unit), ``ranges``, ``bounds``; here it is put together.
The text is read once from left to right. No parser is needed, and the noun counted is left to one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache, lru_cache

from claims.quantities.amounts import (
    Amount,
    read_amount,
    read_unit_and_half,
    with_counted_rate,
    with_rate,
    with_smaller_unit,
)
from claims.quantities.bounds import merge_bounds, read_bounded_unit, with_bound_after, with_bounds_before
from claims.quantities.number_names import is_unit_of_time, mask_names
from claims.quantities.numerals import Numeral, is_number_word, mend_decimals, number_starters, read_ordinal
from claims.quantities.ranges import (
    read_between,
    read_bowling,
    read_proportion,
    read_range,
    read_sides,
    read_suspended,
    read_votes,
)
from claims.quantities.units import convert, currency_starters, dimension, tidy, unit_at
from claims.text.tokens import HYPHENS, Token, Tokens, tokenise, words
from claims.types import Quantity

__all__ = ["convert", "dimension", "find_quantities", "unread_numbers"]


def find_quantities(text: str, *, taken: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
    """All quantities of ``text``, in order, without overlap; ``counted`` and ``measurand`` stay empty.

    ``taken`` are character spans (half open) whose numbers belong to something else, such as dates.
    A score ('3-1') holds the smaller number in ``low`` and the greater in ``high``.
    """
    tokens = _prepare(text, tuple(taken))
    found: list[Amount] = []
    i = floor = 0
    while i < len(tokens):
        amount = _quantity(tokens, i, floor) if _may_start(tokens[i]) else None
        if amount is None:
            i += 1
            continue
        if found:
            amount = _same_age(tokens, found[-1], amount)
        joined = merge_bounds(tokens, found[-1], amount) if found else None
        if joined:
            found[-1] = joined
        else:
            found.append(amount)
        i = floor = amount.end
    return [_record(tokens, amount) for amount in found]


def unread_numbers(
    text: str, quantities: Sequence[Quantity], taken: Sequence[tuple[int, int]] = ()
) -> list[tuple[int, int]]:
    """Spans of number-like tokens that are in no quantity, not ``taken``, and not part of a name or date."""
    tokens = _prepare(text, tuple(taken))
    spans = sorted((quantity.start, quantity.end) for quantity in quantities)
    unread: list[tuple[int, int]] = []
    k = 0
    for token in tokens:
        while k < len(spans) and spans[k][1] <= token.start:
            k += 1
        covered = k < len(spans) and spans[k][0] <= token.start
        number = token.kind == "number" or (token.kind == "word" and is_number_word(token.lower))
        if number and not covered and token.lower not in {"one", "first", "second"}:
            unread.append((token.start, token.end))
    return unread


@lru_cache(maxsize=1)  # of each text first the quantities are asked for, then what is left
def _prepare(text: str, taken: tuple[tuple[int, int], ...]) -> Tokens:
    tokens = mend_decimals(tokenise(text))
    mask_names(text, tokens, taken)
    return tokens


def _may_start(token: Token) -> bool:
    """Whether a quantity may start at a token: a quick look that spares most words the grammar."""
    return token.kind == "number" or (
        token.kind != "masked" and (token.lower in _starters() or token.text in currency_starters())
    )


@cache
def _starters() -> frozenset[str]:
    return number_starters() | {"between", "minus", "negative", "-", "−"}


def _record(tokens: Tokens, amount: Amount) -> Quantity:
    start, end = tokens[amount.start].start, tokens[amount.end - 1].end
    low, high = _interval(amount)
    return Quantity(
        start=start,
        end=end,
        text=tokens.text[start:end],
        kind=amount.kind,
        low=low,
        high=high,
        modifier=amount.modifier,
        unit=amount.unit,
        step=tidy(amount.step),
    )


def _interval(amount: Amount) -> tuple[Decimal | None, Decimal | None]:
    low, high = tidy(amount.low), tidy(amount.high)
    if amount.modifier in {"at least", "more than"}:
        return low, None
    if amount.modifier in {"at most", "less than"}:
        return None, high
    return min(low, high), max(low, high)


def _quantity(tokens: Tokens, i: int, floor: int) -> Amount | None:
    """The quantity whose number starts at token ``i``; its bounds may reach back to token ``floor``."""
    amount = read_between(tokens, i) or read_unit_and_half(tokens, i) or read_bounded_unit(tokens, i, floor)
    if amount is None:
        amount = read_amount(tokens, i)
        if amount is None or (amount.unit == "fraction" and _is_period(tokens, i)):
            return _ordinal(tokens, i)
        ordinal = _ordinal(tokens, i)
        if ordinal and ordinal.end > amount.end:
            return ordinal
        amount = (
            read_proportion(tokens, amount)
            or read_votes(tokens, amount, floor)
            or read_range(tokens, amount, floor)
            or read_suspended(tokens, amount)
            or read_sides(tokens, amount)
            or read_bowling(tokens, amount)
            or with_smaller_unit(tokens, amount)
        )
    amount = _bare_age(tokens, amount) or _decade_of_life(tokens, amount) or amount
    amount = with_bound_after(tokens, with_counted_rate(tokens, with_rate(tokens, amount)))
    return with_bounds_before(tokens, amount, floor)


# --- ordinals, ages, periods ----------------------------------------------------------------------


def _ordinal(tokens: Tokens, i: int) -> Amount | None:
    if tokens[i].kind == "masked":
        return None
    found = read_ordinal(tokens, i)
    if found is None or tokens[found[1] - 1].kind == "masked":
        return None
    value, end = found
    word = tokens[end - 1].lower
    if word == "second" and end == i + 1 and is_unit_of_time(tokens, i):
        return None
    if word == "first" and end == i + 1 and _is_adverb(tokens, i):
        return None
    numeral = Numeral(i, end, value, value, Decimal(1), "words")
    return Amount(i, end, value, value, Decimal(1), numeral, kind="ordinal")


def _is_adverb(tokens: Tokens, i: int) -> bool:
    """'was first reported', 'first told', against 'the first reported case'."""
    following = tokens[i + 1].lower
    after_determiner = tokens[i - 1].lower in words("determiners")
    return not after_determiner and (following.endswith("ed") or following in words("first_verbs"))


def _is_period(tokens: Tokens, i: int) -> bool:
    """'the first half', 'half-built': a 'half' that is no share."""
    if tokens[i].lower != "half":
        return False
    before, after = tokens[i - 1].lower, tokens[i + 1]
    if before in words("halved") or (is_number_word(before) and tokens[i - 1].gap):
        return True
    if tokens[i - 1].text in HYPHENS and not tokens[i].gap:
        return True
    joined = after.text in HYPHENS and not after.gap
    return joined and unit_at(tokens, i + 1) is None and tokens[i + 2].lower not in words("half_of")


def _bare_age(tokens: Tokens, amount: Amount) -> Amount | None:
    """A number that nothing but its place makes an age: 'John Smith, 34,', 'At 92, she', 'he was 68.'"""
    i = amount.start
    if not amount.bare or not amount.numeral.plain or not 0 < amount.low < 120 or amount.end != i + 1:
        return None
    before, name, after = tokens[i - 1], tokens[i - 2], tokens[i + 1]
    ends = after.text in {",", ";", ")", ".", "”", '"'} or after.kind == "end"
    if before.text == "," and ends:
        full_name = _is_name(tokens, i - 2) and (after.text != "." or _is_name(tokens, i - 3))
        apposition = full_name or name.lower in words("persons")
    elif before.text == "At" and after.text == ",":
        apposition = amount.low > 9
    else:
        person = name.lower in {"he", "she"} or name.lower in words("persons")
        spoken_of = before.lower in {"was", "is", "turned"} and person
        ends = ends or (spoken_of and after.lower in {"and", "but", "when", "last", "this", "on"})
        counted = tokens[i - 3].lower in {"of", "the"}  # 'put the number of dead at 30'
        died = before.lower == "at" and name.lower in {"dies", "died", "dead"} and not counted
        apposition = ends and (spoken_of or died)
    return replace(amount, kind="age", unit="year") if apposition else None


def _decade_of_life(tokens: Tokens, amount: Amount) -> Amount | None:
    """'in his 30s', 'her mid-20s', 'their early 40s' as a span of years."""
    plural = tokens[amount.end]
    if plural.text != "s" or plural.gap or not amount.bare or not 10 < amount.low < 100:
        return None
    start = amount.start - 1 - (tokens[amount.start - 1].text in HYPHENS)
    part = tokens[start].lower
    amount = replace(amount, end=amount.end + 1, kind="age", unit="year")
    if part in {"over", "under"}:
        return replace(amount, start=start, modifier="at least" if part == "over" else "less than")
    if amount.low % 10:
        return None
    first, last = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(part, (0, 9))
    start = start if last < 9 or part == "late" else amount.start
    low, high = amount.low + first, amount.low + last
    return replace(amount, start=start, low=low, high=high, step=Decimal(1), modifier="range")


def _same_age(tokens: Tokens, first: Amount, second: Amount) -> Amount:
    """The four of 'aged three and four' is an age as well."""
    linked = second.start - first.end == 1 and tokens[first.end].lower in {"and", "or", ","}
    labelled = first.kind == "age" and first.numeral.end == first.end
    if linked and labelled and second.bare and 0 < second.high < 120 and tokens[second.end].kind != "word":
        return replace(second, kind="age", unit="year")
    return second


def _is_name(tokens: Tokens, i: int) -> bool:
    token = tokens[i]
    return token.kind == "word" and token.text[0].isupper() and len(token.text) > 1
