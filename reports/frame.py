"""Data frames for exploration: findings, claims and facts.

Text columns have pandas' 'string' type, so that a missing value is <NA> with pandas 2 and 3 alike; an
empty result gives the same columns and types as any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, get_args

import pandas as pd

from checker.rules import rules
from checker.types import CheckResult, Relation, Slot
from claims.types import Claim, Modality, Modifier, Polarity
from reports.rows import COLUMNS, Kind, number, rows

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


def facts_frame(result: CheckResult) -> pd.DataFrame:
    """Return one row per fact, indexed by (id, slot, label), and one column per source: its value, or <NA>
    where it is silent. A source that gives several values has them separated by '; '."""
    sources = sorted(reading.article.id for reading in result.readings)
    lines = []
    for fact in result.facts:
        said: dict[str, list[str]] = {}
        for value in fact.values:
            said.setdefault(value.place.source, []).append(value.place.value)
        lines.append([("; ".join(said[source]) if source in said else None) for source in sources])
    index = pd.MultiIndex.from_arrays(
        [[getattr(fact, name) for fact in result.facts] for name in ("id", "slot", "label")],
        names=["id", "slot", "label"],
    )
    columns = pd.Index(sources, name="source", dtype="object")
    return pd.DataFrame(lines, index=index, columns=columns, dtype=_TYPES["text"])


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
        "modifier": quantity.modifier if quantity else None,
        "unit": quantity.unit if quantity else None,
        "measurand": quantity.measurand if quantity else None,
        "from": time.earliest if time else None,
        "to": time.latest if time else None,
        "names": "; ".join(entity.name for entity in claim.entities),
    }
