"""Dates and times: the examples of the rule table, a table of expressions, and properties."""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.times import find_times
from claims.types import TimeExpression

RULES = tomllib.loads(resources.files("claims").joinpath("tables/times.toml").read_text(encoding="utf-8"))["rule"]
WEDNESDAY = date(2016, 10, 5)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["name"])
def test_each_rule_has_examples(rule: dict[str, list[str]]) -> None:
    assert rule["yes"]
    assert rule["no"]


@pytest.mark.parametrize("example", [(r["name"], e) for r in RULES for e in r["yes"]], ids=str)
def test_rule_finds(example: tuple[str, str]) -> None:
    marked = example[1]
    found = find_times(marked.replace("[", "").replace("]", ""), WEDNESDAY)
    assert [e.text for e in found] == re.findall(r"\[(.*?)\]", marked)


@pytest.mark.parametrize("example", [(r["name"], e) for r in RULES for e in r["no"]], ids=str)
def test_rule_passes_over(example: tuple[str, str]) -> None:
    assert find_times(example[1], WEDNESDAY) == []


def moment(value: str) -> datetime | None:
    return None if value == "-" else datetime.fromisoformat(value)


# text, span, earliest, latest, granularity, bound; the reference is Wednesday, 2016-10-05
TABLE = [
    # full dates
    ("They signed on May 16, 2025.", "May 16, 2025", "2025-05-16", "2025-05-17", "day", "in"),
    ("They signed on 16 May 2025 in Oslo.", "16 May 2025", "2025-05-16", "2025-05-17", "day", "in"),
    ("On May 16th, 2025, they signed.", "May 16th, 2025", "2025-05-16", "2025-05-17", "day", "in"),
    ("Printed 2025-05-16 at noon", "2025-05-16 at noon", "2025-05-16T12:00", "2025-05-16T12:01", "minute", "in"),
    ("Printed 16.5.2025 in Bonn", "16.5.2025", "2025-05-16", "2025-05-17", "day", "in"),
    ("Printed 5/16/2025 in Boston", "5/16/2025", "2025-05-16", "2025-05-17", "day", "in"),
    ("Printed 16/5/2025 in Leeds", "16/5/2025", "2025-05-16", "2025-05-17", "day", "in"),
    ("Printed 4.7.2016(revised)", "4.7.2016", "2016-07-04", "2016-07-05", "day", "in"),
    ("The mayor spoke Monday 3 Oct 2016 in Riga", "Monday 3 Oct 2016", "2016-10-03", "2016-10-04", "day", "in"),
    ("He died on Sept. 9, 1999, in Lima", "Sept. 9, 1999", "1999-09-09", "1999-09-10", "day", "in"),
    # without the year
    ("The dam broke on June 23.", "June 23", "2016-06-23", "2016-06-24", "day", "in"),
    ("The dam broke on 23 November.", "23 November", "2016-11-23", "2016-11-24", "day", "in"),
    ("The dam broke on December 20.", "December 20", "2015-12-20", "2015-12-21", "day", "in"),
    ("The council will vote on December 20.", "December 20", "2016-12-20", "2016-12-21", "day", "in"),
    ("The bridge opened in November.", "November", "2015-11-01", "2015-12-01", "month", "in"),
    ("The bridge will open in November.", "November", "2016-11-01", "2016-12-01", "month", "in"),
    # months, years and longer
    ("It began in March 2011 in the south", "March 2011", "2011-03-01", "2011-04-01", "month", "in"),
    ("It began in early October in the south", "early October", "2016-10-01", "2016-10-16", "month", "in"),
    ("It began in mid-May in the south", "mid-May", "2016-05-10", "2016-05-21", "month", "in"),
    ("It began in late 2015 in the south", "late 2015", "2015-09-01", "2016-01-01", "year", "in"),
    ("The plant closed in 2003.", "2003", "2003-01-01", "2004-01-01", "year", "in"),
    ("It was popular in the 1990s.", "the 1990s", "1990-01-01", "2000-01-01", "decade", "in"),
    ("It has grown since 2011.", "since 2011", "2011-01-01", "-", "year", "since"),
    ("He studied there 2003-2005 with her", "2003-2005", "2003-01-01", "2006-01-01", "year", "in"),
    ("It dates from the 19th century.", "the 19th century", "1800-01-01", "1900-01-01", "century", "in"),
    ("Sales rose in Q3 2012 again", "Q3 2012", "2012-07-01", "2012-10-01", "quarter", "in"),
    ("Sales rose in the first half of 2014.", "the first half of 2014", "2014-01-01", "2014-07-01", "quarter", "in"),
    ("It rained last summer.", "last summer", "2016-06-01", "2016-09-01", "season", "in"),
    # weekdays
    ("A bomb went off on Friday.", "Friday", "2016-09-30", "2016-10-01", "day", "in"),
    ("A bomb went off on Wednesday.", "Wednesday", "2016-10-05", "2016-10-06", "day", "in"),
    ("The talks will open on Friday.", "Friday", "2016-10-07", "2016-10-08", "day", "in"),
    ("She said on Monday that he will leave Friday.", "Monday", "2016-10-03", "2016-10-04", "day", "in"),
    ("The match is due to start on Saturday.", "Saturday", "2016-10-08", "2016-10-09", "day", "in"),
    ("Officials saw Mondays attack as a warning", "Mondays", "2016-10-03", "2016-10-04", "day", "in"),
    ("It struck late Monday.", "late Monday", "2016-10-03T16:00", "2016-10-04T06:00", "part of day", "in"),
    ("It struck on Friday evening.", "Friday evening", "2016-09-30T16:00", "2016-10-01", "part of day", "in"),
    ("He resigned last Friday.", "last Friday", "2016-09-30", "2016-10-01", "day", "in"),
    ("He starts next Tuesday.", "next Tuesday", "2016-10-11", "2016-10-12", "day", "in"),
    ("It happened over the weekend.", "the weekend", "2016-10-01", "2016-10-03", "day", "in"),
    # deictic
    ("He resigned today.", "today", "2016-10-05", "2016-10-06", "day", "in"),
    ("He resigned yesterday.", "yesterday", "2016-10-04", "2016-10-05", "day", "in"),
    ("He leaves tomorrow.", "tomorrow", "2016-10-06", "2016-10-07", "day", "in"),
    ("Shells fell overnight.", "overnight", "2016-10-04T18:00", "2016-10-05T09:00", "part of day", "in"),
    ("Shells fell this morning.", "this morning", "2016-10-05", "2016-10-05T12:00", "part of day", "in"),
    ("Shells fell last week.", "last week", "2016-09-26", "2016-10-03", "week", "in"),
    ("Shells fell last month.", "last month", "2016-09-01", "2016-10-01", "month", "in"),
    ("It is the third this year.", "this year", "2016-01-01", "2017-01-01", "year", "in"),
    ("Shells fell earlier this week.", "earlier this week", "2016-10-03", "2016-10-06", "week", "in"),
    ("Shells fell two days ago.", "two days ago", "2016-10-03", "2016-10-04", "day", "in"),
    ("He left five years ago.", "five years ago", "2011-04-05", "2012-04-05", "year", "in"),
    ("It rose in the past two years.", "the past two years", "2014-10-05", "2016-10-06", "year", "in"),
    # bounds and ranges
    ("It has been shut since March.", "since March", "2016-03-01", "-", "month", "since"),
    ("It will be shut until December 31.", "until December 31", "-", "2017-01-01", "day", "until"),
    ("They must leave by Friday.", "by Friday", "-", "2016-10-08", "day", "before"),
    ("They left before May 5.", "before May 5", "-", "2016-05-05", "day", "before"),
    ("Prices rose after July 2012.", "after July 2012", "2012-08-01", "-", "month", "after"),
    (
        "They will meet between June 20 and June 30 2017.",
        "between June 20 and June 30 2017",
        "2017-06-20",
        "2017-07-01",
        "day",
        "in",
    ),
    ("They met June 20-30 2014 in Rome.", "June 20-30 2014", "2014-06-20", "2014-07-01", "day", "in"),
    ("It was shut from March to April.", "from March to April", "2016-03-01", "2016-05-01", "month", "in"),
    ("It was shut from 2011 to 2013.", "from 2011 to 2013", "2011-01-01", "2014-01-01", "year", "in"),
    # clock times
    (
        "The blast came at 4:43 a.m. on Friday.",
        "4:43 a.m. on Friday",
        "2016-09-30T04:43",
        "2016-09-30T04:44",
        "minute",
        "in",
    ),
    (
        "It began at 10:00 am (0800 GMT) on Friday.",
        "10:00 am (0800 GMT) on Friday",
        "2016-09-30T08:00",
        "2016-09-30T08:01",
        "minute",
        "in",
    ),
    # holidays
    ("They met on Christmas Day 2015.", "Christmas Day 2015", "2015-12-25", "2015-12-26", "day", "in"),
    ("They met on Easter Monday.", "Easter Monday", "2016-03-28", "2016-03-29", "day", "in"),
]


@pytest.mark.parametrize(
    ("text", "span", "earliest", "latest", "granularity", "bound"), TABLE, ids=lambda v: str(v)[:40]
)
def test_table(text: str, span: str, earliest: str, latest: str, granularity: str, bound: str) -> None:
    found = find_times(text, WEDNESDAY)
    expression = next((e for e in found if e.text == span), None)
    assert expression is not None, [e.text for e in found]
    assert (expression.earliest, expression.latest) == (moment(earliest), moment(latest))
    assert (expression.granularity, expression.bound, expression.resolved) == (granularity, bound, True)


def check_invariants(text: str, found: list[TimeExpression]) -> None:
    position = 0
    for e in found:
        assert position <= e.start < e.end <= len(text)
        assert text[e.start : e.end] == e.text
        assert not (e.earliest and e.latest) or e.earliest < e.latest
        assert e.resolved == (e.earliest is not None or e.latest is not None)
        position = e.end


PIECES = [e.strip() for r in RULES for y in r["yes"] for e in re.findall(r"\[(.*?)\]", y)]
PIECES += [
    "from",
    "between",
    "to",
    "and",
    "-",
    "until",
    "since",
    "at",
    "of",
    "the",
    ",",
    ".",
    "will",
    "\n",
    "31",
    "2016",
    "(",
    ")",
]


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(PIECES), max_size=14), st.one_of(st.none(), st.dates()))
def test_any_mixture_of_pieces(pieces: list[str], reference: date | None) -> None:
    text = " ".join(pieces)
    check_invariants(text, find_times(text, reference))


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=80), st.one_of(st.none(), st.dates()))
def test_any_text(text: str, reference: date | None) -> None:
    check_invariants(text, find_times(text, reference))
