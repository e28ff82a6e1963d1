"""Units of measure, time and money: how they are written, what they measure, and how they convert.

The tables are claims/tables/units.toml, shares.toml and currencies.toml. Canonical names are those of the tables
('kilometre', 'USD', 'day'); a rate is 'numerator/denominator' ('kilometre/hour', 'USD/barrel',
'1/hour'). Physical units convert with pint, which is imported only then; time has factors of its own,
and two currencies never convert.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from claims.tables import read_table
from claims.text.tokens import HYPHENS, Phrases, Tokens, words
from claims.types import Quantity

UnitKind = Literal["measure", "duration", "money", "percent"]

_PERCENT = {"percent": Decimal(1), "fraction": Decimal(100)}
_POINTS = {"percentage point": Decimal(1), "basis point": Decimal("0.01")}
_SECONDS = {
    "millisecond": Decimal("0.001"),
    "second": Decimal(1),
    "minute": Decimal(60),
    "hour": Decimal(3600),
    "day": Decimal(86400),
    "week": Decimal(604800),
    "fortnight": Decimal(1209600),
}
_MONTHS = {"month": 1, "year": 12, "decade": 120, "century": 1200, "millennium": 12000}
# A calendar month is a twelfth of the mean Gregorian year, 365.2425 days.
_TIME = _SECONDS | {name: months * Decimal("2629746") for name, months in _MONTHS.items()}
_SPEEDS = {"knot": "nautical_mile/hour"}
_SIGNIFICANT = 15  # digits kept after a conversion


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as read: canonical name, the kind of quantity it makes, and a factor that the numbers
    take (0.01 for 'pence', which are read as pounds)."""

    name: str
    kind: UnitKind
    factor: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """A unit behind a number: tokens up to ``end``; ``word`` is False for a symbol such as 'km'."""

    unit: Unit
    end: int
    word: bool = True


def dimension(unit: str | None) -> str:
    """What a canonical unit measures: 'length', 'time', 'money', 'percent' ...; 'count' for None.

    A rate has 'length/time'. A unit that is in no table measures itself ('share').
    """
    if unit is None:
        return "count"
    numerator, _, denominator = _SPEEDS.get(unit, unit).partition("/")
    if denominator:
        return f"{dimension(numerator)}/{dimension(denominator)}"
    return _dimensions().get(unit, "count" if unit == "1" else unit)


def convert(quantity: Quantity, unit: str) -> Quantity | None:
    """The quantity in another unit of the same dimension, rounded to 15 digits; None where there is
    no conversion (other dimension, other currency, unknown unit)."""
    if quantity.unit == unit:
        return quantity
    scale = _scale(quantity.unit, unit)
    if scale is None:
        return None
    factor, offset = scale
    return replace(
        quantity,
        unit=unit,
        low=None if quantity.low is None else _rounded(quantity.low * factor + offset),
        high=None if quantity.high is None else _rounded(quantity.high * factor + offset),
        step=_rounded(quantity.step * factor),
    )


def may_be_one_currency(a: str, b: str) -> bool:
    """Whether one is a bare name that may stand for the other: 'shilling' for the money of three countries."""
    names = _shared_names()
    return b in names.get(a, ()) or a in names.get(b, ())


@cache
def _shared_names() -> dict[str, frozenset[str]]:
    return {kind["name"]: frozenset(kind.get("codes", ())) for kind in read_table("currencies")["kind"]}


@cache
def _scale(source: str | None, target: str) -> tuple[Decimal, Decimal] | None:
    """Factor and offset from one unit to another."""
    if source is None or dimension(source) != dimension(target):
        return None
    source, target = _SPEEDS.get(source, source), _SPEEDS.get(target, target)
    top, _, bottom = source.partition("/")
    new_top, _, new_bottom = target.partition("/")
    if bottom or new_bottom:
        over, under = _scale_or_same(top, new_top), _scale_or_same(bottom, new_bottom)
        return (over[0] / under[0], Decimal(0)) if over and under and not over[1] and not under[1] else None
    for factors in (_PERCENT, _POINTS, _TIME):
        if source in factors and target in factors:
            return factors[source] / factors[target], Decimal(0)
    if dimension(source) in {"money", "count"} or source not in _pint_names() or target not in _pint_names():
        return None
    return _pint_scale(_pint_names()[source], _pint_names()[target])


def _scale_or_same(source: str, target: str) -> tuple[Decimal, Decimal] | None:
    return (Decimal(1), Decimal(0)) if source == target else _scale(source, target)


def _pint_scale(source: str, target: str) -> tuple[Decimal, Decimal] | None:
    """Two points of the (linear) conversion give its factor and offset, temperatures included."""
    registry = _registry()
    zero, hundred = (registry.Quantity(Decimal(value), source).to(target).magnitude for value in (0, 100))
    return (hundred - zero) / 100, _rounded(zero)


@cache
def _registry() -> Any:
    import pint

    return pint.UnitRegistry(non_int_type=Decimal, autoconvert_offset_to_baseunit=True)


def _rounded(value: Decimal) -> Decimal:
    return tidy(Decimal(f"{value:.{_SIGNIFICANT - 1}e}"))


def tidy(value: Decimal) -> Decimal:
    """The same number without trailing zeros and without an exponent ('5E+5' becomes 500000)."""
    value = value.normalize()
    return value.quantize(Decimal(1)) if 0 < value.as_tuple().exponent <= 20 else value  # type: ignore[operator]


# --- how units are written ------------------------------------------------------------------------


def unit_at(tokens: Tokens, i: int) -> UnitMatch | None:
    """The unit that stands at token ``i``, right behind a number (a hyphen may join them).

    Currencies are found with ``currency_after`` instead; rates are put together by the caller.
    """
    j = i + 1 if tokens[i].text in HYPHENS and not tokens[i + 1].gap else i
    tight = not tokens[j].gap
    if tokens[j].kind == "masked":
        return None
    if tight and j == i and tokens[j].text in _tight() and len(tokens[i - 1].text.replace(",", "")) < 5:
        return UnitMatch(_tight()[tokens[j].text], j + 1, word=False)
    found = _words().at(tokens, j)
    if found:
        return UnitMatch(found[0], found[1])
    symbol = _symbols().at(tokens, j)
    if symbol is None:
        return None
    unit, end = symbol
    if tokens[end - 1].text == "." and _ends_sentence(tokens, end):
        end -= 1  # the full stop of '20 sec.'
    power = tokens[end]
    if unit.name in _square_roots() and not power.gap and power.text in {"2", "3"}:
        squared = _powers().get((unit.name, power.text))
        return UnitMatch(squared, end + 1, word=False) if squared else None
    return UnitMatch(unit, end, word=False)


def _ends_sentence(tokens: Tokens, i: int) -> bool:
    return tokens[i].kind == "end" or tokens[i].text[0].isupper() or "\n" in tokens.between(i - 1, i)


def currency_before(tokens: Tokens, i: int) -> tuple[Unit, int] | None:
    """The currency symbol or code that starts at token ``i``, and the index behind it."""
    if tokens[i].text == "A" and tokens[i + 1].gap:  # 'A $5 fee' starts with the article
        return None
    if unit := letter_currency(tokens, i):
        return unit, i + 1
    return _currency_symbols().at(tokens, i)


def letter_currency(tokens: Tokens, i: int) -> Unit | None:
    """The currency that a single letter at token ``i`` stands for, where it touches a large number: 'N6.8bn'."""
    unit, number, scale = _currency_letters().get(tokens[i].text), tokens[i + 1], tokens[i + 2]
    if unit is None or number.kind != "number" or number.gap:
        return None
    scale = tokens[i + 3] if scale.text in HYPHENS else scale
    return unit if "," in number.text or scale.lower in words("money_scales") else None


@cache
def currency_starters() -> frozenset[str]:
    """The first tokens of currency signs and codes."""
    return _currency_symbols().first_words() | _currency_letters().keys()


def currency_after(tokens: Tokens, i: int) -> tuple[Unit, int] | None:
    """The currency named at token ``i`` ('dollars', 'Syrian pounds', 'EUR', 'pence'), behind a number."""
    j = i + 1 if tokens[i].text in HYPHENS and not tokens[i + 1].gap else i
    return _currency_words().at(tokens, j) or _currency_symbols().at(tokens, j)


def _plurals(word: str, entry: dict[str, Any]) -> Iterator[str]:
    yield word
    if "plurals" not in entry:
        yield f"{word}s"


def _entries() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, group in read_table("units").items():
        for entry in group["units"]:
            yield name, entry


def _unit(dimension_name: str, name: str) -> Unit:
    return Unit(name, "duration" if dimension_name == "time" else "measure")


@cache
def _dimensions() -> dict[str, str]:
    names = {entry["name"]: name for name, entry in _entries()}
    names |= {unit.name: "area" if unit.name.startswith("square") else "volume" for unit in _powers().values()}
    names |= {entry["code"]: "money" for entry in read_table("currencies")["currency"]}
    names |= {entry["name"]: "money" for entry in read_table("currencies")["kind"]} | {"cent": "money"}
    return (
        names
        | dict.fromkeys(_PERCENT, "percent")
        | dict.fromkeys(_POINTS, "percentage point")
        | {"magnitude": "magnitude"}
    )


@cache
def _pint_names() -> dict[str, str]:
    names = {entry["name"]: entry.get("pint", entry["name"]) for _, entry in _entries() if "/" not in entry["name"]}
    names |= {unit.name: f"{length}**{power}" for (length, power), unit in _powers().items()}
    return names


@cache
def _powers() -> dict[tuple[str, str], Unit]:
    lengths = [entry["name"] for name, entry in _entries() if name == "length"]
    return {
        (length, power): Unit(f"{prefix}_{length}", "measure")
        for length in lengths
        for prefix, power in (("square", "2"), ("cubic", "3"))
    }


@cache
def _square_roots() -> frozenset[str]:
    return frozenset(length for length, _ in _powers())


@cache
def _words() -> Phrases[Unit]:
    """Units spelt out, percent among them, in any case."""
    found: list[tuple[str, Unit]] = []
    for name, entry in _entries():
        unit = _unit(name, entry["name"])
        spelt = [form for word in entry["words"] for form in _plurals(word, entry)] + entry.get("plurals", [])
        found += [(form, unit) for form in spelt]
        found += [(form.replace(" ", "-"), unit) for form in spelt if " " in form]
        if name == "length":
            for prefix, power in (
                ("square", "2"),
                ("sq", "2"),
                ("sq.", "2"),
                ("cubic", "3"),
                ("cu", "3"),
                ("cu.", "3"),
            ):
                raised = _powers()[(entry["name"], power)]
                found += [(f"{prefix} {form}", raised) for form in (*spelt, *entry["symbols"])]
                found += [(f"{prefix}-{form}", raised) for form in spelt]
    shares = read_table("shares").items()
    found += [(form, Unit(name, "percent")) for name, entry in shares for form in entry["words"]]
    return Phrases(found)


@cache
def _symbols() -> Phrases[Unit]:
    """Unit symbols, in the case of the table; longer ones also in capitals where that is free."""
    found: dict[str, Unit] = {}
    capitals: dict[str, Unit] = {}
    for name, entry in _entries():
        for symbol in entry["symbols"]:
            found[symbol] = _unit(name, entry["name"])
            if len(symbol) > 1:
                capitals[symbol.upper()] = found[symbol]
            if name == "length":
                found[f"{symbol}²"], found[f"{symbol}³"] = (
                    _powers()[(entry["name"], "2")],
                    _powers()[(entry["name"], "3")],
                )
    return Phrases((capitals | found).items(), exact=True)


@cache
def _tight() -> dict[str, Unit]:
    return {symbol: _unit(name, entry["name"]) for name, entry in _entries() for symbol in entry.get("tight", ())}


@cache
def _currency_letters() -> dict[str, Unit]:
    entries = (entry for entry in read_table("currencies")["currency"] if "letter" in entry)
    return {entry["letter"]: Unit(entry["code"], "money") for entry in entries}


@cache
def _currency_symbols() -> Phrases[Unit]:
    """Signs and codes, which may stand before the number; 'MEUR' is a million euros."""
    found: dict[str, Unit] = {}
    for entry in read_table("currencies")["currency"]:
        for symbol in entry["symbols"]:
            found[symbol] = Unit(entry["code"], "money")
            if symbol == entry["code"]:
                found[f"M{symbol}"] = Unit(symbol, "money", Decimal(1_000_000))
            elif "$" in symbol and len(symbol) > 2:
                found[symbol.lower()] = found[symbol]
    return Phrases(found.items(), exact=True)


@cache
def _currency_words() -> Phrases[Unit]:
    """Currencies by name, alone or with the adjective of a country."""
    entries, kinds = read_table("currencies")["currency"], read_table("currencies")["kind"]
    cent = Unit("cent", "money")
    found = dict.fromkeys(("cent", "cents", "¢"), cent)
    shared: list[str] = []
    for kind in kinds:
        forms = [kind["name"], *kind.get("plurals", [kind["name"] + "s"])]
        shared += forms
        found |= dict.fromkeys(forms, Unit(kind.get("default", kind["name"]), "money"))
    for entry in entries:
        unit, part = Unit(entry["code"], "money"), Unit(entry["code"], "money", Decimal("0.01"))
        own = [form for word in entry["words"] for form in _plurals(word, entry)] + entry.get("plurals", [])
        found |= dict.fromkeys(own, unit)
        found |= {form: part for word in entry.get("hundredth", ()) for form in (word, f"{word}s")}
        found |= {f"{country} {form}": unit for country in entry["of"] for form in (*shared, *own)}
    return Phrases(found.items())
