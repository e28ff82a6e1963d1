"""Data frames for exploration: findings, claims and facts.

Text columns have pandas' 'string' type, so that a missing value is <NA> with pandas 2 and 3 alike; an
empty result gives the same columns and types as any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, get_args

import pandas as pd

from checker.rules import rules
from checker.types import CheckResult, Fact, Relation, Slot
from claims.types import Claim, Modality, Modifier, Polarity
from reports.plots import Numbers
from reports.rows import COLUMNS, Kind, number, rows
from reports.selection import facts_of

_TYPES: dict[Kind, str] = {
    "text": "string[python]",  # holds any text, also what pyarrow could not encode
    "integer": "int64",
    "number": "float64",
    "date": "datetime64[s]",
    "truth": "bool",
}

_CLAIMS: dict[str, Kind] = {
    "id": "text",
    "source": "text",
    "publisher": "text",
    "published": "date",
    "start": "integer",
    "end": "integer",
    "text": "text",
    "predicate": "text",
    "subject": "text",
    "object": "text",
    "polarity": "category",
    "modality": "category",
    "speaker": "text",
    "heading": "truth",
    "number": "number",  # of the first quantity: its low end, or its high end where it has no low
    "low": "number",  # both ends of its interval; an open one is missing
    "high": "number",
    "modifier": "category",
    "unit": "text",
    "measurand": "text",
    "from": "date",  # of the first time
    "to": "date",
    "names": "text",  # separated by '; '
    "only": "truth",  # no other source makes this claim
}


def to_frame(result: CheckResult) -> pd.DataFrame:
    """Return one row per finding, in the order of the result.

    ``relation``, ``severity`` (warning < error), ``rule`` and ``slot`` are categories; ``left_number`` and
    ``right_number`` are floats; ``left_published`` and ``right_published`` are datetimes.
    """
    found = list(rows(result))
    codes = [*rules(), *sorted({row["rule"] for row in found} - set(rules()))]
    categories = {
        "relation": _category(Relation),
        "severity": pd.CategoricalDtype(["warning", "error"], ordered=True),
        "rule": pd.CategoricalDtype(codes),
        "slot": _category(Slot),
    }
    return _frame(found, COLUMNS, categories)


def claims_frame(result: CheckResult) -> pd.DataFrame:
    """Return one row per claim, by article and place."""
    only = {claim.id for claim in result.only}
    lines = [
        {"publisher": reading.article.source, "published": reading.article.published, "only": claim.id in only}
        | _claim(claim)
        for reading in sorted(result.readings, key=lambda reading: reading.article.id)
        for claim in reading.claims
    ]
    categories = {
        "polarity": _category(Polarity),
        "modality": _category(Modality),
        "modifier": _category(Modifier),
    }
    return _frame(lines, _CLAIMS, categories)


def facts_frame(result: CheckResult, *, numbers: bool = False) -> pd.DataFrame:
    """Return one row per fact, indexed by (id, slot, label), and one column per source: its value, or <NA>
    where it is silent. A source that gives several values has them separated by '; '.

    With ``numbers``: only the facts of the slot quantity, and each source's first number as a float (the
    low end of an interval, or its high end where it has no low), or NaN.
    """
    sources = sorted(reading.article.id for reading in result.readings)
    facts = [fact for fact in facts_of(result) if fact.slot == "quantity" or not numbers]
    cells: Mapping[str, Any] = _numbers(result, facts) if numbers else _words(facts)
    index = pd.MultiIndex.from_arrays(
        [pd.Index([getattr(fact, n) for fact in facts], dtype=_TYPES["text"]) for n in ("id", "slot", "label")],
        names=["id", "slot", "label"],
    )
    lines = [[cells[fact.id].get(source) for source in sources] for fact in facts]
    columns = pd.Index(sources, name="source", dtype="object")
    return pd.DataFrame(lines, index=index, columns=columns, dtype=_TYPES["number" if numbers else "text"])


def _words(facts: Iterable[Fact]) -> dict[str, dict[str, str]]:
    """fact -> source -> its values."""
    return {
        fact.id: {
            source: "; ".join(value.place.value for value in fact.values if value.place.source == source)
            for source in {value.place.source for value in fact.values}
        }
        for fact in facts
    }


def _numbers(result: CheckResult, facts: Iterable[Fact]) -> dict[str, dict[str, float | None]]:
    """fact -> source -> its first number."""
    read = {reading.article.id: Numbers(reading) for reading in result.readings}
    return {
        fact.id: {
            value.place.source: number(read[value.place.source].at(value.place)) for value in reversed(fact.values)
        }
        for fact in facts
    }


def _frame(
    lines: Iterable[Mapping[str, Any]], columns: Mapping[str, Kind], categories: Mapping[str, pd.CategoricalDtype]
) -> pd.DataFrame:
    lines = list(lines)
    return pd.DataFrame(
        {
            name: pd.Series([line[name] for line in lines], dtype=categories.get(name, _TYPES.get(kind, "object")))
            for name, kind in columns.items()
        }
    )


def _category(literal: Any) -> pd.CategoricalDtype:
    """The values of a Literal type as categories."""
    return pd.CategoricalDtype(list(get_args(literal)))


def _float(end: Decimal | None) -> float | None:
    return None if end is None else float(end)


def _claim(claim: Claim) -> dict[str, Any]:
    quantity = claim.quantities[0] if claim.quantities else None
    time = claim.times[0] if claim.times else None
    return {
        "id": claim.id,
        "source": claim.article,
        "start": claim.start,
        "end": claim.end,
        "text": claim.text,
        "predicate": claim.predicate,
        "subject": claim.subject,
        "object": claim.object,
        "polarity": claim.polarity,
        "modality": claim.modality,
        "speaker": claim.speaker,
        "heading": claim.heading,
        "number": number(quantity),
        "low": _float(quantity.low) if quantity else None,
        "high": _float(quantity.high) if quantity else None,
        "modifier": quantity.modifier if quantity else None,
        "unit": quantity.unit if quantity else None,
        "measurand": quantity.measurand if quantity else None,
        "from": time.earliest if time else None,
        "to": time.latest if time else None,
        "names": "; ".join(entity.name for entity in claim.entities),
    }
