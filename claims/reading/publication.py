"""The day an article was published: from metadata, or from the lines at the top of its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]{0,2}[ ])?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_DAY = r"(?P<day>\d{1,2})"
_FORMS = tuple(
    form.replace("YEAR", _YEAR).replace("MONTH", _MONTH).replace("DAY", _DAY)
    for form in (
        r"DAY(?:st|nd|rd|th)?(?:[ ]of)?[ -]MONTH[.,]{0,2}[ -]YEAR",  # 14 March 2006
        r"MONTH\.?[ ]DAY(?:st|nd|rd|th)?,?[ ]YEAR",  # November 28, 2005
        r"YEAR[-/.](?P<month>\d\d?)[-/.]DAY(?!\d)",  # 2005-11-28
        r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)",  # 20051128
        r"DAY\.[ ]?(?P<month>\d{1,2})\.[ ]?YEAR",  # 28.11.2005
        r"(?P<one>\d{1,2})(?P<mark>[/-])(?P<two>\d{1,2})(?P=mark)YEAR",  # 28/11/2005 or 11/28/2005
    )
)
_DATES = tuple(re.compile(rf"(?<![\w./-])(?:{form})", re.IGNORECASE) for form in _FORMS)
_CLOCK = (
    r"(?:(?:at[ ])?\d{1,2}(?:[:.h][ ]?\d\d){1,2}(?:[ ]?[ap]\.?m\.?)?|(?:at[ ])?\d{1,2}[ ]?[ap]\.?m\.?"
    r"|\d{4}(?=[ ]?(?:GMT|UTC)))"
)
_TIMES = _CLOCK + r"(?:[ ]?\(?(?-i:[A-Z]{2,4})\)?(?:[+-]\d\d:?[ ]?\d\d)?(?![\w]))?"
_LABEL = re.compile(
    r"(?:^|[|•·][ ])(?:(?:(?:first|originally)[ ])?(?:published|posted|issued|released|filed)(?:[ ](?:on|at))?"
    r"|(?:date[ ]of[ ]publication|(?:publication|publishing|release|article)[ ]date|date|dated|pub\.?[ ]date)"
    r"|(?P<late>(?:last[ ])?(?:updated|modified|revised|edited)(?:[ ](?:on|at))?|(?:last[ ])?update|last[ ]modified))"
    r"(?P<colon>[ ]?[:–—-])?[ ]{1,3}",
    re.IGNORECASE,
)
_AFTER_LABEL = re.compile(r",?[ ](?:by|at|from|in|and[ ]updated)\b", re.IGNORECASE)
_PLACE = r"[A-Z][A-Za-z.'’-]+(?:[ ][A-Z][A-Za-z.'’-]+){0,3}?(?:,[ ][A-Z][A-Za-z.]+){0,2}?"
_DATE_AHEAD = rf"(?=\d|(?i:{'|'.join(_MONTHS)}|mon|tue|wed|thu|fri|sat|sun))"
_DATELINE = re.compile(rf"{_PLACE},?[ ](?:\([^()]{{2,40}}\)[ ])?(?:[-–—]{{1,2}}[ ])?{_DATE_AHEAD}")
_AFTER_DATELINE = re.compile(r"[ ]?(?:\([^()]{2,40}\)[ ]?)?(?:[-–—]{1,2}|:)[ ]")
_AGENCY = re.compile(  # 'AFP Sunday 3 Jul 2016', where the line ends of a page were lost
    r"\b[A-Z]{2,8},?[ ](?=(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?[ ])"
)
_TIME = re.compile(_TIMES, re.IGNORECASE)
_BEFORE = re.compile(rf"(?:{_TIMES},?[ ])?{_WEEKDAY}", re.IGNORECASE)
_AFTER = re.compile(rf"(?:,?[ ](?:[-–—|/][ ])?{_TIMES})?(?:T[\d:.]+Z?(?:[+-]\d\d:?\d\d)?)?[ ]?[.,;]?", re.IGNORECASE)
_GOES_ON = re.compile(r"[ ](?![ ])[\"'“‘(]?[A-Z0-9]|\(|[ ][|•·–—-][ ]")  # a text or a note that starts after the date
_BYLINE = re.compile(r"by[ ][A-Z][^.!?\n]{2,80}?[,|•·–—-][ ]", re.IGNORECASE)

TOP_LINES = 8
TOP_CHARACTERS = 1200
LONGEST_METADATA = 100


def parse_date(value: object) -> date | None:
    """The day that a metadata value names: a date, a time stamp, or text in a common form with a year.

    None where there is none, and where the order of day and month is open ('4/5/2015'). Time zones are left
    aside: the day is the one written, that of a time stamp in seconds or milliseconds is the day in UTC.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or len(value) > LONGEST_METADATA:
        return None
    text = " ".join(value.split())
    if re.fullmatch(r"\d{9,13}(?:\.\d+)?", text):  # a day has eight digits at most
        return _from_timestamp(float(text))
    return next((day for pattern in _DATES for match in pattern.finditer(text) if (day := _day(match))), None)


def find_publication_date(text: str) -> date | None:
    """The publication date that the top of a plain text states: a labelled line ('Published: ...'), a line that is
    only a date, a dateline with a year, or a date before the first sentence. None where there is none.

    A date in running text is never taken. 'Published' is preferred to 'Updated'.
    """
    updated: date | None = None
    lines = [" ".join(line.split()) for line in text[:TOP_CHARACTERS].splitlines() if line.strip()]
    for number, line in enumerate(lines[:TOP_LINES]):
        for late, day in _stated(line, first=number == 0):
            if not late:
                return day
            updated = updated or day
    return updated


def _stated(line: str, *, first: bool) -> Iterator[tuple[bool, date]]:
    """The publication dates that a line states; True with those of a later update."""
    for label in _LABEL.finditer(line):
        if found := _date_at(line, label.end()):
            rest = line[found[1] :]
            if label["colon"] or _AFTER_LABEL.match(rest) or _stands_alone(rest, first=False):
                yield label["late"] is not None, found[0]
    byline = _BYLINE.match(line)
    for start in {0, byline.end() if byline else 0}:
        if (found := _date_at(line, start)) and _stands_alone(line[found[1] :], first=first):
            yield False, found[0]
    for agency in _AGENCY.finditer(line[:300]):
        if (found := _date_at(line, agency.end())) and _stands_alone(line[found[1] :], first=False):
            yield False, found[0]
    dateline = _DATELINE.match(line)
    if dateline and (found := _date_at(line, dateline.end())):
        rest = line[found[1] :]
        if _AFTER_DATELINE.match(rest) or (not rest.strip(" .") and len(line) < 80):
            yield False, found[0]


def _date_at(line: str, start: int) -> tuple[date, int] | None:
    """The date that begins at ``start`` (after a clock time or weekday), and where it ends."""
    before = _BEFORE.match(line, start)
    start = before.end() if before else start
    for pattern in _DATES:
        match = pattern.match(line, start)
        if match and (day := _day(match)):
            return day, match.end()
    return None


def _stands_alone(rest: str, *, first: bool) -> bool:
    """Whether what follows a date shows that it belongs to no sentence. In the first line, the headline, a date
    must be all there is."""
    after = _AFTER.match(rest)
    left = rest[after.end() :] if after else rest
    if not left.strip():
        return True
    plain = not after or not after[0].strip() or _TIME.search(after[0]) is not None
    return plain and not first and _GOES_ON.match(left if left.startswith((" ", "(")) else f" {left}") is not None


def _day(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    if "one" in parts:
        one, two = int(parts["one"]), int(parts["two"])
        if one <= 12 and two <= 12 and one != two:
            return None
        day, month = (one, two) if two <= 12 else (two, one)
    else:
        name = parts["month"].casefold()
        day, month = int(parts["day"]), int(name) if name.isdigit() else _MONTHS.index(name[:3]) + 1
    try:
        return date(int(parts["year"]), month, day)
    except ValueError:
        return None


def _from_timestamp(seconds: float) -> date | None:
    if seconds > 1e11:  # milliseconds
        seconds /= 1000
    try:
        day = datetime.fromtimestamp(seconds, UTC).date()
    except (OverflowError, OSError, ValueError):
        return None
    return day if 1980 <= day.year <= 2100 else None
