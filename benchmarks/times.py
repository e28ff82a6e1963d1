"""Measure ``find_times`` on the English date specifications of Recognizers-Text.

    python benchmarks/times.py PATH/DateTimeModel.json [--show KIND]

Each expected result of the file counts once. 'span': the same characters are found; 'near': the same but
for a leading article, preposition or adverb; 'value': near, and the interval is (one of) the expected.
Where the file's conventions differ from ours, they are mapped:

- The end of a range of named units ('from 2014 to 2018', 'June 20-30', 'the past two weeks') is the start of
  its last unit or day there, and its end here. So is the day named by 'after' and 'until'.
- 'two months ago' is a single day there, and a month around that day here.
- 'the next day', 'a week later' are counted from the day of reference there; here they stay open, with the
  distance in the anchor, which is compared.
- Seasons have no dates there; name and year are compared.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from dateutil.relativedelta import relativedelta

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from claims.times import find_times
from claims.types import TimeExpression

UNITS: dict[str, timedelta | relativedelta] = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "part of day": timedelta(0),
    "day": timedelta(days=1),
    "week": timedelta(days=7),
    "fortnight": timedelta(days=14),
    "month": relativedelta(months=1),
    "season": relativedelta(months=3),
    "quarter": relativedelta(months=3),
    "year": relativedelta(years=1),
    "decade": relativedelta(years=10),
    "century": relativedelta(years=100),
}
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "winter": "WI"}
LEADING = re.compile(r"(?:(?:the|on|in|at|of|about|around|from|just|more than|less than|within|this|that)\s+)+", re.I)


def same_value(found: TimeExpression, expected: dict[str, str], reference: datetime | None) -> bool:
    """Whether an interval is the expected one, conventions mapped."""
    kind = expected["type"]
    if kind in ("time", "timerange"):
        return same_clock(found, expected)
    if found.anchor.startswith("event:") and reference:
        return same_distance(found, expected, reference)
    if expected.get("value") == "not resolved":
        return not found.resolved or same_season(found, expected["timex"])
    if kind in ("date", "datetime"):
        return same_point(found, datetime.fromisoformat(expected["value"]))
    start, end = (datetime.fromisoformat(expected[key]) if key in expected else None for key in ("start", "end"))
    if start is None or end is None:
        return same_bound(start, found.earliest) and same_bound(end, found.latest)
    if found.earliest is None or found.latest is None:
        return False
    if kind == "datetimerange" and found.granularity == "part of day":
        return found.earliest <= start and end <= found.latest + timedelta(minutes=1)
    ends = (found.latest, found.latest - UNITS[found.granularity], found.latest - timedelta(days=1))
    return start == found.earliest and end in ends


def same_bound(expected: datetime | None, found: datetime | None) -> bool:
    """One end of an open range: absent on both sides, equal, or a day apart ('after', 'until')."""
    if expected is None or found is None:
        return expected is found
    return found - expected in (timedelta(0), timedelta(days=1))


def same_distance(found: TimeExpression, expected: dict[str, str], reference: datetime) -> bool:
    """The anchor's distance from an event, counted from the reference instead."""
    m = re.match(r"event:([+-]\d+)(\w+)", found.anchor)
    if m is None or m[2] not in UNITS:
        return False
    value = datetime.fromisoformat(expected.get("value") or expected["start"])
    moment = reference + int(m[1]) * UNITS[m[2]]
    if m[2] == "day" or "value" in expected:
        return value.date() == moment.date()
    return value <= moment < value + UNITS[m[2]]


def same_season(found: TimeExpression, timex: str) -> bool:
    """'2016-SU' and a summer that begins in 2016."""
    season = next((SEASONS[f[7:]] for f in found.anchor.split() if f.startswith("season:")), "")
    year = f"{found.earliest.year}-" if found.earliest else ""
    return timex in (season, year + season) and bool(season)


def same_point(found: TimeExpression, expected: datetime) -> bool:
    """A day or a moment; the middle of an interval that is longer than a day."""
    if found.earliest is None or found.latest is None:
        return False
    if found.granularity in ("minute", "hour", "day"):
        return found.earliest == expected
    middle = found.earliest + (found.latest - found.earliest) // 2
    return abs(middle - expected) <= timedelta(days=2)


def same_clock(found: TimeExpression, expected: dict[str, str]) -> bool:
    """The clock times of the anchor."""
    clocks = [fact.split(":", 1)[1] for fact in found.anchor.split() if fact.startswith(("clock:", "utc:"))]
    wanted = [expected[key] for key in ("value", "start", "end") if key in expected]
    return [c + ":00" * (2 - c.count(":")) for c in clocks] == wanted


def stripped(start: int, text: str) -> tuple[int, int]:
    """A span without its leading function words."""
    lead = LEADING.match(text)
    return start + (lead.end() if lead else 0), start + len(text)


@dataclass
class Tally:
    """Counts per kind of expected result."""

    total: Counter[str] = field(default_factory=Counter)
    spans: Counter[str] = field(default_factory=Counter)
    near: Counter[str] = field(default_factory=Counter)
    values: Counter[str] = field(default_factory=Counter)
    spurious: int = 0


def measure(case: dict[str, Any], tally: Tally, show: str) -> None:
    """Count one case; print it if its misses are asked for."""
    text, moment = case["Input"], case.get("Context", {}).get("ReferenceDateTime")
    reference = datetime.fromisoformat(moment) if moment else None
    day = reference.date() if reference else None
    found = find_times(text, day)
    expected = [r for r in case["Results"] if "Start" in r]
    for result in expected:
        kind = (result.get("TypeName") or result["Typename"]).split(".")[-1]
        start, end = result["Start"], result["End"] + 1
        values = (result.get("Resolution") or {}).get("values") or []
        near = [e for e in found if stripped(e.start, e.text) == stripped(start, text[start:end])]
        right = any(same_value(e, value, reference) for e in near for value in values)
        tally.total[kind] += 1
        tally.spans[kind] += any((e.start, e.end) == (start, end) for e in found)
        tally.near[kind] += bool(near)
        tally.values[kind] += right
        if not right and kind == show:
            print_miss(text, day, result["Text"], values, found)
    extra = [e for e in found if not any(e.start <= r["End"] and r["Start"] < e.end for r in expected)]
    tally.spurious += len(extra)
    if extra and show == "spurious":
        sys.stdout.write(f"{text!r}: {[e.text for e in extra]}\n")


def print_miss(
    text: str, day: date | None, wanted: str, values: list[dict[str, str]], found: list[TimeExpression]
) -> None:
    """One miss, what is wanted and what is found."""
    resolutions = [v.get("value") or (v.get("start"), v.get("end"), v.get("Mod")) for v in values]
    ours = [(e.text, str(e.earliest), str(e.latest), e.granularity, e.bound) for e in found]
    sys.stdout.write(f"{day} {text!r}\n    wanted {wanted!r} {resolutions}\n    found  {ours}\n")


def main() -> int:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("path", type=Path)
    options.add_argument("--show", default="", help="print the misses of a kind, e.g. date, or 'spurious'")
    arguments = options.parse_args()
    tally = Tally()
    for case in json.loads(arguments.path.read_text(encoding="utf-8-sig")):
        measure(case, tally, arguments.show)
    sys.stdout.write(f"{'kind':<15}{'cases':>7}{'span':>9}{'near':>9}{'value':>9}\n")
    for kind, count in tally.total.most_common():
        shares = (100 * counter[kind] // count for counter in (tally.spans, tally.near, tally.values))
        sys.stdout.write(f"{kind:<15}{count:>7}" + "".join(f"{share:>8}%" for share in shares) + "\n")
    sys.stdout.write(f"found where nothing is expected: {tally.spurious}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
