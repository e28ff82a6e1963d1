"""When the event of an article began, by the clock."""

from __future__ import annotations

import pytest

from checker.facets.context import settings
from checker.facets.moments import MainEvent, common_kind
from claims.extract import read_claims
from claims.tables import read_table
from claims.types import Article

ONSET = read_table("happenings", "checker")["onset"]


def event_of(text: str) -> MainEvent:
    (reading,) = read_claims([Article("a", text)])
    return next(iter(settings(reading).values())).article.event


@pytest.mark.parametrize(("kind", "text", "tells"), [(*e, n == "yes") for n in ("yes", "no") for e in ONSET[n]])
def test_examples_of_the_table(kind: str, text: str, tells: bool) -> None:
    assert bool(event_of(text).times(kind)) == tells


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A quake shook the coast. Two people were hurt by the earthquake.", "quake"),
        ("A bomb killed a judge in Lund. The blast broke windows.", "violence"),
        ("The mayor of Lund resigned. She gave no reason.", ""),
        ("A fire killed two people. A week later a quake killed four.", ""),
    ],
)
def test_what_kind_of_event_an_article_tells_of(text: str, kind: str) -> None:
    assert event_of(text).kind == kind


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("A quake shook Lund. It struck at 4:17 a.m. and lasted a minute.", ["4:17 a.m."]),
        ("A quake shook Lund. The clock of the station stopped at 4.12 a.m. that day.", ["4.12 a.m. that day"]),
        ("A quake shook Lund. It was ten to nine when the walls began to shake.", ["ten to nine"]),
        ("A quake shook Lund. It was ten to nine. Then the walls fell.", ["ten to nine"]),
        ("A quake shook Lund. It was ten to nine when the quake hit.", ["ten to nine"]),
        ("A quake shook Lund. It was ten to nine when the mayor came.", []),
        ("A quake shook Lund. A second quake struck at 6 a.m.", []),
        ("A quake shook Lund. The quake did not strike at 6 a.m.", []),
        ("A quake shook Lund. The market opened at 6 a.m.", []),
    ],
)
def test_times_of_day_at_which_it_came(text: str, times: list[str]) -> None:
    assert [m.time.text for m in event_of(text).moments.values()] == times


def test_one_of_two_articles_may_leave_the_kind_open() -> None:
    assert common_kind(MainEvent("quake"), MainEvent("")) == "quake"
    assert common_kind(MainEvent("quake"), MainEvent("quake")) == "quake"
    assert common_kind(MainEvent("quake"), MainEvent("crash")) == ""
    assert common_kind(MainEvent(), MainEvent()) == ""
