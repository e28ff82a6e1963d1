"""What was read: every claim with its numbers, dates and names, before anything is compared.

Not a report on a check but the answer to 'why did it not see that?'. The JSON is 'crosscheck-claims/1';
docs/json.md and claims_schema.json describe it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from datetime import time as clock
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from claims.types import Claim, Entity, Quantity, Reading, Skipped, TimeExpression
from reports.csv_report import to_csv
from reports.json_report import dump, not_understood, read_schema, skipped, sources
from reports.summary import count
from reports.text import heading, indented, plain, skipped_lines, to_text

if TYPE_CHECKING:
    from rich.console import RenderableType

SCHEMA = "crosscheck-claims/1"

_COLUMNS = [
    "id",
    "source",
    "start",
    "end",
    "text",
    "predicate",
    "subject",
    "object",
    "polarity",
    "modality",
    "speaker",
    "quantities",
    "times",
    "entities",
]


class Understood(NamedTuple):
    """What was understood of a number, a date or a name in a claim, in words."""

    kind: str
    start: int
    end: int
    text: str
    meaning: str


def render_claims(readings: Iterable[Reading], format: str, skipped: Sequence[Skipped] = ()) -> str:  # noqa: A002
    """Return what was read as 'json', 'csv', 'text' or 'html'. Raises ValueError for any other format."""
    if format not in CLAIMS_FORMATS:
        raise ValueError(f"unknown format {format!r} of claims (known: {', '.join(CLAIMS_FORMATS)})")
    ordered = sorted(readings, key=lambda reading: reading.article.id)
    return CLAIMS_FORMATS[format](ordered, skipped)


def claims_report(readings: Sequence[Reading], inputs: Sequence[Skipped] = ()) -> dict[str, Any]:
    """Return 'crosscheck-claims/1' as plain dicts and lists."""
    return {
        "schema": SCHEMA,
        "sources": sources(readings),
        "claims": [_claim(claim) for reading in readings for claim in reading.claims],
        "coverage": claims_coverage(readings) | {"not_understood": not_understood(readings)},
        "skipped": skipped(inputs),
    }


def claims_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of 'crosscheck-claims/1'."""
    return read_schema("claims_schema.json")


def claims_coverage(readings: Sequence[Reading]) -> dict[str, int]:
    """Counts of what was read."""
    claims = [claim for reading in readings for claim in reading.claims]
    return {
        "sentences": sum(len(reading.sentences) for reading in readings),
        "claims": len(claims),
        "quantities": sum(len(claim.quantities) for claim in claims),
        "times": sum(len(claim.times) for claim in claims),
        "unread": sum(len(reading.unread) for reading in readings),
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.id,
        "source": claim.article,
        "start": claim.start,
        "end": claim.end,
        "text": claim.text,
        "predicate": claim.predicate,
        "subject": claim.subject or None,
        "object": claim.object or None,
        "polarity": claim.polarity,
        "modality": claim.modality,
        "speaker": claim.speaker or None,
        "quantities": [_quantity(quantity) for quantity in claim.quantities],
        "times": [_time(time) for time in claim.times],
        "entities": [_entity(entity) for entity in claim.entities],
    }


def _quantity(quantity: Quantity) -> dict[str, Any]:
    return {
        "low": decimal(quantity.low),
        "high": decimal(quantity.high),
        "unit": quantity.unit,
        "counted": quantity.counted,
        "modifier": quantity.modifier,
        "measurand": quantity.measurand,
        "kind": quantity.kind,
        "start": quantity.start,
        "end": quantity.end,
        "text": quantity.text,
    }


def _time(time: TimeExpression) -> dict[str, Any]:
    earliest, latest = interval(time)
    return {
        "from": earliest,
        "to": latest,
        "granularity": time.granularity,
        "bound": time.bound,
        "resolved": time.resolved,
        "start": time.start,
        "end": time.end,
        "text": time.text,
    }


def _entity(entity: Entity) -> dict[str, Any]:
    return {
        "name": entity.name,
        "type": entity.type,
        "start": entity.start,
        "end": entity.end,
        "text": entity.text,
    }


def decimal(number: Decimal | None) -> str | None:
    """A number in plain digits, without the zeros at its end: '1200', '6.1'."""
    if number is None:
        return None
    digits = f"{number:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def interval(time: TimeExpression) -> tuple[str | None, str | None]:
    """The ends in ISO 8601: days where both are midnights, else days and hours."""
    days = all(end is None or end.time() == clock.min for end in (time.earliest, time.latest))
    return _iso(time.earliest, days), _iso(time.latest, days)


def _iso(moment: datetime | None, day: bool) -> str | None:
    if moment is None:
        return None
    return (moment.date() if day else moment).isoformat()


def understood(claim: Claim) -> Iterator[Understood]:
    """Yield everything that was understood in a claim: numbers, then times, then names."""
    for quantity in claim.quantities:
        yield Understood("number", quantity.start, quantity.end, quantity.text, _amount(quantity))
    for time in claim.times:
        yield Understood("time", time.start, time.end, time.text, _span(time))
    for entity in claim.entities:
        yield Understood(entity.type, entity.start, entity.end, entity.text, entity.name)


def _amount(quantity: Quantity) -> str:
    low, high = decimal(quantity.low), decimal(quantity.high)
    ends = low if low == high and low is not None else f"{low or ''}..{high or ''}"
    return " ".join(part for part in (ends, quantity.unit, quantity.measurand or quantity.counted) if part)


def _span(time: TimeExpression) -> str:
    earliest, latest = interval(time)
    if earliest is None and latest is None:
        return f"{time.granularity}, not resolved"
    return f"{'' if time.bound == 'in' else time.bound + ' '}{earliest or ''}..{latest or ''}"


def _json(readings: Sequence[Reading], inputs: Sequence[Skipped]) -> str:
    return dump(claims_report(readings, inputs))


def _csv(readings: Sequence[Reading], inputs: Sequence[Skipped]) -> str:
    return to_csv(_COLUMNS, (_row(claim) for reading in readings for claim in reading.claims))


def _row(claim: Claim) -> Iterator[str | int]:
    yield from (claim.id, claim.article, claim.start, claim.end, claim.text, claim.predicate)
    yield from (claim.subject, claim.object, claim.polarity, claim.modality, claim.speaker)
    yield "; ".join(f"{quantity.text} = {_amount(quantity)}" for quantity in claim.quantities)
    yield "; ".join(f"{time.text} = {_span(time)}" for time in claim.times)
    yield "; ".join(f"{entity.text} = {entity.name} ({entity.type})" for entity in claim.entities)


def _text(readings: Sequence[Reading], inputs: Sequence[Skipped]) -> str:
    return to_text(_parts(readings, inputs))


def _parts(readings: Sequence[Reading], inputs: Sequence[Skipped]) -> Iterator[RenderableType]:
    seen = claims_coverage(readings)
    yield plain(
        f"{count(len(readings), 'article')}: {count(seen['sentences'], 'sentence')}, "
        f"{count(seen['claims'], 'claim')}, {count(seen['quantities'], 'number')} and {count(seen['times'], 'date')} "
        f"understood, {count(seen['unread'], 'number or date', 'numbers and dates')} not understood."
    )
    yield from skipped_lines(inputs)
    for reading in readings:
        yield heading(reading.article.title or reading.article.id)
        for number, claim in enumerate(reading.claims, 1):
            yield plain(f"{number}. “{claim.text}”")
            yield indented(
                plain(_statement(claim)),
                *(plain(f"{one.kind}: {one.text} = {one.meaning}") for one in understood(claim)),
            )
        if reading.unread:
            yield plain(f"Not understood: {'; '.join(unread.text for unread in reading.unread)}")


def _statement(claim: Claim) -> str:
    said = " | ".join(part or "-" for part in (claim.subject, claim.predicate, claim.object))
    marked = [mark for mark in (claim.polarity, claim.modality) if mark not in ("affirmed", "asserted")]
    return ", ".join([said, *marked, *([f"says {claim.speaker}"] if claim.speaker else [])])


def _html(readings: Sequence[Reading], inputs: Sequence[Skipped]) -> str:
    from reports.claims_html import claims_page

    return claims_page(readings, inputs)


CLAIMS_FORMATS: dict[str, Callable[[Sequence[Reading], Sequence[Skipped]], str]] = {
    "text": _text,
    "html": _html,
    "json": _json,
    "csv": _csv,
}
