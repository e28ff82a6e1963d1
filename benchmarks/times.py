"""Measure ``find_times`` on the English date specifications of Recognizers-Text.

    python benchmarks/times.py PATH/DateTimeModel.json [--show KIND]

Each expected result of the file counts once: 'span' if the same characters are found, 'value' if its
interval is also (one of) the expected. Two conventions of that file differ from ours and are mapped:

- The end of a range of named units ('from 2014 to 2018', 'June 20-30') is the start of its last unit there,
  and its end here.
- 'two months ago' is a single day there, and a month around that day here.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from dateutil.relativedelta import relativedelta

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from claims.times import find_times
from claims.types import TimeExpression

UNIT = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "part of day": timedelta(0),
    "day": timedelta(days=1),
    "week": timedelta(days=7),
    "month": relativedelta(months=1),
    "season": relativedelta(months=3),
    "quarter": relativedelta(months=3),
    "year": relativedelta(years=1),
    "decade": relativedelta(years=10),
    "century": relativedelta(years=100),
}


def parse(value: str) -> datetime:
    return datetime.fromisoformat(value)


def same_value(found: TimeExpression, expected: dict[str, str]) -> bool:
    """Whether an interval is the expected one, conventions mapped."""
    kind = expected["type"]
    if kind in ("time", "timerange"):
        return same_clock(found, expected)
    if expected.get("value") == "not resolved":
        return not found.resolved
    if kind in ("date", "datetime"):
        return same_point(found, parse(expected["value"]))
    start = parse(expected["start"]) if "start" in expected else None
    end = parse(expected["end"]) if "end" in expected else None
    if start is None or end is None:
        same_start = start is None or start == found.earliest or bound_shifted(start, found.earliest)
        same_end = end is None or end == found.latest or bound_shifted(end, found.latest)
        return same_start and same_end and (found.earliest is None) == (start is None)
    if found.earliest is None or found.latest is None:
        return False
    if kind == "datetimerange" and found.granularity == "part of day":
        return found.earliest <= start and end <= found.latest + timedelta(minutes=1)
    last_unit = found.latest - UNIT[found.granularity]
    return start == found.earliest and end in (found.latest, last_unit)


def bound_shifted(expected: datetime, found: datetime | None) -> bool:
    """After and until a day: their bound is that day's start, ours its end."""
    return found is not None and found - expected == timedelta(days=1)


def same_point(found: TimeExpression, expected: datetime) -> bool:
    if found.earliest is None or found.latest is None:
        return False
    if found.granularity in ("minute", "hour", "day"):
        return found.earliest == expected
    middle = found.earliest + (found.latest - found.earliest) // 2
    return abs(middle - expected) <= timedelta(days=2)


def same_clock(found: TimeExpression, expected: dict[str, str]) -> bool:
    clocks = [fact.split(":", 1)[1] for fact in found.anchor.split() if fact.startswith(("clock:", "utc:"))]
    wanted = [expected[key] for key in ("value", "start", "end") if key in expected]
    return [c + ":00" * (2 - c.count(":")) for c in clocks] == wanted


def load(path: Path) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8-sig"))
    return cases


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("path", type=Path)
    options.add_argument("--show", default="", help="print the misses of a kind, e.g. date, or 'spurious'")
    arguments = options.parse_args()
    total: Counter[str] = Counter()
    spans: Counter[str] = Counter()
    values: Counter[str] = Counter()
    spurious = 0
    for case in load(arguments.path):
        moment = case.get("Context", {}).get("ReferenceDateTime")
        reference = parse(moment).date() if moment else None
        found = {(e.start, e.end): e for e in find_times(case["Input"], reference)}
        expected = [r for r in case["Results"] if "Start" in r]
        for result in expected:
            kind = (result.get("TypeName") or result["Typename"]).split(".")[-1]
            total[kind] += 1
            hit = found.get((result["Start"], result["End"] + 1))
            right = hit is not None and any(
                same_value(hit, v) for v in (result.get("Resolution") or {"values": []})["values"]
            )
            spans[kind] += hit is not None
            values[kind] += right
            if not right and kind == arguments.show:
                show(case["Input"], reference, result, list(found.values()))
        taken = [(r["Start"], r["End"] + 1) for r in expected]
        extra = [e for (s, t), e in found.items() if not any(s < end and start < t for start, end in taken)]
        spurious += len(extra)
        if extra and arguments.show == "spurious":
            sys.stdout.write(f"{case['Input']!r}: {[e.text for e in extra]}\n")
    sys.stdout.write(f"{'kind':<15}{'cases':>7}{'span':>9}{'value':>9}\n")
    for kind, count in total.most_common():
        sys.stdout.write(f"{kind:<15}{count:>7}{100 * spans[kind] // count:>8}%{100 * values[kind] // count:>8}%\n")
    sys.stdout.write(f"found where nothing is expected: {spurious}\n")
    return 0


def show(text: str, reference: date | None, result: dict[str, Any], found: list[TimeExpression]) -> None:
    wanted = [
        v.get("value") or (v.get("start"), v.get("end"), v.get("Mod"))
        for v in (result.get("Resolution") or {"values": []})["values"]
    ]
    ours = [(e.text, str(e.earliest), str(e.latest), e.granularity, e.bound) for e in found]
    sys.stdout.write(f"{reference} {text!r}\n    wanted {result['Text']!r} {wanted}\n    found  {ours}\n")


if __name__ == "__main__":
    sys.exit(main())
