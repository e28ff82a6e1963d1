"""Amounts: a number with its sign, currency and unit, in one of the ways in which they stand together.

amount := sign? currency? numeral unit? smaller-amount? ('per' unit)?

Readers take the tokens and the index where to begin, and answer None where they find nothing of theirs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from claims.quantities.numerals import Numeral, is_number_word, read_numeral
from claims.quantities.units import Unit, currency_after, currency_before, dimension, tidy, unit_at
from claims.tables import read_table
from claims.text.tokens import HYPHENS, Phrases, Tokens, words
from claims.types import Modifier, QuantityKind

_MILLION = Decimal(1_000_000)
ROUND_NUMBERS = frozenset(Decimal(value) for value in (10, 100, 1000, 10_000, 100_000, 1_000_000))
_SHORT_TIMES = {"h": "hour", "hr": "hour", "s": "second", "sec": "second", "d": "day", "min": "minute"}
_ADVERBS = {
    "hourly": "hour",
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "yearly": "year",
    "annually": "year",
}
_SMALLER: dict[str, dict[str, Decimal]] = {
    "foot": {"inch": Decimal(12)},
    "pound": {"ounce": Decimal(16)},
    "stone": {"pound": Decimal(14)},
    "minute": {"second": Decimal(60)},
    "hour": {"minute": Decimal(60)},
    "day": {"hour": Decimal(24)},
    "year": {"month": Decimal(12)},
}


@cache
def labels(name: str) -> Phrases[bool]:
    """The phrases of a label of tables/bounds.toml: 'magnitude', 'richter' or 'age'."""
    return Phrases((text, True) for text in read_table("bounds")["label"][name])


@dataclass(frozen=True, slots=True)
class Amount:
    """What has been read so far: tokens ``start..end`` (half open) and the interval they state.

    ``prefixed``: the currency stands before the number.
    """

    start: int
    end: int
    low: Decimal
    high: Decimal
    step: Decimal
    numeral: Numeral
    kind: QuantityKind = "count"
    unit: str | None = None
    modifier: Modifier = "exact"
    prefixed: bool = False

    @property
    def bare(self) -> bool:
        """Whether it is a number and nothing else."""
        return self.unit is None and self.kind == "count"

    def scaled(self, factor: Decimal, end: int) -> Amount:
        """The amount with a scale behind its number, up to token ``end``."""
        numeral = self.numeral.times(factor, end)
        return replace(self, end=end, low=numeral.low, high=numeral.high, step=numeral.step, numeral=numeral)

    def in_unit(self, unit: Unit, end: int) -> Amount:
        """The amount with a unit, up to token ``end``."""
        return replace(
            self,
            end=end,
            kind=unit.kind,
            unit=unit.name,
            low=self.low * unit.factor,
            high=self.high * unit.factor,
            step=self.step * unit.factor,
        )


def read_amount(tokens: Tokens, i: int, *, whole_and: bool = True) -> Amount | None:
    """Sign, currency, number and unit from token ``i``; for ``whole_and`` see ``read_numeral``."""
    j, negative = _sign(tokens, i)
    currency = currency_before(tokens, j)
    numeral = read_numeral(tokens, currency[1] if currency else j, whole_and=whole_and)
    if numeral is None:
        return None
    amount: Amount | None = Amount(i, numeral.end, numeral.low, numeral.high, numeral.step, numeral)
    if amount and numeral.form == "vague":
        amount = replace(amount, modifier="about" if numeral.approximate else "vague")
    if amount:
        amount = _in_currency(tokens, amount, currency[0]) if currency else _with_unit(tokens, amount)
    return replace(amount, low=-amount.high, high=-amount.low) if amount and negative else amount


def in_millions(tokens: Tokens, amount: Amount) -> Amount:
    """'£5m', '$3 m', '€2t': letters that are units of length and mass elsewhere."""
    factor = {"m": _MILLION, "mm": _MILLION, "MM": _MILLION, "t": _MILLION**2}.get(tokens[amount.numeral.end].text)
    if factor is None or amount.numeral.scale != 1:
        return amount
    return replace(amount, kind="count", unit=None).scaled(factor, amount.numeral.end + 1)


def _in_currency(tokens: Tokens, amount: Amount, currency: Unit) -> Amount:
    amount = in_millions(tokens, amount)
    amount = replace(amount.in_unit(currency, amount.end), prefixed=True)
    repeated = currency_after(tokens, amount.end)  # '$700 million dollars'
    again = repeated and repeated[0] == currency and tokens[amount.end].kind == "word"
    return replace(amount, end=repeated[1]) if repeated and again else amount


def _sign(tokens: Tokens, i: int) -> tuple[int, bool]:
    token, following, before = tokens[i], tokens[i + 1], tokens[i - 1]
    if token.lower in {"minus", "negative"} and (following.kind == "number" or is_number_word(following.lower)):
        return i + 1, True
    free = token.gap or before.text in {"<", ">", "=", "("}
    if token.text in {"-", "−"} and free and not following.gap and before.kind != "number":
        line_start = "\n" in tokens.between(i - 1, i)
        return (i, False) if line_start else (i + 1, True)
    return i, False


def _with_unit(tokens: Tokens, amount: Amount) -> Amount | None:
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


def _millions(tokens: Tokens, amount: Amount) -> Amount:
    """'2m people', '5m euros' and 'a population of 1.2m' are millions; '5m deep' and '5m of cable' are metres."""
    letter, noun = tokens[amount.end], tokens[amount.end + 1]
    if letter.text != "m" or letter.gap or amount.numeral.form != "digits" or noun.lower in words("metre_follows"):
        return amount
    plural = noun.kind == "word" and noun.lower not in words("after_metres") and noun.lower.endswith("s")
    counted = any(tokens[j].lower in words("in_millions") for j in range(amount.start - 10, amount.start))
    strong = noun.text in HYPHENS and tokens[amount.end + 2].lower == "strong"  # '4.5m-strong'
    if plural or strong or noun.lower in words("people") or counted or currency_after(tokens, amount.end + 1):
        return amount.scaled(_MILLION, amount.end + 1)
    return amount


def _link(tokens: Tokens, amount: Amount) -> int:
    """Where a unit may start: behind 'of' for 'dozens of miles', behind 'a' for 'half a mile'."""
    j = amount.end
    if amount.numeral.form in {"vague", "fraction"}:
        j += tokens[j].lower == "of"
        if amount.numeral.form == "fraction":
            j += tokens[j].lower in {"a", "an"}
    elif amount.numeral.form == "words" and amount.numeral.scale == 12:
        j += tokens[j].lower == "of"
    return j


def _money_after(tokens: Tokens, amount: Amount) -> Amount | None:
    found = currency_after(tokens, _link(tokens, amount))
    if not found:
        return None
    unit, end = found
    name = tokens[end - 1]
    if (name.lower == "p" and name.gap) or name.text == "P":
        return None
    scale = tokens[end].lower in {"million", "billion", "trillion"}
    if scale and amount.numeral.scale == 1:  # '75 USD million'
        amount, end = amount.scaled(Decimal(10) ** {"m": 6, "b": 9, "t": 12}[tokens[end].lower[0]], end + 1), end + 1
    if name.lower in words("common_words") and end - amount.end == 1 and amount.high < 100:
        return None
    if name.lower in {"pound", "pounds"} and end - _link(tokens, amount) <= 2 and not _is_money(tokens, amount, end):
        return None
    return amount.in_unit(unit, end)


def _is_money(tokens: Tokens, amount: Amount, end: int) -> bool:
    """Whether 'pounds' are money: a country names them, they come in millions, or somebody pays."""
    if end - amount.end > 1 and tokens[end - 2].text[:1].isupper():
        return True
    if tokens[end].lower in {"of", "heavier", "lighter"} and amount.numeral.scale < _MILLION:
        return False
    around = {tokens[j].lower for j in range(amount.start - 6, amount.start)}
    return amount.numeral.scale >= _MILLION or bool(around & words("paying"))


def _unit_after(tokens: Tokens, amount: Amount) -> Amount | None:
    if amount.numeral.form == "group":
        return None
    match = unit_at(tokens, _link(tokens, amount)) or unit_at(tokens, amount.end)
    if match is None:
        return None
    if match.unit.kind == "duration":
        return _age_after(tokens, amount, match.unit, match.end) or amount.in_unit(match.unit, match.end)
    if not match.word and tokens[match.end].kind in {"word", "number"} and not tokens[match.end].gap:
        return None
    return amount.in_unit(match.unit, match.end)


def _age_after(tokens: Tokens, amount: Amount, unit: Unit, end: int) -> Amount | None:
    """'25-year-old', '25 years old', 'six months of age', '18-year-olds'."""
    j = end + 1 if tokens[end].text in HYPHENS else end
    if tokens[j].lower in {"old", "olds"}:
        return replace(amount.in_unit(unit, j + 1), kind="age")
    if tokens[end].lower == "of" and tokens[end + 1].lower == "age":
        return replace(amount.in_unit(unit, end + 2), kind="age")
    return None


def _magnitude_after(tokens: Tokens, amount: Amount) -> Amount | None:
    """'6.1-magnitude', '6.4-strength', '4.4 on the Richter scale'."""
    if amount.numeral.form not in {"digits", "words"}:
        return None
    j = amount.end + 1 if tokens[amount.end].text in HYPHENS else amount.end
    if 12 <= amount.high < 100 and amount.step < 1 and tokens[j].lower == "magnitude":  # a slip, to be seen as one
        return replace(amount, end=j + 1, kind="magnitude", unit="magnitude")
    if not 0 < amount.high < 12:
        return None
    if tokens[j].lower == "magnitude" or (tokens[j].lower == "strength" and amount.step < 1):
        return replace(amount, end=j + 1, kind="magnitude", unit="magnitude")
    if amount.step < 1 and _is_quake(tokens, amount):
        return replace(amount, kind="magnitude", unit="magnitude")
    richter = labels("richter").at(tokens, amount.end)
    return replace(amount, end=richter[1], kind="magnitude", unit="magnitude") if richter else None


def _is_quake(tokens: Tokens, amount: Amount) -> bool:
    """'a 6.3 earthquake', 'an aftershock measuring 5.5', 'put the magnitude of the quake at 5.0'."""
    if tokens[amount.end].lower in words("quakes"):
        return True
    before = [tokens[j].lower for j in range(max(0, amount.start - 12), amount.start)]
    if before[-1:] == ["at"] and "magnitude" in before:
        return True
    measured = tokens[amount.start - 1].lower in {"measuring", "measured", "registered", "registering"}
    return measured and any(tokens[j].lower in words("quakes") for j in range(amount.start - 8, amount.start))


def read_unit_and_half(tokens: Tokens, i: int) -> Amount | None:
    """'an hour and a half', 'a year and three months': one unit, and a part of it."""
    match = unit_at(tokens, i + 1) if tokens[i].lower in {"a", "an"} else None
    if not match or not match.word or tokens[match.end].lower != "and":
        return None
    half = [tokens[j].lower for j in (match.end + 1, match.end + 2)] == ["a", "half"]
    value = Decimal("1.5") if half else Decimal(1)
    numeral = Numeral(i, i + 1, value, value, Decimal("0.5"), "words")
    one = Amount(i, i + 1, value, value, numeral.step, numeral).in_unit(match.unit, match.end)
    whole = replace(one, end=match.end + 3) if half else with_smaller_unit(tokens, one)
    return whole if whole.end > match.end else None


def with_smaller_unit(tokens: Tokens, amount: Amount) -> Amount:
    """'5 ft 11 in', 'two hours and 20 minutes': one amount, in the smaller unit; '3 dollars 50 cents'."""
    money = amount.kind == "money" and not amount.prefixed
    smaller = _SMALLER.get(amount.unit or "", {})
    if not smaller and not money:
        return amount
    j = amount.end + (tokens[amount.end].lower in {"and", ","})
    part = read_amount(tokens, j) if tokens[j].kind != "masked" else None
    if money:
        return _with_cents(amount, part)
    if amount.unit == "foot":
        part = _inches(tokens, j, part)
    if part is None or part.modifier != "exact" or not 0 <= part.low <= part.high < smaller.get(part.unit or "", 0):
        return amount
    kind = part.kind if part.kind == "age" else amount.kind
    value = amount.low * smaller[part.unit or ""] + part.low
    return replace(amount, end=part.end, low=value, high=value, step=part.step, unit=part.unit, kind=kind)


def _inches(tokens: Tokens, j: int, part: Amount | None) -> Amount | None:
    """The 11 of '5 ft 11 in', where 'in' is no preposition, and the 3 of '5-foot-3'."""
    if part is None and tokens[j].text in HYPHENS and tokens[j + 1].kind == "number":
        part = read_amount(tokens, j + 1)
        return replace(part, unit="inch", kind="measure") if part and part.bare else None
    if part and part.bare and tokens[part.end].lower == "in":
        return replace(part, end=part.end + 1, unit="inch", kind="measure")
    return part


def _with_cents(amount: Amount, part: Amount | None) -> Amount:
    """'thirteen dollars and forty-five cents', '5 pounds 20 pence'."""
    if part is None or part.kind != "money" or part.prefixed or part.numeral.high >= 100:
        return amount
    cents = part.low / 100 if part.unit == "cent" else part.low
    if part.unit not in {"cent", amount.unit} or cents >= 1 or amount.low != amount.low.to_integral_value():
        return amount
    value = amount.low + cents
    return replace(amount, end=part.end, low=value, high=value, step=Decimal("0.01"))


def with_rate(tokens: Tokens, amount: Amount) -> Amount:
    """'$5 a barrel', '60 per hour', '90 km/h', '$70-a-share', '500 barrels daily'."""
    if amount.kind in {"age", "magnitude", "score"} or amount.unit == "fraction":
        return amount
    j = amount.end
    kind: QuantityKind = "measure" if amount.kind == "duration" else amount.kind
    if amount.unit and (adverb := _ADVERBS.get(tokens[j].text)):
        return replace(amount, end=j + 1, unit=f"{amount.unit}/{adverb}", kind=kind)
    hyphened = tokens[j].text in HYPHENS and tokens[j + 1].lower in {"a", "an", "per"}
    j += hyphened
    word = tokens[j].lower
    if word not in {"per", "a", "an", "/"} or (word == "/" and tokens[j + 1].gap):
        return amount
    k = j + 1 + (hyphened and tokens[j + 1].text in HYPHENS)
    found = _denominator(tokens, k, any_noun=word == "per", of_unit=amount.unit is not None)
    if found is None or _is_ago(tokens, found[1]):
        return amount
    unit, end = found
    if word in {"a", "an"} and amount.bare and dimension(unit) != "time":
        return amount
    return replace(amount, end=end, unit=f"{amount.unit or 1}/{unit}", kind=kind)


def with_counted_rate(tokens: Tokens, amount: Amount) -> Amount:
    """The unit '1/game' of '22 points per game', '1/day' of '12 new cases a day', 'tonne/day' of '9 tonnes of flour a
    day'; the span leaves out the noun."""
    if amount.kind == "measure" and "/" not in (amount.unit or "") and tokens[amount.end].lower == "of":
        nouns = amount.end + 1
    elif amount.bare and amount.numeral.form != "fraction":
        nouns = amount.end
    else:
        return amount
    for j in (nouns + 1, nouns + 2):
        noun = tokens[j - 1]
        if noun.kind != "word" or noun.text != noun.lower or noun.lower in words("function"):
            return amount
        many = noun.lower.endswith("s") or noun.lower in words("people")
        if (many or not amount.bare) and (unit := _rate_behind(tokens, j)):
            return replace(amount, unit=f"{amount.unit or 1}/{unit}")
    return amount


def _rate_behind(tokens: Tokens, j: int) -> str:
    """The unit below the line where the words at token ``j`` name it behind a noun: 'a day', 'per game', 'daily'."""
    word = tokens[j].lower
    if word not in {"per", "a", "an"}:
        return _ADVERBS.get(tokens[j].text, "")
    found = _denominator(tokens, j + 1, any_noun=word == "per", of_unit=False)
    if found is None or _is_ago(tokens, found[1]):
        return ""
    return found[0] if word == "per" or dimension(found[0]) == "time" else ""


def _is_ago(tokens: Tokens, i: int) -> bool:
    """Whether 'a year' before token ``i`` is a point in time, not a rate: 'a year earlier', 'a day after the raid',
    against 'a year from 2026'."""
    return tokens[i].lower in words("ago") and not (tokens[i + 1].kind == "masked" and tokens[i].lower != "after")


def _denominator(tokens: Tokens, k: int, *, any_noun: bool, of_unit: bool) -> tuple[str, int] | None:
    """The unit below the line, and the index behind it; after 'per' any noun will do. A round number stands there
    too, and what has a unit is measured by so much of another: 'litres per 100 km'."""
    token = tokens[k]
    if token.kind == "number" and (any_noun or of_unit):
        numeral = read_numeral(tokens, k)
        if numeral is None or numeral.low not in ROUND_NUMBERS:
            return None
        amount = tidy(numeral.low)
        by = unit_at(tokens, numeral.end) if of_unit else None
        if by and by.unit.kind == "measure":
            return f"{amount}_{by.unit.name}", by.end
        return (str(amount), numeral.end) if any_noun else None
    if token.kind != "word":
        return None
    if token.lower == "annum":
        return "year", k + 1
    if token.text in _SHORT_TIMES and not token.gap:
        return _SHORT_TIMES[token.text], k + 1
    match = unit_at(tokens, k)
    if match and match.unit.kind in {"measure", "duration"}:
        return match.unit.name, match.end
    money = currency_after(tokens, k) if any_noun else None
    if money and money[0].factor == 1 and money[0].name != "cent":  # '1,340 won per dollar'
        return money[0].name, money[1]
    noun = any_noun and token.text.isalpha() and token.text == token.lower and token.lower != "cent"
    return (token.lower, k + 1) if noun or token.lower in words("denominators") else None
