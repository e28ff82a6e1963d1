"""Quantities in running text: counts, money, percentages, measures, durations, ages, magnitudes, scores.

A grammar in three storeys. ``claims.numerals`` reads the bare number, ``claims.number_names`` masks the
numbers that count nothing, and this module puts together amount (number and unit), range, and bound:

    quantity := bound* range bound?
    range    := 'between' amount 'and' amount | amount (('to' | '-' | 'or') amount)?
    amount   := sign? currency? numeral unit? ('per' unit)?

The text is read once from left to right; no parser is needed, and the noun counted is left to one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import cast

from claims.number_names import is_unit_of_time, mask_names
from claims.numerals import Numeral, is_number_word, mend_decimals, number_starters, read_numeral, read_ordinal
from claims.tokens import DASHES, HYPHENS, Phrases, Token, Tokens, table, tokenise, words
from claims.types import Modifier, Quantity, QuantityKind
from claims.units import Unit, convert, currency_after, currency_before, currency_starters, dimension, tidy, unit_at

__all__ = ["convert", "dimension", "find_quantities", "unread_numbers"]

_MILLION = Decimal(1_000_000)
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class _Amount:
    """What has been read so far: tokens ``start..end`` (half open) and the interval they state."""

    start: int
    end: int
    low: Decimal
    high: Decimal
    step: Decimal
    numeral: Numeral
    kind: QuantityKind = "count"
    unit: str | None = None
    modifier: Modifier = "exact"
    prefixed: bool = False  # the currency stands before the number

    @property
    def bare(self) -> bool:
        return self.unit is None and self.kind == "count"


def find_quantities(text: str, *, taken: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
    """All quantities of ``text``, in order, without overlap; ``counted`` and ``measurand`` stay empty.

    ``taken`` are character spans (half open) whose numbers belong to something else, such as dates.
    A score ('3-1') holds the smaller number in ``low`` and the greater in ``high``.
    """
    tokens = _prepare(text, taken)
    found: list[_Amount] = []
    i = floor = 0
    while i < len(tokens):
        amount = _quantity(tokens, i, floor) if _may_start(tokens[i]) else None
        if amount is None:
            i += 1
            continue
        if found:
            amount = _same_age(tokens, found[-1], amount)
        joined = _two_bounds(tokens, found[-1], amount) if found else None
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
    tokens = _prepare(text, taken)
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


def _may_start(token: Token) -> bool:
    """Whether a quantity may start at a token: a quick look that spares most words the grammar."""
    return token.kind == "number" or (
        token.kind != "masked" and (token.lower in _starters() or token.text in currency_starters())
    )


@cache
def _starters() -> frozenset[str]:
    return number_starters() | {"between", "minus", "negative", "-", "−"}


def _prepare(text: str, taken: Sequence[tuple[int, int]]) -> Tokens:
    tokens = mend_decimals(tokenise(text))
    mask_names(text, tokens, taken)
    return tokens


def _record(tokens: Tokens, amount: _Amount) -> Quantity:
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


def _interval(amount: _Amount) -> tuple[Decimal | None, Decimal | None]:
    low, high = tidy(amount.low), tidy(amount.high)
    if amount.modifier in {"at least", "more than"}:
        return low, None
    if amount.modifier in {"at most", "less than"}:
        return None, high
    return min(low, high), max(low, high)


def _quantity(tokens: Tokens, i: int, floor: int) -> _Amount | None:
    """The quantity whose number starts at token ``i``; its bounds may reach back to token ``floor``."""
    amount = _between(tokens, i) or _unit_and_half(tokens, i)
    if amount is None:
        amount = _amount(tokens, i)
        if amount is None or (amount.unit == "fraction" and _is_period(tokens, i)):
            return _ordinal(tokens, i)
        ordinal = _ordinal(tokens, i)
        if ordinal and ordinal.end > amount.end:
            return ordinal
        amount = (
            _proportion(tokens, amount)
            or _range(tokens, amount, floor)
            or _suspended(tokens, amount)
            or _compound(tokens, amount)
        )
    amount = _bare_age(tokens, amount) or _decade_of_life(tokens, amount) or amount
    amount = _bound_after(tokens, _rate(tokens, amount))
    return _bounded(tokens, amount, floor)


# --- amounts --------------------------------------------------------------------------------------


def _amount(tokens: Tokens, i: int, *, whole_and: bool = True) -> _Amount | None:
    """Sign, currency, number and unit from token ``i``."""
    j, negative = _sign(tokens, i)
    currency = currency_before(tokens, j)
    if currency:
        j = currency[1]
    numeral = read_numeral(tokens, j, whole_and=whole_and)
    if numeral is None:
        return None
    amount = _Amount(i, numeral.end, numeral.low, numeral.high, numeral.step, numeral)
    if numeral.form == "vague":
        amount = replace(amount, modifier="about" if numeral.approximate else "vague")
    if currency:
        amount = replace(_letter_scale(tokens, amount), prefixed=True)
        amount = _in_unit(amount, currency[0], amount.end)
    else:
        with_unit = _with_unit(tokens, amount)
        if with_unit is None:
            return None
        amount = with_unit
    return replace(amount, low=-amount.high, high=-amount.low) if negative else amount


def _sign(tokens: Tokens, i: int) -> tuple[int, bool]:
    token, following, before = tokens[i], tokens[i + 1], tokens[i - 1]
    if token.lower in {"minus", "negative"} and (following.kind == "number" or is_number_word(following.lower)):
        return i + 1, True
    free = token.gap or before.text in {"<", ">", "=", "("}
    if token.text in {"-", "−"} and free and not following.gap and before.kind != "number":
        line_start = "\n" in tokens.between(i - 1, i)
        return (i, False) if line_start else (i + 1, True)
    return i, False


def _letter_scale(tokens: Tokens, amount: _Amount) -> _Amount:
    """'£5m', '$3 m', '€2t': letters that are units of length and mass elsewhere."""
    factor = {"m": _MILLION, "mm": _MILLION, "MM": _MILLION, "t": _MILLION**2}.get(tokens[amount.end].text)
    return _scaled(amount, factor, amount.end + 1) if factor and amount.numeral.scale == 1 else amount


def _scaled(amount: _Amount, factor: Decimal, end: int) -> _Amount:
    numeral = amount.numeral.times(factor, end)
    return replace(amount, end=end, low=numeral.low, high=numeral.high, step=numeral.step, numeral=numeral)


def _with_unit(tokens: Tokens, amount: _Amount) -> _Amount | None:
    """The amount with the unit behind it, if there is one; None where the number is part of a code ('7b')."""
    amount = _millions(tokens, amount)
    found = _money_after(tokens, amount) or _unit_after(tokens, amount) or _magnitude_after(tokens, amount)
    if found:
        return found
    following = tokens[amount.end]
    glued = following.kind == "word" and not following.gap and len(following.text) < 4
    if glued and amount.numeral.form == "digits" and following.lower != "s":
        return None
    return replace(amount, unit="fraction") if amount.numeral.form == "fraction" else amount


def _millions(tokens: Tokens, amount: _Amount) -> _Amount:
    """'2m people' and '5m euros' are millions; '5m deep' and '5m of cable' are metres."""
    letter, noun = tokens[amount.end], tokens[amount.end + 1]
    if letter.text != "m" or letter.gap or amount.numeral.form != "digits":
        return amount
    plural = (
        noun.kind == "word" and (noun.lower.endswith("s") or noun.lower in _PEOPLE) and noun.lower not in _AFTER_METRES
    )
    if plural or currency_after(tokens, amount.end + 1):
        return _scaled(amount, _MILLION, amount.end + 1)
    return amount


def _link(tokens: Tokens, amount: _Amount) -> int:
    """Where a unit may start: behind 'of' for 'dozens of miles', behind 'a' for 'half a mile'."""
    j = amount.end
    if amount.numeral.form in {"vague", "fraction"}:
        j += tokens[j].lower == "of"
        if amount.numeral.form == "fraction":
            j += tokens[j].lower in {"a", "an"}
    elif amount.numeral.form == "words" and amount.numeral.scale == 12:
        j += tokens[j].lower == "of"
    return j


def _money_after(tokens: Tokens, amount: _Amount) -> _Amount | None:
    found = currency_after(tokens, _link(tokens, amount))
    if not found:
        return None
    unit, end = found
    name = tokens[end - 1]
    if (name.lower == "p" and name.gap) or name.text == "P":
        return None
    scale = tokens[end].lower in {"million", "billion", "trillion"}
    if scale and amount.numeral.scale == 1:  # '75 USD million'
        amount, end = _scaled(amount, Decimal(10) ** {"m": 6, "b": 9, "t": 12}[tokens[end].lower[0]], end + 1), end + 1
    if name.lower in _COMMON_WORDS and end - amount.end == 1 and amount.high < 100:
        return None
    if name.lower in {"pound", "pounds"} and end - _link(tokens, amount) <= 2 and not _is_money(tokens, amount, end):
        return None
    return _in_unit(amount, unit, end)


def _is_money(tokens: Tokens, amount: _Amount, end: int) -> bool:
    """Whether 'pounds' are money: a country names them, they come in millions, or somebody pays."""
    if end - amount.end > 1 and tokens[end - 2].text[:1].isupper():
        return True
    if tokens[end].lower in {"of", "heavier", "lighter"} and amount.numeral.scale < _MILLION:
        return False
    around = {tokens[j].lower for j in range(amount.start - 6, amount.start)}
    return amount.numeral.scale >= _MILLION or bool(around & _PAYING)


def _unit_after(tokens: Tokens, amount: _Amount) -> _Amount | None:
    if amount.numeral.form == "group":
        return None
    match = unit_at(tokens, _link(tokens, amount)) or unit_at(tokens, amount.end)
    if match is None:
        return None
    if match.unit.kind == "duration":
        return _age_after(tokens, amount, match.unit, match.end) or _in_unit(amount, match.unit, match.end)
    if not match.word and tokens[match.end].kind in {"word", "number"} and not tokens[match.end].gap:
        return None
    return _in_unit(amount, match.unit, match.end)


def _in_unit(amount: _Amount, unit: Unit, end: int) -> _Amount:
    kind: QuantityKind = unit.kind
    return replace(
        amount,
        end=end,
        kind=kind,
        unit=unit.name,
        low=amount.low * unit.factor,
        high=amount.high * unit.factor,
        step=amount.step * unit.factor,
    )


def _age_after(tokens: Tokens, amount: _Amount, unit: Unit, end: int) -> _Amount | None:
    """'25-year-old', '25 years old', 'six months of age', '18-year-olds'."""
    j = end + 1 if tokens[end].text in HYPHENS else end
    if tokens[j].lower in {"old", "olds"}:
        return replace(_in_unit(amount, unit, j + 1), kind="age")
    if tokens[end].lower == "of" and tokens[end + 1].lower == "age":
        return replace(_in_unit(amount, unit, end + 2), kind="age")
    return None


def _magnitude_after(tokens: Tokens, amount: _Amount) -> _Amount | None:
    """'6.1-magnitude', '6.4-strength', '4.4 on the Richter scale'."""
    if not 0 < amount.high < 12 or amount.numeral.form not in {"digits", "words"}:
        return None
    j = amount.end + 1 if tokens[amount.end].text in HYPHENS else amount.end
    if tokens[j].lower == "magnitude" or (tokens[j].lower == "strength" and amount.step < 1):
        return replace(amount, end=j + 1, kind="magnitude", unit="magnitude")
    richter = _richter().at(tokens, amount.end)
    return replace(amount, end=richter[1], kind="magnitude", unit="magnitude") if richter else None


def _unit_and_half(tokens: Tokens, i: int) -> _Amount | None:
    """'an hour and a half', 'a year and a half'."""
    if tokens[i].lower not in {"a", "an"}:
        return None
    match = unit_at(tokens, i + 1)
    if (
        not match
        or not match.word
        or [tokens[j].lower for j in range(match.end, match.end + 3)] != ["and", "a", "half"]
    ):
        return None
    value = Decimal("1.5")
    numeral = Numeral(i, i + 1, value, value, Decimal("0.5"), "words")
    return _in_unit(_Amount(i, match.end, value, value, numeral.step, numeral), match.unit, match.end + 3)


def _compound(tokens: Tokens, amount: _Amount) -> _Amount:
    """'5 ft 11 in', 'two hours and 20 minutes': one amount, in the smaller unit; '3 dollars 50 cents'."""
    smaller = _SMALLER.get(amount.unit or "", {})
    if not smaller and (amount.kind != "money" or amount.prefixed):
        return amount
    j = amount.end + (tokens[amount.end].lower in {"and", ","})
    part = _amount(tokens, j) if tokens[j].kind != "masked" else None
    if amount.kind == "money":
        return _with_cents(tokens, amount, part)
    if part and part.bare and amount.unit == "foot" and tokens[part.end].lower == "in" and part.high < 12:
        part = replace(part, end=part.end + 1, unit="inch", kind="measure")
    factor = smaller.get(part.unit or "", Decimal(0)) if part and part.modifier == "exact" else Decimal(0)
    if part is None or part.high >= factor:
        return amount
    kind = part.kind if part.kind == "age" else amount.kind
    value = amount.low * factor + part.low
    return replace(amount, end=part.end, low=value, high=value, step=part.step, unit=part.unit, kind=kind)


def _with_cents(tokens: Tokens, amount: _Amount, part: _Amount | None) -> _Amount:
    """'thirteen dollars and forty-five cents', '5 pounds 20 pence'."""
    if part is None or part.kind != "money" or part.prefixed or part.numeral.high >= 100:
        return amount
    cents = part.low / 100 if part.unit == "cent" else part.low
    if part.unit not in {"cent", amount.unit} or cents >= 1 or amount.low != amount.low.to_integral_value():
        return amount
    value = amount.low + cents
    return replace(amount, end=part.end, low=value, high=value, step=Decimal("0.01"))


# --- ranges and proportions -----------------------------------------------------------------------


def _between(tokens: Tokens, i: int) -> _Amount | None:
    """'between 17 and 22', 'between the ages of 18 and 25'."""
    if tokens[i].lower != "between":
        return None
    ages = _ages().at(tokens, i + 1)
    j = ages[1] if ages else i + 1
    hedge = _before_phrases().at(tokens, j)
    j = hedge[1] if hedge and hedge[0] == "about" else j
    first = _amount(tokens, j, whole_and=False) if tokens[j].kind != "masked" else None
    if first is None or tokens[first.end].lower != "and":
        return None
    j = first.end + 1
    hedge = _before_phrases().at(tokens, j)
    j = hedge[1] if hedge and hedge[0] == "about" else j
    second = _amount(tokens, j) if tokens[j].kind != "masked" else None
    merged = second and _merged(first, second)
    if merged is None:
        return None
    merged = replace(merged, start=i)
    return replace(merged, kind="age", unit="year") if ages and merged.bare else merged


def _range(tokens: Tokens, first: _Amount, floor: int) -> _Amount | None:
    """'18 to 25', '18-25', 'two or three days', '40 percent to 70 percent', '$5-6 million', '88-72'."""
    joint = _joint(tokens, first.end)
    if joint is None:
        return None
    word, j = joint
    second = _amount(tokens, j) if tokens[j].kind != "masked" else None
    if second is None or second.modifier != "exact" or first.modifier != "exact":
        return None
    if _is_score(tokens, first, second, word, floor):
        low, high = sorted((first.low, second.low))
        end = second.end + 3 if _is_tie_break(tokens, second.end) else second.end
        return replace(first, end=end, low=low, high=high, step=_ONE, kind="score")
    if word == "or" and not (second.low <= first.low * 2 or second.low - first.low <= 2):
        return None
    if word == "to" and _is_change(tokens, first, second):
        return None
    merged = _merged(first, second)
    if (
        merged
        and tokens[first.start - 1].lower == "from"
        and word in {"to", "-", "through"}
        and first.start - 1 >= floor
    ):
        merged = replace(merged, start=first.start - 1)
    return merged


def _suspended(tokens: Tokens, first: _Amount) -> _Amount | None:
    """The 12 of '12- and 14-year-old boys' has the unit of the number it is joined to."""
    j = first.end
    if tokens[j].text not in HYPHENS or tokens[j].gap or tokens[j + 1].lower not in {"and", ","} or not first.bare:
        return None
    second = _amount(tokens, j + 2)
    if second is None or second.bare or second.prefixed:
        return None
    return replace(first, end=j + 1, kind=second.kind, unit=second.unit)


def _joint(tokens: Tokens, j: int) -> tuple[str, int] | None:
    """The word or dash that joins the ends of a range at token ``j``, and the index behind it."""
    token, following = tokens[j], tokens[j + 1]
    if token.text in HYPHENS and following.lower in {"to", "or"}:  # '18- to 25-year-olds', '10-to-15-minute'
        return following.lower, j + 3 if tokens[j + 2].text in HYPHENS else j + 2
    if token.text in DASHES:
        return ("-", j + 1) if token.gap == following.gap and not (token.text == "—" and token.gap) else None
    return (token.lower, j + 1) if token.lower in {"to", "or", "through"} else None


def _merged(first: _Amount, second: _Amount) -> _Amount | None:
    """One interval from two amounts, if their units go together; scale and unit spread to the first."""
    low = first
    if first.unit != second.unit or first.kind != second.kind:
        if first.bare and (second.kind != "count" or second.unit == "fraction") and second.unit != "fraction":
            low = replace(first, kind=second.kind, unit=second.unit, prefixed=second.prefixed)
        elif second.bare and first.prefixed:
            second = replace(second, kind=first.kind, unit=first.unit)
        else:
            return None
    mantissa = second.low / second.numeral.scale
    if low.numeral.scale == 1 and second.numeral.scale > 1 and low.low < mantissa:
        low = _scaled(low, second.numeral.scale, low.end)
    if low.low >= second.high:
        return None
    return replace(
        low,
        end=second.end,
        high=second.high,
        step=min(low.step, second.step),
        kind=second.kind,
        unit=second.unit,
        modifier="range",
    )


def _is_score(tokens: Tokens, first: _Amount, second: _Amount, word: str, floor: int) -> bool:
    """'88-72', 'won 3-1', 'a 5-4 vote': two plain numbers, not rising, or near a word of games and votes."""
    if not (first.bare and second.bare and first.numeral.plain and second.numeral.plain) or word == "or":
        return False
    if max(first.low, second.low) > 999 or min(first.low, second.low) < 0:
        return False
    before = {tokens[j].lower for j in range(max(first.start - 8, floor), first.start)}
    after = {tokens[j].lower for j in range(second.end, second.end + 3)}
    game = bool((before | after) & _GAME_WORDS) or _is_set(tokens, first.start, second.end)
    if word == "-":
        return first.low >= second.low or game
    return word == "to" and game and first.low > second.low


def _is_tie_break(tokens: Tokens, i: int) -> bool:
    """'7-6 (5)'"""
    return (
        tokens[i].text == "("
        and tokens[i + 1].text.isdigit()
        and tokens[i + 2].text == ")"
        and tokens[i - 1].text in "67"
    )


def _is_set(tokens: Tokens, start: int, end: int) -> bool:
    """Whether another pair of numbers stands beside: '3-6, 6-3', '7-6 (5) 6-7'."""
    j = end + 3 if _is_tie_break(tokens, end) else end
    j += tokens[j].text == ","
    i = start - (tokens[start - 1].text == ",")
    i -= 3 if tokens[i - 1].text == ")" else 0
    return _is_pair(tokens, j) or _is_pair(tokens, i - 3)


def _is_pair(tokens: Tokens, i: int) -> bool:
    return (
        tokens[i].text.isdigit()
        and tokens[i + 1].text in DASHES
        and tokens[i + 2].text.isdigit()
        and not tokens[i + 1].gap
    )


def _is_change(tokens: Tokens, first: _Amount, second: _Amount) -> bool:
    """'rose from 5 to 7', 'raised by 2,000 to 9,000', 'rose 20 to 4,500': two quantities, not a range."""
    changes = any(tokens[j].lower in _CHANGE_WORDS for j in range(first.start - 6, first.start))
    before = tokens[first.start - 1].lower
    return changes and (before == "from" or second.low > first.low * (2 if before == "by" else 10))


def _proportion(tokens: Tokens, first: _Amount) -> _Amount | None:
    """'one in five', 'nine out of 10' as a fraction; not 'three in 10 days' or '5 out of 17'."""
    if not first.bare or first.numeral.form not in {"words", "digits"} or first.numeral.scale != 1:
        return None
    out_of = tokens[first.end].lower == "out" and tokens[first.end + 1].lower == "of"
    j = first.end + (2 if out_of else 1)
    if not out_of and tokens[first.end].lower not in {"in", "over"}:
        return None
    second = _amount(tokens, j) if tokens[j].kind in {"number", "word"} else None
    if second is None or not second.bare or second.modifier != "exact" or not 0 < first.low < second.low:
        return None
    certain = first.low == 1 or (second.low in _ROUND or (out_of and second.low <= 10))
    if not certain:
        return None
    if tokens[first.end].lower == "over" and (first.low != 1 or tokens[second.end].kind == "word"):
        return None  # 'one over twenty' ends the clause; 'one over 20 people' does not
    value = first.low / second.low
    return replace(first, end=second.end, low=value, high=value, step=Decimal("0.05") * value, unit="fraction")


def _rate(tokens: Tokens, amount: _Amount) -> _Amount:
    """'$5 a barrel', '60 per hour', '90 km/h', '$70-a-share'."""
    j = amount.end
    if amount.kind in {"age", "magnitude", "score"} or amount.unit == "fraction":
        return amount
    hyphened = tokens[j].text in HYPHENS and tokens[j + 1].lower in {"a", "an", "per"}
    j += hyphened
    word = tokens[j].lower
    if word not in {"per", "a", "an", "/"} or (word == "/" and tokens[j + 1].gap):
        return amount
    k = j + 1 + (hyphened and tokens[j + 1].text in HYPHENS)
    found = _denominator(tokens, k, amount, any_noun=word == "per")
    if found is None or tokens[found[1]].lower in _AGO or (word in {"a", "an"} and amount.bare and not found[2]):
        return amount
    kind: QuantityKind = "measure" if amount.kind == "duration" else amount.kind
    return replace(amount, end=found[1], unit=f"{amount.unit or 1}/{found[0]}", kind=kind)


def _denominator(tokens: Tokens, k: int, amount: _Amount, *, any_noun: bool) -> tuple[str, int, bool] | None:
    """The unit below the line: its name, the index behind it, and whether it is one of time."""
    token = tokens[k]
    if token.kind == "number" and any_noun:
        numeral = read_numeral(tokens, k)
        return (str(tidy(numeral.low)), numeral.end, False) if numeral and numeral.low in _ROUND else None
    if token.kind != "word":
        return None
    if token.lower == "annum":
        return "year", k + 1, True
    if token.text in _SHORT_TIMES and not token.gap:
        return _SHORT_TIMES[token.text], k + 1, True
    match = unit_at(tokens, k)
    if match and match.end > k and match.unit.kind in {"measure", "duration"}:
        return match.unit.name, match.end, match.unit.kind == "duration"
    if token.lower in _DENOMINATORS or (
        any_noun and token.text.isalpha() and token.text == token.lower and token.lower != "cent"
    ):
        return token.lower, k + 1, False
    return None


# --- ordinals, ages, periods ----------------------------------------------------------------------


def _ordinal(tokens: Tokens, i: int) -> _Amount | None:
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
    numeral = Numeral(i, end, value, value, _ONE, "words")
    return _Amount(i, end, value, value, _ONE, numeral, kind="ordinal")


def _is_adverb(tokens: Tokens, i: int) -> bool:
    """'was first reported', 'first told', against 'the first reported case'."""
    following = tokens[i + 1].lower
    after_determiner = tokens[i - 1].lower in _DETERMINERS or tokens[i - 1].lower.endswith("'s")
    return not after_determiner and (following.endswith("ed") or following in _FIRST_VERBS)


def _is_period(tokens: Tokens, i: int) -> bool:
    """'the first half', 'half-built': a 'half' that is no share; 'a quarter' that is three months."""
    if tokens[i].lower != "half":
        return False
    before, after = tokens[i - 1].lower, tokens[i + 1]
    if before in _HALVED or (is_number_word(before) and tokens[i - 1].gap):
        return True
    if tokens[i - 1].text in HYPHENS and not tokens[i].gap:
        return True
    if after.text in HYPHENS and not after.gap:
        return (
            read_numeral(tokens, i) is not None
            and unit_at(tokens, i + 1) is None
            and tokens[i + 2].lower not in _SCALE_WORDS
        )
    return False


def _bare_age(tokens: Tokens, amount: _Amount) -> _Amount | None:
    """A number that nothing but its place makes an age: 'John Smith, 34,', 'At 92, she', 'he was 68.'"""
    i = amount.start
    if not amount.bare or not amount.numeral.plain or not 0 < amount.low < 120 or amount.end != i + 1:
        return None
    before, name, after = tokens[i - 1], tokens[i - 2], tokens[i + 1]
    ends = after.text in {",", ";", ")", ".", "”", '"'} or after.kind == "end"
    if before.text == "," and ends:
        person = name.lower in _PERSONS or (_is_name(tokens, i - 2) and (after.text != "." or _is_name(tokens, i - 3)))
        apposition = person and not (before.gap and not tokens[i].gap)
    elif before.text == "At" and after.text == ",":
        apposition = amount.low > 9
    else:
        spoken_of = before.lower in {"was", "is", "turned"} and name.lower in {"he", "she"}
        died = before.lower == "at" and name.lower in {"dies", "died", "dead"}
        apposition = ends and (spoken_of or died)
    return replace(amount, kind="age", unit="year") if apposition else None


def _decade_of_life(tokens: Tokens, amount: _Amount) -> _Amount | None:
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
    return replace(amount, start=start, low=low, high=high, step=_ONE, modifier="range")


def _is_name(tokens: Tokens, i: int) -> bool:
    token = tokens[i]
    return token.kind == "word" and token.text[0].isupper() and len(token.text) > 1


# --- bounds and hedges ----------------------------------------------------------------------------


def _bounded(tokens: Tokens, amount: _Amount, floor: int) -> _Amount:
    """The amount with the words before it that bound it or say what it is ('aged', 'magnitude')."""
    for _ in range(4):
        longer = _labelled(tokens, amount, floor) or _bound_before(tokens, amount, floor)
        if longer is None:
            return amount
        amount = longer
    return amount


def _labelled(tokens: Tokens, amount: _Amount, floor: int) -> _Amount | None:
    """'magnitude 7.6', 'a magnitude of 5.9', 'aged 25', 'at the age of 25'."""
    if not amount.bare or amount.numeral.form in {"vague", "group"}:
        return None
    magnitude = _magnitudes().before(tokens, amount.start, floor)
    if magnitude and 0 < amount.high < 12:
        return replace(amount, start=magnitude[1], kind="magnitude", unit="magnitude")
    age = _ages().before(tokens, amount.start, floor)
    if age and 0 < amount.high < 130:
        return replace(amount, start=age[1], kind="age", unit="year")
    return None


def _bound_before(tokens: Tokens, amount: _Amount, floor: int) -> _Amount | None:
    start = amount.start
    if start > floor and tokens[start - 1].lower in {"a", "an", "the"} and amount.kind != "ordinal":
        start -= 1
    for end in dict.fromkeys((amount.start, start)):
        found = _before_phrases().before(tokens, end, floor)
        if found and _is_bound(tokens, found[1], end, amount):
            bounded = replace(_with_modifier(amount, found[0]), start=found[1])
            return replace(bounded, kind="age", unit="year") if _limits_age(tokens, bounded) else bounded
    return None


def _limits_age(tokens: Tokens, amount: _Amount) -> bool:
    """'children under 12', 'girls under 17 are', 'anyone over 65'."""
    persons = tokens[amount.start - 1].lower in words("young") and amount.bare and amount.numeral.plain
    after = tokens[amount.end]
    ends = after.kind != "word" or after.lower in words("function") or after.lower.endswith("ing")
    return persons and ends and amount.high < 100 and tokens[amount.start].lower in {"under", "over", "above", "below"}


def _is_bound(tokens: Tokens, start: int, end: int, amount: _Amount) -> bool:
    """Whether the phrase at tokens ``start..end`` bounds the amount, or is a preposition of its own."""
    if amount.kind in {"ordinal", "score"}:
        return False
    word, before = tokens[end - 1].lower, tokens[start - 1].lower
    rules = _prepositions()
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


def _bound_after(tokens: Tokens, amount: _Amount) -> _Amount:
    """'20 or more', 'a 20-plus crew', '50+ homes', '20 or so'."""
    found = _after_phrases().at(tokens, amount.end)
    if found is None or amount.kind in {"ordinal", "score"}:
        return amount
    modifier, end = found
    if read_numeral(tokens, end) and tokens[end].lower not in {"a", "an"}:
        return amount  # '113 at least nine': the words belong to the number behind them
    word = tokens[end - 1]
    if word.text == "+" and (word.gap or tokens[end].kind == "number"):
        return amount
    if word.lower == "plus" and end - amount.end == 1:
        return amount
    longer = _with_modifier(amount, modifier)
    return replace(longer, end=end)


def _with_modifier(amount: _Amount, modifier: Modifier) -> _Amount:
    """A bound counts more than a hedge; a hedge leaves a range or a vague number what it is."""
    if modifier == "about" and amount.modifier != "exact":
        return amount
    if amount.modifier in {"at least", "more than", "at most", "less than"}:
        return amount
    return replace(amount, modifier=modifier)


def _same_age(tokens: Tokens, first: _Amount, second: _Amount) -> _Amount:
    """The four of 'aged three and four' is an age as well."""
    linked = second.start - first.end == 1 and tokens[first.end].lower in {"and", "or", ","}
    labelled = first.kind == "age" and first.numeral.end == first.end
    if linked and labelled and second.bare and 0 < second.high < 120 and tokens[second.end].kind != "word":
        return replace(second, kind="age", unit="year")
    return second


def _two_bounds(tokens: Tokens, first: _Amount, second: _Amount) -> _Amount | None:
    """'more than 10 but fewer than 20': one quantity."""
    between = [tokens[j].lower for j in range(first.end, second.start)]
    if between not in (["but"], ["and"], [",", "but"], [","]) or len(between) > 2:
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
def _before_phrases() -> Phrases[Modifier]:
    return Phrases(
        (text, cast("Modifier", entry["modifier"])) for entry in table("bounds")["bound"] for text in entry["before"]
    )


@cache
def _after_phrases() -> Phrases[Modifier]:
    return Phrases(
        (text, cast("Modifier", entry["modifier"])) for entry in table("bounds")["bound"] for text in entry["after"]
    )


@cache
def _prepositions() -> dict[str, frozenset[str]]:
    return {key: frozenset(entries) for key, entries in table("bounds")["preposition"].items()}


@cache
def _phrases(name: str) -> Phrases[bool]:
    return Phrases((text, True) for text in table("bounds")["label"][name])


def _magnitudes() -> Phrases[bool]:
    return _phrases("magnitude")


def _richter() -> Phrases[bool]:
    return _phrases("richter")


def _ages() -> Phrases[bool]:
    return _phrases("age")


_PEOPLE = words("people")
_AFTER_METRES = words("after_metres")
_COMMON_WORDS = words("common_words")
_PAYING = words("paying")
_GAME_WORDS = words("game")
_CHANGE_WORDS = words("change")
_AGO = words("ago")
_ROUND = frozenset(Decimal(value) for value in (10, 100, 1000, 10_000, 100_000, 1_000_000))
_SHORT_TIMES = {"h": "hour", "hr": "hour", "s": "second", "sec": "second", "d": "day", "min": "minute"}
_DENOMINATORS = words("denominators")
_DETERMINERS = words("determiners")
_FIRST_VERBS = words("first_verbs")
_HALVED = words("halved")
_SCALE_WORDS = words("half_of")
_PERSONS = words("persons")
_SMALLER: dict[str, dict[str, Decimal]] = {
    "foot": {"inch": Decimal(12)},
    "pound": {"ounce": Decimal(16)},
    "stone": {"pound": Decimal(14)},
    "minute": {"second": Decimal(60)},
    "hour": {"minute": Decimal(60)},
    "day": {"hour": Decimal(24)},
    "year": {"month": Decimal(12)},
}
