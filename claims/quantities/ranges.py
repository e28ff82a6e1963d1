"""Ranges, scores and proportions: what two amounts say together.

range := 'between' amount 'and' amount | 'from'? amount ('to' | '-' | 'or') amount
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from claims.quantities.amounts import ROUND_NUMBERS, Amount, in_millions, labels, read_amount
from claims.quantities.bounds import bounds_before
from claims.quantities.units import dimension
from claims.text.tokens import DASHES, HYPHENS, Tokens, words

VOTES_WITHIN = 3
"""Words before a result within which the vote is named."""


def read_between(tokens: Tokens, i: int) -> Amount | None:
    """'between 17 and 22', 'between the ages of 18 and 25'."""
    if tokens[i].lower != "between":
        return None
    ages = labels("age").at(tokens, i + 1)
    j = ages[1] if ages else i + 1
    hedge = bounds_before().at(tokens, j)
    j = hedge[1] if hedge and hedge[0] == "about" else j
    first = read_amount(tokens, j, whole_and=False) if tokens[j].kind != "masked" else None
    if first is None or tokens[first.end].lower != "and":
        return None
    j = first.end + 1
    hedge = bounds_before().at(tokens, j)
    j = hedge[1] if hedge and hedge[0] == "about" else j
    second = read_amount(tokens, j) if tokens[j].kind != "masked" else None
    merged = second and _merged(first, second)
    if merged is None:
        return None
    merged = replace(merged, start=i)
    return replace(merged, kind="age", unit="year") if ages and merged.bare else merged


def read_range(tokens: Tokens, first: Amount, floor: int) -> Amount | None:
    """'18 to 25', '18-25', 'two or three days', '40 percent to 70 percent', '$5-6 million', '88-72'."""
    joint = _joint(tokens, first.end)
    if joint is None:
        return None
    word, j = joint
    second = read_amount(tokens, j) if tokens[j].kind != "masked" else None
    if second is None or second.modifier != "exact" or first.modifier != "exact":
        return None
    if first.prefixed and second.unit in {"metre", "tonne"}:  # the 30m of '£20m-30m'
        second = in_millions(tokens, second)
    if _is_score(tokens, first, second, word, floor):
        low, high = sorted((first.low, second.low))
        end = second.end + 3 if _is_tie_break(tokens, second.end) else second.end
        return replace(first, end=end, low=low, high=high, step=Decimal(1), kind="score")
    if word == "or" and not (second.low <= first.low * 2 or second.low - first.low <= 2):
        return None
    if word == "to" and _is_change(tokens, first, second):
        return None
    merged = _merged(first, second)
    starts_with_from = tokens[first.start - 1].lower == "from" and first.start > floor and word != "or"
    return replace(merged, start=first.start - 1) if merged and starts_with_from else merged


def read_votes(tokens: Tokens, first: Amount, floor: int) -> Amount | None:
    """'Voted five to two', 'by nine votes to four', 'a majority of six to one', as a score."""
    named = tokens[first.end].lower == "votes"
    j = first.end + named
    near = {tokens[k].lower for k in range(max(first.start - VOTES_WITHIN, floor), first.start)}
    if tokens[j].lower != "to" or not first.bare or not (named or near & words("ballots")):
        return None
    second = read_amount(tokens, j + 1) if tokens[j + 1].kind in {"number", "word"} else None
    if second is None or not second.bare or any(a.low % 1 or a.modifier != "exact" for a in (first, second)):
        return None
    after = tokens[second.end]
    if after.kind == "word" and after.lower.endswith("s") and after.lower not in words("function") | {"votes"}:
        return None  # 'voted five to two members'
    low, high = sorted((first.low, second.low))
    return replace(first, end=second.end, low=low, high=high, step=Decimal(1), kind="score")


def _joint(tokens: Tokens, j: int) -> tuple[str, int] | None:
    """The word or dash that joins the ends of a range at token ``j``, and the index behind it."""
    token, following = tokens[j], tokens[j + 1]
    if token.text in HYPHENS and following.lower in {"to", "or"}:  # '18- to 25-year-olds', '10-to-15-minute'
        return following.lower, j + 3 if tokens[j + 2].text in HYPHENS else j + 2
    if token.text in DASHES:
        return ("-", j + 1) if token.gap == following.gap and not (token.text == "—" and token.gap) else None
    return (token.lower, j + 1) if token.lower in {"to", "or", "through"} else None


def read_suspended(tokens: Tokens, first: Amount) -> Amount | None:
    """The 12 of '12- and 14-year-old boys' has the unit of the number it is joined to."""
    j = first.end
    if tokens[j].text not in HYPHENS or tokens[j].gap or tokens[j + 1].lower not in {"and", ","} or not first.bare:
        return None
    second = read_amount(tokens, j + 2)
    if second is None or second.bare or second.prefixed:
        return None
    return replace(first, end=j + 1, kind=second.kind, unit=second.unit)


def read_sides(tokens: Tokens, first: Amount) -> Amount | None:
    """The 138 of '138 x 67 x 7.1 mm' and the 10 of '10 by 12 metres' have the unit of the last side."""
    sides = [first]
    while len(sides) < 4 and sides[-1].bare and tokens[sides[-1].end].lower in {"x", "×", "by"}:
        following = read_amount(tokens, sides[-1].end + 1)
        if following is None or following.prefixed:
            return None
        sides.append(following)
    last = sides[-1]
    across = tokens[first.end].lower != "by" or dimension(last.unit) in {"length", "data"}
    if len(sides) == 1 or last.kind != "measure" or not across:
        return None
    return replace(first, kind=last.kind, unit=last.unit)


def read_bowling(tokens: Tokens, first: Amount) -> Amount | None:
    """'2 for 45', '5 for 63': wickets and runs."""
    if not (first.bare and first.numeral.plain and first.low <= 10 and tokens[first.end].lower == "for"):
        return None
    second = read_amount(tokens, first.end + 1)
    if second is None or not (second.bare and second.numeral.plain and second.low > 10):
        return None
    after = tokens[second.end]
    if after.kind == "word" and after.lower not in words("function"):
        return None  # '5 for 20 people'
    return replace(first, end=second.end, high=second.high, step=Decimal(1), kind="score")


def _merged(first: Amount, second: Amount) -> Amount | None:
    """One interval from two amounts, if their units go together; scale and unit spread to the first."""
    low = first
    if first.unit != second.unit or first.kind != second.kind:
        if first.bare and (second.kind != "count" or second.unit == "fraction") and second.unit != "fraction":
            low = replace(first, kind=second.kind, unit=second.unit, prefixed=second.prefixed)
        elif second.bare and first.prefixed:
            second = replace(second, kind=first.kind, unit=first.unit)
        else:
            return None
    scale = second.numeral.scale
    if second.numeral.form == low.numeral.form == "words" and second.low < 1000 and second.low % 100 == 0:
        scale = Decimal(100)  # 'two to three hundred'
    if low.numeral.scale == 1 and scale > 1 and low.low < second.low / scale:
        low = low.scaled(scale, low.end)
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


def read_proportion(tokens: Tokens, first: Amount) -> Amount | None:
    """'one in five', 'nine out of 10' as a fraction; not 'three in 10 days' or '5 out of 17'."""
    if not first.bare or first.numeral.form not in {"words", "digits"} or first.numeral.scale != 1:
        return None
    out_of = tokens[first.end].lower == "out" and tokens[first.end + 1].lower == "of"
    every = tokens[first.end].lower == "in" and tokens[first.end + 1].lower in {"every", "each"}
    j = first.end + (2 if out_of or every else 1)
    if not out_of and tokens[first.end].lower not in {"in", "over"}:
        return None
    second = read_amount(tokens, j) if tokens[j].kind in {"number", "word"} else None
    if second is None or not second.bare or second.modifier != "exact" or not 0 < first.low < second.low:
        return None
    certain = first.low == 1 or (second.low in ROUND_NUMBERS or (out_of and second.low <= 10))
    if not certain:
        return None
    if tokens[first.end].lower == "over" and (first.low != 1 or tokens[second.end].kind == "word"):
        return None  # 'one over twenty' ends the clause; 'one over 20 people' does not
    value = first.low / second.low
    return replace(first, end=second.end, low=value, high=value, step=Decimal("0.05") * value, unit="fraction")


def _is_change(tokens: Tokens, first: Amount, second: Amount) -> bool:
    """'rose from 5 to 7', 'raised by 2,000 to 9,000', 'rose 20 to 4,500': two quantities, not a range."""
    changes = any(tokens[j].lower in words("change") for j in range(first.start - 6, first.start))
    if first.bare and first.numeral.scale == 1 < second.numeral.scale:  # 'rising 3.5 to 4 million'
        first = first.scaled(second.numeral.scale, first.end)
    before = tokens[first.start - 1].lower
    growth = 2 if before == "by" else 10
    return changes and (before == "from" or not first.low < second.low <= first.low * growth)


def _is_score(tokens: Tokens, first: Amount, second: Amount, word: str, floor: int) -> bool:
    """'88-72', 'won 3-1', 'a 5-4 vote': two plain numbers, not rising, or near a word of games and votes."""
    if not (first.bare and second.bare and first.numeral.plain and second.numeral.plain) or word == "or":
        return False
    if max(first.low, second.low) > 999 or min(first.low, second.low) < 0:
        return False
    before = {tokens[j].lower for j in range(max(first.start - 8, floor), first.start)}
    after = {tokens[j].lower for j in range(second.end, second.end + 3)}
    game = bool((before | after) & words("game")) or _is_set(tokens, first.start, second.end)
    if word == "-":
        noun = tokens[second.end]
        counted = noun.kind == "word" and noun.gap and noun.text.islower() and noun.text.endswith("s")
        rising = first.low < second.low
        return not rising or first.low == 0 or (game and not counted)  # 'won 10-15 seats' is a range
    falling = word == "to" and first.low > second.low
    return falling and (
        game or not (_is_change(tokens, first, second) or tokens[first.start - 1].lower in {"from", "by"})
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


def _is_tie_break(tokens: Tokens, i: int) -> bool:
    """'7-6 (5)'"""
    return (
        tokens[i].text == "("
        and tokens[i + 1].text.isdigit()
        and tokens[i + 2].text == ")"
        and tokens[i - 1].text in "67"
    )
