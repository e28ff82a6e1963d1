"""Clock times and parts of the day against each other."""

from __future__ import annotations

import pytest

from checker.facets.clock import clock_relation
from claims.times.times import find_times
from claims.types import TimeExpression


def time_of(text: str) -> TimeExpression:
    (time,) = find_times(f"The ferry left {text}.")
    return time


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        ("at 8 p.m.", "at 8 a.m.", "different"),
        ("at 9:27 a.m.", "at about 9:30 a.m.", "same"),
        ("at 14:05", "at 2 p.m.", "same"),
        ("at 14:05", "at 2:10 p.m.", "same"),
        ("at 10 a.m.", "at 11:30 a.m.", "near"),
        ("at 10 a.m.", "at 2 p.m.", "different"),
        ("at noon", "at 12:15", "same"),
        ("at 23:50", "at ten past midnight", "same"),
        ("at 11:50 p.m.", "at 12:10 a.m.", "same"),
        ("in the morning", "at 10 a.m.", "same"),
        ("in the morning", "in the evening", "different"),
        ("late on Tuesday", "at 5 a.m. on Tuesday", "same"),  # the night may reach into the morning
        ("late on Tuesday", "at 11 a.m. on Tuesday", "different"),
        ("at 0428 GMT", "at 0430 GMT", "same"),
        ("at 0428 GMT", "at 9:30 a.m.", "unknown"),  # another zone
        ("between 07:28 and 08:06 UTC", "at 0800 GMT", "same"),
        ("at 8:30", "at 20:30", "unknown"),  # morning or evening
        ("at 8:30", "at 11:30", "different"),
        ("on Tuesday", "at 11 a.m.", "unknown"),
        ("at 4:17 a.m. (0917 GMT)", "at 5:12", "near"),
        ("at 4:17 a.m. (0917 GMT)", "at 9:17", "different"),
        ("at 10:02 local time (0302 GMT)", "at 0302 GMT", "same"),
        ("from 10 p.m. to 2 a.m.", "at 1 a.m.", "same"),
        ("from 10 p.m. to 2 a.m.", "at 5 a.m.", "different"),
        ("at first light", "at noon", "different"),
        ("as darkness fell", "at midday", "different"),
        ("shortly before six in the evening", "at 5:50 p.m.", "same"),
    ],
)
def test_relation(left: str, right: str, relation: str) -> None:
    assert clock_relation(time_of(left), time_of(right)) == relation
    assert clock_relation(time_of(right), time_of(left)) == relation
