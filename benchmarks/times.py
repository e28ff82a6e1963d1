"""Measure ``find_times`` on the English date specifications of Recognizers-Text.

    python benchmarks/times.py PATH/DateTimeModel.json [--show KIND]

Each expected result of the file counts once. 'span': the same characters are found; 'near': the same but
for a leading article, preposition or adverb; 'value': near, and the interval is (one of) the expected. Durations
are quantities here, and looked for there. A recurring time ('every Tuesday') is no date: it counts as right where
no date is read in it. What is missed on purpose is counted by reason (``OTHERWISE``), and the last column gives
the share of right ones without it. Where the file's conventions differ from ours, they are mapped:

- The end of a range of named units ('from 2014 to 2018', 'June 20-30', 'the past two weeks') is the start of
  its last unit or day there, and its end here. So is the day named by 'after' and 'until'.
- 'two months ago' is a single day there, and a month around that day here.
- 'the next day', 'a week later' are counted from the day of reference there; here they stay open, with the
  distance in the anchor, which is compared.
- Seasons have no dates there; name and year are compared.
- The early and late part of a year or month are halves there, thirds or so here; unit and part are compared.
  Parts of the day have other limits too: the expected must lie within ours.
- Seconds are not kept here. 'Friday before 5 p.m.' has no beginning there, and that of Friday here.
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

from claims.quantities.quantities import convert, find_quantities
from claims.times.calendar import PARTS
from claims.times.times import find_times
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
LEADING = re.compile(
    r"(?:(?:the|on|in|at|of|for|about|around|from|just|more than|less than|within|this|that)\s+)+", re.I
)


def same_value(found: TimeExpression, expected: dict[str, str], reference: datetime | None) -> bool:
    """Whether an interval is the expected one, conventions mapped."""
    kind = expected["type"]
    if kind in ("time", "timerange"):
        return same_clock(found, expected)
    if found.anchor.startswith("event:") and reference:
        return same_distance(found, expected, reference)
    if expected.get("Mod") in PHASES and same_phase(found, expected):
        return True
    if expected.get("value") == "not resolved":
        return not found.resolved or same_season(found, expected["timex"])
    if "value" in expected:
        return same_point(found, datetime.fromisoformat(expected["value"]))
    start, end = (datetime.fromisoformat(expected[key]) if key in expected else None for key in ("start", "end"))
    if (start is None or end is None) and found.granularity in ("hour", "minute") and found.bound == "in":
        return end == found.latest or start in (found.earliest, found.earliest and found.earliest - timedelta(hours=1))
    if start is None or end is None:
        return same_bound(start, found.earliest) and same_bound(end, found.latest)
    if found.earliest is None or found.latest is None:
        return False
    if kind == "datetimerange" and found.granularity == "part of day":
        return found.earliest <= start and end <= found.latest + timedelta(minutes=1)
    ends = (found.latest, found.latest - UNITS[found.granularity], found.latest - timedelta(days=1))
    return start == found.earliest and end in ends


PHASES = {"start": ("early",), "mid": ("mid",), "end": ("late",)}


def same_phase(found: TimeExpression, expected: dict[str, str]) -> bool:
    """'late 2015', 'early in the morning': the same part of the same unit, whatever its limits."""
    phase = next((fact[6:] for fact in found.anchor.split() if fact.startswith("phase:")), "")
    if phase not in PHASES[expected["Mod"]] or found.earliest is None or found.latest is None:
        return False
    start, end = datetime.fromisoformat(expected["start"]), datetime.fromisoformat(expected["end"])
    return start <= found.earliest and found.latest <= end


def same_bound(expected: datetime | None, found: datetime | None) -> bool:
    """One end of an open range: absent on both sides, equal, or a day apart ('after', 'until')."""
    if expected is None or found is None:
        return expected is found
    return found - expected in (timedelta(0), timedelta(days=1))


def same_distance(found: TimeExpression, expected: dict[str, str], reference: datetime) -> bool:
    """The anchor's distance from an event, counted from the reference instead."""
    pairs = re.findall(r"([+-]\d+)([a-z]+)", found.anchor.split()[0])
    if not pairs or any(unit not in UNITS for _, unit in pairs):
        return False
    value = datetime.fromisoformat(expected.get("value") or expected["start"])
    moment, unit = reference, pairs[-1][1]
    for count, step in pairs:
        moment += int(count) * UNITS[step]
    if unit == "day" or "value" in expected:
        return value.date() == moment.date()
    return value <= moment < value + UNITS[unit]


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
    """The clock times of the anchor, or a part of the day within which the expected lies."""
    facts = [fact.split(":", 1) for fact in found.anchor.split() if ":" in fact]
    clocks = [clock for key, clock in facts if key in ("clock", "utc")]
    wanted = [expected[key] for key in ("value", "start", "end") if key in expected]
    part = next((value.replace("-", " ") for key, value in facts if key == "part"), "")
    if part and not clocks and len(wanted) == 2:
        first, last = PARTS[part]
        return first <= int(wanted[0][:2]) and int(wanted[1][:2]) <= last
    return [c + ":00" * (1 - c.count(":")) for c in clocks] == [w[:5] for w in wanted]


# --- what is read otherwise on purpose ---

OTHERWISE = {
    "'the month', 'the year' alone: that of a report may be the one before": (
        r"(?:the )?(?:day|week|fortnight|month|year)"
    ),
    "'earlier this month' ends and 'later this month' begins on the day of reference, not in the middle": (
        r"(?:earlier|later) (?:in )?(?:this|the) \w+"
    ),
    "'for two weeks from May 5' is a duration and a date, compared one by one": (
        r".*\bfor [\w.]+ (?:days?|weeks?|h(?:ou)?rs?)\b.*|\w+ (?:days?|weeks?) starting\b.*"
    ),
    "in minutes and hours: the hour of writing is not known, only the day": (
        r"(?:(?:in|within|last|next|until|from now|half|\d+) )+.*\b(?:minutes?|mins?|hour)\b.*|within \d+h"
    ),
    "'now' is the day of writing of any sentence": r"(?:right )?now|at (?:the |this )?(?:moment|minute|present|time).*",
    "the middle and the end of a unit have other limits as ends of a range": (
        r"(?:from|between) the (?:beginning|middle|end) of .*"
    ),
    "'Saturday 3-1' may be a score, 'Saturday 6.1' a magnitude": r"(?:.*day )?\d{1,2}[-.]\d{1,2}",
    "a week by its number, of what is not said": r"(?:the )?week \d+",
    "formulas": r"[<>=].*|.*\bgreater\b.*",
}


def otherwise(
    text: str,
    day: date | None,
    result: dict[str, Any],
    found: list[TimeExpression],
    expected: list[dict[str, Any]],
) -> str:
    """Why an expected result is missed on purpose; '' if it is not."""
    kind, (start, end) = kind_of(result), span_of(result)
    for reason, pattern in OTHERWISE.items():
        if kind != "duration" and re.fullmatch(pattern, result["Text"], re.IGNORECASE):
            return reason
    values = [v.get("value", "") for v in (result.get("Resolution") or {}).get("values") or []]
    if re.search(r"\bhappened\b", text) and kind == "date" and day and min(values) > day.isoformat():
        return "what 'happened' is not dated from a holiday to come"
    if re.search(r"[\w/][-_/]$", text[:start]):
        return "dates within file names and addresses"
    over = next((e for e in found if e.start <= start and end <= e.end), None)
    inside = {kind_of(r) for r in expected if over and over.start <= span_of(r)[0] and span_of(r)[1] <= over.end}
    if over and inside == {"date", "time"} and over.granularity in ("hour", "minute"):
        return "a day and its hour are one expression"
    return ""


def kind_of(result: dict[str, Any]) -> str:
    """'date', 'daterange', 'time' and so on."""
    return str(result.get("TypeName") or result["Typename"]).split(".")[-1]


def span_of(result: dict[str, Any]) -> tuple[int, int]:
    """Half open."""
    return result["Start"], result["End"] + 1


# --- counting ---


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
    purposes: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    spurious: int = 0


def measure(case: dict[str, Any], tally: Tally, show: str) -> None:
    """Count one case; print it if its misses are asked for."""
    text, moment = case["Input"], case.get("Context", {}).get("ReferenceDateTime")
    reference = datetime.fromisoformat(moment) if moment else None
    day = reference.date() if reference else None
    found = find_times(text, day)
    expected = [r for r in case["Results"] if "Start" in r]
    for result in expected:
        kind, (start, end) = kind_of(result), span_of(result)
        values = (result.get("Resolution") or {}).get("values") or []
        over = [e for e in found if e.start < end and start < e.end]
        near = [e for e in over if stripped(e.start, e.text) == stripped(start, text[start:end])]
        if kind == "set":
            right = not over
        elif kind == "duration":
            right = any(same_duration(text, start, end, value["value"]) for value in values)
        else:
            right = any(same_value(e, value, reference) for e in near for value in values)
        tally.total[kind] += 1
        tally.spans[kind] += any((e.start, e.end) == (start, end) for e in found)
        tally.near[kind] += bool(near)
        tally.values[kind] += right
        reason = "" if right else otherwise(text, day, result, found, expected)
        tally.purposes[kind] += bool(reason)
        tally.reasons[reason] += bool(reason)
        if not right and kind == show:
            print_miss(text, day, result["Text"], values, found, reason)
    extra = [e for e in found if not any(e.start <= r["End"] and r["Start"] < e.end for r in expected)]
    tally.spurious += len(extra)
    if extra and show == "spurious":
        sys.stdout.write(f"{text!r}: {[e.text for e in extra]}\n")


def same_duration(text: str, start: int, end: int, seconds: str) -> bool:
    """Whether a quantity of that length covers a part of the span."""
    over = [q for q in find_quantities(text) if q.start < end and start < q.end and q.kind == "duration"]
    lengths = [length for q in over if (length := convert(q, "second"))]
    return any(
        abs(float(bound) - float(seconds)) <= float(seconds) / 50 for q in lengths for bound in (q.low, q.high) if bound
    )


def print_miss(
    text: str, day: date | None, wanted: str, values: list[dict[str, str]], found: list[TimeExpression], reason: str
) -> None:
    """One miss, what is wanted and what is found."""
    resolutions = [v.get("value") or (v.get("start"), v.get("end"), v.get("Mod")) for v in values]
    ours = [(e.text, str(e.earliest), str(e.latest), e.granularity, e.bound) for e in found]
    sys.stdout.write(f"{day} {text!r}\n    wanted {wanted!r} {resolutions}\n    found  {ours} {reason}\n")


def main() -> int:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("path", type=Path)
    options.add_argument("--show", default="", help="print the misses of a kind, e.g. date, or 'spurious'")
    arguments = options.parse_args()
    tally = Tally()
    for case in json.loads(arguments.path.read_text(encoding="utf-8-sig")):
        measure(case, tally, arguments.show)
    sys.stdout.write(
        f"{'kind':<15}{'cases':>7}{'span':>9}{'near':>9}{'value':>9}{'on purpose':>12}{'value of rest':>15}\n"
    )
    for kind, count in tally.total.most_common():
        shares = (100 * counter[kind] / count for counter in (tally.spans, tally.near, tally.values))
        purposes = tally.purposes[kind]
        rest = 100 * tally.values[kind] / (count - purposes) if count > purposes else 0
        columns = "".join(f"{share:>8.0f}%" for share in shares)
        sys.stdout.write(f"{kind:<15}{count:>7}{columns}{purposes:>12}{rest:>14.0f}%\n")
    sys.stdout.write(f"found where nothing is expected: {tally.spurious}\nmissed on purpose:\n")
    for reason, count in tally.reasons.most_common():
        if count:
            sys.stdout.write(f"{count:>5} {reason}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
