"""A finding as one flat row: what the CSV file and the data frame share."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from checker.types import CheckResult, Finding, Place
from claims.types import Article, Quantity

Kind = Literal["text", "category", "integer", "number", "date", "truth"]

_SIDE: dict[str, Kind] = {
    "source": "text",
    "path": "text",
    "publisher": "text",
    "published": "date",
    "speaker": "text",
    "start": "integer",
    "end": "integer",
    "text": "text",
    "value": "text",
    "value_start": "integer",
    "value_end": "integer",
    "number": "number",  # the low end of a quantity, or its high end where it has no low
    "unit": "text",
}
# Every column, in order, and what it holds.
COLUMNS: dict[str, Kind] = {
    "id": "text",
    "relation": "category",
    "severity": "category",
    "rule": "category",
    "slot": "category",
    "qualifiers": "text",  # separated by a space
    "confidence": "number",
    "explanation": "text",
    **{f"left_{name}": kind for name, kind in _SIDE.items()},
    **{f"right_{name}": kind for name, kind in _SIDE.items()},
    "also": "integer",  # how many other places state the same value
}


def rows(result: CheckResult) -> Iterator[dict[str, Any]]:
    """Yield one row per finding, with the keys of :data:`COLUMNS`; None where there is nothing to say."""
    articles = {reading.article.id: reading.article for reading in result.readings}
    quantities = {
        reading.article.id: _Quantities(q for claim in reading.claims for q in claim.quantities)
        for reading in result.readings
    }
    for finding in result.findings:
        row: dict[str, Any] = {
            "id": finding.id,
            "relation": finding.relation,
            "severity": finding.severity,
            "rule": finding.rule,
            "slot": finding.slot,
            "qualifiers": " ".join(finding.qualifiers),
            "confidence": round(finding.confidence, 4),
            "explanation": finding.explanation,
        }
        for name, place in (("left", finding.left), ("right", finding.right)):
            quantity = _quantity(finding, place, quantities)
            row |= {f"{name}_{key}": value for key, value in _side(place, articles.get(place.source), quantity)}
        yield row | {"also": len(finding.also)}


def number(quantity: Quantity | None) -> float | None:
    """The low end of a quantity, or its high end where it has no low."""
    if quantity is None:
        return None
    end = quantity.high if quantity.low is None else quantity.low
    return None if end is None else float(end)


def _side(place: Place, article: Article | None, quantity: Quantity | None) -> Iterator[tuple[str, Any]]:
    yield "source", place.source
    yield "path", article.path if article else ""
    yield "publisher", article.source if article else ""
    yield "published", article.published if article else None
    yield "speaker", place.speaker
    yield "start", place.start
    yield "end", place.end
    yield "text", place.text
    yield "value", place.value
    yield "value_start", place.value_start
    yield "value_end", place.value_end
    yield "number", number(quantity)
    yield "unit", quantity.unit if quantity else None


def _quantity(finding: Finding, place: Place, quantities: Mapping[str, _Quantities]) -> Quantity | None:
    if finding.slot != "quantity" or place.source not in quantities:
        return None
    return quantities[place.source].at(place)


class _Quantities:
    """The quantities of one article, to be found by a value's place."""

    def __init__(self, quantities: Iterable[Quantity]) -> None:
        self._sorted = sorted({(q.start, q.end): q for q in quantities}.values(), key=lambda q: (q.start, q.end))
        self._starts = [q.start for q in self._sorted]

    def at(self, place: Place) -> Quantity | None:
        """The first quantity that the value's words hold, or that holds them."""
        # Quantities hardly ever overlap: the one before the value and those inside it are all there is.
        first = max(bisect_left(self._starts, place.value_start) - 1, 0)
        for quantity in self._sorted[first:]:
            if quantity.start >= place.value_end:
                return None
            inside = place.value_start <= quantity.start and quantity.end <= place.value_end
            around = quantity.start <= place.value_start and place.value_end <= quantity.end
            if inside or around:
                return quantity
        return None
