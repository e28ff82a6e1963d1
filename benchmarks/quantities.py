"""Measure the reading of quantities against the Recognizers-Text specifications.

    python benchmarks/quantities.py FOLDER [--show]

Each case is a text and the spans and values expected in it. An expected result is *right* where a quantity
with that value and unit covers its number (in the file of ranges both ends must agree, elsewhere one), *wrong*
where another value or unit was read there, *missed* where nothing was. *Spurious* are quantities where the
specification has none. What is read otherwise on purpose is counted apart, by reason.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from claims.quantities.quantities import convert, find_quantities, unread_numbers
from claims.types import Quantity

MODELS = ("Number", "NumberRange", "Ordinal", "Percent", "Currency", "Dimension", "Age")

# How the specifications name what has another canonical name here.
UNITS: dict[str, str | tuple[str, ...]] = {
    "Dollar": "USD", "United States dollar": "USD", "Canadian dollar": "CAD", "Hong Kong dollar": "HKD",
    "Australian dollar": "AUD", "New Zealand dollar": "NZD", "Singapore dollar": "SGD",
    "New Taiwan dollar": "TWD", "Pound": ("GBP", "pound"), "British pound": "GBP", "Euro": "EUR",
    "Japanese yen": "JPY", "Chinese yuan": "CNY", "Franc": "franc", "French franc": "FRF", "Swiss franc": "CHF",
    "Belgian franc": "BEF", "German mark": "DEM", "Finnish markka": "FIM", "Peseta": "ESP",
    "Netherlands guilder": "NLG", "Dutch guilder": "NLG", "Russian ruble": "RUB", "Indian rupee": "INR",
    "Rupee": "INR", "Mexican peso": "MXN", "Peso": "peso", "Swedish krona": "SEK", "Norwegian krone": "NOK",
    "Danish krone": "DKK", "Brazilian real": "BRL", "South Korean won": "KRW", "Thai baht": "THB",
    "Turkish lira": "TRY", "Israeli new shekel": "ILS", "Pakistani rupee": "PKR", "Sri Lankan rupee": "LKR",
    "Dinar": "dinar", "Bangladeshi taka": "BDT", "Saudi riyal": "SAR", "Iranian rial": "IRR",
    "Irish pound": "IEP", "Bitcoin": "BTC", "Cent": "cent", "Costa Rican colón": "CRC", "Georgian lari": "GEL",
    "Lao kip": "LAK", "Metric ton": "tonne", "Meter": "metre", "Kilometer": "kilometre",
    "Centimeter": "centimetre", "Millimeter": "millimetre", "Decimeter": "decimetre", "Picometer": "picometre",
    "Liter": "litre", "Milliliter": "millilitre", "Mile per hour": "mile/hour",
    "Kilometer per hour": "kilometre/hour", "Square kilometer": "square_kilometre",
    "Square meter": "square_metre", "Cubic foot": "cubic_foot", "Meter per millisecond": "metre/millisecond",
    "Centimeter per millisecond": "centimetre/millisecond",
    "Kilometer per millisecond": "kilometre/millisecond", "Age": "year", "Ton": ("ton", "tonne"),
}  # fmt: skip


@dataclass(frozen=True)
class Expected:
    """One result of a specification, with its value as a closed interval (None = open)."""

    start: int
    end: int
    text: str
    low: Decimal | None
    high: Decimal | None
    unit: tuple[str, ...]


def cases(folder: Path, model: str) -> Iterator[tuple[str, list[Expected], int]]:
    """Text, expected results, and how many more have no number as their value ('next', 'last'), case by case."""
    for case in json.loads((folder / f"{model}Model.json").read_text(encoding="utf-8-sig")):
        results = [_expected(case["Input"], result, model) for result in case["Results"]]
        yield case["Input"], [result for result in results if result], results.count(None)


def _expected(text: str, result: dict[str, Any], model: str) -> Expected | None:
    resolution = result.get("Resolution") or {}
    start = result["Start"] if "Start" in result else text.lower().find(result["Text"].lower())
    end = result["End"] + 1 if "End" in result else start + len(result["Text"])
    interval = _interval(str(resolution.get("value", "")))
    if interval is None:
        return None
    unit = str(resolution.get("unit", "percent" if model == "Percent" else ""))
    names = UNITS.get(unit, unit.lower().replace(" ", "_"))
    return Expected(start, end, result["Text"], *interval, (names,) if isinstance(names, str) else names)


def _interval(value: str) -> tuple[Decimal | None, Decimal | None] | None:
    bounds = re.fullmatch(r"[\[(](.*),(.*)[\])]", value)
    try:
        if bounds:
            low, high = (Decimal(bound) if bound else None for bound in bounds.groups())
            return low, high
        number = Decimal(value.removesuffix("%"))
    except InvalidOperation:
        return None
    return number, number


def agrees(quantity: Quantity, expected: Expected, model: str) -> bool:
    """Whether value and unit are the expected ones; a bound counts as its number where no range is asked for."""
    if model in {"Currency", "Dimension", "Age"} and quantity.unit not in expected.unit:
        converted = _converted(quantity, expected)
        if converted is None:
            return False
        quantity = converted
    elif model == "Percent" and quantity.unit != "percent":
        return False
    if model == "NumberRange":
        return quantity.low == expected.low and quantity.high == expected.high
    return any(_close(bound, expected.low) for bound in (quantity.low, quantity.high))


def _converted(quantity: Quantity, expected: Expected) -> Quantity | None:
    unit = (quantity.unit or "").split("/")[0]
    if unit in expected.unit:  # '$5 a barrel' is asked for as $5
        return quantity
    if expected.unit[0] in {"pence", "penny"}:
        low, high = (None if bound is None else bound * 100 for bound in (quantity.low, quantity.high))
        return replace(quantity, low=low, high=high) if unit == "GBP" else None
    return convert(quantity, expected.unit[0])


def _close(value: Decimal | None, expected: Decimal | None) -> bool:
    if value is None or expected is None:
        return value is expected
    return abs(value - expected) <= abs(expected) * Decimal("1e-12")


# Expected results that are read otherwise on purpose, by the reason, as a pattern of their text.
DELIBERATE = {
    "formula": r".*\^.*",
    "decimal comma": r"[\d.]*\d,\d{1,2}",
    "lone letter for a scale": r".*\d\s+[kmg]|\d+g",
    "'percent of ten' is not ten percent": r"per ?cents? of .*",
    "digits with leading zeros": r"0+",
}


def deliberate(text: str, result: Expected) -> str | None:
    """Why this project reads an expected result otherwise, if it does so on purpose."""
    for reason, pattern in DELIBERATE.items():
        if re.fullmatch(pattern, result.text, re.IGNORECASE):
            return reason
    seen = unread_numbers(text, [])
    if any(start < result.end and result.start < end for start, end in seen):
        return None
    return "part of a name, date or code" if re.search(r"\d|two|first", result.text) else None


@dataclass
class Score:
    """What one file of specifications gives."""

    counts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        total = self.counts["right"] + self.counts["wrong"] + self.counts["missed"]
        share = f"{self.counts['right']:4} of {total:4} right ({self.counts['right'] / total:.1%})"
        rest = ", ".join(f"{self.counts[name]} {name}" for name in ("wrong", "missed", "spurious"))
        otherwise = "".join(
            f"\n{'':14}{count:3} otherwise on purpose: {reason}" for reason, count in self.reasons.items()
        )
        return f"{share}, {rest}{otherwise}"


def score(folder: Path, model: str) -> Score:
    """Compare every case of one file."""
    found = Score()
    for text, expected, without_number in cases(folder, model):
        if without_number:
            found.reasons["words without a number ('next', 'percentage')"] += without_number
        quantities = [quantity for quantity in find_quantities(text) if _belongs(quantity, model)]
        used: set[int] = set()
        for result in expected:
            over = [quantity for quantity in quantities if quantity.start < result.end and result.start < quantity.end]
            used.update(quantity.start for quantity in over)
            if any(agrees(quantity, result, model) for quantity in over):
                found.counts["right"] += 1
                continue
            read = "; ".join(f"{quantity.text!r} {quantity.low}..{quantity.high} {quantity.unit}" for quantity in over)
            reason = deliberate(text, result)
            verdict = "wrong" if over else "missed"
            if reason:
                found.reasons[reason] += 1
            else:
                found.counts[verdict] += 1
            wanted = f"{result.text!r} {result.low}..{result.high} {'/'.join(result.unit)}"
            found.lines.append(f"{reason or verdict}: {wanted} <- {read} | {text[:150]}")
        for quantity in quantities:
            if quantity.start not in used and _spurious(quantity, model):
                found.counts["spurious"] += 1
                found.lines.append(f"spurious: {quantity.text!r} {quantity.low}..{quantity.high} | {text[:150]}")
    return found


def _spurious(quantity: Quantity, model: str) -> bool:
    """The file of numbers leaves out numbers with a unit; here they are measures."""
    if model == "NumberRange":
        return quantity.modifier not in {"exact", "about", "vague"}
    return model != "Number" or quantity.unit is None


def _belongs(quantity: Quantity, model: str) -> bool:
    """Whether a file of specifications is about this kind of quantity at all."""
    kinds = {
        "Ordinal": {"ordinal"},
        "Percent": {"percent"},
        "Currency": {"money"},
        "Age": {"age"},
        "Dimension": {"measure"},
    }
    if model in kinds:
        return quantity.kind in kinds[model]
    return quantity.kind != "ordinal"  # spans decide; in the file of ranges, 'equal to 20' is 20..20


def main() -> None:
    """Print the figures of every file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder with NumberModel.json and the others")
    parser.add_argument("--show", action="store_true", help="list what is not right")
    parser.add_argument("--only", choices=MODELS, help="one file alone")
    arguments = parser.parse_args()
    for model in [arguments.only] if arguments.only else MODELS:
        found = score(arguments.folder, model)
        sys.stdout.write(f"{model:12} {found}\n")
        if arguments.show:
            sys.stdout.writelines(f"    {line}\n" for line in found.lines)


if __name__ == "__main__":
    main()
