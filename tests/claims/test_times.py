"""Dates and times: the examples of the rule table, a table of expressions, and properties."""

from __future__ import annotations

import re
import time
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.tables import read_table
from claims.times.times import find_times
from claims.types import TimeExpression

GRAMMAR = read_table("times")
RULES, WORDS = GRAMMAR["rule"], GRAMMAR["words"]
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
    # full dates, in every order
    ("They signed on May 16, 2025.", "May 16, 2025", "2025-05-16", "2025-05-17", "day", "in"),
    ("They signed on 16 May 2025 in Oslo.", "16 May 2025", "2025-05-16", "2025-05-17", "day", "in"),
    ("On May 16th, 2025, they signed.", "May 16th, 2025", "2025-05-16", "2025-05-17", "day", "in"),
    ("Printed 2025-05-16 in Bonn", "2025-05-16", "2025-05-16", "2025-05-17", "day", "in"),
    ("Printed 16.5.2025 in Bonn", "16.5.2025", "2025-05-16", "2025-05-17", "day", "in"),
    ("Printed 11.10.2017 in Bonn", "11.10.2017", "2017-10-11", "2017-10-12", "day", "in"),
    ("Printed 5/16/2025 in Boston", "5/16/2025", "2025-05-16", "2025-05-17", "day", "in"),
    ("Printed 4/5/2016 in Boston", "4/5/2016", "2016-04-05", "2016-04-06", "day", "in"),
    ("Printed 16/5/2025 in Leeds", "16/5/2025", "2025-05-16", "2025-05-17", "day", "in"),
    ("Printed 4.7.2016(revised)", "4.7.2016", "2016-07-04", "2016-07-05", "day", "in"),
    ("The mayor spoke Monday 3 Oct 2016 in Riga", "Monday 3 Oct 2016", "2016-10-03", "2016-10-04", "day", "in"),
    ("He died on Sept. 9, 1999, in Lima", "Sept. 9, 1999", "1999-09-09", "1999-09-10", "day", "in"),
    ("He died on the 3rd of July, 1961.", "the 3rd of July, 1961", "1961-07-03", "1961-07-04", "day", "in"),
    ("They met on March\n12, 2014.", "March\n12, 2014", "2014-03-12", "2014-03-13", "day", "in"),
    # without the year
    ("The dam broke on June 23.", "June 23", "2016-06-23", "2016-06-24", "day", "in"),
    ("The dam broke on 23 November.", "23 November", "2015-11-23", "2015-11-24", "day", "in"),
    ("The dam broke on December 20.", "December 20", "2015-12-20", "2015-12-21", "day", "in"),
    ("The council will vote on December 20.", "December 20", "2016-12-20", "2016-12-21", "day", "in"),
    ("The council will vote on March 2.", "March 2", "2017-03-02", "2017-03-03", "day", "in"),
    ("Talks on November 2, next to the lake", "November 2", "2016-11-02", "2016-11-03", "day", "in"),
    ("The dam broke on February 29.", "February 29", "2016-02-29", "2016-03-01", "day", "in"),
    ("The bridge opened in November.", "November", "2015-11-01", "2015-12-01", "month", "in"),
    ("The bridge will open in November.", "November", "2016-11-01", "2016-12-01", "month", "in"),
    ("The bridge opened in June last year.", "June last year", "2015-06-01", "2015-07-01", "month", "in"),
    ("The bridge opened on May 3 last year.", "May 3 last year", "2015-05-03", "2015-05-04", "day", "in"),
    ("The bridge opened last March.", "last March", "2016-03-01", "2016-04-01", "month", "in"),
    ("The rally of the 21st, on Monday the 3rd.", "Monday the 3rd", "2016-10-03", "2016-10-04", "day", "in"),
    # months, years and longer
    ("It began in March 2011 in the south", "March 2011", "2011-03-01", "2011-04-01", "month", "in"),
    ("It began in December 2003.", "December 2003", "2003-12-01", "2004-01-01", "month", "in"),
    ("It began in early October in the south", "early October", "2016-10-01", "2016-10-16", "month", "in"),
    ("It began in mid-May in the south", "mid-May", "2016-05-10", "2016-05-21", "month", "in"),
    ("It began at the end of July.", "the end of July", "2016-07-16", "2016-08-01", "month", "in"),
    ("It began in late 2015 in the south", "late 2015", "2015-09-01", "2016-01-01", "year", "in"),
    ("It began early last year.", "early last year", "2015-01-01", "2015-05-01", "year", "in"),
    ("The plant closed in 2003.", "2003", "2003-01-01", "2004-01-01", "year", "in"),
    ("The 2014 invasion failed.", "2014", "2014-01-01", "2015-01-01", "year", "in"),
    ("It was popular in the 1990s.", "the 1990s", "1990-01-01", "2000-01-01", "decade", "in"),
    ("It was popular in the early '80s.", "the early '80s", "1980-01-01", "1983-05-01", "decade", "in"),
    ("It dates from the 19th century.", "the 19th century", "1800-01-01", "1900-01-01", "century", "in"),
    ("He studied there 2003-2005 with her", "2003-2005", "2003-01-01", "2006-01-01", "year", "in"),
    ("Sales rose in Q3 2012 again", "Q3 2012", "2012-07-01", "2012-10-01", "quarter", "in"),
    ("Sales rose in the first half of 2014.", "the first half of 2014", "2014-01-01", "2014-07-01", "quarter", "in"),
    ("Sales rose last quarter.", "last quarter", "2016-07-01", "2016-10-01", "quarter", "in"),
    ("It rained last summer.", "last summer", "2016-06-01", "2016-09-01", "season", "in"),
    ("It rained in the winter of 1999.", "the winter of 1999", "1999-12-01", "2000-03-01", "season", "in"),
    ("They left in the last week of July.", "the last week of July", "2016-07-25", "2016-08-01", "week", "in"),
    ("They met on the first Sunday of June.", "the first Sunday of June", "2016-06-05", "2016-06-06", "day", "in"),
    ("They met in the week of June 8.", "the week of June 8", "2016-06-06", "2016-06-13", "week", "in"),
    # weekdays: at or before the reference, unless something is to come
    ("A bomb went off on Friday.", "Friday", "2016-09-30", "2016-10-01", "day", "in"),
    ("A bomb went off on Wednesday.", "Wednesday", "2016-10-05", "2016-10-06", "day", "in"),
    ("A bomb went off on Thursday.", "Thursday", "2016-09-29", "2016-09-30", "day", "in"),
    ("The talks will open on Friday.", "Friday", "2016-10-07", "2016-10-08", "day", "in"),
    ("The talks won't open until Friday.", "until Friday", "-", "2016-10-08", "day", "until"),
    ("On Friday, the court is expected to rule.", "Friday", "2016-10-07", "2016-10-08", "day", "in"),
    ("She said on Monday that he will leave Friday.", "Monday", "2016-10-03", "2016-10-04", "day", "in"),
    ("She said on Monday that he will leave Friday.", "Friday", "2016-10-07", "2016-10-08", "day", "in"),
    ("The match is due to start on Saturday.", "Saturday", "2016-10-08", "2016-10-09", "day", "in"),
    ("Minister to visit towns on Thursday", "Thursday", "2016-10-06", "2016-10-07", "day", "in"),
    ("The vote is to be held on Monday.", "Monday", "2016-10-10", "2016-10-11", "day", "in"),
    ("They will send armed men on Monday.", "Monday", "2016-10-10", "2016-10-11", "day", "in"),
    ("He was forced to resign on Monday.", "Monday", "2016-10-03", "2016-10-04", "day", "in"),
    ("Officials saw Mondays attack as a warning", "Mondays", "2016-10-03", "2016-10-04", "day", "in"),
    ("After Monday's attack he left.", "Monday", "2016-10-03", "2016-10-04", "day", "in"),
    ("He resigned last Friday.", "last Friday", "2016-09-30", "2016-10-01", "day", "in"),
    ("He resigned last Tuesday.", "last Tuesday", "2016-09-27", "2016-09-28", "day", "in"),
    ("He starts next Tuesday.", "next Tuesday", "2016-10-11", "2016-10-12", "day", "in"),
    ("He starts next Friday.", "next Friday", "2016-10-14", "2016-10-15", "day", "in"),
    ("He starts this coming Friday.", "this coming Friday", "2016-10-07", "2016-10-08", "day", "in"),
    ("It happened over the weekend.", "the weekend", "2016-10-01", "2016-10-03", "day", "in"),
    ("It will happen at the weekend.", "the weekend", "2016-10-08", "2016-10-10", "day", "in"),
    # parts of a day
    ("It struck late Monday.", "late Monday", "2016-10-03T16:00", "2016-10-04T06:00", "part of day", "in"),
    ("It struck on Friday evening.", "Friday evening", "2016-09-30T16:00", "2016-10-01", "part of day", "in"),
    ("It struck early on Friday.", "early on Friday", "2016-09-30", "2016-09-30T12:00", "part of day", "in"),
    ("It fell on the morning of May 5.", "the morning of May 5", "2016-05-05", "2016-05-05T12:00", "part of day", "in"),
    ("It struck earlier on Monday.", "earlier on Monday", "2016-10-03", "2016-10-04", "day", "in"),
    ("Shells fell overnight.", "overnight", "2016-10-04T18:00", "2016-10-05T09:00", "part of day", "in"),
    ("Shells fell this morning.", "this morning", "2016-10-05", "2016-10-05T12:00", "part of day", "in"),
    ("Shells fell last night.", "last night", "2016-10-04T18:00", "2016-10-05T06:00", "part of day", "in"),
    ("Shells fell tonight.", "tonight", "2016-10-05T18:00", "2016-10-06T06:00", "part of day", "in"),
    # counted from the day of publication
    ("He resigned today.", "today", "2016-10-05", "2016-10-06", "day", "in"),
    ("He resigned yesterday.", "yesterday", "2016-10-04", "2016-10-05", "day", "in"),
    ("It fell the day before yesterday.", "the day before yesterday", "2016-10-03", "2016-10-04", "day", "in"),
    ("He leaves tomorrow.", "tomorrow", "2016-10-06", "2016-10-07", "day", "in"),
    ("Shells fell last week.", "last week", "2016-09-26", "2016-10-03", "week", "in"),
    ("Shells fell last month.", "last month", "2016-09-01", "2016-10-01", "month", "in"),
    ("It is the third this year.", "this year", "2016-01-01", "2017-01-01", "year", "in"),
    ("He leaves next month.", "next month", "2016-11-01", "2016-12-01", "month", "in"),
    ("Shells fell earlier this week.", "earlier this week", "2016-10-03", "2016-10-06", "week", "in"),
    ("It opens later this year.", "later this year", "2016-10-05", "2017-01-01", "year", "in"),
    ("It opens at the end of the year.", "the end of the year", "2016-09-01", "2017-01-01", "year", "in"),
    ("Shells fell two days ago.", "two days ago", "2016-10-03", "2016-10-04", "day", "in"),
    ("He left a week ago.", "a week ago", "2016-09-25", "2016-10-02", "week", "in"),
    ("He left five years ago.", "five years ago", "2011-04-05", "2012-04-05", "year", "in"),
    ("He left two and a half years ago.", "two and a half years ago", "2013-10-05", "2014-10-05", "year", "in"),
    ("He left more than a year ago.", "more than a year ago", "-", "2015-10-05", "year", "before"),
    ("He left almost ten years ago.", "almost ten years ago", "2006-04-05", "2007-04-05", "year", "about"),
    ("It rose in the past two years.", "the past two years", "2014-10-05", "2016-10-06", "year", "in"),
    ("It rose in the last 24 hours.", "the last 24 hours", "2016-10-04", "2016-10-06", "hour", "in"),
    ("They will leave in two weeks.", "in two weeks", "2016-10-16", "2016-10-23", "week", "in"),
    ("They leave in the next three days.", "the next three days", "2016-10-06", "2016-10-09", "day", "in"),
    ("It came two days after Friday's raid.", "two days after Friday", "2016-10-02", "2016-10-03", "day", "in"),
    ("He left a year and two months ago.", "a year and two months ago", "2015-07-21", "2015-08-21", "month", "in"),
    ("He left three weeks and a day ago.", "three weeks and a day ago", "2016-09-13", "2016-09-14", "day", "in"),
    ("It rose in the past year and a month.", "the past year and a month", "2015-09-05", "2016-10-06", "month", "in"),
    ("They will pay in three working days.", "in three working days", "2016-10-10", "2016-10-11", "day", "in"),
    ("They will pay within six working days.", "within six working days", "2016-10-05", "2016-10-14", "day", "in"),
    ("Shells fell on Monday two weeks ago.", "Monday two weeks ago", "2016-09-19", "2016-09-20", "day", "in"),
    ("Shells fell on Sunday evening last week.", "Sunday evening last week",
     "2016-10-02T16:00", "2016-10-03", "part of day", "in"),
    ("It reopens the week after next.", "the week after next", "2016-10-17", "2016-10-24", "week", "in"),
    ("It reopens in the month after next.", "the month after next", "2016-12-01", "2017-01-01", "month", "in"),
    ("It shut the weekend before last.", "the weekend before last", "2016-09-24", "2016-09-26", "day", "in"),
    ("Shells fell the night before last.", "the night before last",
     "2016-10-03T18:00", "2016-10-04T06:00", "part of day", "in"),
    ("Sales fell in last year's third quarter.", "last year's third quarter",
     "2015-07-01", "2015-10-01", "quarter", "in"),
    ("It is due on the twentieth day of the month.", "the twentieth day of the month",
     "2016-10-20", "2016-10-21", "day", "in"),
    ("It is due on the last Friday of the month.", "the last Friday of the month",
     "2016-10-28", "2016-10-29", "day", "in"),
    ("Rain is expected by midweek.", "by midweek", "-", "2016-10-08", "week", "before"),
    ("The sea will rise until 2100.", "until 2100", "-", "2101-01-01", "year", "until"),
    # hours of a named day
    ("It came on Friday between 2 and 4 p.m.", "Friday between 2 and 4 p.m.",
     "2016-09-30T14:00", "2016-09-30T17:00", "hour", "in"),
    ("It came from 10 p.m. to 2 a.m. on Friday.", "from 10 p.m. to 2 a.m. on Friday",
     "2016-09-30T22:00", "2016-10-01T03:00", "hour", "in"),
    ("It came between 2:30 and 4 p.m. on Friday.", "between 2:30 and 4 p.m. on Friday",
     "2016-09-30T14:30", "2016-09-30T17:00", "hour", "in"),
    ("It came on Friday before 5 p.m., they said.", "Friday before 5 p.m.",
     "2016-09-30", "2016-09-30T17:00", "hour", "in"),
    ("It came on Friday after 5 p.m. GMT.", "Friday after 5 p.m. GMT",
     "2016-09-30T18:00", "2016-10-01", "hour", "in"),
    # numbers in words
    ("He was born on May twenty-second.", "May twenty-second", "2016-05-22", "2016-05-23", "day", "in"),
    ("He was born on the twenty second of June.", "the twenty second of June", "2016-06-22", "2016-06-23", "day", "in"),
    ("He was born in nineteen ninety nine.", "nineteen ninety nine", "1999-01-01", "2000-01-01", "year", "in"),
    ("He was born on May third nineteen eighty.", "May third nineteen eighty", "1980-05-03", "1980-05-04", "day", "in"),
    ("He was born in May of '68.", "May of '68", "1968-05-01", "1968-06-01", "month", "in"),
    # bounds and ranges
    ("They met between June 20 and 30.", "between June 20 and 30", "2016-06-20", "2016-07-01", "day", "in"),
    ("They met between 20 and 30 June.", "between 20 and 30 June", "2016-06-20", "2016-07-01", "day", "in"),
    ("They met from June 28 to 2.", "from June 28 to 2", "2016-06-28", "2016-07-03", "day", "in"),
    ("They met from 27 to 3 January 2016.", "from 27 to 3 January 2016", "2015-12-27", "2016-01-04", "day", "in"),
    ("It was shut 2013 through June 2015.", "2013 through June 2015", "2013-01-01", "2015-07-01", "month", "in"),
    ("It has grown since 2011.", "since 2011", "2011-01-01", "-", "year", "since"),
    ("It has been shut since March.", "since March", "2016-03-01", "-", "month", "since"),
    ("It will be shut until December 31.", "until December 31", "-", "2017-01-01", "day", "until"),
    ("They must leave by Friday.", "by Friday", "-", "2016-10-08", "day", "before"),
    ("They left before May 5.", "before May 5", "-", "2016-05-05", "day", "before"),
    ("They left before the end of May.", "before the end of May", "-", "2016-06-01", "month", "before"),
    ("Prices rose after July 2012.", "after July 2012", "2012-08-01", "-", "month", "after"),
    ("From 2011 onwards it grew.", "From 2011", "2011-01-01", "-", "year", "since"),
    ("A film from 2011 shows it.", "2011", "2011-01-01", "2012-01-01", "year", "in"),
    ("It runs through Sunday and will end", "through Sunday", "-", "2016-10-10", "day", "until"),
    ("They met between June 20 and June 30.", "between June 20 and June 30", "2016-06-20", "2016-07-01", "day", "in"),
    ("They met June 20-30 2014 in Rome.", "June 20-30 2014", "2014-06-20", "2014-07-01", "day", "in"),
    ("They met from 20 to 30 June.", "from 20 to 30 June", "2016-06-20", "2016-07-01", "day", "in"),
    ("It was shut from March to April.", "from March to April", "2016-03-01", "2016-05-01", "month", "in"),
    ("It was shut November-February 2015.", "November-February 2015", "2014-11-01", "2015-03-01", "month", "in"),
    ("It was shut from 2011 to 2013.", "from 2011 to 2013", "2011-01-01", "2014-01-01", "year", "in"),
    ("It was shut from Friday to Monday.", "from Friday to Monday", "2016-09-30", "2016-10-04", "day", "in"),
    ("It has been shut from May until now.", "from May until now", "2016-05-01", "2016-10-06", "day", "in"),
    # clock times; those with a zone are in UTC
    ("It came at 4:43 a.m. on Friday.", "4:43 a.m. on Friday", "2016-09-30T04:43", "2016-09-30T04:44", "minute", "in"),
    ("It came on Friday at 3pm.", "Friday at 3pm", "2016-09-30T15:00", "2016-09-30T16:00", "hour", "in"),
    ("At noon on Friday it came.", "noon on Friday", "2016-09-30T12:00", "2016-09-30T12:01", "minute", "in"),
    ("It came at 10 at night on May 5.", "10 at night on May 5", "2016-05-05T22:00", "2016-05-05T23:00", "hour", "in"),
    ("Tuesday, 14 March 2006, 07: 15 GMT", "Tuesday, 14 March 2006, 07: 15 GMT",
     "2006-03-14T07:15", "2006-03-14T07:16", "minute", "in"),
    ("It began at 10:00 am (0800 GMT) on Friday.", "10:00 am (0800 GMT) on Friday",
     "2016-09-30T08:00", "2016-09-30T08:01", "minute", "in"),
    ("It began on May 5, 2016, at 1 a.m. CET.", "May 5, 2016, at 1 a.m. CET",
     "2016-05-05T00:00", "2016-05-05T01:00", "hour", "in"),
    ("It came at around 5:30 p.m. Monday.", "around 5:30 p.m. Monday",
     "2016-10-03T17:30", "2016-10-03T17:31", "minute", "about"),
    ("It came on May 5, 2016, at 3 p.m. Beijing time.", "May 5, 2016, at 3 p.m. Beijing time",
     "2016-05-05T07:00", "2016-05-05T08:00", "hour", "in"),
    ("It came on May 5, 2016, at 3 p.m. Pacific time.", "May 5, 2016, at 3 p.m. Pacific time",
     "2016-05-05T15:00", "2016-05-05T16:00", "hour", "in"),
    ("Stamp: 2016-05-05T08:30:00+02:00", "2016-05-05T08:30:00+02:00",
     "2016-05-05T06:30", "2016-05-05T06:31", "minute", "in"),
    ("It came on May 5 at half past nine in the evening.", "May 5 at half past nine in the evening",
     "2016-05-05T21:30", "2016-05-05T21:31", "minute", "in"),
    ("They met last night at 11.", "last night at 11", "2016-10-04T23:00", "2016-10-05", "hour", "in"),
    # holidays
    ("They met on Christmas Day 2015.", "Christmas Day 2015", "2015-12-25", "2015-12-26", "day", "in"),
    ("They met on Easter Monday.", "Easter Monday", "2016-03-28", "2016-03-29", "day", "in"),
    ("They met on New Years Eve.", "New Years Eve", "2015-12-31", "2016-01-01", "day", "in"),
    ("They met on Thanksgiving 2014.", "Thanksgiving 2014", "2014-11-27", "2014-11-28", "day", "in"),
    ("The sales began on Black Friday 2014.", "Black Friday 2014", "2014-11-28", "2014-11-29", "day", "in"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "span", "earliest", "latest", "granularity", "bound"), TABLE, ids=lambda v: str(v)[:40]
)
def test_resolved(text: str, span: str, earliest: str, latest: str, granularity: str, bound: str) -> None:
    found = find_times(text, WEDNESDAY)
    expression = next((e for e in found if e.text == span), None)
    assert expression is not None, [e.text for e in found]
    assert (expression.earliest, expression.latest) == (moment(earliest), moment(latest))
    assert (expression.granularity, expression.bound, expression.resolved) == (granularity, bound, True)


# What stays comparable without a day of reference: text, span, granularity, anchor
UNRESOLVED = [
    ("A bomb went off on Friday.", "Friday", "day", "weekday:5"),
    ("A bomb went off on Friday evening.", "Friday evening", "part of day", "part:evening weekday:5"),
    ("The dam broke on June 2.", "June 2", "day", "day:02 month:06"),
    ("The dam broke in June.", "June", "month", "month:06"),
    ("The dam broke in early June.", "early June", "month", "month:06 phase:early"),
    ("It struck at 4:43 a.m. local time.", "4:43 a.m. local time", "minute", "clock:04:43"),
    ("It struck at 3pm.", "3pm", "hour", "clock:15"),
    ("It struck at 1353 (1023 GMT).", "1353 (1023 GMT)", "minute", "utc:10:23"),
    ("It struck at 11:30 CEST on Friday.", "11:30 CEST on Friday", "minute", "utc:09:30 weekday:5"),
    ("It struck at midnight.", "midnight", "part of day", "clock:00:00 part:midnight"),
    ("It struck between 07:28 and 08:06 GMT.", "between 07:28 and 08:06 GMT", "minute", "utc:07:28 / utc:08:06"),
    ("They met between June 2 and July 3.", "between June 2 and July 3", "day", "day:02 month:06 / day:03 month:07"),
    ("It opened last summer.", "last summer", "season", "season:summer"),
    ("It opened during Ramadan.", "Ramadan", "day", "holiday:ramadan"),
    ("They met on Christmas Day.", "Christmas Day", "day", "day:25 month:12"),
    ("He left a week later.", "a week later", "week", "event:+1week"),
    ("He left the previous day.", "the previous day", "day", "event:-1day"),
    ("He left the day after the vote.", "the day after", "day", "event:+1day"),
    ("He left days before the vote.", "days before", "day", ""),
    ("He left two days ago.", "two days ago", "day", "now:-2day"),
    ("He left yesterday.", "yesterday", "day", ""),
    ("He left a year and two days after the vote.", "a year and two days after", "day", "event:+1year+2day"),
    ("He arrived on Thursday of the following week.", "Thursday of the following week", "day", "weekday:4"),
    ("It is due in week 17.", "week 17", "week", "week:17"),
    ("She scored nine goals last season.", "last season", "season", "now:-1season"),
    ("It struck at five to nine.", "five to nine", "minute", "clock:08:55"),
    ("It struck at seven thirty p.m.", "seven thirty p.m.", "minute", "clock:19:30"),
    ("He spoke on February 30, 2019.", "February 30, 2019", "day", "day:30 month:02 year:2019"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "span", "granularity", "anchor"), UNRESOLVED, ids=lambda v: str(v)[:40])
def test_unresolved(text: str, span: str, granularity: str, anchor: str) -> None:
    found = next(e for e in find_times(text) if e.text == span)
    assert (found.earliest, found.latest, found.resolved) == (None, None, False)
    assert (found.granularity, found.anchor) == (granularity, anchor)


def test_anchor_of_a_full_date_has_its_weekday() -> None:
    assert find_times("on June 2, 2025")[0].anchor == "day:02 month:06 weekday:1 year:2025"


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("on May 2 and 3 in Rome", ["May 2", "3"]),
        ("on 18 and 19 June in Rome", ["18", "19 June"]),
        ("on Monday and Tuesday", ["Monday", "Tuesday"]),
        ("on May 2 and 3 people died", ["May 2"]),
        ("shut for two weeks from May 2", ["May 2"]),
        ("a three-day visit starting on Friday", ["starting on Friday"]),
        ("In 2003, 31 people died; 20 in May", ["2003", "May"]),
    ],
)
def test_lists(text: str, spans: list[str]) -> None:
    assert [e.text for e in find_times(text, WEDNESDAY)] == spans


@pytest.mark.parametrize(
    "text",
    [
        "They may leave and march on the second town.",
        "The sun rose and the dog sat down.",
        "Prices fall after the fall of the regime.",
        "The prime minister, Theresa May, thanked April Jones and August Wilson.",
        "It cost 1,200 euros, or 6.4 percent more.",
        "They won 3-2 and then 88-72.",
        "Call 555-2015 or +44 20 7946 0958.",
        "The council passed Resolution 2118 and 2000 soldiers left.",
        "They fought for three days, then kept a 30-day ceasefire for two weeks.",
        "The 25-year-old had lived there for 25 years; in his 60s he left.",
        "In two years of war 2015 people were killed.",
        "She came second in the first half of the match.",
        "They pray on Fridays and meet every Monday.",
        "Open Tuesdays at the museum, every other Friday, Sunday mornings, and each Monday and Thursday.",
        "The rain of the month; a player of the year; rent for the week; the talk of the day.",
        "The may tree, a march past five gates, the second man, the sun at ten past masters.",
        "A 10-week course; a week 10 men could not forget; week 12 people recall.",
        "They cut the ride from 20 minutes to 10. Profit fell by a quarter to nine.",
        "He won 7-5, 6-4; the 6.1 quake; five and a half; between five and six.",
        "A two-week visit of two weeks and three days; five working days of talks.",
        "Two thousand and ten homes, nineteen ninety-year-olds, twenty twenty-euro notes.",
        "An off day for the weekly paper; day after day it rained.",
        "Flight 1990 cost $1999, and 2010 euros more.",
        "",
    ],
)
def test_no_dates(text: str) -> None:
    assert find_times(text, WEDNESDAY) == []


def test_a_name_does_not_hide_the_month() -> None:
    text = "Theresa May resigned. In May, she had lost. A letter by May was found."
    assert [e.start for e in find_times(text, WEDNESDAY)] == [25]


def test_a_score_after_a_weekday_is_no_date() -> None:
    assert [e.text for e in find_times("They won on Saturday 3-1, the Friday 6.1 quake aside.", WEDNESDAY)] == [
        "Saturday", "Friday",
    ]  # fmt: skip


HOSTILE = [
    "for two weeks from ", "two weeks, three days, ", "monday, ", "May 5 and ", "between 2 and 3 and ", "twenty-",
    "nineteen ninety ", "from the beginning of the second half of the ", "12:", "1/1/", "quarter to ", "  \n",
    "every monday and ", "within 9999 working days ", "week ",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE, ids=repr)
def test_repetition_takes_linear_time(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        start = time.process_time()
        find_times(text, WEDNESDAY)
        return time.process_time() - start

    short, long = (min(seconds(length) for _ in range(3)) for length in (2_000, 6_000))  # the least disturbed run
    assert long < 5 * short + 0.2


@pytest.mark.parametrize("unit", sorted(s for group in WORDS["unit"].values() for s in group))
def test_every_unit_can_be_counted(unit: str) -> None:
    """In every rule that counts, alone and with another."""
    for phrase in (
        "two {} ago",
        "a year and two {} ago",
        "two {} and a day later",
        "in the next two {}",
        "two {} from May 2",
    ):
        text = phrase.format(unit)
        assert [e.end for e in find_times(text, WEDNESDAY)][-1:] == [len(text)]


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
