from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.reading.publication import find_publication_date, parse_date

JUNE_5 = date(2015, 6, 5)
LEAD = "The harbour of Port Ansel was shut after a storm, the harbour master said."

METADATA = [
    ("2015-06-05", JUNE_5),
    ("2015-06-05T10:00:00+02:00", JUNE_5),
    ("2015-06-05 23:59", JUNE_5),
    ("2015/6/5", JUNE_5),
    ("20150605", JUNE_5),
    (20150605, JUNE_5),
    ("Fri, 05 Jun 2015 10:00:00 GMT", JUNE_5),
    ("Friday, June 5, 2015", JUNE_5),
    ("June 5th 2015", JUNE_5),
    ("5 June 2015", JUNE_5),
    ("5 ſeptember 2015", date(2015, 9, 5)),
    ("5th of June, 2015", JUNE_5),
    ("05-Jun-2015", JUNE_5),
    ("5.6.2015", JUNE_5),
    ("05. 06. 2015", JUNE_5),
    ("5/5/2015", date(2015, 5, 5)),
    ("25/6/2015", date(2015, 6, 25)),
    ("6/25/2015", date(2015, 6, 25)),
    ("Sept. 9, 2013", date(2013, 9, 9)),
    (date(2015, 6, 5), JUNE_5),
    (datetime(2015, 6, 5, 23, 30), JUNE_5),
    (1433498400, JUNE_5),
    (1433498400.5, JUNE_5),
    (1433498400000, JUNE_5),
    ("1433498400", JUNE_5),
    ("5/6/2015", None),  # June or May?
    ("June 5", None),
    ("2015", None),
    (2015, None),
    ("31 June 2015", None),
    ("2015-13-01", None),
    ("yesterday", None),
    ("", None),
    (None, None),
    (True, None),
    (float("nan"), None),
    (float("inf"), None),
    (10**400, None),
    (["2015-06-05"], None),
]


@pytest.mark.parametrize(("value", "expected"), METADATA)
def test_dates_in_metadata(value: object, expected: date | None) -> None:
    assert parse_date(value) == expected


STATED = [
    "Published: June 5, 2015",
    "Published June 5 2015",
    "Published: Friday, 5 June 2015, 02:24 GMT",
    "Last Updated: Friday, 5 June 2015, 02: 24 GMT",
    "Published: 05 Jun 2015 11: 25 GMT+02: 00",
    "First published on Friday 5 June 2015",
    "Date of publication 5 June 2015",
    "Date: 2015-06-05",
    "Posted on June 5 2015 by Ada Verne",
    "Posted: 05.06.2015 14:30",
    "By Ada Verne | Published: 5 June 2015",
    "By Ada Verne, 5 June 2015",
    "By Ada Verne - June 5, 2015",
    "5 June 2015",
    "Friday, June 5, 2015",
    "5.6.2015",
    "2015-06-05",
    "2015-06-05T10:00:00Z",
    "June 5, 2015 at 3:15 p.m. EDT",
    "11: 39am UK, Friday 05 June 2015",
    "PORT ANSEL, June 5, 2015 (Agency) - The harbour was shut.",
    "PORT ANSEL (Agency) — June 5, 2015 — The harbour was shut.",
    "Port Ansel, 5 June 2015 – The harbour was shut.",
    "Agency, June 5, 2015",
    "5 June 2015 The harbour of Port Ansel was shut after a storm.",
    "05.06.2015(updated 1838 05.06.2015) The harbour was shut.",
    "Friday 5 June 2015 21:51 Three ships torn from their moorings.",
    "Storm shuts harbour ANP Friday 5 Jun 2015 The harbour of Port Ansel was shut.",
    "Published June 5 2015 A storm has shut the harbour.",
]


@pytest.mark.parametrize("line", STATED)
def test_stated_publication_dates(line: str) -> None:
    assert find_publication_date(f"Storm shuts the harbour\n{line}\n{LEAD}") == JUNE_5


@pytest.mark.parametrize(
    "line", ["5 June 2015", "Friday, June 5, 2015", "Published: June 5, 2015", "June 5, 2015 09:30"]
)
def test_a_first_line_that_is_only_a_date(line: str) -> None:
    assert find_publication_date(f"{line}\n\nStorm shuts the harbour\n{LEAD}") == JUNE_5


NOT_STATED = [
    LEAD,
    "On 5 June 2015 the harbour was shut.",
    "June 5, 2015, was the day the harbour was shut.",
    "5 June 2015 was a black day for the port.",
    "5 June 2015 will be remembered in the port.",
    "The report, published June 5, 2015, blames the port.",
    "Published 5 June 2015, the report blames the port.",
    "Published in June 2015, the report blames the port.",
    "Released on June 5, 2015, they went home at once.",
    "The last update was on 5 June 2015 and nobody knew.",
    "Ada Verne was born in Port Ansel on 5 June 2015.",
    "PORT ANSEL, June 5 (Agency) - The harbour was shut.",
    "Published: 5/6/2015",
    "Published: June 5",
    "Friday, June 5",
    "Date: 31 June 2015",
    "The talks of 5.6.2015 failed.",
]


@pytest.mark.parametrize("line", NOT_STATED)
def test_a_date_in_running_text_is_no_publication_date(line: str) -> None:
    assert find_publication_date(f"Storm shuts the harbour\n{line}\n{LEAD}") is None
    assert find_publication_date(line) is None


def test_a_date_in_the_headline_is_no_publication_date() -> None:
    assert find_publication_date(f"11 September 2001 Attacks Remembered\n{LEAD}") is None


def test_published_is_preferred_to_updated() -> None:
    top = "Storm shuts the harbour\nLast updated: 9 June 2015\nPublished: 5 June 2015\n"
    assert find_publication_date(top + LEAD) == JUNE_5


def test_only_the_top_counts() -> None:
    assert find_publication_date(f"{LEAD}\n" * 30 + "Published: 5 June 2015\n") is None


@settings(deadline=None)
@given(st.text(st.sampled_from("5June 2015-./:,|()PublishedMondayAFPat\n"), max_size=300))
def test_any_text_is_taken(text: str) -> None:
    found = find_publication_date(text)
    assert found is None or 1900 <= found.year < 2100
    parse_date(text)


@pytest.mark.parametrize("unit", ["5 ", "June 5, ", "Published: ", "A. ", "By A ", "at 5 ", "AB Monday ", "12:", "Ab"])
def test_hostile_tops_take_no_time(unit: str) -> None:
    assert find_publication_date(unit * 100_000) is None
